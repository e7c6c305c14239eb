"""Themes of the user's own: what a file may say, and what is said of one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from medtui.settings.theme_colours import BUILT_IN_THEMES, ThemeColours
from medtui.settings.user_themes import user_palettes
from medtui.settings.user_yaml import MOST_BYTES

PALETTE = {palette.name: palette for palette in BUILT_IN_THEMES}


def themes_in(folder: Path, **files: str) -> tuple[tuple[ThemeColours, ...], tuple[str, ...]]:
    """What is found in a folder of themes, each file called after its keyword."""
    (folder / "themes").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "themes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return user_palettes(folder)


def test_no_themes(tmp_path: Path) -> None:
    assert user_palettes(tmp_path) == user_palettes(None) == ((), ())
    (tmp_path / "themes").write_text("a file")
    assert user_palettes(tmp_path) == ((), ())


def test_a_theme_is_read(tmp_path: Path) -> None:
    text = 'extends: light\ndark: off\nprimary: "#4AA3d8"\non-primary: fff\nerror: ansi_bright_red\nidle: 303030\n'
    assert themes_in(tmp_path, night=text) == (
        (
            PALETTE["light"]._replace(
                name="night",
                dark=False,
                colours={
                    **PALETTE["light"].colours,
                    "primary": "#4aa3d8",
                    "on-primary": "#fff",
                    "error": "ansi_bright_red",
                    "idle": "#303030",
                },
            ),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("text", "extends", "dark"),
    [
        ("accent: fff\n", "dark", True),
        ("dark: off\n", "light", False),
        ("dark: on\n", "dark", True),
        ("extends: light\n", "light", False),
        ("extends: light\ndark: on\n", "light", True),
    ],
)
def test_what_a_theme_has_from_the_one_it_extends(tmp_path: Path, text: str, extends: str, dark: bool) -> None:
    themes, problems = themes_in(tmp_path, a=text)
    assert not problems
    colours = {**PALETTE[extends].colours, **({"accent": "#fff"} if "accent" in text else {})}
    assert themes == (PALETTE[extends]._replace(name="a", dark=dark, colours=colours),)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a", "primary: #4aa3d8\n", 'a.yaml, line 1: primary must be a colour as "#4aa3d8", in quotes, or one of the'),
        ("a", "dark: on\nprimary: blue\n", "a.yaml, line 2: primary must be a colour"),
        ("a", "primary: ansi_pink\n", "or one of the terminal’s, as ansi_red, not “ansi_pink”;"),
        ("a", "primary: '#12345'\n", "not “#12345”;"),
        ("a", "primary: [a]\n", "primary must be a colour"),
        ("a", "dark: perhaps\n", "dark must be on or off;"),
        ("a", "extends: b\n", "extends must be one of dark, light, contrast, terminal, monochrome, not “b”;"),
        ("a", "dark: on\n\nprimry: fff\n", "a.yaml, line 3: a theme has no “primry” (did you mean primary?); it may"),
        ("a", "primary: fff\nprimary: fff\n", "a.yaml, line 2: primary is there twice;"),
        ("a", "", "a.yaml: it says nothing; it may have extends, dark, primary,"),
        ("a", "- a\n", "it does not hold “name: value” lines;"),
        ("a", "a: &b c\nd: *b\n", "it uses a YAML alias"),
        ("dark", "primary: fff\n", "dark is one of medtui’s own: give the file another name;"),
        ("a b", "primary: fff\n", "its name must be 1 to 30 letters, digits, - and _;"),
        ("a", "#" * (MOST_BYTES + 1), "it is larger than 64 kB;"),
    ],
)
def test_a_bad_theme_is_left_out(tmp_path: Path, name: str, text: str, words: str) -> None:
    themes, problems = themes_in(tmp_path, **{name: text, "good": "primary: fff\n"})
    assert [theme.name for theme in themes] == ["good"]
    assert len(problems) == 1
    assert problems[0].startswith(f"themes/{name}.yaml")
    assert words in problems[0]
    assert problems[0].endswith("; the theme is left out.")


def test_other_files_are_no_themes(tmp_path: Path) -> None:
    themes_in(tmp_path)
    for name in ("notes.txt", ".hidden.yaml", "b.yml"):
        (tmp_path / "themes" / name).write_text("x")
    (tmp_path / "themes" / "c.yaml").mkdir()
    themes, problems = user_palettes(tmp_path)
    assert not themes
    assert problems == ("themes/c.yaml: it is no file; the theme is left out.",)


def test_there_is_an_end_to_themes(tmp_path: Path) -> None:
    themes, problems = themes_in(tmp_path, **{f"t{number}": "primary: fff\n" for number in range(102)})
    assert len(themes) == 100
    assert problems == ("themes: only the first 100 of 102 themes are read.",)
