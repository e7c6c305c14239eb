"""Over 110 texts made to be slow: cmark's list of pathological inputs and our own (marks that never close, everything
in everything, huge tables, links, footnotes, quotes, marks on a letter). Each is read, rendered and laid out in a time
of the processor that is bounded by that of prose of its size, and that grows no faster than the text."""

from __future__ import annotations

from time import process_time

import pytest
from in_memory import loaded, tab_of
from tally import Cases

from medtui.presentation.page import _rendered as rendered_chunks
from medtui.presentation.page import on_screen, page, piece
from medtui.presentation.page_layout import PageLines
from medtui.presentation.page_layout import _lines as lines_of_blocks

SIZE, PARTS = 24_000, 2
SENTENCE = "Take one tablet of 500 mg in the morning, with a glass of water and some food, for 7 days.\n\n"

CMARK = {
    "strong in em in strong": "*a **a " * SIZE,
    "em closers": "a_ " * SIZE,
    "em openers": "_a " * SIZE,
    "strong openers": "**a" * SIZE,
    "strong closers": "a** " * SIZE,
    "link closers": "a]" * SIZE,
    "link openers": "[a" * SIZE,
    "mismatched marks": "*a_ " * SIZE,
    "links with em": "[ a_" * SIZE,
    "openers and closers of 3": "a**b" + "c* " * SIZE,
    "link marks and text": "[ (](" * SIZE,
    "images in images": "![[]()" * SIZE,
    "brackets in brackets": "[" * SIZE,
    "closed brackets in brackets": "[" * (SIZE // 2) + "a" + "]" * (SIZE // 2),
    "quotes in quotes": "> " * SIZE,
    "lists in lists": "".join("  " * depth + "* a\n" for depth in range(200)) * 9,
    "a NUL": "abc\0de\0" * SIZE,
    "ticks of all lengths": "".join("e" + "`" * length for length in range(1, 300)),
    "open links without a target": "[a](<b" * SIZE,
    "open links": "[a](b" * SIZE,
    "open targets": "](" * SIZE,
    "open titles": '[a](b "' * SIZE,
    "many references": "".join(f"[r{number}]: u\n" for number in range(4_000)),
    "the same reference": "[a]: u\n\n" + "[a] " * SIZE,
    "empty reference definitions": "[a]:\n" * SIZE,
    "open comments": "</" + "<!--" * SIZE,
    "open instructions": "<?" * SIZE,
    "open declarations": "<!A " * SIZE,
    "open CDATA": "<![CDATA[" * SIZE,
    "open tags": "<a b='" * SIZE,
    "tags in tags": "<" * SIZE,
    "entities": "&a" * SIZE,
    "numbers of entities": "&#" + "1" * SIZE,
    "dollars and hard breaks": "$" * 99 + "a\\\n" * SIZE,
    "tables of one column": "|\n-\n" + "|\n" * SIZE,
    "cells that are left out": "|a|" * 90 + "\n" + "|-" * 90 + "|\n" + "|\n" * SIZE,
    "tables in paragraphs": "a\n|-|\n" * SIZE,
    "footnotes": "[^a]" * SIZE,
    "footnotes that are defined": "".join(f"[^{number}]: a [^{number + 1}]\n" for number in range(2_000)),
    "struck through": "~~a~ " * SIZE,
    "openers of many lengths": "".join("*" * (number % 7 + 1) + "a " for number in range(SIZE)),
    "backslashes": "\\" * SIZE,
    "setext lines": "a\n=\n" * SIZE,
    "bullets without text": "-\n" * SIZE,
    "bullets far apart": "- a\n\n\n\n" * SIZE,
    "numbers far apart": "1. a\n\n9. b\n\n" * SIZE,
    "lazy lines": "> a\nb\n" * SIZE,
    "deeper and deeper": "".join("> " * (number % 40) + "a\n" for number in range(2_000)),
    "lists and quotes by turns": "".join("- > " * (number % 20) + "a\n" for number in range(2_000)),
    "fences in fences": "".join("`" * (number % 90 + 3) + "\n" for number in range(2_000)),
}
OURS = {
    "questions": "### FAQs\n" + "**Q: a?** " * SIZE,
    "questions in items": "### FAQs\n" + "* **Q: a?** b\n" * SIZE,
    "callouts in callouts": "".join("> " * (number % 30) + "[!note] a\n" for number in range(2_000)),
    "callouts that never end": ":::note\n" * SIZE,
    "marked callouts": "!!! note\n" * SIZE,
    "formulas that never end": "$a " * SIZE,
    "shown formulas": "$$\n" * SIZE,
    "raised signs": "<sup>" * SIZE,
    "raised words": "<sup>a</sup>" * SIZE,
    "styles that never end": "<i>a" * SIZE,
    "styles in styles": "<b><i>" * SIZE + "</i></b>" * SIZE,
    "tables in HTML": "<table><tr><td>a" * SIZE,
    "rows in HTML": "<table>" + "<tr><td>a</td></tr>" * SIZE + "</table>",
    "cells that span": "<table>" + '<tr><td rowspan="99" colspan="99">a</td></tr>' * 400 + "</table>",
    "tables that never begin": "</td>" * SIZE,
    "a wide table": "|" + "a|" * 900 + "\n|" + "-|" * 900 + "\n" + ("|" + "b|" * 900 + "\n") * 9,
    "a long table": "|a|b|\n|-|-|\n" + "|1|2|\n" * SIZE,
    "marks on a letter": "e" + "\u0301" * SIZE,
    "marks on each letter": ("e" + "\u0301" * 40) * SIZE,
    "joined emoji": "\U0001f469\u200d" * SIZE,
    "flags": "\U0001f1f3" * SIZE,
    "wide letters": "\u6f22" * SIZE,
    "zero-width blanks": "a\u200b" * SIZE,
    "hidden in figures": "5\u200b0" * SIZE,
    "shaping in figures": "5\u034f0" * SIZE,
    "turning signs": "\u202e\u2066" * SIZE,
    "controls": "\x1b[5m" * SIZE,
    "one word": "a" * SIZE,
    "one figure": "1" * SIZE,
    "a sum": "1-" * SIZE,
    "one line": "word " * SIZE,
    "comparisons": "> 5\n< 6\n" * SIZE,
    "bold leads": "**Usage:** a\n" * SIZE,
    "headings": "### Usage\n" * SIZE,
    "headings of hashes": "#" * SIZE,
    "disclaimers": "**Disclaimer:** a\n\n" * SIZE,
    "blank lines": "\n" * SIZE,
    "returns": "\r" * SIZE,
    "blanks": " " * SIZE + "a",
    "tabs": "\t" * SIZE + "a",
    "columns": "a    b    c\n" * SIZE,
    "hard breaks": "a  \n" * SIZE,
    "breaks": "<br>" * SIZE,
    "web addresses": "https://a.b/_c_*d* " * SIZE,
    "addresses in brackets": "[a](https://b.c/(d)) " * SIZE,
    "parentheses": "[a](" + "(" * SIZE,
    "escapes": "\\*\\_\\[" * SIZE,
    "glued units": "500 mg > 25 kg " * SIZE,
}
PATTERNS = "*_[]`<>&\\|#-~!("


MOST_TIMES, MOST_GROWTH = 100, 3.2
"""What a text of lines of one word may take more than prose, of which each line holds ninety; and a text twice as long
than one that is so long: a square would be four times."""


def taken(text: str, times: int = 2) -> float:
    """Seconds of the processor until all of it is laid out; the least of some times."""
    seconds = []
    for _ in range(times):
        piece.cache_clear()
        lines_of_blocks.cache_clear()
        rendered_chunks.cache_clear()
        start = process_time()
        one = loaded(text)
        tab = tab_of(one)
        pieces = on_screen(page(one.monograph, tab), tab)
        sum(1 for _ in PageLines(pieces, 80, range(len(pieces))))
        seconds.append(process_time() - start)
    return min(seconds)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_markdown_takes_for_ever(cases: Cases, part: int) -> None:
    texts = CMARK | OURS | {f"only {sign}": sign * SIZE for sign in PATTERNS}
    some = [*texts.items()][part::PARTS]
    plain = taken((SENTENCE * SIZE)[:SIZE], 5)
    for name, text in some:
        with cases.case(name):
            times = taken(text[:SIZE]) / plain
            if times > MOST_TIMES / 4:  # then it is worth a second look
                growth = taken(text[:SIZE]) / taken(text[: SIZE // 2])
                assert growth < MOST_GROWTH, f"twice the text takes {growth:.1f} times as long"
            assert times < MOST_TIMES, f"{times:.0f} times as long as prose"
    assert cases.tried == len(some) >= 50
