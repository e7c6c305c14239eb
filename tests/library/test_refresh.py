"""The catalogue follows the files, and is written only when it must be."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from time import time_ns
from typing import Any

import pytest
from catalogues import assert_right, found, in_memory, listed, refresh, source_of
from library_files import set_times, titles, write

from medtui.library.catalogue.listing import Source
from medtui.library.catalogue.refresh import (
    NAMES,
    RESECTIONED,
    STANDARD,
    TEXT,
    FolderError,
    Policy,
    Progress,
    Refresher,
    RefreshReport,
)
from medtui.library.catalogue.sql_tables import fingerprint
from medtui.library.files import stamp_of
from medtui.reading.schema import default_schema

SAME = RefreshReport(changed=False, rebuilt=False)
UPDATED = RefreshReport(changed=True, rebuilt=False)
BUILT = RefreshReport(changed=True, rebuilt=True)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "drugs"
    for name in ("b/zinc", "a/aspirin", "a/ibuprofen"):
        write(root, f"{name}.md")
    write(root, "renal.md", "# Renalin\n\n### Usage\nNephritis.\n\n### Dosage\nRenal impairment: less.\n")
    return root


@pytest.fixture(params=["disk", "memory"])
def source(request: pytest.FixtureRequest, library: Path) -> Any:
    """A library whose catalogue was built."""
    made = source_of(library, library.parent / "cache") if request.param == "disk" else in_memory(library)
    assert refresh(made) == BUILT
    yield made
    made.storage.close()


def on_disk(source: Source) -> dict[str, tuple[bytes, int, int]]:
    folder = source.storage.folder
    paths = folder.iterdir() if folder else ()
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in paths}


def test_the_first_build_knows_every_file(source: Source) -> None:
    assert_right(source, ["renal", "text", "asp", "a", "zinc", "usage", "no"])
    assert found(source, "dosage:renal") == ["renal.md"]
    assert found(source, "usage:renal") == []
    assert listed(source).catalogues[0].about.total == 4  # type: ignore[union-attr]


@pytest.mark.parametrize("trust_stamps", [True, False])
def test_where_nothing_changed_nothing_is_written(source: Source, trust_stamps: bool) -> None:
    before = on_disk(source)
    refresher = Refresher(source)
    for _ in range(2):
        assert refresher.refresh(trust_stamps=trust_stamps) == SAME
    assert on_disk(source) == before


def test_files_that_were_added_removed_renamed_and_edited(source: Source, library: Path) -> None:
    refresher = Refresher(source)
    steps = (
        lambda: write(library, "new.md", "# Newcillin\nOintment.\n"),
        (library / "a/aspirin.md").unlink,
        lambda: (library / "b/zinc.md").rename(library / "b/zincum.md"),
        lambda: write(library, "renal.md", "# Renalin\n\n### Usage\nGout.\n"),
        lambda: (library / "a").rename(library / "c"),
    )
    for step in steps:
        edition = refresher.edition
        step()
        assert refresher.refresh(trust_stamps=True).changed
        assert refresher.edition != edition
        assert_right(source, ["renal", "text", "zinc", "ointment", "gout", "nephritis", "impair"])
        assert refresh(source) == SAME
    assert titles(listed(source)) == ["Ibuprofen", "Newcillin", "Renalin", "Zinc"]


def test_the_words_of_an_edited_file_are_the_new_ones(source: Source, library: Path) -> None:
    assert found(source, "nephr") == found(source, "ren") == ["renal.md"]
    write(library, "renal.md", "# Other\n\n### Usage\nGout.\n")
    refresh(source)
    assert found(source, "nephr") == found(source, "ren") == found(source, "r") == []
    assert found(source, "gou") == found(source, "usage:gout") == found(source, "name:other") == ["renal.md"]


def test_an_edit_that_left_size_and_time_is_found_by_comparing_contents(source: Source, library: Path) -> None:
    path = library / "renal.md"
    before = path.stat()
    path.write_text(path.read_text().replace("Nephritis", "Gastritis"))
    set_times(path, before)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert refresh(source, trust_stamps=False).changed
    assert (found(source, "gastritis"), found(source, "nephritis")) == (["renal.md"], [])


def test_an_edit_that_left_all_of_the_stamp_is_found(source: Source, library: Path) -> None:
    """As two edits within one tick of the clock do: also where stamps are trusted, because the file is so young."""
    path = library / "renal.md"
    path.write_text(path.read_text().replace("Nephritis", "Gastritis"))
    stamp = stamp_of(path.stat())
    with source.storage.replacement(source.storage.latest()) as connection:
        connection.execute("UPDATE file SET size = ?, modified = ?, changed = ? WHERE path = ?", (*stamp, b"renal.md"))
    assert refresh(source).changed
    assert found(source, "gastritis") == ["renal.md"]
    path.write_text(path.read_text().replace("Gastritis", "Nephritis"))
    stamp = stamp_of(path.stat())
    with source.storage.replacement(source.storage.latest()) as connection:
        connection.execute("UPDATE file SET size = ?, modified = ?, changed = ? WHERE path = ?", (*stamp, b"renal.md"))
        connection.execute("UPDATE about SET value = ? WHERE name = 'since'", (time_ns() + 10**10,))
    assert refresh(source) == SAME
    assert refresh(source, trust_stamps=False).changed
    assert found(source, "nephritis") == ["renal.md"]


def test_a_touched_file_is_not_read_into_the_index_again(source: Source, library: Path) -> None:
    os.utime(library / "renal.md", (1, 1))
    numbers = list(listed(source).catalogues[0].numbers)  # type: ignore[union-attr]
    assert refresh(source) == UPDATED
    assert list(listed(source).catalogues[0].numbers) == numbers  # type: ignore[union-attr]
    assert refresh(source) == SAME
    assert_right(source, ["renal"])


def test_a_schema_that_comes_changes_or_goes_is_a_reason_to_build(source: Source, library: Path) -> None:
    resectioned = RefreshReport(changed=True, rebuilt=True, unfit=RESECTIONED)
    write(library, "taste.md", "# Taste\n\n### Flavour\nBitter.\n")
    refresh(source)
    for text in ("sections:\n- name: flavour\n", "sections:\n- name: flavour\n- name: smell\n"):
        write(library, "medtui.yaml", text)
        assert refresh(source) == resectioned
        assert_right(source, ["bitter", "flavour"])
        assert refresh(source) == SAME
    (library / "medtui.yaml").unlink()
    assert refresh(source) == resectioned
    assert_right(source, ["bitter"])


def test_the_sections_are_the_same_in_every_process() -> None:
    code = "from medtui.library.catalogue.sql_tables import *; from medtui.reading.schema import *; print(fingerprint("
    for seed in ("1", "2"):
        result = subprocess.run(
            [sys.executable, "-c", f"{code}default_schema()))"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert result.stdout.strip() == fingerprint(default_schema())


def test_files_that_cannot_be_read_are_problems_and_no_reason_to_write_each_time(
    source: Source, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, secret = os.open, ["secret.md"]

    def guarded(path: Any, *rest: Any, **more: Any) -> int:
        if any(str(path).endswith(name) for name in secret):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", guarded)
    write(library, "secret.md", "# Secret\nhidden\n")
    write(library, "long.md", "# Long\nendless\n" + "\n" * 20_000)
    (library / "huge.md").write_bytes(b"x" * 9_000_000)
    assert refresh(source).changed
    for trust_stamps in (True, False):
        assert refresh(source, trust_stamps=trust_stamps) == SAME
    listing = listed(source)
    assert sorted(problem.path for problem in listing.problems) == ["huge.md", "long.md", "secret.md"]
    assert_right(source, ["hidden", "endless", "renal"])
    secret.clear()
    write(library, "long.md", "# Long\nshort\n")
    secret.append("renal.md")
    (library / "renal.md").chmod(0o600)
    assert refresh(source).changed
    assert_right(source, ["hidden", "endless", "short", "renal"])
    assert found(source, "hidden") == ["secret.md"]
    secret.clear()
    assert refresh(source).changed
    assert found(source, "renal") == ["renal.md"]
    assert refresh(source) == SAME


def test_a_folder_that_cannot_be_listed_is_a_problem(
    source: Source, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith(f"drugs{os.sep}a"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", scandir)
        assert refresh(source).changed
        assert refresh(source) == SAME
        assert [problem.path for problem in listed(source).problems] == ["a"]
        assert titles(listed(source)) == ["Renalin", "Zinc"]
    assert refresh(source).changed
    assert_right(source)


def test_a_library_that_cannot_be_listed_keeps_its_catalogue(source: Source, library: Path) -> None:
    before = on_disk(source)
    library.rename(library.with_name("elsewhere"))
    with pytest.raises(FolderError):
        refresh(source)
    assert on_disk(source) == before
    library.with_name("elsewhere").rename(library)
    assert refresh(source) == SAME


def test_a_file_by_itself_has_a_catalogue(library: Path) -> None:
    source = source_of(library / "renal.md", library.parent / "cache")
    assert refresh(source) == BUILT
    assert [entry.raw for entry in listed(source).entries] == ["renal.md"]
    assert refresh(source) == SAME


def test_files_of_which_two_share_an_id(source: Source, library: Path) -> None:
    write(library, "renal.markdown")
    refresh(source)
    assert_right(source)
    assert {entry.id for entry in listed(source).entries} >= {"drugs/renal", "drugs/renal.markdown"}
    (library / "renal.md").unlink()
    refresh(source)
    assert_right(source)


def test_many_changes_are_a_reason_to_build(library: Path) -> None:
    source = source_of(library, library.parent / "cache")
    refresh(source)

    def is_numbered_anew() -> bool:
        numbers = list(listed(source).catalogues[0].numbers)  # type: ignore[union-attr]
        return numbers == list(range(1, len(numbers) + 1))

    for number in range(STANDARD.largest_update):
        write(library, f"more/{number}.md", f"# Drug {number}\nmany\n")
    assert refresh(source) == UPDATED
    assert not is_numbered_anew()
    for number in range(STANDARD.largest_update + 1):
        write(library, f"many/{number}.md", f"# Other {number}\nmany\n")
    assert refresh(source) == UPDATED
    assert is_numbered_anew()
    assert_right(source, ["many", "drug", "renal"])


def test_building_anew_is_done_when_asked_for(source: Source) -> None:
    edition = Refresher(source)
    edition.refresh(trust_stamps=True)
    before = edition.edition
    assert edition.refresh(trust_stamps=True, rebuild=True) == BUILT
    assert edition.edition != before
    assert_right(source, ["renal"])


def test_a_build_says_how_far_it_is_and_shows_the_names_first(library: Path) -> None:
    source = source_of(library, library.parent / "cache")
    said: list[Progress | tuple[int, str]] = []

    def on_change(progress: Progress | None) -> None:
        if progress:
            said.append(progress)
            return
        listing = listed(source)
        said.append((len(listing.entries), "text" if listing.catalogues[0].about.columns else "names"))  # type: ignore[union-attr]
        assert (listing.total, listing.pending) == (4, 4 - len(listing.entries))

    policy = Policy(progress_seconds=0, first_names=2, chunk_files=1)
    Refresher(source, on_change, policy).refresh(trust_stamps=True)
    assert said == [
        *(Progress(NAMES, done, 4) for done in (1, 2)),
        (2, "names"),
        *(Progress(NAMES, done, 4) for done in (3, 4)),
        (4, "names"),
        *(Progress(TEXT, done, 4) for done in (1, 2, 3, 4)),
        (4, "text"),
    ]
