"""`medtui import` as a user calls it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import Shell, call, interruptible, posix_only
from spl_texts import section, spl

GOOD = spl(section("34067-9", "1 INDICATIONS", "<paragraph>Pain &lt; 3 days.</paragraph>"))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def test_a_label_is_imported_and_shown(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "a.xml").write_bytes(GOOD)
    library = shell.folder / "labels"
    result = call(capsys, "import", shell.folder / "a.xml", "--to", library)
    assert (result.code, result.out, result.err) == (0, "1 imported.\n", "")
    shown = call(capsys, "show", "zelofane", "hydrochloride", "--section", "usage", "--library", library)
    assert "Pain < 3 days." in shown.out


def test_what_is_refused_is_told_and_the_rest_goes_on(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "a.xml").write_bytes(GOOD)
    (shell.folder / "b.xml").write_bytes(GOOD[:-50])
    report = shell.folder / "report.json"
    result = call(capsys, "import", shell.folder, "--to", shell.folder / "labels", "--report", report)
    assert (result.code, result.out) == (4, "1 imported, 1 refused.\n")
    assert "b.xml is refused: it is no whole XML" in result.err
    assert [one["state"] for one in json.loads(report.read_text())] == ["imported", "refused"]


def test_nothing_imported_is_a_failure(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "b.xml").write_bytes(b"<x/>")
    assert call(capsys, "import", shell.folder / "b.xml", "--to", shell.folder / "labels").code == 1


@pytest.mark.parametrize("arguments", [["a.xml"], ["no-such-file.xml", "--to", "x"]])
def test_a_wrong_call_is_told(shell: Shell, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    result = call(capsys, "import", *arguments)
    assert result.code == 2
    assert result.err.count("\n") == 1


def many_labels(folder: Path, count: int = 80) -> Path:
    """So many labels, each large enough to be at work on for a while."""
    folder.mkdir()
    doses = "".join(f"<paragraph>{dose} mg of it, {dose} times.</paragraph>" for dose in range(300))
    for number in range(count):
        set_id = f"{number:08}-{number:04}"
        (folder / f"{number:02}.xml").write_bytes(spl(section("34068-7", "2 DOSAGE", doses), set_id=set_id))
    return folder


def whole(path: Path) -> bool:
    text = path.read_text()
    return text.startswith("---\ntitle: ") and "299 mg of it, 299 times." in text and text.endswith("doctor.\n")


@pytest.mark.slow
@posix_only
def test_ctrl_c_leaves_whole_files_and_the_next_run_goes_on(shell: Shell) -> None:
    labels, library = many_labels(shell.folder / "labels"), shell.folder / "library"
    command = [sys.executable, "-m", "medtui", "import", str(labels), "--to", str(library)]
    pipe = subprocess.PIPE
    with interruptible(), subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True) as process:
        while not list(library.glob("*.md")) and process.poll() is None:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate()
    assert (process.returncode, output, errors) == (130, b"", b"")
    done = list(library.glob("*.md"))
    assert 0 < len(done) < 80
    assert all(map(whole, done))
    assert not list(library.glob(".medtui-*"))
    again = shell.process("import", labels, "--to", library)
    assert again.stdout.decode() == f"{80 - len(done)} imported, {len(done)} unchanged.\n"


def test_a_stock_list_says_what_is_imported(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "a.xml").write_bytes(GOOD)
    (shell.folder / "b.xml").write_bytes(
        GOOD.replace(b"ZELOFANE", b"OTHERINE").replace(b"zelofane", b"otherine").replace(b"AAAAAAAA", b"BBBBBBBB")
    )
    (shell.folder / "stock.csv").write_text("Drug,Qty\nZelofane HCl 500mg tab,3\nNosuchine,1\n")
    arguments: list[str | Path] = [shell.folder / "a.xml", shell.folder / "b.xml", "--to", shell.folder / "labels"]
    report = shell.folder / "report.json"
    result = call(capsys, "import", *arguments, "--only", shell.folder / "stock.csv", "--report", report)
    assert result.out == "1 imported, 1 not on the stock list, 1 on the stock list and not imported.\n"
    assert result.err == "medtui: line 3, Nosuchine is on the stock list and not imported: no label is of it.\n"
    assert [one["state"] for one in json.loads(report.read_text())] == ["unmatched", "imported", "unlisted"]
    assert call(capsys, "import", *arguments, "--only", shell.folder / "no.csv").code == 2
    os.truncate(shell.folder / "stock.csv", 1 << 40)  # of which the disk holds nothing
    assert call(capsys, "import", *arguments, "--only", shell.folder / "stock.csv").code == 2


def test_copies_are_dropped_and_counted(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "a.xml").write_bytes(GOOD.replace(b"20260504", b"20250101"))
    (shell.folder / "b.xml").write_bytes(GOOD.replace(b"AAAAAAAA", b"BBBBBBBB"))
    arguments: list[str | Path] = [
        "import",
        shell.folder / "a.xml",
        shell.folder / "b.xml",
        "--to",
        shell.folder / "labels",
    ]
    assert call(capsys, *arguments, "--prefer", "newest").out == "1 imported, 1 dropped as copies of another label.\n"
    assert "effective_date: '2026-05-04'" in next((shell.folder / "labels").glob("*.md")).read_text()


@pytest.mark.slow
@posix_only
def test_a_run_that_is_killed_at_any_moment_leaves_whole_files(shell: Shell) -> None:
    labels, library = many_labels(shell.folder / "labels", 30), shell.folder / "library"
    command = [sys.executable, "-m", "medtui", "import", str(labels), "--to", str(library)]
    for wanted in (1, 4, 11):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while len(list(library.glob("*.md"))) < wanted and process.poll() is None:
                time.sleep(0.001)
            process.kill()
        assert all(map(whole, library.glob("*.md")))
    (library / ".medtui-0123456789abcdef.part").write_text("half a lab")
    assert shell.process("import", labels, "--to", library).returncode == 0
    assert len(list(library.glob("*.md"))) == 30
    assert not list(library.rglob(".medtui-*"))


@pytest.mark.slow
@posix_only
def test_a_full_disk_leaves_the_old_file_whole(shell: Shell) -> None:
    library = shell.folder / "labels"
    (shell.folder / "a.xml").write_bytes(GOOD)
    shell.process("import", shell.folder / "a.xml", "--to", library)
    (path,) = library.glob("*.md")
    before = path.read_bytes()
    (shell.folder / "a.xml").write_bytes(GOOD.replace(b'Number value="1"', b'Number value="2"'))
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)); "
    program = limited + "from medtui.__main__ import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "import", str(shell.folder / "a.xml"), "--to", str(library)]
    result = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert result.returncode == 1
    assert result.stderr.count(b"\n") == 1
    assert b"was not written" in result.stderr
    assert path.read_bytes() == before
    assert not list(library.rglob(".medtui-*"))


@pytest.mark.slow
@posix_only
def test_a_full_disk_ends_the_run_and_what_was_imported_is_said(shell: Shell) -> None:
    long = GOOD.replace(b"Pain", b"Pain " * 5_000)
    for number, text in enumerate((GOOD, long, GOOD)):
        (shell.folder / f"{number}.xml").write_bytes(text.replace(b"AAAAAAAA", b"AAAAAAA%d" % number))
    library, report = shell.folder / "labels", shell.folder / "report.json"
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000)); "
    program = limited + "from medtui.__main__ import main; sys.exit(main(sys.argv[1:]))"
    sources = [str(shell.folder / f"{number}.xml") for number in range(3)]
    command = [sys.executable, "-c", program, "import", *sources, "--to", str(library), "--report", str(report)]
    result = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stdout) == (4, "1 imported.\n")
    assert "was not written" in result.stderr
    assert result.stderr.endswith("The import ended there; what was imported is whole.\n")
    (path,) = library.glob("*.md")
    assert [(one["state"], one["file"]) for one in json.loads(report.read_text())] == [("imported", path.name)]


def test_a_library_is_called_as_it_was_named(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (shell.folder / "a.xml").write_bytes(GOOD)
    library = shell.folder / "labels"
    call(capsys, "import", shell.folder / "a.xml", "--to", library)
    for name in ("FDA 2026", 'Other "labels": <5 mg'):
        assert call(capsys, "import", shell.folder / "a.xml", "--to", library, "--name", name).code == 0
        assert call(capsys, "status", "--library", library).out.startswith(f"{name}: {library}\n")
        shown = call(capsys, "show", "zelofane", "hydrochloride", "--section", "usage", "--library", library)
        assert "Pain < 3 days." in shown.out
    call(capsys, "import", shell.folder / "a.xml", "--to", library)
    assert (library / "medtui.yaml").read_text().startswith('name: "Other')
