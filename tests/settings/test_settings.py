"""The settings file: what it says holds, each mistake costs one setting and one sentence, nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medtui.settings.app_commands import Keys
from medtui.settings.settings import DEFAULTS, FILE_NAME, Settings, setting_table, template
from medtui.settings.settings_file import load_settings
from medtui.settings.user_keys import read_keys
from medtui.settings.user_yaml import MOST_BYTES

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")

USUAL = """\
# My settings
libraries:
  - ~/monographs
  - /srv/drugs
overlay: ~/clinic notes
theme: light
keys:
  # the clinic's keyboards
  mark: b, f7
  copy: none

  theme: f5
start_section: dosage
list_width: 40
wrap_width: 120
animation: off
ascii_borders: yes
keep_recent: false
"""


def keys(**given: str) -> Keys:
    """The commands with those keys, which are none that is refused."""
    made, problems = read_keys(given)
    assert not problems
    return made


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    return tmp_path / "home"


def load(folder: Path, text: str | bytes) -> tuple[Settings, tuple[str, ...]]:
    """The settings of a folder with that file."""
    (folder / FILE_NAME).write_bytes(text.encode() if isinstance(text, str) else text)
    return load_settings(folder)


def only_problem(folder: Path, text: str | bytes, **changed: object) -> str:
    """What is wrong with a file in which one thing is, everything but `changed` having its default."""
    found, problems = load(folder, text)
    assert found == DEFAULTS._replace(**changed)  # type: ignore[arg-type]
    assert len(problems) == 1, problems
    return problems[0]


# What holds -------------------------------------------------------------------------------------------


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == (DEFAULTS, ())
    assert load_settings(tmp_path / "not there") == (DEFAULTS, ())
    assert load_settings(None) == (DEFAULTS, ())


def test_a_file_with_everything(tmp_path: Path, home: Path) -> None:
    assert load(tmp_path, USUAL) == (
        Settings(
            libraries=(home / "monographs", Path("/srv/drugs")),
            overlay=home / "clinic notes",
            theme="light",
            keys=keys(mark="b, f7", copy="none", theme="f5"),
            start_section="dosage",
            list_width=40,
            wrap_width=120,
            animation=False,
            ascii_borders=True,
            keep_recent=False,
        ),
        (),
    )


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "\ufeff", "libraries:\nkeys:\ntheme: \n", template()])
def test_what_sets_nothing_changes_nothing(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == (DEFAULTS, ())


def test_every_example_of_the_template_can_be_taken(tmp_path: Path, home: Path) -> None:
    examples = {name: setting.example for name, setting in setting_table().items()}
    for name, example in examples.items():
        assert example.replace("\n", "\n# ") in template()
        found, problems = load(tmp_path, example)
        assert not problems
        assert getattr(found, name) != getattr(DEFAULTS, name), name
    found, problems = load(tmp_path, "\n".join(examples.values()))
    assert not problems
    assert not [name for name in examples if getattr(found, name) == getattr(DEFAULTS, name)]


def test_the_table_has_every_setting_and_its_default() -> None:
    assert Settings._fields == tuple(setting_table())
    for name in ("list_width", "wrap_width", "theme"):
        assert setting_table()[name].default == str(getattr(DEFAULTS, name))
    for name in ("animation", "ascii_borders", "keep_recent"):
        assert setting_table()[name].default == ("on" if getattr(DEFAULTS, name) else "off")
    for name in ("overlay", "start_section"):
        assert setting_table()[name].default == "none"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(tmp_path: Path, home: Path, ending: str) -> None:
    assert load(tmp_path, USUAL.replace("\n", ending)) == load(tmp_path, USUAL)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("libraries: /srv/a\n", "libraries", (Path("/srv/a"),)),
        ("libraries: [/srv/a, /srv/b]\n", "libraries", (Path("/srv/a"), Path("/srv/b"))),
        ("theme: dark # as always\nlist_width: '20'\n", "list_width", 20),
        ("animation: OFF\n", "animation", False),
        ("keys: {mark: b}\n", "keys", keys(mark="b")),
        ("keys:\n  mark: [b, f7]\n  help: \n", "keys", keys(mark="b, f7", help="none")),
        ("keys:\n    mark: '%'\n    filter: /\n", "keys", keys(mark="%", filter="/")),
        ("start_section: Side effects\n", "start_section", "Side effects"),
        ("start_section: 3\n", "start_section", "3"),
    ],
)
def test_other_ways_to_write_it(tmp_path: Path, text: str, name: str, value: object) -> None:
    found, problems = load(tmp_path, text)
    assert not problems
    assert getattr(found, name) == value


def test_a_theme_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "night.yaml").write_text("dark: on\n")
    assert load(tmp_path, "theme: night\n") == (DEFAULTS._replace(theme="night"), ())
    assert only_problem(tmp_path, "theme: sea\n") == (
        "config.yaml, line 1: theme must be dark, light, contrast, terminal, monochrome or one of your own, not “sea” "
        "(those are: night); its default, dark, is used."
    )


# What is wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("list_width: 19", "list_width must be a whole number from 20 to 60, not “19”; its default, 44, is used."),
        ("list_width: 61", "from 20 to 60, not “61”;"),
        ("list_width: -20", "not “-20”;"),
        ("list_width: ３３", "not “３３”;"),
        ("list_width: 99999999999999999999999999", "from 20 to 60, not “99999999999999999999999999”;"),
        ("wrap_width: 39", "wrap_width must be a whole number from 40 to 200, not “39”; its default, 96, is used."),
        ("wrap_width: 80.0", "not “80.0”;"),
        ("wrap_width: [80]", "wrap_width must be a whole number from 40 to 200; its default, 96, is used."),
        ("animation: maybe", "animation must be on or off, not “maybe”; its default, on, is used."),
        ("animation: {on: off}", "animation must be on or off; its default, on, is used."),
        ("theme: drak", "or one of your own, not “drak” (did you mean dark?); its default, dark, is used."),
        ("overlay: notes", "overlay must be a folder, as a full path or one that begins with ~, not “notes”;"),
        ("overlay: ~nobody-here/x", "not “~nobody-here/x” (no home folder is known for it); its default, none, is"),
        ('overlay: "/a\\0b"', "overlay must be a folder"),
        ('start_section: "a\\nb"', "start_section must be one section"),
        ("libraries: [/a, b]", "begins with ~, not “b”; its default, the library that comes with medtui, is used."),
        ("libraries: {a: /b}", "libraries must be folders"),
        ("keys: m", "keys must be lines of “command: keys”, not “m”; its default, those that medtui keys shows, is"),
        ("keys: [m]", "keys must be lines of “command: keys”; its default"),
        ("keys: {mark: {b: c}}", "keys: those of mark must be names of keys, with commas between them; they are left"),
        ("them: dark", "there is no setting “them” (did you mean theme?); there are libraries, overlay, theme, keys,"),
        ("list-width: 40", "there is no setting “list-width” (did you mean list_width?);"),
        ("zzz: 40", "there is no setting “zzz”; there are libraries"),
        ("'\x07': 40", "it is not valid YAML"),
        ('"\\e": 40', "there is no setting “␛”; there are"),
        ("[a, b]: 40", "a name must be a word, and this is none; it is left out."),
        ("<<: {theme: light}", "there is no setting “<<”;"),
    ],
)
def test_a_mistake_costs_one_setting(tmp_path: Path, text: str, words: str) -> None:
    problem = only_problem(tmp_path, f"# remark\n{text}\n")
    assert problem.startswith("config.yaml, line ")
    assert words in problem
    found, problems = load(tmp_path, f"keep_recent: off\n\n{text}\nascii_borders: on\n")
    if "YAML" not in words:
        assert problem.startswith("config.yaml, line 2: ")
        assert (found.keep_recent, found.ascii_borders) == (False, True)
        assert problems == (problem.replace("line 2", "line 3"),)


def test_a_long_value_is_not_repeated_at_length(tmp_path: Path) -> None:
    assert f"not “{'x' * 40}…”" in only_problem(tmp_path, f"theme: {'x' * 500}\n")


def test_every_mistake_is_named(tmp_path: Path) -> None:
    _, problems = load(tmp_path, "theme: x\nlist_width: x\nfoo: x\nlibraries:\n  - /a\n  - x\n")
    assert [problem.split(":")[0] for problem in problems] == [f"config.yaml, line {line}" for line in (1, 2, 3, 6)]


def test_what_is_there_twice_is_named_and_not_taken(tmp_path: Path) -> None:
    text = "theme: light\nanimation: off\ntheme: light\n"
    assert only_problem(tmp_path, text, animation=False) == (
        "config.yaml, line 3: theme is set more than once, in lines 1 and 3; its default is used."
    )
    text = "keys:\n  mark: b\n  copy: x\n  mark: b\n"
    assert only_problem(tmp_path, text, keys=keys(copy="x")).startswith("config.yaml, line 4: keys: mark is set more")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theme: [light\n", "it is not valid YAML ("),
        ("theme: light\n  x: y\n", "config.yaml, line 2: it is not valid YAML ("),
        ('theme: light\noverlay: "/a\\ud800"', "config.yaml, line 2: it is not valid YAML ("),
        ("just words\n", "config.yaml, line 1: it does not hold “name: value” lines;"),
        ("- theme\n", "it does not hold “name: value” lines;"),
        ("theme: &a light\nx: *a\n", "config.yaml, line 2: it uses a YAML alias (*name), which is not allowed;"),
        ("theme: light\n---\ntheme: dark\n", "it holds more than one YAML document;"),
        ("theme: " + "[" * 40 + "]" * 40, "it is nested deeper than 20 levels;"),
        (b"theme: light\noverlay: /\xe9\n", "config.yaml, line 2: it is not UTF-8 text: save it as UTF-8;"),
        ("theme: light\n" + "#" * MOST_BYTES, "config.yaml: it is larger than 64 kB;"),
        ('theme: "\\UFFFFFFFF"\n', "it is not valid YAML"),
        ("\x00\n", "it is not valid YAML"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_every_default(tmp_path: Path, text: str | bytes, words: str) -> None:
    problem = only_problem(tmp_path, text)
    assert words in problem
    assert problem.endswith("; all settings have their defaults.")


def test_64_kilobytes_are_read(tmp_path: Path) -> None:
    remarks = "# a remark\n" * ((MOST_BYTES - 40) // 11)
    assert load(tmp_path, f"{remarks}theme: light\n")[0].theme == "light"
    assert "list_width" in only_problem(tmp_path, f"{remarks}list_width: x\n")


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert load_settings(tmp_path) == (DEFAULTS, ("config.yaml: it is no file; all settings have their defaults.",))


@posix_only
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE_NAME)
    assert "it is no file" in load_settings(tmp_path)[1][0]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / FILE_NAME).write_text(USUAL)
    monkeypatch.setattr(Path, "open", refuse)
    assert load_settings(tmp_path) == (
        DEFAULTS,
        ("config.yaml: it cannot be read (Permission denied); all settings have their defaults.",),
    )


@posix_only
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "kept elsewhere").write_text("theme: light\n")
    (tmp_path / FILE_NAME).symlink_to(tmp_path / "kept elsewhere")
    assert load_settings(tmp_path)[0].theme == "light"
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).symlink_to(FILE_NAME)
    assert "it cannot be read" in load_settings(tmp_path)[1][0]


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "a\0b")[0] == DEFAULTS


# Any file ---------------------------------------------------------------------------------------------

LOADED = "import sys; from medtui.settings.settings_file import load_settings; from pathlib import Path; " \
    "before = set(sys.modules); found = load_settings(Path(sys.argv[1])); " \
    "print(*set(sys.modules) - before, sep='\\n'); assert not found[1]"  # fmt: skip


@pytest.mark.parametrize("text", [None, USUAL])
def test_what_is_imported(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / FILE_NAME).write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    if text is None:
        assert not loaded
    assert not loaded & {"difflib", "textwrap"}


VALUES = st.sampled_from(
    ["a", "~/a", "/a b", "33", "off", "'?'", '"#"', "/", "m, ctrl+x", "none", "", "a", "b", "c", "?", "[a, b]", "a # b"]
)
NAMES_TO_TRY = st.sampled_from(["theme", "keys", "libraries", "overlay", "foo", "list_width"])
FIELDS = st.builds("{}: {}".format, NAMES_TO_TRY, VALUES).map(lambda row: [row])
INDENTS = st.sampled_from(["", " ", "  ", "    "])
ENTRIES = st.builds("{}{}: {}".format, INDENTS, st.sampled_from(["mark", "copy", "up", "a b"]), VALUES)
ODD_ROWS = st.sampled_from(
    ["", "  ", "# x", "  # x", "      # x: y", "keys:", " keys:", "- a", "  - a: b", "  b", "\t", "..."]
)
SOUND = st.builds("  {}: {}".format, st.sampled_from(["mark", "copy", "up", "a b"]), VALUES)
BLOCKS = (st.lists(SOUND, max_size=3) | st.lists(ENTRIES | ODD_ROWS, max_size=4)).map(lambda rows: ["keys:", *rows])
LISTS = st.lists(st.builds("{}- {}".format, INDENTS, VALUES), max_size=3).map(lambda rows: ["libraries:", *rows])
FILES = st.lists(FIELDS | BLOCKS | LISTS | ODD_ROWS.map(lambda row: [row]), max_size=5).map(
    lambda blocks: "".join(f"{row}\n" for block in blocks for row in block)
)


@settings(max_examples=500)
@given(st.binary(max_size=200) | FILES.map(str.encode))
def test_no_file_makes_it_fail(tmp_path: Path, data: bytes) -> None:
    found, problems = load(tmp_path, data)
    assert isinstance(found, Settings)
    for problem in problems:
        assert problem.startswith("config.yaml")
        assert problem.endswith(".")
        assert problem.isprintable()
