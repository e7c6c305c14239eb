"""A part cut into pieces to quote: nothing lost between them, and none cut where that could mislead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.search.mentions import Quotable, units
from medtui.monograph import Part, PartKind
from medtui.reading.reader import read

PIECES = st.sampled_from(
    ["Take it. ", "With e.g. Food. ", "0.5 mg", "\n", "\n\n", "- ", "* a\n", "  * b\n", "1. ", "> ", ">\n", "# Head\n",
     "|a|b|\n", "|-|-|\n", "| 1 | 2 |\n", "```\n", "**Bold:**\n", "\t", "\r\n", "\r", "?** A: ", "é", " ",
     "...", "\x0b"]
)  # fmt: skip


def cut(text: str) -> list[Quotable]:
    return list(units(Part(PartKind.SECTION, text, (1, 1))))


def texts(text: str) -> list[str]:
    return [unit.text for unit in cut(text)]


def visible(text: str) -> str:
    return "".join(line for line in text.split() if line)


def without_empty_quotes(text: str) -> str:
    return "".join(line for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text) if line.strip(" \t\r\n>\x0b"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take it. Then rest.", ["Take it.", "Then rest."]),
        ("Take it! Why? Because.", ["Take it!", "Why?", "Because."]),
        ("Give 0.5 mg. Then 1 mg.", ["Give 0.5 mg.", "Then 1 mg."]),
        (
            "See vs. Warfarin and e.g. Aspirin etc. Then E. coli.",
            ["See vs. Warfarin and e.g. Aspirin etc. Then E. coli."],
        ),
        ("Give i.v. Warfarin.", ["Give i.v. Warfarin."]),
        ("At 5. Then 6.", ["At 5. Then 6."]),
        ("It ends. so it does.", ["It ends. so it does."]),
        ("**Q: Why?** A: Because.", ["**Q: Why?**", "A: Because."]),
        ("(See above.) Then go.", ["(See above.)", "Then go."]),
        ("One line\nand another. Then\na third.", ["One line\nand another.", "Then\na third."]),
        ("* One. Two.\n* Three.", ["* One. Two.", "* Three."]),
        ("* One\n  goes on.\n\n  Apart. It is.", ["* One\n  goes on.", "Apart.", "It is."]),
        ("1) One\n2) Two", ["1) One", "2) Two"]),
        ("### Head\nText.", ["### Head", "Text."]),
        ("Text\n# Head", ["Text", "# Head"]),
        ("|a|b|\n|-|-|\n|1|2|\nAfter.", ["|a|b|", "|-|-|", "|1|2|", "After."]),
        ("a | b\n--|--\n1 | 2", ["a | b", "--|--", "1 | 2"]),
        ("| no | table |\n| at | all |", ["| no | table |", "| at | all |"]),
        ("```\nOne. Two.\n- x\n```", ["```", "One. Two.", "- x", "```"]),
        ("> One. Two.\n>\n> - x", ["> One.", "Two.", "> - x"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_what_is_a_piece(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Never with:\n\n* a\n* b", ["", "Never with:", "Never with:"]),
        ("Well. Never with:\n* a", ["", "", "Never with:"]),
        ("Never.\n\n* a", ["", ""]),
        ("**Never**\n* a", ["", "**Never**"]),
        ("#### Never\n\n- a", ["", "#### Never"]),
        ("* a:\n  * b\n    * c\n  * d\n* e", ["", "* a:", "* b", "* a:", ""]),
        ("* a\n\n  more\n\nend\n\n* b", ["", "* a", "", ""]),
        ("|a|b|\n|-|-|\n|1|2|", ["", "|a|b|", "|a|b|"]),
    ],
)
def test_what_a_piece_hangs_on(text: str, leads: list[str]) -> None:
    assert [unit.lead for unit in cut(text)] == leads


def test_its_own_heading_is_no_lead() -> None:
    part = next(part for part in read("### Interactions\n* a\n", name="z").parts if part.section)
    assert [(unit.text, unit.lead) for unit in units(part)] == [("### Interactions", ""), ("* a", "")]


@given(st.lists(PIECES, max_size=30))
def test_nothing_but_white_space_is_between_them(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = cut(text)
    assert visible("".join(unit.text for unit in found)) == visible(without_empty_quotes(text))


@given(st.lists(PIECES, max_size=30))
def test_each_is_an_exact_piece_of_its_lines(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = re.split(r"\r\n|\n|\r", text)
    for unit in cut(text):
        first, last = unit.lines
        assert unit.text in text
        assert re.split(r"\r\n|\n|\r", unit.text)[0] in lines[first - 1]
        assert re.split(r"\r\n|\n|\r", unit.text)[-1] in lines[last - 1]
        assert last - first == len(re.findall(r"\r\n|\n|\r", unit.text))


@given(st.text())
def test_any_text_can_be_cut(text: str) -> None:
    assert len(visible("".join(texts(text)))) <= len(visible(text))


@pytest.mark.parametrize(
    "piece", ["a. ", "A. ", ".", " ", "\t", "|", "|-", "-", "* ", "> ", "!? ", "(.", "**", "a.b. C", "\n", "\r"]
)
def test_long_hostile_texts_take_no_time(piece: str) -> None:
    assert len(cut(piece * 40_000)) <= 40_000


def test_the_real_data_is_cut_without_loss(rxhive: list[Path]) -> None:
    for path in rxhive[::5]:
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for part in read(text, name=path.stem).parts:
            found = list(units(part))
            assert visible("".join(unit.text for unit in found)) == visible(without_empty_quotes(part.source)), path
            for unit in found:
                quoted = unit.text.splitlines()
                assert quoted[0] in lines[unit.lines[0] - 1], path
                assert quoted[-1] in lines[unit.lines[1] - 1], path
