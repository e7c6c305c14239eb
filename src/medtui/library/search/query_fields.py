"""What may stand before a colon in the queries of some libraries."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from medtui.library.query import Fields
from medtui.reading.schema import Schema


def fields_of(schemas: Sequence[Schema], keys: Sequence[str]) -> Fields:
    """What may stand before a colon in a query: sections under all their names, and front matter keys."""
    sections: dict[str, str] = {}
    for spec in chain.from_iterable(schema.sections for schema in schemas):
        for words in (spec.name, spec.title, spec.label, *spec.aliases, *spec.heading_aliases):
            sections.setdefault(words, spec.name)
    return Fields(sections, keys)
