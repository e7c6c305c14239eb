"""Figures as they are written in dosage sections, each with its unit and its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from medtui.checking.figures import figures


def found(text: str) -> list[str]:
    return [str(figure) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Give 5 mg.", ["5 mg"]),
        ("2.5 mL; .5 mL; 1,000 mg; 1,200,000 units", ["2.5 mL", "0.5 mL", "1,000 mg", "1,200,000 units"]),
        ("1.2 million units", ["1,200,000 units"]),
        ("10⁸ units, 10^6 cells", ["100,000,000 units", "1,000,000"]),
        ("2,5 mg", ["2.5 mg"]),
        ("5mg, 5-mg, **5** mg, 5\nmg", ["5 mg"] * 4),
        ("250 µg or 250 micrograms", ["250 mcg", "250 mcg"]),
        ("10 IU, 10 U, 10 international units", ["10 units"] * 3),
        ("10 U. S. no. 3; 21 U.S.C. 360", ["10 units", "3", "21", "360"]),
        ("½ tablet, 1½ tablets, half a tablet, 1 and a half tablets, 1/2 tablet", [
            "0.5 tablets", "1.5 tablets", "0.5 tablets", "1.5 tablets", "0.5 tablets"]),
        ("0.9% and 5 per cent", ["0.9 %", "5 %"]),
        ("at 25 °C, 120 mmHg, 12 degrees Celsius", ["25 °C", "120 mmHg", "12 °C"]),
    ],
)  # fmt: skip
def test_a_number_has_its_unit(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 mg to 10 mg", ["5 to 10 mg"]),
        ("5-10 mg, 5mg–10mg, 5 to 10 mg", ["5 to 10 mg"] * 3),
        ("between 2 and 3 months", ["2 to 3 months"]),
        ("3 mg to 5 mg a day", ["3 to 5 mg/day"]),
        ("4 to <10 kg, 4 kg to under 10 kg", ["4 to 10 kg"] * 2),
        ("one to two tablets", ["1 to 2 tablets"]),
        ("250, 500 or 875 mg", ["250 mg", "500 mg", "875 mg"]),
        ("500/125 mg", ["500 mg", "125 mg"]),
        ("2 to 3 times a day", ["2 to 3 times/day"]),
        ("2 mg and 8 hours", ["2 mg", "8 hours"]),
    ],
)
def test_a_range_is_one_figure_and_a_list_shares_its_unit(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 mg/kg a day; 30 mg per kg of body weight per day; 30 mg/kg/d; 30 mg/kg daily", ["30 mg/kg/day"] * 4),
        ("30 mg in 24 hours; 30 mg/24 h", ["30 mg/day"] * 2),
        ("2 mcg/kg/min", ["2 mcg/kg/minute"]),
        ("15 mL/min/1.73 m²", ["15 mL/minute"]),
        ("10 mg/m² or 10 mg per square metre", ["10 mg/m2", "10 mg/m2"]),
        ("125 mg/5 mL", ["125 mg", "5 mL"]),
        ("twice a day; two times daily; BID; b.i.d.", ["2 times/day"] * 4),
        ("10 mg once daily", ["10 mg", "1 times/day"]),
        ("every 8 hours; q8h; 8-hourly; eight hours", ["8 hours"] * 4),
        ("in 3 divided doses", ["3 doses"]),
    ],
)
def test_a_figure_says_what_it_is_counted_by(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["vitamin B12", "CYP3A4", "5-HT", "2nd", "COVID-19", "CoQ10", "1. Take it", "one of them"],
)
def test_what_is_part_of_a_name_is_no_figure(text: str) -> None:
    assert found(text) == []


def test_a_figure_knows_its_place() -> None:
    text = "Adults: 5 mg to 10 mg every 8 hours."
    assert [text[figure.start : figure.end] for figure in figures(text)] == ["5 mg to 10 mg", "8 hours"]
    assert [text[figure.start : figure.end] for figure in figures(text, 10)] == ["mg to 10 mg"[6:], "8 hours"]


def test_amounts_of_a_kind_can_be_compared() -> None:
    micrograms, milligrams = figures("500 mcg/kg or 0.5 mg/kg")
    assert micrograms.amounts == milligrams.amounts == ((Decimal("0.5"),), "mg/kg")
    minutes, hours = figures("90 minutes or 1.5 hours")
    assert minutes.amounts == hours.amounts


def test_very_long_numbers_are_read_once() -> None:
    assert found("1" * 2_000_000 + " mg, 10^" + "9" * 5_000 + " mg, 5 mg") == ["5 mg"]
    assert len(figures("a" + "1" * 200_000 + " " + "1." * 100_000 + " ." * 100_000)) < 200_000
