"""By what names another text may speak of a drug."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library.names.folding import fold
from medtui.library.names.name_forms import name_forms


def forms(*names: str) -> set[str]:
    return {fold(form) for form in name_forms(names)}


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Warfarin", {"warfarin"}),
        ("Paracetamol", {"paracetamol", "acetaminophen"}),
        ("Ketoconazole (Systemic)", {"ketoconazole systemic", "ketoconazole"}),
        ("Paracetamol (Acetaminophen)", {"paracetamol acetaminophen", "paracetamol", "acetaminophen"}),
        ("Thrombin, Human", {"thrombin human", "thrombin"}),
        ("Liothyronine / T3", {"liothyronine t3", "liothyronine", "triiodothyronine t3", "triiodothyronine"}),
        ("Polymers A and B", {"polymers a and b", "polymers a"}),
        ("Morphine Sulfate", {"morphine sulfate", "morphine"}),
        ("Amoxicillin Trihydrate", {"amoxicillin trihydrate", "amoxicillin", "amoxycillin trihydrate", "amoxycillin"}),
        ("Calcium Carbonate", {"calcium carbonate", "calcium"}),
        ("Ferrous Sulfate", {"ferrous sulfate", "ferrous", "iron"}),
        ("Sodium Bicarbonate", {"sodium bicarbonate", "bicarbonate", "sodium", "sodium hydrogen carbonate"}),
        ("Mefenamic Acid", {"mefenamic acid", "mefenamate"}),
        ("Mycophenolate Mofetil", {"mycophenolate mofetil", "mycophenolate", "mycophenolic acid"}),
        ("Acetic Acid", {"acetic acid"}),  # acetate is in the name of many a salt
        ("Light Magnesium Oxide", {"light magnesium oxide", "magnesium"}),
        ("Human Insulin", {"human insulin", "insulin"}),
        ("Naproxen Topical", {"naproxen topical", "naproxen"}),
        ("Tetanus Vaccine", {"tetanus vaccine", "tetanus toxoid"}),
        ("Methyl Salicylate", {"methyl salicylate", "salicylate", "methyl salicylic acid"}),
        ("Calcium Chloride .", {"calcium chloride", "calcium"}),
        ("Naproxen Sodium Succinate", {"naproxen sodium succinate", "naproxen"}),
        ("Water for Injection", {"water for injection"}),
        ("ASA", {"asa"}),
    ],
)
def test_forms_of_a_name(name: str, others: set[str]) -> None:
    assert forms(name) == others


@pytest.mark.parametrize("joint", [" + ", "/", ", ", " and ", " AND ", " & ", "; ", " with "])
def test_ingredients(joint: str) -> None:
    assert {"amoxicillin", "clavulanic acid", "clavulanate", "amoxycillin"} <= forms(
        f"Amoxicillin{joint}Clavulanic Acid"
    )


def test_a_salt_whose_cation_comes_first() -> None:
    assert {"clavulanate", "clavulanic acid"} <= forms("Amoxycillin + Potassium Clavulanate")


def test_a_word_that_says_only_in_what_form_is_no_name() -> None:
    found = forms("Polio Vaccine (Live/Bivalent/Oral)", "Albumin, Human", "Iron (Oral)")
    assert not found & {"live", "bivalent", "oral", "human", "vaccine"}
    assert {"polio vaccine", "albumin human", "albumin", "iron"} <= found


def test_each_once_and_the_given_ones_first() -> None:
    assert name_forms(["Aspirin", "ASPIRIN", "as-pirin"])[:2] == ("Aspirin", "as-pirin")
    assert name_forms([]) == name_forms(["", "★", "()"]) == ()


@given(st.lists(st.text(max_size=30) | st.sampled_from(["Aspirin + (", "Sodium", "((a))", "/,;", "ate", "ic acid"])))
def test_any_names(names: list[str]) -> None:
    found = name_forms(names)
    folded = [fold(form) for form in found]
    assert all(folded)
    assert len(set(folded)) == len(found)
    assert {fold(name) for name in names} - {""} <= set(folded)
