"""Where a monograph points to a part of itself."""

from __future__ import annotations

import pytest

from medtui.presentation.markdown.styled import words
from medtui.presentation.page import page
from medtui.presentation.page_layout import Place, unseen
from medtui.presentation.tabs import tab_for, tabs
from medtui.reading.reader import read
from medtui.reading.schema import default_schema
from medtui.tui.references import place_of_reference, references_in

TEXT = """\
# Zelofane

### Usage

Text.

### Dosage

#### 2.1 Children

See Table 4.

Table 4: doses

| a | b |
|---|---|
| 1 | 2 |

**Table 5.** Others

### Precautions

Some.

#### 5.1 Sleep at night

It makes sleepy.

#### Use in renal failure

Less.
"""
SCHEMA = default_schema()
MONOGRAPH = read(TEXT)
TABS = tabs(MONOGRAPH, SCHEMA)


def led_to(text: str) -> list[tuple[str, str, str]]:
    """The words that point somewhere, the section that they lead to, and what stands there."""
    shown = []
    for one in references_in(MONOGRAPH, TABS, SCHEMA)(text):
        pieces = page(MONOGRAPH, tab_for(TABS, one.target.section))
        place = place_of_reference(pieces, one.target)
        piece = pieces[place.piece]
        block = piece.body[place.block + unseen(piece.body)] if place.in_body else None
        shown.append((text[one.start : one.stop], one.target.section, words(block.cells[0]) if block else ""))
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(see section Dosage)", [("Dosage", "dosage", "")]),
        ("see Precautions.", [("Precautions", "precautions", "")]),
        ("see section Contraindications", []),  # there is none
        ("see precautions taken elsewhere", []),
        ("as in section 5.1", [("5.1", "precautions", "5.1 Sleep at night")]),
        ("drowsiness (5.1), others (2.1, 5.1) [5.1]", [
            ("5.1", "precautions", "5.1 Sleep at night"),
            ("2.1", "dosage", "2.1 Children"),
            ("5.1", "precautions", "5.1 Sleep at night"),
            ("5.1", "precautions", "5.1 Sleep at night"),
        ]),
        ("a level of (5.2) and (5) and 5.1 mg", []),
        ("section Use in renal failure, too", [("Use in renal failure", "precautions", "Use in renal failure")]),
        ("see section precautions", [("precautions", "precautions", "")]),
        ("as Table 4 says, not Table 44 or Table 6", [("Table 4", "dosage", "Table 4: doses")]),
        ("in table 5 too", [("table 5", "dosage", "Table 5. Others")]),
        ("Table 4: doses", []),  # its own caption
    ],
)  # fmt: skip
def test_only_what_is_there(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert led_to(text) == expected


def test_what_is_not_found_leads_to_the_top() -> None:
    target = next(references_in(MONOGRAPH, TABS, SCHEMA)("see section 5.1")).target
    assert place_of_reference(page(MONOGRAPH, tab_for(TABS, "usage")), target) == Place()
