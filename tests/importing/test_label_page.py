"""What the front matter of a label says acts in it, by which the labels of one drug stand together."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from spl_texts import usage

from medtui.importing.gate_counts import counts_of
from medtui.importing.label import Ingredient, Product
from medtui.importing.label_making import faults_of
from medtui.importing.label_page import front_matter, label_page


def moieties(*products: Product) -> object:
    label = replace(usage("<paragraph>x</paragraph>"), products=products)
    return yaml.safe_load(front_matter(label, {}, is_boxed=False).strip().strip("-")).get("moieties")


@pytest.mark.parametrize(
    ("name", "moiety", "acts"),
    [
        ("ZELOFANE HYDROCHLORIDE", "ZELOFANE", "zelofane"),
        ("ZELOFANE", "ZELOFANE ANHYDROUS", "zelofane"),
        ("ZELOMAB-ABCD", "ZELOMAB", "zelomab"),
        ("DIMETHYL BEXATE", "MONOMETHYL BEXATE", "dimethyl bexate"),
        ("DIROXIMEL BEXATE", "MONOMETHYL BEXATE", "diroximel bexate"),
        ("POTASSIUM CHLORIDE", "POTASSIUM CATION", "potassium chloride"),
        ("POTASSIUM CITRATE", "POTASSIUM CATION", "potassium citrate"),
    ],
)  # fmt: skip
def test_salts_are_one_drug_and_others_with_the_same_moiety_are_not(name: str, moiety: str, acts: str) -> None:
    assert moieties(Product("Brand", active=(Ingredient(name, moieties=(moiety,)),))) == [acts]


@pytest.mark.parametrize(
    ("name", "acts"),
    [
        ("ZELOFANE HYDROCHLORIDE", "zelofane"),
        ("Zelofane Sodium Phosphate", "zelofane"),
        ("ZELOFANE B CALCIUM TRIHYDRATE", "zelofane b"),
        ("SODIUM CHLORIDE", "sodium chloride"),
        ("CALCIUM GLUCONATE", "calcium gluconate"),
        ("FERROUS SULFATE", "ferrous sulfate"),
        ("MAGNESIUM SULFATE HEPTAHYDRATE", "magnesium sulfate heptahydrate"),
        ("MONOBASIC POTASSIUM PHOSPHATE", "monobasic potassium phosphate"),
        ("DIMETHYL FUMARATE", "dimethyl fumarate"),
        ("ISOSORBIDE DINITRATE", "isosorbide dinitrate"),
        ("ZELOFANE DISOPROXIL FUMARATE", "zelofane disoproxil"),
        ("VALPROATE SODIUM", "valproic acid"),
        ("VALPROIC ACID", "valproic acid"),
        ("METHOTREXATE SODIUM", "methotrexate"),
        ("FENOFIBRATE", "fenofibrate"),
    ],
)
def test_without_moieties_the_name_tells_but_for_a_salt(name: str, acts: str) -> None:
    assert moieties(Product("Brand", active=(Ingredient(name),))) == [acts]
    assert moieties(Product("Brand", name)) == [acts]


def test_a_list_of_names_is_left_as_it_is() -> None:
    assert moieties(Product("Brand", "Bexalin Sodium and Zelofane Sulfate")) == ["bexalin sodium and zelofane sulfate"]


def test_without_ingredients_the_generic_name_tells_if_there_is_one() -> None:
    assert moieties(Product("Brand", "Zelofane")) == ["zelofane"]
    assert moieties(Product("Brand")) is None


@pytest.mark.parametrize("name", ["Other", "OTHER", "Dosage", "FAQs", "Disclaimer", "Generic name"])
def test_a_drug_may_be_called_as_a_section(name: str) -> None:
    label = replace(usage("<paragraph>x</paragraph>"), products=(Product(name, name),))
    assert list(faults_of(label, label_page(label), counts_of(label))) == []
