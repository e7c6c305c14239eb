"""A line break that its author made on purpose stays; only prose that was wrapped by hand is filled again."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medtui.presentation.layout import plain
from medtui.presentation.markdown.render import render

words = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzéß", min_size=1, max_size=12).filter(lambda word: len(word) > 1),
    min_size=30,
    max_size=50,
)
PLACES = {
    "a paragraph": ("", "", ""),
    "a list item": ("- ", "  ", "• "),
    "a numbered item": ("12. ", "    ", "12. "),
    "a quote": ("> ", "> ", "│ "),
    "a quote in an item": ("- > ", "  > ", "• │ "),
}
REST = {"• ": "  ", "12. ": "    ", "• │ ": "  │ "}


def written(lines: list[str], place: str) -> str:
    first, rest, _ = PLACES[place]
    return "\n".join((rest if number else first) + line for number, line in enumerate(lines))


def shown(lines: list[str], place: str) -> str:
    lead = PLACES[place][2]
    return "\n".join((REST.get(lead, lead) if number else lead) + line for number, line in enumerate(lines))


@given(words, st.integers(50, 110), st.sampled_from(sorted(PLACES)))
@settings(max_examples=60)
def test_wrapped_prose_is_filled_again(texts: list[str], width: int, place: str) -> None:
    lines = wrap(" ".join(texts), width)
    assert plain(render(written(lines, place))) == shown([" ".join(lines)], place)


BEGINNINGS = [
    "Adults:",
    "Children under 12:",
    "成人：",
    "* ",
    "•",
    "–",
    "†",
    "**Max**",
    "5 mg",
    "½ tablet",
    "≥",
    "<5",
    "b)",
]


@given(words, st.integers(50, 110), st.sampled_from(sorted(PLACES)), st.sampled_from(BEGINNINGS), st.data())
@settings(max_examples=60)
def test_all_breaks_stay_where_a_line_begins_anew(
    texts: list[str], width: int, place: str, beginning: str, data: st.DataObject
) -> None:
    lines = wrap(" ".join(texts), width)
    at = data.draw(st.integers(1, len(lines) - 1))
    lines[at] = f"{beginning.strip()} {lines[at]}"
    if beginning == "* ":  # a list item, which is a line in any case
        lines[at] = f"\\{lines[at]}"
    rendered = plain(render(written(lines, place)))
    assert rendered.count("\n") == len(lines) - 1


@given(
    st.lists(st.text("abc DEF", min_size=1, max_size=40).filter(str.strip), min_size=2), st.sampled_from(sorted(PLACES))
)
def test_short_lines_stay(texts: list[str], place: str) -> None:
    lines = [" ".join(text.split()) for text in texts]
    assert plain(render(written(lines, place))) == shown(lines, place)


@given(words, st.integers(50, 110), st.data())
@settings(max_examples=60)
def test_all_breaks_stay_where_a_line_has_room_for_the_next_word(
    texts: list[str], width: int, data: st.DataObject
) -> None:
    lines = wrap(" ".join(texts), width)
    at = data.draw(st.integers(0, len(lines) - 2))
    lines[at] = lines[at][: width // 3].strip()
    assert plain(render("\n".join(lines))) == "\n".join(lines)


FULL = "The loading dose is one gram given slowly over an hour"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("Loading dose: 1 g\nthen 500 mg 8-hourly", 2),
        (f"{FULL}\nand then half of it", 1),
        (f"{FULL}\nAnd then half of it", 2),
        (f"{FULL}\n(and then half of it)", 1),
        (f"{FULL}\n*and* then half of it", 1),
        (f"{FULL}\nand then\n{FULL}", 3),
        (f"{FULL}\nnach der **Gabe** von", 1),
        (f"{FULL}\nПотом половина", 2),
        (f"{FULL}\nпотом половина", 1),
        (f"{FULL}\nثم نصف الجرعة", 2),
        (f"{FULL}\nfor children: half", 2),
        (f"{FULL}\nChildren who weigh less than that – half of it\nand so on and so on and so on until noon", 3),
        (f"{FULL}\nsee https://example.org/a", 1),
        ("每次五百毫克每日三次口服疗程七天不得超过四克\n儿童每次二百五十毫克每日三次口服不得超过两克", 2),
        (f"**Direct-acting**\\\n{FULL}\nand then half of it", 2),
        (f"**Direct-acting**<br>\n{FULL}\nand then half of it", 2),
        (f"**Direct-acting**  \n{FULL}\nand then half of it", 2),
        (f"`{FULL}\n  and then half` of it", 1),
        ("`one\n  two` three", 2),
        ("[one\ntwo](three)", 2),
        ("**one\ntwo**", 2),
    ],
)
def test_lines_of(source: str, lines: int) -> None:
    assert plain(render(source)).count("\n") + 1 == lines


COLUMNS = "Weight   Dose    Volume\n 5 kg     75 mg   3 mL\n20 kg    300 mg  12 mL"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (COLUMNS, COLUMNS),
        ("- Doses:\n\n      " + COLUMNS.replace("\n", "\n      "), "• Doses:\n\n  " + COLUMNS.replace("\n", "\n  ")),
        ("> " + COLUMNS.replace("\n", "\n> "), "│ " + COLUMNS.replace("\n", "\n│ ")),
        ("    " + COLUMNS.replace("\n", "\n    "), COLUMNS),
        ("    - is no item\n      - nor this", "• is no item\n  ◦ nor this"),
        ("    Adults:\n    - 5 mg\n\nEnd", "Adults:\n- 5 mg\n\nEnd"),
        ("- a\n\n      goes on\n\n            and on", "• a\n\n  goes on\n\n  and on"),
        (
            "    A first line that is indented\nand others that are not",
            "A first line that is indented\nand others that are not",
        ),
        ("a.  b\nc.  d", "a. b\nc. d"),
        ("a   **b**\nc   d", "a b\nc d"),
    ],
)
def test_columns_stay(source: str, expected: str) -> None:
    assert plain(render(source)) == expected


def test_an_indented_line_that_is_too_long_is_broken_between_words() -> None:
    assert plain(render("    one two three\n      four five"), 9) == "one two\nthree\n  four\n  five"
