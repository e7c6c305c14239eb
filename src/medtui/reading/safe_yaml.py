"""YAML from files that nobody has checked: capped, without aliases, every scalar as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

MAX_CHARACTERS = 32_000
MAX_DEPTH = 20


class Scalar(NamedTuple):
    """A word or phrase; `1.10`, `No` and `12:30` stay what they are. line: from 1."""

    line: int
    text: str


class Items(NamedTuple):
    """A YAML sequence. line: from 1."""

    line: int
    items: list[Node]


class Pairs(NamedTuple):
    """A YAML mapping, repeated keys and all. line: from 1."""

    line: int
    pairs: list[tuple[Node, Node]]


Node = Scalar | Items | Pairs


class UnsafeYamlError(ValueError):
    """The text is not YAML, or not YAML that medtui accepts. str(error) completes "it ...". line: from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def parse_yaml(text: str, longest: int = MAX_CHARACTERS) -> Node | None:
    """The one document in `text`; None when it is empty. longest: characters. Raises UnsafeYamlError.

    Aliases are refused because they can multiply a small file into gigabytes.
    """
    import yaml  # slow to import, and most files do without

    if len(text) > longest:
        raise UnsafeYamlError(f"is longer than {longest:,} characters", 1)
    try:
        events = iter(yaml.parse(text, Loader=yaml.BaseLoader))
        documents = [_node(events, next(events), 0) for event in events if event.__class__ is yaml.DocumentStartEvent]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = error.problem or error.context or "for a reason unknown"
        raise UnsafeYamlError(f"is not valid YAML ({words})", mark.line + 1 if mark else 1) from error
    except yaml.YAMLError as error:
        raise UnsafeYamlError("is not valid YAML", 1) from error
    except UnsafeYamlError:
        raise
    except (ValueError, OverflowError) as error:  # PyYAML 6.0.3, of "\UFFFFFFFF": no such character
        raise UnsafeYamlError("is not valid YAML (an escape that stands for no character)", 1) from error
    if len(documents) > 1:
        raise UnsafeYamlError("holds more than one YAML document", documents[1].line)
    return documents[0] if documents else None


def _node(events: Iterator[Any], event: Any, depth: int) -> Node:
    import yaml

    line = event.start_mark.line + 1
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value)
    if isinstance(event, yaml.AliasEvent):
        raise UnsafeYamlError("uses a YAML alias (*name), which is not allowed", line)
    if depth == MAX_DEPTH:
        raise UnsafeYamlError(f"is nested deeper than {MAX_DEPTH} levels", line)
    inside: list[Node] = []
    while not isinstance(following := next(events), yaml.CollectionEndEvent):
        inside.append(_node(events, following, depth + 1))
    if isinstance(event, yaml.SequenceStartEvent):
        return Items(line, inside)
    return Pairs(line, list(zip(inside[::2], inside[1::2], strict=True)))
