"""The cache of names: fast when it holds, harmless when it does not."""

from __future__ import annotations

import errno
import os
from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_files import opened, set_times, titles, write

from medtui.library import names_cache, open_libraries
from medtui.library.files import UnreadableFile
from medtui.library.names_cache import cache_file, default_folder, fetch


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "drugs"
    write(root, "zinc.md", "---\ntitle: Zinc oxide\n---\n# Zinc\n")
    write(root, "a/aspirin.md")
    write(root, "b.md", "# Ünïcödé β\n")
    return root


@pytest.fixture
def cache(library: Path) -> Path:
    """A cache folder that knows the library."""
    folder = library.parent / "cache"
    opened(library, cache=folder).save()
    return folder


def pending(library: Path, cache: Path, *, check_files: bool = True) -> int:
    return open_libraries([library], cache_folder=cache, check_files=check_files).pending


def test_the_next_start_reads_no_file(library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("medtui.library.shelf.read_beginning", forbidden)
    listing = open_libraries([library], cache_folder=cache)
    assert listing.pending == 0
    assert [entry.names for entry in listing.entries] == [
        ("Aspirin",),
        ("Ünïcödé β",),
        ("Zinc oxide", "Zinc"),
    ]
    assert listing.notice == ""


def test_only_what_changed_is_read_again(library: Path, cache: Path) -> None:
    write(library, "zinc.md", "# Zink\n")
    write(library, "c.md")
    (library / "a/aspirin.md").unlink()
    assert pending(library, cache) == 2
    assert pending(library, cache, check_files=False) == 1
    listing = opened(library, cache=cache)
    assert titles(listing) == ["C", "Ünïcödé β", "Zink"]
    listing.save()
    assert pending(library, cache) == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no time of the last change of status")
def test_an_edit_that_left_size_and_time_is_seen_at_once(library: Path, cache: Path) -> None:
    before = (library / "zinc.md").stat()
    write(library, "zinc.md", "---\ntitle: Zinc oxidf\n---\n# Zinc\n")
    set_times(library / "zinc.md", before)
    assert (library / "zinc.md").stat().st_size == before.st_size
    assert pending(library, cache) == 1


def test_a_file_that_is_new_under_an_old_name_is_seen(library: Path, cache: Path) -> None:
    (library / "zinc.md").unlink()
    (library / "b.md").rename(library / "zinc.md")
    assert pending(library, cache) == 1
    assert titles(opened(library, cache=cache)) == ["Aspirin", "Ünïcödé β"]


def test_nothing_is_written_when_nothing_changed(library: Path, cache: Path) -> None:
    file = cache_file(cache, str(library))
    before = file.stat()
    opened(library, cache=cache).save()
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_ino == before.st_ino


def test_a_removed_file_alone_is_a_reason_to_write(library: Path, cache: Path) -> None:
    (library / "b.md").unlink()
    opened(library, cache=cache).save()
    assert len(fetch(cache, str(library)).paths) == 2


def test_a_list_that_is_not_complete_may_be_saved(library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    listing = open_libraries([library], cache_folder=folder)
    listing.read_names(0)
    listing.save()
    assert pending(library, folder) == 2


def spoiled(data: bytes) -> dict[str, bytes]:
    """What may have become of a cache file."""
    head, _, body = data.partition(b"\n")
    return {
        "empty": b"",
        "cut": data[: len(data) // 2],
        "cut by one": data[:-1],
        "longer": data + b"0",
        "no head": body,
        "one bit": data[:-40] + bytes([data[-40] ^ 1]) + data[-39:],
        "a word changed": data.replace(b"Zinc oxide", b"Zinc oxidf"),
        "another version": data.replace(b"medtui names 1", b"medtui names 2"),
        "another library": data.replace(b"drugs", b"drogs"),
        "not text": os.urandom(3000),
        "a pickle": b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94",
        "head only": head,
        "nul": bytes(1000),
    }


@pytest.mark.parametrize("how", list(spoiled(bytes(100))))
def test_a_spoiled_cache_counts_as_none(library: Path, cache: Path, how: str) -> None:
    file = cache_file(cache, str(library))
    file.write_bytes(spoiled(file.read_bytes())[how])
    assert pending(library, cache) == 3
    listing = opened(library, cache=cache)
    assert titles(listing) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]
    listing.save()
    assert pending(library, cache) == 0


def crafted(library: Path, cache: Path, body: bytes) -> None:
    """Write a cache file whose head is right for any body."""
    from zlib import crc32  # noqa: PLC0415

    file = cache_file(cache, str(library))
    file.write_bytes(names_cache._head(str(library), crc32(body)) + b"\n" + body)


@pytest.mark.parametrize(
    "body",
    [
        b"b.md\nB\n",
        b"b.md\nB\n\n" + b"zz" * 24,
        b"b.md\nB\n\n" + b"00" * 23,
        b"b.md\nB\n\n\xe9\n" + b"00" * 24,
        b"b.md\nB\x1b[31m\n\n" + b"00" * 24,
        b"b.md\nB\n\x1b]0;x\n" + b"00" * 24,
        b"b.md\nB\xe2\x80\xae\n\n" + b"00" * 24,
        b"\n" * 100,
    ],
)
def test_a_cache_made_to_do_harm_counts_as_none(library: Path, cache: Path, body: bytes) -> None:
    crafted(library, cache, body)
    assert pending(library, cache, check_files=False) == 3


@pytest.mark.parametrize("path", [b"../../etc/passwd", b"/etc/passwd", b"no.md", b"", b"b.md/x"])
def test_a_cache_cannot_add_files(library: Path, cache: Path, path: bytes) -> None:
    crafted(library, cache, path + b"\nTitle\n\n" + b"00" * 24)
    listing = open_libraries([library], cache_folder=cache, check_files=False)
    assert (listing.pending, len(listing.entries)) == (3, 0)


def test_a_cache_that_names_a_file_twice(library: Path, cache: Path) -> None:
    crafted(library, cache, b"b.md\nb.md\nOne\nTwo\n\n\n" + b"00" * 48)
    listing = open_libraries([library], cache_folder=cache, check_files=False)
    assert (listing.pending, titles(listing)) == (2, ["One"])
    assert not listing.verify(float("inf"))
    assert titles(listing) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]


@given(st.binary(max_size=300))
def test_any_body_at_all_is_survived(body: bytes) -> None:
    try:
        rows = names_cache._parse(body.decode())
    except ValueError:
        return
    assert len(rows.paths) == len(rows.titles) == len(rows.others) == len(rows.stamps) // 3


def test_rows_come_back_as_they_were_stored(tmp_path: Path) -> None:
    rows = names_cache.Rows(["a.md"], ["Ä"], ["x\ty"], array("q", [1, -(2**62), 2**62]))
    names_cache.store(tmp_path, "key", rows)
    assert fetch(tmp_path, "key") == rows
    assert len(fetch(tmp_path, "other").paths) == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_a_cache_that_is_no_regular_file_counts_as_none(library: Path, cache: Path) -> None:
    file = cache_file(cache, str(library))
    target = file.with_name("elsewhere")
    file.rename(target)
    file.symlink_to(target)
    assert pending(library, cache) == 3
    file.unlink()
    os.mkfifo(file)
    assert pending(library, cache) == 3


def test_a_cache_that_cannot_be_written_is_a_notice(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "full"

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    listing = opened(library, cache=folder)
    listing.save()
    assert "(No space left on device)" in listing.notice
    assert titles(listing) == ["Aspirin", "Ünïcödé β", "Zinc oxide"]
    assert list((folder / "names").iterdir()) == []


def test_a_cache_folder_that_is_a_file_is_a_notice(library: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    listing = opened(library, cache=tmp_path / "file")
    listing.save()
    assert listing.notice.startswith("The list of names could not be kept in ")


def test_what_a_killed_run_left_is_removed_in_time(library: Path, cache: Path) -> None:
    file = cache_file(cache, str(library))
    old, recent, other = file.with_suffix(".111"), file.with_suffix(".222"), file.with_name("other.333")
    for left in (old, recent, other):
        left.touch()
    for left in (old, other):
        os.utime(left, (0, 0))
    write(library, "new.md")
    opened(library, cache=cache).save()
    assert sorted(path.name for path in file.parent.iterdir()) == sorted([file.name, recent.name, other.name])


def test_the_default_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    from platformdirs import user_cache_path  # noqa: PLC0415

    assert default_folder() == user_cache_path("medtui")
    home = library.parent / "home"
    monkeypatch.setattr(names_cache, "default_folder", lambda: home)
    listing = open_libraries([library])
    listing.read_names(float("inf"))
    listing.save()
    assert cache_file(home, str(library)).is_file()


def test_without_a_home_folder_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, library: Path, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: Path("~/.cache/medtui"))
    listing = open_libraries([library])
    listing.read_names(float("inf"))
    listing.save()
    assert not (tmp_path / "~").exists()


def test_a_cache_that_cannot_be_read_is_no_error(library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> bytes:
        raise UnreadableFile("x")

    monkeypatch.setattr(names_cache, "read_own_file", fail)
    assert pending(library, cache) == 3
