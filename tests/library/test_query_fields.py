"""What a name before a colon means."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.names.folding import fold
from medtui.library.query.fields import Field, FieldKind, Fields, fields_of
from medtui.reading.schema import default_schema

SECTIONS = {
    "dosage": "dosage",
    "dose": "dosage",
    "side effects": "side_effects",
    "use": "usage",
    "names": "generic_name",
    "overdose": "overdose",
}
KEYS = ("Last_Reviewed", "tags", "category", "class", "status", "use", "Überblick", "2nd", "???")


def found(name: str) -> tuple[FieldKind, str] | None:
    field = Fields(SECTIONS, KEYS).find(name)
    return (field.kind, field.name) if field else None


@pytest.mark.parametrize(
    ("name", "kind", "meant"),
    [
        ("dosage", FieldKind.SECTION, "dosage"),
        ("DOSE", FieldKind.SECTION, "dosage"),
        ("doses", FieldKind.SECTION, "dosage"),
        ("Side_Effects", FieldKind.SECTION, "side_effects"),
        ("side-effect", FieldKind.SECTION, "side_effects"),
        ("use", FieldKind.SECTION, "usage"),
        ("last-reviewed", FieldKind.META, "last reviewed"),
        ("LAST REVIEWED", FieldKind.META, "last reviewed"),
        ("tag", FieldKind.META, "tags"),
        ("tags", FieldKind.META, "tags"),
        ("categories", FieldKind.META, "category"),
        ("classes", FieldKind.META, "class"),
        ("uberblick", FieldKind.META, "uberblick"),
        ("2nd", FieldKind.META, "2nd"),
        ("name", FieldKind.NAME, "name"),
        ("names", FieldKind.NAME, "name"),
        ("Title", FieldKind.NAME, "name"),
        ("disclaimer", FieldKind.DISCLAIMER, "disclaimer"),
        ("dos", FieldKind.SECTION, "dosage"),
        ("side", FieldKind.SECTION, "side_effects"),
        ("over", FieldKind.SECTION, "overdose"),
    ],
)
def test_names_are_found_in_any_spelling_and_number(name: str, kind: FieldKind, meant: str) -> None:
    assert found(name) == (kind, meant)


@pytest.mark.parametrize("name", ["", "do", "si", "effects", "clas", "statu", "la", "last", "?", "dosage x"])
def test_a_part_of_a_name_means_nothing(name: str) -> None:
    assert found(name) is None


@pytest.mark.parametrize(
    ("known", "name"), [("tag", "tags"), ("boxes", "box"), ("allergy", "allergies"), ("allergies", "allergy")]
)
def test_a_key_is_found_by_its_other_number(known: str, name: str) -> None:
    assert Fields({}, [known]).find(name) == Field(FieldKind.META, known)


def test_an_exact_key_goes_before_the_other_number_of_another() -> None:
    fields = Fields({}, ["tags", "tag"])
    assert [fields.find(name) for name in ("tag", "tags")] == [
        Field(FieldKind.META, "tag"),
        Field(FieldKind.META, "tags"),
    ]


def test_a_key_of_one_letter_is_no_plural() -> None:
    assert Fields({}, ["s"]).find("") is None


def test_one_key_in_several_spellings_is_one_field() -> None:
    assert Fields({}, ["Side-Note", "side_note"]).find("SIDE NOTE") == Field(FieldKind.META, "side note")


def test_what_it_was_made_from_may_change_afterwards() -> None:
    sections, keys = {"dosage": "dosage"}, ["tags"]
    fields = Fields(sections, keys)
    sections.clear()
    keys.clear()
    assert fields.find("dosage")
    assert fields.find("tags")


def test_fields_are_values() -> None:
    field = Field(FieldKind.SECTION, "dosage")
    assert {field: 1}[Field(FieldKind.SECTION, "dosage")] == 1
    assert field != Field(FieldKind.META, "dosage")
    with pytest.raises(FrozenInstanceError):
        field.name = "usage"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("dosge", "dosage"),
        ("side_efects", "side_effects"),
        ("last-review", "last_reviewed"),
        ("titel", "title"),
        ("discalimer", "disclaimer"),
        ("2n", ""),
        ("hla", ""),
        ("zzz", ""),
        ("", ""),
        ("dosage" * 20, ""),
    ],
)
def test_the_closest_name_is_suggested_as_it_is_typed(name: str, suggested: str) -> None:
    assert Fields(SECTIONS, KEYS).suggest(name) == suggested


def test_other_words_may_be_suggested_too() -> None:
    assert Fields(SECTIONS, KEYS).suggest("mising", also=("missing",)) == "missing"


def test_a_library_with_very_many_or_long_keys_still_suggests() -> None:
    fields = Fields(SECTIONS, [f"k{n}" for n in range(5_000)] + ["k" * 100_000])
    assert fields.suggest("dosge") == "dosage"
    assert fields.find("k" * 100_000) is not None


@pytest.mark.parametrize(
    ("start", "expected"), [("dos", True), ("side_", True), ("side eff", True), ("categorie", True), ("xyz", False)]
)
def test_it_is_known_what_may_become_a_name(start: str, expected: bool) -> None:
    assert Fields(SECTIONS, KEYS).starts(start) is expected


@given(st.lists(st.text()), st.text())
def test_any_keys_and_any_name(keys: list[str], name: str) -> None:
    fields = Fields({}, keys)
    for key in keys:
        assert (fields.find(key) is None) == (not fold(key))
        assert fields.starts(fold(key)[:2]) or not fold(key)
    suggested = fields.suggest(name)
    assert not suggested or fields.find(suggested)


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("prec", "precautions"),
        ("inter", "interactions"),
        ("adv", "side_effects"),
        ("posol", "dosage"),
        ("nebenw", "side_effects"),
    ],
)
def test_names_in_other_languages_take_no_beginning_from_english_ones(name: str, section: str) -> None:
    assert fields_of([default_schema()], []).find(name) == Field(FieldKind.SECTION, section)
