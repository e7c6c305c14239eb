"""Text made to hang, crash or blow up the reader, or to hide words in it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from medtui.presentation.layout import intact, lay_out, plain
from medtui.presentation.markdown.render import BADGE, render
from medtui.presentation.markdown.styled import Flow, Table, visible
from medtui.safe_text import safe_text

pytestmark = pytest.mark.slow

# What these texts guard against takes minutes or for ever: nobody would overlook it in a run.
MEGABYTE = 1_000_000

PATTERNS = [
    *"*_[]`<>&\\|#-~!(\t ",
    "*a ",
    "**a ",
    "*a_ ",
    "**x** ",
    "(*a",
    "*(a*)",
    "`a``b",
    "[a](",
    "[a",
    "[](b",
    "<i>",
    "<b><i>",
    "<sup>a",
    "&lt;",
    "> ",
    "- ",
    "1. ",
    "# ",
    "|a",
    "*\n",
    "> a\n>b\n",
    "- a\n\n",
    "```\n",
    "~~~\na\n",
    "---\n",
    "a\n",
    "a  \n",
    "\n",
    "|a|b|\n|-|-|\n",
]


@pytest.mark.parametrize("size", [14_000, 60_000])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_repeated_marks_are_shown_whole(pattern: str, size: int) -> None:
    _is_shown_whole(pattern * (size // len(pattern)))


@pytest.mark.parametrize("pattern", ["*", "[", "`", "_a ", ">", "漢", " ", "a b\n" + " " * 60])
def test_a_megabyte_is_shown_whole(pattern: str) -> None:
    _is_shown_whole(pattern * (MEGABYTE // len(pattern)))


def _is_shown_whole(source: str) -> None:
    blocks = render(source)
    assert intact(blocks, lay_out(blocks, 80))


DEEP_AND_WIDE = {
    "quotes": "> " * 1_000 + "a",
    "bullets": "- " * 1_000 + "a",
    "numbers": "1. " * 1_000 + "a",
    "signs": ">" * 10_000,
    "nested bullets": "".join("  " * depth + "- a\n" for depth in range(300)),
    "lines after a deep quote": "> " * 90 + "a\n" + "b\n" * 5_000,
    "deep quotes of many lines": ("> " * 60 + "a\n") * 200,
    "links": "[a" * 5_000 + "](b)" * 2_000,
    "tags": "<i>" * 5_000 + "a" + "</i>" * 5_000,
    "stars": "*" * 5_000 + "a" + "*" * 5_000,
    "parentheses": "(" * 30_000,
    "a target of parentheses": "[a](" + "(" * 30_000,
    "a table of missing cells": "|" + "a|" * 250 + "\n|" + "-|" * 250 + "\n" + "|\n" * 10_000,
    "a long superscript": "<sup>" + "1" * 30_000 + "</sup>",
    "combining marks": "e" + "\u0301" * 50_000,
    "joined emoji": "👩\u200d" * 20_000,
    "backticks": "`" + "``".join("`" * length for length in range(1, 300)),
}


@pytest.mark.parametrize("source", DEEP_AND_WIDE.values(), ids=DEEP_AND_WIDE.keys())
def test_deep_and_wide_structures_are_shown_whole(source: str) -> None:
    blocks = render(source)
    for width in (1, 80):
        assert intact(blocks, lay_out(blocks, width))
    shown = "".join(block.text for block in blocks if isinstance(block, Flow))
    assert shown.count("a") == safe_text(source).count("a") or any(isinstance(block, Table) for block in blocks)


@pytest.mark.parametrize(
    ("lines", "is_as_written"),
    [
        ("-\n", True), ("a\n\n", True), ("> a\nb\n", True), ("a\n=\n", True), ("|1|2|\n", True), ("1. a\n\n", True),
        ("- 5 mg\n", False), ("| 1 | 2 |\n", False), ("**Adults:** _5 mg_, `c`\n\n", False),
    ],
)  # fmt: skip
def test_only_what_nobody_writes_is_shown_as_written(lines: str, is_as_written: bool) -> None:
    """Where it goes on and on: its blocks cost a hundred times as much as prose."""
    blocks = render("|a|b|\n|-|-|\n" * ("|" in lines) + lines * (16_000 // len(lines)))
    assert (blocks[0] == Flow((BADGE,))) == is_as_written


def test_deep_lists_keep_their_text() -> None:
    source = "".join("  " * depth + f"- item {depth}\n" for depth in range(200))
    shown = plain(render(source))
    assert all(f"item {depth}" in shown for depth in range(200))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a<!-- hidden -->b", "a<!-- hidden -->b"),
        ("<div hidden>\n\n5 mg\n\n</div>", "<div hidden>\n\n5 mg\n\n</div>"),
        ("[5 mg]: http://x 'title'", "[5 mg]: http://x 'title'"),
        ("&#27;[2J", "&#27;[2J"),
        ("&#x202e;abc", "&#x202e;abc"),
        ("\x9b31mred", "⟨U+009B⟩31mred"),
        ("a\u2028b", "a⟨U+2028⟩b"),
        ("\ud800", "⟨U+D800⟩"),
        ("[x](javascript:alert(1))", "x (javascript:alert(1))"),
        ("a\rb", "a\nb"),
    ],
)
def test_nothing_is_hidden_or_obeyed(source: str, shown: str) -> None:
    assert plain(render(source)) == shown
    assert visible(plain(render(source))) == visible(shown)


def test_importing_the_room_imports_no_parser_and_no_framework() -> None:
    code = (
        "import sys, medtui.presentation.layout, medtui.presentation.markdown.render\n"
        "print([name for name in ('markdown_it', 'textual', 'sqlite3') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
