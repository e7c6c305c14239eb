"""Matches marked on a page: all of them, nothing else, and not one character of the text altered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import is_not
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_texts import markdown

from medtui.library.names.folding import fold
from medtui.library.query.matcher import Matcher, Wanted
from medtui.presentation.layout import plain
from medtui.presentation.markdown.styled import Block, Flow, Span, Table, words
from medtui.presentation.marking import Marked, Match, marked_block
from medtui.presentation.page import PagePiece, notice, page
from medtui.presentation.page_layout import PageLines, Place, is_text, unseen
from medtui.presentation.tabs import ALL, tab_for, tabs
from medtui.reading.reader import read
from medtui.reading.schema import default_schema

MARKS = {"match", "match-current"}

TEXT = """\
---
title: Zelofane
class: renal invention
---

### Renal Use
It is **not** for *fever*, and not for feverish knees.

* renal pain
    * kidney: see renal pain

### Dosage

Before the table.

| Renal function | Dose |
|---|---|
| normal | 10 mg, as the renal team says, and after that 20 mg by the same team |
| <30 mL/min, renal | 5 mg |

### FAQs

**Q: Is it renal?**

A: Its renal share is 10⁸.

**Disclaimer:** Not renal advice.
"""


def any_of(*typed: str) -> Matcher:
    """Finds each of these, the words of one of them in a row."""
    return Matcher([Wanted(tuple(fold(words).split())) for words in typed])


def shown(text: str = TEXT, section: str = ALL) -> tuple[PagePiece, ...]:
    monograph = read(text)
    return page(monograph, tab_for(tabs(monograph, default_schema()), section))


def blocks_of(pieces: Sequence[PagePiece]) -> list[Block]:
    return [block for piece in pieces for block in (*piece.head, *piece.body)]


def cells_of(block: Block) -> list[tuple[Span, ...]]:
    if isinstance(block, Flow):
        return [block.spans]
    return [cell for row in (block.header, *block.rows) for cell in row]


def marked_runs(pieces: Sequence[PagePiece], styles: set[str] = MARKS) -> list[str]:
    """What is marked: spans that touch make one run."""
    runs = []
    for block in blocks_of(pieces):
        for cell in cells_of(block):
            run = ""
            for span in (*cell, Span("")):
                if span.style in styles:
                    run += span.text
                elif run:
                    runs.append(run)
                    run = ""
    return runs


def texts(pieces: Sequence[PagePiece]) -> Iterator[list[str]]:
    """The words of each cell of each block."""
    for block in blocks_of(pieces):
        yield [words(cell) for cell in cells_of(block)]


def drawn(marked: Marked, current: Place | None = None) -> tuple[PagePiece, ...]:
    """The page as it is drawn: outside its text, and block by block."""

    def body(index: int, piece: PagePiece) -> tuple[Block, ...]:
        places = (Place(index, in_body=True, block=at - unseen(piece.body)) for at in range(len(piece.body)))
        return tuple(marked.drawn(place, block, current) for place, block in zip(places, piece.body, strict=True))

    pieces = marked.pieces(current)
    bodies = (body(index, piece) if is_text(piece) else piece.body for index, piece in enumerate(pieces))
    return tuple(
        replace(piece, body=body) if any(map(is_not, body, piece.body)) else piece
        for piece, body in zip(pieces, bodies, strict=True)
    )


def alone(marked: Marked, match: Match) -> list[PagePiece]:
    """The page with one match marked."""
    pieces = list(marked.unmarked)
    piece = pieces[match.place.piece]
    blocks = list(piece.body if match.place.in_body else piece.head)
    at = match.place.block + (unseen(blocks) if match.place.in_body else 0)
    blocks[at] = marked_block(blocks[at], [match], match.passage)
    changed = tuple(blocks)
    pieces[match.place.piece] = replace(piece, body=changed) if match.place.in_body else replace(piece, head=changed)
    return pieces


def matches_of(marked: Marked) -> list[Match]:
    return [match for passage in marked.passages for match in marked.matches(passage)]


def is_unaltered(marked: Marked) -> bool:
    """Whether the marked page has the words of the unmarked one, in blocks of the same shape."""
    same_text = list(texts(drawn(marked))) == list(texts(marked.unmarked))
    same_shape = [
        type(block) is type(other) and (block.first, block.rest) == (other.first, other.rest)
        for block, other in zip(blocks_of(drawn(marked)), blocks_of(marked.unmarked), strict=True)
    ]
    return same_text and all(same_shape)


# What is found ----------------------------------------------------------------------------------------


def test_matches_are_marked_in_headings_text_tables_and_questions() -> None:
    marked = Marked(shown(), any_of("renal"))
    assert marked_runs(drawn(marked)) == ["renal", "Renal", "renal", "renal", "Renal", *["renal"] * 5]
    assert len(matches_of(marked)) == 10
    assert marked.unmarked == shown()
    assert is_unaltered(marked)


def test_words_match_by_their_starts() -> None:
    assert marked_runs(drawn(Marked(shown(), any_of("fev", "ever", "kid")))) == ["fever", "feverish", "kidney"]


def test_a_match_across_a_change_of_style() -> None:
    marked = Marked(shown(), any_of("not for fever"))
    assert marked_runs(drawn(marked)) == ["not for fever", "not for feverish"]
    assert len(matches_of(marked)) == 2
    first = next(block for block in blocks_of(drawn(marked)) if block.first == "" and "fever" in plain([block]))
    assert isinstance(first, Flow)
    assert [span.text for span in first.spans if span.style == "match"] == ["not", " for ", "fever", "not for feverish"]


def test_a_match_that_is_wrapped_over_lines() -> None:
    marked = Marked(shown(), any_of("not for feverish knees"))
    lines = PageLines(drawn(marked), 14)
    inside = [item.line for item in lines if any(span.style in MARKS for span in item.line.spans)]
    assert len(inside) > 1
    assert " ".join(span.text for line in inside for span in line.spans if span.style in MARKS).split() == [
        "not", "for", "feverish", "knees",
    ]  # fmt: skip


def test_what_medtui_draws_is_never_a_match() -> None:
    flow = Flow((Span("renal ", "badge"), Span("re"), Span("renal", "marker"), Span("nal")), first="renal ")
    table = Table(((Span("renal", "label"),), (Span("dose"),)), (((Span("-"),), (Span("5 mg"),)),))
    piece = PagePiece(read(TEXT).parts[0], (), (flow, table))
    marked = Marked([piece, notice("This has no renal section.")], any_of("renal", "dose"))
    assert marked_runs(drawn(marked)) == ["re", "nal", "dose"]  # one word of the file, around a sign of ours
    assert [match.place.block for match in matches_of(marked)] == [0, 1]
    assert drawn(marked)[1] is marked.unmarked[1]
    assert [span for span in cells_of(drawn(marked)[0].body[0])[0] if span.style == "marker"] == [flow.spans[2]]


def test_a_search_in_one_section_marks_there_only() -> None:
    marked = Marked(shown(), Matcher([Wanted(("renal",), section="dosage")]))
    assert marked_runs(drawn(marked)) == ["Renal", "renal", "renal"]
    assert not matches_of(Marked(shown(), Matcher([Wanted(("renal",), section="usage")])))


def test_front_matter_is_searched_too() -> None:
    assert marked_runs(drawn(Marked(shown(section="generic_name"), any_of("renal")))) == ["renal"]


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("10⁸ and 10", "108", ["10⁸"]),
        ("cafe\u0301, then", "cafe", ["cafe\u0301"]),
        ("a\u0308pfel", "apfel", ["a\u0308pfel"]),
        ("Sjögren’s", "sjogrens", ["Sjögren’s"]),
        ("β-lactam", "beta", ["β"]),
        ("½ tablet", "1 2", ["½"]),
        ("100 mg/m²", "m2", ["m²"]),
        ("pain\trelief", "pain relief", ["pain relief"]),
    ],
)
def test_characters_stay_whole(text: str, typed: str, found: list[str]) -> None:
    marked = Marked(shown(f"### Usage\n{text}\n", "usage"), any_of(typed))
    assert marked_runs(drawn(marked)) == found


def test_two_matches_in_one_character_are_one() -> None:
    marked = Marked(shown("### Usage\n½ tablet\n", "usage"), any_of("1", "2"))
    assert marked_runs(drawn(marked)) == ["½"]
    assert len(matches_of(marked)) == 1


def test_no_matcher_no_match() -> None:
    assert drawn(Marked(shown(), Matcher())) == shown()
    assert not matches_of(Marked(shown(), Matcher()))


# What stays as it was ---------------------------------------------------------------------------------


def test_what_has_no_match_stays_the_same_object() -> None:
    marked = Marked(shown(), any_of("kidney"))
    changed = [
        number
        for number, (piece, other) in enumerate(zip(drawn(marked), marked.unmarked, strict=True))
        if piece is not other
    ]
    assert changed == [matches_of(marked)[0].place.piece]
    piece, other = drawn(marked)[changed[0]], marked.unmarked[changed[0]]
    assert piece.head is other.head
    assert [block is before for block, before in zip(piece.body, other.body, strict=True)].count(False) == 1


def test_the_matches_of_one_passage_are_the_current_ones() -> None:
    marked = Marked(shown(), any_of("not for fever", "renal"))
    for passage in marked.passages:
        pieces = drawn(marked, passage)
        assert list(texts(pieces)) == list(texts(marked.unmarked))
        assert marked_runs(pieces) == marked_runs(drawn(marked))
        current = marked_runs(pieces, {"match-current"})
        assert [len(run) for run in current] == [match.stop - match.start for match in marked.matches(passage)]
        assert [a == b for a, b in zip(pieces, drawn(marked), strict=True)].count(False) == 1
    assert sum(len(marked.matches(passage)) for passage in marked.passages) == len(matches_of(marked))


def test_a_passage_without_a_match_has_no_current_one() -> None:
    marked = Marked(shown(), any_of("renal"))
    assert drawn(marked, Place(1, in_body=True, block=5)) == drawn(marked)


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("one owl and\nmore owl\n\nan owl\n", ["owl owl", "owl"]),  # paragraphs
        ("one owl\\\nmore owl\n", ["owl owl"]),  # of two lines
        ("- owl\n- owl\n  owl\n\n  owl\n  - owl owl\n- owl\n", ["owl", "owl owl", "owl", "owl owl", "owl"]),
        ("1. owl\n2. owl\n\nowl\n", ["owl", "owl", "owl"]),
        ("#### Owl\nowl\n", ["Owl", "owl"]),
        ("> owl\\\n> owl\n>\n> owl\n", ["owl owl", "owl"]),
        ("| owl | owl |\n|---|---|\n| owl | no |\n| no | owl owl |\n", ["owl owl", "owl", "owl owl"]),
        ("```\nowl\nowl\n```\n", ["owl", "owl"]),
    ],
)
def test_passages_are_paragraphs_items_and_rows(text: str, passages: list[str]) -> None:
    marked = Marked(shown(f"### Usage\n{text}", "usage"), any_of("owl"))
    assert [" ".join(marked_runs(drawn(marked, passage), {"match-current"})) for passage in marked.passages] == passages


def test_a_question_with_its_answer_is_one_passage() -> None:
    text = "### FAQs\n\n**Q: An owl?**\n\nA: Owl.\n\n- owl\n\n**Q: Another owl?**\n\nA: No.\n"
    marked = Marked(shown(text, "faqs"), any_of("owl"))
    assert [len(marked.matches(passage)) for passage in marked.passages] == [3, 1]


# Where the matches are --------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [12, 20, 40, 96, 200])
def test_a_place_leads_to_the_line_of_its_match(width: int) -> None:
    """In a table, whose cells stand side by side, at least to one of the row's lines or to the line before."""
    marked = Marked(shown(), any_of("renal", "fever", "10"))
    everything = range(len(marked.unmarked))
    for match in matches_of(marked):
        lines = PageLines(alone(marked, match), width, everything)
        found = [
            index for index, item in enumerate(lines) if any(span.style == "match-current" for span in item.line.spans)
        ]
        assert found, (width, match)
        led_to = lines.line_of(match.place)
        piece = marked.unmarked[match.place.piece]
        blocks = piece.body if match.place.in_body else piece.head
        if any(isinstance(block, Table) for block in blocks):
            assert lines[led_to].piece == match.place.piece
        else:
            assert led_to == found[0], (width, match)


def test_the_places_are_in_the_order_of_the_page() -> None:
    places = [match.place for match in matches_of(Marked(shown(), any_of("renal", "fever", "dose", "mg", "10")))]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_a_body_that_begins_with_empty_lines() -> None:
    piece = PagePiece(read(TEXT).parts[0], (), (Flow(()), Flow(()), Flow((Span("one renal two"),))))
    marked = Marked([piece], any_of("renal"))
    assert matches_of(marked)[0].place == Place(0, in_body=True, block=0, words=3)
    assert marked.passages[0] == Place(0, in_body=True)
    lines = PageLines(drawn(marked), 5)
    assert lines[lines.line_of(matches_of(marked)[0].place)].line.text == "renal"


# Anything ---------------------------------------------------------------------------------------------

_typed = st.lists(st.sampled_from(["a", "mg", "dose", "5", "10", "0 5", "mg dose", "x", "漢", "e", "u"]), max_size=3)


@given(markdown, _typed, st.integers(1, 60))
def test_nothing_is_lost_in_any_text(text: str, typed: list[str], width: int) -> None:
    source = f"{text}\n\n### Usage\n{text}\n\n### FAQs\n**Q: {text}?**\n\nA: {text}\n"
    pieces = shown(source)
    marked = Marked(pieces, any_of(*typed))
    assert marked.unmarked == pieces
    assert is_unaltered(marked)
    places = [match.place for match in matches_of(marked)]
    assert places == sorted(places)
    everything = range(len(pieces))
    before = [item.line.text for item in PageLines(pieces, width, everything)]
    assert [item.line.text for item in PageLines(drawn(marked), width, everything)] == before
    assert [*marked.passages] == sorted({match.passage for match in matches_of(marked)})
    for passage in marked.passages[::3]:
        current = drawn(marked, passage)
        assert list(texts(current)) == list(texts(pieces))
        assert marked_runs(current, {"match-current"})


def test_real_monographs(rxhive: list[Path]) -> None:
    matcher = any_of("renal", "side effects", "take", "mg", "in the")
    schema, found = default_schema(), 0
    for path in rxhive[::10]:
        monograph = read(path.read_text(encoding="utf-8"))
        for tab in tabs(monograph, schema):
            pieces = page(monograph, tab)
            marked = Marked(pieces, matcher)
            assert is_unaltered(marked), path.name
            found += len(matches_of(marked))
            if matches_of(marked):
                passage = marked.passages[len(marked.passages) // 2]
                middle = drawn(marked, passage)
                assert list(texts(middle)) == list(texts(pieces)), path.name
                assert marked_runs(middle, {"match-current"}), path.name
    assert found > 4_000
