"""Reading files that may be anything."""

from __future__ import annotations

import errno
import os
import socket
from datetime import datetime, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from library_files import write

from medtui.library import files as files_module
from medtui.library.files import FileBytes, UnreadableFile, read_beginning, read_file

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")


def refused(root: Path, relative: str) -> str:
    """Why the file is not read: the same sentence for the whole file as for its beginning."""
    sentences = set()
    for count in (None, 1000):
        with pytest.raises(UnreadableFile) as caught:
            read_file(root, relative) if count is None else read_beginning(root, relative, count)
        sentences.add(str(caught.value))
    (sentence,) = sentences
    assert sentence.endswith(".")
    assert str(root) not in sentence
    return sentence


def failing_open(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def fail(*_: Any, **__: Any) -> int:
        raise error

    monkeypatch.setattr(os, "open", fail)


def test_a_file_is_read_with_its_facts(tmp_path: Path) -> None:
    path = write(tmp_path, "a/b.md", "ünd")
    os.utime(path, ns=(0, 1_700_000_000_000_000_000))
    file = read_file(tmp_path, "a/b.md")
    assert file.data == "ünd".encode()
    assert len(file.data) == 4
    assert file.sha256 == sha256(file.data).hexdigest()
    assert file.modified == datetime(2023, 11, 14, 22, 13, 20, tzinfo=timezone.utc)


def test_an_empty_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()
    assert read_file(tmp_path, "empty.md").data == b""


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 5000])
def test_the_beginning_of_a_file_is_cut(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.md").write_bytes(bytes(size))
    assert read_beginning(tmp_path, "a.md", 1000).data == bytes(min(size, 1000))


def test_a_file_of_8_mb_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "large.md").write_bytes(b"x" * 8 * 1024 * 1024)
    (tmp_path / "larger.md").write_bytes(b"x" * (8 * 1024 * 1024 + 1))
    assert len(read_file(tmp_path, "large.md").data) == 8 * 1024 * 1024
    assert "larger.md is larger than 8 MB" in refused(tmp_path, "larger.md")


def test_a_file_that_grows_beyond_the_limit_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * (8 * 1024 * 1024 + 1))
    status = (tmp_path / "a.md").stat()
    short = os.stat_result([*status[:6], 10, *status[7:10]])
    monkeypatch.setattr(os, "fstat", lambda _: short)
    with pytest.raises(UnreadableFile, match="larger than"):
        read_file(tmp_path, "a.md")


def test_a_file_that_shrinks_while_it_is_read_gives_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.md", "abc")
    status = (tmp_path / "a.md").stat()
    long = os.stat_result([*status[:6], 10, *status[7:10]])
    monkeypatch.setattr(os, "fstat", lambda _: long)
    assert read_file(tmp_path, "a.md").data == b"abc"


def test_a_missing_file_is_gone(tmp_path: Path) -> None:
    assert "no.md is not there any more" in refused(tmp_path, "no.md")
    with pytest.raises(UnreadableFile) as caught:
        read_file(tmp_path, "no.md")
    assert caught.value.gone


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    assert refused(tmp_path, "folder.md").startswith("folder.md is a folder, not a file:")


def test_odd_characters_in_a_name_are_shown_safely(tmp_path: Path) -> None:
    assert "a␛[31m\u2424b.md".replace("\u2424", "␊") in refused(tmp_path, "a\x1b[31m\nb.md")


@posix
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "is a pipe, socket or device" in refused(tmp_path, "pipe.md")


@posix
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the names of sockets must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
        assert "is a pipe, socket or device" in refused(tmp_path, "socket.md")


def test_a_forbidden_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.md")
    failing_open(monkeypatch, PermissionError(errno.EACCES, "Permission denied"))
    assert refused(tmp_path, "a.md") == "a.md may not be read: ask its owner for permission to read it."


def test_a_folder_that_windows_refuses_to_open_is_called_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").mkdir()
    failing_open(monkeypatch, PermissionError(errno.EACCES, "Permission denied"))
    assert "is a folder" in refused(tmp_path, "a.md")


@pytest.mark.parametrize("failing", ["open", "read"])
def test_a_disk_error_names_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    write(tmp_path, "a.md")

    def fail(*_: Any, **__: Any) -> int:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, failing, fail)
    assert "could not be read (Input/output error): check the disk" in refused(tmp_path, "a.md")


@posix
def test_links_are_followed_inside_the_library_only(tmp_path: Path) -> None:
    root = tmp_path / "library"
    write(root, "real/a.md", "inside")
    write(tmp_path, "secret.md", "outside")
    (root / "link.md").symlink_to("real/a.md")
    (root / "folder").symlink_to("real")
    (root / "out.md").symlink_to(tmp_path / "secret.md")
    (root / "up").symlink_to(tmp_path)
    (root / "self.md").symlink_to("self.md")
    assert read_file(root, "link.md").data == b"inside"
    assert read_beginning(root, "link.md", 3).data == b"ins"
    assert read_file(root, "folder/a.md").data == b"inside"
    assert "leads out of the library" in refused(root, "out.md")
    with pytest.raises(UnreadableFile, match="leads out of the library"):
        read_file(root, "up/secret.md")
    with pytest.raises(UnreadableFile, match="leads out of the library"):
        read_file(root, "../secret.md")
    assert "leads to itself" in refused(root, "self.md")


@posix
def test_a_library_reached_through_a_link(tmp_path: Path) -> None:
    write(tmp_path / "library", "a.md", "text")
    (tmp_path / "link").symlink_to("library")
    assert read_file(tmp_path / "link", "a.md").data == b"text"


@posix
def test_links_are_checked_where_the_system_cannot_refuse_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "_NO_FOLLOW", 0)
    monkeypatch.setattr(files_module, "_FLAGS", os.O_RDONLY)
    write(tmp_path, "secret.md", "outside")
    (tmp_path / "library").mkdir()
    (tmp_path / "library/out.md").symlink_to(tmp_path / "secret.md")
    write(tmp_path / "library", "in.md", "inside")
    assert "leads out of the library" in refused(tmp_path / "library", "out.md")
    assert read_beginning(tmp_path / "library", "in.md", 100).data == b"inside"


def test_a_time_beyond_what_datetime_knows_is_clamped() -> None:
    class Status:
        st_mtime_ns = 10**21

    file = FileBytes(b"", Status())  # type: ignore[arg-type]
    assert file.modified.year == 9999
    Status.st_mtime_ns = -(10**21)
    assert file.modified.year == 1970
