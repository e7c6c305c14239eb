"""`medtui status` and `medtui index`: where catalogues are, what they hold, making them anew."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, ZINC, Shell, call, posix_only

from medtui.commands.declaration import Request
from medtui.commands.index_command import bring_up_to_date, run
from medtui.commands.name_resolution import sources_of
from medtui.commands.search_command import current_listing
from medtui.library.catalogue.refresh import Refresher, RefreshReport
from medtui.library.catalogue.storage import BusyError

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def facts(out: str) -> dict[str, str]:
    """What status says of one library, by the first word or two of each line."""
    lines = [line for line in out.split("\n\nProblems:", maxsplit=1)[0].splitlines()[1:] if line]
    return {line[:15].strip(): line[15:] for line in lines}


# status -------------------------------------------------------------------------------------------------


def test_status_before_there_is_a_catalogue(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    result = call(capsys, "status", "--library", library)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0] == f"drugs: {library.resolve()}"
    said = facts(result.out)
    assert list(said) == ["files", "left out", "problems", "catalogue", "kept in", "size"]
    assert said["files"] == "2 (2 monographs, 0 that cannot be read)"
    assert said["problems"] == "0"
    assert said["catalogue"] == "none yet; medtui makes it when it is opened, medtui index at once"
    assert said["size"] == "0 bytes"
    assert not Path(said["kept in"]).exists()  # it only looks


def test_status_of_a_catalogue(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    call(capsys, "index", "--library", library)
    said = facts(call(capsys, "status", "--library", library).out)
    assert said["catalogue"] == "2 files"
    folder = Path(said["kept in"])
    assert folder.is_relative_to(shell.home)
    assert said["size"] == f"{sum(path.stat().st_size for path in folder.iterdir()) / 1000:.1f} kB"
    (library / "iron.md").write_text("# Iron\n")
    said = facts(call(capsys, "status", "--library", library).out)
    assert said["files"].startswith("3 (3 monographs")
    assert said["catalogue"] == "2 files; it will be brought up to date"


def test_status_of_a_catalogue_that_is_not_fit_for_use(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    call(capsys, "index", "--library", library)
    (path,) = shell.home.rglob("catalogue/*/*.db")
    path.write_bytes(b"")
    said = facts(call(capsys, "status", "--library", library).out)
    assert said["catalogue"] == "not fit for use; medtui makes it when it is opened, medtui index at once"


def test_status_names_what_is_left_out(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    (library / "README.md").write_text("# About these notes\n")
    (library / "zelofane.qmd").write_text("# Zelofane\n")
    out = call(capsys, "status", "--library", library).out
    assert facts(out)["left out"] == "2"
    assert out.endswith(
        "\nLeft out:\n"
        "  drugs: README.md: about the folder: it has no section of a drug.\n"
        "  drugs: zelofane.qmd: .qmd files are not read: save it as .md.\n"
    )


@posix_only
def test_status_lists_problems(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(amoxicillin=AMOXICILLIN, zinc=ZINC)
    (library / "loop\x1b.md").symlink_to(library / "loop\x1b.md")
    (library / "medtui.yaml").write_text("sections: 3\n")
    result = call(capsys, "status", "--library", library)
    assert (result.code, result.err) == (0, "")
    assert facts(result.out)["files"] == "3 (2 monographs, 1 that cannot be read)"
    assert facts(result.out)["problems"] == "2"
    problems = result.out.split("\nProblems:\n")[1].splitlines()
    assert problems[0].startswith("  drugs: loop␛.md is a link that leads to itself")
    assert problems[1].endswith("the standard sections are used instead.")
    assert len(problems) == 2


def test_status_names_figures_with_what_cannot_be_seen(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(zinc="# Zinc\n\nTake\u200b 5\u200b00 mg.\n")
    result = call(capsys, "status", "--library", library)
    assert facts(result.out)["problems"] == "1"
    assert "  drugs: zinc.md, line 3: there is a character in “5⟨U+200B⟩00” that cannot be seen" in result.out


@posix_only
def test_status_of_several_libraries(shell: Shell, capsys: Capsys) -> None:
    one, two = shell.library("one"), shell.library("two", zinc=ZINC)
    (two / "loop.md").symlink_to(two / "loop.md")
    out = call(capsys, "status", "--library", one, "--library", two).out
    first, second, problems = out.split("\n\n")
    assert first.startswith("one: ")
    assert second.startswith("two: ")
    assert (facts(first)["problems"], facts(second)["problems"]) == ("0", "1")
    assert problems.startswith("Problems:\n  two: loop.md")


def test_status_where_nothing_can_be_kept(shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    library = shell.library()
    (shell.home / "file").write_text("")
    monkeypatch.setattr("medtui.library.catalogue.listing.default_folder", lambda: shell.home / "file" / "medtui")
    said = facts(call(capsys, "status", "--library", library).out)
    assert said["kept in"].endswith(", which cannot be written: it is made in memory each time")
    monkeypatch.setattr("medtui.library.catalogue.listing.default_folder", lambda: None)
    said = facts(call(capsys, "status", "--library", library).out)
    assert said["kept in"] == "memory, because there is no home folder"


def test_no_library(shell: Shell, capsys: Capsys) -> None:
    for command in ("status", "index"):
        result = call(capsys, command, "--library", shell.folder / "missing")
        assert (result.code, result.out) == (2, "")
        assert "There is no folder" in result.err
        assert call(capsys, command, "zinc").code == 2


def test_an_empty_library(shell: Shell, capsys: Capsys) -> None:
    (shell.folder / "empty").mkdir()
    library = ("--library", shell.folder / "empty")
    said = facts(call(capsys, "status", *library).out)
    assert said["files"] == "0 (0 monographs, 0 that cannot be read)"
    assert call(capsys, "index", *library).out == "empty: 0 files, catalogue made anew.\n"
    assert call(capsys, "index", *library).out == "empty: 0 files, catalogue up to date already.\n"


# index --------------------------------------------------------------------------------------------------


def databases(shell: Shell) -> set[str]:
    """The names of the catalogues' databases."""
    return {path.name for path in shell.home.rglob("catalogue/*/*.db")}


def test_index(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    index = ("index", "--library", library)
    result = call(capsys, *index)
    assert (result.code, result.out, result.err) == (0, "drugs: 2 files, catalogue made anew.\n", "")
    made = databases(shell)
    assert call(capsys, *index).out == "drugs: 2 files, catalogue up to date already.\n"
    (library / "zinc.md").unlink()
    assert call(capsys, *index).out == "drugs: 1 file, catalogue brought up to date.\n"
    assert len(databases(shell)) == 1
    result = call(capsys, *index, "--rebuild")
    assert (result.code, result.out) == (0, "drugs: 1 file, catalogue made anew.\n")
    assert len(databases(shell)) == 1
    assert databases(shell) != made


def test_index_of_several_libraries(shell: Shell, capsys: Capsys) -> None:
    libraries = ("--library", shell.library("one"), "--library", shell.library("two", zinc=ZINC))
    out = call(capsys, "index", "--rebuild", *libraries).out
    assert out == "one: 2 files, catalogue made anew.\ntwo: 1 file, catalogue made anew.\n"
    assert len(databases(shell)) == 2


def test_rebuild_does_not_trust_what_there_is(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    index = ("index", "--library", library)
    call(capsys, *index)
    (path,) = shell.home.rglob("catalogue/*/*.db")
    path.write_bytes(b"\xff" * 10_000)
    result = call(capsys, *index, "--rebuild")
    assert (result.code, result.out, result.err) == (0, "drugs: 2 files, catalogue made anew.\n", "")
    (path,) = shell.home.rglob("catalogue/*/*.db")
    path.write_bytes(b"\xff" * 10_000)
    assert call(capsys, *index).out == "drugs: 2 files, catalogue was damaged, made anew.\n"


def test_index_says_where_it_cannot_write(shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    libraries = ("--library", shell.library("one"), "--library", shell.library("two"))
    (shell.home / "file").write_text("")
    monkeypatch.setattr("medtui.library.catalogue.listing.default_folder", lambda: shell.home / "file" / "medtui")
    result = call(capsys, "index", *libraries)
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == result.err.count("medtui: The catalogue cannot be kept in ") == 2
    monkeypatch.setattr("medtui.library.catalogue.listing.default_folder", lambda: None)
    result = call(capsys, "index", *libraries)
    assert (result.code, result.out) == (1, "")
    assert result.err == "medtui: There is no home folder to keep the catalogue in.\n"


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), sqlite3.OperationalError("database or disk is full")]
)
def test_a_disk_that_is_full(shell: Shell, capsys: Capsys, error: Exception) -> None:
    class OnAFullDisk(Refresher):
        def refresh(self, **arguments: bool) -> RefreshReport:
            if self._source.storage.folder is not None:
                raise error
            return super().refresh(**arguments)

    request = Request("index", libraries=(str(shell.library()),))
    assert run(request, OnAFullDisk) == 1
    written = capsys.readouterr()
    reason = getattr(error, "strerror", None) or str(error)
    assert written.out == ""
    assert written.err.endswith(f" ({reason}).\n")
    assert len(current_listing(sources_of(request), OnAFullDisk).entries) == 2
    said = capsys.readouterr().err
    assert said.endswith(f" ({reason}), so it is made in memory each time.\n")
    assert said.count("\n") == 1


def test_another_medtui_at_the_same_work(shell: Shell, capsys: Capsys) -> None:
    busy = [BusyError()] * 3

    class AfterOthers(Refresher):
        def refresh(self, **arguments: bool) -> RefreshReport:
            if busy:
                raise busy.pop()
            return super().refresh(**arguments)

    (source,) = sources_of(Request(libraries=(str(shell.library()),)))
    assert bring_up_to_date(source, refresher=AfterOthers, patience=0.0).rebuilt
    said = capsys.readouterr().err
    assert said == "medtui: drugs: waiting for another medtui that is reading the library.\n"


@posix_only
def test_a_folder_that_may_not_be_listed(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    library.chmod(0o000)
    try:
        if os.access(library, os.R_OK):
            pytest.skip("everything may be listed by root")
        results = [call(capsys, *command.split(), "--library", library) for command in ("index", "search x", "status")]
    finally:
        library.chmod(0o700)
    assert [result.code for result in results] == [2, 2, 2]
    assert len({result.err for result in results}) == 1
    assert "cannot be listed (Permission denied)" in results[0].err
