"""JSON from a stranger: parsed as it stands, and refused where it is too large, too deep, not whole or not definite."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import NoReturn

from medtui.importing.safe_xml import MOST_BYTES, MOST_DEPTH, UnusableSourceError

_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
"""A character of two halves; one of them alone is no text."""


def parse_json(data: bytes) -> object:
    """The value: each number as the text that it is written as, so that none of its digits changes.

    Raises UnusableSourceError.
    """
    if len(data) > MOST_BYTES:
        raise UnusableSourceError(f"it is larger than {MOST_BYTES // 2**20} MB")
    try:
        text = data.decode(json.detect_encoding(data))
        value: object = json.loads(
            text, object_pairs_hook=_members, parse_constant=_refuse_constant, parse_float=str, parse_int=str
        )
        if _HALF_CHARACTER.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise UnusableSourceError(f"it is no whole JSON: {error.msg}, line {error.lineno}") from error
    except UnicodeError as error:
        raise UnusableSourceError(f"its text is no whole UTF-8 or UTF-16: {error}") from error
    except RecursionError as error:
        raise UnusableSourceError(_TOO_DEEP) from error
    _refuse_depth(value)
    return value


_TOO_DEEP = f"its values are nested more than {MOST_DEPTH} deep"


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnusableSourceError(f"an object in it has two members {twice!r}")
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise UnusableSourceError(f"it has {name}, which is no number of JSON")


def _refuse_depth(value: object) -> None:
    inside = [value]
    for _ in range(MOST_DEPTH + 1):
        objects = [list(one.values()) for one in inside if isinstance(one, dict)]
        arrays = [one for one in inside if isinstance(one, list)]
        if not (objects or arrays):
            return
        inside = list(chain(*objects, *arrays))
    raise UnusableSourceError(_TOO_DEEP)
