"""20,000 questions to the search box, made of drugs, clinical words, syntax and rubbish: each is answered or told what
is wrong with it, the same way each time, and a hit is a monograph of the library, once for each of its passages. And
500 names that are mistyped: no other drug is ever opened for one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from catalogues import FIELDS, in_memory, listed, refresh
from tally import Cases
from test_query_properties import PIECES

from medtui.commands.exit_codes import CommandError
from medtui.commands.name_resolution import choose_entry
from medtui.library.catalogue.listing import Listing
from medtui.library.query.query_parser import QueryError, parse_query
from medtui.library.search.question import ask
from medtui.library.search.text_search import TextResults, TextSearch

CONTENT = Path(__file__).parents[2] / "content"
SEEDS, QUESTIONS, MISTYPED = 8, 2_500, 500
WORDS = (
    "dose", "dosage:", "child", "12 kg", "500mg", ".5 mg", "pregnancy", "for", "is", "safe", "renal", "iv", "im",
    "fridge", "overdose", "not", "-", "section:", "prec:", "6:", "max", "mg/kg", "uti", "PPH", "µg", "IU", "and",
    "with", "°C", "<", "≥",
)  # fmt: skip


def invented(rng: random.Random, names: list[str]) -> str:
    """A question of one to seven pieces, some of them cut or with two letters swapped, as hasty fingers do."""
    pieces = []
    for _ in range(rng.randint(1, 7)):
        piece = rng.choice(rng.choice((names, WORDS, PIECES)))
        if rng.random() < 0.2 and len(piece) > 2:
            at = rng.randrange(len(piece) - 1)
            piece = rng.choice((piece[: at + 1], piece[:at] + piece[at + 1] + piece[at] + piece[at + 2 :]))
        pieces.append(piece)
    return rng.choice(("", " ", " ")).join(pieces)


def answer(text: str, listing: Listing, search: TextSearch) -> QueryError | TextResults:
    """What is found in the texts, or the mistake in the question."""
    try:
        return search.search(ask(parse_query(text, FIELDS), listing.index))
    except QueryError as error:
        return error


@pytest.mark.parametrize("seed", range(SEEDS))
def test_any_question_is_answered_the_same_way_each_time(cases: Cases, seed: int, tmp_path: Path) -> None:
    source = in_memory(CONTENT)
    refresh(source)
    listing = listed(source)
    names = [name for entry in listing.entries for name in (entry.title, *entry.other_names)]
    rng = random.Random(seed)
    search = TextSearch(listing)
    for _ in range(QUESTIONS):
        text = invented(rng, names)
        with cases.case(repr(text)):
            first = answer(text, listing, search)
            if isinstance(first, QueryError):
                assert 1 <= first.column <= len(text)
            else:
                assert all(0 <= hit.place < len(listing.entries) for hit in first.hits)
                assert len(set(first.hits)) == len(first.hits)
                assert first.total >= 0
            if rng.random() < 0.1:
                assert repr(answer(text, listing, search)) == repr(first)
    search.close()
    assert cases.tried == QUESTIONS


def test_no_look_alike_is_opened(cases: Cases) -> None:
    source = in_memory(CONTENT)
    refresh(source)
    listing = listed(source)
    names = [name for entry in listing.entries for name in (entry.title, *entry.other_names)]
    rng = random.Random(5)
    while cases.tried < MISTYPED:
        name = rng.choice(names)
        at = rng.randrange(len(name))
        typed = rng.choice(
            (name[:at] + name[at + 1 :], name[:at] + name[at : at + 2][::-1] + name[at + 2 :], name[:at])
        )
        if listing.exact(typed):
            continue  # it is a name of its own
        with cases.case(repr(typed)):
            try:
                entry = choose_entry(listing, typed)
            except CommandError:
                continue
            raise AssertionError(f"{entry.title} is opened")
    assert cases.tried == MISTYPED
