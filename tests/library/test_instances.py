"""Several instances at once on one catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogues import assert_right, catalogue_of, in_memory, listed, raws, refresh, source_of
from library_files import write

from medtui.library.catalogue.listing import Source
from medtui.library.catalogue.refresh import Refresher, RefreshReport
from medtui.library.catalogue.storage import BusyError
from medtui.library.search.text_search import StaleError, TextSearch

pytestmark = pytest.mark.slow

SAME = RefreshReport(changed=False, rebuilt=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for number in range(6):
        write(tmp_path, f"drugs/{number}.md", f"# Drug {number}\n\n### Usage\nText w{number}.\n")
    return tmp_path / "drugs"


@pytest.fixture
def source(root: Path, tmp_path: Path) -> Source:
    made = source_of(root, tmp_path / "cache")
    refresh(made)
    return made


def test_only_one_writes(source: Source, root: Path, tmp_path: Path) -> None:
    write(root, "new.md")
    before = catalogue_of(source).read_bytes()
    other = source_of(root, tmp_path / "cache")
    with source.storage.lock():
        for rebuild in (False, True):
            with pytest.raises(BusyError):
                refresh(other, rebuild=rebuild)
        with pytest.raises(BusyError), other.storage.lock():
            pass
    assert catalogue_of(source).read_bytes() == before
    assert refresh(other) == RefreshReport(changed=True, rebuilt=False)
    assert refresh(source) == SAME
    assert_right(source)


def test_the_lock_is_let_go_of_after_a_failure(source: Source) -> None:
    with pytest.raises(ZeroDivisionError), source.storage.lock():
        _ = 1 / 0
    with source.storage.lock():
        pass


def test_catalogues_in_memory_are_not_shared(root: Path) -> None:
    one, other = in_memory(root), in_memory(root)
    with one.storage.lock(), other.storage.lock():
        pass
    refresh(one)
    write(root, "new.md")
    refresh(other)
    assert (len(listed(one).entries), len(listed(other).entries)) == (6, 7)
    assert_right(other)
    one.storage.close()
    other.storage.close()


@pytest.mark.parametrize("how", ["update", "rebuild"])
@pytest.mark.parametrize("place", ["disk", "memory"])
def test_an_open_search_goes_on_while_the_catalogue_changes(source: Source, root: Path, how: str, place: str) -> None:
    """What it says stays true of the listing that it was made from."""
    if place == "memory":
        source = in_memory(root)
        refresh(source)
    listing = listed(source)
    search = TextSearch(listing)
    write(root, "0.md", "# Zirconium\nother w1 w0 w0 w0\n")
    write(root, "new.md", "# Aaa\nw1 text\n")
    (root / "2.md").unlink()
    for _ in range(2):
        refresh(source, rebuild=how == "rebuild")
        assert raws(search, listing, "w1") == ["1.md"]
        assert raws(search, listing, "w2") == ["2.md"]
        assert raws(search, listing, "text") == raws(search, listing, "tex") == [f"{number}.md" for number in range(6)]
        assert raws(search, listing, "-w1") == ["0.md", "2.md", "3.md", "4.md", "5.md"]
        assert raws(search, listing, "other") == []
        write(root, "1.md", "# Drug 1\nnothing\n")
    search.close()
    with pytest.raises(StaleError):
        TextSearch(listing)
    assert_right(source, ["w1", "w0", "other", "text"])
    source.storage.close()


def test_an_instance_that_wrote_nothing_sees_what_the_other_wrote(source: Source, root: Path, tmp_path: Path) -> None:
    one, other = Refresher(source), Refresher(source_of(root, tmp_path / "cache"))
    for number in range(8):
        write(root, f"{number % 3}.md", f"# Drug\nround{number}\n")
        assert (one if number % 2 else other).refresh(trust_stamps=True).changed
        assert (other if number % 2 else one).refresh(trust_stamps=True) == SAME
        assert one.edition == other.edition
        assert_right(source, ["round", f"round{number}", f"round{number - 1}"])


def test_a_reader_who_takes_long_is_not_waited_for(source: Source, root: Path) -> None:
    write(root, "new.md")
    reader = source.storage.connect(source.storage.latest())
    rows = reader.execute("SELECT title FROM file")
    assert rows.fetchone() == ("Drug 0",)
    assert Refresher(source).refresh(trust_stamps=True) == RefreshReport(changed=True, rebuilt=False)
    assert rows.fetchall() == [(f"Drug {number}",) for number in range(1, 6)]
    reader.close()
    assert_right(source)
