"""Drafts of notes in their file."""

from __future__ import annotations

import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from desk_model import NOON

from medtui.desk.atomic_write import NotWrittenError
from medtui.desk.note_drafts import FILE_NAME, put_draft, read_drafts

ASIDE = f"{FILE_NAME}.damaged-20250309-120000"


def test_a_draft_is_there_until_it_is_taken_away(tmp_path: Path) -> None:
    put_draft(tmp_path, "a/b", "usage", "one\n\ud800")
    put_draft(tmp_path, "a/b", "", "two")
    assert read_drafts(tmp_path) == ({("a/b", "usage"): "one\n\ud800", ("a/b", ""): "two"}, "")
    put_draft(tmp_path, "a/b", "usage", "")
    assert read_drafts(tmp_path) == ({("a/b", ""): "two"}, "")


@pytest.mark.parametrize("text", ["", "{", "1", "[1]", "[[1, 2, 3]]", "[" * 100_000, '[["a", "b"]]'])
def test_a_file_that_is_not_ours_is_kept_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, "utf-8")
    said = f"Notes that you did not finish were damaged: they are kept aside as {tmp_path / ASIDE}."
    assert read_drafts(tmp_path, lambda: NOON) == ({}, said)
    assert (tmp_path / ASIDE).read_text("utf-8") == text
    assert read_drafts(tmp_path) == ({}, "")


def test_a_figure_that_was_altered_on_the_disk_is_never_shown(tmp_path: Path) -> None:
    put_draft(tmp_path, "a/b", "", "Take 5 mg")
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes().replace(b"5 mg", b"7 mg"))
    put_draft(tmp_path, "a/c", "", "two", lambda: NOON)
    assert read_drafts(tmp_path) == ({("a/c", ""): "two"}, "")
    assert b"7 mg" in (tmp_path / ASIDE).read_bytes()


def test_no_file_has_none(tmp_path: Path) -> None:
    assert read_drafts(tmp_path / "none") == ({}, "")
    assert read_drafts(tmp_path) == ({}, "")


def test_several_that_keep_drafts_at_once_lose_none(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: put_draft(tmp_path, f"a/{number}", "", "x"), range(40)))
    assert len(read_drafts(tmp_path)[0]) == 40


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_draft_is_the_user_s_alone_and_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("mine")
    (tmp_path / FILE_NAME).symlink_to("target")
    put_draft(tmp_path, "a/b", "", "x", lambda: NOON)
    assert (tmp_path / "target").read_text() == "mine"
    assert (tmp_path / ASIDE).is_symlink()
    assert stat.S_IMODE(os.lstat(tmp_path / FILE_NAME).st_mode) == 0o600
    assert read_drafts(tmp_path) == ({("a/b", ""): "x"}, "")


def test_a_folder_of_another_user_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345, raising=False)
    if sys.platform != "win32":
        with pytest.raises(NotWrittenError, match="another user"):
            put_draft(tmp_path, "a/b", "", "x")


def test_where_it_cannot_be_kept_that_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "pipe").touch()
    if sys.platform != "win32":
        (tmp_path / "pipe").unlink()
        os.mkfifo(tmp_path / "pipe")
    for folder in ("file", "pipe"):
        assert read_drafts(tmp_path / folder)[0] == {}
        with pytest.raises(NotWrittenError):
            put_draft(tmp_path / folder, "a/b", "", "x")
