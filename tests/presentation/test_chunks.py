"""A long text is rendered in pieces: the same blocks as in one go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from in_memory import loaded, tab_of
from markdown_texts import markdown

from medtui.presentation.markdown.render import render
from medtui.presentation.markdown.styled import Block, Flow
from medtui.presentation.page import chunks, page, rendering
from medtui.presentation.page_layout import PageLines

PARAGRAPH = "Adults: 5 mg, children: **2 mg**. " * 20
LONG = "### Dosage\n\n" + "".join(f"#### {at}\n\n{PARAGRAPH}{at}\n\n* item\n\n    more\n\n" for at in range(60))


def in_pieces(text: str, size: int) -> list[Block]:
    blocks: list[Block] = []
    for chunk in chunks(text, size):
        more = render(chunk)
        blocks += [*([Flow(())] if blocks and more else []), *more]
    return blocks


@given(st.lists(markdown, max_size=6), st.integers(1, 200))
def test_any_text_in_pieces_is_what_it_is_as_a_whole(texts: list[str], size: int) -> None:
    text = "\n\n".join(texts)
    assert "".join(chunks(text, size)) == text
    assert tuple(in_pieces(text, size)) == render(text)


def test_a_long_section_is_cut_and_a_short_one_is_not() -> None:
    assert len(list(chunks(LONG))) > 5
    assert len(list(chunks(PARAGRAPH * 3))) == 1
    assert len(list(chunks(f"{LONG}```\n"))) == 1  # its lines could be code
    rows = "<tr><td>\n\nDose\n</td></tr>\n" * 500
    assert len(list(chunks(f"<table>\n{rows}</table>\n"))) == 1  # they could be rows


def test_a_beginning_is_what_the_page_begins_with_and_the_rest_is_rendered_piece_by_piece() -> None:
    one = loaded(LONG.replace("Adults", "Grown-ups"))
    tab = tab_of(one, "dosage")
    beginning = [item.line.text for item in PageLines(page(one.monograph, tab, is_beginning=True), 80)]
    assert beginning.pop() == "The rest of this text follows in a moment."
    done = list(rendering(one.monograph, tab))
    assert len(done) > 5
    assert max(done) < 8_000
    assert list(rendering(one.monograph, tab)) == []  # all of it is remembered
    whole = [item.line.text for item in PageLines(page(one.monograph, tab), 80)]
    assert len(beginning) < len(whole) / 4
    assert whole[: len(beginning) - 1] == beginning[:-1]


def test_a_short_page_has_no_other_beginning() -> None:
    one = loaded("### Dosage\n\nTake it.\n")
    tab = tab_of(one, "dosage")
    assert page(one.monograph, tab, is_beginning=True) == page(one.monograph, tab)
    assert list(rendering(one.monograph, tab)) == []
