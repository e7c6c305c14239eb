"""Callouts of every usual kind: a box, its title on a line of its own, folded ones open, in every output."""

from __future__ import annotations

import re
from collections import Counter
from inspect import cleandoc

import pytest

from medtui.commands.plain.spoken_blocks import spoken
from medtui.presentation.exporting import html_text, piece_html
from medtui.presentation.layout import plain
from medtui.presentation.markdown import callout_rules
from medtui.presentation.markdown.callouts import is_alert
from medtui.presentation.markdown.faithful import faithful
from medtui.presentation.markdown.render import render
from medtui.presentation.markdown.styled import Flow, Span
from medtui.presentation.page import PagePiece

BOTTOM = "┗" + "━" * 23
HEADS = [
    "> [!danger] Never by mouth\n> ",
    ">[!danger]Never by mouth\n>",
    "> [!danger]- Never by mouth\n> ",
    "> [!danger]+ Never **by** mouth\n> ",
    ":::danger Never by mouth\n",
    "::: danger  Never by mouth \n",
    ":::danger[Never by mouth]\n",
    "::::{danger} Never by mouth\n",
    '::: {.callout-danger title="Never by mouth"}\n',
    '::: {.callout-danger collapse="true" title="Never by mouth" icon=false}\n',
    '!!! danger "Never by mouth"\n    ',
    "!!! danger Never by mouth\n\n    ",
    '!!! danger inline end "Never by mouth"\n\t',
    '??? danger "Never by mouth"\n    ',
    '???+ danger "Never by mouth"\n    ',
]


@pytest.mark.parametrize("head", HEADS)
def test_a_callout_is_a_box_with_its_title_on_top(head: str) -> None:
    source = f"Before\n\n{head}Fatal if given so" + ("\n::::" if head[0] == ":" else "") + "\n\nAfter"
    box = f"┏━ ⚠ Danger: Never by mouth\n┃ Fatal if given so\n{BOTTOM}"
    assert plain(render(source)) == f"Before\n\n{box}\n\nAfter"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("> [!WARNING]\n> Adults: 5 mg\n> 25 kg: 6 mg\n>\n> - a", "⚠ Warning\n┃ Adults: 5 mg\n┃ 25 kg: 6 mg\n┃\n┃ • a"),
        ("> [!note]", "Note"),
        (">[!tip]\nBelow it\nand again\n", "Tip\n┃ Below it\n┃ and again"),
        ("> [!tip]\n>Below it\n>\n>and again\n", "Tip\n┃ Below it\n┃\n┃ and again"),
        ("!!! tip\nBelow it\n", "Tip\n┃ Below it"),
        ('!!! warning "Warning: hot"\n    W', "⚠ Warning: hot\n┃ W"),
        ('!!! own ""\n    W', "Own\n┃ W"),
        ("!!! note\n    One\n\n    - a\n        - b\n", "Note\n┃ One\n┃\n┃ • a\n┃   ◦ b"),
        ("> [!black-box] A\n> | a | b |\n> |---|---|\n> | 1 | 2 |", "⚠ Black box: A\n┃ a │ b\n┃ ──┼──\n┃ 1 │ 2"),
        (":::tip\na\n\n:::note\nb\n:::\n:::", f"Tip\n┃ a\n┃\n┃ ┏━ Note\n┃ ┃ b\n┃ {BOTTOM}"),
        (":::tip\n::: {.columns}\nb\n:::\n:::", "Tip\n┃ ::: {.columns}\n┃ b\n┃ :::"),
    ],
)
def test_boxes(source: str, expected: str) -> None:
    assert plain(render(source)) == f"┏━ {expected}\n{BOTTOM}"


@pytest.mark.parametrize(
    "source",
    [
        "!!! Do not use\nin children",
        "??? what\nis this",
        ":::column-margin\nNot a warning\n:::",
        ":::warning\nNever closed",
        "::: {.callout-note data-x=5}\nText\n:::",
        "[!danger] not quoted",
        "!!!\ndanger",
        "a ::: danger",
    ],
)
def test_is_no_callout(source: str) -> None:
    assert plain(render(source)) == source


@pytest.mark.parametrize("head", ["> [!danger]", "!!! danger", ":::danger"])
@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_a_fence_right_below_a_head_begins_code_up_to_its_end(head: str, fence: str) -> None:
    """In which an empty line ends nothing, so that it is not in the box."""
    source = f"{head}\n{fence}\n5 mg\n\n**8** mg\n{fence}\n"
    blocks = render(source)
    assert "**8** mg" in [block.text for block in blocks if isinstance(block, Flow) and block.verbatim]
    assert faithful(source, blocks)


def test_a_box_in_a_list() -> None:
    assert (
        plain(render("1. one\n\n   > [!note] A\n   > b\n2. two"))
        == f"1. one\n\n   ┏━ Note: A\n   ┃ b\n   {BOTTOM}\n2. two"
    )


def test_a_weight_below_a_close_mark_is_none_of_its_lines() -> None:
    assert plain(render(">[!note]\n>Adults\n>25 kg: 5 mg\n")) == f"┏━ Note\n┃ Adults\n{BOTTOM}\n>25 kg: 5 mg"


def test_a_warning_looks_like_one_and_a_note_does_not() -> None:
    styles = [render(f"> [!{kind}] a")[0].cells[0][0].style for kind in ("DANGER", "attention", "note")]
    assert styles == ["warning", "warning", "strong"]
    assert [is_alert(kind) for kind in ("Contraindication", "Achtung", "important")] == [True, True, False]


@pytest.mark.parametrize("head", HEADS)
def test_no_word_of_it_may_be_left_out(head: str) -> None:
    source = f"{head}Fatal" + ("\n::::" if head[0] == ":" else "")
    for word in ("Danger", "Never", "by", "mouth", "Fatal"):
        blocks = [block for block in render(source) if isinstance(block, Flow)]
        assert faithful(source, blocks)
        less = [block._replace(spans=tuple(_without(word, span) for span in block.spans)) for block in blocks]
        assert not faithful(source, less)


def _without(word: str, span: Span) -> Span:
    return span._replace(text=span.text.replace(word, ""))


BOX = cleandoc("""
    > [!danger] Never by mouth
    > Fatal
    > | a | b |
    > |---|---|
    > | 1 | 2 |""")


def test_the_ends_of_many_callouts_that_have_none_are_not_all_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Counter[int]()

    class Colons:
        def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
            looked[start] += 1
            return colons.match(text, start, end)

    colons = callout_rules._COLONS
    monkeypatch.setattr(callout_rules, "_COLONS", Colons())
    source = ":::note\n" * 2_000
    assert plain(render(source)).split() == source.split()
    assert looked.total() < 12_000  # to the end from each line: 2,000,000


def test_a_box_is_said() -> None:
    assert plain(spoken(render(BOX.split("\n> |")[0]))) == "Box: Danger: Never by mouth\nFatal\nEnd of box."


def test_a_box_on_paper() -> None:
    html = piece_html(PagePiece(None, (), render(BOX)))
    assert html_text(html).split() == ["⚠", "Danger:", "Never", "by", "mouth", "Fatal", *"ab12"]
    assert html.count('<div class="callout top">') == html.count('<div class="callout bottom">') == 1
    assert '<div class="callout middle"><table class="data">' in html
