"""Catalogues made for a test, and what they must say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from library_files import is_whole

from medtui.library.catalogue.listing import Listing, Source, catalogue_listing, find_sources
from medtui.library.catalogue.refresh import STANDARD, Policy, Refresher, RefreshReport
from medtui.library.files import UnreadableFile, read_file
from medtui.library.folders import find_files
from medtui.library.loading import check_length
from medtui.library.names.folding import fold
from medtui.library.query.fields import Fields
from medtui.library.query.query_parser import parse_query
from medtui.library.query.query_tree import Query
from medtui.library.search.text_search import NO_USER_DATA, TextResults, TextSearch, UserData
from medtui.reading.reader import decode

FIELDS = Fields(
    {"usage": "usage", "dosage": "dosage", "side effects": "side_effects", "faqs": "faqs"}, ["tags", "category"]
)


def source_of(root: Path, cache: Path) -> Source:
    """The library in that folder."""
    (source,) = find_sources([root], cache)
    return source


def in_memory(root: Path) -> Source:
    """The same, its catalogue in memory."""
    source = source_of(root, root.parent / "no-cache")
    source.storage.forget_folder()
    return source


def refresh(
    source: Source, *, trust_stamps: bool = True, rebuild: bool = False, policy: Policy = STANDARD
) -> RefreshReport:
    """Bring the catalogue up to date, knowing nothing from before."""
    return Refresher(source, policy=policy).refresh(trust_stamps=trust_stamps, rebuild=rebuild)


def folder_of(source: Source) -> Path:
    """Where its catalogue is kept."""
    assert source.storage.folder is not None
    return source.storage.folder


def catalogue_of(source: Source) -> Path:
    """The file that its catalogue is."""
    (path,) = folder_of(source).glob("*.db")
    return path


def listed(*sources: Source) -> Listing:
    """The list as the catalogues have it, read."""
    listing = catalogue_listing(sources)
    assert listing is not None
    listing.load_all()
    return listing


def asked(text: str) -> Query:
    """The query as a user writes it."""
    return parse_query(text, FIELDS)


def last_results(search: TextSearch, query: Query, user_data: UserData = NO_USER_DATA) -> TextResults:
    """What is found in the end."""
    *_, results = search.search(query, user_data)
    assert results.total == len(results.places)
    return results


def found(source: Source, text: str) -> list[str]:
    """Raw paths of what a query finds, sorted."""
    listing = listed(source)
    search = TextSearch(listing)
    try:
        return sorted(listing.entries[place].raw for place in last_results(search, asked(text)).places)
    finally:
        search.close()


def readable_texts(root: Path) -> dict[str, str]:
    """By raw path, the text of every file that can be opened."""
    texts = {}
    for raw in find_files(root, with_stamps=False).files:
        try:
            text = decode(read_file(root, raw).data)[0]
            check_length(text, raw)
        except UnreadableFile:
            continue
        texts[raw] = text
    return texts


def assert_right(source: Source, words: Iterable[str] = ("text", "zinc")) -> None:
    """The catalogue says what the files say. words: starts of words that stand outside front matter and
    disclaimers."""
    listing = listed(source)
    texts = readable_texts(source.root)
    assert sorted(entry.raw for entry in listing.entries) == sorted(find_files(source.root, with_stamps=False).files)
    assert is_whole(listing)
    assert {entry.raw for entry in listing.entries if not entry.problem} == set(texts)
    for place, entry in enumerate(listing.entries):
        assert listing.position(entry) == place
    search = TextSearch(listing)
    try:
        for word in words:
            places = last_results(search, asked(word)).places
            holding = [raw for raw, text in texts.items() if any(own.startswith(word) for own in fold(text).split())]
            assert sorted(listing.entries[place].raw for place in places) == sorted(holding), word
    finally:
        search.close()
