"""The user's own themes: `themes/NAME.yaml` beside the settings, each a few named colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from medtui.reading.safe_yaml import Node, Pairs, Scalar
from medtui.safe_text import safe_line
from medtui.settings.setting_table import OFF, ON
from medtui.settings.settings import THEMES, THEMES_FOLDER
from medtui.settings.settings_file import meant, shown
from medtui.settings.user_yaml import NO_LINE, OwnFileError, exact_pairs, own_text, quick_pairs

COLOURS = (
    *("primary", "secondary", "accent", "warning", "error", "success", "foreground", "background", "surface", "panel"),
    *("muted", "on-primary", "idle"),
)
"""What a theme may name. Those that it does not name are those of the theme that it extends."""

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
    for what the theme that it extends is. colours: `#rrggbb`, `#rgb` or one of ANSI, by the names above."""

    name: str
    extends: str
    dark: bool | None
    colours: Mapping[str, str]


class _WrongError(Exception):
    """str(error): what is wrong, in one sentence. line: where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def theme_files(folder: Path | None) -> tuple[tuple[ThemeFile, ...], tuple[str, ...]]:
    """The user's themes by name, and what is wrong with others: a sentence each, with file and line. Never raises.

    folder: the user's config folder. A theme that is wrong is left out.
    """
    themes: list[ThemeFile] = []
    problems: list[str] = []
    try:
        found = sorted(folder.joinpath(THEMES_FOLDER).iterdir()) if folder else []
    except (OSError, ValueError):
        return (), ()
    files = [file for file in found if file.name.endswith(".yaml") and not file.name.startswith(".")]
    for file in files[:MOST_THEMES]:
        try:
            themes.append(_theme(file))
        except FileNotFoundError:
            continue
        except OwnFileError as error:
            problems.append(f"{_place(file, error.line)}it {error}; the theme is left out.")
        except _WrongError as error:
            problems.append(f"{_place(file, error.line)}{error}; the theme is left out.")
    if len(files) > MOST_THEMES:
        problems.append(f"{THEMES_FOLDER}: only the first {MOST_THEMES} of {len(files)} themes are read.")
    return tuple(themes), tuple(problems)


def _place(file: Path, line: int) -> str:
    name = f"{THEMES_FOLDER}/{safe_line(file.name)}"
    return f"{name}, line {line}: " if line else f"{name}: "


def _theme(file: Path) -> ThemeFile:
    name = file.name.removesuffix(".yaml")
    if not _NAME.fullmatch(name):
        raise _WrongError("its name must be 1 to 30 letters, digits, - and _", NO_LINE)
    if name in THEMES:
        raise _WrongError(f"{name} is one of medtui’s own: give the file another name", NO_LINE)
    text = own_text(file)
    quick = quick_pairs(text)
    if quick is not None:
        try:
            return _read(name, quick)
        except _WrongError:
            pass  # once more, with the lines
    return _read(name, exact_pairs(text))


def _read(name: str, pairs: Pairs) -> ThemeFile:
    known = (_EXTENDS, _DARK, *COLOURS)
    given: dict[str, Node] = {}
    for key, node in pairs.pairs:
        word = key.text if isinstance(key, Scalar) else ""
        if word not in known:
            raise _WrongError(
                f"a theme has no “{shown(word)}”{meant(word, known)}; it may have {', '.join(known)}", key.line
            )
        if word in given:
            raise _WrongError(f"{word} is there twice", key.line)
        given[word] = node
    if not given:
        raise _WrongError(f"it says nothing; it may have {', '.join(known)}", NO_LINE)
    dark = _switch(given.pop(_DARK)) if _DARK in given else None
    base = _base(given.pop(_EXTENDS)) if _EXTENDS in given else ("light" if dark is False else "dark")
    return ThemeFile(name, base, dark, {word: _colour(word, node) for word, node in given.items()})


def _switch(node: Node) -> bool:
    word = node.text.strip().casefold() if isinstance(node, Scalar) else ""
    if word not in ON + OFF:
        raise _WrongError("dark must be on or off", node.line)
    return word in ON


def _base(node: Node) -> str:
    word = node.text.strip() if isinstance(node, Scalar) else ""
    if word not in THEMES:
        raise _WrongError(f"extends must be one of {', '.join(THEMES)}, not “{shown(word)}”", node.line)
    return word


def _colour(name: str, node: Node) -> str:
    word = node.text.strip() if isinstance(node, Scalar) else ""
    if word in ANSI or word == "ansi_default":
        return word
    if match := _HEX.fullmatch(word):
        return f"#{match['digits'].lower()}"
    got = f", not “{shown(word)}”" if word else ""
    raise _WrongError(
        f'{name} must be a colour as "#4aa3d8", in quotes, or one of the terminal’s, as ansi_red{got}', node.line
    )
