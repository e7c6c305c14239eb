"""Tables whose first column names sections."""

from __future__ import annotations

import pytest

from medtui.presentation.page import part_text
from medtui.reading.passages import passages
from medtui.reading.reader import read

HEAD = "# Zelofane\n\n## Zelofane 5 mg tablet\n\n"


def fields(text: str) -> list[tuple[str, str, str]]:
    monograph = read(text)
    assert "".join(part.source for part in monograph.parts) == text
    return [(part.section, part.drug, part_text(part)) for part in monograph.parts if part.is_field]


@pytest.mark.parametrize(
    ("table", "dosing"),
    [
        ("| Code | Z1 |\n|:--|:--|\n| Dosing | 5 mg IM |\n| Cost | low |\n", "5 mg IM"),
        ("| Field | Value |\n|---|---|\n| **Dosing:** | >5 mg<br>and <10 mg |\n", ">5 mg\nand <10 mg"),
        ("| Dosing | 5 mg |\n|---|---|\n| Indications | pain |\n", "5 mg"),
        ("| Dosing | 5 mg |\n|---|---|\n", "5 mg"),
        ("Code | Z1\n--- | ---\nDosing | 5 mg", "5 mg"),
        ("| | |\n|-|-|\n| 💊 Dosing [1] | 5 mg |\n| | 10 mg at night |\n| Cost | low |\n", "5 mg\n10 mg at night"),
        ("|Code|Z1|\r\n|-|-|\r\n|Posologie|5 mg|\r\n", "5 mg"),
    ],
)
def test_a_row_is_its_section(table: str, dosing: str) -> None:
    found = [field for field in fields(f"{HEAD}{table}") if field[0] == "dosage"]
    assert [(section, drug) for section, drug, _ in found] == [("dosage", "Zelofane 5 mg tablet")]
    name, _, text = found[0][2].partition("\n")
    assert "Dosing" in name or name == "Posologie"
    assert text.strip() == dosing


def test_the_other_rows_stay_where_they_stand() -> None:
    text = f"{HEAD}| Code | Z1 |\n|--|--|\n| Class | sedative |\n| Dosing | 5 mg |\n| Cost | low |\n\nNotes.\n"
    monograph = read(text)
    assert [(part.kind.value, part.section, part.heading) for part in monograph.parts] == [
        ("title", "", "Zelofane"),
        ("intro", "", "Zelofane 5 mg tablet"),
        ("section", "dosage", "Dosing"),
        ("intro", "", "Cost"),
        ("intro", "", ""),
    ]
    assert [passage.text for passage in passages(monograph) if passage.section == "dosage"] == ["5 mg"]


def test_the_strengths_of_one_drug_are_told_apart() -> None:
    table = "| Code | Z |\n|--|--|\n| Dosing | {} |\n\n"
    text = f"# Zelofane\n\n## Zelofane tablet\n\n{table.format(1)}## Zelofane drops\n\n{table.format(2)}"
    assert fields(text) == [
        ("dosage", "Zelofane tablet", "Dosing\n1"),
        ("dosage", "Zelofane drops", "Dosing\n2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}| Dosage | Age |\n|---|---|\n| 5 mg | child |\n",
        f"{HEAD}| Code | Dosing | Cost |\n|---|---|---|\n| Dosing | 5 mg | low |\n",
        f"{HEAD}| Code | Z1 |\n|---|---|\n| Pregnancy | |\n",
        f"{HEAD}```\n| Code | Z1 |\n|---|---|\n| Dosing | 5 mg |\n```\n",
        f"{HEAD}Dosing | 5 mg\n",
        "## Dosage\n\n5 mg\n\n## Precautions\n\n| When | What |\n|---|---|\n| Dosage | mind |\n| Pregnancy | no |\n",
        "## FAQs\n\n| When | What |\n|---|---|\n| Dosage | mind it |\n",
    ],
)
def test_other_tables_are_left_whole(text: str) -> None:
    assert fields(text) == []


def test_a_standard_section_that_only_a_row_of_another_one_has_is_found() -> None:
    assert fields("## Usage\n\n| For | How |\n|---|---|\n| Pain | well |\n| Dosage | 5 mg |\n") == [
        ("dosage", "", "Dosage\n5 mg")
    ]
