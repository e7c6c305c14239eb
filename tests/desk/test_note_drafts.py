"""Drafts of notes in their file."""

from __future__ import annotations

from pathlib import Path

import pytest

from medtui.desk.note_drafts import FILE_NAME, put_draft, read_drafts


def test_a_draft_is_there_until_it_is_taken_away(tmp_path: Path) -> None:
    put_draft(tmp_path, "a/b", "usage", "one\n\ud800")
    put_draft(tmp_path, "a/b", "", "two")
    assert read_drafts(tmp_path) == {("a/b", "usage"): "one\n\ud800", ("a/b", ""): "two"}
    put_draft(tmp_path, "a/b", "usage", "")
    assert read_drafts(tmp_path) == {("a/b", ""): "two"}


@pytest.mark.parametrize("text", ["", "{", "1", "[1]", "[[1, 2, 3]]", "[[[], [], []]]", "[" * 100_000, '[["a", "b"]]'])
def test_a_file_that_is_not_ours_has_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, "utf-8")
    assert read_drafts(tmp_path) == {}


def test_no_file_has_none(tmp_path: Path) -> None:
    assert read_drafts(tmp_path / "none") == {}
