"""`medtui search` and its catalogues: files that change, damage, and places where none can be kept."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from command_line import Shell, call, posix_only
from searching import DRUGS, IRON, PARACETAMOL, Capsys, found, titles

from medtui.commands.declaration import Request
from medtui.commands.exit_codes import CommandError
from medtui.commands.search_command import CliAnswer, answer_query, run
from medtui.library.search.text_search import StaleError

pytestmark = pytest.mark.slow


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def test_files_that_change_between_two_searches(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS)
    search = ("fever", "--library", library)
    assert set(titles(capsys, *search)) == {"Paracetamol", "Iron"}
    stamp = (library / "iron.md").stat()
    (library / "iron.md").write_text(IRON.replace("Fever", "Cough"))
    os.utime(library / "iron.md", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert titles(capsys, *search) == ["Paracetamol"]
    (library / "more").mkdir()
    (library / "paracetamol.md").rename(library / "more" / "paracetamol.md")
    assert [match["id"] for match in found(capsys, *search)] == ["drugs/more/paracetamol"]
    (library / "zinc.md").write_text("# Zinc\n\nFever.\n")
    assert set(titles(capsys, *search)) == {"Paracetamol", "Zinc"}
    (library / "zinc.md").write_text("# Feverfew\n\nFever.\n")
    assert titles(capsys, *search) == ["Paracetamol", "Feverfew"]
    (library / "zinc.md").unlink()
    (library / "more" / "paracetamol.md").unlink()
    assert titles(capsys, *search, code=1) == []


@pytest.mark.parametrize("what", ["*.db", "lock"])
@pytest.mark.parametrize("how", ["cut", "removed", "spoiled"])
def test_a_damaged_catalogue_is_no_matter(shell: Shell, capsys: Capsys, what: str, how: str) -> None:
    search = ("search", "fever", "--library", shell.library(**DRUGS))
    before = call(capsys, *search)
    (path,) = shell.home.rglob(f"catalogue/*/{what}")
    data = path.read_bytes()
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes(data[: len(data) // 2] if how == "cut" else b"\xff" * (len(data) + 99))
    after = call(capsys, *search)
    assert (after.code, after.out) == (before.code, before.out)
    is_silent = what == "lock" or how == "removed"
    assert after.err == ("" if is_silent else "medtui: drugs: the catalogue was damaged, so it was made anew.\n")
    assert call(capsys, *search) == before


def test_a_bit_that_turns_on_the_disk_changes_no_answer(shell: Shell, capsys: Capsys) -> None:
    search = ("search", "fever", "--library", shell.library(**DRUGS))
    before = call(capsys, *search)
    chances = random.Random(1)
    for _ in range(20):
        (path,) = shell.home.rglob("catalogue/*/*.db")
        stamp, data = path.stat(), bytearray(path.read_bytes())
        data[chances.randrange(len(data))] ^= 1 << chances.randrange(8)
        path.write_bytes(data)
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        after = call(capsys, *search)
        assert (after.code, after.out) == (before.code, before.out)
        assert after.err == "medtui: drugs: the catalogue was damaged, so it was made anew.\n"


def test_an_indexer_that_was_stopped_is_not_waited_for(shell: Shell) -> None:
    library = shell.library(**DRUGS)
    right = shell.process("search", "fever", "--format", "tsv", "--library", library)
    (library / "zinc.md").write_text("# Zinc\n\nCough.\n")
    (lock,) = shell.home.rglob("catalogue/*/lock")
    with closing(sqlite3.connect(lock, isolation_level=None)) as stopped:
        stopped.execute("BEGIN EXCLUSIVE")
        result = shell.process("search", "fever", "--format", "tsv", "--library", library)
    assert (result.returncode, result.stdout) == (0, right.stdout)
    assert b"has been at the catalogue" in result.stderr
    assert result.stderr.endswith(b"so it is made in memory each time.\n")


def test_a_cache_folder_that_is_a_file(shell: Shell, capsys: Capsys) -> None:
    libraries = ("--library", shell.library("one", **DRUGS), "--library", shell.library("two", **DRUGS))
    right = call(capsys, "search", "fever", *libraries)
    (shell.home / "file").write_text("")
    shell.set(XDG_CACHE_HOME=str(shell.home / "file"), LOCALAPPDATA=str(shell.home / "file"))
    result = call(capsys, "search", "fever", *libraries)
    if sys.platform != "darwin":  # where the cache is in the home folder, whatever is set
        assert result.err.startswith("medtui: The catalogue cannot be kept in ")
        assert result.err.endswith("), so it is made in memory each time.\n")
        assert result.err.count("\n") == 1
    assert (result.code, result.out) == (right.code, right.out)


@posix_only
def test_a_cache_folder_that_is_read_only(shell: Shell) -> None:
    library = shell.library(**DRUGS)
    right = shell.process("search", "fever", "--library", library)
    folders = [path for path in (shell.home, *shell.home.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o500)
    try:
        if os.access(shell.home, os.W_OK):
            pytest.skip("nothing is read-only for root")
        (library / "zinc.md").write_text("# Zinc\n\nFever.\n")
        result = shell.process("search", "fever", "--format", "tsv", "--library", library)
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert (result.returncode, right.returncode, result.stdout.count(b"\n")) == (0, 0, 3)
    assert result.stderr.count(b"\n") == result.stderr.count(b"in memory each time.") == 1


@posix_only
@pytest.mark.parametrize("blocks", [0, 1, 16])
def test_a_disk_that_is_full(shell: Shell, blocks: int) -> None:
    library = shell.library(**DRUGS)
    script = f"ulimit -f {blocks}; exec '{sys.executable}' -m medtui search fever --format tsv --library '{library}'"
    done = subprocess.run(["/bin/sh", "-c", script], check=False, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 2)
    assert done.stderr.count(b"\n") == done.stderr.count(b"in memory each time.") == 1
    assert shell.process("search", "fever", "--format", "tsv", "--library", library).stdout == done.stdout


def test_without_a_home_folder(shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medtui.library.catalogue.listing.default_folder", lambda: None)
    result = call(capsys, "search", "fever", "--format", "tsv", "--library", shell.library(**DRUGS))
    assert (result.code, result.out.count("\n")) == (0, 2)
    assert result.err == (
        "medtui: There is no home folder to keep the catalogue in, so it is made in memory each time.\n"
    )


def test_a_library_that_changes_in_between_is_searched_again(shell: Shell, capsys: Capsys) -> None:
    request = Request("search", "fever", libraries=(str(shell.library(**DRUGS)),), format="json")
    failures = [StaleError(), StaleError()]

    def fail_first(*arguments: Any) -> CliAnswer:
        if failures:
            raise failures.pop()
        return answer_query(*arguments)

    assert run(request, fail_first) == 0
    assert len(json.loads(capsys.readouterr().out)["matches"]) == 2
    failures[:] = [StaleError()] * 99
    with pytest.raises(CommandError, match="changes all the time") as caught:
        run(request, fail_first)
    assert caught.value.code == 1
    assert capsys.readouterr().out == ""


def test_a_file_that_goes_away_after_the_search(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS)

    def answer_and_delete(*arguments: Any) -> CliAnswer:
        answer = answer_query(*arguments)
        (library / "iron.md").unlink()
        return answer

    assert run(Request("search", "fever", libraries=(str(library),), format="json"), answer_and_delete) == 0
    matches = json.loads(capsys.readouterr().out)["matches"]
    assert {match["title"]: match["count"] for match in matches} == {"Iron": 0, "Paracetamol": 1}


def test_two_at_once(shell: Shell) -> None:
    library = shell.library(**{f"drug{number:03}": PARACETAMOL for number in range(300)})
    command = [sys.executable, "-m", "medtui", "search", "fever", "--limit", "0", "--format", "tsv"]
    both = [
        subprocess.Popen([*command, "--library", library], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ends = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    (one, _), (other, _) = ends  # who has to wait long says so
    assert one == other
    assert one.count(b"\n") == 300
