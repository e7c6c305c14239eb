"""Searching texts, against looking at every word of every monograph."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from catalogues import asked, last_results, listed, refresh, source_of
from hypothesis import given, settings
from hypothesis import strategies as st
from library_files import write

from medtui.library.catalogue.listing import Listing, Source, find_sources
from medtui.library.catalogue.refresh import Policy, Refresher
from medtui.library.entry import Entry
from medtui.library.names.folding import fold
from medtui.library.query.fields import Field, FieldKind, Fields, fields_of
from medtui.library.query.query_parser import parse_query
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
from medtui.library.search.match_expression import ways
from medtui.library.search.text_search import NO_RESULTS, StaleError, TextResults, TextSearch, UserData
from medtui.reading.schema import default_schema

VOCABULARY = ("a", "ab", "abc", "abcd", "b", "ba", "kid", "kidney", "kidneys", "x1", "β", "café", "anaemia", "x-y")
SECTION = [Field(FieldKind.SECTION, name) for name in ("usage", "dosage", "side_effects")]
NAME, TAGS, DISCLAIMER = (
    Field(FieldKind.NAME, "name"), Field(FieldKind.META, "tags"), Field(FieldKind.DISCLAIMER, "disclaimer")
)  # fmt: skip
FIELDS = [*SECTION, NAME, TAGS, DISCLAIMER]


class Model(NamedTuple):
    """A monograph as a list of words for each field. Those of "other" and of fields that are text, for a Term."""

    words: Mapping[str, list[str]]
    text: Sequence[str]

    def finds(self, node: Node, *, marked: bool, field: str = "") -> bool:  # noqa: PLR0911 - one for each kind
        match node:
            case Term():
                return any(self._has_term(name, node) for name in ([field] if field else self.text))
            case Within():
                return self.finds(node.node, marked=marked, field=node.field.name)
            case Has():
                return node.field.name in self.words
            case Is():
                return marked
            case Not():
                return not self.finds(node.node, marked=marked, field=field)
            case And():
                return all(self.finds(part, marked=marked, field=field) for part in node.nodes)
            case Or():
                return any(self.finds(part, marked=marked, field=field) for part in node.nodes)

    def _has_term(self, field: str, term: Term) -> bool:
        words = self.words.get(field, [])
        for way in ways(term):
            *whole, last = way.words
            for at in range(len(words) - len(whole)):
                end = words[at + len(whole)]
                if words[at : at + len(whole)] == whole and (end.startswith(last) if way.starts else end == last):
                    return True
        return False


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
    folded = {name: fold(value).split() for name, value in fields.items()}
    return text, Model(folded, [name for name in folded if name not in ("tags", "disclaimer")])


@dataclass(frozen=True, repr=False)
class Shop:
    """Libraries that are open, and what each entry is about."""

    listing: Listing
    models: Sequence[Model]
    search: TextSearch
    marked: Sequence[Entry]

    def expected(self, node: Node) -> list[int]:
        marked = {entry.file for entry in self.marked}
        return [
            place
            for place, (entry, model) in enumerate(zip(self.listing.entries, self.models, strict=True))
            if model.finds(node, marked=entry.file in marked)
        ]


def opened(sources: Sequence[Source], models: Mapping[Path, Model]) -> Shop:
    listing = listed(*sources)
    entries = list(listing.entries)
    return Shop(listing, [models[entry.file] for entry in entries], TextSearch(listing), entries[::3])


@pytest.fixture(
    scope="module", params=[("one", 1000), ("one", 0), ("updated", 3), ("updated", 0), ("three", 2)], ids=str
)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One library fresh from a build, one with files that were edited since, or three; and from how many
    monographs on the beginning of a word is common."""
    kind, common = request.param
    folder = tmp_path_factory.mktemp("shop")
    chance = random.Random(kind)
    models: dict[Path, Model] = {}

    def fill(root: Path, numbers: range) -> None:
        for number in numbers:
            text, model = made_up(chance, number)
            models[write(root, f"{number}.md", text)] = model

    roots = [folder / name for name in (("x", "y", "z") if kind == "three" else ("x",))]
    for root in roots:
        fill(root, range(14 if kind == "three" else 40))
    sources = find_sources(roots, folder / "cache")
    for source in sources:
        refresh(source, policy=Policy(common=common))
        if kind != "one":
            fill(source.root, range(5, 12))
            assert not refresh(source, policy=Policy(common=common)).rebuilt
    made = opened(sources, models)
    yield made
    made.search.close()


WORDS = st.sampled_from(
    sorted({fold(word)[:length] for word in VOCABULARY for length in (1, 2, 3, 9)} | {"drug", "zz"})
)
TERMS = st.builds(
    Term, st.lists(WORDS.filter(lambda word: " " not in word), min_size=1, max_size=2).map(tuple), st.booleans()
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
    | st.builds(within, st.sampled_from(FIELDS), INSIDE)
    | st.builds(Has, st.sampled_from(FIELDS))
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


def all_results(shop: Shop, node: Node) -> list[TextResults]:
    return list(shop.search.search(Query("", node), UserData(shop.marked)))


@pytest.mark.parametrize("most_ranked", [4000, 5, 0])
@settings(max_examples=120)
@given(node=NODES)
def test_what_is_found_is_what_is_there(shop: Shop, most_ranked: int, node: Node) -> None:
    expected = shop.expected(node)
    search = TextSearch(shop.listing, most_ranked)
    *first, last = search.search(Query("", node), UserData(shop.marked))
    search.close()
    assert sorted(last.places) == expected
    assert last.total == len(expected)
    for results in first:
        assert results.total is None
        assert not results.ranked
        assert set(results.places) <= set(expected)
        assert len(set(results.places)) == len(results.places)


def test_short_beginnings_find_the_same_by_both_ways(shop: Shop) -> None:
    for text in ("a", "ab", "abc", "k kid", "a b x", "a -b", "a usage:b", "-a", "a OR zz", "a has:usage"):
        node = asked(text).root
        assert node is not None
        *_, last = all_results(shop, node)
        assert sorted(last.places) == shop.expected(node), text


def test_what_is_asked_for_in_words(shop: Shop) -> None:
    fields = Fields({"usage": "usage", "side effects": "side_effects"}, shop.search.keys())
    assert shop.search.keys() == ["tags", "title"]
    for text in ('"kid ab"', "tags:kid", "side_effects:(a OR b)", "missing:tags", "is:marked usage:a", "-is:marked"):
        query = asked(text)
        assert query.root is not None
        assert sorted(last_results(shop.search, query, UserData(shop.marked)).places) == shop.expected(query.root), text
    assert fields.find("tags") == TAGS


def test_a_query_for_nothing_finds_nothing(shop: Shop) -> None:
    assert list(shop.search.search(asked("+"))) == [NO_RESULTS]


@pytest.mark.parametrize(
    "is_updated",
    [False, True],
)
def test_many_results_are_in_the_order_of_the_list(tmp_path: Path, is_updated: bool) -> None:
    source = source_of(write(tmp_path, "lib/a.md", "# A\n").parent, tmp_path / "cache")
    for number in range(9):
        write(tmp_path, f"lib/{number}.md", f"# Drug {number}\ntext\n")
    Refresher(source).refresh(trust_stamps=True)
    if is_updated:
        write(tmp_path, "lib/2.md", "# Drug 2\nother text\n")
        Refresher(source).refresh(trust_stamps=True)
    search = TextSearch(listed(source), most_ranked=3)
    found = list(search.search(asked("text")))
    search.close()
    assert [results.total for results in found] == [None, 9]
    assert not any(results.ranked for results in found)
    assert list(found[1].places) == list(range(1, 10))


def test_what_could_not_be_read_is_not_found_by_what_it_lacks(tmp_path: Path) -> None:
    write(tmp_path, "lib/a.md", "# Alpha\n")
    (tmp_path / "lib/huge.md").write_bytes(b"x" * 9_000_000)
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    Refresher(source).refresh(trust_stamps=True)
    search = TextSearch(listed(source))
    totals = [last_results(search, asked(text)).total for text in ("-renal", "-is:marked", "missing:usage")]
    search.close()
    assert totals == [1, 1, 1]


def test_few_results_are_in_the_order_of_their_worth(tmp_path: Path) -> None:
    write(tmp_path, "lib/a.md", "# Alpha\n\n### How It Works\nfever fever and much else\n")
    write(tmp_path, "lib/b.md", "# Beta\n\n### Dosage\nfever fever and much else\n")
    write(tmp_path, "lib/c.md", "# Gamma fever\n\n### Dosage\nmuch else fever is here\n")
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    Refresher(source).refresh(trust_stamps=True)
    listing = listed(source)
    search = TextSearch(listing)
    results = last_results(search, asked("fever"))
    assert results.ranked
    assert [listing.entries[place].raw for place in results.places] == ["c.md", "b.md", "a.md"]
    search.close()


def test_headings_that_are_called_like_parts_of_the_index_are_text(tmp_path: Path) -> None:
    write(
        tmp_path, "lib/a.md", "# Alpha\n\n### Names\nbravo\n\n### Keys\ncharlie\n\n### Other\ndelta\n\n### All\necho\n"
    )
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    for schema in ("", "sections:\n- name: names\n- name: keys\n- name: other\n"):
        if schema:
            write(tmp_path, "lib/medtui.yaml", schema)
        Refresher(source).refresh(trust_stamps=True)
        search = TextSearch(listed(source))
        for word in ("alpha", "bravo", "charlie", "delta", "echo", "name:alpha"):
            assert last_results(search, asked(word)).total == 1, word
        assert last_results(search, asked("name:bravo")).total == 0
        search.close()


def test_fields_are_those_of_the_schemas_and_the_keys() -> None:
    fields = fields_of([default_schema()], ["last reviewed"])
    assert fields.find("Adverse Effects") == Field(FieldKind.SECTION, "side_effects")
    assert fields.find("last_reviewed") == Field(FieldKind.META, "last reviewed")
    assert fields.find("nothing") is None


def test_a_library_without_a_catalogue_cannot_be_searched(tmp_path: Path) -> None:
    from medtui.library.catalogue.listing import open_libraries

    write(tmp_path, "lib/a.md")
    with pytest.raises(StaleError):
        TextSearch(open_libraries([tmp_path / "lib"], cache_folder=tmp_path / "cache"))


def test_a_search_that_was_closed_is_stale(tmp_path: Path) -> None:
    write(tmp_path, "lib/a.md")
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    Refresher(source).refresh(trust_stamps=True)
    search = TextSearch(listed(source))
    search.interrupt()
    assert last_results(search, asked("text")).total == 1
    search.close()
    with pytest.raises(StaleError):
        last_results(search, asked("text"))
    with pytest.raises(StaleError):
        search.keys()


def test_a_section_that_only_the_other_library_has(tmp_path: Path) -> None:
    write(tmp_path, "x/a.md", "# Alpha\n\n### Flavour\nbitter\n")
    write(tmp_path, "x/medtui.yaml", "sections:\n- name: flavour\n")
    write(tmp_path, "y/b.md", "# Beta\nbitter\n")
    sources = find_sources([tmp_path / "x", tmp_path / "y"], tmp_path / "cache")
    for source in sources:
        Refresher(source).refresh(trust_stamps=True)
    search = TextSearch(listed(*sources))
    query = Query("", Within(Field(FieldKind.SECTION, "flavour"), Term(("bitter",), starts=True)))
    try:
        assert last_results(search, query).total == 1
    finally:
        search.close()


def test_what_is_left_out_within_a_section(shop: Shop) -> None:
    for text in ("usage:(a OR -b)", "usage:(-a -b)"):
        node = asked(text).root
        assert node is not None
        *_, last = all_results(shop, node)
        assert sorted(last.places) == shop.expected(node), text


def test_a_front_matter_key_is_not_a_section_of_that_name(tmp_path: Path) -> None:
    write(tmp_path, "lib/a.md", "---\ntitle: Alpha\nusage: rare\nhas: dosage\n---\n\n### Dosage\nten\n")
    write(tmp_path, "lib/b.md", "# Beta\n\n### Usage\nfever\n")
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    Refresher(source).refresh(trust_stamps=True)
    search = TextSearch(listed(source))
    usage, key = Field(FieldKind.SECTION, "usage"), Field(FieldKind.META, "usage")
    found = [last_results(search, Query("", Has(field))).total for field in (usage, key)]
    without = last_results(search, Query("", Not(Has(usage)))).total
    search.close()
    assert (found, without) == ([1, 1], 1)


def test_what_its_sources_are_called_does_not_find_a_monograph(tmp_path: Path) -> None:
    write(
        tmp_path,
        "lib/a.md",
        "---\nclass: penicillin\nsources:\n- Renal handbook\nLast_Reviewed: in May\n---\n# Alpha\n",
    )
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    Refresher(source).refresh(trust_stamps=True)
    search = TextSearch(listed(source))
    fields = Fields({}, search.keys())
    found = {
        text: last_results(search, parse_query(text, fields)).total
        for text in ("penicillin", "renal", "sources:renal", "may", "last_reviewed:may", "has:sources")
    }
    search.close()
    assert found == {
        "penicillin": 1, "renal": 0, "sources:renal": 1, "may": 0, "last_reviewed:may": 1, "has:sources": 1
    }  # fmt: skip


def test_a_library_may_have_very_many_sections(tmp_path: Path) -> None:
    names = [f"part_{number}" for number in range(200)]
    write(tmp_path, "lib/medtui.yaml", "sections:\n" + "".join(f"- name: {name}\n" for name in names))
    write(tmp_path, "lib/a.md", "# Alpha\n\n### Part 199\nfever\n")
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    Refresher(source).refresh(trust_stamps=True)
    search = TextSearch(listed(source))
    results = last_results(search, asked("fever"))
    search.close()
    assert (results.total, results.ranked) == (1, True)


def test_a_file_that_comes_later_is_found_by_every_beginning(tmp_path: Path) -> None:
    policy = Policy(common=2, many=3)
    for number in range(9):
        write(tmp_path, f"lib/{number}.md", f"# Drug {number}\nfever\n")
    source = source_of(tmp_path / "lib", tmp_path / "cache")
    refresh(source, policy=policy)
    write(tmp_path, "lib/late.md", "# Late\nfever\n")
    assert not refresh(source, policy=policy).rebuilt
    search = TextSearch(listed(source))
    totals = [last_results(search, asked("fever"[:end])).total for end in range(1, 6)]
    search.close()
    assert totals == [10] * 5
