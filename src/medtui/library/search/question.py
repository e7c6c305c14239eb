"""What a query means in a library: the drug that it is about, and what else is to be found of that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from medtui.library.entry import Entry
from medtui.library.names.binding import Binding, bindings
from medtui.library.names.clinical_words import question_words
from medtui.library.names.folding import fold
from medtui.library.names.name_index import NameIndex, NameMatches
from medtui.library.names.synonyms import known_inn, synonyms
from medtui.library.names.word_table import names_of
from medtui.library.query.fields import FieldKind
from medtui.library.query.matcher import Matcher, Wanted
from medtui.library.query.query_tree import And, Has, Is, Node, Not, Or, Query, Term, Within, all_of
from medtui.library.search.concepts import (
    MOST_WAYS,
    Concept,
    concepts_of,
    goes_on,
    phrase_concept,
    term_ways,
    word_concept,
)
from medtui.library.search.match_expression import section_of

_FIGURE = re.compile("[0-9]+")
_JOINS = re.compile(r" and | with |[+/;&]", re.IGNORECASE)


class Question(NamedTuple):
    """binding: of the first drug named; None where none is. others: of further ones.
    drug: the bound drug as a thing to be found in other monographs. concepts: what is to be found inside its own, or
    anywhere where none is bound. constraint: the rest of the query, which a monograph must fulfil; or None.
    hints: sections in which the answer usually stands, by the small words of the question."""

    query: Query
    binding: Binding | None = None
    others: tuple[Binding, ...] = ()
    drug: Concept | None = None
    concepts: tuple[Concept, ...] = ()
    constraint: Node | None = None
    hints: tuple[str, ...] = ()

    def named(self, index: NameIndex) -> NameMatches | None:
        """The monographs that the question names: those of the bound drug; where it asks for nothing else, all with
        such names, if there are any. None where it names none."""
        binding = self.binding
        words = self.query.plain_words
        if binding is None or not (self.concepts or self.constraint or binding.is_ambiguous or binding.missing):
            found = index.search(" ".join(words)) if words else None
            if binding is None or (found and found.total):
                return found
        name = " ".join(self.drug.words) if self.drug else ""
        return NameMatches(name, binding.places, index.entries) if binding.places else None

    @property
    def is_clinical(self) -> bool:
        """Whether it says what a drug may be for or what is to be known of one, and names none: what the texts say
        comes before names that begin so, as feverfew."""
        return not self.binding and any(concept.hints for concept in self.concepts)

    @property
    def is_of_some_overdose(self) -> bool:
        """Whether too much was taken, and nothing says of what: no page of one drug is the answer."""
        asked = self.everywhere
        is_one = any("overdose" in concept.hints[:1] for concept in asked)
        return is_one and not any(concept.is_about or concept.is_drug or concept.is_class for concept in asked)

    @property
    def constrained(self) -> tuple[Concept, ...]:
        """What the constraint wants, each in its own section."""
        return tuple(_constrained(self.constraint, ""))

    def all_hints(self, *, is_bound: bool) -> tuple[str, ...]:
        """Sections in which the answer usually stands, by all of the question. Of a drug that is named, a disease asks
        how it is given, rather than whether it is for that."""
        hints = [
            hint
            for concept in self.concepts
            for hint in concept.hints
            if not (is_bound and hint == "usage" != concept.section)
        ]
        return (*self.hints, *hints)

    @property
    def drug_names(self) -> frozenset[str]:
        """The bound drug's names that are one word."""
        return frozenset(way.words[0] for way in (self.drug.ways if self.drug else ()) if len(way.words) == 1)

    def others_in(self, title: str) -> Sequence[str]:
        """Words for other drugs than the bound one, where a monograph of that title is about several, as about regular
        insulin and NPH."""
        words, mine = fold(title).split(), self.drug.words if self.drug else ()
        if not _JOINS.search(title) or not {*mine} < {*words}:
            return ()
        return tuple(word for word in words if word not in mine and word not in question_words())

    @property
    def everywhere(self) -> tuple[Concept, ...]:
        """What another monograph than that of the bound drug must say."""
        return (self.drug, *self.concepts) if self.drug else self.concepts

    def matcher(self, *, is_bound: bool) -> Matcher:
        """Marks what was found; a drug's own name is not marked in its own monograph."""
        concepts = self.concepts if is_bound else self.everywhere
        return Matcher(way for concept in (*concepts, *self.constrained) for way in concept.ways)


def ask(query: Query, index: NameIndex) -> Question:
    """What the query means where the drugs of `index` are known."""
    index.prepare()
    nodes = query.root.nodes if isinstance(query.root, And) else (query.root,) if query.root else ()
    plain = [node for node in nodes if isinstance(node, Term) and node.starts]
    rest = [node for node in nodes if not (isinstance(node, Term) and node.starts)]
    phrases = tuple(phrase_concept(node) for node in rest if isinstance(node, Term))
    constraint = all_of(node for node in rest if not isinstance(node, Term))
    words = [word for term in plain for word in term.words]
    drugs = bindings(words, index)
    first = drugs[0] if drugs else None
    concepts = tuple(_concepts(words, drugs[1:], first, index))
    hints = tuple(hint for word in words if (hint := question_words().get(word)))
    if not (concepts or phrases or constraint or first):
        concepts = tuple(map(word_concept, words))  # a question of small words alone is about these
    drug = _drug(words, first, index) if first else None
    return Question(query, first, tuple(drugs[1:]), drug, (*concepts, *phrases), constraint, hints)


def _concepts(
    words: Sequence[str], others: Sequence[Binding], bound: Binding | None, index: NameIndex
) -> Iterator[Concept]:
    """What the words ask for, but for those that name the bound drug and those that a question is made of."""
    at = 0
    for drug in sorted([*others, *([bound] if bound else [])]):
        yield from concepts_of(words[at : drug.start], may_part=bound is not None)
        strengths = _FIGURE.findall(" ".join(words[drug.start : drug.stop]))
        if bound and drug is not bound and drug.places == bound.places and strengths:
            yield from map(word_concept, strengths)  # D10 from D50
        elif drug is not bound:
            yield _drug(words, drug, index)
        at = drug.stop
    yield from concepts_of(words[at:], may_part=bound is not None)


def _drug(words: Sequence[str], binding: Binding, index: NameIndex) -> Concept:
    """A drug, by all the names that it has here, where it stands in the text of another."""
    typed = tuple(words[binding.start : binding.stop])
    name = " ".join(typed)
    ways = [Wanted(typed, starts=goes_on(typed[-1], " ".join(typed[:-1])))]
    given = [*synonyms(binding.missing or name), *synonyms(binding.why.removeprefix("abbreviation of "))]
    if binding.missing:
        given.append(binding.missing)
    for place in binding.places[:1]:
        given += _names_of(index.entries[place], {form for word in typed for form in (word, word.removesuffix("s"))})
    for other in given:
        folded = tuple(fold(other).split())
        if folded and folded != typed:
            is_longer = " ".join(folded).startswith(name)  # vitamin k1, for vitamin k
            ways.append(Wanted(folded, starts=False, why="" if is_longer else f"mentions {other}"))
    return Concept(typed, tuple(islice(dict.fromkeys(ways), MOST_WAYS)), is_drug=True)


def _names_of(entry: Entry, typed: set[str]) -> list[str]:
    """The names of a drug; of a page about several, as saline and Ringer lactate, those of the one asked about."""
    names = list(names_of(entry))
    alike = [one for one in names if not typed.isdisjoint(fold(one).split())]
    return alike if len(alike) > 1 and _JOINS.search(entry.title) and not known_inn(fold(entry.title)) else names


def _constrained(node: Node | None, section: str) -> Iterator[Concept]:
    match node:
        case Term():
            yield Concept(node.words, tuple(way._replace(section=section) for way in term_ways(node)))
        case Within():
            if node.field.kind is not FieldKind.NOTE:  # its words are not the monograph's
                yield from _constrained(node.node, section_of(node.field))
        case And() | Or():
            for part in node.nodes:
                yield from _constrained(part, section)
        case Not() | Has() | Is() | None:
            pass
