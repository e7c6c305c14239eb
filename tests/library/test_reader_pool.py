"""Several processes that read files find what one does."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from catalogues import assert_right, kept, refresh, source_of
from library_files import titles, write

from medtui.library import Library, catalogue_listing
from medtui.library.catalogue import reader_pool
from medtui.library.catalogue.reader_pool import Readers, _Process
from medtui.library.catalogue.refresh import RefreshReport
from medtui.reading.schema import default_schema


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "drugs"
    for number in range(230):
        write(root, f"{number}.md", f"---\nclass: c{number % 3}\n---\n# Drug {number}\n\n### Usage\nText w{number}.\n")
    write(root, "medtui.yaml", "sections:\n- name: flavour\n")
    write(root, "flavour.md", "# Taste\n\n### Flavour\nbitter\n")
    (root / "huge.md").write_bytes(b"x" * 9_000_000)
    if os.name == "posix":
        (root / os.fsdecode(b"caf\xe9.md")).write_text("# Cafe\ntext\n")
    return root


def test_several_processes_find_what_one_does(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = source_of(library, tmp_path / "one")
    refresh(one)
    with monkeypatch.context() as patched:
        patched.setattr(reader_pool, "_WORTH_IT", 1)
        patched.setattr(reader_pool, "_WORKS", {})  # of this process
        several = source_of(library, tmp_path / "several")
        assert refresh(several) == RefreshReport(changed=True, rebuilt=True)
    for source in (one, several):
        assert_right(source, ["text", "w7", "w2", "bitter"])
    assert list(kept(one).entries) == list(kept(several).entries)
    assert refresh(several, trust_stamps=False) == RefreshReport(changed=False, rebuilt=False)


def test_a_process_that_ends_too_soon_is_an_error_and_leaves_nothing(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = source_of(library, tmp_path / "cache")
    real = _Process.ask

    def killing(process: _Process, work: str, items: Sequence[Any], letters: int) -> None:
        real(process, work, items, letters)
        if work == "texts":
            process._process.kill()
            process._process.wait()

    with monkeypatch.context() as patched:
        patched.setattr(reader_pool, "_WORTH_IT", 1)
        patched.setattr(_Process, "ask", killing)
        with pytest.raises(OSError, match="ended"):
            refresh(source)
    listing = catalogue_listing([source])
    assert listing is not None
    listing.load_all()
    assert len(titles(listing)) == listing.total
    refresh(source)
    assert_right(source, ["text", "bitter"])


def test_nothing_to_read(library: Path) -> None:
    with closing(Readers(Library("drugs", library), default_schema(), 0)) as nobody:
        assert not list(nobody.names([]))
        assert not list(nobody.texts([], 3))
