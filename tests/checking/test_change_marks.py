"""How far two versions of a sentence are apart."""

from __future__ import annotations

import pytest

from medtui.checking.change_marks import marks


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Give 5 mg.", "Give 50 mg.", ["tenfold x10"]),
        ("Give 5 mg.", "Give 0.5 mg.", ["tenfold /10"]),
        ("Give 5 mg.", "Give 5 mcg.", ["unit changed /1,000"]),
        ("Give 0.5 g.", "Give 500 mg.", []),
        ("Give 1,000 mg.", "Give 1000 mg.", []),
        ("Give 5 mg to 10 mg.", "Give 5 mg to 15 mg.", ["figure changed x1.5"]),
        ("Give 5 mg to 10 mg.", "Give 5 mg to 10 mcg.", ["unit changed /1,000"]),
        ("Give 40 mg/kg.", "Give 40 mg.", ["unit changed "]),
        ("10 mg once daily", "10 mg once weekly", ["unit changed "]),
        ("Take it every day.", "Take it every week.", ["meaning turned "]),
        ("5 mg every 8 hours", "5 mg every 6 hours", ["figure changed /1.33"]),
        ("Give 5 mg.", "Give it.", ["figure gone "]),
        ("Give it.", "Give 5 mg.", ["figure new "]),
        ("| up to 3 mg/kg | 3 mg/kg |", "| up to 3 mcg/kg | 3 mg/kg |", ["unit changed /1,000"]),
        ("Do not give it.", "Give it.", ["negation lost "]),
        ("It may be given.", "It may not be given.", ["negation gained "]),
        ("Never give it.", "Do not give it.", []),
        ("It isn't safe.", "It is safe.", ["negation lost "]),
        ("under 10 kg", "over 10 kg", ["meaning turned "]),
        ("<10 kg", ">10 kg", ["meaning turned "]),
        ("in hypotension", "in hypertension", ["meaning turned "]),
        ("13 kg to under 15 kg", "13 kg to over 15 kg", ["meaning turned "]),
        ("the lowest dose", "the highest dose", ["meaning turned "]),
        ("on an empty stomach", "on a full stomach", ["meaning turned "]),
        ("The level rises.", "The level falls.", ["meaning turned "]),
        ("Rarely, a rash.", "Often, a rash.", ["meaning turned "]),
        ("It is likely.", "It is unlikely.", ["meaning turned "]),
        ("It is possible.", "It is impossible.", ["meaning turned "]),
        ("Take it in the morning.", "Take it in the evening.", ["meaning turned "]),
        ("Give potassium chloride.", "Give sodium chloride.", ["meaning turned "]),
        ("Not with hydralazine.", "Not with hydroxyzine.", ["meaning turned "]),
        ("Not with paracetamol.", "Not with acetaminophen.", []),
        ("in the first trimester", "in the third trimester", ["meaning turned "]),
        ("for women", "for men", ["meaning turned "]),
        ("in acute pain", "in chronic pain", ["meaning turned "]),
        ("the upper arm", "the lower arm", ["meaning turned "]),
        ("of the kidneys", "of the liver", ["meaning turned "]),
        ("renal failure", "hepatic failure", ["meaning turned "]),
        ("5 tablets in all", "5 drops in all", ["unit changed "]),
        ("the tablets", "the drops", ["meaning turned "]),
        ("Put it into the box.", "Put it to the box.", []),
        ("by the intravenous route", "by the intrathecal route", ["meaning turned "]),
        ("Keep it at -20 °C.", "Keep it at 20 °C.", ["limit lost or gained "]),
        ("Use it only if needed.", "Use it if needed.", ["limit lost or gained "]),
        ("up to 3 mg/kg", "3 mg/kg", ["limit lost or gained "]),
        ("Weight | Dose", "Weight | Dose (mcg)", ["unit changed "]),
        ("5 kg | 2.5 mg | 10 mg", "5 kg | 10 mg | 2.5 mg", ["figure changed x4", "figure changed /4"]),
        ("It helps a lot.", "It helps much.", []),
        ("Give 0 mg.", "Give 5 mg.", ["figure changed "]),
    ],
)
def test_a_difference_is_called_what_it_is(old: str, new: str, expected: list[str]) -> None:
    assert [f"{mark.kind} {mark.how_far}" for mark in marks(old, new)] == expected


def test_the_most_dangerous_comes_first() -> None:
    found = marks("Do not give 5 mg before 6 hours.", "Give 5 mcg after 7 hours.")
    assert [mark.kind for mark in found] == ["unit changed", "negation lost", "meaning turned", "figure changed"]
