"""Text for reading aloud: nothing is drawn, nothing is lost, and a table is one record under another."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.commands.plain.spoken_blocks import sentences, spoken, spoken_page
from medtui.commands.plain.spoken_monograph import find_occurrences, numbered_sections
from medtui.library.query.matcher import Matcher, Wanted
from medtui.presentation.layout import plain
from medtui.presentation.markdown.render import render
from medtui.presentation.markdown.styled import Block, Flow, Table, visible, words
from medtui.presentation.marking import Marked
from medtui.presentation.page import page, page_text
from medtui.presentation.tabs import tabs
from medtui.reading.decoding import decode
from medtui.reading.reader import read
from medtui.reading.schema import default_schema

DRAWN = set("◦▪│─┼▸▾⚠")


def aloud(source: str, width: int = 80) -> str:
    return plain(spoken(render(source)), width)


def test_a_table_is_said_row_by_row() -> None:
    table = "| Age | Dose | |\n|---|--:|---|\n| Adults | **5 mg**<br>then 2.5 mg | note |\n| <5 | | -1 |\n"
    assert aloud(table) == (
        "Table row 1 of 2:\nAge: Adults\nDose: 5 mg\nthen 2.5 mg\nnote\n"
        "Table row 2 of 2:\nAge: <5\nDose: (empty)\n-1\nEnd of table."
    )


def test_tables_of_one_row_and_of_none() -> None:
    assert aloud("| a |\n|---|\n| b |\n") == "Table row 1 of 1:\na: b\nEnd of table."
    assert aloud("| a | b |\n|---|---|\n") == "Table without rows. Its columns:\na\nb\nEnd of table."


def test_what_is_drawn_on_a_screen_is_said_or_left_out() -> None:
    assert aloud("- one\n  - two\n    - three\n1. first\n") == "• one\n  • two\n    • three\n1. first"
    assert aloud("> said\n> so\n>\n> again\n") == "Quote: said\nQuote: so\n\nQuote: again"
    assert aloud("one\n\n---\n\ntwo\n") == "one\n\ntwo"
    assert aloud("> 25 kg\n\n>25 kg\n") == "> 25 kg\n\n>25 kg"
    assert aloud("- \n\ntext\n") == "•\n\ntext"


def test_a_warning_is_said() -> None:
    monograph = read("# A\n\n### Boxed Warning\n\nBleeding.\n", name="a", schema=default_schema())
    row = tabs(monograph, default_schema())
    assert page_text(spoken_page(page(monograph, row[0])), 80) == "Warning: Boxed Warning\nBleeding."


def test_a_sentence_is_wrapped_and_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    assert sentences("one two three four five six") == "one two three four five\nsix"
    assert sentences("a\x1b[31m\nb") == "a␛[31m␊b"


def number_of_matches(marked: Marked) -> int:
    return sum(len(marked.matches(passage)) for passage in marked.passages)


def test_the_first_word_of_a_cell_is_found_after_its_title() -> None:
    text = "# A\n\n### Dosage\n\n| Dose | For |\n|---|---|\n| mg x | child<br>dose |\n| dose | mg |\n"
    monograph = read(text, name="a", schema=default_schema())
    dosage = next(each for each in numbered_sections(tabs(monograph, default_schema())) if each.number == 3)
    shown = page(monograph, dosage.tab)
    matcher = Matcher([Wanted(("dose",)), Wanted(("child",)), Wanted(("mg",))])
    assert [each.hits for each in find_occurrences(dosage, shown, matcher)] == [4, 2]
    assert number_of_matches(Marked(shown, matcher)) == 6


def test_a_line_is_found_with_all_of_its_paragraph() -> None:
    text = "# A\n\n### Dosage\n\nAdults: 500 mg\nChildren: none\nMax 2 g\n\n- by mouth\n  only\n  - at night\n"
    monograph = read(text, name="a", schema=default_schema())
    dosage = next(each for each in numbered_sections(tabs(monograph, default_schema())) if each.number == 3)

    def found(word: str) -> list[str]:
        (place,) = find_occurrences(dosage, page(monograph, dosage.tab), Matcher([Wanted((word,))]))
        return [plain(group.lines) for group in (*place.above, place.group)]

    paragraph = "Adults: 500 mg\nChildren: none\nMax 2 g"
    assert found("max") == ["Dosage", paragraph]
    assert found("night") == ["Dosage", paragraph, "• by mouth\n  only", "  • at night"]


_PIECES = st.sampled_from(
    ["- ", "  ", "> ", "1. ", "\n", "\n\n", "| a | b |\n|---|---|\n", "| c | |\n", "| d<br>e | f |\n", "---\n", "*x* ",
     "word ", ">25 kg ", "`|` ", "```\n", "# ", "⚠ ", "• ", "│ "]
)  # fmt: skip


@given(st.lists(_PIECES).map("".join), st.integers(1, 100))
def test_nothing_is_lost(source: str, width: int) -> None:
    blocks = render(source)
    lines = spoken(blocks)
    assert all(isinstance(line, Flow) for line in lines)
    assert Counter(own_words(blocks)) == Counter(own_words(lines))
    assert not visible("".join(own_words(lines))) or plain(lines, width).strip()


def own_words(blocks: tuple[Block, ...] | tuple[Flow, ...]) -> str:
    """The visible characters of the file."""
    texts = []
    for block in blocks:
        cells = [cell for row in (block.header, *block.rows) for cell in row] if isinstance(block, Table) else []
        texts += [words(cell) for cell in cells] if isinstance(block, Table) else [block.text]
    return visible("".join(texts))


def test_real_monographs_have_no_drawing_and_the_same_matches_as_the_screen(corpus: Path, rxhive: list[Path]) -> None:
    matcher = Matcher([Wanted(("dose",)), Wanted(("child",)), Wanted(("mg",))])
    schema = default_schema()
    with_tables = sorted((corpus / "other-markdown").rglob("*.md"))[::4]
    for file in (*rxhive[::20], *with_tables):
        text = decode(file.read_bytes())[0]
        monograph = read(text, name=file.stem, schema=schema)
        for section in numbered_sections(tabs(monograph, schema)):
            shown = page(monograph, section.tab)
            aloud = page_text(spoken_page(shown), 80)
            assert not (set(aloud) - set(text)) & DRAWN
            found = list(find_occurrences(section, shown, matcher))
            assert sum(each.hits for each in found) == number_of_matches(Marked(shown, matcher))
