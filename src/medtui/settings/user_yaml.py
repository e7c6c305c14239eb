"""A small YAML file of the user's: its pairs, and sentences about what is wrong with them."""

from __future__ import annotations

import stat
from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path

from medtui.reading.safe_yaml import Node, Pairs, Scalar, UnsafeYamlError, parse_yaml
from medtui.safe_text import safe_line

MOST_BYTES = 64_000
"""No settings need as much; a wrong file may have any size."""

MOST_TOLD = 10
"""Problems of one file: who has more of them sees what kind they are."""

_ON, _OFF = ("on", "yes", "true"), ("off", "no", "false")
_MOST_SHOWN = 40


class MistakeError(Exception):
    """A file of the user's, or a value in it, cannot be used. str(error): what a sentence about it says.
    line: from 1; 0 for the whole file."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def pairs_in(path: Path) -> Pairs:
    """The `name: value` pairs of a file; none of an empty one. Raises MistakeError, and FileNotFoundError where there
    is no file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            raise MistakeError("it is no file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise MistakeError(f"it cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if len(data) > MOST_BYTES:
        raise MistakeError(f"it is larger than {MOST_BYTES // 1000} kB")
    try:
        root = parse_yaml(data.removeprefix(BOM_UTF8).decode("utf-8"), MOST_BYTES)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MistakeError("it is not UTF-8 text: save it as UTF-8", line) from error
    except UnsafeYamlError as error:
        raise MistakeError(f"it {error}", error.line) from error
    if root is None:
        return Pairs(1, [])
    if not isinstance(root, Pairs):
        raise MistakeError("it does not hold “name: value” lines", root.line)
    return root


def place_of(file: str, line: int) -> str:
    """The beginning of a sentence about that line of a file."""
    return f"{file}, line {line}: " if line else f"{file}: "


def on_or_off(node: Node) -> bool | None:
    """Which of the two it says; None for neither."""
    word = node.text.strip().casefold() if isinstance(node, Scalar) else ""
    return word in _ON if word in _ON + _OFF else None


def refused(node: Node, hint: str = "") -> MistakeError:
    """Says that a value cannot be used, at the end of a sentence that says what it must be. hint: to stand after it."""
    value = f", not “{shown(node.text)}”" if isinstance(node, Scalar) and node.text.strip() else ""
    return MistakeError(value + hint, node.line)


def meant(word: str, known: Sequence[str]) -> str:
    """The known word that looks most like this one, as a question in brackets; empty where none does."""
    from difflib import get_close_matches  # only for a word that is wrong

    near = get_close_matches(word.casefold(), known, 1)
    return f" (did you mean {near[0]}?)" if near else ""


def shown(text: str) -> str:
    """What the user has written, on one line and not at length."""
    line = safe_line(" ".join(text.split()))
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"
