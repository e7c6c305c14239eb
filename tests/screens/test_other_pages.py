"""Help, the whole disclaimer, the palette, copying, themes: what single keys lead to."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import user_of
from small_library import OWN_DISCLAIMER, small_library, write
from textual.command import CommandList

from medtui.settings.app_commands import COMMANDS, MOVES
from medtui.tui.screens.command_palette import MedtuiPalette
from medtui.tui.themes import THEMES


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


# Help -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["?", "f1"])
@pytest.mark.parametrize("back", ["same", "escape", "q"])
async def test_help_opens_and_closes(library: Path, key: str, back: str) -> None:
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        await user.press(key)
        user.sees("Line, drug or question up")
        user.does_not_see("6-12 years")
        await user.press(key if back == "same" else back)
        user.does_not_see("Line, drug or question up")
        user.sees("6-12 years")
        user.sees_tab_chosen("3 Dosage")
        assert user.focus == "document"


async def test_help_lists_every_command_and_every_key(library: Path) -> None:
    async with user_of(library, size=(100, 80)) as user:
        await user.press("?")
        for command in (*MOVES, *COMMANDS):
            if command.id.startswith("section-"):
                continue
            user.sees(command.title, inside="#document")
            user.sees(command.shown_keys.split()[0], inside="#document")
        user.sees("0 … 9", "3 is always Dosage")


async def test_help_can_be_read_to_its_end_in_a_small_window(library: Path) -> None:
    async with user_of(library, size=(40, 12)) as user:
        await user.press("?", "end")
        user.sees(COMMANDS[-1].title)
        await user.press("home", "pagedown", "pageup", "down", "up")
        user.sees("In the box and in the list")


async def test_other_keys_do_nothing_behind_the_help(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("?", "3", "/", "x", "y", "escape")
        user.sees_tab_chosen("2 Usage")
        assert user.focus == "search"


# Disclaimer -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("back", ["d", "escape", "q"])
async def test_the_whole_disclaimer_opens_and_closes(library: Path, back: str) -> None:
    async with user_of(library, drug="Zelofane") as user:
        await user.press("d")
        user.sees("The monograph’s own words:", OWN_DISCLAIMER)
        await user.press(back)
        user.does_not_see("The monograph’s own words:")
        user.sees_tab_chosen("2 Usage")


async def test_our_own_notice_says_that_it_is_ours(library: Path) -> None:
    async with user_of(library) as user:
        user.sees("medtui’s own notice", inside="#disclaimer")
        await user.press("alt+d")
        user.sees("This monograph has none of its own.", "ask a healthcare professional before you rely on it.")


async def test_a_disclaimer_section_counts_as_one(library: Path) -> None:
    async with user_of(library, drug="Dorimab and Dorizide") as user:
        user.sees("Both knees belong to their owner.", inside="#disclaimer")
        await user.press("d")
        user.sees("Do not kneel on this page.", inside="#document")


async def test_the_disclaimer_bar_follows_the_drug(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("end")
        user.sees("This page about zelofane is for training only.", inside="#disclaimer")
        await user.press("up")
        user.sees("medtui’s own notice", inside="#disclaimer")
        user.does_not_see("zelofane", inside="#disclaimer")


async def test_a_long_disclaimer_can_be_read_to_its_end(library: Path) -> None:
    words = " ".join(f"Word {number}." for number in range(400))
    write(library / "a.md", f"---\ntitle: Aa\n---\n### Usage\nKnees.\n\n### Disclaimer\n{words}\n")
    async with user_of(library, size=(60, 20)) as user:
        user.sees("Word 0.", inside="#disclaimer")
        await user.press("alt+d", "end")
        user.sees("Word 399.")


# Palette ----------------------------------------------------------------------------------------------


async def test_the_palette_has_every_command_that_can_be_chosen_by_name(library: Path) -> None:
    async with user_of(library) as user:
        offered = [command.title for command in user.app.get_system_commands(user.app.screen)]
        assert {command.title for command in COMMANDS if command.in_palette} <= set(offered)
        assert len(set(offered)) == len(offered)
        await user.press("ctrl+p")
        await user.waits_for(min(offered))  # the palette sorts them
        await user.types("next theme")
        await user.waits_for("Next theme: dark, light, high contrast")
        await user.press("escape")
        user.sees_tab_chosen("2 Usage")


async def test_the_palette_runs_what_is_chosen(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("ctrl+p")
        await user.types("whole discl")
        await user.waits_for("The whole disclaimer")
        await user.press("enter")
        await user.waits_for("This monograph has none of its own.")


async def test_the_palette_leaves_the_disclaimer_in_sight(library: Path) -> None:
    for size in ((120, 40), (80, 24)):
        async with user_of(library, drug="Zelofane", size=size) as user:
            await user.press("ctrl+p")
            await user.waits_for("Boxed warning, where")
            assert "This page about zelofane is for training only." in " ".join(user.screen.split())


@pytest.mark.parametrize("action", ["page_up", "page_down"])
async def test_a_page_key_in_a_palette_without_lines_yet(library: Path, action: str) -> None:
    async with user_of(library) as user:
        palette = MedtuiPalette()
        await user.app.push_screen(palette)
        commands = palette.query_one(CommandList)
        commands.add_options(["one", "two"])
        commands.highlighted = 0
        palette.action_turn_page(action)
        assert user.app.is_running


async def test_no_way_of_textuals_own_leads_out_of_medtui(library: Path) -> None:
    async with user_of(library) as user:
        titles = [command.title for command in user.app.get_system_commands(user.app.screen)]
        assert not {"Keys", "Screenshot", "Maximize", "Theme"} & set(titles)
        await user.press("ctrl+c")
        assert user.app.is_running


# Copying ----------------------------------------------------------------------------------------------


async def test_copying_a_section_takes_disclaimer_and_source_along(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="dosage") as user:
        await user.press("y")
        copied = user.clipboard
        for words in ("Zelofane", "Dosage", "adults >60 kg", "<30 mL/min", OWN_DISCLAIMER, "undated", "zelofane.md"):
            assert words in copied
        assert "Source: drugs · zelofane.md" in copied
        for words in ("Precaution number", "drowsiness", "invented pain"):
            assert words not in copied
        user.sees("clipboard", inside="#hints")
        await user.press("down")
        user.does_not_see("clipboard", inside="#hints")


async def test_copying_takes_folded_answers_too(library: Path) -> None:
    async with user_of(library, drug="Zelofane", section="faqs") as user:
        await user.press("y")
        assert "Never take two at once." in user.clipboard


async def test_copying_a_missing_section_says_that_it_is_missing(library: Path) -> None:
    async with user_of(library, section="dosage") as user:
        await user.press("alt+y")
        assert "no Dosage section" in user.clipboard
        assert "For education only, not medical advice." in user.clipboard


async def test_what_is_copied_is_safe_to_paste(library: Path) -> None:
    async with user_of(library, drug="") as user:
        await user.types("/hostilin")
        await user.press("enter", "0", "y")
        assert "[red]Not red[/red]" in user.clipboard
        assert not set("\x1b\x07\x9b\x7f\u202e\u2066\u200f") & set(user.clipboard)


async def test_copying_when_nothing_is_open(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with user_of(tmp_path / "empty") as user:
        await user.press("y")
        assert user.clipboard == ""


# Looks ------------------------------------------------------------------------------------------------


async def test_themes_go_round(library: Path) -> None:
    async with user_of(library) as user:
        seen = []
        for _ in THEMES:
            seen.append(user.app.theme)
            await user.press("alt+t")
            user.sees(user.app.theme, inside="#hints")
        assert seen == [theme.name for theme in THEMES]
        assert user.app.theme == seen[0]


async def test_every_theme_repaints_everything(library: Path) -> None:
    async with user_of(library, drug="Zelofane") as user:
        looks = set()
        for _ in THEMES:
            looks.add(tuple(user.css_of(text) for text in ("Zelofane", "Bexarol", "0 All", "⚠")))
            await user.press("t")
        assert len(looks) == len(THEMES)


async def test_the_chosen_tab_and_row_can_be_told_without_colour(library: Path) -> None:
    async with user_of(library, no_color=True) as user:
        user.sees("[2 Usage]", "▸ Bexarol", "(3)", "w ⚠")


async def test_no_color_paints_only_greys(library: Path) -> None:
    async with user_of(library, no_color=True) as user:
        for keys in ("", "w", "3", "7", "/", "?"):
            await user.press(*keys)
            for run in user.runs():
                red, green, blue = (run.css.partition("#")[2][at : at + 2] for at in (0, 2, 4))
                assert red == green == blue, run


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES if not theme.ansi])
async def test_text_stands_out_in_every_theme(library: Path, theme: str) -> None:
    """At least 4.5 to 1, as WCAG AA asks, also for what is dimmed."""
    async with user_of(library, drug="Zelofane") as user:
        while user.app.theme != theme:
            await user.press("t")
        for keys in ([], ["7", "e"], ["8"], ["escape"], ["/"], ["?"]):
            await user.press(*keys)
            for view in user.app.screen.query("LineView"):
                for strip in view.render_lines(view.size.region) if view.is_on_screen else ():
                    for text, style, _ in strip:
                        if style and style.color and style.bgcolor and text.strip(" │┃─▕"):
                            contrast = _contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())
                            assert contrast >= 4.5, (theme, view.id, text, str(style), round(contrast, 2))


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = (value / 255 for value in colour)
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def test_q_leaves(library: Path) -> None:
    async with user_of(library) as user:
        await user.press("tab", "q")
        assert not user.app.is_running
        assert user.app.return_code == 0


async def test_every_action_of_the_commands_exists(library: Path) -> None:
    async with user_of(library) as user:
        for command in COMMANDS:
            owner, _, name = command.action.partition("(")[0].rpartition(".")
            assert callable(getattr(user.app if owner == "app" else user.app.screen, f"action_{name}"))
