"""`has:problems` and `rule:NAME` in a query: pages are looked at when that is asked, and again when they change."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from catalogues import source_of
from library_files import write

from medtui.checking import library_check
from medtui.checking.library_problems import LibraryProblems, page_rules
from medtui.library.catalogue.listing import Listing, open_libraries
from medtui.library.catalogue.refresh import Refresher
from medtui.library.query.fields import Fields
from medtui.library.query.query_parser import QueryError, parse_query
from medtui.library.query.query_tree import Is, Not
from medtui.library.search.question import ask
from medtui.library.search.text_index import UserData
from medtui.library.search.text_search import InterruptedSearchError, TextSearch

FIELDS = Fields({"dosage": "dosage"}, ["tags"], rules=lambda: ["trailing-zero", "trailing-dot"])
SETTINGS = "check:\n  rules:\n    structure: off\n    currency-and-sources: off\n    naked-decimal: note\n"


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("has:problems", Is("problems")),
        ("missing:problems", Not(Is("problems"))),
        ("rule:trailing-zero", Is("trailing-zero")),
        ("rule:Trailing_Zero", Is("trailing-zero")),
        ('rule:"trailing zero"', Is("trailing-zero")),
        ("-rule:trailing-zero", Not(Is("trailing-zero"))),
    ],
)
def test_what_is_asked_for(text: str, root: object) -> None:
    assert parse_query(text, FIELDS).root == root


@pytest.mark.parametrize("text", ["has:probl", "rule:", "rule:trail", "rule:trailing-"])
def test_what_may_yet_be_typed_is_no_mistake(text: str) -> None:
    assert parse_query(text, FIELDS, typing=True).root is None


@pytest.mark.parametrize(
    ("text", "message", "column", "suggestion"),
    [
        ("a rule:trailing-zeros", "No rule for single pages is called “trailing-zeros”", 8, "a rule:trailing-zero"),
        ("rule:zzz a", "docs/rules.md has them", 6, ""),
        ("rule: OR a", "“rule:” needs the name of a rule", 1, ""),
        ("rul:trailing-zero", "no section or field “rul”", 1, "rule:trailing-zero"),
    ],
)
def test_what_is_wrong(text: str, message: str, column: int, suggestion: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text, FIELDS)
    error = caught.value
    assert message in error.message
    assert (error.column, error.suggestion) == (column, suggestion)


def test_rules_can_be_asked_for_that_look_at_one_page() -> None:
    assert {"trailing-zero", "placeholder"} <= set(page_rules())
    assert "unreadable-file" not in page_rules()


# Pages ------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "lib/medtui.yaml", SETTINGS)
    write(tmp_path, "lib/alpha.md", "# Alpha\n\n### Usage\n\nfever: 5.0 mg\n")
    write(tmp_path, "lib/bravo.md", "# Bravo\n\n### Usage\n\nfever: .5 mg\n")
    write(tmp_path, "lib/charlie.md", "# Charlie\n\n### Usage\n\nfever: 5 mg\n")
    return tmp_path / "lib"


@pytest.fixture
def listing(root: Path) -> Listing:
    cache = root.parent / "cache"
    Refresher(source_of(root, cache)).refresh(trust_stamps=True)
    listing = open_libraries([root], cache_folder=cache, check_files=False)
    listing.load_all()
    return listing


@pytest.fixture
def breaking(listing: Listing) -> Callable[[str], list[str]]:
    problems = LibraryProblems(lambda: date(2026, 6, 1))
    return lambda rule: [entry.raw for entry in problems.breaking(rule, listing)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("has:problems", "Alpha"),
        ("missing:problems", "Bravo Charlie"),
        ("rule:trailing-zero", "Alpha"),
        ("rule:naked-decimal fever", "Bravo"),
        ("rule:trailing-zero OR rule:naked-decimal", "Alpha Bravo"),
        ("has:problems rule:naked-decimal", ""),
    ],
)
def test_what_is_found(listing: Listing, query: str, found: str) -> None:
    fields = Fields({}, (), rules=page_rules)
    search = TextSearch(listing)
    own = UserData(breaking=partial(LibraryProblems().breaking, listing=listing))
    results = search.search(ask(parse_query(query, fields), listing.index), own)
    search.close()
    assert [listing.entries[place].title for place in results.places] == found.split()


def test_only_what_has_changed_is_looked_at_again(
    root: Path, breaking: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    class Watched(library_check.LibraryCheck):
        def __init__(self, order: library_check.CheckOrder, files: list[str], **options: bool) -> None:
            looked_at.extend(files)
            super().__init__(order, files, is_whole=False)

    monkeypatch.setattr("medtui.checking.library_problems.LibraryCheck", Watched)
    for path in root.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    monkeypatch.setattr("medtui.checking.library_problems.is_certain", lambda *_: True)
    assert breaking("problems") == ["alpha.md"]
    assert sorted(looked_at) == ["alpha.md", "bravo.md", "charlie.md"]
    looked_at.clear()
    write(root, "charlie.md", "# Charlie\n\n### Usage\n\nfever: 7.0 mg\n")
    (root / "alpha.md").unlink()
    assert breaking("problems") == ["charlie.md"]
    assert looked_at == ["charlie.md"]


def test_other_settings_make_other_problems(root: Path, breaking: Callable[[str], list[str]]) -> None:
    assert breaking("problems") == ["alpha.md"]
    (root / "medtui.yaml").write_text(SETTINGS.replace("note", "error"))
    assert breaking("problems") == ["alpha.md", "bravo.md"]
    (root / "medtui.yaml").write_text("check: 3\n")
    assert "alpha.md" in breaking("trailing-zero")


def test_it_ends_when_nobody_waits_any_more(listing: Listing) -> None:
    asked: Iterator[bool] = iter((True, False))
    problems = LibraryProblems()
    with pytest.raises(InterruptedSearchError):
        list(problems.breaking("problems", listing, lambda: next(asked)))
    assert [entry.raw for entry in problems.breaking("trailing-zero", listing)] == ["alpha.md"]
