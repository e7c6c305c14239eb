"""However a catalogue came to be, its answers are those of one that is made anew, in the same order."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest
from catalogues import asked, in_memory, listed, refresh, source_of
from library_files import write

from medtui.library.catalogue.listing import Source
from medtui.library.search import text_index
from medtui.library.search.text_search import TextSearch

QUESTIONS = ("fever", "cough", "fever cough", "usage:fever", "fev", "-pain", "dosage:pain OR cough", "tags:calm")


def write_drug(library: Path, number: int, chance: random.Random) -> None:
    """The more often a monograph says a word and the shorter it is, the better does it answer by bm25."""
    usage, dosage = (" ".join(chance.choices(("fever", "cough", "pain"), k=chance.randrange(1, 12))) for _ in range(2))
    tags = chance.choice(("", "---\ntags: calm\n---\n\n" if number % 30 == 0 else ""))
    text = f"{tags}# {chance.choice('ABC')}{number}\n\n### Usage\n\n{usage}.\n\n### Dosage\n\n{dosage}.\n"
    write(library, f"{number:03}.md", text)


def answers(source: Source) -> list[object]:
    """The keys of front matter, and for each question what is found, best first."""
    with closing(TextSearch(listing := listed(source))) as search:
        found: list[object] = [search.keys()]
        for results in (search.search(asked(text, listing)) for text in QUESTIONS):
            hits = [(listing.entries[hit.place].raw, hit.nth) for hit in results.hits]
            found.append((results.total, results.is_more, hits))
        return found


def fresh(source: Source) -> list[object]:
    """Those of a catalogue that is made now."""
    other = in_memory(source.root)
    refresh(other)
    made = answers(other)
    other.storage.close()
    return made


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A library of 150 monographs, of which each word stands in nearly all."""
    for number in range(150):
        write_drug(tmp_path / "many", number, random.Random(number))
    made = source_of(tmp_path / "many", tmp_path / "cache")
    refresh(made)
    return made


@pytest.mark.parametrize("counted", [10_000, 20], ids=["all are counted", "most are not counted"])
@pytest.mark.parametrize("seed", range(3))
def test_any_changes_leave_the_order_of_a_fresh_build(
    source: Source, seed: int, counted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_index, "MOST_COUNTED", counted)
    chance = random.Random(seed)
    for _ in range(6):
        for number in chance.sample(range(180), 12):
            if chance.random() < 0.3:
                (source.root / f"{number:03}.md").unlink(missing_ok=True)
            else:
                write_drug(source.root, number, chance)
        assert not refresh(source).rebuilt
        assert answers(source) == fresh(source)


def test_an_edit_that_is_undone_leaves_the_answers_as_they_were(source: Source) -> None:
    before, path = answers(source), source.root / "005.md"
    text = path.read_text()
    for changed in (f"---\ncolour: red\n---\n\n{text}\nFever fever fever.\n", text):
        write(source.root, path.name, changed)
        write(source.root, "0045.md", changed)
        refresh(source)
        assert answers(source) == fresh(source)
    (source.root / "0045.md").unlink()
    refresh(source)
    assert answers(source) == before
