"""Monographs of the same title: any two rows differ, and the header says which one is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import User, user_of
from small_library import write

from medtui.library.entry import Entry, Library
from medtui.library.same_titles import difference


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "twins"
    write(root / "iv/dovasoft.md", "# Dovasoft\n\n## Dovasoft injection 2.5%\n\nGive slowly.\n")
    write(root / "eye/dovasoft.md", "# Dovasoft\n\n## Dovasoft 4.5 g eye ointment\n\nGive thinly.\n")
    write(root / "a/plain.md", "# Plainol\n\n## Usage\n\nFor planes.\n")
    write(root / "b/plain.md", "# Plainol\n\n## Usage\n\nFor trains.\n")
    write(root / "single.md", "# Single\n\n## Usage\n\nFor one.\n")
    return root


def rows(user: User) -> list[str]:
    return [line[2:] for line in user.lines("#drugs") if line.strip()]


async def test_the_first_heading_or_the_file_tells_them_apart(library: Path) -> None:
    async with user_of(library) as user:
        assert rows(user) == [
            "Dovasoft  Dovasoft 4.5 g eye ointment",
            "Dovasoft  Dovasoft injection 2.5%",
            "Plainol  a/plain.md",
            "Plainol  b/plain.md",
            "Single",
        ]


async def test_hits_of_the_same_title_differ(library: Path) -> None:
    async with user_of(library, size=(80, 24)) as user:
        await user.types("/give")
        user.sees("Dovasoft 4.5 g eye ointment", "Dovasoft injection 2.5%", "Give slowly.", inside="#drugs")


async def test_the_header_says_which_one_is_open(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/dova")
        await user.press("down", "enter")
        user.sees("Dovasoft", "Dovasoft injection 2.5% iv/dovasoft.md", inside="#header")
        await user.press("escape", "escape", "end")
        user.does_not_see("single.md", inside="#header")


async def test_the_header_says_it_at_the_start_too(library: Path, tmp_path: Path) -> None:
    write(tmp_path / "third/iv/dovasoft.md", "# Dovasoft\n\n## Dovasoft injection 2.5%\n\nGive slowly.\n")
    async with user_of(library, size=(80, 24), drug="Dovasoft") as user:
        user.sees("Dovasoft 4.5 g eye ointment eye/dovasoft.md", inside="#header")
    async with user_of(library, tmp_path / "third", size=(80, 24)) as user:
        headers = set()
        for _ in range(3):
            await user.press("enter")
            headers.add(user.words("#header"))
            await user.press("escape", "down")
        assert len(headers) == 3
        assert sum("third" in header.split() for header in headers) == 1


def test_titles_that_look_the_same_are_told_apart() -> None:
    entries = [
        Entry(Library("lib", Path("/none")), path, title) for path, title in (("a.md", "Dove\u0301"), ("b.md", "DOVÉ"))
    ]
    assert [difference(entries, place) for place in range(2)] == ["a.md", "b.md"]


async def test_marked_ones_differ(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("alt+m", "down", "alt+m", "alt+shift+m")
        user.sees("Dovasoft 4.5 g eye ointment", "Dovasoft injection 2.5%", inside="#marks")
        (library / "iv/dovasoft.md").unlink()
        (library / "eye/dovasoft.md").unlink()
        await user.press("escape")
        await user.looks_at_the_files()
        await user.press("alt+shift+m")
        user.sees("twins/iv/dovasoft, not in the open", "twins/eye/dovasoft, not in the open", inside="#marks")
