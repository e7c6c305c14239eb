"""YAML front matter: found, capped, and read without trusting it.

`BaseLoader` keeps every scalar as it is written (`1.10`, `No` and `12:30` stay text). Aliases and merge
keys are refused because they can multiply a small file into gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from medtui.monograph import Problem
from medtui.reading.lines import is_blank

MAX_CHARACTERS = 64_000
MAX_DEPTH = 20
Value = str | tuple[str, ...]

_OPENING = re.compile("\ufeff?---[ \t]*$")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_TITLE = re.compile(r"title[ \t]*:[ \t]*(.*)", re.IGNORECASE)
# What a YAML parser would read as exactly these characters: a plain key, and a plain scalar on the same
# line that cannot be anything else. All other front matter goes to PyYAML, which is slow to import.
_PLAIN_FIELD = re.compile(r"([A-Za-z][\w-]*):(?:[ ]+([A-Za-z0-9(][^\x00-\x1f\x7f-\xa0\"'`#:{}\[\]&*!|>%@,\\]*))?[ ]*$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """lines: how many source lines it takes, fences included (0: there is none)."""

    lines: int = 0
    fields: dict[str, Value] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def find_front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter at the start of `lines`. Never raises: what cannot be read becomes a problem."""
    if not lines or not _OPENING.match(_bare(lines[0])):
        return FrontMatter()
    closing = next((n for n, line in enumerate(lines) if n and _CLOSING.match(_bare(line))), None)
    if closing is None or not _looks_like_fields(lines[1:closing]):
        if any(_TITLE.match(line) for line in lines[1:12]):
            message = "The front matter has no closing `---` line, so it is shown as text."
            return FrontMatter(fields=_title_line(lines[1:12]), problems=(Problem("front_matter", message, 1),))
        return FrontMatter()  # a thematic break, not front matter
    inside = lines[1:closing]
    fields, problem = _read_fields(inside)
    end = closing + 1
    while end < len(lines) and is_blank(lines[end]):
        end += 1
    return FrontMatter(end, fields, (problem,) if problem else ())


def _bare(line: str) -> str:
    return line.rstrip("\r\n")


def _looks_like_fields(inside: Sequence[str]) -> bool:
    """False for prose between two thematic breaks, and for a fence that only a later break closes."""
    first = next((line for line in inside if not is_blank(line) and not line.lstrip().startswith("#")), None)
    return first is None or bool(re.match(r"\s*(?:[\w\"'?\[{-][^\r\n]*:(?:\s|$)|- |\{|\[|[%&*!|>@`])", first)) or len(inside) <= 3


def _title_line(inside: Sequence[str]) -> dict[str, Value]:
    for line in inside:
        if match := _TITLE.match(_bare(line)):
            return {"title": match[1].strip()}
    return {}


def _read_fields(inside: Sequence[str]) -> tuple[dict[str, Value], Problem | None]:
    plain = _plain_fields(inside)
    if plain is not None:
        return plain, None
    text = "".join(inside).replace("\r\n", "\n").replace("\r", "\n")
    fields, complaint = _yaml_fields(text)
    if complaint is None:
        return fields, None
    return _title_line(inside), Problem("front_matter", f"The front matter {complaint}; it is shown as written.", 1)


def _plain_fields(inside: Sequence[str]) -> dict[str, Value] | None:
    fields: dict[str, Value] = {}
    for line in inside:
        match = _PLAIN_FIELD.match(_bare(line))
        if match is None or match[1] in fields:
            return None
        fields[match[1]] = (match[2] or "").rstrip()
    return fields


def _yaml_fields(text: str) -> tuple[dict[str, Value], str | None]:
    import yaml  # noqa: PLC0415 - slow to import, and most front matter is plain

    if len(text) > MAX_CHARACTERS:
        return {}, f"is longer than {MAX_CHARACTERS:,} characters"
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                return {}, "uses YAML aliases, which are not allowed"
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return {}, f"is nested deeper than {MAX_DEPTH} levels"
        data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only str, list, dict
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        return {}, "is not valid YAML"
    if data is None or data == "":
        return {}, None
    if not isinstance(data, dict):
        return {}, "is not a list of `key: value` lines"
    return {str(key): _flat(value) for key, value in data.items()}, None


def _flat(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(_one_line(item) for item in value)
    return _one_line(value)


def _one_line(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_one_line(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_one_line(item) for item in value)
    return str(value)
