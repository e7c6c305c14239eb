"""The query language: what is typed in the search box -> an immutable tree of what to find. No files, no database."""

from medtui.library.query.fields import Field, FieldKind, Fields
from medtui.library.query.query_parser import QueryError, parse_query
from medtui.library.query.query_tree import And, Has, Is, Node, Not, Or, Query, Term, Within, restricted

__all__ = [
    "And",
    "Field",
    "FieldKind",
    "Fields",
    "Has",
    "Is",
    "Node",
    "Not",
    "Or",
    "Query",
    "QueryError",
    "Term",
    "Within",
    "parse_query",
    "restricted",
]
