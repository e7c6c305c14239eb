"""Names of medicines in Spanish, Portuguese and French, made by rule from those in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.names.clinical_words import groups_of, question_words
from medtui.library.names.folding import fold
from medtui.library.names.romance_names import name_of_romance
from medtui.library.names.synonyms import all_names

NAMES = all_names()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("amoxicilina", "amoxicillin"),
        ("amoxicilline", "amoxicillin"),
        ("rifampicina", "rifampicin"),
        ("furosemida", "furosemide"),
        ("fenitoína", "phenytoin"),
        ("phénytoïne", "phenytoin"),
        ("isoniazida", "isoniazid"),
        ("isoniazide", "isoniazid"),
        ("estreptomicina", "streptomycin"),
        ("amlodipino", "amlodipine"),
        ("losartana", "losartan"),
        ("ibuprofène", "ibuprofen"),
        ("hidroclorotiazida", "hydrochlorothiazide"),
        ("acide valproïque", "valproic acid"),
        ("ácido fólico", "folic acid"),
        ("sulfate de magnésium", "magnesium sulfate"),
        ("sulfato ferroso", "ferrous sulfate"),
        ("cloruro de sodio", "sodium chloride"),
        ("chlorure de sodium", "sodium chloride"),
        ("adrenalina", "epinephrine"),
        ("potássio", "potassium"),
        # One letter further is another drug, and names in English are known elsewhere.
        ("amoxicilin", None),
        ("amoxicilinas", None),
        ("amoxicillin", None),
        ("fenitoin", None),
        ("", None),
    ],
)
def test_names_in_other_languages(typed: str, name: str | None) -> None:
    assert name_of_romance(fold(typed)) == name


@given(st.sampled_from(sorted(NAMES)), st.sampled_from(["a", "e", "o", "ina", "ine", "ida", "ide", "ol", "ato"]))
def test_no_such_name_is_another_name_or_a_word_of_a_question(name: str, ending: str) -> None:
    typed = name[:-1] + ending
    if name_of_romance(typed) is not None:
        assert typed not in NAMES
        assert typed not in question_words()
        assert not groups_of([typed])
