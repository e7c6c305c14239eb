"""The row of tabs: every key in sight, the chosen tab whole, whatever the sections are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.presentation.cells import cell_len
from medtui.presentation.tabs import Tab
from medtui.tui.section_tabs import SectionTabs

USUAL = ("All", "Name", "Usage", "Dosage", "Side effects", "How it works", "Precautions", "FAQs")


def row_of(labels: tuple[str, ...], *others: str, absent: str = "", alert: bool = False) -> tuple[Tab, ...]:
    keyed = (Tab(label, label, label, str(key), present=str(key) not in absent) for key, label in enumerate(labels))
    warning = (Tab("boxed_warning", "Boxed warning", "Boxed Warning", alert=True),) if alert else ()
    return (*warning, *keyed, *(Tab(label, label, label) for label in others))


def shown(row: tuple[Tab, ...], chosen: int, columns: int) -> str:
    tabs = SectionTabs(id="tabs")
    tabs.columns = columns + 1
    tabs.show_tabs(row, row[chosen])
    return tabs.text


@given(
    labels=st.tuples(*[st.text("abcdefgh éß漢", min_size=1, max_size=24).filter(str.strip)] * 8),
    others=st.lists(st.text("xyz", min_size=1, max_size=30), max_size=6, unique=True),
    absent=st.text("1234567", max_size=7),
    chosen=st.integers(0, 7),
    columns=st.integers(60, 140),
    alert=st.booleans(),
)
def test_every_key_is_in_sight_and_the_chosen_tab_is_whole(
    labels: tuple[str, ...], others: list[str], absent: str, chosen: int, columns: int, alert: bool
) -> None:
    row = row_of(labels, *others, absent=absent, alert=alert)
    text = shown(row, chosen + alert, columns)
    assert cell_len(text) <= columns
    for key in "01234567":
        assert key in text
    label = f"({labels[chosen]})" if str(chosen) in absent else labels[chosen]
    assert f"[{chosen} {label}]" in text


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        (120, " 0 All  1 Name  2 Usage [3 Dosage] 4 Side effects  5 How it works  6 Precautions  7 FAQs "),
        (79, " 0 All 1 Name 2 Usage[3 Dosage]4 Effects 5 Works 6 Cautions 7 FAQs"),
        (65, " 0 All 1 Name 2 Use[3 Dosage]4 Effects 5 Works 6 Cautions 7 FAQs"),
        (38, " 0 1 2[3 Dosage]4 5 6 7"),
    ],
)
def test_labels_shorten(columns: int, text: str) -> None:
    assert shown(row_of(USUAL), 3, columns) == text


def test_the_long_names_of_a_label_shorten_too() -> None:
    row = row_of(("All", "Generic Name", "Usage", "Dosage", "Side Effects", "How it Works", "Precautions", "FAQs"))
    assert shown(row, 3, 79) == " 0 All 1 Name 2 Usage[3 Dosage]4 Effects 5 Works 6 Cautions 7 FAQs"


def test_absent_sections_give_up_their_room_first() -> None:
    text = shown(row_of(USUAL, "Storage", absent="1457"), 3, 60)
    assert text == " 0 All (1) 2 Usage[3 Dosage](4) (5) 6 Cautions (7) Storage"


def test_what_does_not_fit_is_counted() -> None:
    row = row_of(USUAL, *(f"A further section, number {number}" for number in range(5)), alert=True)
    assert shown(row, 4, 79) == " w ⚠ 0 All 1 Name 2 Usage[3 Dosage]4 Effects 5 Works 6 Cautions 7 FAQs +5"
    assert "[A further section, number 4]" in shown(row, len(row) - 1, 79)
