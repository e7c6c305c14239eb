"""A query -> an expression of SQLite's FTS5. Only folded words get into it, each in quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from medtui.library.catalogue.documents import DISCLAIMER, HAS_DISCLAIMER, fact_mark, has_key, has_section
from medtui.library.catalogue.sql_tables import EVERYTHING, KEYS, NAMES
from medtui.library.names.folding import in_pairs, is_unspaced
from medtui.library.query.fields import Field, FieldKind
from medtui.library.query.matcher import Wanted
from medtui.library.query.query_tree import And, Has, Is, Node, Not, Or, Term, Within, in_field
from medtui.library.search.concepts import Concept, term_ways
from medtui.monograph import PartKind

_ELSEWHERE = "="  # no section is called that


def section_of(field: Field) -> str:
    """The section or kind of part in which the words of a field stand, as `Wanted.section` has it."""
    match field.kind:
        case FieldKind.SECTION:
            return field.name
        case FieldKind.DISCLAIMER:
            return PartKind.DISCLAIMER.value
    return _ELSEWHERE  # names and front matter are about the drug: no place in its text to be shown


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
                return any_way(term_ways(node))
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

    def within(self, columns: Iterable[str], expression: str) -> str:
        """The same, but only in those of the columns that there are."""
        return f"{{{' '.join(self._columns[name] for name in columns if name in self._columns)}}} : {expression}"

    def _all(self, node: And) -> str:
        wanted = [self.of(part) for part in node.nodes if not isinstance(part, Not)]
        unwanted = [self.of(part.node) for part in node.nodes if isinstance(part, Not)]
        first = f"({' AND '.join(wanted or [_quoted(EVERYTHING)])})"
        return f"({' NOT '.join([first, *unwanted])})"

    def _term_within(self, term: Term, field: Field) -> str:
        if field.kind is FieldKind.SECTION:
            column = self._columns.get(field.name)  # another library may have that section, this one has not
            return f"({column} : {any_way(term_ways(term))})" if column else _quoted(_NOTHING)
        if field.kind is FieldKind.NAME:
            return f"({self._columns[NAMES]} : {any_way(term_ways(term))})"
        mark = fact_mark(DISCLAIMER if field.kind is FieldKind.DISCLAIMER else field.name)
        return f"({self._columns[KEYS]} : {any_way(term_ways(term), mark)})"

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


def any_way(ways: Iterable[Wanted], mark: str = "") -> str:
    """What finds any of these runs of words. mark: what each word begins with in the index."""
    found = []
    for way in ways:
        words = [mark + word for one in way.words for word in _indexed(one)]
        is_start = way.starts or (len(way.words[-1]) == 1 and is_unspaced(way.words[-1]))
        found.append(_quoted(" ".join(words)) + (" *" if is_start else ""))
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def said(concept: Concept) -> str:
    """What finds the concept: any of its ways, or all words of the phrase."""
    found = any_way(concept.ways)
    if not concept.may_part:
        return found
    apart = " AND ".join(any_way([Wanted((word,), starts=False)]) for word in concept.words)
    return f"({found} OR ({apart}))"


def _indexed(word: str) -> list[str]:
    """The words of the index for a word: in a script without spaces, pairs of its characters."""
    words = in_pairs(word).split()
    return [one for one in words if len(one) > 1] or words


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
