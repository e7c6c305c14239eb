"""The user's own themes: `themes/NAME.yaml` beside the settings, each a few named colours."""

from __future__ import annotations

import re
from pathlib import Path

from medtui.reading.safe_yaml import Node, Scalar
from medtui.safe_text import safe_line
from medtui.settings.settings import THEMES_FOLDER
from medtui.settings.settings_file import theme_paths
from medtui.settings.theme_colours import BUILT_IN_THEMES, COLOURS, THEMES, ThemeColours
from medtui.settings.user_yaml import MistakeError, meant, on_or_off, pairs_in, place_of, refused, shown

ANSI = tuple(
    f"ansi_{tone}{name}"
    for tone in ("", "bright_")
    for name in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
)
"""The terminal's own sixteen colours, by Textual's names; `ansi_default` is the colour of its plain text."""

MOST_THEMES = 100

_NAME = re.compile(r"[\w-]{1,30}")
_HEX = re.compile(r"#?(?P<digits>[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def user_palettes(folder: Path | None) -> tuple[tuple[ThemeColours, ...], tuple[str, ...]]:
    """The user's themes by name, and what is wrong with others: a sentence each, with file and line. Never raises.

    folder: the user's config folder. What a theme does not say is as in the one that it extends; one that is wrong is
    left out.
    """
    palettes: list[ThemeColours] = []
    problems: list[str] = []
    files = theme_paths(folder) if folder else []
    for file in files[:MOST_THEMES]:
        try:
            palettes.append(_palette(file))
        except FileNotFoundError:
            continue
        except MistakeError as error:
            place = place_of(f"{THEMES_FOLDER}/{safe_line(file.name)}", error.line)
            problems.append(f"{place}{error}; the theme is left out.")
    if len(files) > MOST_THEMES:
        problems.append(f"{THEMES_FOLDER}: only the first {MOST_THEMES} of {len(files)} themes are read.")
    return tuple(palettes), tuple(problems)


def _palette(file: Path) -> ThemeColours:
    """Raises MistakeError, and FileNotFoundError where there is no file."""
    name = file.name.removesuffix(".yaml")
    if not _NAME.fullmatch(name):
        raise MistakeError("its name must be 1 to 30 letters, digits, - and _")
    if name in THEMES:
        raise MistakeError(f"{name} is one of medtui’s own: give the file another name")
    known = ("extends", "dark", *COLOURS)
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
    is_dark = None
    if "dark" in given:
        node = given.pop("dark")
        is_dark = on_or_off(node)
        if is_dark is None:
            raise MistakeError("dark must be on or off", node.line)
    extends = "light" if is_dark is False else "dark"
    if "extends" in given:
        node = given.pop("extends")
        extends = _word(node)
        if extends not in THEMES:
            raise MistakeError(f"extends must be one of {', '.join(THEMES)}{refused(node)}", node.line)
    base = next(palette for palette in BUILT_IN_THEMES if palette.name == extends)
    colours = {**base.colours, **{word: _colour(word, node) for word, node in given.items()}}
    return base._replace(name=name, dark=base.dark if is_dark is None else is_dark, colours=colours)


def _word(node: Node) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _colour(name: str, node: Node) -> str:
    word = _word(node)
    if word in (*ANSI, "ansi_default"):
        return word
    if match := _HEX.fullmatch(word):
        return f"#{match['digits'].lower()}"
    takes = 'a colour as "#4aa3d8", in quotes, or one of the terminal’s, as ansi_red'
    raise MistakeError(f"{name} must be {takes}{refused(node)}", node.line)
