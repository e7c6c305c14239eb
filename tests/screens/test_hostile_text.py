"""A file that tries to take over the terminal is shown, not obeyed."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest
from driver import User, user_of
from small_library import ESCAPES, HOSTILE, small_library, write

MARKUP = ["[red]Not red[/red]", "[@click=app.quit]no link[/]"]
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    escape = "\x1b]2;x\x07" if os.name == "posix" else ""  # Windows refuses such names
    root = tmp_path / f"li[red]b{escape}\u202e"
    root.mkdir()
    write(root / f"host[b]ilin{escape}\u202e.md", HOSTILE)
    write(root / "zz[red].md", "### Usage\nNext.\n")
    return root


def check(user: User) -> None:
    """Nothing that any widget paints can move, recolour or turn anything."""
    for text in [*user.painted_text(), user.screen.replace("\n", ""), user.app.title, user.app.sub_title]:
        bad = [character for character in text if unicodedata.category(character) in ("Cc", "Cs")]
        assert not bad, (text, bad)
        assert not _BIDI.search(text), text


async def test_no_control_reaches_the_screen_from_any_field(library: Path) -> None:
    async with user_of(library, size=(120, 60)) as user:
        user.sees("Hostilin")
        for keys in (
            *"0123456789", "e", "d", "escape", "?", "escape", "right", "tab", "enter", "end", "y", "r", "t", "escape",
        ):  # fmt: skip
            await user.press(*([keys] if len(keys) > 1 else keys))
            check(user)


async def test_no_control_reaches_a_small_screen(library: Path) -> None:
    async with user_of(library, size=(40, 12)) as user:
        for key in ("enter", *["right"] * 8, "0", "pagedown", "pagedown", "d", "escape", "escape", "/"):
            await user.press(key)
            check(user)


async def test_typed_and_pasted_controls_are_shown_safely(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("/")
        await user.pastes(ESCAPES)
        check(user)
        await user.types("\u202e\u200f")
        check(user)


async def test_what_is_pasted_into_the_palette_is_safe(library: Path) -> None:
    """Textual's own box, which paints what it holds."""
    async with user_of(library) as user:
        await user.press("tab", "y", "ctrl+p")
        lines = len(user.screen.splitlines())
        await user.pastes(ESCAPES)
        check(user)
        await user.press("ctrl+v")  # many lines
        check(user)
        assert len(user.screen.splitlines()) == lines
        await user.press("escape", "escape", "ctrl+p")
        await user.pastes("m" * 100_000)
        user.does_not_see("mmm")


async def test_names_of_files_and_folders_are_safe_in_notices(library: Path) -> None:
    async with user_of(library) as user:
        file = next(path for path in library.iterdir() if path.name.startswith("host"))
        file.write_text(HOSTILE + "\nMore.\n", "utf-8")
        await user.lets_time_pass()
        user.sees("has changed on disk")
        check(user)
        file.unlink()
        await user.press("alt+r")
        user.sees("is not there any more")
        check(user)
    for path in library.iterdir():
        path.unlink()
    async with user_of(library) as user:
        user.sees("No monographs in")
        check(user)


async def test_the_words_of_a_librarys_own_schema_are_safe(library: Path) -> None:
    sections = "".join(
        f"  - name: {name}\n    label: '[red]{name}'\n    standard: yes\n"
        f'    title: "[bold][$text]\\e[2J{name} [IV]\\u202e"\n'
        for name in ("usage", "dosage")
    )
    write(library / "medtui.yaml", f"extend: no\nsections:\n{sections}")
    async with user_of(library) as user:
        user.sees("[red]usage", inside="#tabs")
        await user.press("2")
        check(user)
        await user.press("ctrl+p")
        await user.waits_for("Boxed warning")
        await user.types("dosage")
        await user.waits_for("Section: [bold][$text]␛[2Jdosage [IV]⟨")
        check(user)


async def test_markup_is_only_text(library: Path) -> None:
    async with user_of(library, size=(160, 60)) as user:
        user.sees(*MARKUP)
        await user.press("0")
        user.sees(*MARKUP, "[link=https://example.org]as written[/link]")
        await user.clicks_on("no link")
        assert user.app.is_running
        await user.press("7")
        user.sees("[red]Is")
        await user.press("e")
        user.sees("A: [/red]")
        await user.press("d")
        user.sees("[red]Trust")


async def test_no_run_of_text_is_coloured_by_its_own_markup(library: Path) -> None:
    async with user_of(library, size=(160, 60)) as user:
        x, y = user.finds("[red]Not red[/red]")
        styles = {run.css for run in user.runs() if run.y == y and run.x <= x + 18 and run.x + len(run.text) > x}
        assert len(styles) == 1


async def test_nothing_painted_is_a_link(library: Path) -> None:
    async with user_of(library, size=(160, 60)) as user:
        await user.press("0")
        for text in ("no link", "as written"):
            style = user.style_of(text)
            assert style.link is None
            assert "@click" not in style.meta


async def test_the_hostile_file_hides_no_other(tmp_path: Path) -> None:
    async with user_of(small_library(tmp_path)) as user:
        await user.press(*["down"] * 8)
        user.sees_drug("Zelofane")
        user.sees("9 drugs")
