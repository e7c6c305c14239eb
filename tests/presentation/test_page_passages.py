"""A passage of a file is found on the page that shows it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from markdown_texts import markdown

from medtui.monograph import Monograph
from medtui.presentation.layout import plain
from medtui.presentation.markdown.styled import Block, Table
from medtui.presentation.page import PagePiece, page
from medtui.presentation.page_layout import Place
from medtui.presentation.page_passages import block_passages, place_of_passage
from medtui.presentation.tabs import ALL, tab_for, tabs
from medtui.reading.passages import passages
from medtui.reading.reader import read
from medtui.reading.schema import default_schema


def whole(monograph: Monograph) -> tuple[PagePiece, ...]:
    return page(monograph, tab_for(tabs(monograph, default_schema()), ALL))


def text_at(pieces: tuple[PagePiece, ...], place: Place) -> list[str]:
    """The words that the page has in the passage that begins there."""
    piece = pieces[place.piece]
    shown: list[Block] = []
    for in_body, blocks in ((False, piece.head), (True, piece.body)):
        for block, places in zip(blocks, block_passages(piece, place.piece, in_body=in_body), strict=True):
            if isinstance(block, Table):
                rows = (block.header, *block.rows)
                shown += [Table(row, ()) for row, at in zip(rows, places, strict=True) if at == place]
            elif places[0] == place:
                shown.append(block)
    return words_of(plain(shown))


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def test_each_passage_of_the_shipped_library_is_found_by_its_words() -> None:
    for path in sorted(Path("content").glob("[!R]*.md"))[::5]:
        monograph = read(path.read_text(encoding="utf-8"), name=path.stem)
        pieces = whole(monograph)
        places = []
        for passage in passages(monograph):
            place = place_of_passage(pieces, passage)
            assert place, passage
            assert text_at(pieces, place) == words_of(passage.text)
            places.append(place)
        assert all(one < other for one, other in pairwise(places)), path.name


def test_of_equal_rows_each_is_found_in_its_place() -> None:
    rows = "| 5 mg | once |\n" * 5
    monograph = read(f"### Dosage\n\n| Dose | When |\n|---|---|\n{rows}\n- once\n- once\n\nonce\n")
    pieces = whole(monograph)
    places = [place_of_passage(pieces, passage) for passage in passages(monograph)]
    assert None not in places
    assert len(set(places)) == len(places) == 9


def test_a_page_without_the_part_has_no_place_for_it() -> None:
    text = "### Usage\nFor pain.\n\n### Dosage\n5 mg.\n"
    dose = passages(read(text))[1]
    monograph = read(text)
    assert place_of_passage(page(monograph, tab_for(tabs(monograph, default_schema()), "usage")), dose) is None
    assert place_of_passage(whole(read(text.replace("5", "6"))), dose) is None


@given(markdown)
def test_a_passage_with_a_word_has_a_place_in_any_text(text: str) -> None:
    monograph = read(f"{text}\n\n### Dosage\n{text}\n\n### FAQs\n**Q: {text}?**\n\nA: {text}\n")
    pieces = whole(monograph)
    for passage in passages(monograph):
        if words_of(passage.text):
            place = place_of_passage(pieces, passage)
            assert place is not None
            assert pieces[place.piece].part == passage.part
