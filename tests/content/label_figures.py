"""The figures of a page's Dosage that its US label does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from figures import Figure, figures, plain_figures
from label_texts import LabelTexts
from starter_pages import Page, paragraphs

IN_A_ROW = "(numbers in a row)"
_BETWEEN = " | "
_NEAR = r"\D{1,24}"
_TABLE = "|"
_UNDER_LEAD = re.compile(r"[-*] |\d+\. |\|")
_BARE = re.compile(r"[\d.,]*\d(?: to [\d.,]*\d)?")
_SENTENCE_END = re.compile(r"(?<=[.:;])\**\s+(?=[A-Z*])")
_LEAD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
_SHORT = {
    "WHO": r"World Health|WHO\b",
    "MSF": r"Sans Fronti|MSF\b",
    "NHS": r"\bNHS\b|nhs\.uk",
    "UNICEF": r"UNICEF",
    "CDC": r"\bCDC\b|Centers for Disease",
    "UK": r"\bUK\b|MHRA|\bemc\b|medicines\.org\.uk",
    "Europe": r"Europe",
    "Resuscitation Council": r"Resuscitation Council",
}
"""Short name of a source -> what of its entry shows that it is meant."""
_COMMON_WORDS = """
    academic administration africa board british capsules clinical community council department district drug
    drugs dosage dose england food formulary foundation global guideline guidelines health hospital hospitals
    information injection inhaler initiative label labels laboratories limited manual medical medicine
    medicines mental ministry national northern oral organization pharma pharmaceutical pharmaceuticals
    prescribing product products repackager sans service shown solutions south summary tablets text times
    treatment trust university united states world dailymed médecins frontières
"""
_COMMON = set(_COMMON_WORDS.split())
"""Words of publishers that name none of them."""


def untraced(page: Page, labels: LabelTexts) -> Iterator[str]:
    """The figures of the Dosage section that are in none of the labels which the page cites from the corpus, except
    where the text names another source that it cites. Nothing for a page that cites no such label."""
    texts = [text for source in page.sources for text in labels.cited(source)]
    if not texts:
        return
    known = set().union(*map(_label_figures, texts))
    others = other_sources([source for source in page.sources if not labels.cited(source)])
    for line, figure in dosage_figures(page, others):
        in_row = figure.unit == IN_A_ROW and any(_stands_in(figure, plain_figures(text)) for text in texts)
        if not in_row and figure not in known:
            yield f"{page.stem}, line {line}: {figure}"


@cache
def _label_figures(text: str) -> frozenset[Figure]:
    return frozenset(figures(text))


def other_sources(sources: Sequence[dict[str, str]]) -> re.Pattern[str]:
    """What names one of these sources in prose: its short name, or a proper noun of its publisher."""
    names = set()
    for source in sources:
        entry = f"{source.get('title')} {source.get('publisher')} {source.get('reference')}"
        names |= {short for short, meant in _SHORT.items() if re.search(meant, entry)}
        proper = re.findall(r"\b[A-Z][\w.]*\w", source.get("publisher", ""))
        names |= {word for word in proper if len(word) > 3 and word.casefold() not in _COMMON}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b" if names else r"(?!)")


def dosage_figures(page: Page, others: re.Pattern[str]) -> Iterator[tuple[int, Figure]]:
    """Line and figure, for those that stand for the label's own."""
    lead_is_other = False
    for run in paragraphs(_dosage(page)):
        text = " ".join(line.strip() for _, line in run)
        is_under_lead = bool(_UNDER_LEAD.match(text))
        if not is_under_lead:
            lead_is_other = False
        if text.startswith(_TABLE):
            header = run[0][1]
            if not (lead_is_other or others.search(header)):
                for number, row in run[2:]:
                    yield from ((number, figure) for figure in _row_figures(header, row, others))
            continue
        yield from _of_prose(run, others, excused=is_under_lead and lead_is_other)
        if not is_under_lead:
            lead_is_other = names_other_last(text, others)


def names_other_last(text: str, others: re.Pattern[str]) -> bool:
    """Whether what follows a paragraph stands for another source: its bold lead or its last sentence names one."""
    lead = _LEAD.match(text)
    return bool(lead and others.search(lead["words"])) or bool(others.search(_SENTENCE_END.split(text)[-1]))


def _of_prose(
    run: Sequence[tuple[int, str]], others: re.Pattern[str], *, excused: bool
) -> Iterator[tuple[int, Figure]]:
    """The figures of a paragraph or item up to the sentence that names another source; none if its lead does."""
    text = "\n".join(line for _, line in run)
    lead = _LEAD.match(text.lstrip("-* ") if not text.startswith("**") else text)
    if excused or (lead and others.search(lead["words"])):
        return
    at = 0
    for sentence in _SENTENCE_END.split(text):
        if others.search(sentence):
            return
        at = text.index(sentence, at)
        line = run[0][0] + text.count("\n", 0, at)
        for figure in figures(sentence):
            yield line, figure
        at += len(sentence)


def _row_figures(header: str, row: str, others: re.Pattern[str]) -> Iterator[Figure]:
    """The figures of a table's row. A bare number takes its unit from its column's title; several of them are one
    figure together, in the unit `IN_A_ROW`."""
    if others.search(row):
        return
    titles, cells = (
        [cell.strip() for cell in line.strip().removeprefix(_TABLE).removesuffix(_TABLE).split(_TABLE)]
        for line in (header, row)
    )
    bare = [(title, cell) for title, cell in zip(titles, cells, strict=True) if _BARE.fullmatch(cell)]
    if len(bare) > 1:
        yield Figure(_BETWEEN.join(cell for _, cell in bare), IN_A_ROW)
    for title, cell in bare if len(bare) == 1 else ():
        in_brackets = re.search(r"\(([^)]+)\)", title)
        yield from figures(f"{cell} {in_brackets[1] if in_brackets else title}")
    for cell in cells:
        if not _BARE.fullmatch(cell):
            yield from figures(cell)


def in_a_row(figure: str, quote: str) -> bool:
    """Whether words hold the bare numbers of a row."""
    return _stands_in(Figure(figure.removesuffix(f" {IN_A_ROW}"), IN_A_ROW), plain_figures(quote))


def _stands_in(figure: Figure, text: str) -> bool:
    """Whether the bare numbers of a row stand in a label's plain text: close together, or each of them as a range."""
    cells = [plain_figures(cell) for cell in figure.number.split(_BETWEEN)]
    spelt = [re.escape(cell).replace(r"\ to\ ", r"(?: to | ?- ?)") for cell in cells]
    if re.search(rf"(?<![\d.]){_NEAR.join(spelt)}(?![\d.]*\d)", text):
        return True
    return all(
        " to " in cell and re.search(rf"(?<![\d.]){way}(?!\.?\d)", text) for cell, way in zip(cells, spelt, strict=True)
    )


def _dosage(page: Page) -> list[tuple[int, str]]:
    inside = {number for part in page.parts("dosage") for number in range(part.lines[0], part.lines[1] + 1)}
    return [(number, line) for number, line in page.body if number in inside and not line.startswith("#")]
