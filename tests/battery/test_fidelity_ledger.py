"""Every monograph of the corpus, and 400 made of every kind of block, drawn at 20, 80 and 200 columns: each word, sign
and figure of the file is on the page exactly once, in order, as a ledger says that shares nothing with the renderer."""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, groupby, pairwise
from operator import itemgetter
from pathlib import Path

import pytest
from in_memory import MOMENT, loaded, tab_of
from invented_monographs import Cells, invented
from tally import Cases

from medtui.library.loading import LoadedMonograph
from medtui.monograph import PartKind
from medtui.presentation.exporting import ExportFormat, exported, html_text
from medtui.presentation.layout import lay_out
from medtui.presentation.markdown.styled import DECORATION, Line, Table
from medtui.presentation.monograph_text import OURS
from medtui.presentation.page import on_screen, page, piece
from medtui.presentation.page_layout import PageLines, unseen
from medtui.presentation.tabs import ALL, tabs
from medtui.reading.reader import WHOLE
from medtui.reading.schema import default_schema

WIDTHS = (20, 80, 200)
SEEDS, MONOGRAPHS = 8, 50
PARTS, FOLDERS = 4, ("rxhive", "other-markdown")


def drawn(line: Line) -> str:
    """The file's own words on a line, with blanks where something of ours stands."""
    return "".join(" " if span.style in DECORATION else span.text for span in line.spans)


def page_lines(one: LoadedMonograph, width: int) -> list[tuple[str, int]]:
    """The whole monograph as the screen draws it, everything open that folds: each line's words, and the number of the
    table that it belongs to, or 0."""
    tab = tab_of(one)
    pieces = on_screen(page(one.monograph, tab), tab)
    numbers: dict[tuple[int, bool, int], int] = {}
    lines = []
    for each in PageLines(pieces, width, range(len(pieces))):
        shown = pieces[each.piece]
        blocks = shown.head if each.in_head else shown.body[unseen(shown.body) :]
        is_table = each.piece >= 0 and isinstance(blocks[each.line.block], Table)
        place = (each.piece, each.in_head, each.line.block)
        lines.append((drawn(each.line), numbers.setdefault(place, len(numbers) + 1) if is_table else 0))
    return lines


def check(ledger: Sequence[str | Cells], lines: Iterable[str]) -> None:
    """Each word of the ledger is on the lines once, in order, and no other is."""
    words = [(number, word) for number, line in enumerate(lines) for word in line.split()]
    at = 0
    for item in ledger:
        if isinstance(item, str):
            assert [word for _, word in words[at : at + 1]] == [item], words[max(at - 5, 0) : at + 5]
            at += 1
        else:
            places = check_table(item, words[at:])
            at += places
    assert words[at:] == []


def check_table(table: Cells, words: Sequence[tuple[int, str]]) -> int:
    """How many words a table has, each of them once among the next ones: row under row, columns from left to right."""
    cells = [
        (word, row, column) for row, cells in enumerate(table) for column, cell in enumerate(cells) for word in cell
    ]
    count = Counter(word for word, _, _ in cells)
    words = words[: len(cells)]
    assert Counter(word for _, word in words) == count, (table, words)
    at = {word: place for place, (_, word) in enumerate(words) if count[word] == 1}
    for cell in chain.from_iterable(table):
        places = [at[word] for word in cell if word in at]
        assert places == sorted(places), (cell, words)
    where = {word: (row, column) for word, row, column in cells}
    known = [(line, *where[word]) for line, word in words if word in at]
    assert all(row <= below for (_, row, _), (_, below, _) in pairwise(each for each in known if each[1])), words
    for (line, row, column), (same, other, beside) in pairwise(known):
        # Where columns do not fit side by side, a heading and the first row's value share a line.
        assert line < same or (column <= beside and (row == other or not row)), words
    return len(cells)


def words_in(item: str | Cells) -> list[str]:
    return [item] if isinstance(item, str) else [word for row in item for cell in row for word in cell]


def words_of(lines: Iterable[str]) -> Counter[str]:
    return Counter(word for line in lines for word in line.split())


def in_tabs(one: LoadedMonograph) -> Counter[str]:
    """The words of all tabs but All, and of the disclaimer's own view."""
    row = [tab for tab in tabs(one.monograph, default_schema()) if tab.section != ALL]
    pieces = [each for tab in row for each in page(one.monograph, tab) if each.part]
    pieces += [piece(part) for part in one.monograph.of_kind(PartKind.DISCLAIMER)]
    blocks = [block for each in pieces for block in (*each.head, *each.body)]
    return words_of(drawn(line) for line in lay_out(blocks, 80))


# The corpus ---------------------------------------------------------------------------------------------------------

_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_SHIFTED = re.compile(r"<(su[bp])>([^<>\n]*)</\1>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:br|i|em|b|strong|table|thead|tbody|tfoot|t[rdh])(?:[ \t\n][^<>]*)?/?>", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CALLOUT = re.compile(r"(?m)^([ \t]*!!! \w+) \"(.*)\"$|\[!(\w+)\][-+]? *(?=\3)|(?<=\w\])[-+](?= )", re.IGNORECASE)
_LINE_START = re.compile(r"(?m)^(?:[ \t]*>(?![ \t*_]*[\d=]))+|^[ \t]*[-+*](?=\s)|^[ \t|:-]*$")
_RULE = re.compile(r"(?m)^(?=.*(?:--|\||::))[ \t|:-]*$")
_MARKS = re.compile(r"[\s*_`#|\\~\[\]()!]|>(?![\d=])")
"""What Markdown may take for itself, wherever it stands: not looked for. Letters, figures and all other signs are."""


def visible(text: str) -> str:
    return _MARKS.sub("", _RULE.sub("", text)).casefold()


def written(source: str) -> str:
    """What must be seen of Markdown."""
    source = html.unescape(_TAG.sub("", _SHIFTED.sub(_shifted, _CALLOUT.sub(r"\1\2", source))))
    return visible(_LINE_START.sub("", _LINE_START.sub("", source)))


def _shifted(match: re.Match[str]) -> str:
    table = _RAISED if match[1].lower() == "sup" else _LOWERED
    plain = f"{'^' if table is _RAISED else '_'}({match[2]})"
    return "".join(map(table.__getitem__, match[2])) if set(match[2]) <= table.keys() else plain


def check_file(source: str, one: LoadedMonograph, width: int) -> None:
    """Each visible character is on the page, in order; those of a table at its place."""
    front = _FRONT_MATTER.match(source)
    head, body = (visible(front[0]), source[front.end() :]) if front else ("", source)
    # Where a file has no sections, its front matter is shown below the text.
    whole = written(body) + head if one.monograph.section(WHOLE.name) else head + written(body)
    at = 0
    for table, lines in groupby(page_lines(one, width), key=itemgetter(1)):
        shown = visible("\n".join(line for line, _ in lines))
        wanted = whole[at : at + len(shown)]
        assert shown == wanted or (table and Counter(shown) == Counter(wanted)), (shown[:200], wanted[:200])
        at += len(shown)
    assert at == len(whole), whole[at:][:200]


@pytest.mark.parametrize("part", range(PARTS))
def test_each_sign_of_a_real_monograph_is_on_the_page_once(cases: Cases, corpus: Path, part: int) -> None:
    files = [path for folder in FOLDERS for path in (corpus / folder).rglob("*") if path.suffix in (".md", ".qmd")]
    some = sorted(files)[part::PARTS]
    for path in some:
        source = path.read_text(encoding="utf-8", errors="replace")
        one = loaded(source, path.stem)
        for width in WIDTHS:
            with cases.case(f"{path.name} at {width}"):
                check_file(source, one, width)
    assert cases.tried == len(WIDTHS) * len(some) >= 3 * 500


# Invented monographs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(SEEDS))
def test_each_word_of_an_invented_monograph_is_on_the_page_once(cases: Cases, seed: int) -> None:
    rng = random.Random(seed)
    for number in range(MONOGRAPHS):
        text, ledger = invented(rng)
        one = loaded(text)
        for width in WIDTHS:
            with cases.case(f"monograph {number} at {width}"):
                check(ledger, [line for line, _ in page_lines(one, width)])
        flat = [
            [item] if isinstance(item, str) else [word for row in item for cell in row for word in cell]
            for item in ledger
        ]
        every = Counter(chain.from_iterable(flat))
        with cases.case(f"monograph {number} in its tabs"):
            shown = in_tabs(one)
            assert shown == every, (every - shown, shown - every)
        starts = [at for at, item in enumerate(ledger) if item in ("Disclaimer", "Disclaimer:")]
        row = tabs(one.monograph, default_schema())
        with cases.case(f"monograph {number}, one of its tabs by itself"):
            said = exported(one, row[number % len(row)], ExportFormat.TEXT, MOMENT)
            disclaimer = chain.from_iterable(flat[starts[-1] :]) if starts else OURS.split()
            missing = Counter(disclaimer) - Counter(said.split())
            assert not missing, missing
        for form in (ExportFormat.TEXT, ExportFormat.HTML):
            with cases.case(f"monograph {number} as {form}"):
                written = exported(one, tab_of(one), form, MOMENT)
                said = html_text(written) if form is ExportFormat.HTML else written
                missing = Counter(word.rstrip(":") for word in every.elements())
                missing -= Counter(word.rstrip(":") for word in said.split())  # a column's title gets a colon
                assert not missing, missing
    assert cases.tried == MONOGRAPHS * 7
