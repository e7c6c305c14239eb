"""content/figures.tsv: which words of which source have a number that stands in Dosage or Overdose of a page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from figure_sums import holds, same_figures
from figures import Figure, figures, is_unit, plain_figures
from label_figures import IN_A_ROW, dosage_figures, in_a_row, other_sources
from label_texts import LabelTexts
from starter_pages import CONTENT, Page

TABLE = CONTENT / "figures.tsv"
LONGEST_QUOTE = 11
"""Words."""
HELD, RECKONED = "held", "reckoned"
_AROUND = 4
_FEWEST_SHARED = 2
_NOTHING = re.compile(r"(?!)")
_OVERDOSE = re.compile(r"^(?:- )?\*\*Overdose.*?(?=^(?:- )?\*\*|\Z)", re.MULTILINE | re.DOTALL)
_TELLING = re.compile(r"[a-z]{4,}")
_EVERYWHERE = {"dose", "doses", "every"}
"""Words that two sentences on doses share whatever they are about, like those of units."""
_GAP = re.compile(r"\.{3}|…")
"""What was left out of an excerpt: the words before and after it may be about different patients."""
_A_DAY = re.compile(r"times(?: each| a| per)? ?(?:day|daily|in 24)")
_POINT = re.compile(r"^ *- ", re.MULTILINE)
_CHILD = re.compile(r"\b(?:child|infant|newborn|neonat|bab|pediatric|adolescent)", re.IGNORECASE)
_ADULT = re.compile(r"\badult", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{12}")
_TO_THE_MINUS_ONE = re.compile(r"[ ·.](kg|min)[-−–]1\b")
"""`20 micrograms kg-1` and `15 L·min−1`, as British guidelines write."""
_OF_TWO = re.compile(r"(?P<first>[\d.]+ mg) [A-Z]+ \+ (?P<second>[\d.]+ mg) [A-Z]+/kg\b")
"""`25 mg SMX + 5 mg TMP/kg`, as MSF writes of two drugs in one tablet."""
_SALT_BY_KG = re.compile(r"\b(mg|micrograms) [a-z]+ (?:hydrochloride|sul(?:f|ph)ate|sodium) per kg\b")
"""`0.02 mg naloxone hydrochloride per kg`, as British labels write."""
_CLEARANCE_HEAD = re.compile(r"\(ml/min\)(?P<cells>.*)")
"""`Creatinine Clearance (mL/min) ... Above 30 15–30 Below 15`, as tables run together."""
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}) (000) (?=IU\b)")
"""`50 000 IU`, as WHO and MSF write."""
_UNDER_AGE = re.compile(r"< ?(\d+) (?:(months?|mois)|years?|ans)\b")
_CLEARANCE = re.compile(r"\b(?:crcl|e?gfr)[ :<>≤≥]*(\d+)(?: ?(?:-|to) ?(\d+))?(?![\d.]| ?ml)")
"""`CrCl 15–29:`, as tables of kidney doses write of mL/min."""


class SourcedFigure(NamedTuple):
    """page: its file's stem. section: dosage or overdose. figure: in the units of `figures`. source: what stands in the
    reference of one of the page's sources, as a set id, or `reckoned`. excerpt: `held` for a label that a test can look
    up, else the `excerpt_hash` of what was read; empty for what is reckoned. quote: words of that source that hold the
    figure, or the sum: `15 mg/kg × 10 kg = 150 mg`."""

    page: str
    section: str
    figure: str
    source: str
    excerpt: str
    quote: str


class Passage(NamedTuple):
    """Words of a source. source, excerpt: as in `SourcedFigure`."""

    source: str
    excerpt: str
    text: str


def table_rows(text: str) -> list[SourcedFigure]:
    """The rows of the table below its header."""
    return [SourcedFigure(*line.split("\t")) for line in text.splitlines()[1:]]


def table_text(rows: Sequence[SourcedFigure]) -> str:
    """The table as it stands in its file."""
    return "".join("\t".join(row) + "\n" for row in (SourcedFigure._fields, *sorted(rows)))


def excerpt_hash(text: str) -> str:
    """The first 12 digits of the SHA-256 of an excerpt's words, one space between them."""
    return hashlib.sha256(_one_line(text).encode()).hexdigest()[:12]


def numbers_of(page: Page) -> set[tuple[str, str]]:
    """Section and number of each figure that needs a source."""
    dosage = {("dosage", str(figure._replace(line=0))) for _, figure in dosage_figures(page, _NOTHING)}
    return dosage | {("overdose", str(figure)) for figure in figures(_overdose(page))}


def row_problems(row: SourcedFigure, page: Page, labels: LabelTexts | None) -> Iterator[str]:
    """What is wrong with a row. labels: None where there are none, so that quotes are not looked up."""
    if (row.section, row.figure) not in numbers_of(page):
        yield f"{row.page} has no {row.figure} in {row.section}: take the row away"
    if row.source == RECKONED:
        if not _has(row.figure, row.quote) or row.excerpt or not holds(row.quote, page.text):
            yield f"{row.page}: {row.quote!r} does not reckon {row.figure} from numbers of the page"
        return
    sources = [source for source in page.sources if row.source in source.get("reference", "")]
    if not sources:
        yield f"{row.page}: {row.source} is in none of its sources"
    if len(row.quote.split()) > LONGEST_QUOTE or not _has(row.figure, row.quote):
        yield f"{row.page}: {row.figure} is not in {row.quote!r}, or that is longer than {LONGEST_QUOTE} words"
    if _GAP.search(row.quote):
        yield f"{row.page}: {row.quote!r} runs over a gap"
    if row.excerpt != HELD and not _HASH.fullmatch(row.excerpt):
        yield f"{row.page}: {row.excerpt!r} is not the hash of an excerpt"
    if row.excerpt == HELD and labels:
        texts = [_one_line(text) for source in sources for text in labels.cited(source)]
        if not any(row.quote in text for text in texts):
            yield f"{row.page}: its source does not say {row.quote!r}"


def provable(page: Page, labels: LabelTexts) -> Iterator[SourcedFigure]:
    """A row for each figure that stands for a label of the corpus and is in the same part of it."""
    others = other_sources([source for source in page.sources if not labels.cited(source)])
    for section in ("dosage", "overdose"):
        passages = [
            Passage(set_id, HELD, text) for source in page.sources for set_id, text in labels.passages(source, section)
        ]
        yield from said_in(passages, page, section, others)


def said_in(
    passages: Sequence[Passage], page: Page, section: str, others: re.Pattern[str] = _NOTHING
) -> Iterator[SourcedFigure]:
    """A row for each figure of a section that one of these has in words about the same: two or more telling words or
    figures are shared, and nothing for children is proved by words on adults. others: names of what proves itself."""
    proved: dict[str, tuple[int, SourcedFigure]] = {}
    for figure, about in _wanted(page, section, others):
        for source, excerpt, text in passages:
            score, quote = max(_best_quote(figure, about, tuple(part.split())) for part in _GAP.split(text))
            if score >= _FEWEST_SHARED and score > proved.get(figure, (0,))[0]:
                proved[figure] = score, SourcedFigure(page.stem, section, figure, source, excerpt, quote)
    yield from (row for _, row in proved.values())


def _wanted(page: Page, section: str, others: re.Pattern[str]) -> Iterable[tuple[str, str]]:
    """The figures of a section, and what the page says about them: in Overdose, the point of the list that has them."""
    if section == "overdose":
        overdose = _overdose(page)
        points = () if others.search(overdose) else _POINT.split(overdose)
        return [(str(figure), point) for point in points for figure in figures(point)]
    found = dict.fromkeys((figure._replace(line=0), line) for line, figure in dosage_figures(page, others))
    return [(str(figure), _said_about(page, line)) for figure, line in found if figure.unit != IN_A_ROW]


def _has(figure: str, quote: str) -> bool:
    """Whether words hold a figure, in its unit or another one that says the same."""
    if figure.endswith(IN_A_ROW):
        return in_a_row(figure, quote)
    said = figures(quote) | figures(_TO_THE_MINUS_ONE.sub(r"/\1", quote)) | _last_ages(quote)
    if head := _CLEARANCE_HEAD.search(plain_figures(quote)):
        said |= {Figure(number, "ml/min") for number in re.findall(r"(?<![\d.])\d+(?![\d.])", head["cells"])}
    said |= figures(_THOUSANDS.sub(r"\1\2 ", quote))
    said |= figures(_SALT_BY_KG.sub(r"\1/kg", quote))
    said |= figures(_OF_TWO.sub(r"\g<first>/kg, \g<second>/kg", quote))
    said |= {Figure(number, "ml/min") for ends in _CLEARANCE.findall(plain_figures(quote)) for number in ends if number}
    return not same_figures(figure).isdisjoint(map(str, said))


def _last_ages(quote: str) -> set[Figure]:
    """The last whole years or months of ages that a source writes by the first beyond: 2 years of `1 to < 3 years`."""
    ends = _UNDER_AGE.findall(plain_figures(quote))
    return {Figure(str(int(number) - 1), "months" if in_months else "years") for number, in_months in ends}


def _best_quote(figure: str, about: str, words: Sequence[str]) -> tuple[int, str]:
    """The words of a source that have the figure and share most with what the page says, and how much that is."""
    best = 0, ""
    is_factor = figure.endswith(" times") and not _A_DAY.search(plain_figures(about))
    same = {figure} if is_factor else same_figures(figure)
    telling = _telling(about) - same
    for at in range(max(len(words) - LONGEST_QUOTE, 0) + 1):
        quote = " ".join(words[at : at + LONGEST_QUOTE])
        if not same.isdisjoint(map(str, figures(quote))):
            around = " ".join(words[max(at - _AROUND, 0) : at + LONGEST_QUOTE + _AROUND])
            score = len(telling & _telling(quote))
            is_whole = not same.isdisjoint(map(str, figures(around)))
            if score > best[0] and is_whole and not _contradicts(about, around):
                best = score, quote
    return best


def _telling(text: str) -> set[str]:
    words = {word for word in _TELLING.findall(text.lower()) if not is_unit(word)} - _EVERYWHERE
    return words | {*map(str, figures(text))}


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
