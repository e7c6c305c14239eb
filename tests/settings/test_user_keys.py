"""The user's own keys: what is refused and why, and that the others do what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widget import Widget

from medtui.presentation.page import page_text
from medtui.settings.app_commands import COMMANDS, DEFAULT_KEYS, HINTS, MOVES, AppCommand, Keys
from medtui.settings.key_names import key_of, name_of_character, shown_key
from medtui.settings.settings_file import load_settings
from medtui.settings.user_keys import read_keys
from medtui.tui.bindings import bindings, keymap
from medtui.tui.screens.sheet import PageScreen, keys_page

pytestmark = pytest.mark.slow

EVERYTHING = (*MOVES, *COMMANDS)


def own(**keys: str) -> Keys:
    """The commands with those keys, none of which is refused; underscores stand for dashes."""
    found, problems = read_keys({name.replace("_", "-"): value for name, value in keys.items()})
    assert not problems
    return found


def keys_of(keys: Keys, id: str) -> str:  # the field's own name
    return next(command.keys for command in (*keys.moves, *keys.commands) if command.id == id)


def problem(given: Mapping[str, str]) -> str:
    """The one thing that is wrong; nothing of it is taken."""
    found, problems = read_keys(given, lambda name: f"line of {name}: ")
    assert found is DEFAULT_KEYS
    assert len(problems) == 1
    return problems[0]


# Names of keys ----------------------------------------------------------------------------------------


def test_of_many_mistakes_ten_are_told(tmp_path: Path) -> None:
    lines = (f"  next-previous-section{number}: f{number}\n" for number in range(1000))
    (tmp_path / "config.yaml").write_text(f"keys:\n{''.join(lines)}")
    _, problems = load_settings(tmp_path)
    assert len(problems) == 11
    assert problems[-1] == "config.yaml: and 990 more."


@pytest.mark.parametrize("character", [chr(code) for code in range(0x21, 0x7F)] + list("§µ€öß´Ω†∞"))
def test_characters_have_the_names_that_textual_gives_them(character: str) -> None:
    assert name_of_character(character) == _character_to_key(character)
    assert key_of(character) == key_of(name_of_character(character)) == name_of_character(character)
    assert shown_key(name_of_character(character)) == character


@pytest.mark.parametrize(
    ("text", "key", "shown"),
    [
        ("m", "m", "m"), ("M", "M", "M"), (" m ", "m", "m"), ("shift+m", "M", "M"), ("ctrl+M", "enter", "Enter"),
        ("Ctrl+X", "ctrl+x", "Ctrl+X"), ("ctrl+i", "tab", "Tab"), ("ctrl+[", "escape", "Esc"),
        ("alt+x", "alt+x", "Alt+x"),
        ("alt+X", "alt+X", "Alt+X"), ("Esc", "escape", "Esc"), ("↑", "up", "↑"), ("Alt+←", "alt+left", "Alt+←"),
        ("PgDn", "pagedown", "PgDn"), ("page down", "pagedown", "PgDn"), ("return", "enter", "Enter"),
        ("shift+ctrl+left", "ctrl+shift+left", "Ctrl+Shift+←"), ("f12", "f12", "F12"), ("+", "plus", "+"),
        ("ctrl++", "ctrl+plus", "Ctrl++"), ("comma", "comma", ","), ("space", "space", "Space"),
        ("Del", "delete", "Del"), ("´", "acute_accent", "´"),
    ],
)  # fmt: skip
def test_names_of_keys(text: str, key: str, shown: str) -> None:
    assert key_of(text) == key
    assert shown_key(key) == shown
    assert key_of(shown) == key


@pytest.mark.parametrize(
    "text",
    ["", " ", "mm", "ctrl+", "+m", "hold+m", "shift+1", "f25", "bell", "🔔", "\x07", "\u202e", "a b", "a_b", "≥"],
)
def test_what_is_no_key(text: str) -> None:
    assert key_of(text) is None


def test_every_key_of_medtui_has_a_name() -> None:
    for command in EVERYTHING:
        for key in command.keys.split(","):
            assert key_of(key) == key
            assert key_of(shown_key(key)) == key


# What is taken ----------------------------------------------------------------------------------------


def test_nothing_given_changes_nothing() -> None:
    assert read_keys({}) == (DEFAULT_KEYS, ())
    assert own(mark="m", help="?, F1") is DEFAULT_KEYS


def test_keys_are_replaced() -> None:
    keys = own(mark="b, Ctrl+B", page_up="pageup")
    assert keys.changed == {"mark": "b,ctrl+b", "page-up": "pageup"}
    assert keys_of(keys, "mark") == "b,ctrl+b"
    assert [c for c in keys.commands if c.id != "mark"] == [c for c in COMMANDS if c.id != "mark"]
    assert next(c for c in keys.commands if c.id == "mark").shown_keys == "b  Ctrl+B"


def test_all_holds_at_once() -> None:
    keys = own(mark="n", next_match="m", copy="r", reload="y")
    assert [keys_of(keys, name) for name in ("mark", "next-match", "copy", "reload")] == ["n", "m", "r", "y"]


@pytest.mark.parametrize("nothing", ["none", "None", "", " "])
def test_a_command_of_the_palette_needs_no_key(nothing: str) -> None:
    keys = own(copy=nothing)
    assert keys.changed == {"copy": ""}
    command = next(command for command in keys.commands if command.id == "copy")
    assert (command.keys, command.shown_keys) == ("", "")
    assert own(copy=nothing, mark="y")  # its key is free


def test_a_comma_is_a_key_too() -> None:
    assert own(mark=",").changed == own(mark="comma").changed == {"mark": "comma"}


# What is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"makr": "b"}, "keys: there is no command “makr” (did you mean mark?); “medtui keys” shows them all."),
        ({"next_match": "b"}, "there is no command “next_match” (did you mean next-match?)"),
        ({"\x1b[31m": "b"}, "there is no command “␛[31m”;"),
        ({"mark": "mm"}, "keys: “mm” is no key for mark: a key is one character, or a name such as enter,"),
        ({"mark": "b,,c"}, "keys: “” is no key for mark"),
        ({"mark": "\x1b"}, "is no key for mark"),
        ({"mark": "n"}, "keys: n cannot be a key of mark: next-match has it (Next passage with a match, "
         "in any section); it keeps its own key, m."),
        ({"mark": "j"}, "j cannot be a key of mark: down has it ("),
        ({"down": "b, m"}, "m cannot be a key of down: mark has it (Mark the monograph, or take its mark away); "
         "it keeps its own keys, ↓  j."),
        ({"mark": "ctrl+m"}, "Enter cannot be a key of mark: choose has it ("),
        ({"mark": "3"}, "3 cannot be a key of mark: section-3 has it ("),
        ({"mark": "esc"}, "Esc cannot be a key of mark: it always goes one step back;"),
        ({"quit": "ctrl+c"}, "Ctrl+C cannot be a key of quit: it copies what is selected, and says how to leave;"),
        ({"mark": "ctrl+q"}, "Ctrl+Q cannot be a key of mark: it always leaves medtui;"),
        ({"back": "b"}, "keys: back must keep escape, besides any others; it keeps its own key, Esc."),
        ({"back": "none"}, "back must keep escape"),
        ({"quit": "none"}, "keys: quit must have a key, because it is the way out; it keeps its own key, q."),
        ({"up": ""}, "keys: up must have a key, because the palette does not have it; it keeps its own keys, ↑  k."),
        ({"palette": "none"}, "palette must have a key, because the palette does not have it"),
        ({"section-3": "none"}, "section-3 must have a key"),
        ({"down": "J"}, "J cannot be a key of down: it moves a mark among the marked monographs;"),
    ],
)  # fmt: skip
def test_what_is_refused(given: dict[str, str], words: str) -> None:
    sentence = problem(given)
    assert sentence.startswith(f"line of {next(iter(given))}: keys: ")
    assert words in sentence
    assert sentence.endswith(".")
    assert sentence.partition(": ")[2].isprintable()


def test_the_later_of_two_that_want_one_key_is_refused() -> None:
    found, problems = read_keys({"mark": "b", "copy": "b"})
    assert found.changed == {"mark": "b"}
    assert problems == (
        "keys: b cannot be a key of copy: mark has it (Mark the monograph, or take its mark away); "
        "it keeps its own key, y.",
    )


def test_who_takes_the_key_of_a_refused_one_is_refused_too() -> None:
    found, problems = read_keys({"next-match": "m", "mark": "mm", "copy": "b"})
    assert found.changed == {"copy": "b"}
    assert len(problems) == 2
    assert "mark has it" in problems[1]


IDS = st.sampled_from([command.id for command in EVERYTHING] + ["x"])
LISTS = st.lists(
    st.sampled_from(["m", "n", "y", "escape", "ctrl+c", "j", "up", "q", "3", "f9", "?", "bad!"]), max_size=3
)


@settings(max_examples=400)
@given(st.dictionaries(IDS, LISTS.map(",".join) | st.text(max_size=5), max_size=8))
def test_whatever_is_given_every_command_can_be_reached(given: dict[str, str]) -> None:
    found, problems = read_keys(given)
    now = (*found.moves, *found.commands)
    assert [command.id for command in now] == [command.id for command in EVERYTHING]
    keys = [key for command in now for key in command.keys.split(",") if key]
    assert not [key for key, count in Counter(keys).items() if count > 1]
    assert not {"ctrl+c", "ctrl+q"} & set(keys)
    for command in now:
        assert command.keys or (command.in_palette and command.id != "quit"), command.id
        for key in command.keys.split(",") if command.keys else ():
            assert key_of(key) == key
    assert "escape" in keys_of(found, "back").split(",")
    assert len(problems) + len(found.changed) <= len(given)
    for id, changed in found.changed.items():  # the field's own name
        assert keys_of(found, id) == changed
    for hint in found.hints:
        assert hint in found.commands
        assert hint.hint.split()[0]


# What is shown ----------------------------------------------------------------------------------------


def hint(keys: Keys, id: str) -> str:
    return next(command.hint for command in keys.commands if command.id == id)


def test_hints_show_the_keys_that_work() -> None:
    keys = own(mark="ctrl+x", filter="f2, /", help="h", previous_section="left", quit="Q")
    assert hint(keys, "mark") == "Ctrl+X mark"
    assert hint(keys, "filter") == "F2 find"
    assert hint(keys, "help") == "h help"
    assert hint(keys, "quit") == "Q quit"
    assert hint(keys, "next-section") == "←→ section"
    assert [command.id for command in keys.hints] == [command.id for command in HINTS]
    assert "Q quit" in [command.hint for command in keys.hints]


def test_a_hint_of_two_commands_shows_a_key_of_each() -> None:
    assert hint(own(next_section="x"), "next-section") == "←x section"
    assert hint(own(previous_section="z", next_section="x"), "next-section") == "zx section"
    assert hint(own(previous_section="f2", next_section="f3"), "next-section") == "F2/F3 section"
    assert hint(own(previous_section="none"), "next-section") == "→ section"


def test_a_command_without_a_key_has_no_hint() -> None:
    keys = own(disclaimer="none", next_section="none")
    assert hint(keys, "disclaimer") == hint(keys, "next-section") == ""
    assert not {"disclaimer", "next-section"} & {command.id for command in keys.hints}


def test_the_help_shows_the_keys_that_work() -> None:
    lines = page_text(keys_page(own(mark="f9", copy="none"))).splitlines()
    assert next(line for line in lines if "Mark the monograph" in line).split()[0] == "F9"
    assert next(line for line in lines if "Copy the section" in line).split()[0] == "none"
    assert page_text(keys_page()) == page_text(keys_page(DEFAULT_KEYS))


# In Textual -------------------------------------------------------------------------------------------


class Pane(Widget, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVES)


class Main(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "Pane"

    def compose(self) -> ComposeResult:
        yield Pane()


class Recorder(App[None]):
    """Notes which actions are called for, and does none of them."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self.done: list[str] = []
        if keys.changed:
            self.set_keymap(keymap(keys))

    def get_default_screen(self) -> Screen[None]:
        return Main()

    async def run_action(self, action: object, *_: object, **__: object) -> bool:
        self.done.append(str(action))
        return True


def command_with(keys: Keys, key: str) -> AppCommand | None:
    """The command that a key belongs to."""
    return next((c for c in (*keys.moves, *keys.commands) if key in c.keys.split(",")), None)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"mark": "n", "next-match": "m"},
        {"up": "w, up", "boxed-warning": "k"},
        {"copy": "none", "reload": "none", "mark": "y"},
        {"down": "s", "same-drug": "down,j"},
        {"back": "escape, backspace", "palette": "colon", "quit": "ctrl+x, Q", "help": "h", "previous-section": "left"},
        {"section-3": "f3, 3", "section-0": "f10", "filter": "0"},
        {"mark": "c", "compare": "p", "export": "m"},
    ],
)
async def test_the_keys_do_what_they_are_said_to_do(given: dict[str, str]) -> None:
    keys, problems = read_keys(given)
    assert not problems
    pressed = [key for command in (*EVERYTHING, *keys.moves, *keys.commands) for key in command.keys.split(",") if key]
    app = Recorder(keys)
    async with app.run_test() as pilot:
        for key in dict.fromkeys(pressed):
            app.done.clear()
            app.post_message(events.Key(key, None))
            await pilot.pause(0)
            await pilot.pause(0)
            command = command_with(keys, key)
            if key in ("tab", "shift+tab") and command is None:
                continue  # Textual's own, which moves the focus
            assert app.done == ([command.action] if command else []), key


def test_the_pages_close_with_the_users_keys() -> None:
    ids = {binding.id for binding in PageScreen.BINDINGS if isinstance(binding, Binding)}
    assert {"quit", "help", "disclaimer"} <= ids
