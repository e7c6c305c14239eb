"""80 libraries that change while they are read: a file or folder vanishes, grows, shrinks, is closed, or becomes a
pipe, a folder or a link to a secret, just before it is listed or opened; and libraries that are gone, no folder,
closed, or whose disk fails. The other monographs are answered, what is wrong is told in a sentence, and the text of no
secret is shown. A text that was shown before is that of the file when it is shown again."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Result
from desk_model import scratch
from forks import call_each, forked, home_of, import_all, without_powers
from library_files import opened, write
from sound_drugs import ASKED, SECRET, assert_plain, open_again, paths_in, world
from tally import Cases

from medtui.library.files import UnreadableFile
from medtui.library.loading import load
from medtui.reading.schema import default_schema

if sys.platform == "win32":
    pytest.skip("Windows has other files", allow_module_level=True)


def replaced(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Puts something else in its place."""

    def change(path: Path) -> None:
        path.rename(path.with_name("moved"))
        make(path)

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "vanishes": lambda path: path.rename(path.parent / "moved"),
    "becomes a pipe": replaced(os.mkfifo),
    "becomes a folder": replaced(Path.mkdir),
    "becomes a link to a secret": replaced(lambda path: path.symlink_to(path.parents[1] / "secret.md")),
    "becomes a link to a folder outside": replaced(lambda path: path.symlink_to(path.parents[1] / "private")),
    "becomes a link nowhere": replaced(lambda path: path.symlink_to("nowhere")),
    "becomes a link to itself": replaced(lambda path: path.symlink_to(path.name)),
    "becomes empty": replaced(Path.touch),
    "becomes another one": replaced(lambda path: path.write_text("# Other\n\n### Usage\nSoothing.\n")),
    "grows": replaced(lambda path: path.write_bytes(b"# Grown\n" * (9 << 17))),
    "is closed": lambda path: path.chmod(0),
}


def before(name: str, path: Path, change: Callable[[Path], object], call: int) -> None:
    """From now on, that function of the system is called only after the change, where it is called on the path for the
    nth time. Only in a process of its own."""
    real, seen = getattr(os, name), 0

    def changing(given: Any = ".", *more: Any, **others: Any) -> Any:
        nonlocal seen
        seen += str(given) == str(path)
        if str(given) == str(path) and seen == call:
            change(path)
        return real(given, *more, **others)

    setattr(os, name, changing)


def ask_while(root: Path, prepare: Callable[[], object]) -> list[Result]:
    """What a user without powers is told."""
    import_all()

    def work() -> list[tuple[int, str, str]]:
        without_powers()
        prepare()
        calls = [[*call, "--library", str(root)] for call in ASKED]
        return [(one.code, one.out, one.err) for one in call_each(calls, home_of(root.parent / "home"))]

    return [Result(*row) for row in forked(work)]


@pytest.mark.parametrize(("function", "place"), [("open", "a.md"), ("open", "sub/gold.md"), ("scandir", "sub")])
def test_what_changes_while_it_is_read(cases: Cases, function: str, place: str) -> None:
    for name, change in CHANGES.items():
        for call in (1, 2):
            with scratch() as folder, cases.case(f"{place} {name} before call {call} of {function}"):
                root = world(folder)
                write(root, "a.md", "# Apple\n\n### Usage\nSoothing.\n")
                path = root / place
                results = ask_while(root, lambda: before(function, path, change, call))  # noqa: B023 - it runs at once
                open_again(folder)
                for result in results:
                    assert_plain(result)
                    # A title may be, once: a listing trusts the folders on the way. Showing a text does not.
                    assert f"soothing {SECRET}" not in f"{result.out}{result.err}".lower(), result
                listing, search, show, *_ = results
                assert {"zinc.md", "iron.md"} <= set(paths_in(listing.out)), listing
                assert {"zinc.md", "iron.md"} <= set(paths_in(search.out)), search
                assert "Soothing." in show.out, show
    assert cases.tried == 22


LIBRARIES: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (lambda _: None, "There is no folder"),
    "a text": (Path.touch, "neither a folder nor a Markdown file"),
    "a pipe": (os.mkfifo, "neither a folder nor a Markdown file"),
    "a link to a device": (lambda path: path.symlink_to("/dev/null"), "neither a folder nor a Markdown file"),
    "a link nowhere": (lambda path: path.symlink_to("nowhere"), "There is no folder"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "There is no folder"),
    "closed": (lambda path: path.mkdir(mode=0), "Permission denied"),
    "to be entered but not listed": (lambda path: path.mkdir(mode=0o300), "Permission denied"),
}


def failing(root: Path, code: int) -> None:
    """From now on the library's own folder cannot be listed. Only in a process of its own."""
    real = os.scandir

    def scandir(path: Any = ".") -> Any:
        if str(path) == str(root):
            raise OSError(code, os.strerror(code), str(path))
        return real(path)

    os.scandir = scandir


def test_libraries_that_are_none(cases: Cases) -> None:
    for name, (make, told) in LIBRARIES.items():
        with scratch() as folder, cases.case(name):
            root = world(folder)
            for is_used_before in (True, False):
                if is_used_before:
                    ask_while(root, tuple)
                    root.rename(folder / "moved")
                    make(root)
                for result in ask_while(root, tuple):
                    assert_plain(result)
                    assert (result.code, result.out) == (2, ""), result
                    assert told in result.err
            open_again(folder)
    for code in (errno.EIO, errno.ENOTCONN, errno.ESTALE, errno.ETIMEDOUT, errno.ENODEV, errno.ENOENT, errno.EMFILE):
        with scratch() as folder, cases.case(errno.errorcode[code]):
            root = world(folder)
            for result in ask_while(root, lambda: failing(root, code)):  # noqa: B023 - it runs at once
                assert_plain(result)
                assert (result.code, result.out) == (2, ""), result
                assert os.strerror(code) in result.err
    assert cases.tried == 15


REWRITTEN: dict[str, Callable[[Path], object]] = CHANGES | {
    "as long as before": lambda path: path.write_text(path.read_text().replace("Soothing", "Stinging")),
    "is shorter": lambda path: path.write_text("# Zinc\n"),
    "is as old as before": lambda path: os.utime(path, (path.write_text("# Lead\n"), 0)),
    "is written over by another file": lambda path: (path.parent / "iron.md").replace(path),
}


def bytes_in(path: Path) -> bytes | None:
    """What a file has; None where it is not to be read."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() and path.stat().st_size < 8 << 20 else None


def test_a_text_that_was_shown_before(cases: Cases) -> None:
    for name, change in REWRITTEN.items():
        with scratch() as folder, cases.case(name):
            root = world(folder)
            entry = next(entry for entry in opened(root).entries if entry.path == "zinc.md")
            for is_changed in (False, True):
                if is_changed:
                    change(root / "zinc.md")
                try:
                    text: bytes | None = "".join(
                        part.source for part in load(entry, default_schema()).monograph.parts
                    ).encode()
                except UnreadableFile:
                    text = None
                assert text == bytes_in(root / "zinc.md"), "another text than that of the file"
            open_again(folder)
    assert cases.tried == 15
