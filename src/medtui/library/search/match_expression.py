"""A query -> what it looks for: the ways in which its terms may stand in a text, and an expression of SQLite's FTS5.

Only folded words get into the expression, each in quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from medtui.library.catalogue.documents import DISCLAIMER, HAS_DISCLAIMER, fact_mark, has_key, has_section
from medtui.library.catalogue.sql_tables import EVERYTHING, KEYS, NAMES
from medtui.library.names.spelling import spellings
from medtui.library.names.synonyms import synonyms
from medtui.library.query.fields import Field, FieldKind
from medtui.library.query.matcher import Matcher, Wanted
from medtui.library.query.query_tree import And, Has, Is, Node, Not, Or, Query, Term, Within, in_field
from medtui.monograph import PartKind

SPELLING = "spelling"
_MOST_WAYS = 12
_ELSEWHERE = "="  # no section is called that


def ways(term: Term) -> tuple[Wanted, ...]:
    """How `term` may stand in a text, as it was typed first."""
    return tuple(dict.fromkeys(islice(_ways(term), _MOST_WAYS)))


def matcher_of(query: Query) -> Matcher:
    """Finds what the query asks for in a text, each field's words in its own part only."""
    return Matcher(_wanted(query.root, ""))


def section_of(field: Field) -> str:
    """The section or kind of part in which the words of a field stand, as `Wanted.section` has it."""
    match field.kind:
        case FieldKind.SECTION:
            return field.name
        case FieldKind.DISCLAIMER:
            return PartKind.DISCLAIMER.value
    return _ELSEWHERE  # names and front matter are about the drug: no place in its text to be shown


def _ways(term: Term) -> Iterator[Wanted]:
    yield Wanted(term.words, term.starts)
    if term.starts and len(term.words) > 1:  # typed with a hyphen, which others leave out
        yield Wanted(("".join(term.words),), True)
    for at, word in enumerate(term.words):
        for other in spellings(word):
            yield Wanted((*term.words[:at], other, *term.words[at + 1 :]), term.starts, why=SPELLING)
    for name in synonyms(" ".join(term.words)):
        yield Wanted(tuple(name.split()), False, why=f"also called {name}")


def _wanted(node: Node | None, section: str) -> Iterator[Wanted]:
    match node:
        case Term():
            for way in ways(node):
                yield way._replace(section=section)
        case Within():
            if node.field.kind is not FieldKind.NOTE:  # its words are not the monograph's
                yield from _wanted(node.node, section_of(node.field))
        case And() | Or():
            for part in node.nodes:
                yield from _wanted(part, section)
        case Not() | Has() | Is() | None:
            pass


_NOTHING = "=nothing"
"""A word that no monograph has."""


class Expressions:
    """Writes expressions for an index with those columns."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = {name: f"c{number}" for number, name in enumerate(columns)}

    def of(self, node: Node) -> str:
        """What finds the rows that `node` asks for. `node` must be free of Is and of notes, which no index knows."""
        match node:
            case Term():
                return _term(node)
            case Within():
                inner, field = node.node, node.field
                return self._term_within(inner, field) if isinstance(inner, Term) else self.of(in_field(inner, field))
            case Has():
                return _quoted(self.fact_of(node))
            case Or():
                return f"({' OR '.join(map(self.of, node.nodes))})"
            case And():
                return self._all(node)
            case Not():
                return f"({_quoted(EVERYTHING)} NOT {self.of(node.node)})"
            case Is():
                raise ValueError(node)

    def _all(self, node: And) -> str:
        wanted = [self.of(part) for part in node.nodes if not isinstance(part, Not)]
        unwanted = [self.of(part.node) for part in node.nodes if isinstance(part, Not)]
        first = f"({' AND '.join(wanted or [_quoted(EVERYTHING)])})"
        return f"({' NOT '.join([first, *unwanted])})"

    def _term_within(self, term: Term, field: Field) -> str:
        if field.kind is FieldKind.SECTION:
            column = self._columns.get(field.name)  # another library may have that section, this one has not
            return f"({column} : {_term(term)})" if column else _quoted(_NOTHING)
        if field.kind is FieldKind.NAME:
            return f"({self._columns[NAMES]} : {_term(term)})"
        mark = fact_mark(DISCLAIMER if field.kind is FieldKind.DISCLAIMER else field.name)
        return f"({self._columns[KEYS]} : {_term(term, mark)})"

    @staticmethod
    def fact_of(node: Has) -> str:
        """The word in `keys` that says what `node` asks for."""
        match node.field.kind:
            case FieldKind.NAME:
                return EVERYTHING
            case FieldKind.DISCLAIMER:
                return HAS_DISCLAIMER
            case FieldKind.SECTION:
                return has_section(node.field.name)
            case FieldKind.META:
                return has_key(node.field.name)
            case FieldKind.NOTE:
                raise ValueError(node)


def _term(term: Term, mark: str = "") -> str:
    found = [_quoted(" ".join(mark + word for word in way.words)) + (" *" if way.starts else "") for way in ways(term)]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
