"""What tells monographs of one title apart, in the list and in what commands write."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_files import opened, write

from medtui.library.same_titles import beside_title, difference


def told_apart(root: Path, *texts: str) -> list[str]:
    for number, text in enumerate(texts):
        write(root, f"{number}/zelofane.md", text)
    entries = opened(root).entries
    return [difference(entries, place) for place in range(len(entries))]


HEAD = "# Zelofane\n\n"


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ((f"{HEAD}## Zelofane 5 mg\n\na\n", f"{HEAD}## Zelofane drops\n\nb\n"), ["Zelofane 5 mg", "Zelofane drops"]),
        ((f"{HEAD}## Usage\n\na\n", f"{HEAD}## Dosage\n\nb\n"), ["0/zelofane.md", "1/zelofane.md"]),
        ((f"{HEAD}## Usage\n\na\n\n## Drops\n\nb\n", f"{HEAD}## Ointment\n\nb\n"), ["Drops", "Ointment"]),
        (
            ("---\ntitle: Zelofane\n---\n# Zelofane tablet\n", "---\ntitle: Zelofane\n---\n# Zelofane syrup\n"),
            ["Zelofane tablet", "Zelofane syrup"],
        ),
        (
            (f"---\nform: tablet\nstrength: 5 mg\n---\n{HEAD}", f"---\nform: tablet\nstrength: 10 mg\n---\n{HEAD}"),
            ["tablet 5 mg", "tablet 10 mg"],
        ),
        (
            (f"{HEAD}## 5 mg\n\n| Code | A |\n|-|-|\n| Dosing | a |\n", f"{HEAD}## 10 mg\n\n| Dosing | b |\n|-|-|\n"),
            ["5 mg", "10 mg"],
        ),
        ((f"{HEAD}## Same\n\na\n", f"{HEAD}## Same\n\nb\n"), ["0/zelofane.md", "1/zelofane.md"]),
        ((f"{HEAD}a\n", "# Other\n\nb\n"), ["", ""]),
    ],
)
def test_by_what_differs(tmp_path: Path, texts: tuple[str, str], words: list[str]) -> None:
    assert sorted(told_apart(tmp_path, *texts)) == sorted(words)


def test_beside_an_id_the_file_is_not_said_again(tmp_path: Path) -> None:
    told_apart(tmp_path, f"{HEAD}a\n", f"{HEAD}b\n")
    entries = opened(tmp_path).entries
    assert [beside_title(entries, place) for place in range(2)] == ["", ""]
