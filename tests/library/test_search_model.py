"""What a question finds, against looking at every word of every monograph."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from catalogues import asked, has_way, listed, refresh, results_of, says, strict
from hypothesis import given, settings
from hypothesis import strategies as st
from library_files import write

from medtui.library.catalogue.listing import Source, find_sources
from medtui.library.loading import load
from medtui.library.names.folding import fold
from medtui.library.query.fields import Field, FieldKind
from medtui.library.query.query_parser import QueryError
from medtui.library.query.query_tree import (
    And,
    Has,
    Is,
    Node,
    Not,
    Or,
    Query,
    Term,
    Within,
    all_of,
    any_of,
    negation,
    within,
)
from medtui.library.search.answers import Locator
from medtui.library.search.concepts import term_ways
from medtui.library.search.question import Question, ask
from medtui.library.search.text_index import UserData
from medtui.library.search.text_search import TextResults, TextSearch
from medtui.reading.schema import default_schema

VOCABULARY = (
    "a", "ab", "abc", "abcd", "b", "ba", "kid", "kidney", "kidneys", "renal", "x1", "β", "café", "anaemia", "x-y", "0.5"
)  # fmt: skip
SECTIONS = [Field(FieldKind.SECTION, name) for name in ("usage", "dosage", "side_effects")]
NAME, TAGS, DISCLAIMER = (
    Field(FieldKind.NAME, "name"), Field(FieldKind.META, "tags"), Field(FieldKind.DISCLAIMER, "disclaimer")
)  # fmt: skip
EVERY_FIELD = [*SECTIONS, NAME, TAGS, DISCLAIMER]


class Model(NamedTuple):
    """A monograph as folded text for each field. text: those in which words without a field are looked for."""

    columns: Mapping[str, str]
    text: Sequence[str]

    def fulfils(self, node: Node | None, *, marked: bool, field: str = "") -> bool:  # noqa: PLR0911 - one for each kind
        match node:
            case Term():
                return has_way(term_ways(node), [self.columns.get(field, "")] if field else self.text)
            case Within():
                return self.fulfils(node.node, marked=marked, field=node.field.name)
            case Has():
                return node.field.name in self.columns
            case Is():
                return marked
            case Not():
                return not self.fulfils(node.node, marked=marked, field=field)
            case And():
                return all(self.fulfils(part, marked=marked, field=field) for part in node.nodes)
            case Or():
                return any(self.fulfils(part, marked=marked, field=field) for part in node.nodes)
        return True


def made_up(chance: random.Random, number: int) -> tuple[str, Model]:
    """A monograph and what is in it."""

    def some(most: int) -> str:
        return " ".join(chance.choices(VOCABULARY, k=chance.randrange(1, most)))

    title = f"Drug {some(3)} {number}"
    fields = {"name": title, "other": f"{title} {title}"}
    text = f"---\ntitle: {title}\n"
    if chance.random() < 0.5:
        fields["tags"] = some(3)
        fields["other"] += " " + fields["tags"]
        text += f"tags: {fields['tags']}\n"
    text += f"---\n\n# {title}\n\n"
    for heading, name in (("Usage", "usage"), ("Dosage", "dosage"), ("Side Effects", "side_effects")):
        if chance.random() < 0.6:
            words = some(12)
            fields[name] = f"{heading} {words}"
            text += f"### {heading}\n{words}\n\n"
    if chance.random() < 0.4:
        fields["disclaimer"] = f"Disclaimer: for education only. Not for {some(4)}. Consult your doctor."
        text += f"*{fields['disclaimer']}*\n"
    folded = {name: fold(value) for name, value in fields.items()}
    return text, Model(folded, [value for name, value in folded.items() if name not in ("tags", "disclaimer")])


class Shop:
    """Libraries that are open, and what each entry is about."""

    def __init__(self, sources: Sequence[Source], models: Mapping[Path, Model]) -> None:
        self.listing = listed(*sources)
        entries = list(self.listing.entries)
        self.models = [models[entry.file] for entry in entries]
        self.search = TextSearch(self.listing)
        self.marked = entries[::3]

    def results(self, question: Question) -> TextResults:
        return results_of(self.search, question, UserData(self.marked))

    def expected(self, question: Question, without: Sequence[str]) -> list[int]:
        """The places of what answers. Where nothing does, of what says all but the words that were left out."""
        marked = {entry.file for entry in self.marked}
        fitting = {
            place: model
            for place, (entry, model) in enumerate(zip(self.listing.entries, self.models, strict=True))
            if model.fulfils(question.constraint, marked=entry.file in marked)
        }
        named = question.binding.places if question.binding and (question.concepts or question.constrained) else ()
        bound = {place for place in named if place in fitting}
        wanted = list(strict(question))
        found = [place for place, model in fitting.items() if all(says(one, model.text) for one in wanted)]
        if not (found or bound):
            for typed in without:
                wanted.remove(next(one for one in wanted if one.typed == typed and one is not question.drug))
            found = [place for place, model in fitting.items() if all(says(one, model.text) for one in wanted)]
        return sorted({*found, *bound})


@pytest.fixture(scope="module", params=["one", "updated", "three"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One library fresh from a build, one with files that were edited since, or three."""
    folder = tmp_path_factory.mktemp("shop")
    chance = random.Random(request.param)
    models: dict[Path, Model] = {}

    def fill(root: Path, numbers: range) -> None:
        for number in numbers:
            text, model = made_up(chance, number)
            models[write(root, f"{number}.md", text)] = model

    roots = [folder / name for name in (("x", "y", "z") if request.param == "three" else ("x",))]
    for root in roots:
        fill(root, range(14 if request.param == "three" else 40))
    sources = find_sources(roots, folder / "cache")
    for source in sources:
        refresh(source)
        if request.param != "one":
            fill(source.root, range(5, 12))
            assert not refresh(source).rebuilt
    made = Shop(sources, models)
    yield made
    made.search.close()


WORDS = st.sampled_from(
    sorted({fold(word)[:length] for word in VOCABULARY for length in (1, 2, 3, 9)} | {"drug", "zz", "5", "is"})
)
TERMS = st.builds(
    Term,
    st.lists(WORDS.filter(lambda word: " " not in word and word[-1] != "."), min_size=1, max_size=2).map(tuple),
    st.booleans(),
)
INSIDE = st.recursive(
    TERMS,
    lambda nodes: (
        st.lists(nodes, min_size=2, max_size=3).map(any_of) | st.lists(nodes, min_size=2, max_size=3).map(all_of)
    ),
    max_leaves=3,
)
LEAVES = (
    TERMS
    | TERMS
    | st.builds(within, st.sampled_from(EVERY_FIELD), INSIDE)
    | st.builds(Has, st.sampled_from(EVERY_FIELD))
    | st.just(Is("marked"))
)
NODES = st.recursive(
    LEAVES,
    lambda nodes: (
        st.lists(nodes, min_size=2, max_size=4).map(all_of)
        | st.lists(nodes, min_size=2, max_size=3).map(any_of)
        | nodes.map(negation)
    ),
    max_leaves=6,
)
PIECES = st.sampled_from(
    [*VOCABULARY, "drug", "kidn", " ", " ", " ", "is ", "-", '"', "(", ")", " OR ", "usage:", "tags:", "has:", "note:",
     "is:marked", "500mg", "µg", "東京", "ก", "\0", "'", "\ud800", "💊", "==", "*", "HCTZ ", "vitamin k "]
)  # fmt: skip


@settings(max_examples=150)
@given(node=NODES)
def test_what_is_found_is_what_is_there(shop: Shop, node: Node) -> None:
    question = ask(Query("", node), shop.listing.index)
    results = shop.results(question)
    assert sorted(results.places) == shop.expected(question, results.without)
    assert not results.is_more


@settings(max_examples=150)
@given(text=st.text(max_size=20) | st.lists(PIECES, max_size=8).map("".join))
def test_any_text_may_be_asked(shop: Shop, text: str) -> None:
    try:
        question = asked(text, shop.listing)
    except QueryError:
        return
    question.named(shop.listing.index)
    results = shop.results(question)
    locator = Locator(question, results.weights)
    for hit in results.hits[:3]:
        monograph = load(shop.listing.entries[hit.place], default_schema()).monograph
        assert len(locator.ranked(monograph, is_bound=hit.is_bound)) >= hit.nth


@pytest.mark.parametrize(
    "text",
    ['"kid ab"', "tags:kid", "side_effects:(a OR b)", "missing:tags", "is:marked usage:a", "-is:marked", "b -kidney",
     "usage:(a OR -b)", "usage:(-a -b)", "ab OR zz", "ab has:usage", "title:drug", "usage:renal", '"renal"'],
)  # fmt: skip
def test_what_is_asked_for_in_words(shop: Shop, text: str) -> None:
    question = asked(text, shop.listing)
    results = shop.results(question)
    assert sorted(results.places) == shop.expected(question, results.without)
    assert not results.without


def test_the_keys_are_those_of_the_front_matter(shop: Shop) -> None:
    assert shop.search.keys() == ["tags", "title"]
    assert shop.search.search(asked("+", shop.listing)) == TextResults()
