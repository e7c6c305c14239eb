"""Which labels are of a drug on a clinic's list."""

from __future__ import annotations

import pytest

from medtui.importing.label_choice import Candidate, choice
from medtui.importing.stock_list import Drug, StockList, StockRow, stock_rows

AMOXICILLIN = Drug(("AMOXICILLIN",), ("Amoxil", "amoxicillin"))
CO_AMOXICLAV = Drug(("AMOXICILLIN", "CLAVULANATE POTASSIUM"), ("Augmentin",))


@pytest.mark.parametrize(
    ("row", "drug"),
    [
        ("Amoxicillin 500mg tab", AMOXICILLIN),
        ("AMOXYCILLIN caps 250 mg", AMOXICILLIN),
        ("amoxicillin trihydrate 125mg/5ml susp", AMOXICILLIN),
        ("Amoxil", AMOXICILLIN),
        ("Amoxicillin + clavulanic acid 500/125 mg tabs", CO_AMOXICLAV),
        ("clavulanic acid/amoxicillin", CO_AMOXICLAV),
        ("Metformin HCl 850 mg tablets", Drug(("METFORMIN HYDROCHLORIDE",))),
        ("Amlodipine 5", Drug(("AMLODIPINE BESYLATE",))),
        ("TMP/SMX 800/160", Drug(("SULFAMETHOXAZOLE", "TRIMETHOPRIM"))),
        ("Adrenaline 1 mg/ml, 1 ml amp", Drug(("EPINEPHRINE",))),
        ("Sodium chloride 0.9% inj", Drug(("SODIUM CHLORIDE",))),
    ],
)
def test_salts_strengths_forms_and_other_names_are_tolerated(row: str, drug: Drug) -> None:
    assert StockList([StockRow(1, row)]).rows_of(drug) == {StockRow(1, row)}


@pytest.mark.parametrize(
    ("row", "drug"),
    [
        ("Amoxicillin 500mg tab", CO_AMOXICLAV),
        ("Amoxicillin + clavulanic acid", AMOXICILLIN),
        ("Calcium gluconate", Drug(("CALCIUM CARBONATE",))),
        ("Sodium chloride", Drug(("POTASSIUM CHLORIDE",))),
        ("Amoxicilin", AMOXICILLIN),
        ("Insulin glargine", Drug(("INSULIN LISPRO",))),
        ("500 mg tab", AMOXICILLIN),
    ],
)
def test_nothing_is_guessed(row: str, drug: Drug) -> None:
    assert StockList([StockRow(1, row)]).rows_of(drug) == set()


@pytest.mark.parametrize(
    ("text", "is_table", "rows"),
    [
        ("Zinc 20 mg\n\n# old\nIron, folic acid\n", False, [(1, "Zinc 20 mg"), (4, "Iron, folic acid")]),
        ("Drug\nZinc\n", False, [(2, "Zinc")]),
        ("Code,Drug name,Form\n12,Zinc,tab\n13,Iron,tab\n", True, [(2, "Zinc"), (3, "Iron")]),
        ("A1;Zinc sulfate;x\nA2;Iron;x\n", True, [(1, "Zinc sulfate"), (2, "Iron")]),
        ("\ufeffitem\tqty\nZinc\t4\n", False, [(2, "Zinc")]),
        ("", False, []),
    ],
)
def test_lists_are_lines_or_a_column(text: str, is_table: bool, rows: list[tuple[int, str]]) -> None:
    assert stock_rows(text, is_table=is_table) == rows


def candidate(
    set_id: str, *drugs: Drug, effective: str = "2020", repackaged: bool = False, form: str = ""
) -> Candidate:
    contents = frozenset((drug.key, form, frozenset({"5 mg"})) for drug in drugs)
    return Candidate(set_id, 1, effective, repackaged, drugs, contents)


def test_a_row_of_several_drugs_is_told_and_not_taken() -> None:
    brand = [candidate(str(number), Drug((name,), ("Coldex",))) for number, name in enumerate(("zinc", "menthol"))]
    stock = StockList([StockRow(1, "Coldex"), StockRow(2, "Nothing")])
    chosen = choice([("a", brand)], stock, "all")
    assert chosen.dropped == {"0": "unlisted", "1": "unlisted"}
    assert [why for _, why in chosen.unmatched] == ["it may be menthol; zinc", "no label is of it"]
    assert chosen.drops("a") == "unlisted"


@pytest.mark.parametrize(("prefer", "left"), [("original", "original"), ("newest", "new")])
def test_of_copies_the_best_is_taken(prefer: str, left: str) -> None:
    labels = [
        candidate("repackaged", AMOXICILLIN, effective="2024", repackaged=True),
        candidate("original", AMOXICILLIN, effective="2020"),
        candidate("older", AMOXICILLIN, effective="2019"),
        candidate("new", AMOXICILLIN, effective="2025", repackaged=True),
        candidate("other form", AMOXICILLIN, form="capsule"),
        candidate("other", CO_AMOXICLAV),
        candidate("unknown"),
        candidate("unknown too"),
    ]
    chosen = choice([("a", labels)], None, "original" if prefer == "original" else "newest")
    assert {one.set_id for one in labels} - set(chosen.dropped) == {
        left,
        "other form",
        "other",
        "unknown",
        "unknown too",
    }
    assert set(chosen.dropped.values()) == {"copy"}
