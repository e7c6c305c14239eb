"""A small YAML file that the user has written: its pairs, quickly, or with line numbers where something is wrong."""

from __future__ import annotations

import stat
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path

from medtui.reading.plain_yaml import plain_fields
from medtui.reading.safe_yaml import Items, Node, Pairs, Scalar, UnsafeYamlError, parse_yaml

MOST_BYTES = 64_000
"""No settings need as much; a wrong file may have any size."""

NO_LINE = 0
"""The line of what was read the quick way."""


class OwnFileError(Exception):
    """The file cannot be used. str(error) completes "it ...". line: from 1; NO_LINE for the whole."""

    def __init__(self, message: str, line: int = NO_LINE) -> None:
        super().__init__(message)
        self.line = line


def own_text(path: Path) -> str:
    """The text of a file. Raises OwnFileError, and FileNotFoundError where there is none."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for
            raise OwnFileError("is no file")
        if status.st_size > MOST_BYTES:
            raise OwnFileError(f"is larger than {MOST_BYTES // 1000} kB")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its path is none"
        raise OwnFileError(f"cannot be read ({reason or type(error).__name__})") from error
    if len(data) > MOST_BYTES:  # it has grown since
        raise OwnFileError(f"is larger than {MOST_BYTES // 1000} kB")
    try:
        return data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise OwnFileError("is not UTF-8 text: save it as UTF-8", line) from error


def quick_pairs(text: str, nested: str = "") -> Pairs | None:
    """What `exact_pairs` gives, without line numbers and without PyYAML, whose import takes 30 ms; None for a text
    that is not as plain as nearly all are.

    nested: the one name whose value may be a mapping.
    """
    top: list[str] = []
    block: list[str] = []
    inside = False
    for line in text.splitlines(keepends=True):  # what else it splits at is left to PyYAML
        row = line.rstrip("\r\n ")
        if inside and (not row or row[0] == " "):
            block.append(line)
            continue
        inside = bool(nested) and (row == f"{nested}:" or (inside and row[0] == "#"))
        top.append(line)
    fields, inner = plain_fields(top), plain_fields(_dedented(block))
    if fields is None or inner is None or (inner and fields[nested] != ""):
        return None
    pairs, block_pairs = _pairs(fields), _pairs(inner)
    if pairs is None or block_pairs is None:
        return None
    if not inner:
        return pairs
    own = Scalar(NO_LINE, nested)
    return Pairs(NO_LINE, [(key, block_pairs if key == own else value) for key, value in pairs.pairs])


def _dedented(block: list[str]) -> list[str]:
    """The lines of a block as if they stood at the left edge. One that is indented less than the first stays a
    puzzle, which is left to PyYAML."""
    first = next((line for line in block if line.strip() and line.strip()[0] != "#"), "")
    indent = len(first) - len(first.lstrip(" "))
    return [line[indent:] if not line[:indent].strip(" ") else f" {line}" for line in block]


def _pairs(fields: Mapping[str, object]) -> Pairs | None:
    pairs: list[tuple[Node, Node]] = []
    for name, value in fields.items():
        node = _node(value)
        if node is None:
            return None
        pairs.append((Scalar(NO_LINE, name), node))
    return Pairs(NO_LINE, pairs)


def _node(value: object) -> Node | None:
    if isinstance(value, str):
        return Scalar(NO_LINE, value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return Items(NO_LINE, [Scalar(NO_LINE, item) for item in value])
    return None


def exact_pairs(text: str) -> Pairs:
    """The `name: value` pairs of a text, with their lines; none for an empty text. Raises OwnFileError."""
    try:
        root = parse_yaml(text, MOST_BYTES)
    except UnsafeYamlError as error:
        raise OwnFileError(str(error), error.line) from error
    if root is None:
        return Pairs(1, [])
    if not isinstance(root, Pairs):
        raise OwnFileError("does not hold “name: value” lines", root.line)
    return root
