"""The themes: text that can be read in each of them, and those of the user."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from textual.app import App
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor
from textual.theme import Theme

import medtui.tui
from medtui.settings import settings
from medtui.settings.theme_colours import BUILT_IN_THEMES, COLOURS, PLAIN
from medtui.settings.user_themes import ANSI
from medtui.tui.looks import LOOKS, PLAIN_LOOKS, look, rich_style
from medtui.tui.themes import THEMES, line_filters, user_themes

BY_NAME = {theme.name: theme for theme in THEMES}
DARK, LIGHT, HIGH_CONTRAST = BY_NAME["dark"], BY_NAME["light"], BY_NAME["contrast"]
TERMINAL, MONOCHROME = BY_NAME["terminal"], BY_NAME["monochrome"]
BACKGROUNDS = ("background", "surface", "panel")
"""What text stands on, but for the cursors, whose own background the looks name."""

SOURCES = [path for path in Path(medtui.tui.__file__).parent.rglob("*") if path.suffix in (".py", ".tcss")]


def variables_of(theme: Theme) -> dict[str, str]:
    """The variables of a theme, as the app has them."""
    return {**theme.to_color_system().generate(), **theme.variables}


def contrast(one: Color, other: Color) -> float:
    """Their contrast ratio, from 1 to 21 (WCAG 2.1: w3.org/TR/WCAG21/#dfn-contrast-ratio)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    """Relative luminance, from 0 to 1 (w3.org/TR/WCAG21/#dfn-relative-luminance)."""
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_formula_is_right() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


def test_text_stands_on_these_backgrounds_only() -> None:
    named = {name for path in SOURCES for name in re.findall(r"background: \$([\w-]+)", path.read_text("utf-8"))}
    assert named
    assert named <= set(BACKGROUNDS)


@pytest.mark.parametrize(
    ("theme", "least"), [(DARK, 4.5), (LIGHT, 4.5), (HIGH_CONTRAST, 7.0)], ids=lambda v: str(v)[:20]
)
@pytest.mark.parametrize("name", LOOKS)
def test_text_stands_out(theme: Theme, least: float, name: str) -> None:
    """WCAG 2.1, success criteria 1.4.3 (AA) and 1.4.6 (AAA)."""
    variables = variables_of(theme)
    found = look(name, variables)
    color = Color.parse(variables[found.color or "foreground"])
    for background in (found.background,) if found.background else BACKGROUNDS:
        ratio = contrast(color, Color.parse(variables[background]))
        assert ratio >= least, f"{theme.name}: {name} on {background} is {ratio:.2f} to 1"


def test_names() -> None:
    assert [theme.name for theme in THEMES] == [palette.name for palette in BUILT_IN_THEMES]
    assert settings.DEFAULTS.theme == DARK.name


@pytest.mark.parametrize("theme", [TERMINAL, MONOCHROME], ids=lambda theme: str(theme.name))
def test_no_colour_but_the_terminals_own(theme: Theme) -> None:
    variables = variables_of(theme)
    for name in LOOKS:
        style = rich_style(name, variables)
        assert style.bgcolor is None, name
        assert style.color is None or style.color.is_system_defined, name
    for name, value in variables.items():
        if not value.startswith(("ansi_", "transparent")) and "style" not in name:
            assert name == PLAIN or value in ("auto", "#00000000"), (name, value)


def test_monochrome_has_no_hue() -> None:
    variables = variables_of(MONOCHROME)
    for name in LOOKS:
        assert rich_style(name, variables).color in (None, RichColor.default()), name
    for name, value in variables.items():
        hues = [word for word in value.split() if word.startswith("ansi_") and word != "ansi_default"]
        assert not hues or {*hues} <= {"ansi_black", "ansi_white"}, (name, value)


def test_what_colour_says_elsewhere_is_said_by_the_font() -> None:
    variables = variables_of(MONOCHROME)
    plain = rich_style("number", variables)
    for name in ("strong", "heading", "question", "badge", "warning", "muted", "label", "marker", "match", "caret"):
        assert rich_style(name, variables).without_color != plain.without_color, name
    styles = [rich_style(name, variables).without_color for name in ("cursor", "cursor-idle", "strong", "muted")]
    assert len(set(styles)) == len(styles)
    assert PLAIN_LOOKS.keys() == LOOKS.keys()


def test_themes_with_backgrounds_have_the_usual_looks() -> None:
    for theme in (DARK, LIGHT, HIGH_CONTRAST):
        for name, usual in LOOKS.items():
            assert look(name, variables_of(theme)) is usual


# The filters ------------------------------------------------------------------------------------------


class Plain(App[None]):
    """An app with medtui's themes and filters."""

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)

    def get_line_filters(self) -> list[LineFilter]:
        return list(line_filters(self, super().get_line_filters()))


def kinds(app: App[None]) -> set[type[LineFilter]]:
    return {type(found) for found in app.get_line_filters()}


@pytest.mark.parametrize(
    ("no_color", "expected"),
    [
        (
            False,
            {
                "dark": {ANSIToTruecolor},
                "light": {ANSIToTruecolor},
                "contrast": {ANSIToTruecolor},
                "terminal": set(),
                "monochrome": {NoColor},
            },
        ),
        (
            True,
            {
                "dark": {ANSIToTruecolor, Monochrome},
                "light": {ANSIToTruecolor, Monochrome},
                "contrast": {ANSIToTruecolor, Monochrome},
                "terminal": {NoColor},
                "monochrome": {NoColor},
            },
        ),
    ],
)
async def test_colours_go_through_what_suits_the_theme(
    no_color: bool, expected: Mapping[str, set[type[LineFilter]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    app = Plain()
    assert {theme.name for theme in THEMES} == set(expected)
    async with app.run_test() as pilot:
        for name in (*expected, *reversed(list(expected))):
            app.theme = name
            await pilot.pause()
            assert kinds(app) == expected[name], name


@pytest.mark.parametrize("name", ["terminal", "monochrome"])
def test_a_theme_that_is_there_from_the_start(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    app = Plain()
    app.set_reactive(Plain.theme, name)  # without the watcher, as the app does it
    assert ANSIToTruecolor not in kinds(app)


# The user's own ---------------------------------------------------------------------------------------


def own(folder: Path, **files: str) -> dict[str, Theme]:
    """The themes of a folder with these files, none of which is wrong."""
    (folder / "themes").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "themes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    themes, problems = user_themes(folder)
    assert not problems
    return {theme.name: theme for theme in themes}


def test_none(tmp_path: Path) -> None:
    assert user_themes(tmp_path) == user_themes(None) == ((), ())


def test_what_a_file_says_and_what_it_extends(tmp_path: Path) -> None:
    found = own(tmp_path, sea='extends: light\nprimary: "#012345"\nmuted: "#abc"\n')["sea"]
    variables, base = variables_of(found), variables_of(LIGHT)
    assert (found.dark, found.ansi) == (False, False)
    assert (variables["primary"], variables["muted"]) == ("#012345", "#abc")
    for name in set(COLOURS) - {"primary", "muted"}:
        assert variables[name] == base[name], name


def test_a_file_can_set_every_colour(tmp_path: Path) -> None:
    lines = [f'{name}: "#0000{number:02x}"' for number, name in enumerate(COLOURS, start=16)]
    variables = variables_of(own(tmp_path, all="\n".join(lines))["all"])
    for number, name in enumerate(COLOURS, start=16):
        assert Color.parse(variables[name]) == Color(0, 0, number), name


def test_every_look_can_be_painted_in_it(tmp_path: Path) -> None:
    files = {
        "a": "extends: terminal\nprimary: ansi_bright_blue\npanel: 222222\n",
        "b": "extends: dark\nprimary: ansi_green\n",
        "c": "extends: monochrome\nerror: f00\n",
        "d": "dark: off\npanel: ansi_white\nidle: ansi_default\n",
        "e": "\n".join(f"{name}: {colour}" for name, colour in zip(COLOURS, ANSI, strict=False)),
    }
    for theme in own(tmp_path, **files).values():
        variables = variables_of(theme)
        assert theme.ansi
        for name in LOOKS:
            rich_style(name, variables)
    assert own(tmp_path)["a"].variables["panel"] == "#222222"
    assert Color.parse(variables_of(own(tmp_path)["b"])["panel"]) == Color.parse(DARK.panel or "")


async def test_it_can_be_chosen(tmp_path: Path) -> None:
    app = Plain()
    themes = own(tmp_path, sea="primary: fff\n", tty="extends: terminal\nprimary: ansi_cyan\n")
    for theme in themes.values():
        app.register_theme(theme)
    async with app.run_test() as pilot:
        for name in (*themes, "dark", *themes):
            app.theme = name
            await pilot.pause()
        assert app.current_theme.ansi


def test_a_bad_one_is_left_out(tmp_path: Path) -> None:
    own(tmp_path, good="primary: fff\n")
    (tmp_path / "themes" / "bad.yaml").write_text("primary: pink\n")
    themes, problems = user_themes(tmp_path)
    assert [theme.name for theme in themes] == ["good"]
    assert problems[0].startswith("themes/bad.yaml, line 1: primary must be a colour")


def test_every_colour_of_the_terminal_is_known_to_textual() -> None:
    for name in (*ANSI, "ansi_default"):
        assert Color.parse(name).ansi is not None
