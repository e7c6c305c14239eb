"""Nearly 50 pages of 15,000 lines, the most that are parsed, or of odd characters: headings, questions, callouts,
controls, turning signs, marks on nothing. Each is read, rendered, laid out and made safe in about twice the time of the
processor that prose of as many bytes takes; pages of thousands of links, or of blocks of hardly ten letters, in three
to fourteen times, and the test says which."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest
from in_memory import loaded, tab_of
from tally import Cases

from medtui.commands.output import safe
from medtui.presentation.monograph_text import as_text
from medtui.presentation.page import _rendered as rendered_chunks
from medtui.presentation.page import piece
from medtui.reading.heading_words import _key as heading_keys

LINES, CHARACTERS, PARTS = 14_900, 100_000, 2
MOST_TIMES, NOISE = 2.0, 1.5


def lines(form: str) -> str:
    """As many lines as a file may have, each with a number of its own."""
    return "".join(form.replace("{}", str(n)) for n in range(LINES // form.count("\n")))


def paragraphs(characters: str) -> str:
    """Paragraphs of those, up to the size."""
    row = (characters * (100 // len(characters) + 1))[:100]
    return "".join(f"{row} {n}\n\n" for n in range(CHARACTERS // 100))


TEXTS: dict[str, str] = {
    "questions": "### FAQs\n" + lines("* **Q: what is {}?** yes {}\n"),
    "questions apart": "### FAQs\n" + lines("**Q: what is {}?** A: yes {}\n\n"),
    "questions of one letter": "### FAQs\n" + lines("* **Q: a?** b\n"),
    "sections of one name": lines("### Usage\n"),
    "sections of their own": lines("### Own {}\n"),
    "sections with a word": lines("### Own {}\ntext {}\n"),
    "bold leads": lines("**Usage:** a {}\n"),
    "bold leads of their own": lines("**Note {}:** a\n\n"),
    "disclaimers": "### Usage\n" + lines("**Disclaimer:** a {}\n\n"),
    "items": lines("- a {}\n"),
    "numbers": lines("{}. a\n"),
    "quotes": lines("> a {}\n\n"),
    "callouts": lines("> [!note]\n> a {}\n\n"),
    "short paragraphs": lines("a {}\n\n"),
    "short lines": lines("a {}\n"),
    "tabs": lines("a\tb\t{}\n\n"),
    "fences": lines("```\na {}\n```\n\n"),
    "small tables": lines("|a|b|\n|-|-|\n|1|{}|\n\n"),
    "a long table": "|a|b|\n|-|-|\n" + lines("|{}|some words|\n"),
    "rules": lines("a {}\n\n---\n\n"),
    "comparisons": lines("> {} mg\n< 6 mg\n"),
    "front matter": "---\n" + lines("k{}: v\n") + "---\ntext\n",
    "marks on nothing": lines("\u0301\u0302 {}\n\n"),
    "many marks on nothing": paragraphs("\u0301"),
    "marks on letters": paragraphs("e\u0301"),
    "wide letters": paragraphs("\u6f22"),
    "letters and wide ones": paragraphs("a\u6f22 "),
    "emoji": paragraphs("\U0001f469\u200d\U0001f52c "),
    "flags": paragraphs("\U0001f1f3\U0001f1f4"),
    "NULs": paragraphs("\0"),
    "words with NULs": paragraphs("ab\0c "),
    "escape sequences": paragraphs("a\x1b[5m "),
    "deletes": paragraphs("a\x7f"),
    "C1": paragraphs("\x85\x9b"),
    "turning signs": paragraphs("\u202e\u2066"),
    "words with turning signs": paragraphs("ab\u202ecd "),
    "tags": paragraphs("a\U000e0041"),
    "hidden in words": paragraphs("a\u200b"),
    "hidden in figures": paragraphs("5\u200b0 "),
    "shaping in figures": paragraphs("5\u034f0 "),
    "no characters": paragraphs("a\ufdd0 "),
    "Arabic": paragraphs("\u0645\u0639 "),
    "Hindi": paragraphs("\u0939\u093f "),
    "open brackets": paragraphs("[a "),
    "links": paragraphs("[a](b) "),
    "bold words": paragraphs("**a** b "),
    "raised figures": paragraphs("10<sup>8</sup> "),
    "entities": paragraphs("&gt; 5 "),
    "escapes": paragraphs("\\* "),
}
COSTLY = {
    "questions of one letter": 5,
    "sections of one name": 5,
    "sections of their own": 7,
    "sections with a word": 5,
    "bold leads": 4,
    "items": 14,
    "numbers": 14,
    "quotes": 14,
    "callouts": 11,
    "short paragraphs": 8,
    "short lines": 6,
    "tabs": 7,
    "small tables": 3,
    "rules": 9,
    "comparisons": 5,
    "marks on nothing": 10,
    "deletes": 3,
    "C1": 3,
    "hidden in figures": 3,
    "shaping in figures": 3,
    "links": 7,
    "raised figures": 3,
    "entities": 4,
}
"""How many times as long as prose such pages take: each of their lines has hardly ten letters, prose has ninety; or
each ninth letter begins markup."""


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


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_takes_much_longer_than_prose(cases: Cases, part: int) -> None:
    taken(TEXTS["small tables"][:2_000])  # what is imported when it is first needed
    some = [*TEXTS.items()][part::PARTS]
    for_a_byte = taken(prose(CHARACTERS), 3) / CHARACTERS
    for name, text in some:
        with cases.case(name):
            size, most = len(text.encode()), COSTLY.get(name, MOST_TIMES) * NOISE
            if (times := taken(text) / size / for_a_byte) > most:  # somebody else may have been at work
                times = taken(text, 3) / taken(prose(size), 3)
            assert times < most, f"{times:.1f} times as long as prose of its size"
    assert cases.tried == len(some) >= 24
