"""Catalogues made for a test, and what they must say."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from library_files import is_whole

from medtui.library.catalogue.listing import Listing, Source, catalogue_listing, find_sources
from medtui.library.catalogue.refresh import STANDARD, Policy, Refresher, RefreshReport
from medtui.library.files import UnreadableFile, read_file
from medtui.library.folders import find_files
from medtui.library.loading import check_length
from medtui.library.names.folding import fold
from medtui.library.query.fields import Fields
from medtui.library.query.matcher import Wanted
from medtui.library.query.query_parser import parse_query
from medtui.library.search.concepts import Concept
from medtui.library.search.question import Question, ask
from medtui.library.search.text_index import NO_USER_DATA, UserData
from medtui.library.search.text_search import TextResults, TextSearch
from medtui.reading.decoding import decode

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


def spoiled(source: Source, data: bytes) -> None:
    """Other bytes in the file, and nothing to be seen of that in its time: as on a failing disk."""
    path = catalogue_of(source)
    status = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def listed(*sources: Source) -> Listing:
    """The list as the catalogues have it, read."""
    listing = catalogue_listing(sources)
    assert listing is not None
    listing.load_all()
    return listing


def asked(text: str, listing: Listing) -> Question:
    """The question as a user writes it."""
    return ask(parse_query(text, FIELDS), listing.index)


def results_of(search: TextSearch, question: Question, user_data: UserData = NO_USER_DATA) -> TextResults:
    """What is found."""
    results = search.search(question, user_data)
    assert results.total == len(results.places)
    return results


def raws(search: TextSearch, listing: Listing, text: str) -> list[str]:
    """Raw paths of what a query finds, sorted."""
    return sorted(listing.entries[place].raw for place in results_of(search, asked(text, listing)).places)


def found(source: Source, text: str) -> list[str]:
    """The same, in the catalogue as it is now."""
    listing = listed(source)
    search = TextSearch(listing)
    try:
        return raws(search, listing, text)
    finally:
        search.close()


def strict(question: Question) -> Collection[Concept]:
    """What a monograph must say to be found: figures help to rank only, where there is anything else."""
    return [concept for concept in question.everywhere if not concept.is_figure] or question.everywhere


def has_way(ways: Iterable[Wanted], texts: Collection[str]) -> bool:
    """Whether folded texts say it in one of these ways."""
    runs = [f" {' '.join(way.words)}{'' if way.starts else ' '}" for way in ways]
    return any(run in f" {text} " for run in runs for text in texts)


def says(concept: Concept, texts: Collection[str]) -> bool:
    """The same, or all words of a phrase that may stand apart."""
    apart = [[Wanted((word,), starts=False)] for word in concept.words]
    return has_way(concept.ways, texts) or (concept.may_part and all(has_way(ways, texts) for ways in apart))


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
    """The catalogue says what the files say. words: queries for what stands outside front matter and disclaimers."""
    listing = listed(source)
    texts = {raw: fold(text) for raw, text in readable_texts(source.root).items()}
    assert sorted(entry.raw for entry in listing.entries) == sorted(find_files(source.root, with_stamps=False).files)
    assert is_whole(listing)
    assert {entry.raw for entry in listing.entries if not entry.problem} == set(texts)
    for place, entry in enumerate(listing.entries):
        assert listing.position(entry) == place
    search = TextSearch(listing)
    try:
        for word in words:
            wanted = strict(asked(word, listing))
            holding = [raw for raw, text in texts.items() if all(says(concept, [text]) for concept in wanted)]
            assert raws(search, listing, word) == sorted(holding), word
    finally:
        search.close()
