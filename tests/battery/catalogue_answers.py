"""What a library answers, in which order: as a user is told, and as a catalogue made anew in memory has it."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, suppress
from io import StringIO
from pathlib import Path

from catalogues import FIELDS, in_memory, listed
from library_files import write

from medtui.commands.search_command import with_current_listing
from medtui.library.catalogue.listing import Listing, Source, catalogue_listing
from medtui.library.catalogue.refresh import Refresher
from medtui.library.catalogue.storage import DamagedError
from medtui.library.query.query_parser import parse_query
from medtui.library.search.question import ask
from medtui.library.search.text_search import StaleError, TextSearch

QUESTIONS = (
    "soothing", "renal", "liver dose", "child 5 mg", "-renal", "dosage:liver", "so", "twice daily", "drug 7", "zinc",
    "usage:soothing OR dosage:renal", "nothing of the kind",
)  # fmt: skip
_WORDS = ("soothing", "renal", "liver", "child", "5 mg", "twice daily", "zinc", "pain", "with food", "≥ 3 days")

Answers = list[list[object]]
"""As JSON has them: the titles; then for each question the monographs, best first, each with the passage."""


def write_drug(root: Path, number: int, chance: random.Random) -> None:
    """Write, or write anew, the monograph of that number, at one moment."""
    sections = "\n\n".join(
        f"### {heading}\n{' '.join(chance.choices(_WORDS, k=chance.randrange(12)))}." for heading in ("Usage", "Dosage")
    )
    new = write(root, f"new{os.getpid()}", f"# Drug {number} {chance.choice(_WORDS)}\n\n{sections}\n")
    new.replace(root / f"drug{number}.md")


def write_library(root: Path, chance: random.Random, count: int = 36) -> None:
    """Some monographs whose texts are much alike."""
    for number in range(count):
        write_drug(root, number, chance)


def change(root: Path, chance: random.Random, count: int = 45) -> None:
    """One file is written, anew or for the first time, or is no more there."""
    number = chance.randrange(count)
    if chance.random() < 0.2:
        (root / f"drug{number}.md").unlink(missing_ok=True)
    else:
        write_drug(root, number, chance)


def answers_of(listing: Listing) -> Answers:
    """What is listed and found."""
    answers: Answers = [[entry.title for entry in listing.entries]]
    with closing(TextSearch(listing)) as search:
        for text in QUESTIONS:
            found = search.search(ask(parse_query(text, FIELDS), listing.index))
            hits = [[listing.entries[hit.place].raw, hit.nth, hit.is_bound] for hit in found.hits]
            answers.append([found.total, *hits])
    return answers


def fresh_answers(root: Path) -> Answers:
    """Those of a catalogue that is made now, and nowhere else."""
    source = in_memory(root)
    try:
        Refresher(source).refresh(trust_stamps=True)
        return answers_of(listed(source))
    finally:
        source.storage.close()


def told_answers(source: Source) -> tuple[Answers, str]:
    """What `medtui search` goes by, and what it says on standard error."""
    with redirect_stderr(StringIO()) as said:
        answers = with_current_listing([source], answers_of)
    return answers, said.getvalue()


def stored_answers(source: Source) -> Answers | None:
    """What the app shows at first: those of the catalogue as it lies there; None where it has no answer."""
    listing = catalogue_listing([source])
    if listing is not None:
        with suppress(DamagedError, StaleError), closing(listing):
            listing.load_all()
            return answers_of(listing)
    return None


def bits(data: bytes, chance: random.Random, count: int) -> Iterator[tuple[int, bytes]]:
    """So many copies of the data with one bit turned in each, and which."""
    for at in sorted(chance.sample(range(len(data) * 8), count)):
        byte, bit = divmod(at, 8)
        yield at, data[:byte] + bytes([data[byte] ^ 1 << bit]) + data[byte + 1 :]
