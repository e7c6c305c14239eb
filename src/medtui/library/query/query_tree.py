"""What a query asks for: a tree of immutable values, without regard to how it is answered.

The functions below keep every tree in one form, so that equal questions are equal trees: no And directly in an
And, nor Or in Or; both have at least two nodes; no Not directly in a Not or a Within.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from medtui.library.query.fields import Field, FieldKind


@dataclass(frozen=True, slots=True)
class Term:
    """Consecutive words of the text. words: folded, at least one. starts: the last one may go on in the text."""

    words: tuple[str, ...]
    starts: bool


@dataclass(frozen=True, slots=True)
class Within:
    """What `node` asks for, in that field alone. There are only Term, Not, And and Or in it."""

    field: Field
    node: Node


@dataclass(frozen=True, slots=True)
class Has:
    """The monograph has that section or field."""

    field: Field


@dataclass(frozen=True, slots=True)
class Is:
    """The user has done something to the monograph, or `medtui check` finds something wrong with it. what: `marked`,
    `problems`, or the rule that it breaks."""

    what: str


@dataclass(frozen=True, slots=True)
class Not:
    """All that `node` does not find."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all of `nodes` find."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What any of `nodes` finds."""

    nodes: tuple[Node, ...]


Node: TypeAlias = Term | Within | Has | Is | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """text: as it was typed. root: what it asks for; None when it asks for nothing in particular."""

    text: str
    root: Node | None

    @property
    def needs_user_data(self) -> bool:
        """Whether it asks for marks, notes or problems, so that its answer changes with them."""
        return self.root is not None and needs_user_data(self.root)

    @property
    def plain_words(self) -> tuple[str, ...] | None:
        """The words of a query that is nothing but words, the last of each term a word start: the index of names
        answers such a query too. Empty for an empty query; None for any other."""
        if self.root is None:
            return ()
        words: list[str] = []
        for node in self.root.nodes if isinstance(self.root, And) else (self.root,):
            if not (isinstance(node, Term) and node.starts):
                return None
            words += node.words
        return tuple(words)


def all_of(nodes: Iterable[Node]) -> Node | None:
    """What asks for all of `nodes`; None for none."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, And) else (node,))]
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def any_of(nodes: Iterable[Node]) -> Node | None:
    """What asks for any of `nodes`; None for none."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, Or) else (node,))]
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def negation(node: Node) -> Node:
    """What asks for all that `node` does not find."""
    return node.node if isinstance(node, Not) else Not(node)


def within(field: Field, node: Node) -> Node:
    """What asks for `node` in `field`. `dosage:-renal` is `-dosage:renal`: a missing section says nothing of it."""
    return Not(Within(field, node.node)) if isinstance(node, Not) else Within(field, node)


def restricted(query: Query, field: Field) -> Query:
    """The same query, but with the words that stand in no field looked for in that one only."""
    return Query(query.text, in_field(query.root, field) if query.root else None)


def in_field(node: Node, field: Field) -> Node:
    """What asks for the same as `node`, with each Term of it in `field` by itself."""
    match node:
        case Term():
            return Within(field, node)
        case Not():
            return Not(in_field(node.node, field))
        case And() | Or():
            return type(node)(tuple(in_field(part, field) for part in node.nodes))
        case Within() | Has() | Is():
            return node


def needs_user_data(node: Node) -> bool:
    """Whether it asks for marks, notes or problems."""
    match node:
        case Is():
            return True
        case Within() | Has():
            return node.field.kind is FieldKind.NOTE
        case Not():
            return needs_user_data(node.node)
        case And() | Or():
            return any(map(needs_user_data, node.nodes))
        case Term():
            return False
