"""The user's own keys: checked against the commands, and put into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from medtui.settings.app_commands import COMMANDS, DEFAULT_KEYS, HINTS, MOVES, NO_KEY, AppCommand, Keys
from medtui.settings.key_names import key_of, shown_key
from medtui.settings.user_yaml import MOST_TOLD, MistakeError, meant, shown

_BY_ID = {command.id: command for command in (*MOVES, *COMMANDS)}
_TAKEN = {
    "ctrl+c": "it copies what is selected, and says how to leave",
    "ctrl+q": "it always leaves medtui",
}
"""Keys that Textual and the habits of every terminal have given away."""

_TAKEN_BY_LISTS = ("shift+up", "shift+down", "K", "J")
"""Keys of other pages with a list, which the commands for panes would hide."""

_PAIRED = {"next-section": ("previous-section", "next-section")}
"""Hints that show a key of two commands."""

_WHAT_KEYS_ARE = (
    "a key is one character, or a name such as enter, f5, pageup or ctrl+x, and several have commas between them"
)


def read_keys(given: Mapping[str, str], place: Callable[[str], str] = lambda _: "") -> tuple[Keys, tuple[str, ...]]:
    """The commands with the user's keys, and what is wrong with those: a sentence each. Never raises.

    given: key lists by the ids of commands, with commas; `none` or nothing takes a command's keys away. place: gives
    the beginning of a sentence about that id. What is wrong is left out, and the command keeps its own keys. All of
    `given` holds at once, so that two commands can change their keys.
    """
    if not given:
        return DEFAULT_KEYS, ()
    accepted: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for id, words in given.items():
        command = _BY_ID.get(id)
        if command is None:
            hint = meant(id, [*_BY_ID]) if len(problems) < MOST_TOLD else ""
            no_such = f"keys: there is no command “{shown(id)}”{hint}"
            problems.append(f"{place(id)}{no_such}; “medtui keys” shows them all.")
            continue
        try:
            accepted[id] = _keys_of(command, words)
        except MistakeError as error:
            problems.append(f"{place(id)}keys: {error}{_unchanged(command)}")
    while clash := _first_clash(accepted):
        id, why = clash
        del accepted[id]
        problems.append(f"{place(id)}keys: {why}{_unchanged(_BY_ID[id])}")
    return _with(accepted), tuple(problems)


def _keys_of(command: AppCommand, words: str) -> tuple[str, ...]:
    """The keys that the words mean. Raises MistakeError."""
    names = [words] if words.strip() == "," else words.split(",")
    if words.strip().casefold() in ("", NO_KEY):
        names = []
    keys: dict[str, None] = {}
    for name in names:
        key = key_of(name)
        if key is None:
            raise MistakeError(f"“{shown(name)}” is no key for {command.id}: {_WHAT_KEYS_ARE}")
        why = _TAKEN.get(key)
        if key in _TAKEN_BY_LISTS and command in MOVES:
            why = "it moves a mark among the marked monographs"
        if key == "escape" and command.id != "back":
            why = "it always goes one step back"
        if why:
            raise MistakeError(f"{shown_key(key)} cannot be a key of {command.id}: {why}")
        keys[key] = None
    if command.id == "back" and "escape" not in keys:
        raise MistakeError("back must keep escape, besides any others")
    if not keys and (command.id == "quit" or not command.in_palette):
        why = "it is the way out" if command.id == "quit" else "the palette does not have it"
        raise MistakeError(f"{command.id} must have a key, because {why}")
    return tuple(keys)


def _unchanged(command: AppCommand) -> str:
    plural = "s" if "," in command.keys else ""
    return f"; it keeps its own key{plural}, {command.shown_keys}."


def _first_clash(accepted: dict[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """An entry that takes a key which another command has, the last one in the file, and the sentence about it."""
    owners: dict[str, AppCommand] = {}
    # Those of the user last, in the order of the file.
    for id in [*(other for other in _BY_ID if other not in accepted), *accepted]:
        for key in accepted.get(id, _BY_ID[id].keys.split(",")):
            owners.setdefault(key, _BY_ID[id])
    for id, keys in reversed(accepted.items()):
        for key in keys:
            owner = owners[key]
            if owner.id != id:
                return id, f"{shown_key(key)} cannot be a key of {id}: {owner.id} has it ({owner.title})"
    return None


def _with(accepted: Mapping[str, tuple[str, ...]]) -> Keys:
    changed = {id: ",".join(keys) for id, keys in accepted.items() if ",".join(keys) != _BY_ID[id].keys}
    if not changed:
        return DEFAULT_KEYS
    by_id = {id: command._replace(keys=changed.get(id, command.keys)) for id, command in _BY_ID.items()}
    by_id = {id: command._replace(hint=_hint(command, by_id, changed)) for id, command in by_id.items()}
    moves, commands, hints = ([by_id[command.id] for command in group] for group in (MOVES, COMMANDS, HINTS))
    return Keys(tuple(moves), tuple(commands), tuple(command for command in hints if command.hint), changed)


def _hint(command: AppCommand, by_id: Mapping[str, AppCommand], changed: Mapping[str, str]) -> str:
    """The hint with the first of the command's keys; none where it has none."""
    shown_for = _PAIRED.get(command.id, (command.id,))
    if not command.hint or not any(id in changed for id in shown_for):
        return command.hint
    firsts = [shown_key(by_id[id].keys.split(",")[0]) for id in shown_for if by_id[id].keys]
    if not command.keys or not firsts:
        return ""
    key = ("" if all(len(first) == 1 for first in firsts) else "/").join(firsts)
    return f"{key} {command.hint.partition(' ')[2]}"
