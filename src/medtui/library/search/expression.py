"""A query -> an expression of SQLite's FTS5. Only folded words get into it, each in quotes."""

from __future__ import annotations

from collections.abc import Sequence

from medtui.library.catalogue.database import EVERYTHING, KEYS, NAMES
from medtui.library.catalogue.documents import DISCLAIMER, fact_mark, has
from medtui.library.query import And, FieldKind, Has, Is, Node, Not, Or, Term, Within
from medtui.library.search.expansion import ways


class Expressions:
    """Writes expressions for an index with those columns."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = {name: f"c{number}" for number, name in enumerate(columns)}

    def of(self, node: Node) -> str:
        """What finds the rows that `node` asks for. `node` must be free of Is, which no index knows."""
        match node:
            case Term():
                return _term(node)
            case Within():
                return self._within(node)
            case Has():
                return self._fact(self.fact_of(node))
            case Or():
                return f"({' OR '.join(map(self.of, node.nodes))})"
            case And():
                return self._all(node)
            case Not():
                return f"({self._fact(EVERYTHING)} NOT {self.of(node.node)})"
            case Is():
                raise ValueError(node)

    def _all(self, node: And) -> str:
        wanted = [self.of(part) for part in node.nodes if not isinstance(part, Not)]
        unwanted = [self.of(part.node) for part in node.nodes if isinstance(part, Not)]
        first = f"({' AND '.join(wanted or [self._fact(EVERYTHING)])})"
        return f"({' NOT '.join([first, *unwanted])})"

    def _within(self, node: Within) -> str:
        field = node.field
        if field.kind is FieldKind.SECTION:
            return f"({self._columns[field.name]} : {self._inside(node.node, '')})"
        if field.kind is FieldKind.NAME:
            return f"({self._columns[NAMES]} : {self._inside(node.node, '')})"
        mark = fact_mark(DISCLAIMER if field.kind is FieldKind.DISCLAIMER else field.name)
        return f"({self._columns[KEYS]} : {self._inside(node.node, mark)})"

    def _inside(self, node: Node, mark: str) -> str:
        """mark: what the words of the field begin with in the index."""
        match node:
            case Term():
                return _term(node, mark)
            case Or():
                return f"({' OR '.join(self._inside(part, mark) for part in node.nodes)})"
            case And():
                wanted = [self._inside(part, mark) for part in node.nodes if not isinstance(part, Not)]
                unwanted = [self._inside(part.node, mark) for part in node.nodes if isinstance(part, Not)]
                first = f"({' AND '.join(wanted or [_quoted(EVERYTHING)])})"
                return f"({' NOT '.join([first, *unwanted])})"
            case Not():
                return f"({_quoted(EVERYTHING)} NOT {self._inside(node.node, mark)})"
        raise ValueError(node)

    @staticmethod
    def fact_of(node: Has) -> str:
        """The word in `keys` that says what `node` asks for."""
        kind = node.field.kind
        if kind is FieldKind.NAME:
            return EVERYTHING
        return has(DISCLAIMER if kind is FieldKind.DISCLAIMER else node.field.name)

    def _fact(self, word: str) -> str:
        return _quoted(word)


def _term(term: Term, mark: str = "") -> str:
    found = [_quoted(" ".join(mark + word for word in way.words)) + (" *" if way.starts else "") for way in ways(term)]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
