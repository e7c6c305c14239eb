"""Pages of many short lines, or of odd characters: headings, items, callouts, controls, turning signs, marks on
nothing. `medtui show` takes at most twice the processor's time for one that it takes for prose of as many bytes. Each
kind is measured at its longest, and at the most of it that is still taken apart: what is longer is shown as written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time

import pytest
from in_memory import loaded, tab_of
from tally import Cases

from medtui.commands.output import safe
from medtui.presentation.monograph_text import as_text
from medtui.presentation.page import _rendered as rendered_chunks
from medtui.presentation.page import piece
from medtui.reading.crowded import is_crowded
from medtui.reading.heading_words import _key as heading_keys

MOST_LINES, CHARACTERS, PARTS = 14_900, 100_000, 2
MOST_TIMES, NOISE = 2.0, 1.15

FAQS = {
    "questions": "* **Q: what is {}?** yes {}\n",
    "questions apart": "**Q: what is {}?** A: yes {}\n\n",
    "questions of one letter": "* **Q: a?** b\n",
    "questions of many sections": "### FAQs\n* **Q: a {}?** b\n",
    "answers of items": "- **Q: a {}?**\n  - b\n",
}
LINES = {
    "sections of one name": "### Usage\n",
    "sections of their own": "### Own {}\n",
    "sections with a word": "### Own {}\ntext {}\n",
    "sections of leads": "### Own {}\n**Dose:** a\n\n- b\n\n",
    "sections of callouts": "### Own {}\n> [!warning]\n> a\n\n",
    "sub-headings": "#### a {}\n",
    "drugs": "# Drug {}\n## Usage\na\n",
    "bold leads": "**Usage:** a {}\n",
    "bold leads of their own": "**Note {}:** a\n\n",
    "bold labels": "**a {}**\n\n",
    "disclaimers": "**Disclaimer:** a {}\n\n",
    "items": "- a {}\n",
    "items apart": "- a {}\n\n",
    "items of two lines": "- a\n  b {}\n",
    "items of two paragraphs": "- a {}\n\n  b\n\n",
    "items in items": "- a {}\n  - b\n",
    "items ten deep": "".join(f"{'  ' * depth}- a\n" for depth in range(10)),
    "items nineteen deep": "".join(f"{'  ' * depth}- a\n" for depth in range(19)),
    "items on one line": "- - - - - a {}\n\n",
    "twenty numbers on one line": "1. " * 20 + "a {}\n\n",
    "items with bold": "- **a** b {}\n",
    "items with emphasis": "- *a* b {}\n",
    "items with links": "- [a](b) {}\n",
    "items with raised figures": "- 10<sup>{}</sup>\n",
    "items with breaks": "- a<br>b {}\n",
    "items with quotes": "- > a {}\n",
    "items with tables": "- a\n\n  |a|b|\n  |-|-|\n  |1|{}|\n\n",
    "empty items": "-\n",
    "numbers": "{}. a\n",
    "quotes": "> a {}\n\n",
    "quotes of items": "> - a {}\n\n",
    "deep quotes": "> > > > > a {}\n\n",
    "quotes in items in quotes": "- > - > - > a {}\n\n",
    "callouts": "> [!note]\n> a {}\n\n",
    "callouts with exclamation marks": "!!! note\n    a {}\n\n",
    "callouts with colons": "::: note\na {}\n:::\n\n",
    "short paragraphs": "a {}\n\n",
    "short lines": "a {}\n",
    "short lines of a Mac": "a {}\r",
    "items of Windows": "- a {}\r\n",
    "bold paragraphs": "**a** b {}\n\n",
    "broken lines": "a {}\\\n",
    "definitions": "a {}\n: b\n\n",
    "footnotes": "[^{}]: a\n\n",
    "tabs": "a\tb\t{}\n\n",
    "columns": "a    b    {}\n\n",
    "fences": "```\na {}\n```\n\n",
    "formulas": "$$\na {}\n$$\n",
    "small tables": "|a|b|\n|-|-|\n|1|{}|\n\n",
    "tables of HTML": "<table><tr><td>a</td><td>{}</td></tr></table>\n\n",
    "fields": "|a|b|\n|-|-|\n|Usage|{}|\n|Dosage|c|\n|Precautions|d|\n\n",
    "rules": "a {}\n\n---\n\n",
    "comparisons": "> {} mg\n< 6 mg\n",
    "marks on nothing": "\u0301\u0302 {}\n\n",
    "one of each": "- a {}\n\n> b\n\n1. c\n\nd\n\n",
}
TABLES = {
    "a long table": "|{}|some words|\n",
    "a table of bold": "|**a** b|{}|\n",
    "a table of short cells": "|{}|b|\n",
    "a table of fields": "|Usage {}|b|\n",
}
WORDS = {
    "many marks on nothing": "\u0301",
    "marks on letters": "e\u0301",
    "wide letters": "\u6f22",
    "letters and wide ones": "a\u6f22 ",
    "emoji": "\U0001f469\u200d\U0001f52c ",
    "flags": "\U0001f1f3\U0001f1f4",
    "NULs": "\0",
    "words with NULs": "ab\0c ",
    "escape sequences": "a\x1b[5m ",
    "deletes": "a\x7f",
    "C1": "\x85\x9b",
    "turning signs": "\u202e\u2066",
    "words with turning signs": "ab\u202ecd ",
    "tags": "a\U000e0041",
    "hidden in words": "a\u200b",
    "hidden in figures": "5\u200b0 ",
    "shaping in figures": "5\u034f0 ",
    "no characters": "a\ufdd0 ",
    "Arabic": "\u0645\u0639 ",
    "Hindi": "\u0939\u093f ",
    "open brackets": "[a ",
    "links": "[a](b) ",
    "links among words": "see [this](that) now ",
    "bold words": "**a** b ",
    "emphasis": "*a* ",
    "emphasis among words": "some *word* and more ",
    "underlines": "_a_ ",
    "underlines in words": "a_b ",
    "italics": "<i>a</i> ",
    "breaks": "a<br>",
    "code": "`a` ",
    "formulas among words": "$a$ ",
    "raised figures": "10<sup>8</sup> ",
    "raised words": "a<sup>TM</sup> ",
    "entities": "&gt; 5 ",
    "entities among words": "age &gt; 5 years and ",
    "escapes": "\\* ",
}


def form_of(words: str) -> str:
    """A paragraph of a hundred such characters."""
    return (words * (100 // len(words) + 1))[:100] + " {}\n\n"


FORMS: dict[str, tuple[str, str]] = {
    **{name: ("### FAQs\n", form) for name, form in FAQS.items()},
    **{name: ("", form) for name, form in LINES.items()},
    **{name: ("|a|b|\n|-|-|\n", form) for name, form in TABLES.items()},
    **{name: ("", form_of(words)) for name, words in WORDS.items()},
}
"""What each page begins with, and what then stands in it again and again, with a number of its own."""


def longest(name: str) -> list[str]:
    """What a page begins with, and its form as often as fits: up to the lines that a file may have, or the size."""
    head, form = FORMS[name]
    times = CHARACTERS // 100 if name in WORDS else MOST_LINES // (form.count("\n") or form.count("\r"))
    return [head, *(form.replace("{}", str(n)) for n in range(times))]


def pages(name: str) -> list[str]:
    """The longest page of that kind, and the longest that is taken apart, where that is another."""
    rows = longest(name)
    low, high = 0, len(rows) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_crowded("".join(rows[:middle])) else (middle, high)
    return [*dict.fromkeys(("".join(rows), "".join(rows[:low])))]


def prose(size: int) -> str:
    """A plain page of so many characters, each a byte."""
    one = "Take {} tablets of 500 mg in the morning, with a glass of water and some food, for 7 days.\n\n"
    return ("# Zelofane\n\n### Usage\n" + "".join(one.replace("{}", str(n)) for n in range(size // 90 + 1)))[:size]


def taken(text: str, times: int = 1) -> float:
    """Seconds of the processor until it is written as `medtui show` does; the least of some times."""
    forget: tuple[Callable[[], None], ...] = (piece.cache_clear, rendered_chunks.cache_clear, heading_keys.cache_clear)
    seconds = []
    for _ in range(times):
        for each in forget:
            each()
        start = process_time()
        one = loaded(text)
        safe(as_text(one, tab_of(one), 80))
        seconds.append(process_time() - start)
    return min(seconds)


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds of the processor that the command takes for a page of two lines."""
    library: Path = tmp_path_factory.mktemp("library")
    (library / "zelofane.md").write_text(prose(200))
    command = [sys.executable, "-m", "medtui", "show", "zelofane", "--library", str(library)]
    seconds = []
    for _ in range(4):  # the first may have to write what is compiled
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = getrusage(RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(seconds)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_takes_over_twice_as_long_as_prose(cases: Cases, part: int, start: float) -> None:
    some = [(name, text) for name in [*FORMS][part::PARTS] for text in pages(name)]
    some += [("front matter", "---\n" + "".join(f"k{n}: v\n" for n in range(MOST_LINES)) + "---\ntext\n")]
    taken("".join(longest("small tables")[:100]))  # what is imported when it is first needed
    for_a_byte = taken(prose(CHARACTERS), 3) / CHARACTERS
    for name, text in some:
        size = len(text.encode())
        with cases.case(f"{name}, {size} bytes"):
            times = (start + taken(text)) / (start + size * for_a_byte)
            if times > MOST_TIMES:  # somebody else may have been at work
                times = (start + taken(text, 5)) / (start + taken(prose(size), 5))
            assert times < MOST_TIMES * NOISE, f"{times:.1f} times as long as prose of its size"
    assert cases.tried == len(some) >= 70
