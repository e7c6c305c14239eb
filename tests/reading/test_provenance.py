"""A text's date, the word before it, and what is known of its review, from the front matter alone."""

from __future__ import annotations

import pytest

from medtui.reading.front_matter import LONGEST_DATE, provenance
from medtui.reading.reader import read

OURS = "none (not clinically reviewed)"
UNREVIEWED, UNNAMED = "not clinically reviewed", "no reviewer named"

Fields = dict[str, str | tuple[str, ...]]


def of(fields: Fields) -> tuple[str, str, str]:
    found = provenance(fields)
    word, _, date = "".join(found.dates[:1]).partition(" ")
    return word, date, found.review


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"last_reviewed": "2026-11-22", "reviewer": OURS}, ("written", "2026-11-22", UNREVIEWED)),
        ({"last_reviewed": "2026-11-22"}, ("written", "2026-11-22", UNNAMED)),
        ({"last_reviewed": "2026-11-22", "reviewer": ""}, ("written", "2026-11-22", UNNAMED)),
        ({"last_reviewed": "2026-11-22", "reviewer": "A. Pharmacist"}, ("reviewed", "2026-11-22", "")),
        ({"last_reviewed": "2026-11-22", "reviewed_by": ("A", "B")}, ("reviewed", "2026-11-22", "")),
        ({"effective_date": "2026-01"}, ("effective", "2026-01", "")),
        ({"updated": "Nov 2026"}, ("updated", "Nov 2026", "")),
        ({"last_updated": "22/11/26"}, ("updated", "22/11/26", "")),
        ({"date": "2026"}, ("dated", "2026", "")),
        ({"date": "2026", "reviewer": OURS}, ("dated", "2026", UNREVIEWED)),
        ({"reviewer": OURS}, ("", "", UNREVIEWED)),
        ({"title": "Zelofane"}, ("", "", "")),
        ({}, ("", "", "")),
    ],
)
def test_the_word_follows_the_key(fields: Fields, expected: tuple[str, str, str]) -> None:
    assert of(fields) == expected


def test_each_date_is_said_the_review_first_and_the_day_of_effect_last() -> None:
    keys = ["effective_date", "last_updated", "updated", "date", "written", "last_reviewed"]
    fields: Fields = {key: f"200{number}" for number, key in enumerate(keys)}
    assert provenance(fields | {"reviewer": "A"}).dates == (
        "reviewed 2005",
        "written 2004",
        "dated 2003",
        "updated 2002",
        "effective 2000",
    )
    assert provenance(fields).dates[:2] == ("written 2004", "dated 2003")


@pytest.mark.parametrize(
    ("status", "review"),
    [("draft", UNREVIEWED), ("Not reviewed", UNREVIEWED), ("unreviewed", UNREVIEWED), ("final", ""), ("", "")],
)
def test_a_status_may_say_that_it_was_not_reviewed(status: str, review: str) -> None:
    assert provenance({"status": status}).review == review
    assert provenance({"review_status": status, "date": "2026"}).review == review


def test_sources_are_as_they_are_written() -> None:
    text = "---\nsources:\n  - title: A label\n    publisher: B\n  - C, page 5\nreference: D\n---\n"
    assert provenance(read(text, name="z").metadata).sources == ("A label; publisher: B", "C, page 5", "D")


@pytest.mark.parametrize("key", ["Last_Reviewed", "last-reviewed", "LAST REVIEWED"])
def test_keys_in_any_case_and_with_any_joint(key: str) -> None:
    assert of({key: "2026-11-22"})[1] == "2026-11-22"


def test_of_two_spellings_of_a_key_the_first_counts() -> None:
    assert provenance({"Date": "2026", "date": "2025"}).dates == ("dated 2026",)


@pytest.mark.parametrize(
    "reviewer",
    ["none", "None yet", "nobody", "no", "N/A", "~", "-", "TBD", "unreviewed", "not reviewed", "pending review",
     "A. Pharmacist (not yet reviewed)", "never", "awaiting Dr A", "no one", "null"],
)  # fmt: skip
def test_nobody_is_no_reviewer(reviewer: str) -> None:
    assert of({"last_reviewed": "2026", "reviewer": reviewer}) == ("written", "2026", UNREVIEWED)
    assert provenance({"reviewer": reviewer}).reviewer == ""


@pytest.mark.parametrize("reviewer", ["Noah Note", "No Jin-woo", "Nil Tan", "Dr Nott", "Tbilisi Clinic", "Na Li"])
def test_names_that_begin_like_nobody(reviewer: str) -> None:
    assert of({"last_reviewed": "2026", "reviewer": reviewer}) == ("reviewed", "2026", "")
    assert provenance({"reviewer": reviewer}).reviewer == reviewer


def test_one_who_did_not_review_it_outweighs_one_who_did() -> None:
    fields: Fields = {"last_reviewed": "2026", "reviewer": "A", "reviewed_by": "none"}
    assert of(fields) == ("written", "2026", UNREVIEWED)


@pytest.mark.parametrize(
    "value",
    ["", " ", "never", "soon", "v1.2", "2026\x1b[2J", "2026\u202e", "2" * (LONGEST_DATE + 1), "2026 " * 1000,
     ("2026", "2025"), ()],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_what_is_no_date_is_passed_over(value: str | tuple[str, ...]) -> None:
    assert of({"last_reviewed": value, "reviewer": OURS}) == ("", "", UNREVIEWED)
    assert of({"last_reviewed": value, "date": "2020"}) == ("dated", "2020", "")


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2026-11-22T10:00:00+01:00", "2026-11-22"),
        ("2026-11-22 10:00", "2026-11-22"),
        ("  22  November\n2026 ", "22 November 2026"),
        ("2026-99-99", "2026-99-99"),
        ("2026年11月22日", "2026年11月22日"),
    ],
)
def test_a_date_stays_as_it_is_written_but_for_the_time_of_day(value: str, date: str) -> None:
    assert of({"date": value})[1] == date


def test_as_front_matter_is_read() -> None:
    text = "---\ntitle: Zelofane\nlast_reviewed: 2026-11-22 # by hand\nreviewer:\n  - A\n  - B\n---\n"
    assert provenance(read(text, name="zelofane").metadata) == (("reviewed 2026-11-22",), "A, B", "", ())
