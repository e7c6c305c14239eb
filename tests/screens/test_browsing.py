"""All drugs by name, class and tag."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import write


def shown(user: User) -> list[str]:
    return [line.strip(" ▸┃│") for line in user.lines("#groups") if line.strip(" ▸┃│")]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for title, facts in (
        ("Zelofane", "class: Analgesic\ntags: [pain, fever]"),
        ("Bromadol", "class: Analgesic\ntags: [pain]"),
        ("Bromapin", "class: Sedative"),
    ):
        text = f"---\ntitle: {title}\n{facts}\n---\n\n### Usage\nText of {title}.\n"
        write(tmp_path / "drugs" / f"{title.lower()}.md", text)
    return tmp_path / "drugs"


async def test_groups_with_counts_and_a_drug_of_one(library: Path) -> None:
    async with user_of(library, size=(80, 24)) as user:
        await user.press("alt+shift+b")
        user.sees("All drugs, by name")
        assert shown(user) == ["B  2", "Z  1"]
        await user.press("tab")
        assert shown(user) == ["Analgesic  2", "Sedative  1"]
        await user.press("tab")
        assert shown(user) == ["fever  1", "pain  2"]
        await user.press("shift+tab", "enter")
        user.sees("class: Analgesic")
        assert shown(user) == ["Bromadol", "Zelofane"]
        await user.press("escape", "down", "enter", "enter")
        user.sees_drug("Bromapin")
        assert user.focus == "document"


async def test_typing_narrows_and_esc_steps_back(library: Path) -> None:
    async with user_of(library, size=(80, 24)) as user:
        await user.press("enter", "B", "tab")
        await user.types("sed")
        assert shown(user) == ["Sedative  1"]
        await user.types("x")
        user.sees("No class begins so.")
        await user.press("escape")
        user.sees_drug("Bromadol")
        user.does_not_see("All drugs")
