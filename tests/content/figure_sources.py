"""content/figures.tsv: which words of which source have a number that stands in Dosage or Overdose of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from figures import figures
from label_figures import IN_A_ROW, dosage_figures, other_sources
from label_texts import LabelTexts
from starter_pages import CONTENT, Page

TABLE = CONTENT / "figures.tsv"
LONGEST_QUOTE = 11
"""Words."""
_AROUND = 4
_FEWEST_SHARED = 2
_NOTHING = re.compile(r"(?!)")
_OVERDOSE = re.compile(r"^(?:- )?\*\*Overdose.*?(?=^(?:- )?\*\*|\Z)", re.MULTILINE | re.DOTALL)
_TELLING = re.compile(r"[a-z]{4,}")
_CHILD = re.compile(r"\b(?:child|infant|newborn|neonat|bab|pediatric|adolescent)", re.IGNORECASE)
_ADULT = re.compile(r"\badult", re.IGNORECASE)


class SourcedFigure(NamedTuple):
    """page: its file's stem. section: dosage or overdose. figure: in the units of `figures`. source: what stands in the
    reference of one of the page's sources, as a set id. quote: words of that source that hold the figure."""

    page: str
    section: str
    figure: str
    source: str
    quote: str


def table_rows(text: str) -> list[SourcedFigure]:
    """The rows of the table below its header."""
    return [SourcedFigure(*line.split("\t")) for line in text.splitlines()[1:]]


def table_text(rows: Sequence[SourcedFigure]) -> str:
    """The table as it stands in its file."""
    return "".join("\t".join(row) + "\n" for row in (SourcedFigure._fields, *sorted(rows)))


def numbers_of(page: Page) -> set[tuple[str, str]]:
    """Section and number of each figure that needs a source."""
    dosage = {("dosage", str(figure._replace(line=0))) for _, figure in dosage_figures(page, _NOTHING)}
    return dosage | {("overdose", str(figure)) for figure in figures(_overdose(page))}


def row_problems(row: SourcedFigure, page: Page, labels: LabelTexts | None) -> Iterator[str]:
    """What is wrong with a row. labels: None where there are none, so that quotes are not looked up."""
    if (row.section, row.figure) not in numbers_of(page):
        yield f"{row.page} has no {row.figure} in {row.section}: take the row away"
    sources = [source for source in page.sources if row.source in source.get("reference", "")]
    if len(sources) != 1:
        yield f"{row.page}: {row.source} is in {len(sources)} of its sources"
    if len(row.quote.split()) > LONGEST_QUOTE or row.figure not in map(str, figures(row.quote)):
        yield f"{row.page}: {row.figure} is not in {row.quote!r}, or that is longer than {LONGEST_QUOTE} words"
    if labels and not any(row.quote in _one_line(text) for source in sources for text in labels.cited(source)):
        yield f"{row.page}: its source does not say {row.quote!r}"


def provable(page: Page, labels: LabelTexts) -> Iterator[SourcedFigure]:
    """A row for each figure that stands for a label of the corpus and is in the same part of it, in words about the
    same: two or more telling words or figures are shared, and nothing for children is proved by words on adults."""
    others = other_sources([source for source in page.sources if not labels.cited(source)])
    found = dict.fromkeys(("dosage", figure._replace(line=0), line) for line, figure in dosage_figures(page, others))
    overdose = _overdose(page)
    wanted = [
        *((section, str(figure), _said_about(page, line)) for section, figure, line in found if figure.unit != IN_A_ROW),
        *(("overdose", str(figure), overdose) for figure in figures(overdose) if not others.search(overdose)),
    ]
    proved: dict[tuple[str, str], tuple[int, SourcedFigure]] = {}
    for section, figure, about in wanted:
        for source in page.sources:
            for set_id, text in labels.passages(source, section):
                score, quote = _best_quote(figure, about, tuple(text.split()))
                if score >= _FEWEST_SHARED and score > proved.get((section, figure), (0,))[0]:
                    row = SourcedFigure(page.stem, section, figure, set_id, quote)
                    proved[section, figure] = score, row
    yield from (row for _, row in proved.values())


def _best_quote(figure: str, about: str, words: Sequence[str]) -> tuple[int, str]:
    """The words of a label that have the figure and share most with what the page says, and how much that is."""
    best = 0, ""
    telling = _telling(about) - {figure}
    for at in range(max(len(words) - LONGEST_QUOTE, 0) + 1):
        quote = " ".join(words[at : at + LONGEST_QUOTE])
        if figure in map(str, figures(quote)):
            around = " ".join(words[max(at - _AROUND, 0) : at + LONGEST_QUOTE + _AROUND])
            score = len(telling & _telling(quote))
            if score > best[0] and figure in map(str, figures(around)) and not _contradicts(about, around):
                best = score, quote
    return best


def _telling(text: str) -> set[str]:
    return {*_TELLING.findall(text.lower()), *map(str, figures(text))}


def _contradicts(about: str, said: str) -> bool:
    """Whether one is about children alone and the other about adults alone."""
    ours, theirs = ((bool(_CHILD.search(text)), bool(_ADULT.search(text))) for text in (about, said))
    return {ours, theirs} == {(True, False), (False, True)}


def _said_about(page: Page, line: int) -> str:
    """The lead-in above a line, and the line with the next."""
    lines = dict(page.body)
    lead = next((lines[at] for at in range(line, 0, -1) if lines.get(at, "").startswith("**")), "")
    return f"{lead} {lines[line]} {lines.get(line + 1, '')}"


def _overdose(page: Page) -> str:
    return "\n".join(_OVERDOSE.findall("".join(part.source for part in page.parts("precautions"))))


def _one_line(text: str) -> str:
    return " ".join(text.split())
