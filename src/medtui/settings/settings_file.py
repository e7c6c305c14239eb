"""`config.yaml` -> Settings: each setting for itself, so that a mistake in one costs only that one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from medtui.reading.safe_yaml import Items, Node, Pairs, Scalar
from medtui.safe_text import safe_line
from medtui.settings.setting_table import LEAST_LIST, LEAST_WRAP, MOST_LIST, MOST_WRAP, NAMES, OFF, ON, setting
from medtui.settings.settings import DEFAULTS, FILE_NAME, THEMES, THEMES_FOLDER, Settings
from medtui.settings.user_yaml import NO_LINE, OwnFileError, exact_pairs, own_text, quick_pairs

_KEYS = "keys"
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""What an escape in YAML can make, but neither a word nor a path can hold."""

_MOST_DIGITS = 6
_MOST_SHOWN = 40


class _RefusedError(Exception):
    """A value cannot be used. str(error): what to add in the usual sentence, with a space before, or nothing.
    line: where in it."""

    def __init__(self, more: str = "", line: int = NO_LINE) -> None:
        super().__init__(more)
        self.line = line


def settings_from(folder: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in that folder's file, and what is wrong with them. Never raises."""
    try:
        text = own_text(folder / FILE_NAME)
        quick = quick_pairs(text, _KEYS)
        if quick is not None:
            settings, problems = _Reading(folder).read(quick)
            if not problems:
                return settings, ()
        return _Reading(folder).read(exact_pairs(text))  # slower, with the lines for the sentences
    except FileNotFoundError:  # gone since it was looked for
        return DEFAULTS, ()
    except OwnFileError as error:
        return DEFAULTS, (f"{_place(error.line)}it {error}; all settings have their defaults.",)


def place_of(folder: Path | None, name: str, inner: str = "") -> str:
    """Where a setting, or an entry in it, stands in the file: the beginning of a sentence. Never raises."""
    if folder is None:
        return _place(NO_LINE)
    try:
        pairs = exact_pairs(own_text(folder / FILE_NAME))
    except (OSError, OwnFileError):
        return _place(NO_LINE)
    return _place(_line(pairs, (name, inner) if inner else (name,)))


def _line(pairs: Pairs, path: Sequence[str]) -> int:
    for key, value in pairs.pairs:
        if isinstance(key, Scalar) and key.text == path[0]:
            return _line(value, path[1:]) if len(path) > 1 and isinstance(value, Pairs) else key.line
    return NO_LINE


def _place(line: int) -> str:
    return f"{FILE_NAME}, line {line}: " if line else f"{FILE_NAME}: "


class _Reading:
    """One pass over the pairs of a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._problems: list[str] = []

    def read(self, pairs: Pairs) -> tuple[Settings, tuple[str, ...]]:
        """The settings that they make, and what is wrong with them."""
        given = self._once(pairs, "")
        values: dict[str, object] = {}
        for name, (key, node) in given.items():
            if name not in NAMES:
                self._say(
                    key.line, f"there is no setting “{shown(name)}”{meant(name, NAMES)}; there are {_and(NAMES)}."
                )
            elif not (isinstance(node, Scalar) and not node.text.strip()):  # nothing after the colon: not set
                self._take(name, key, node, values)
        return Settings(**values), tuple(self._problems)  # type: ignore[arg-type]

    def _take(self, name: str, key: Scalar, node: Node, values: dict[str, object]) -> None:
        try:
            values[name] = self._keys(node) if name == _KEYS else _READERS[name](node, self._folder)
        except _RefusedError as refused:
            one = setting(name)
            got = f", not “{shown(node.text)}”" if isinstance(node, Scalar) else ""
            self._say(
                refused.line or key.line,
                f"{name} must be {one.takes}{got}{refused}; its default, {one.default}, is used.",
            )

    def _once(self, pairs: Pairs, within: str) -> dict[str, tuple[Scalar, Node]]:
        """The pairs by name, without those that are there more than once, which are said."""
        found: dict[str, list[tuple[Scalar, Node]]] = {}
        for key, node in pairs.pairs:
            if isinstance(key, Scalar):
                found.setdefault(key.text, []).append((key, node))
            else:
                self._say(key.line, f"{within}a name must be a word, and this is none; it is left out.")
        for name, places in list(found.items()):
            if len(places) > 1:
                lines = " and ".join(str(key.line) for key, _ in places)
                self._say(
                    places[-1][0].line,
                    f"{within}{shown(name)} is set more than once, in lines {lines}; its default is used.",
                )
                del found[name]
        return {name: places[0] for name, places in found.items()}

    def _keys(self, node: Node) -> dict[str, str]:
        """The keys by command, a list of them joined by commas."""
        if not isinstance(node, Pairs):
            raise _RefusedError
        keys: dict[str, str] = {}
        for name, (key, value) in self._once(node, "keys: ").items():
            items = value.items if isinstance(value, Items) else [value]
            words = [item.text for item in items if isinstance(item, Scalar)]
            if len(words) < len(items):
                self._say(
                    key.line,
                    f"keys: those of {shown(name)} must be names of keys, with commas between them; they are left out.",
                )
            else:
                keys[name] = ",".join(words)
        return keys

    def _say(self, line: int, words: str) -> None:
        self._problems.append(f"{_place(line)}{words}")


# The values of each setting ---------------------------------------------------------------------------


def _word(node: Node) -> str:
    """One line of text. Raises _RefusedError."""
    if not isinstance(node, Scalar) or _NO_TEXT.search(node.text):
        raise _RefusedError(line=node.line)
    return node.text.strip()


def _folder(node: Node, _: Path) -> Path:
    """A folder; it need not be there. A path that is neither full nor begins with ~ is refused: it would mean
    another folder at each place where medtui is started."""
    word = _word(node)
    try:
        path = Path(word).expanduser()
    except RuntimeError as error:  # ~somebody, or no home at all
        raise _RefusedError(" (no home folder is known for it)", node.line) from error
    if not path.is_absolute():
        raise _RefusedError(line=node.line)
    return path


def _folders(node: Node, beside: Path) -> tuple[Path, ...]:
    items = node.items if isinstance(node, Items) else [node]
    found = []
    for item in items:
        try:
            found.append(_folder(item, beside))
        except _RefusedError as refused:
            is_one_of = isinstance(item, Scalar) and isinstance(node, Items)
            which = f", not “{shown(item.text)}”" if isinstance(item, Scalar) and is_one_of else ""
            raise _RefusedError(f"{which}{refused}", item.line) from refused
    return tuple(found)


def _theme(node: Node, beside: Path) -> str:
    word = _word(node)
    if word in THEMES:
        return word
    own = own_themes(beside)
    if word not in own:
        mine = f" (those are: {', '.join(own)})" if own else ""
        raise _RefusedError(meant(word, (*THEMES, *own)) or mine)
    return word


def own_themes(folder: Path) -> list[str]:
    """The names of the user's own themes in the config folder, whether their files are sound or not."""
    try:
        files = [file.name for file in (folder / THEMES_FOLDER).iterdir()]
    except OSError:
        return []
    return sorted(name.removesuffix(".yaml") for name in files if name.endswith(".yaml") and name == safe_line(name))


def _section(node: Node, _: Path) -> str:
    return _word(node)


def _number(least: int, most: int) -> Callable[[Node, Path], int]:
    def read(node: Node, _: Path) -> int:
        word = _word(node)
        is_number = word.isascii() and word.isdecimal() and len(word) <= _MOST_DIGITS
        if not is_number or not least <= int(word) <= most:
            raise _RefusedError
        return int(word)

    return read


def _switch(node: Node, _: Path) -> bool:
    word = _word(node).casefold()
    if word not in ON + OFF:
        raise _RefusedError
    return word in ON


_READERS: dict[str, Callable[[Node, Path], object]] = {
    "libraries": _folders,
    "overlay": _folder,
    "theme": _theme,
    "start_section": _section,
    "list_width": _number(LEAST_LIST, MOST_LIST),
    "wrap_width": _number(LEAST_WRAP, MOST_WRAP),
    "animation": _switch,
    "ascii_borders": _switch,
    "keep_recent": _switch,
}


def meant(word: str, known: Sequence[str]) -> str:
    """The known word that looks most like this one, as a question in brackets; empty where none does."""
    from difflib import get_close_matches  # only for a word that is wrong

    found = get_close_matches(word.casefold().replace("-", "_"), known, 1)
    return f" (did you mean {found[0]}?)" if found else ""


def _and(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def shown(text: str) -> str:
    """What the user has written, on one line and not at length."""
    line = safe_line(" ".join(text.split()))
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"
