"""Which part of a monograph a name before a colon means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from medtui.library.names.folding import fold

if TYPE_CHECKING:
    from medtui.reading.schema import Schema

# A library's front matter may hold any number of keys of any length.
_MOST_SUGGESTED = 2_000
_LONGEST_SUGGESTED = 60
_SHORTEST_BEGINNING = 3
_ALIKE = 0.7  # less: `hla` would suggest `has`


class FieldKind(Enum):
    """What a field is part of."""

    SECTION = auto()
    NAME = auto()
    """The monograph's title and other names."""
    META = auto()
    """A key of the front matter."""
    DISCLAIMER = auto()
    NOTE = auto()
    """What the user has written about the monograph."""


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a monograph that can be searched by itself.

    name: the section's canonical name; for META the key as `fold` leaves it (`last reviewed`), since files
        spell one key in several ways; else `name`, `disclaimer` or `note`.
    """

    kind: FieldKind
    name: str


_NAME = Field(FieldKind.NAME, "name")
_DISCLAIMER = Field(FieldKind.DISCLAIMER, "disclaimer")
_NOTE = Field(FieldKind.NOTE, "note")


class Fields:
    """The fields that a library has. Never changes; for another library, make another one.

    sections: what may be typed for a section (canonical name, title, alias) -> its canonical name.
    keys: the keys of the library's front matter, in any spelling. foreign: names of sections whose beginnings count
    only where no other name begins so. rules: the names of those that `rule:` may ask for, when it does.
    Where one word means several: the name, then disclaimer and note, then the first section, then a key.
    """

    def __init__(
        self,
        sections: Mapping[str, str],
        keys: Iterable[str],
        foreign: Iterable[str] = (),
        rules: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self.rules = rules
        self._sections, self._keys, self._foreign_names = dict(sections), tuple(keys), tuple(foreign)

    @cached_property
    def _tables(self) -> tuple[Mapping[str, Field], ...]:
        # A thousand names in many languages are folded: not for a query without a colon.
        return (
            {"name": _NAME, "title": _NAME, "disclaimer": _DISCLAIMER, "note": _NOTE},
            _folded((words, Field(FieldKind.SECTION, name)) for words, name in self._sections.items()),
            _folded((key, Field(FieldKind.META, fold(key))) for key in sorted(self._keys)),
        )

    @cached_property
    def _by_words(self) -> Mapping[str, Field]:
        by_words: dict[str, Field] = {}
        for table in self._tables:
            for words, field in table.items():
                by_words.setdefault(words, field)
            for words, field in table.items():
                for other in _other_number(words):
                    by_words.setdefault(other, field)
        return by_words

    @cached_property
    def _foreign(self) -> Set[str]:
        in_full = set(map(fold, self._foreign_names))
        return in_full.union(*map(_other_number, in_full))

    @cached_property
    def _suggested(self) -> Sequence[str]:
        known = dict.fromkeys(words for table in self._tables for words in table)
        typable = (words for words in known if words[0].isalpha() and len(words) <= _LONGEST_SUGGESTED)
        return tuple(islice(typable, _MOST_SUGGESTED))

    def find(self, name: str) -> Field | None:
        """What `name` means, singular or plural, whatever its case, accents, hyphens and underscores; a section also
        by the beginning of a name, where no other section has one that begins so."""
        start = fold(name)
        if (field := self._by_words.get(start)) or len(start) < _SHORTEST_BEGINNING:
            return field
        begun = [
            (words in self._foreign, field)
            for words, field in self._by_words.items()
            if field.kind is FieldKind.SECTION and words.startswith(start)
        ]
        fields = {field for foreign, field in begun if not foreign} or {field for _, field in begun}
        return fields.pop() if len(fields) == 1 else None

    def starts(self, name: str) -> bool:
        """True when typing on after `name` may give a name that `find` knows."""
        start = fold(name)
        return any(words.startswith(start) for words in self._by_words)

    def suggest(self, name: str, also: Iterable[str] = ()) -> str:
        """The known name, or word of `also`, that looks most like `name`, as it is typed; empty when none does."""
        # Slow to load, and needed only where there is a mistake.
        from difflib import get_close_matches

        folded = fold(name)
        if not folded or len(folded) > _LONGEST_SUGGESTED:
            return ""
        close = get_close_matches(folded, (*self._suggested, *also), n=1, cutoff=_ALIKE)
        return as_typed(close[0]) if close else ""


def as_typed(name: str) -> str:
    """The folded `name` without spaces, so that it can stand before a colon."""
    return name.replace(" ", "_")


def _folded(pairs: Iterable[tuple[str, Field]]) -> dict[str, Field]:
    table: dict[str, Field] = {}
    for name, field in pairs:
        if words := fold(name):
            table.setdefault(words, field)
    return table


def _other_number(words: str) -> Iterator[str]:
    """The plurals of `words`, and its singular in case it is a plural itself."""
    yield f"{words}s"
    if words.endswith(("s", "x", "ch", "sh")):
        yield f"{words}es"
    if words.endswith("y"):
        yield f"{words[:-1]}ies"
    if words.endswith("ies"):
        yield f"{words[:-3]}y"
    elif words.endswith(("sses", "xes", "ches", "shes")):
        yield words[:-2]
    elif len(words) > 2 and words.endswith("s") and not words.endswith(("ss", "us", "is")):
        yield words[:-1]


def fields_of(schemas: Sequence[Schema], keys: Sequence[str], rules: Callable[[], Sequence[str]] = tuple) -> Fields:
    """What may stand before a colon in a query: sections under all their names and their numbers, and front matter
    keys; and after `rule:`."""
    from medtui.reading.section_languages import section_words  # as the schemas, when a query first has a field

    sections: dict[str, str] = {}
    for spec in chain.from_iterable(schema.sections for schema in schemas):
        for words in (spec.name, spec.title, spec.label, *spec.aliases, *spec.heading_aliases):
            sections.setdefault(words, spec.name)
    for number, spec in zip("123456789", schemas[0].standard if schemas else (), strict=False):
        sections.setdefault(number, spec.name)
    foreign = chain.from_iterable(chain(*section_words(name)) for name in set(sections.values()))
    return Fields(sections, keys, foreign, rules)
