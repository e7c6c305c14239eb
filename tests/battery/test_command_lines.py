"""Every command with each of its options and its words missing, doubled, empty, huge, not UTF-8, full of control
characters or of another kind, and with libraries of all kinds, some 4,000 calls: each ends with a documented exit code
and a plain sentence, never with a traceback, and writes no byte that drives a terminal."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import EVIL, Result, Shell, call, posix_only
from tally import Cases
from well_behaved import check

from medtui.commands.declaration import Option, ShellCommand, all_commands, command, command_names

pytestmark = posix_only

VALUES = {
    "empty": "",
    "a blank": " ",
    "a dash": "-",
    "two dashes": "--",
    "huge": "m" * 100_000,
    "many words": "zinc " * 5_000,
    "400 digits": "9" * 400,
    "below zero": "-1",
    "a fraction": "1.5",
    "other digits": "٣",
    "not UTF-8": os.fsdecode(b"\xff\xfezinc\x80"),
    "control characters": "\x1b[2J\x1b]0;x\x07\x9b31m\r\n\x00"[:-1],
    "turned around": "\u202ezinc\u2066",
    "line ends": "zinc\nmedtui: zinc\u2028zinc",
    "wide": "広域薬👨‍👩‍👧‍👦",
    "marks": "e" + "\u0301" * 5_000,
    "markup": "[red]{zinc}%s%(x)s{0}",
    "an option": "--debug",
    "a path up": "../../../../etc/passwd",
    "a home that is not there": "~nosuchuser/zinc",
    "no file": "/dev/null",
    "a full disk": "/dev/full",
    "no folder": "/proc/1/mem/x",
    "a query": 'usage:"fever -tag:x* (',
}
LIBRARIES = (
    "", ".", "drugs/..", "/nowhere", "empty", "file.md", "drugs", "drugs/", "drugs/../drugs", "drugs/zinc.md",
    "/dev/null", "/proc/self/fd", "link", "circle", "gone", "locked", "~", "~nosuchuser", "evil",
    os.fsdecode(b"b\xffd"), "name\nwith\x1b[31mcolour", "x" * 300, "x/" * 3_000, "drugs\u202e", "many",
    "deep", "broken",
)  # fmt: skip


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    shell = Shell(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    shell.library()
    shell.set(MEDTUI_LIBRARY="drugs", VISUAL="true", TERM="xterm")
    return shell


def sound(spec: ShellCommand) -> list[str]:
    """The words that the command needs, as they should be."""
    if spec.words is None or not spec.words.required:
        return []
    if spec.words.choices:
        return [spec.words.choices[0]]
    return ["amoxicillin", "zinc"] if spec.words.several else ["zinc"]


def option_lines(spec: ShellCommand, option: Option) -> Iterator[tuple[str, list[str]]]:
    """Command lines that use an option as it should not be used, and some as it may be, each with its name."""
    words, flag = sound(spec), option.flag
    yield f"{flag}, no value", [*words, flag]
    yield f"{flag} before the words", [flag, *words]
    yield f"{flag} cut", [*words, flag[:-1]]
    yield f"{flag} with another sign", [*words, f"{flag}=x"]
    yield f"{flag} twice", [*words, flag, "3", flag, "4"] if option.value else [*words, flag, flag]
    for name, value in VALUES.items() if option.value else ():
        yield f"{flag}, {name}", [*words, flag, value]
        yield f"{flag}=, {name}", [*words, f"{flag}={value}"]
        yield f"{flag}, {name}, twice", [flag, value, *words, flag, value]


def lines_of(spec: ShellCommand) -> Iterator[tuple[str, list[str]]]:
    """The command lines to try with a command."""
    yield "nothing", []
    yield "as it should be", sound(spec)
    for name, value in VALUES.items():
        yield name, [value]
        yield f"{name}, after another", [*sound(spec), value]
        yield f"{name}, after dashes", ["--", value]
    yield "too many words", ["zinc"] * 3_000
    for option in spec.options:
        yield from option_lines(spec, option)


def tried(arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Result:
    """Call it with something to read on standard input."""
    typed = io.BytesIO(b"zinc\n\xff\x1b[2J\n1\nmore\nback\n")
    with monkeypatch.context() as during:
        during.setattr(sys, "stdin", io.TextIOWrapper(typed, encoding="utf-8"))
        return call(capsys, *arguments)


@pytest.mark.parametrize("name", ["", *command_names()])
def test_a_command_with_any_arguments(
    cases: Cases, name: str, shell: Shell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for what, arguments in lines_of(command(name)):
        with cases.case(f"medtui {name}: {what}"):
            check(tried([*([name] if name else []), *arguments], capsys, monkeypatch))
    assert cases.tried >= 80
    assert sorted(path.name for path in (shell.folder / "drugs").iterdir()) == ["amoxicillin.md", "zinc.md"]


def odd_libraries(shell: Shell) -> None:
    """What the names in LIBRARIES stand for, where they stand for anything."""
    for name in ("empty", "locked", "many", "deep", "broken"):
        (shell.folder / name).mkdir()
    shell.library("evil", evil=EVIL, **{os.fsdecode(b"b\xffd"): EVIL, "a\x1b[31mb\n": "# Zinc\n"})
    shell.library(os.fsdecode(b"b\xffd"))
    (shell.folder / "file.md").write_text("# Zinc\n")
    (shell.folder / "link").symlink_to("drugs")
    (shell.folder / "circle").symlink_to("circle")
    (shell.folder / "gone").symlink_to("nowhere")
    for number in range(40):
        (shell.folder / f"many/broken{number}.md").symlink_to("nowhere")
    os.mkfifo(shell.folder / "broken/pipe.md")
    (shell.folder / "broken/folder.md").mkdir()
    (shell.folder / "broken/medtui.yaml").write_bytes(b"sections: [\xff")
    deep = shell.folder / "deep"
    for _ in range(60):
        deep /= "d" * 50
        deep.mkdir()
    (deep / "zinc.md").write_text("# Zinc\n")
    (shell.folder / "locked").chmod(0)


@pytest.mark.parametrize(
    "line", ["list", "show zinc", "search zinc", "status", "index", "dump", "compare zinc amox", "--plain"]
)
def test_any_library(
    cases: Cases, line: str, shell: Shell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    odd_libraries(shell)
    for library in LIBRARIES:
        for way in ([["--library", library]], [["--library", "drugs"], ["--library", library]], []):
            with cases.case(f"{line} with {library[:40]!r}, {len(way)} options"):
                shell.set(MEDTUI_LIBRARY="drugs" if way else library)
                check(tried([*line.split(), *(word for pair in way for word in pair)], capsys, monkeypatch), warns=True)
    (shell.folder / "locked").chmod(0o700)
    assert cases.tried == 3 * len(LIBRARIES)


def test_every_command_is_tried(cases: Cases) -> None:
    with cases.case("in all"):
        assert sum(len([*lines_of(spec)]) for spec in all_commands()) >= 3_400
