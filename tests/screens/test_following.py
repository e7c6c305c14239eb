"""Libraries that change while one reads, and catalogues that are damaged: the reader keeps the place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from backstage import make_catalogue
from driver import user_of
from small_library import WRITTEN_AT, many_drugs
from ward import AMOXICILLIN, ward, write_drug

from medtui.library.search.text_search import StaleError, TextSearch
from medtui.tui.search_thread import TextAnswer

LATER = WRITTEN_AT + 86_400


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ward(tmp_path)


# The library changes ----------------------------------------------------------------------------------


async def test_a_new_drug_appears_and_the_reader_keeps_the_place(tmp_path: Path) -> None:
    library = many_drugs(tmp_path, 120)
    write_drug(library, "Drug 060", "### Usage\n" + "A line.\n\n" * 80, file="drug060")
    async with user_of(library, drug="Drug 060") as user:
        await user.press("pagedown")
        before = user.lines("#document")
        write_drug(library, "Aaa", "### Usage\nFirst of all.\n")
        await user.looks_at_the_files()
        user.sees("121 drugs")
        user.sees_drug("Drug 060")
        assert user.lines("#document") == before
        assert user.focus == "document"
        await user.press("escape", "home")
        user.sees_drug("Aaa")
        user.sees("First of all.")


async def test_a_removed_drug_is_gone(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        (library / "amoxicillin.md").unlink()
        await user.looks_at_the_files()
        user.sees("6 drugs")
        user.does_not_see("Amoxicillin")
        user.sees_drug("Paracetamol")


async def test_the_open_drug_is_removed(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        (library / "paracetamol.md").unlink()
        await user.looks_at_the_files()
        user.sees("6 drugs")
        user.does_not_see("Paracetamol", inside="#drugs")
        user.sees("Pain and fever.", inside="#document")  # one may be reading it
        await user.lets_time_pass()
        user.sees("paracetamol.md was deleted or moved", inside="#hints")


async def test_an_edited_title(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        write_drug(library, "Zaracetamol", "### Usage\nPain.\n", file="paracetamol")
        os.utime(library / "paracetamol.md", (LATER, LATER))
        await user.looks_at_the_files()
        user.sees("▸ Zaracetamol", inside="#drugs")
        await user.press("r")
        user.sees_drug("Zaracetamol")


async def test_a_renamed_file(library: Path) -> None:
    async with user_of(library, drug="Pentazocine") as user:
        (library / "paracetamol.md").rename(library / "acetaminophen.md")
        await user.looks_at_the_files()
        user.sees("7 drugs")
        user.sees_drug("Pentazocine")
        await user.press("escape", "up")
        user.sees_drug("Paracetamol")
        user.sees("Pain and fever.")


async def test_new_words_are_found_in_the_search_that_is_shown(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        user.sees("In text · 2 monographs")
        write_drug(library, "Newdrug", "### Usage\nFor renal pain.\n")
        await user.looks_at_the_files()
        user.sees("In text · 3 monographs", "of 8 drugs")


async def test_a_change_keeps_the_cursor_on_its_text(library: Path) -> None:
    async with user_of(library, size=(110, 24)) as user:
        await user.types("/renal")
        await user.press("down", "enter", "down", "down")
        user.sees_drug("Amoxicillin")
        before = user.lines("#document")
        write_drug(library, "Aaa", "### Usage\nFor renal pain.\n")
        await user.looks_at_the_files()
        user.sees("In text · 3 monographs")
        user.sees_drug("Amoxicillin")
        user.sees_tab_chosen("3 Dosage")
        assert user.lines("#document") == before
        assert user.focus == "document"


async def test_a_change_keeps_the_cursor_where_it_is_when_the_answer_comes_late(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        await user.press("down", "enter")
        before = user.lines("#document")
        user.search_thread.hold()
        write_drug(library, "Aaa", "### Usage\nFor renal pain.\n")
        await user.looks_at_the_files()
        user.sees("Amoxicillin", inside="#header")
        assert user.lines("#document") == before
        await user.is_answered()
        user.sees("In text · 3 monographs")
        user.sees_drug("Amoxicillin")
        user.sees_tab_chosen("3 Dosage")


async def test_a_change_keeps_the_cursor_on_its_name_in_a_search(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/am")
        await user.press("down", "enter")
        title = user.row_under_cursor()
        user.sees_drug(title)
        write_drug(library, "Ama", "### Usage\nNew.\n")
        await user.looks_at_the_files()
        user.sees_drug(title)
        assert user.focus == "document"


async def test_a_change_while_a_mistake_is_in_the_box(library: Path) -> None:
    async with user_of(library) as user:
        await user.types("/renal")
        await user.pastes(" )")
        error = user.list_pane.finder.error
        assert error
        write_drug(library, "Newdrug", "### Usage\nFor renal pain.\n")
        await user.looks_at_the_files()
        user.sees("In text", error)


async def test_a_change_does_not_open_a_look_alike(library: Path) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        await user.press("/")
        await user.pastes("amoxicilin")
        write_drug(library, "Newdrug", "### Usage\nNew.\n")
        await user.looks_at_the_files()
        user.sees("Still open: Paracetamol")
        user.sees("Did you mean:")


async def test_the_first_file_of_an_empty_library(tmp_path: Path) -> None:
    library = tmp_path / "none"
    library.mkdir()
    async with user_of(library) as user:
        user.sees("No monographs in")
        write_drug(library, "Zelofane", "### Usage\nKnees.\n")
        await user.looks_at_the_files()
        user.sees_drug("Zelofane")
        user.sees("Knees.")
        await user.types("/knees")
        user.sees("In text · 1 monograph")


async def test_the_last_file_goes(tmp_path: Path) -> None:
    library = tmp_path / "one"
    write_drug(library, "Zelofane", "### Usage\nKnees.\n")
    async with user_of(library) as user:
        await user.types("/knees")
        (library / "zelofane.md").unlink()
        await user.looks_at_the_files()
        user.sees("No monographs in", inside="#drugs")
        await user.press("down", "enter", "escape", "/", "x", "enter")
        assert user.app.is_running


async def test_a_catalogue_that_is_made_anew_at_work(library: Path) -> None:
    """Somebody has cleared the cache folder."""
    async with user_of(library) as user:
        for path in (library.parent / "cache").rglob("*"):
            if path.is_file():
                path.unlink()
        write_drug(library, "Newdrug", "### Usage\nFor renal pain.\n")
        await user.looks_at_the_files()
        await user.types("/renal")
        user.sees("In text · 3 monographs", "of 8 drugs")


async def test_a_catalogue_that_another_medtui_has_made_meanwhile_is_shown(library: Path) -> None:
    async with user_of(library, catalogue=False) as user:
        user.sees("7 drugs")
        write_drug(library, "Newdrug", "### Usage\nFor pain.\n")
        make_catalogue(library)
        await user.looks_at_the_files()
        user.sees("8 drugs", "Newdrug")


# Damage -----------------------------------------------------------------------------------------------


def damage(library: Path, *, at: float) -> None:
    """Spoil the catalogue, somewhere in it, as a failing disk does."""
    make_catalogue(library)
    catalogue = next((library.parent / "cache").rglob("*.db"))
    data, status = bytearray(catalogue.read_bytes()), catalogue.stat()
    for place in range(int(at * len(data)), min(int(at * len(data)) + 40, len(data))):
        data[place] ^= 0xFF
    catalogue.write_bytes(data)
    os.utime(catalogue, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("at", [0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.97])
async def test_damaged_names_are_taken_from_the_files(library: Path, at: float) -> None:
    damage(library, at=at)
    async with user_of(library, catalogue=False) as user:
        user.sees("7 drugs", "Amlodipine", "Amoxicillin", "Suxamethonium")
        user.sees_drug("Amlodipine")
        await user.types("/para")
        user.sees_drug("Paracetamol")
        await user.looks_at_the_files()
        user.sees_drug("Paracetamol")
        await user.press("ctrl+u")
        await user.types("intubation")
        user.sees("In text · 1 monograph")


async def test_a_damaged_index_of_the_texts(library: Path) -> None:
    make_catalogue(library)
    index = next((library.parent / "cache").rglob("*.db"))
    index.write_bytes(b"no database" * 1000)
    async with user_of(library, catalogue=False) as user:
        user.sees("7 drugs")
        await user.types("/renal")
        assert user.app.is_running
        await user.looks_at_the_files()
        user.sees("In text · 2 monographs")
        user.sees("The catalogue was damaged, so it was made anew.", inside="#hints")


async def test_an_index_that_fails_while_it_is_in_use(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with user_of(library, drug="Paracetamol") as user:
        breaks_the_index(monkeypatch)
        await user.types("/pentaz")
        user.sees_drug("Pentazocine")  # names are found all the same
        assert user.app.is_running


async def test_an_index_that_fails_at_once(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with user_of(library) as user:
        breaks_the_index(monkeypatch)
        await user.types("/renal")
        user.does_not_see("searching", "Searching the text.")


async def test_a_failure_is_not_told_as_nothing_found(library: Path) -> None:
    async with user_of(library) as user:
        user.search_thread.hold()
        await user.types("/renal")
        user.list_pane.accept_results(TextAnswer((user.search_thread.held or [])[-1], None))
        await user.waits()
        user.does_not_see("Nothing has a name or text like that.")


def breaks_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise StaleError("damaged")

    monkeypatch.setattr(TextSearch, "search", fails)


# Several libraries ------------------------------------------------------------------------------------


async def test_a_result_says_from_which_library_it_is(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "village"
    write_drug(other, "Amoxicillin", AMOXICILLIN.partition("---\n\n")[2])
    async with user_of(library, other) as user:
        await user.types("/impairment")
        user.sees("In text · 2 monographs")
        assert user.words("#drugs").count("Dosage ward") == 1
        assert user.words("#drugs").count("Dosage village") == 1
        first = user.words("#header")
        await user.press("down")
        headers = (first, user.words("#header"))
        assert [[one in shown for one in ("ward", "village")] for shown in headers] in (
            [[True, False], [False, True]],
            [[False, True], [True, False]],
        )


async def test_an_empty_library_beside_a_full_one(library: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    async with user_of(library, tmp_path / "none") as user:
        await user.types("/impairment")
        user.sees("In text · 1 monograph")
        user.sees_drug("Amoxicillin")
