"""What only a process of its own shows: start-up, pipes, locales, signals, terminals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, Shell, interruptible, posix_only

pytestmark = pytest.mark.slow

IMPORTED_BY = """
import sys
from types import ModuleType
app = ModuleType("medtui.tui.app")
app.run_app = lambda *_, **__: 0
if {stand_in}:
    sys.modules["medtui.tui.app"] = app
for stream in (sys.stdin, sys.stdout, sys.stderr):
    stream.isatty = lambda: {stand_in}
from medtui.__main__ import main
code = main(sys.argv[1:])
sys.stderr.write("|".join([str(code), *sys.modules]))
"""


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def imported(*arguments: str | Path, stand_in: bool = False) -> set[str]:
    """The modules that a successful run loads; stand_in: instead of the app, and on a terminal."""
    program = ["-c", IMPORTED_BY.format(stand_in=stand_in)]
    done = subprocess.run([sys.executable, *program, *map(str, arguments)], check=True, capture_output=True, timeout=60)
    code, *modules = done.stderr.decode().split("|")
    assert code == "0", done.stderr
    return set(modules)


@pytest.mark.parametrize("command", ["list", "dump", "show zinc", "show zinc --section all --format markdown"])
def test_commands_load_neither_textual_nor_sqlite(shell: Shell, command: str) -> None:
    assert not imported(*command.split(), "--library", shell.library()) & {"textual", "sqlite3", "asyncio"}


@pytest.mark.parametrize("command", ["search zinc", "search zinc --format json", "status", "index"])
def test_searching_does_not_load_textual(shell: Shell, command: str) -> None:
    assert not imported(*command.split(), "--library", shell.library()) & {"textual", "asyncio", "multiprocessing"}


@pytest.mark.parametrize("named", [False, True])
def test_the_app_starts_without_what_it_can_do_without(shell: Shell, named: bool) -> None:
    shell.set(TERM="xterm-256color")
    arguments = ("--library", shell.library()) if named else ()
    spared = {"argparse", "json", "markdown_it", "logging", "textual"}
    assert not imported(*arguments, stand_in=True) & spared
    assert shell.process("index", *arguments).returncode == 0
    assert not imported(*arguments, stand_in=True) & {*spared, "yaml"}  # the names are in the catalogue


@posix_only
@pytest.mark.parametrize("command", ["dump", "list", "--help", "search amox --limit 0", "status", "index"])
def test_a_reader_that_stops_reading_ends_it_quietly(shell: Shell, command: str) -> None:
    library = shell.library(**{f"drug{number:03}": AMOXICILLIN for number in range(300)})
    process = subprocess.Popen(
        [sys.executable, "-m", "medtui", *command.split(), "--library", library],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    if command == "dump":
        assert json.loads(process.stdout.readline())["title"] == "Amoxicillin"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


@posix_only
@pytest.mark.parametrize("command", ["list", "search zinc", "search zinc --format json", "status", "index"])
def test_a_full_disk_is_said(shell: Shell, command: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "medtui", *command.split(), "--library", shell.library()],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"medtui: The output could not be written (No space left on device).")
    assert done.stderr.count(b"\n") == 1


@posix_only
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams(shell: Shell, closed: str) -> None:
    script = f"'{sys.executable}' -m medtui list --library '{shell.library()}' {closed}"
    done = subprocess.run(["/bin/sh", "-c", script], check=False, capture_output=True, timeout=60)
    assert done.returncode == (1 if ">&-" in closed.split() else 0)
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") <= 1


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
@pytest.mark.parametrize("form", ["text", "markdown", "json", "tsv"])
def test_no_sign_is_lost_to_the_locale(shell: Shell, locale: dict[str, str], form: str) -> None:
    if "PYTHONUTF8" in locale:
        locale |= {"PYTHONCOERCECLOCALE": "0"}
    library = shell.library("biblioteca é", amoxicillin=AMOXICILLIN)
    command = ("search", "infections") if form == "tsv" else ("show", "amoxicillin")
    done = shell.process(*command, "--format", form, "--library", library, **locale)
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode("utf-8")
    assert "≥ 3 days" in out
    assert "\r" not in out
    if form == "json":
        assert json.loads(out)["library"].startswith("biblioteca")


@posix_only
def test_names_that_are_not_unicode(shell: Shell) -> None:
    library = shell.library()
    try:
        os.link(library / "zinc.md", os.fsencode(library) + b"/zi\xffnc.md")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    dumped = [json.loads(line) for line in shell.process("dump", "--library", library).stdout.splitlines()]
    assert [record["title"] for record in dumped] == ["Amoxicillin", "Zinc", "Zinc"]
    assert "drugs/zi⟨U+DCFF⟩nc" in {record["id"] for record in dumped}
    done = shell.process("show", "drugs/zi⟨U+DCFF⟩nc", "--library", library)
    assert (done.returncode, done.stderr) == (0, b"")
    done = subprocess.run(
        [sys.executable, "-m", "medtui", "show", b"zi\xffnk", "--library", library],
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 3
    assert "“zi⟨U+DCFF⟩nk”".encode() in done.stderr


@posix_only
def test_ctrl_c(shell: Shell) -> None:
    library = shell.library(**{f"drug{number:03}": AMOXICILLIN for number in range(300)})
    command = [sys.executable, "-m", "medtui", "dump", "--library", str(library)]
    with interruptible():
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        assert process.stdout
        process.stdout.readline()  # the pipe holds 64 KB, so it cannot be through
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")


def test_dump_is_a_stream(shell: Shell) -> None:
    library = shell.library(**{f"drug{number:03}": AMOXICILLIN for number in range(300)})
    with subprocess.Popen(
        [sys.executable, "-m", "medtui", "dump", "--library", library], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        assert process.poll() is None  # the rest is still to come
        assert process.stdout.read().count(b"\n") == 299


def test_no_terminal(shell: Shell) -> None:
    done = shell.process("--library", shell.library(), TERM="xterm-256color")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"medtui: The app needs a terminal")
    done = shell.process("--library", shell.folder / "missing")
    assert done.returncode == 2
    assert b"There is no folder" in done.stderr


@posix_only
def test_a_dumb_terminal(shell: Shell) -> None:
    import pty  # Windows has none

    inner, outer = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "medtui", "--library", shell.library()],
            check=False,
            stdin=outer,
            stdout=outer,
            stderr=outer,
            env={**os.environ, "TERM": "dumb"},
            timeout=60,
        )
        said = os.read(inner, 1 << 20)
    finally:
        os.close(inner)
        os.close(outer)
    assert done.returncode == 2
    assert b"TERM" in said


@posix_only
def test_text_is_wrapped_to_the_terminal(shell: Shell) -> None:
    import fcntl  # Windows has none
    import pty
    import struct
    import termios

    for columns, limit in ((50, 50), (300, 100)):
        inner, outer = pty.openpty()
        fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        arguments = ["show", "amoxicillin", "--section", "dosage", "--library", str(shell.library())]
        subprocess.run([sys.executable, "-m", "medtui", *arguments], check=True, stdout=outer, timeout=60)
        lines = os.read(inner, 1 << 16).decode().split("\r\n\r\nSource:")[0].split("\r\n")
        os.close(inner)
        os.close(outer)
        assert limit - 15 < max(map(len, lines)) <= limit
        assert not any("\x1b" in line for line in lines)


@pytest.mark.parametrize("arguments", [["-m", "medtui"], ["-c", "import medtui.__main__ as m; m.main(['--version'])"]])
def test_both_ways_in(shell: Shell, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *arguments, *(["--version"] if "-m" in arguments else [])],
        check=False,
        capture_output=True,
        cwd=shell.folder,
        timeout=60,
    )
    assert done.stdout.startswith(b"medtui ")
