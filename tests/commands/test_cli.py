"""The front door: opening the app, and how everything that can go wrong is said."""

from __future__ import annotations

import gc
import os
import sys
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from command_line import AMOXICILLIN, Shell, call, posix_only

from medtui import __version__
from medtui.__main__ import main
from medtui.cli import run
from medtui.library.catalogue.listing import Listing
from medtui.tui.start import Kiosk, Start

Capsys = pytest.CaptureFixture[str]


class _Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class App:
    """A stand-in for the app. calls: what it was opened with. said: standard error of the last run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.calls: list[dict[str, Any]] = []
        self.starts: list[Start] = []
        self.said = ""
        module = ModuleType("medtui.tui.app")
        module.run_app = self._open  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "medtui.tui.app", module)

    def _open(self, listing: Listing, start: Start, *, debug: bool) -> int:
        self.calls.append({"listing": listing, "entry": start.entry, "section": start.section, "debug": debug})
        self.starts.append(start)
        return 7

    def run(self, *arguments: str | Path) -> int:
        """Run medtui on a terminal."""
        streams = {name: _Terminal() for name in ("stdin", "stdout", "stderr")}
        with self._monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            code = main([str(argument) for argument in arguments])
        self.said = streams["stderr"].getvalue()
        return code


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, shell: Shell) -> App:
    shell.set(TERM="xterm-256color", ESCDELAY="", TEXTUAL_FPS="30")
    monkeypatch.delenv("ESCDELAY")
    return App(monkeypatch)


def test_the_app_opens_on_the_library(shell: Shell, app: App) -> None:
    assert app.run("--library", shell.library()) == 7
    (arguments,) = app.calls
    assert arguments.pop("listing").libraries[0].name == "drugs"
    assert arguments == {"entry": None, "section": None, "debug": False}
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("words", "section"),
    [("dosage", "dosage"), ("Posology", "dosage"), ("3", "dosage"), ("storage", "storage"), ("0", "all")],
)
@pytest.mark.parametrize("name", ["", "amoxycillin", "drugs/amoxicillin"])
def test_the_app_opens_at_the_section(shell: Shell, app: App, words: str, section: str, name: str) -> None:
    app.run(*([name] if name else []), "--section", words, "--library", shell.library())
    (arguments,) = app.calls
    assert arguments["section"] == section
    assert (arguments["entry"].title if name else arguments["entry"]) == ("Amoxicillin" if name else None)


def test_the_app_opens_at_a_number_after_the_name(shell: Shell, app: App) -> None:
    app.run("amoxycillin", "3", "--library", shell.library())
    (arguments,) = app.calls
    assert (arguments["entry"].title, arguments["section"]) == ("Amoxicillin", "dosage")


def test_textual_is_told_its_pace_but_not_overruled(shell: Shell, app: App) -> None:
    app.run("--library", shell.library())
    assert os.environ["ESCDELAY"] == "25"
    assert os.environ["TEXTUAL_FPS"] == "30"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--section", "nonsense"], 2, "no section called “nonsense”"),
        (["amoxicillin", "--section", "nonsense"], 2, "dosage"),
        (["amoxicilin"], 3, "Did you mean:\n  Amoxicillin\n"),
    ],
)
def test_nothing_opens_when_it_is_not_clear_what(
    shell: Shell, app: App, arguments: list[str], code: int, words: str
) -> None:
    assert app.run(*arguments, "--library", shell.library()) == code
    assert app.calls == []
    assert words in app.said


@posix_only
def test_an_unreadable_file_opens_all_the_same(shell: Shell, app: App) -> None:
    library = shell.library()
    (library / "broken.md").symlink_to(library / "broken.md")
    app.run("broken", "--section", "usage", "--library", library)
    assert app.calls[0]["entry"].problem
    assert app.calls[0]["section"] == "usage"


def test_a_kiosk_names_no_path(shell: Shell, app: App) -> None:
    library = shell.library()
    assert app.run("--kiosk", "--library", library) == 7
    assert app.starts[0].kiosk == Kiosk(600)
    assert app.run("--kiosk", "--library", library / "no") == 2
    assert app.said == "medtui: medtui cannot be opened here: tell whoever looks after this computer.\n"
    assert app.run("--kiosk", "--plain", "--library", library) == 2
    assert app.said == "medtui: --kiosk goes with neither --plain nor --debug: leave that out.\n"
    assert app.run("--kiosk", "config", "edit") == 2
    assert len(app.starts) == 1


def test_a_dumb_terminal_is_refused(shell: Shell, app: App) -> None:
    shell.set(TERM="dumb")
    assert app.run("--library", shell.library()) == 2
    assert app.calls == []
    assert "TERM" in app.said
    assert "medtui --plain asks" in app.said


def test_without_a_terminal_nothing_opens(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "--library", shell.library())
    assert (result.code, result.out) == (2, "")
    assert "needs a terminal" in result.err
    assert "medtui --plain asks" in result.err


def test_version(capsys: Capsys) -> None:
    assert call(capsys, "--version").out == f"medtui {__version__}\n"


def test_help(capsys: Capsys) -> None:
    result = call(capsys, "--help")
    assert result.code == 0
    assert "medtui -- list" in result.out
    assert "with a screen reader: medtui --plain" in result.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["list", "--library", "/no/such/folder"], 2, "/no/such/folder"),
        (["show", "zinc", "--library", "/no/such\x1b[31m"], 2, "␛[31m"),
        (["--bogus\n"], 2, "--bogus␊"),
        (["show", "nothing\udcff\x07"], 3, "nothing⟨U+DCFF⟩␇"),
    ],
)
@pytest.mark.usefixtures("shell")
def test_errors_are_one_safe_sentence(capsys: Capsys, arguments: list[str], code: int, words: str) -> None:
    result = call(capsys, *arguments)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("medtui: ")
    assert words in result.err
    assert result.err.count("\n") == 1


def _fail(*_: object) -> int:
    raise TypeError("secret words of the user")


def test_an_internal_error_is_one_sentence(shell: Shell, capsys: Capsys) -> None:
    assert run(["list"], lambda _: _fail) == 1
    assert capsys.readouterr().err == (
        "medtui: stopped because of an internal error (TypeError). Run again with --debug to write a report.\n"
    )
    assert not (shell.home / "state").exists()


def test_debug_writes_a_report(shell: Shell, capsys: Capsys) -> None:
    assert run(["list", "--debug", "--library", "odd\udcff"], lambda _: _fail) == 1
    said, where = capsys.readouterr().err.splitlines()
    assert said == "medtui: stopped because of an internal error (TypeError)."
    path = Path(where.removeprefix("medtui: a report is in "))
    assert path.is_relative_to(shell.home)
    report = path.read_text(encoding="utf-8")
    assert "Traceback" in report
    assert "_fail" in report
    assert __version__ in report
    assert "odd\\udcff" in report


def test_debug_reports_expected_errors_too(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "show", "nothing", "--debug", "--library", shell.library())
    assert result.code == 3
    assert "No monograph is called" in result.err
    (report,) = shell.home.rglob("report-*.log")
    assert "CommandError" in report.read_text(encoding="utf-8")


@posix_only
def test_debug_falls_back_to_the_temporary_folder(
    shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shell.home / "file").write_text("")
    shell.set(XDG_STATE_HOME=str(shell.home / "file"), HOME=str(shell.home / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(shell.folder))
    assert call(capsys, "completion", "bash", "--debug").code == 0
    assert len(list(shell.folder.glob("medtui-report-*.log"))) == 1


@posix_only
def test_debug_without_any_place_to_write(shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    (shell.home / "file").write_text("")
    shell.set(XDG_STATE_HOME=str(shell.home / "file"), HOME=str(shell.home / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(shell.home / "file"))
    result = call(capsys, "completion", "bash", "--debug")
    assert result.code == 1
    assert "The report cannot be written (Not a directory)" in result.err


def test_a_name_after_two_dashes_is_not_an_option(shell: Shell, capsys: Capsys) -> None:
    assert call(capsys, "show", "--library", shell.library(), "--", "--debug").code == 3
    assert not list(shell.home.rglob("report-*"))


def test_ctrl_c_is_quiet(shell: Shell, capsys: Capsys) -> None:
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    assert run(["list"], lambda _: interrupt) == 130
    assert capsys.readouterr() == ("", "")


def test_the_environment_names_libraries(shell: Shell, capsys: Capsys) -> None:
    first, second = shell.library("first"), shell.library("second", amoxicillin=AMOXICILLIN)
    shell.set(MEDTUI_LIBRARY=f"{first}{os.pathsep}{os.pathsep}{second}")
    lines = call(capsys, "list").out.splitlines()
    assert lines == ["Amoxicillin\tfirst/amoxicillin", "Amoxicillin\tsecond/amoxicillin", "Zinc"]
    assert call(capsys, "list", "--library", second).out == "Amoxicillin\n"


def test_without_any_folder_the_shipped_library_opens(shell: Shell, capsys: Capsys) -> None:
    shell.set(MEDTUI_LIBRARY="")
    assert "Interleukin-10" in call(capsys, "list").out.splitlines()


# Settings and the overlay -------------------------------------------------------------------------------


def settings_file(shell: Shell, text: str) -> None:
    """Write the user's config.yaml."""
    folder = shell.home / "config/medtui"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text(text, "utf-8")


def test_what_is_set_reaches_the_app(shell: Shell, app: App) -> None:
    (shell.folder / "clinic").mkdir()
    settings_file(
        shell,
        f"libraries: [{shell.library()}]\noverlay: {shell.folder / 'clinic'}\nstart_section: posology\n"
        "keys:\n  mark: x\nlist_width: 40\n",
    )
    assert app.run() == 7
    (start,) = app.starts
    assert app.calls[0]["listing"].libraries[0].name == "drugs"
    assert (start.section, start.overlay, start.settings.list_width) == ("dosage", shell.folder / "clinic", 40)
    assert start.settings.keys.changed == {"mark": "x"}
    assert start.problems == ()


def test_what_is_wrong_with_settings_is_handed_on_and_ends_nothing(shell: Shell, app: App) -> None:
    settings_file(shell, "overlay: /nowhere\nstart_section: moon\nlist_width: 400\n")
    assert app.run("--library", shell.library()) == 7
    (start,) = app.starts
    assert len(start.problems) == 3
    assert "list_width" in start.problems[0]
    assert "start_section" in start.problems[1]
    assert "/nowhere" in start.problems[2]
    assert (start.overlay, start.section) == (None, None)


@pytest.mark.parametrize("name", ["nowhere", "far/too/long" * 500], ids=["nowhere", "too long"])
def test_an_overlay_that_is_asked_for_must_be_there(shell: Shell, app: App, name: str) -> None:
    assert app.run("--library", shell.library(), "--overlay", shell.folder / name) == 2
    assert f"{name} is no folder" in app.said
    assert app.calls == []
