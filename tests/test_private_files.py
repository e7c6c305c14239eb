"""What is the user's alone is kept from others, and nothing that others have planted is followed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from medtui.private_files import folder_of_user, open_private, private_folder, user_path

if sys.platform == "win32":
    pytest.skip("Windows has other permissions", allow_module_level=True)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_folder_is_closed_to_others_whether_new_or_not(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir(mode=0o755)
    for name in ("old", "new"):
        private_folder(tmp_path / name)
        assert mode(tmp_path / name) == 0o700


def test_a_file_is_closed_to_others_whether_new_or_not(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("kept")
    for name in ("old", "new"):
        os.close(open_private(tmp_path / name))
        assert mode(tmp_path / name) == 0o600
    assert (tmp_path / "old").read_text() == "kept"


def test_nothing_planted_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("kept")
    (tmp_path / "link").symlink_to("target")
    (tmp_path / "nowhere").symlink_to("new")
    (tmp_path / "also").hardlink_to(tmp_path / "target")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "nowhere", "also", "folder", "pipe"):
        with pytest.raises(OSError, match=r"link|name|directory|file"):
            open_private(tmp_path / name)
    assert (tmp_path / "target").read_text() == "kept"
    assert not (tmp_path / "new").exists()


def test_what_belongs_to_another_user_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(PermissionError):
        private_folder(tmp_path)


def test_a_home_that_nobody_has_is_taken_as_it_is_written() -> None:
    assert user_path("~nosuchuser/x.html") == Path("~nosuchuser/x.html")
    assert user_path("~/x.html").is_absolute()


def test_a_user_without_a_home_has_no_folders(tmp_path: Path) -> None:
    def unknown() -> Path:
        raise RuntimeError("could not determine the home directory")

    assert folder_of_user(unknown) is None
    assert folder_of_user(lambda: Path("here")) is None
    assert folder_of_user(lambda: tmp_path) == tmp_path
