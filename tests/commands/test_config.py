"""`medtui config` and `medtui keys`: where the settings are, what they are, and what the keys do with them."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from command_line import Shell, call, posix_only

from medtui.cli import with_settings
from medtui.commands.config_command import run
from medtui.commands.declaration import Request
from medtui.commands.exit_codes import CommandError
from medtui.commands.keys_command import keys_markdown, keys_text
from medtui.settings.app_commands import COMMANDS, DEFAULT_KEYS, MOVES, Keys
from medtui.settings.settings import (
    DEFAULTS,
    FILE_NAME,
    config_folder,
    setting_table,
    template,
)
from medtui.settings.theme_colours import COLOURS, THEMES

ROOT = Path(__file__).parents[2]
EDITOR = """\
import os, sys
from pathlib import Path
path = Path(sys.argv[-1])
print("arguments:", sys.argv[1:-1])
print("found:", path.read_text(encoding="utf-8").count("\\n") > 20)
path.write_text(os.environ["MEDTUI_TEST_TEXT"], encoding="utf-8")
sys.exit(int(os.environ.get("MEDTUI_TEST_CODE", "0")))
"""


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    found = Shell(tmp_path, monkeypatch)
    found.set(USERPROFILE=str(found.home))
    return found


@pytest.fixture
def folder(shell: Shell) -> Path:
    """The user's config folder, made."""
    found = config_folder()
    assert found
    assert found.is_relative_to(shell.home)
    found.mkdir(parents=True)
    return found


@pytest.fixture
def editor(shell: Shell, tmp_path: Path) -> str:
    """A command line whose program puts MEDTUI_TEST_TEXT into the file."""
    (tmp_path / "an editor.py").write_text(EDITOR)
    shell.set(MEDTUI_TEST_TEXT="theme: light\n")
    return f'"{sys.executable}" "{tmp_path / "an editor.py"}" --wait'


# Where and what ---------------------------------------------------------------------------------------


def test_path(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    found = call(capsys, "config", "path")
    folder = config_folder()
    assert folder
    assert (found.code, found.out, found.err) == (0, f"{folder / FILE_NAME}\n", "")
    assert not list(shell.home.rglob("*"))


def test_show_without_a_file(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    found = call(capsys, "config", "show")
    assert (found.code, found.err) == (0, "")
    lines = found.out.splitlines()
    assert [line.split()[0] for line in lines] == list(setting_table())
    assert all(line.endswith("  (default)") for line in lines)
    assert lines[0] == "libraries      the library that comes with medtui  (default)"
    assert not list(shell.home.rglob("*"))


def test_show_says_what_is_set(folder: Path, shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / FILE_NAME).write_text(
        "libraries: [/srv/a, ~/b]\ntheme: light\nkeys:\n  mark: Z\n  copy: none\nanimation: off\nlist_width: 44\n"
    )
    found = call(capsys, "config", "show")
    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines() == [
        "libraries      /srv/a",
        f"               {shell.home / 'b'}",
        "overlay        none  (default)",
        "theme          light",
        "keys           mark: Z",
        "               copy: none",
        "start_section  none  (default)",
        "list_width     44  (default)",
        "wrap_width     96  (default)",
        "animation      off",
        "ascii_borders  off  (default)",
        "keep_recent    on  (default)",
        "kiosk_minutes  10  (default)",
        "kiosk_exports  none, so that no file is written  (default)",
    ]


def test_show_says_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / FILE_NAME).write_text("theme: drak\nkeys:\n  mark: n\n  makr: b\n  copy: b\n")
    (folder / "themes").mkdir()
    (folder / "themes" / "night.yaml").write_text("primary: pink\n")
    found = call(capsys, "config", "show")
    assert found.code == 1
    problems = found.err.splitlines()
    assert [re.split(": (?!keys)", problem)[1] for problem in problems] == [
        "config.yaml, line 1", "config.yaml, line 4: keys", "config.yaml, line 3: keys", "themes/night.yaml, line 1"
    ]  # fmt: skip
    assert "keys           copy: b\n" in found.out
    assert "theme          dark  (default)\n" in found.out


def test_nothing_in_the_file_drives_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / FILE_NAME).write_text(
        'theme: "\\e[31m"\noverlay: "/a\\u202eb"\nkeys:\n  "\\u202ex": m\n  copy: "\\u202e"\n'
    )
    found = call(capsys, "config", "show")
    assert not {"\x1b", "\u202e"} & set(found.out + found.err)
    assert "/a⟨U+202E⟩b" in found.out


@pytest.mark.parametrize("choice", ["path", "show", "edit"])
def test_no_home(choice: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="There is no home folder") as caught:
        run(Request("config", choice=choice), lambda: None)
    assert caught.value.code == 2
    assert capsys.readouterr().out == ""


# Editing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_edit_makes_the_file_and_opens_it(
    shell: Shell, editor: str, variable: str, capfd: pytest.CaptureFixture[str]
) -> None:
    shell.set(**{"EDITOR": "not-there", variable: editor})
    found = call(capfd, "config", "edit")
    path = Path(call(capfd, "config", "path").out.rstrip("\n"))
    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines() == ["arguments: ['--wait']", "found: True", f"No mistake in {path}."]
    assert path.read_text() == "theme: light\n"
    assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]
    if sys.platform != "win32":
        assert path.parent.stat().st_mode & 0o077 == 0


def test_edit_says_what_is_wrong_afterwards(shell: Shell, editor: str, capfd: pytest.CaptureFixture[str]) -> None:
    shell.set(VISUAL=editor, MEDTUI_TEST_TEXT="theme: drak\nkeys:\n  up: none\n")
    found = call(capfd, "config", "edit")
    assert found.code == 1
    assert "No mistake" not in found.out
    assert [line.split(":")[1] for line in found.err.splitlines()] == [" config.yaml, line 1", " config.yaml, line 3"]


def test_edit_leaves_what_is_there(folder: Path, shell: Shell, editor: str, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / FILE_NAME).write_text("theme: dark\n")
    shell.set(VISUAL=editor, MEDTUI_TEST_CODE="3")
    found = call(capfd, "config", "edit")
    assert "found: False" in found.out
    assert found.code == 1
    assert re.search(r"The editor .* ended with code 3\.", found.err)


def test_an_editor_whose_path_has_a_space(
    shell: Shell, tmp_path: Path, editor: str, capfd: pytest.CaptureFixture[str]
) -> None:
    if sys.platform == "win32":
        pytest.skip("made of a shell script")
    script = tmp_path / "my editor"
    script.write_text(f'#!/bin/sh\nexec {editor} "$@"\n')
    script.chmod(0o755)
    shell.set(EDITOR=str(script))
    assert call(capfd, "config", "edit").code == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("no-such-editor -w", "The editor in VISUAL was not found: no-such-editor."),
        ("'vi", "VISUAL lacks a quotation mark: 'vi."),
        ("''", "The editor in VISUAL was not found: ."),
    ],
)
def test_an_editor_that_is_none(shell: Shell, value: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    shell.set(VISUAL=value)
    found = call(capsys, "config", "edit")
    path = Path(call(capsys, "config", "path").out.rstrip("\n"))
    assert found.code == 2
    assert words in found.err
    assert f"The settings are in {path}: open that file in any editor." in found.err
    assert path.read_text(encoding="utf-8") == template()


def test_no_editor_at_all(shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell.set(PATH=str(tmp_path / "nothing"))
    found = call(capsys, "config", "edit")
    assert found.code == 2
    assert "No editor was found. Name yours in the variable EDITOR. The settings are in " in found.err


@posix_only
def test_an_editor_that_needs_a_terminal(shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "vi").write_text("#!/bin/sh\n")
    (tmp_path / "bin" / "vi").chmod(0o755)
    shell.set(PATH=str(tmp_path / "bin"))
    found = call(capsys, "config", "edit")
    assert found.code == 2
    assert "vi needs a terminal, and this is none." in found.err


@posix_only
def test_an_editor_that_cannot_be_started(shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken").write_text("#!/no/such/interpreter\n")
    (tmp_path / "broken").chmod(0o755)
    shell.set(EDITOR=str(tmp_path / "broken"))
    found = call(capsys, "config", "edit")
    assert found.code == 1
    assert "could not be started" in found.err


def test_a_place_where_no_file_can_be_made(shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if sys.platform != "linux":
        pytest.skip("the place is another one")
    (tmp_path / "taken").write_text("a file")
    shell.set(XDG_CONFIG_HOME=str(tmp_path / "taken"), EDITOR="true")
    found = call(capsys, "config", "edit")
    assert found.code == 1
    assert "could not be made (Not a directory)" in found.err


# Keys -------------------------------------------------------------------------------------------------


def test_keys_are_those_of_the_commands(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    found = call(capsys, "keys")
    assert (found.code, found.err) == (0, "")
    for command in (*MOVES, *COMMANDS):
        if not command.id.startswith("section-"):
            line = next(line for line in found.out.splitlines() if line.endswith(f"  {command.id}"))
            assert line.startswith(f"  {command.shown_keys}  ")
            assert command.title in line
    assert len({line.rindex("  ") for line in found.out.splitlines() if line.startswith("  ")}) == 1


def test_keys_are_those_of_the_user(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / FILE_NAME).write_text("keys:\n  mark: n\n  next-match: m, ctrl+n\n  copy: none\n")
    found = call(capsys, "keys")
    assert (found.code, found.err) == (0, "")
    assert re.search(r"^  n +Mark the monograph", found.out, re.MULTILINE)
    assert re.search(r"^  m  Ctrl\+N +Next passage", found.out, re.MULTILINE)
    assert re.search(r"^  none +Copy the section", found.out, re.MULTILINE)


def test_keys_say_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / FILE_NAME).write_text("keys:\n  mark: n\n")
    found = call(capsys, "keys")
    assert found.code == 1
    assert "config.yaml, line 2: keys: n cannot be a key of mark: next-match has it" in found.err
    assert re.search(r"^  m +Mark the monograph", found.out, re.MULTILINE)


def test_digits_that_were_changed_have_rows_of_their_own() -> None:
    assert "  0 … 9  " in keys_text(DEFAULT_KEYS)
    changed = tuple(c._replace(keys="f3") if c.id == "section-3" else c for c in COMMANDS)
    text = keys_text(Keys(commands=changed, changed={"section-3": "f3"}))
    assert re.search(r"^  F3 +Section 3 +section-3$", text, re.MULTILINE)
    assert re.search(r"^  4 +Section 4 +section-4$", text, re.MULTILINE)
    assert "…" not in text


def test_markdown_is_what_the_manual_has(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    found = call(capsys, "keys", "--format", "markdown")
    assert found.out == keys_markdown(DEFAULT_KEYS)
    assert found.out in (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")


def test_signs_of_markdown_are_not_read_as_such() -> None:
    changed = tuple(c._replace(keys="vertical_line,grave_accent") if c.id == "mark" else c for c in COMMANDS)
    assert r"| `\|` `` ` `` | " in keys_markdown(Keys(commands=changed))


# For a start ------------------------------------------------------------------------------------------


def test_settings_stand_behind_the_command_line_and_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = DEFAULTS._replace(libraries=(Path("/a"), Path("/b")), overlay=Path("/o"))
    monkeypatch.delenv("MEDTUI_LIBRARY", raising=False)
    a, b, o = (str(Path(name)) for name in ("/a", "/b", "/o"))
    assert with_settings(Request(), mine) == Request(libraries=(a, b), overlay=o)
    assert with_settings(Request(), DEFAULTS) == Request()
    assert with_settings(Request(libraries=("c",), overlay="d"), mine) == Request(libraries=("c",), overlay="d")
    monkeypatch.setenv("MEDTUI_LIBRARY", os.pathsep)
    assert with_settings(Request(), mine).libraries == (a, b)
    monkeypatch.setenv("MEDTUI_LIBRARY", "/e")
    assert with_settings(Request(), mine) == Request(overlay=o)


def test_the_manual_has_the_settings() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for setting in setting_table().values():
        assert f"| `{setting.name}` | {setting.takes} | {setting.default} | {setting.text} |\n" in text
    for name in THEMES:
        assert f"`{name}`" in text
    for name in COLOURS:
        assert f"`{name}`" in text
