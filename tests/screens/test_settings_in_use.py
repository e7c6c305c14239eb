"""What the user has set, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import user_of
from small_library import write
from ward import ward

from medtui.settings.settings import Settings
from medtui.settings.user_keys import read_keys


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ward(tmp_path)


async def test_keys_are_the_users(library: Path) -> None:
    async with user_of(library, settings=Settings(keys=read_keys({"mark": "x", "help": "f5"})[0])) as user:
        await user.press("alt+m")
        user.does_not_see("★ Marked")
        await user.press("alt+x")
        user.sees("★ Marked")
        await user.press("tab", "m")
        user.sees("★ Marked")
        await user.press("x")
        user.does_not_see("★ Marked")
        await user.press("f5")
        user.sees("Line, drug or question up")
        await user.press("end")
        user.sees("F5  ", "What the keys do")
        await user.press("f5")
        user.does_not_see("What the keys do")
        user.sees("F5 help", inside="#hints")


async def test_a_key_that_is_wrong_is_said(library: Path) -> None:
    keys, problems = read_keys({"mark": "no key"})
    async with user_of(library, settings=Settings(keys=keys), problems=problems) as user:
        user.sees("keys: “no key” is no key", inside="#hints")
        await user.press("down", "alt+m")
        user.sees("★ Marked")


async def test_problems_are_said_one_after_the_other(library: Path) -> None:
    async with user_of(library, problems=("First thing.", "Second thing.")) as user:
        user.sees("First thing.", inside="#hints")
        await user.press("down")
        user.sees("Second thing.", inside="#hints")
        await user.press("down")
        user.sees("Enter read", inside="#hints")


async def test_widths(library: Path) -> None:
    words = "word " * 60
    write(library / "aaa.md", f"# Aaa\n\n### Usage\n{words}\n")
    async with user_of(library, settings=Settings(list_width=24, wrap_width=40), size=(140, 40)) as user:
        assert user.app.screen.query_one("#list-pane").size.width == 24
        assert max(len(line) for line in user.lines("#document")) <= 40
        user.sees("word word", inside="#document")


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "terminal", "monochrome"])
async def test_a_theme_to_start_with(library: Path, theme: str) -> None:
    async with user_of(library, settings=Settings(theme=theme)) as user:
        assert user.app.theme == theme
        user.sees_drug("Amlodipine")
        await user.press(*["alt+t"] * 5)
        user.sees(f"Theme: {theme}.", inside="#hints")


async def test_a_theme_that_is_not_there(library: Path) -> None:
    async with user_of(library, settings=Settings(theme="rose")) as user:
        assert user.app.theme == "dark"


async def test_the_users_own_theme(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    write(tmp_path / "config/medtui/themes/rose.yaml", 'extends: light\nprimary: "#aa0055"\n')
    write(tmp_path / "config/medtui/themes/bad.yaml", "primary: no colour\n")
    async with user_of(library, settings=Settings(theme="rose")) as user:
        assert user.app.theme == "rose"
        user.sees("bad.yaml", inside="#hints")


async def test_lines_and_signs_in_ascii(library: Path) -> None:
    write(library / "aaa.md", "# Aaa\n\n### Usage\n* one\n\n| a | b |\n|---|---|\n| ≥ 1 | 2 |\n")
    async with user_of(library, settings=Settings(ascii_borders=True), size=(110, 24)) as user:
        user.sees("> Aaa", "* one", "a | b", "--+--", "≥ 1 | 2")  # the file's own signs stay
        for sign in "▸▏│┃━─┼•⚠★":
            user.does_not_see(sign)
        await user.press("7")
        await user.press("2", "alt+m")
        user.sees("* Marked")


async def test_what_was_read_is_not_kept(library: Path) -> None:
    async with user_of(library, settings=Settings(keep_recent=False)) as user:
        await user.press("enter", "3")
        await user.reads_for_a_while()
        await user.press("tab", "/")
        user.does_not_see("Read last")


@pytest.mark.parametrize("term", ["linux", "vt100", "vt220-w", "linux-16color"])
async def test_a_terminal_that_lacks_signs_is_sent_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    text = (
        "---\ntitle: Plainol\n---\n\n### Boxed Warning\nStop.\n\n### Usage\n- one\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    write(tmp_path / "drugs/plainol.md", text + "\n### FAQs\n\n**Q: Why?**\n\nA: So.\n")
    write(tmp_path / "drugs/plainoline.md", text)
    async with user_of(tmp_path / "drugs", size=(80, 24)) as user:
        for keys in ("plain", ["enter"], "w", "2", "7", ["enter"], "0", "mcM", ["escape"], "?", ["escape"], "o"):
            await user.press(*keys)
            assert user.screen.isascii(), [line for line in user.rows() if not line.isascii()]
    monkeypatch.setenv("TERM", "xterm")
    async with user_of(tmp_path / "drugs", size=(80, 24)) as user:
        assert not user.screen.isascii()
