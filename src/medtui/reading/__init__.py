"""Text -> Monograph: pure, total (any text at all) and lossless.

`read` is the way in, `decode` turns a file's bytes into the text it reads, `Schema` says which sections
there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medtui.reading.decoding import decode
    from medtui.reading.reader import quick_names, read
    from medtui.reading.schema import Schema, SectionSpec, default_schema, fold_heading

__all__ = ["Schema", "SectionSpec", "decode", "default_schema", "fold_heading", "quick_names", "read"]

_HOMES = {
    "Schema": "schema",
    "SectionSpec": "schema",
    "decode": "decoding",
    "default_schema": "schema",
    "fold_heading": "schema",
    "quick_names": "reader",
    "read": "reader",
}
"""The module of each name. It is imported with the first use of the name: all of them take 20 ms, and who reads
only the user's settings needs none."""


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
