"""The abbreviations of medicines: the table itself, and what is found in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import medtui
from medtui.library.names.abbreviations import meanings
from medtui.library.names.clinical_words import clinical_groups
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import known_inn

TABLE = (Path(medtui.__file__).parent / "data" / "abbreviations.tsv").read_text(encoding="utf-8")
HEADER = [line for line in TABLE.splitlines() if line.startswith("#")]
ROWS = [line.split("\t") for line in TABLE.splitlines() if not line.startswith("#")]
ABBREVIATIONS = {row[0] for row in ROWS}


def test_the_table_has_three_columns_and_many_abbreviations() -> None:
    assert {len(row) for row in ROWS} == {3}
    assert len({tuple(row[:2]) for row in ROWS}) == len(ROWS)
    assert [row[0] for row in ROWS] == sorted(row[0] for row in ROWS)
    assert len(ABBREVIATIONS) >= 200


def test_abbreviations_are_written_as_they_are_compared() -> None:
    for abbreviation in ABBREVIATIONS:
        assert fold(abbreviation) == abbreviation
        assert re.fullmatch("[a-z0-9]+( [a-z0-9]+)*", abbreviation)


def test_every_meaning_is_a_medicine_by_its_first_name_or_made_of_such() -> None:
    for _, medicine, _ in ROWS:
        assert all(known_inn(fold(part)) == part for part in medicine.split(" + "))
        assert known_inn(fold(medicine)) in (medicine, None)


def test_no_abbreviation_is_a_name_or_a_clinical_word_too() -> None:
    assert not any(map(known_inn, ABBREVIATIONS))
    assert not ABBREVIATIONS & {word for group in clinical_groups() for word in group.words}


def test_each_source_is_explained_above_the_table() -> None:
    explained = {found[1] for line in HEADER if (found := re.match(r"#      ([a-z]+(?: [a-z]+)?)  +\S", line))}
    assert {row[2] for row in ROWS} == explained


@pytest.mark.parametrize(
    ("abbreviation", "medicines"),
    [
        ("HCTZ", ("hydrochlorothiazide",)),
        ("MTX", ("methotrexate",)),
        ("APAP", ("paracetamol",)),
        ("NTG", ("glyceryl trinitrate",)),
        ("INH", ("isoniazid",)),
        ("TMP/SMX", ("sulfamethoxazole + trimethoprim",)),
        ("ASA", ("acetylsalicylic acid",)),
        ("MgSO4", ("magnesium sulfate",)),
        ("MgSO₄", ("magnesium sulfate",)),
        ("5-FU", ("fluorouracil",)),
        ("LPV/r", ("lopinavir + ritonavir",)),
        ("AZT", ("zidovudine", "azathioprine")),
        ("HCT", ("hydrocortisone", "hydrochlorothiazide")),
        ("Vitamin B12", ("hydroxocobalamin", "cyanocobalamin")),
        ("HCTX", ()),
        ("PPH", ()),
        ("PT", ()),
        ("TB", ()),
        ("", ()),
    ],
)
def test_meanings(abbreviation: str, medicines: tuple[str, ...]) -> None:
    assert meanings(fold(abbreviation)) == medicines
