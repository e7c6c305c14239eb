"""The ways in which a term of a query may stand in a text: as typed, spelled otherwise, under another name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from medtui.library.names.spelling import spellings
from medtui.library.names.synonyms import synonyms
from medtui.library.query import And, Field, FieldKind, Has, Is, Node, Not, Or, Query, Term, Within
from medtui.library.query.matcher import Matcher, Wanted
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
