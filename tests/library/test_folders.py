"""Which files of a folder are monographs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from library_files import write

from medtui.library.folders import find_files, odd_ids, one_file

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such names or links")


def found(root: Path) -> list[str]:
    return sorted(find_files(root, with_stamps=False).files)


def test_markdown_files_at_every_level_are_found(tmp_path: Path) -> None:
    for name in ("a.md", "B.MD", "c.markdown", "d.Markdown", "x/e.md", "x/y/z/f.md", "folder.md/g.md"):
        write(tmp_path, name)
    for name in ("h.txt", "md", "i.md.bak", "medtui.yaml", "j.mdx"):
        write(tmp_path, name)
    assert found(tmp_path) == [
        "B.MD", "a.md", "c.markdown", "d.Markdown", "folder.md/g.md", "x/e.md", "x/y/z/f.md",
    ]  # fmt: skip


def test_hidden_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    for name in (".hidden.md", ".git/a.md", "x/.cache/y/b.md", "._a.md"):
        write(tmp_path, name)
    assert found(tmp_path) == ["a.md"]


@posix
def test_very_deep_folders_do_not_crash(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    write(deep, "b.md")
    assert found(tmp_path) == ["a.md", "d/" * 300 + "b.md"]


@posix
def test_a_path_that_is_too_long_is_a_complaint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.md")
    monkeypatch.chdir(tmp_path)
    for _ in range(20):
        Path("d" * 250).mkdir()
        monkeypatch.chdir("d" * 250)
    Path("b.md").touch()
    result = find_files(tmp_path, with_stamps=True)
    monkeypatch.chdir(tmp_path)
    assert result.files == ["a.md"]
    ((shown, sentence),) = result.complaints
    assert shown.startswith("ddd")
    assert "cannot be listed (File name too long)" in sentence


@posix
def test_links_inside_the_library_are_followed_without_going_round(tmp_path: Path) -> None:
    root = tmp_path / "library"
    write(root, "a/one.md")
    write(root, ".store/two.md")
    write(root, ".store/deep/three.md")
    (root / "alias.md").symlink_to("a/one.md")
    (root / "a/up").symlink_to("..")
    (root / "a/self").symlink_to("self")
    (root / "a/again").symlink_to("../a")
    (root / "shelf").symlink_to(".store")
    (root / "shelf2").symlink_to(".store")
    (root / ".store/back").symlink_to("../a")
    result = find_files(root, with_stamps=True)
    names = sorted(name.replace("shelf2/", "shelf/") for name in result.files)
    assert names == ["a/one.md", "alias.md", "shelf/deep/three.md", "shelf/two.md"]
    assert result.complaints == []
    assert len(result.stamps) == 3 * len(result.files)


@posix
def test_links_out_of_the_library_are_complaints_or_left_for_opening(tmp_path: Path) -> None:
    root = tmp_path / "library"
    write(tmp_path, "library-of-others/a.md")
    write(root, "b.md")
    (root / "others").symlink_to("../library-of-others")
    (root / "top").symlink_to("/")
    (root / "out.md").symlink_to("../library-of-others/a.md")
    (root / "gone.md").symlink_to("nowhere")
    (root / "self.md").symlink_to("self.md")
    (root / "nowhere").symlink_to("not-there")
    result = find_files(root, with_stamps=True)
    # The files are listed: opening them says what is wrong.
    assert sorted(result.files) == ["b.md", "gone.md", "out.md", "self.md"]
    assert sorted(path for path, _ in result.complaints) == ["others", "top"]
    assert all("is a link to a folder outside the library" in sentence for _, sentence in result.complaints)


def test_a_folder_that_cannot_be_listed_is_a_complaint_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a/one.md")
    write(tmp_path, "b/two.md")
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result = find_files(tmp_path, with_stamps=False)
    assert result.files == ["b/two.md"]
    assert result.complaints == [("a", "The folder a cannot be listed (Permission denied): check its permissions.")]


def test_the_folder_itself_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_files(tmp_path / "no", with_stamps=False)


def test_one_file_is_a_library_of_one(tmp_path: Path) -> None:
    path = write(tmp_path, "README.md", "12345")
    result = one_file(path)
    assert result.files == ["README.md"]
    assert result.stamps[0] == 5


@posix
def test_odd_names_are_found_as_they_are(tmp_path: Path) -> None:
    names = [b"caf\xe9.md", b"new\nline.md", b"esc\x1b[2J.md", "zażółć.md".encode(), b" .md", b"tab\t.md"]
    for name in names:
        try:
            (tmp_path / os.fsdecode(name)).touch()
        except OSError:  # macOS takes UTF-8 only
            pytest.skip("this file system refuses the name")
    assert sorted(map(os.fsencode, found(tmp_path))) == sorted(names)


def test_ids_are_paths_without_suffix_unless_two_would_share_one() -> None:
    assert odd_ids(["a.md", "b/c.md"]) == {}
    assert odd_ids(["a.markdown"]) == {"a.markdown": "a"}
    assert odd_ids(["a.md", "a.markdown", "a.MD"]) == {"a.MD": "a.MD", "a.markdown": "a.markdown"}
    assert odd_ids(["x\x1b.md", "x␛.md", "x\x1b.markdown"]) == {
        "x\x1b.markdown": "x␛.markdown",
        "x\x1b.md": "x␛.md",
    }
    assert odd_ids(["x\x1b.md", "x␛.md", "x␛.md.md"]) == {"x\x1b.md": "x␛.md 3"}
