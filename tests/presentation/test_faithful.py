"""The check itself: what it lets pass, what it must not, and that a broken renderer cannot get past it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it.token import Token
from markdown_texts import anything, markdown

from medtui.presentation.layout import plain
from medtui.presentation.markdown.blocks import build
from medtui.presentation.markdown.faithful import faithful
from medtui.presentation.markdown.markdown_parser import parser
from medtui.presentation.markdown.render import BADGE, render
from medtui.presentation.markdown.styled import Block, Flow, Span, Table, visible

SECTION = """\
**Adults:** 500 mg every 8 hours, `<3 doses`, 5*3*2.

* >25 kg: HLA-A*02:01, 10<sup>8</sup>/L
* -5 °C & [as ferrous] **≥10** mg

1. first
2. second

| Age | Dose |
|-----|------|
| 1   | 5 mg |
| 2   | 6 mg |
"""


def flow(text: str) -> Flow:
    return Flow((Span(text),))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**a** _b_", "a b"),
        ("**a** _b_", "**a** b"),
        ("# a #", "a"),
        ("# a #", "a #"),
        ("- a\n- b", "a b"),
        ("> a\n> b", "a b"),
        ("1. a", "1. a"),
        ("[a](b)", "a (b)"),
        ("[a](b)", "[a](b)"),
        ("a\\*", "a*"),
        ("a\\*", "a\\*"),
        ("&lt;5", "<5"),
        ("&lt;5", "&lt;5"),
        ("x<sup>2+</sup>", "x²⁺"),
        ("x<sup>2a</sup>", "x^(2a)"),
        ("x<sub>−2</sub>", "x₋₂"),
        ("a<br>b", "a b"),
        ("`**`", "**"),
        ("a\n\n---\n\nb", "a b"),
        ("```x\n- **a**\n```", "x - **a**"),
        ("a\\\nb", "a b"),
    ],
)
def test_accepts(source: str, shown: str) -> None:
    assert faithful(source, [flow(shown)])


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("500 mg", "50 mg"),
        ("500 mg", "500 m"),
        ("500 mg", "600 mg"),
        ("500 mg", "5000 mg"),
        ("500 mg", "500mg"),
        ("5 00 mg", "500 mg"),
        ("5mg", "5 mg"),
        (">25 kg", "25 kg"),
        ("> 25 kg", "25 kg"),
        ("> **25** kg", "25 kg"),
        ("* > 25 kg", "25 kg"),
        ("a > 25 kg", "a 25 kg"),
        ("-5 °C", "5 °C"),
        ("a - 5", "a 5"),
        ("+5", "5"),
        ("<5", "5"),
        ("≥5", "5"),
        ("1. a", "a"),
        ("1. a", "2. a"),
        ("A*02:01 and B*15:02", "A02:01 and B15:02"),
        ("5*3*2", "532"),
        ("4 *10 or 5* 10", "4 10 or 5 10"),
        ("2**3**4", "234"),
        ("a_b_c", "abc"),
        ("5 * 3 * 2", "5 3 2"),
        ("*note", "note"),
        ("5 mg*", "5 mg"),
        ("5 mg* and 6 mg*", "5 mg and 6 mg"),
        ("- 5 mg*\n- *note", "5 mg note"),
        ("5 mg*\n\n*note", "5 mg note"),
        ("**a*", "a"),
        ("`a", "a"),
        ("`a``", "a"),
        ("`*a*`", "a"),
        ("[a] (b)", "a (b)"),
        ("[a]", "a"),
        ("![a](b)", "a (b)"),
        ("[a](b_c_d)", "a (bcd)"),
        ("10<sup>8</sup>", "108"),
        ("10<sup>8</sup>", "10 ⁸"),
        ("10<sup>8</sup>", "10₈"),
        ("10<sup>8</sup>", "10⁹"),
        ("10<sup>8</sup>", "10^8"),
        ("H<sub>2</sub>", "H²"),
        ("<i>a", "a"),
        ("a</i>", "a"),
        ("<i>a</b>", "a"),
        ("<u>a</u>", "a"),
        ("5<br>6", "56"),
        ("~~5~~", "5"),
        ("#5", "5"),
        ("a # b", "a b"),
        ("a \\b", "a b"),
        ("a \\**#b**", "a #b"),
        ("**\\**(b", "(b"),
        ("a\\", "a"),
        ("a\\\n\nb", "a b"),
        (">\u00a05", "5"),
        ("-\u00a05", "5"),
        ("\\> 5", "5"),
        ("&lt;5", "5"),
        ("&lt;5", ">5"),
        ("&gt;5", "&lt;5"),
        ("a | b", "a b"),
        ("|---|", ""),
        ("a", "a b"),
        ("a b", "b a"),
        ("a\nb\nc", "a c b"),
        ("a", ""),
        ("", "a"),
        ("a\x1bb", "ab"),
        ("5\u200b0 mg", "50 mg"),
        ("e\u0301", "e"),
    ],
)
def test_rejects(source: str, shown: str) -> None:
    assert not faithful(source, [flow(shown)])


def table(*rows: Sequence[str]) -> Table:
    header, *body = [tuple((Span(cell),) for cell in row) for row in rows]
    return Table(header, tuple(body))


TABLE = "|a|b|\n|-|-|\n|1|2|\n||3|"


def test_accepts_a_table() -> None:
    assert faithful(TABLE, [table(("a", "b"), ("1", "2"), ("", "3"))])


@pytest.mark.parametrize(
    "shown",
    [
        table(("a", "b"), ("1", "2"), ("3", "")),
        table(("a", "b"), ("2", "1"), ("", "3")),
        table(("b", "a"), ("1", "2"), ("", "3")),
        table(("a", "b"), ("1", "2")),
        table(("a", "b"), ("", "3"), ("1", "2")),
        table(("a", "b"), ("1", "2"), ("", "3"), ("", "")),
        table(("a", "b"), ("12", ""), ("", "3")),
        table(("a",), ("1",), ("",)),
        flow("a b 1 2 3"),
    ],
)
def test_rejects_a_table_with_other_cells(shown: Block) -> None:
    assert not faithful(TABLE, [shown])


def test_rejects_a_cell_that_is_left_out() -> None:
    assert not faithful("|a|\n|-|\n|1|2|", [table(("a",), ("1",))])


def test_rejects_a_cell_that_is_cut_at_a_pipe_of_its_own() -> None:
    source = "| a | b |\n|---|---|\n| 1 \\| 2 |"
    assert faithful(source, [table(("a", "b"), ("1 | 2", ""))])
    assert not faithful(source, [table(("a", "b"), ("1", "2"))])
    assert not faithful("| a | b |\n|---|---|\n| **1 | 2** |", [table(("a", "b"), ("1", "2"))])


@given(anything | markdown)
@settings(max_examples=300)
def test_never_raises(text: str) -> None:
    faithful(text, [flow(text)])
    faithful(text, [])
    faithful("", [flow(text)])


Change = Callable[[str, int], str]
CHANGES: dict[str, Change] = {
    "deleted": lambda text, at: text[:at] + text[at + 1 :],
    "another": lambda text, at: text[:at] + ("7" if text[at] != "7" else "8") + text[at + 1 :],
    "doubled": lambda text, at: text[:at] + text[at] + text[at:],
    "swapped": lambda text, at: text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
    "split": lambda text, at: text[: at + 1] + " " + text[at + 1 :],
}


@given(markdown, st.sampled_from(sorted(CHANGES)), st.data())
@settings(max_examples=800)
def test_rejects_any_change_of_a_letter_or_digit(source: str, name: str, data: st.DataObject) -> None:
    blocks = list(render(source))
    assume(not any(_is_badge(block) for block in blocks))
    places = [
        (index, block.text, at)
        for index, block in enumerate(blocks)
        if isinstance(block, Flow) and block.text == "".join(span.text for span in block.spans)  # else signs part it
        for at, character in enumerate(block.text)
        if character.isalnum()
    ]
    assume(places)
    index, text, at = data.draw(st.sampled_from(places))
    changed = CHANGES[name](text, at)
    assume(" ".join(changed.split()) != " ".join(text.split()))
    assert faithful(source, [*blocks[:index], flow(text), *blocks[index + 1 :]])
    assert not faithful(source, [*blocks[:index], flow(changed), *blocks[index + 1 :]])


# --- a renderer that is broken on purpose -------------------------------------------------------------------

Breakage = Callable[[list[Block]], list[Block]]


def in_text(change: Callable[[str], str]) -> Breakage:
    """A breakage that changes the text of each flow."""
    return lambda blocks: [
        block._replace(spans=(Span(change(block.text)),)) if isinstance(block, Flow) and block.spans else block
        for block in blocks
    ]


def _recurses(blocks: list[Block]) -> list[Block]:
    return _recurses(blocks)


BREAKAGES: dict[str, Breakage] = {
    "drops the last character": in_text(lambda text: text[:-1]),
    "drops the first character": in_text(lambda text: text[1:]),
    "changes digits": in_text(lambda text: text.translate(str.maketrans("0123456789", "1234567890"))),
    "drops signs": in_text(lambda text: text.translate(str.maketrans("", "", "><≥-*&"))),
    "flattens superscripts": in_text(lambda text: text.replace("⁸", "8")),
    "drops spaces": in_text(lambda text: text.replace(" ", "")),
    "adds a word": in_text(lambda text: text + " not"),
    "drops brackets": in_text(lambda text: text.replace("[", "").replace("]", "")),
    "swaps two lines": lambda blocks: [*blocks[1:2], *blocks[:1], *blocks[2:]] if len(blocks) > 1 else [flow("?")],
    "drops a line": lambda blocks: blocks[1:],
    "repeats a line": lambda blocks: [*blocks, *blocks[-1:]],
    "drops the numbers": lambda blocks: [
        block._replace(spans=tuple(span for span in block.spans if span.style != "number"))
        if isinstance(block, Flow)
        else block
        for block in blocks
    ],
    "turns words into decoration": lambda blocks: [
        block._replace(spans=(), first=block.text) if isinstance(block, Flow) else block for block in blocks
    ],
    "swaps columns": lambda blocks: [
        block._replace(rows=tuple(row[::-1] for row in block.rows)) if isinstance(block, Table) else block
        for block in blocks
    ],
    "raises": lambda blocks: [blocks[1_000]],
    "recurses": _recurses,
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_renderer_shows_the_source_instead(name: str) -> None:
    intended = render(SECTION)
    blocks = render(SECTION, build=lambda tokens, lines: BREAKAGES[name](build(tokens, lines)))
    assert blocks != intended
    assert sum(_is_badge(block) for block in blocks) >= 1
    # Each paragraph, list and table is either as intended or as written.
    texts = plain(blocks).split("shown as written\n")
    for text in texts[1:]:
        assert text.strip("\n").split("\n\n")[0] in SECTION
    assert not any(_is_badge(block) for block in intended)


def test_a_broken_parser_shows_the_source_instead() -> None:
    def fail(text: str) -> list[Token]:
        raise ValueError

    assert plain(render(SECTION, parse=fail)) == "shown as written\n" + SECTION.rstrip("\n")


def test_a_parser_that_skips_lines_loses_none() -> None:
    without_the_first_paragraph = parser().parse(SECTION)[3:]
    shown = plain(render(SECTION, parse=lambda text: without_the_first_paragraph))
    assert shown.startswith("shown as written\n**Adults:** 500 mg")
    assert visible(shown).count("HLA-A*02:01") == 1


def _is_badge(block: Block) -> bool:
    return isinstance(block, Flow) and block.spans[:1] == (BADGE,)
