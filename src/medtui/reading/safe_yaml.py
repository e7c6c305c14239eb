"""YAML from files that nobody has checked: capped, without aliases, every scalar as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

MAX_CHARACTERS = 32_000
MAX_DEPTH = 20
_TOO_DEEP = f"is nested deeper than {MAX_DEPTH} levels"


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

    By libyaml, ten times as fast as PyYAML's own parser, which reads only where libyaml is missing. Both hand out event
    after event, so no depth of nesting can exhaust the stack before it is refused here. Aliases are refused because
    they can multiply a small file into gigabytes.
    """
    import yaml  # takes 10 ms, and what is started without a text to read needs none

    if len(text) > longest:
        raise UnsafeYamlError(f"is longer than {longest:,} characters", 1)
    try:
        events = iter(yaml.parse(text, Loader=yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader))
        documents = [_node(events, next(events), 0) for event in events if isinstance(event, yaml.DocumentStartEvent)]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = error.problem or error.context or "for a reason unknown"
        message = _TOO_DEEP if "nesting" in words else f"is not valid YAML ({words})"  # libyaml has a limit of its own
        line = min(mark.line + 1, len(text.splitlines())) if mark else 1  # libyaml's end is the line after the last
        raise UnsafeYamlError(message, line) from error
    except yaml.YAMLError as error:
        raise UnsafeYamlError("is not valid YAML", 1) from error
    except UnsafeYamlError:
        raise
    except (ValueError, OverflowError) as error:  # of a surrogate, and of "\UFFFFFFFF" by PyYAML's own parser
        raise UnsafeYamlError("is not valid YAML (a character that does not exist)", 1) from error
    if len(documents) > 1:
        raise UnsafeYamlError("holds more than one YAML document", documents[1].line)
    return documents[0] if documents else None


def _node(events: Iterator[Any], event: Any, depth: int) -> Node:
    """The node that begins with `event`."""
    line = event.start_mark.line + 1
    kind = event.__class__.__name__
    if kind == "ScalarEvent":
        return Scalar(line, event.value)
    if kind == "AliasEvent":
        raise UnsafeYamlError("uses a YAML alias (*name), which is not allowed", line)
    if depth == MAX_DEPTH:
        raise UnsafeYamlError(_TOO_DEEP, line)
    inside: list[Node] = []
    while not (following := next(events)).__class__.__name__.endswith("EndEvent"):
        inside.append(_node(events, following, depth + 1))
    if kind == "SequenceStartEvent":
        return Items(line, inside)
    return Pairs(line, list(zip(inside[::2], inside[1::2], strict=True)))
