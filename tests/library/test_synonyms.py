"""The names of a substance in other countries: the table itself, and what is made of it for a monograph."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import medtui
from medtui.library.names.folding import fold
from medtui.library.names.synonyms import also_known_as, known_inn, synonyms

TABLE = (Path(medtui.__file__).parent / "data" / "drug_names.tsv").read_text(encoding="utf-8")
HEADER = [line for line in TABLE.splitlines() if line.startswith("#")]
ROWS = [line.split("\t") for line in TABLE.splitlines() if not line.startswith("#")]
PAIRS = [(row[0], row[1]) for row in ROWS if row[1]]
SINGLE = [row[0] for row in ROWS if not row[1]]
NAMES = {name for row in ROWS for name in row[:2] if name}
SYSTEMS = {"USAN", "BAN", "former BAN", "JAN", "AAN", "common"}
WITHOUT_OTHERS = {"WHO EML", "INN"}
SIMPLE = sorted(name for inn, other in PAIRS for name in (inn, other) if "+" not in inn)


def group(inn: str) -> list[str]:
    return [inn, *(other for name, other in PAIRS if name == inn)]


def test_the_table_has_four_columns_and_many_names() -> None:
    assert {len(row) for row in ROWS} == {4}
    assert len(set(PAIRS)) == len(PAIRS) >= 400
    assert [row[0] for row in ROWS] == sorted(row[0] for row in ROWS)
    assert len({row[0] for row in ROWS}) >= 1400


def test_names_are_written_as_they_are_compared_but_for_hyphens_and_combinations() -> None:
    for name in NAMES:
        assert fold(name) == name.replace(" + ", " ").replace("-", " ")
        assert re.fullmatch("[a-z0-9]+([ -][a-z0-9]+)*", name.replace(" + ", " "))


def test_no_name_belongs_to_two_substances() -> None:
    others = [fold(other) for _, other in PAIRS]
    assert len(set(others)) == len(others)
    assert not {fold(row[0]) for row in ROWS} & set(others)
    assert len({fold(inn) for inn in SINGLE}) == len(SINGLE)
    assert not set(SINGLE) & {inn for inn, _ in PAIRS}


def test_every_ingredient_of_a_combination_is_in_the_table() -> None:
    for name in NAMES:
        assert set(name.split(" + ")) <= NAMES


def test_each_system_and_source_is_explained_above_the_table() -> None:
    explained = {found[1] for line in HEADER if (found := re.match(r"#      ([a-z]+)  +\S", line))}
    assert {source for row in ROWS for source in row[3].split(", ")} == explained
    for row in ROWS:
        systems = row[2].split(", ")
        assert set(systems) <= (SYSTEMS if row[1] else WITHOUT_OTHERS)
        assert len(systems) == len(row[3].split(", "))
    text = " ".join(HEADER)
    assert all(system in text for system in SYSTEMS | WITHOUT_OTHERS)


def test_every_name_of_a_substance_leads_to_all_others_the_inn_first() -> None:
    for inn in {inn for inn, _ in PAIRS}:
        names = group(inn)
        for name in names:
            assert synonyms(name) == tuple(fold(other) for other in names if other != name)
    assert not any(synonyms(inn) for inn in SINGLE)


def test_the_inn_of_every_name_is_known() -> None:
    for row in ROWS:
        assert known_inn(fold(row[0])) == row[0]
        if row[1]:
            assert known_inn(fold(row[1])) == row[0]


@pytest.mark.parametrize(
    ("name", "inn"),
    [
        ("vitamin k", "phytomenadione"),
        ("vitamin d", "colecalciferol"),
        ("vitamin d2", "ergocalciferol"),
        ("vitamin b6", "pyridoxine"),
        ("magnesium sulfate", "magnesium sulfate"),
        ("ferrous sulfate", "ferrous sulfate"),
        ("co amoxiclav", "amoxicillin + clavulanic acid"),
        ("cotrimoxazole", "sulfamethoxazole + trimethoprim"),
        ("measles vaccine", "measles vaccine"),
        ("oral rehydration salts", "oral rehydration salts"),
        ("tirzepatide", "tirzepatide"),
        ("adrenaline", "epinephrine"),
        ("vitamin b12", None),  # two substances: data/abbreviations.tsv
        ("vitamin", None),
        ("phytomenadion", None),
        ("", None),
    ],
)
def test_medicines_by_the_names_that_people_write(name: str, inn: str | None) -> None:
    assert known_inn(name) == inn


@pytest.mark.parametrize(
    ("inn", "other"),
    [
        ("paracetamol", "acetaminophen"),
        ("epinephrine", "adrenaline"),
        ("norepinephrine", "noradrenaline"),
        ("salbutamol", "albuterol"),
        ("pethidine", "meperidine"),
        ("suxamethonium", "succinylcholine"),
        ("rifampicin", "rifampin"),
        ("furosemide", "frusemide"),
        ("glibenclamide", "glyburide"),
        ("lidocaine", "lignocaine"),
        ("levothyroxine", "thyroxine"),
        ("trihexyphenidyl", "benzhexol"),
    ],
)
def test_the_inn_is_the_inn(inn: str, other: str) -> None:
    assert (inn, other) in PAIRS


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("omeprazole", "esomeprazole"),
        ("cetirizine", "levocetirizine"),
        ("salbutamol", "levosalbutamol"),
        ("folinic acid", "levofolinic acid"),
        ("folinic acid", "folic acid"),
        ("chlorphenamine", "chlorpromazine"),
        ("dimeticone", "simeticone"),
        ("amfetamine", "dexamfetamine"),
        ("hydroxycarbamide", "hydroxychloroquine"),
        ("calcium folinate", "folinic acid"),
        ("epinephrine", "racepinefrine"),
        ("secbutabarbital", "butobarbital"),
    ],
)
def test_what_is_only_alike_is_not_the_same(one: str, another: str) -> None:
    assert another not in synonyms(one)
    assert not set(synonyms(one)) & {another, *synonyms(another)}


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Mustine", ("chlormethine", "mechlorethamine")),
        ("CICLOSPORIN", ("cyclosporin", "cyclosporine")),
        ("Penicillin-G", ("benzylpenicillin",)),
        ("Lidocaïne", ("lignocaine",)),
        ("Co-trimoxazole", ("sulfamethoxazole trimethoprim", "cotrimoxazole")),
        ("Paracetamol + Codeine", ("co codamol",)),
        ("Paracetamol + Furosemide", ()),
        ("parac", ()),
        ("codeine", ()),
        ("", ()),
    ],
)
def test_synonyms_of_any_spelling(name: str, others: tuple[str, ...]) -> None:
    assert synonyms(name) == others


@pytest.mark.parametrize(
    ("names", "further"),
    [
        (("Paracetamol",), ("Acetaminophen",)),
        (("Paracetamol + Codeine",), ("Co-codamol", "Acetaminophen + Codeine")),
        (("Codeine/paracetamol",), ("Co-codamol", "Codeine/acetaminophen")),
        (("Amoxicillin and clavulanic acid",), ("Co-amoxiclav", "Amoxycillin and clavulanic acid")),
        (("CO-AMOXICLAV",), ("AMOXICILLIN + CLAVULANIC ACID",)),
        (("Rho(D) immune globulin",), ("Anti-D immunoglobulin",)),
        (("Vitamin B12",), ()),
        (("Pyridoxine",), ("Vitamin B6",)),
        (("Antihemophilic factor",), ("Coagulation factor VIII", "Factor VIII")),
        (("Salbutamol sulfate",), ("Albuterol sulfate",)),
        (("PARACETAMOL (IV)",), ("ACETAMINOPHEN (IV)",)),
        (("aspirin",), ("acetylsalicylic acid",)),
        (("Aspirin 75 mg",), ("Acetylsalicylic acid 75 mg",)),
        (("Mefenamic Acid + Aspirin",), ("Mefenamic Acid + Acetylsalicylic Acid",)),
        (("Colistin",), ("Polymyxin E",)),
        (("Penicillin-G Sodium",), ("Benzylpenicillin Sodium",)),
        (
            ("Penicillin-G Benzathine",),
            ("Benzathine Benzylpenicillin", "Benzathine Penicillin", "Benzathine Penicillin G"),
        ),
        (
            ("Lidocaine + Adrenaline",),
            ("Lignocaine + Adrenaline", "Lidocaine + Epinephrine", "Lignocaine + Epinephrine"),
        ),
        (("Rifampicin", "Rifadin"), ("Rifampin",)),
        (("Codeine",), ()),
        (("Paracetamolum",), ()),
        (("Sodium Chloride",), ()),
        (("",), ()),
        ((), ()),
    ],
)
def test_further_names_of_a_monograph(names: tuple[str, ...], further: tuple[str, ...]) -> None:
    assert also_known_as(names) == further


@pytest.mark.parametrize(
    "names",
    [
        ("Paracetamol", "Acetaminophen"),
        ("Paracetamol", "ACETAMINOPHEN"),
        ("Codeine + Paracetamol", "Codeine/Acetaminophen", "Co-codamol"),
        ("Adrenaline (Epinephrine)",),
    ],
)
def test_names_that_the_monograph_gives_itself_are_not_further_ones(names: tuple[str, ...]) -> None:
    assert also_known_as(names) == ()


def test_a_name_with_many_substances_gets_each_by_itself_before_several_at_once() -> None:
    name = "Paracetamol + Furosemide + Rifampicin + Lidocaine + Salbutamol + Glucose"
    further = also_known_as((name,))
    assert len(further) == len(set(further)) == 12
    others = ["Acetaminophen", "Frusemide", "Rifampin", "Lignocaine", "Albuterol", "Dextrose"]
    each = [name.replace(own, other) for own, other in zip(name.split(" + "), others, strict=True)]
    assert list(further[:6]) == each
    assert name.replace("Paracetamol", "Acetaminophen").replace("Furosemide", "Frusemide") in further


def test_the_first_of_many_names_leaves_room_for_the_others() -> None:
    names = ("Paracetamol + Furosemide + Rifampicin + Lidocaine + Salbutamol + Glucose", "Pethidine")
    assert "Meperidine" in also_known_as(names)


@given(st.lists(st.sampled_from(SIMPLE), max_size=8), st.data())
def test_further_names_are_new_and_made_of_the_tables_names(parts: list[str], data: st.DataObject) -> None:
    title = data.draw(st.sampled_from([str.lower, str.upper, str.title]))(" + ".join(parts))
    further = also_known_as((title,))
    folded = [fold(name) for name in further]
    assert len(set(folded)) == len(folded) <= 12
    assert fold(title) not in folded
    assert all(name.count(" + ") in (0, title.count(" + ")) for name in further)


@given(st.lists(st.text(), max_size=3))
def test_any_names_at_all(names: list[str]) -> None:
    further = also_known_as(names)
    assert not {fold(name) for name in further} & {fold(name) for name in names}
