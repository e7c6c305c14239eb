"""The words that mean the same in the clinic, and those that a question has and its answer need not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import medtui
from medtui.library.names.clinical_words import ClinicalGroup, clinical_groups, groups_of, question_words
from medtui.library.names.folding import fold
from medtui.library.names.spelling import spellings
from medtui.library.names.synonyms import synonyms
from medtui.reading.schema import default_schema

TABLE = (Path(medtui.__file__).parent / "data" / "clinical_words.tsv").read_text(encoding="utf-8")
HEADER = "\n".join(line for line in TABLE.splitlines() if line.startswith("#"))
ROWS = [line.split("\t") for line in TABLE.splitlines() if not line.startswith("#")]
GROUPS = clinical_groups()
AMBIGUOUS = {"baby", "od", "om", "pe", "tired", "vomited"}
SECTIONS = {spec.name for spec in default_schema().sections}


def named(first: str) -> ClinicalGroup:
    return next(group for group in GROUPS if group.words[0] == first)


def meanings(question: str) -> list[str]:
    """The first word of each group that a question names."""
    return [group.words[0] for match in groups_of(fold(question).split()) for group in match.groups]


def test_the_table_has_four_columns_and_many_groups() -> None:
    assert {len(row) for row in ROWS} == {4}
    assert len(GROUPS) == len(ROWS) >= 500
    assert len({group.words[0] for group in GROUPS}) == len(GROUPS)


def test_words_are_written_as_they_are_compared_and_each_has_another() -> None:
    for group in GROUPS:
        assert len(group.words) == len(set(group.words)) >= 2, group
        for word in group.words:
            assert fold(word) == word
            assert re.fullmatch("[a-z0-9]+( [a-z0-9]+){0,4}", word)


def test_no_word_means_two_things_but_a_named_few() -> None:
    count = Counter(word for group in GROUPS for word in group.words)
    assert {word for word, times in count.items() if times > 1} == AMBIGUOUS
    assert all(f"{word} (" in HEADER for word in AMBIGUOUS)


def test_no_group_lists_what_is_known_without_it() -> None:
    for group in GROUPS:
        for word in group.words:
            others = set(group.words) - {word}
            assert not others & set(spellings(word)), word
            assert f"{word}s" not in others, word


def test_each_kind_hint_and_source_is_known() -> None:
    kinds = re.findall(r"[a-z]+", re.search(r"kind: ((?:.|\n)*?)\(", HEADER)[1])  # type: ignore[index]
    assert {group.kind for group in GROUPS} == set(kinds)
    assert {hint for group in GROUPS for hint in group.hints} <= SECTIONS
    assert {source for row in ROWS for source in row[3].split(", ")} == set(
        re.findall(r"#      ([A-Z][A-Za-z0-9-]+|common usage)  +\S", HEADER)
    )


def test_no_word_is_the_name_of_a_drug() -> None:
    assert [word for group in GROUPS for word in group.words if synonyms(word)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hypertension", "hypotension"),
        ("hypoglycaemia", "hyperglycaemia"),
        ("hypokalaemia", "hyperkalaemia"),
        ("hyponatraemia", "hypernatraemia"),
        ("hypocalcaemia", "hypercalcaemia"),
        ("hypomagnesaemia", "hypermagnesaemia"),
        ("hypothyroidism", "hyperthyroidism"),
        ("hypothermia", "fever"),
        ("tachycardia", "bradycardia"),
        ("tachypnoea", "respiratory depression"),
        ("diarrhoea", "constipation"),
        ("weight gain", "weight loss"),
        ("mydriasis", "miosis"),
        ("urinary retention", "incontinence"),
        ("mania", "depression"),
        ("drowsiness", "insomnia"),
        ("bleeding", "blood clot"),
        ("stroke", "bleeding"),
        ("seizure", "epilepsy"),
        ("seizure", "status epilepticus"),
        ("eclampsia", "pre eclampsia"),
        ("newborn", "infant"),
        ("newborn", "child"),
        ("infant", "child"),
        ("child", "adolescent"),
        ("child", "older people"),
        ("newborn", "premature baby"),
        ("man", "woman"),
        ("pregnancy", "breastfeeding"),
        ("pregnancy", "contraception"),
        ("pregnancy", "abortion"),
        ("abortion", "miscarriage"),
        ("first trimester", "third trimester"),
        ("liver", "hepatitis"),
        ("kidney", "acute kidney injury"),
        ("kidney", "kidney infection"),
        ("kidney", "liver"),
        ("cystitis", "pyelonephritis"),
        ("heart attack", "heart failure"),
        ("heart attack", "angina"),
        ("otitis media", "otitis externa"),
        ("bacterial vaginosis", "vaginal thrush"),
        ("hiv", "aids"),
        ("hepatitis b", "hepatitis c"),
        ("measles", "rubella"),
        ("chickenpox", "shingles"),
        ("type 1 diabetes", "type 2 diabetes"),
        ("rheumatoid arthritis", "osteoarthritis"),
        ("dose", "overdose"),
        ("missed dose", "double dose"),
        ("maximum dose", "starting dose"),
        ("loading dose", "maintenance dose"),
        ("once daily", "twice daily"),
        ("twice daily", "three times a day"),
        ("three times a day", "four times a day"),
        ("once daily", "every other day"),
        ("once daily", "once weekly"),
        ("start", "stop"),
        ("food", "empty stomach"),
        ("after meals", "empty stomach"),
        ("storage", "freeze"),
        ("crush", "chew"),
        ("intravenous", "intramuscular"),
        ("intramuscular", "subcutaneous"),
        ("oral", "rectal"),
        ("bolus", "infusion"),
        ("slow release", "tablet"),
        ("eye drop", "ear drop"),
        ("microgram", "milligram"),
        ("milligram", "millilitre"),
        ("milligram", "gram"),
        ("gram", "kilogram"),
        ("unit", "million unit"),
        ("millimole", "milliequivalent"),
        ("local anaesthesia", "general anaesthesia"),
        ("blood thinner", "antiplatelet"),
        ("reliever", "preventer"),
        ("antacid", "proton pump inhibitor"),
        ("ace inhibitor", "angiotensin receptor blocker"),
        ("indication", "contraindication"),
        ("opioid", "nsaid"),
        ("antiemetic", "vomiting"),
    ],
)
def test_what_is_not_the_same_stays_apart(one: str, other: str) -> None:
    (first,), (second,) = groups_of(fold(one).split()), groups_of(fold(other).split())
    assert {*first.groups}.isdisjoint(second.groups)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("gentamicin renal", ["kidney"]),
        ("metformin renal failure", ["kidney"]),
        ("convulsions child", ["seizure", "child"]),
        ("diazepam no iv line", ["no vein"]),
        ("lactation", ["breastfeeding"]),
        ("UTI", ["urinary tract infection"]),
        ("hypertension in pregnant women", ["high blood pressure", "pregnancy", "woman"]),
        ("high blood pressure", ["high blood pressure"]),
        ("blood pressure", ["blood pressure"]),
        ("babies", ["newborn", "infant"]),
        ("pediatric", ["child"]),
        ("paediatrics", ["child"]),
        ("neonates with diarrhea", ["newborn", "diarrhoea"]),
        ("rashes", ["rash"]),
        ("missed a dose", ["missed dose"]),
        ("how much", ["dose"]),
        ("too much", ["overdose"]),
        ("fridge", ["storage"]),
        ("10 µg", ["microgram"]),
        ("Parkinson's", ["parkinsons disease"]),
        ("respiratory depression", ["respiratory depression"]),
        ("od", ["overdose", "once daily"]),
        ("amoxicillin", []),
        ("", []),
        ("potassium too high", ["high potassium"]),
        ("ankles are swollen", ["oedema"]),
        ("breathing very slow", ["respiratory depression"]),
        ("pupils small", ["pinpoint pupil"]),
        ("eyes yellow", ["jaundice"]),
    ],
)
def test_a_question_is_understood(question: str, found: list[str]) -> None:
    assert meanings(question) == found


def test_every_word_leads_to_its_group_by_itself() -> None:
    for group in GROUPS:
        for word in group.words:
            (match,) = groups_of(word.split())
            assert (match.start, match.stop) == (0, len(word.split()))
            assert group in match.groups


def test_a_match_says_where_it_stands() -> None:
    first, second = groups_of(["dose", "for", "high", "blood", "pressure"])
    assert (first.start, first.stop) == (0, 1)
    assert (second.start, second.stop) == (2, 5)
    assert second.groups == (named("high blood pressure"),)


def test_words_of_a_question_are_folded_and_hint_at_known_sections() -> None:
    words = question_words()
    assert len(words) >= 100
    assert all(fold(word) == word and " " not in word for word in words)
    assert set(words.values()) - {""} <= SECTIONS
    assert words["is"] == ""
    assert words["for"] == "usage"


def test_no_word_that_changes_a_question_is_left_out() -> None:
    vital = "not no without never dont before after first last until except only more less than over under between"
    assert question_words().keys().isdisjoint(vital.split())


def test_no_word_of_a_question_is_a_clinical_word() -> None:
    assert [word for word in question_words() if groups_of([word])] == []
