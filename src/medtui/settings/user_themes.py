"""The user's own themes: `themes/NAME.yaml` beside the settings, each a few named colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from medtui.reading.safe_yaml import Node, Scalar
from medtui.safe_text import safe_line
from medtui.settings.palettes import COLOURS, PALETTES, THEMES, Palette
from medtui.settings.settings import THEMES_FOLDER
from medtui.settings.settings_file import MistakeError, meant, on_or_off, pairs_in, place_of, shown, theme_paths

ANSI = tuple(
    f"ansi_{tone}{name}"
    for tone in ("", "bright_")
    for name in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
)
"""The terminal's own sixteen colours, by Textual's names; `ansi_default` is the colour of its plain text."""

MOST_THEMES = 100

_EXTENDS, _DARK = "extends", "dark"
_NAME = re.compile(r"[\w-]{1,30}")
_HEX = re.compile(r"#?(?P<digits>[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


class ThemeFile(NamedTuple):
    """name: of the file. extends: one of medtui's themes. dark: whether it is for light text on a dark ground, None
    for what the theme that it extends is. colours: `#rrggbb`, `#rgb` or one of ANSI, by COLOURS."""

    name: str
    extends: str
    dark: bool | None
    colours: Mapping[str, str]

    def palette(self) -> Palette:
        """With what it does not say as the theme has it that it extends."""
        base = next(palette for palette in PALETTES if palette.name == self.extends)
        dark = base.dark if self.dark is None else self.dark
        return base._replace(name=self.name, dark=dark, colours={**base.colours, **self.colours})


def theme_files(folder: Path | None) -> tuple[tuple[ThemeFile, ...], tuple[str, ...]]:
    """The user's themes by name, and what is wrong with others: a sentence each, with file and line. Never raises.

    folder: the user's config folder. A theme that is wrong is left out.
    """
    themes: list[ThemeFile] = []
    problems: list[str] = []
    files = theme_paths(folder) if folder else []
    for file in files[:MOST_THEMES]:
        try:
            themes.append(_theme(file))
        except FileNotFoundError:
            continue
        except MistakeError as error:
            place = place_of(f"{THEMES_FOLDER}/{safe_line(file.name)}", error.line)
            problems.append(f"{place}{error}; the theme is left out.")
    if len(files) > MOST_THEMES:
        problems.append(f"{THEMES_FOLDER}: only the first {MOST_THEMES} of {len(files)} themes are read.")
    return tuple(themes), tuple(problems)


def _theme(file: Path) -> ThemeFile:
    name = file.name.removesuffix(".yaml")
    if not _NAME.fullmatch(name):
        raise MistakeError("its name must be 1 to 30 letters, digits, - and _")
    if name in THEMES:
        raise MistakeError(f"{name} is one of medtui’s own: give the file another name")
    known = (_EXTENDS, _DARK, *COLOURS)
    given: dict[str, Node] = {}
    for key, node in pairs_in(file).pairs:
        word = key.text if isinstance(key, Scalar) else ""
        if word not in known:
            raise MistakeError(
                f"a theme has no “{shown(word)}”{meant(word, known)}; it may have {', '.join(known)}", key.line
            )
        if word in given:
            raise MistakeError(f"{word} is there twice", key.line)
        given[word] = node
    if not given:
        raise MistakeError(f"it says nothing; it may have {', '.join(known)}")
    dark = extends = None
    if _DARK in given:
        node = given.pop(_DARK)
        dark = on_or_off(node)
        if dark is None:
            raise MistakeError("dark must be on or off", node.line)
    if _EXTENDS in given:
        node = given.pop(_EXTENDS)
        extends = _word(node)
        if extends not in THEMES:
            raise MistakeError(f"extends must be one of {', '.join(THEMES)}, not “{shown(extends)}”", node.line)
    colours = {word: _colour(word, node) for word, node in given.items()}
    return ThemeFile(name, extends or ("light" if dark is False else "dark"), dark, colours)


def _word(node: Node) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _colour(name: str, node: Node) -> str:
    word = _word(node)
    if word in ANSI or word == "ansi_default":
        return word
    if match := _HEX.fullmatch(word):
        return f"#{match['digits'].lower()}"
    got = f", not “{shown(word)}”" if word else ""
    raise MistakeError(
        f'{name} must be a colour as "#4aa3d8", in quotes, or one of the terminal’s, as ansi_red{got}', node.line
    )
