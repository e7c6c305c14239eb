"""`config.yaml` -> Settings: each setting for itself, so that a mistake in one costs only that one."""

from __future__ import annotations

import re
from pathlib import Path

from medtui.reading.safe_yaml import Items, Node, Pairs, Scalar
from medtui.safe_text import safe_line
from medtui.settings.app_commands import Keys
from medtui.settings.settings import DEFAULTS, FILE_NAME, THEMES_FOLDER, Setting, Settings, setting_table
from medtui.settings.theme_colours import THEMES
from medtui.settings.user_yaml import MOST_TOLD, MistakeError, meant, on_or_off, pairs_in, place_of, refused, shown

_NO_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""What an escape in YAML can make, but neither a word nor a path can hold."""

_MOST_DIGITS = 6


def load_settings(folder: Path | None) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and what is wrong with them: a sentence each, with file and line. Never raises.

    folder: the user's config folder; None where there is none. A setting that is wrong has its default, the others
    hold; a file that cannot be read at all leaves every default.
    """
    if folder is None:
        return DEFAULTS, ()
    try:
        settings, problems = _Reader(folder).read(pairs_in(folder / FILE_NAME))
    except FileNotFoundError:
        return DEFAULTS, ()
    except MistakeError as error:
        return DEFAULTS, (f"{place_of(FILE_NAME, error.line)}{error}; all settings have their defaults.",)
    more = len(problems) - MOST_TOLD
    return settings, (*problems[:MOST_TOLD], *([f"{FILE_NAME}: and {more:,} more."] if more > 0 else []))


def theme_paths(folder: Path) -> list[Path]:
    """The files of the user's own themes in the config folder, sound or not."""
    try:
        paths = sorted((folder / THEMES_FOLDER).iterdir())
    except (OSError, ValueError):
        return []
    return [path for path in paths if path.name.endswith(".yaml") and not path.name.startswith(".")]


class _Reader:
    """Reads the pairs of one file, and notes what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._problems: list[str] = []

    def read(self, pairs: Pairs) -> tuple[Settings, tuple[str, ...]]:
        """The settings that they make, and what is wrong with them."""
        table = setting_table()
        values: dict[str, object] = {}
        for name, (key, node) in self._once(pairs, "").items():
            if name not in table:
                names = [*table]
                there_are = f"{', '.join(names[:-1])} and {names[-1]}"
                hint = meant(name, names) if len(self._problems) < MOST_TOLD else ""
                self._add(key.line, f"there is no setting “{shown(name)}”{hint}; there are {there_are}.")
            elif not (isinstance(node, Scalar) and not node.text.strip()):  # nothing after the colon: not set
                setting = table[name]
                try:
                    values[name] = self._value(node, setting)
                except MistakeError as error:
                    must_be = f"{name} must be {setting.takes}"
                    self._add(error.line, f"{must_be}{error}; its default, {setting.default}, is used.")
        return Settings(**values), tuple(self._problems)  # type: ignore[arg-type]

    def _add(self, line: int, words: str) -> None:
        self._problems.append(f"{place_of(FILE_NAME, line)}{words}")

    def _once(self, pairs: Pairs, within: str) -> dict[str, tuple[Scalar, Node]]:
        """The pairs by name, without those that are there more than once, which are complained of."""
        by_name: dict[str, list[tuple[Scalar, Node]]] = {}
        for key, node in pairs.pairs:
            if isinstance(key, Scalar):
                by_name.setdefault(key.text, []).append((key, node))
            else:
                self._add(key.line, f"{within}a name must be a word, and this is none; it is left out.")
        for name, places in by_name.items():
            if len(places) > 1:
                lines = " and ".join(str(key.line) for key, _ in places)
                self._add(
                    places[-1][0].line,
                    f"{within}{shown(name)} is set more than once, in lines {lines}; its default is used.",
                )
        return {name: places[0] for name, places in by_name.items() if len(places) == 1}

    def _value(self, node: Node, setting: Setting) -> object:
        """What the node says, as a value of the setting's type. Raises what `refused` makes."""
        kind = setting.type
        if kind is Keys:
            return self._keys(node)
        if kind == tuple[Path, ...]:
            return tuple(map(_folder_of, node.items if isinstance(node, Items) else [node]))
        if kind == Path | None:
            return _folder_of(node)
        word = _word(node)
        if kind is bool:
            if (is_on := on_or_off(node)) is None:
                raise refused(node)
            return is_on
        if kind is int:
            is_number = word.isascii() and word.isdecimal() and len(word) <= _MOST_DIGITS
            if not is_number or not setting.least <= int(word) <= setting.most:
                raise refused(node)
            return int(word)
        if setting.name == "theme":
            self._check_theme(node, word)
        return word

    def _check_theme(self, node: Node, word: str) -> None:
        names = [path.name.removesuffix(".yaml") for path in theme_paths(self._folder)]
        themes = [name for name in names if name == safe_line(name)]
        if word not in (*THEMES, *themes):
            mine = f" (those are: {', '.join(themes)})" if themes else ""
            raise refused(node, meant(word, (*THEMES, *themes)) or mine)

    def _keys(self, node: Node) -> Keys:
        if not isinstance(node, Pairs):
            raise refused(node)
        from medtui.settings.user_keys import read_keys  # only where keys are set

        given: dict[str, str] = {}
        entries = self._once(node, "keys: ")
        for name, (key, value) in entries.items():
            items = value.items if isinstance(value, Items) else [value]
            words = [item.text for item in items if isinstance(item, Scalar)]
            if len(words) < len(items):
                self._add(
                    key.line,
                    f"keys: those of {shown(name)} must be names of keys, with commas between them; they are left out.",
                )
            else:
                given[name] = ",".join(words)
        keys, problems = read_keys(given, lambda name: place_of(FILE_NAME, entries[name][0].line))
        self._problems += problems
        return keys


def _word(node: Node) -> str:
    if not isinstance(node, Scalar) or _NO_TEXT.search(node.text):
        raise refused(node)
    return node.text.strip()


def _folder_of(node: Node) -> Path:
    """A path that is neither full nor begins with ~ is refused: it would mean another folder at each place where
    medtui is started."""
    try:
        path = Path(_word(node)).expanduser()
    except RuntimeError as error:  # ~somebody, or no home at all
        raise refused(node, " (no home folder is known for it)") from error
    if not path.is_absolute():
        raise refused(node)
    return path
