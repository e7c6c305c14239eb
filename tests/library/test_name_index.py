"""Finding by name: what is found, in which order, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_files import named, opened, write

from medtui.library.entry import Entry
from medtui.library.names.folding import fold
from medtui.library.names.name_index import NameIndex, may_go_on
from medtui.library.names.word_table import (
    COMBINATION,
    LAST_PLACE,
    OTHER_NAME,
    TITLE,
    WordTable,
    is_combination,
    names_of,
)

FOREVER = float("inf")


def found(query: str, *names: str | tuple[str, ...]) -> list[str]:
    """The titles that a query finds, in order."""
    index = NameIndex(named(*names))
    return [index.entries[at].title for at in index.search(query).indexes]


def oracle(entries: Sequence[Entry], query: str) -> list[int]:
    """What `search` promises, in the plainest words."""
    wanted = fold(query).split()
    if not wanted:
        return list(range(len(entries)))
    ranked = []
    for index, entry in enumerate(entries):
        for name in entry.names:
            rank = rank_of(fold(name).split(), wanted)
            if rank is not None:
                ranked.append((rank, is_combination(entry), name != entry.title, index))
    return list(dict.fromkeys(index for *_, index in sorted(ranked)))


def rank_of(words: list[str], wanted: list[str]) -> tuple[bool, int, int] | None:
    """Whether it matches by beginnings; then the name itself, a name that begins so, and others."""
    if words == wanted:
        return False, 0, 0
    if words[: len(wanted)] == wanted:
        return False, 1, 0
    begun, places = False, 0
    for want, before in dict(zip(wanted, ["", *wanted], strict=False)).items():
        starting = [at for at, own in enumerate(words) if own.startswith(want)]
        whole = [at for at in starting if words[at] == want]
        if not whole and not (starting and may_go_on(want, before)):
            return None
        begun = begun or not whole
        places += min((whole or starting)[0], LAST_PLACE)
    if begun and " ".join(words).startswith(" ".join(wanted)):
        return True, 0, 0
    return begun, 2, places


def test_the_name_itself_then_whole_words_then_beginnings() -> None:
    names = (
        "Folic Acid", "Acid", "Ascorbic Acid", "Acidum", "Acid Alpha", "Iron + Acid", "Calcium Folinic Acid",
        "Placid",
    )  # fmt: skip
    assert found("acid", *names) == [
        "Acid",
        "Acid Alpha",
        "Folic Acid",
        "Ascorbic Acid",
        "Iron + Acid",
        "Calcium Folinic Acid",
        "Acidum",
    ]


def test_single_drugs_come_before_combinations_among_equals() -> None:
    names = ("Amoxicillin + Clavulanic Acid", "Amoxicillin + Bromhexine", "Amoxicillin sodium", "Amoxicillin")
    assert found("amox", *names) == [
        "Amoxicillin sodium",
        "Amoxicillin",
        "Amoxicillin + Clavulanic Acid",
        "Amoxicillin + Bromhexine",
    ]
    assert found("amoxicillin", *names)[0] == "Amoxicillin"


def test_all_words_must_start_words_of_one_name() -> None:
    names: tuple[str | tuple[str, ...], ...] = (
        "Diphenhydramine hydrochloride", "Hydroxyzine", "Diphtheria vaccine", ("Diphosphate", "Hydrate"),
    )  # fmt: skip
    assert found("Diph hyd", *names) == ["Diphenhydramine hydrochloride"]
    assert found("hyd diph", *names) == ["Diphenhydramine hydrochloride"]
    assert found("diphenhydramine hydro", *names) == ["Diphenhydramine hydrochloride"]
    assert found("hydramine", *names) == []
    assert found("diph zinc", *names) == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("BETA", "Interferon β-1a"),
        ("β", "Beta carotene"),
        ("b12", "Vitamin B₁₂"),
        ("ephedrine", "Éphédrine"),
        ("co trim", "Co-trimoxazole"),
        ("co-trim", "Co trimoxazole"),
        ("st johns w", "St John’s wort"),
        ("hla-a*02", "HLA-A*02:01"),
        ("(acid", "Folic (acid)"),
        ("  amox  ", "Amoxicillin"),
    ],
)
def test_case_accents_punctuation_greek_and_raised_digits_do_not_matter(query: str, name: str) -> None:
    assert found(query, "Other", name) == [name]


def test_the_other_name_that_matched_is_told() -> None:
    entries = named(("Paracetamol", "Acetaminophen", "APAP"), "Acetazolamide", ("Aceclofenac", "Hifenac"))
    matches = NameIndex(entries).search("ace")
    assert [entry.title for entry in map(matches.entry, range(matches.total))] == [
        "Acetazolamide",
        "Aceclofenac",
        "Paracetamol",
    ]
    assert [matches.why(rank) for rank in range(3)] == ["", "", "also called Acetaminophen"]


@pytest.mark.parametrize("query", ["", "   ", "+", "???", "–"])
def test_a_query_without_words_finds_all(query: str) -> None:
    index = NameIndex(named("B", "A"))
    matches = index.search(query)
    assert (list(matches.indexes), matches.total) == ([0, 1], 2)
    assert [matches.why(rank) for rank in range(2)] == ["", ""]


def test_an_index_of_nothing() -> None:
    index = NameIndex([])
    assert index.search("a").total == index.search("a b").total == index.search("").total == 0
    assert index.exact("a") == index.suggest("a") == ()


def test_an_index_is_built_in_slices_and_search_does_the_rest() -> None:
    entries = named(*(f"Drug {number} x" for number in range(1000)))
    index = NameIndex(entries)
    slices = 1
    while index.prepare(0):
        slices += 1
    assert slices > 5
    assert not index.prepare(0)
    unprepared = NameIndex(entries)
    unprepared.prepare(0)
    assert list(unprepared.search("dr 99").indexes) == list(index.search("dr 99").indexes)
    assert index.search("d").total == 1000


def test_a_name_of_many_words_is_found_by_each() -> None:
    words = [f"w{number}" for number in range(200)]
    index = NameIndex(named(" ".join(words), "w199 other"))
    assert [index.search(word).total for word in words[::20]] == [2 if w == "w1" else 1 for w in words[::20]]
    assert list(index.search("w199").indexes) == [1, 0]


WORDS = st.sampled_from(["a", "ab", "abc", "b", "ba", "c", "1", "12", "β", "beta", "É", "e", "x" * 9, "?"])
NAMES = st.lists(st.tuples(WORDS, st.sampled_from([" ", "-", " + ", "/"])), max_size=5).map(
    lambda pairs: "".join(word + separator for word, separator in pairs).strip()
)
ENTRIES = st.lists(st.lists(NAMES, min_size=1, max_size=3).map(tuple), max_size=12)


@given(ENTRIES, st.one_of(NAMES, st.text(max_size=6)))
def test_search_does_what_it_promises(given_names: list[tuple[str, ...]], query: str) -> None:
    entries = named(*given_names)
    index = NameIndex(entries)
    assert list(index.search(query).indexes) == oracle(entries, query)
    assert list(index.search(query).indexes) == oracle(entries, query)  # from what it remembers


@given(ENTRIES, NAMES)
def test_the_reason_is_a_name_that_ranks_no_worse_than_the_title(
    given_names: list[tuple[str, ...]], query: str
) -> None:
    matches = NameIndex(named(*given_names)).search(query)
    wanted = fold(query).split()
    for place in range(matches.total):
        entry, why = matches.entry(place), matches.why(place)
        if why:
            name = why.removeprefix("also called ")
            ranks = {name: rank_of(fold(name).split(), wanted) for name in entry.names}
            assert ranks[name] == min(rank for rank in ranks.values() if rank is not None)
            assert ranks[entry.title] is None or ranks[name] != ranks[entry.title]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_may_be_a_name_and_a_query(name: str, query: str) -> None:
    index = NameIndex(named(name, "Zinc"))
    assert list(index.search(query).indexes) == oracle(index.entries, query)
    assert 0 in list(index.search(name).indexes)
    index.exact(query)
    index.suggest(query)


@pytest.mark.parametrize(
    ("word", "before", "may"),
    [
        ("amox", "", True),
        ("b12", "", False),
        ("5", "", False),
        ("1.5", "factor", False),
        ("i", "", True),
        ("vi", "factor", False),
        ("viii", "factor", False),
        ("xx", "factor", False),
        ("d", "vitamin", True),
        ("vit", "factor", True),
    ],
)
def test_what_may_go_on(word: str, before: str, may: bool) -> None:
    assert may_go_on(word, before) == may
    assert found(f"{before} {word}", f"{before} {word}9") == ([f"{before} {word}9"] if may else [])


def test_hostile_queries_are_just_words() -> None:
    index = NameIndex(named("Amoxicillin", "Zinc"))
    for query in (
        "a" * 100_000,
        "a " * 50_000,
        " ".join(map(str, range(20_000))),
        "'; DROP TABLE x; --",
        "\0",
    ):
        assert index.search(query).total in (0, 1, 2)


def test_every_name_of_the_corpus_is_found_first(rxhive: list[Path], tmp_path: Path) -> None:
    index = NameIndex(opened(rxhive[0].parents[1], cache=tmp_path).entries)
    for at, entry in enumerate(index.entries):
        for name in entry.names:
            matches = index.search(name)
            namesakes = [place for place in matches.indexes if fold(name) in map(fold, names_of(index.entries[place]))]
            assert at in namesakes
            assert list(matches.indexes[: len(namesakes)]) == namesakes


def test_a_table_of_words_knows_names_by_number() -> None:
    table = WordTable(named("B + C", ("A", "a", "Z z"), "???"))
    while table.advance():
        pass
    assert [table.spaced_name(number) for number in range(3)] == [" a", " z z", " b c"]
    assert list(table.owners) == [1, 1, 0]
    assert [table.kind(number) for number in range(3)] == [TITLE, OTHER_NAME, COMBINATION]


def test_exact_ignores_case_accents_and_punctuation_only() -> None:
    index = NameIndex(named("Abacavir + Lamivudine", ("Éphédrine", "Ephedrinum"), "Ephedrine sulfate"))
    first, second, _ = index.entries
    for name in ("abacavir-lamivudine", "ABACAVIR LAMIVUDINE", "Abacavir + Lamivudine"):
        assert index.exact(name) == (first,)
    assert index.exact("ephedrine") == index.exact("ephedrinum") == (second,)
    for name in ("abacavir", "ephedrin", "ephedrines", "", "lamivudine abacavir", "abacavirlamivudine"):
        assert index.exact(name) == ()


def test_exact_takes_file_names_and_ids(tmp_path: Path) -> None:
    write(tmp_path / "drugs", "a/tylenol-500.md", "# Paracetamol\n")
    write(tmp_path / "drugs", "b/x.md", "# Tylenol 500\n")
    write(tmp_path / "drugs", "c/x.md", "# Tylenol 500\n")
    index = NameIndex(opened(tmp_path / "drugs").entries)
    by_path = {entry.path: entry for entry in index.entries}
    stem = by_path["a/tylenol-500.md"]
    # Titles first: what is called so comes before what is filed so.
    assert index.exact("Tylenol 500") == (by_path["b/x.md"], by_path["c/x.md"], stem)
    assert index.exact("tylenol-500") == index.exact("Tylenol 500")
    assert index.exact("drugs/c/x") == (by_path["c/x.md"],)
    assert index.exact("DRUGS/C/X") == (by_path["c/x.md"],)
    assert index.exact("drugs/no") == ()


def test_a_name_without_letters_is_matched_as_it_is() -> None:
    index = NameIndex(named("???", "!!!", "A"))
    assert [entry.title for entry in index.exact(" !!! ")] == ["!!!"]
