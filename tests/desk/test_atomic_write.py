"""A file that was asked for: whole or not there, nothing lost that was there before, no library touched."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from medtui.desk.atomic_write import NotWrittenError, write_file

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")

TEXT = "Zelofane ≥ 5 mg\r\nline\n"


def refused(path: Path, *libraries: Path, overwrite: bool = False) -> str:
    """Why it was not written; nothing may have changed around it."""
    around = path.parent if path.parent.is_dir() else path.parent.parent
    before = {each.name: each.lstat().st_mtime_ns for each in around.iterdir()}
    with pytest.raises(NotWrittenError) as caught:
        write_file(
            path, TEXT, overwrite=overwrite, libraries=dict(zip(("drugs", "others"), reversed(libraries), strict=False))
        )
    assert {each.name: each.lstat().st_mtime_ns for each in around.iterdir()} == before
    return str(caught.value)


def fail(code: int) -> Callable[..., None]:
    def failing(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return failing


def test_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_file(path, TEXT)
    assert path.read_bytes() == TEXT.encode()
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


@posix_only
def test_its_permissions_are_those_of_any_new_file(tmp_path: Path) -> None:
    umask = os.umask(0o027)
    try:
        write_file(tmp_path / "a.txt", TEXT)
    finally:
        os.umask(umask)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("mine")
    with pytest.raises(NotWrittenError) as caught:
        write_file(path, TEXT)
    assert caught.value.exists
    assert path.read_text() == "mine"


@posix_only
def test_it_is_replaced_where_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("mine")
    path.chmod(0o600)
    write_file(path, TEXT, overwrite=True)
    assert path.read_bytes() == TEXT.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    write_file(tmp_path / "b.txt", TEXT, overwrite=True)


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    path = tmp_path / "a.txt"
    if not links and sys.platform != "win32":
        monkeypatch.setattr(os, "link", fail(errno.EPERM))
    monkeypatch.setattr(os, "fsync", lambda _: path.write_text("theirs"))
    with pytest.raises(NotWrittenError) as caught:
        write_file(path, TEXT)
    assert caught.value.exists
    assert path.read_text() == "theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


@posix_only
@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK])
def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(os, "link", fail(code))
    write_file(tmp_path / "a.txt", TEXT)
    assert (tmp_path / "a.txt").read_bytes() == TEXT.encode()
    monkeypatch.setattr(Path, "replace", fail(errno.EIO))
    assert "the system says" in refused(tmp_path / "b.txt")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "the disk is full: free some space."),
        (errno.EDQUOT, "your share of the disk is used up: free some space."),
        (errno.EACCES, "you may not write there: choose another folder."),
        (errno.EROFS, "that disk is read-only: choose another folder."),
        (errno.EIO, f"the system says “{os.strerror(errno.EIO)}”, so try another folder."),
    ],
)
@pytest.mark.parametrize(("owner", "where"), [(Path, "open"), (os, "fsync")])
@pytest.mark.parametrize("overwrite", [True, False])
def test_whatever_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str, owner: object, where: str, overwrite: bool
) -> None:
    path = tmp_path / "a.txt"
    if overwrite:
        path.write_text("mine")
    with monkeypatch.context() as during:
        during.setattr(owner, where, fail(code))
        message = refused(path, overwrite=overwrite)
    assert message == f"{path} was not written: {said}"
    assert not overwrite or path.read_text() == "mine"


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_whoever_interrupts_it_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def interrupt(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(error):
        write_file(tmp_path / "a.txt", TEXT)
    assert not list(tmp_path.iterdir())


@posix_only
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/dev/null")
    assert "there is a pipe or device of that name" in refused(tmp_path / "a.txt", overwrite=True)
    os.mkfifo(tmp_path / "b.txt")
    assert "there is a pipe or device of that name" in refused(tmp_path / "b.txt", overwrite=True)
    assert "already" in refused(tmp_path / "b.txt")


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    for overwrite in (True, False):
        assert "that is a folder: name a file in it." in refused(tmp_path / "a.txt", overwrite=overwrite)
    assert f"there is no folder {tmp_path / 'b'}." in refused(tmp_path / "b" / "c.txt")
    (tmp_path / "file").write_text("")
    assert "there is no folder" in refused(tmp_path / "file" / "c.txt")


@posix_only
def test_names_that_cannot_be(tmp_path: Path) -> None:
    assert "the name is too long: choose a shorter one." in refused(tmp_path / ("x" * 300 + ".txt"))
    assert "that is no name for a file: choose another." in refused(tmp_path / "a\0.txt")
    write_file(tmp_path / ("x" * 251 + ".txt"), TEXT)


def test_never_into_a_library(tmp_path: Path) -> None:
    library = tmp_path / "lib"
    (library / "a" / "b").mkdir(parents=True)
    for path in (library / "x.md", library / "a" / "b" / "x.md", tmp_path / "lib" / ".." / "lib" / "x.md"):
        for overwrite in (True, False):
            message = refused(path, tmp_path / "gone", library, overwrite=overwrite)
            assert "it would be in the folder of the library drugs, and medtui never edits the library." in message
    write_file(tmp_path / "library.md", TEXT, libraries={"drugs": library})
    write_file(library / ".." / "x.md", TEXT, libraries={"drugs": library})


@posix_only
def test_not_through_a_link_either(tmp_path: Path) -> None:
    library = tmp_path / "lib"
    library.mkdir()
    (library / "x.md").write_text("source")
    (tmp_path / "alias").symlink_to(library)
    (tmp_path / "x.md").symlink_to(library / "x.md")
    (tmp_path / "new.md").symlink_to(library / "new.md")
    for path in (tmp_path / "alias" / "y.md", tmp_path / "x.md", tmp_path / "new.md"):
        assert "medtui never edits the library" in refused(path, library, overwrite=True)
    assert "medtui never edits the library" in refused(library / "y.md", tmp_path / "alias")
    # A second name of a library's file is given to another file; the library keeps its own.
    os.link(library / "x.md", tmp_path / "hard.md")
    write_file(tmp_path / "hard.md", TEXT, overwrite=True, libraries={"drugs": library})
    assert (library / "x.md").read_text() == "source"


@posix_only
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "a.txt").symlink_to(tmp_path / "there" / "b.txt")
    assert "already" in refused(tmp_path / "a.txt")
    write_file(tmp_path / "a.txt", TEXT, overwrite=True)
    assert (tmp_path / "a.txt").is_symlink()
    assert (tmp_path / "there" / "b.txt").read_bytes() == TEXT.encode()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    refused(tmp_path / "loop.txt", overwrite=True)


_KILLED = """\
import os, signal, sys
from pathlib import Path
from medtui.desk import atomic_write
real, calls = {}, iter(range(1_000))
def dying(name):
    def call(*args, **kwargs):
        if next(calls) == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real[name](*args, **kwargs)
    return call
for name in ("fsync", "link", "replace", "unlink", "close"):
    real[name] = getattr(os, name)
    setattr(os, name, dying(name))
atomic_write.write_file(Path(sys.argv[1]), "x" * 100_000, overwrite=sys.argv[3] == "1")
print("done")
"""


@posix_only
@pytest.mark.parametrize("overwrite", [True, False])
def test_killed_at_any_step_it_leaves_the_old_file_or_the_new_one(tmp_path: Path, overwrite: bool) -> None:
    path = tmp_path / "a.txt"
    outcomes = set()
    for step in range(12):
        path.unlink(missing_ok=True)
        if overwrite:
            path.write_text("mine")
        command = [sys.executable, "-c", _KILLED, str(path), str(step), str(int(overwrite))]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        text = path.read_text() if path.exists() else None
        assert text in ("x" * 100_000, "mine" if overwrite else None)
        outcomes.add((text or "")[:1])
        if done.stdout:
            break
    assert done.stdout
    assert outcomes == {"x", "m" if overwrite else ""}
