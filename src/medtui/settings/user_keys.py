"""The user's own keys: checked against the commands, and put into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from medtui.safe_text import safe_line
from medtui.settings.app_commands import COMMANDS, DEFAULT_KEYS, HINTS, MOVES, NO_KEY, AppCommand, Keys
from medtui.settings.key_names import key_of, shown_key

_BY_ID = {command.id: command for command in (*MOVES, *COMMANDS)}
_MOVES = frozenset(command.id for command in MOVES)
_BACK, _QUIT = "back", "quit"
_ESCAPE = "escape"
_TAKEN = {
    "ctrl+c": "it copies what is selected, and says how to leave",
    "ctrl+q": "it always leaves medtui",
}
"""Keys that Textual and the habits of every terminal have given away."""

_TAKEN_BY_LISTS = {
    "shift+up": "it moves a mark among the marked monographs",
    "shift+down": "it moves a mark among the marked monographs",
    "K": "it moves a mark among the marked monographs",
    "J": "it moves a mark among the marked monographs",
}
"""Keys of other pages with a list, which the commands for panes would hide."""

_PAIRED = {"next-section": ("previous-section", "next-section")}
"""Hints that show a key of two commands."""

_WHAT_KEYS_ARE = (
    "a key is one character, or a name such as enter, f5, pageup or ctrl+x, and several have commas between them"
)
_MOST_SHOWN = 40


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
    for id, words in given.items():  # the field's own name
        command = _BY_ID.get(id)
        if command is None:
            problems.append(f"{place(id)}{_unknown(id)}")
            continue
        found, problem = _keys_of(command, words)
        if problem:
            problems.append(f"{place(id)}{problem}{_kept(command)}")
        else:
            accepted[id] = found
    while clash := _first_clash(accepted):
        id, sentence = clash
        del accepted[id]
        problems.append(f"{place(id)}{sentence}{_kept(_BY_ID[id])}")
    return _with(accepted), tuple(problems)


def _keys_of(command: AppCommand, words: str) -> tuple[tuple[str, ...], str]:
    """The keys that the words mean, or what is wrong with them."""
    names = [words] if words.strip() == "," else words.split(",")
    if words.strip().casefold() in ("", NO_KEY):
        names = []
    found: dict[str, None] = {}
    for name in names:
        key = key_of(name)
        if key is None:
            shown = safe_line(name.strip())[:_MOST_SHOWN]
            return (), f"keys: “{shown}” is no key for {command.id}: {_WHAT_KEYS_ARE}"
        if problem := _refused(command, key):
            return (), problem
        found[key] = None
    if command.id == _BACK and _ESCAPE not in found:
        return (), "keys: back must keep escape, besides any others"
    if not found and (command.id == _QUIT or not command.in_palette):
        why = "it is the way out" if command.id == _QUIT else "the palette does not have it"
        return (), f"keys: {command.id} must have a key, because {why}"
    return tuple(found), ""


def _refused(command: AppCommand, key: str) -> str:
    """Why that key cannot be one of the command's, or nothing."""
    shown = shown_key(key)
    if key == _ESCAPE and command.id != _BACK:
        return f"keys: {shown} cannot be a key of {command.id}: it always goes one step back"
    if why := _TAKEN.get(key) or (_TAKEN_BY_LISTS.get(key) if command.id in _MOVES else None):
        return f"keys: {shown} cannot be a key of {command.id}: {why}"
    return ""


def _unknown(id: str) -> str:
    from difflib import get_close_matches  # only for a word that is wrong

    near = get_close_matches(id.casefold().replace("_", "-"), _BY_ID, 1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    return f"keys: there is no command “{safe_line(id)[:_MOST_SHOWN]}”{meant}; “medtui keys” shows them all."


def _kept(command: AppCommand) -> str:
    plural = "s" if "," in command.keys else ""
    return f"; it keeps its own key{plural}, {command.shown_keys}."


def _first_clash(accepted: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """An entry that takes a key which another command has, the last one in the file, and the sentence about it."""
    owners: dict[str, list[str]] = {}
    # Those of the user last, in the order of the file.
    for id in [*(other for other in _BY_ID if other not in accepted), *accepted]:
        for key in accepted.get(id) or (() if id in accepted else tuple(_BY_ID[id].keys.split(","))):
            owners.setdefault(key, []).append(id)
    for id in reversed(list(accepted)):
        for key in accepted[id]:
            other = owners[key][0]
            if other != id:
                title = _BY_ID[other].title
                return id, f"keys: {shown_key(key)} cannot be a key of {id}: {other} has it ({title})"
    return None


def _with(accepted: Mapping[str, tuple[str, ...]]) -> Keys:
    changed = {id: ",".join(keys) for id, keys in accepted.items() if ",".join(keys) != _BY_ID[id].keys}
    if not changed:
        return DEFAULT_KEYS
    own = {id: command._replace(keys=changed.get(id, command.keys)) for id, command in _BY_ID.items()}
    own = {id: command._replace(hint=_hint(command, own, changed)) for id, command in own.items()}
    hints = [own[command.id] for command in HINTS]
    return Keys(
        moves=_all(MOVES, own),
        commands=_all(COMMANDS, own),
        hints=tuple(command for command in hints if command.hint),
        changed=changed,
    )


def _all(commands: Iterable[AppCommand], own: Mapping[str, AppCommand]) -> tuple[AppCommand, ...]:
    return tuple(own[command.id] for command in commands)


def _hint(command: AppCommand, own: Mapping[str, AppCommand], changed: Mapping[str, str]) -> str:
    """The hint with the first of the command's keys; none where it has none."""
    shown_for = _PAIRED.get(command.id, (command.id,))
    if not command.hint or not any(id in changed for id in shown_for):
        return command.hint
    firsts = [shown_key(own[id].keys.split(",")[0]) for id in shown_for if own[id].keys]
    if not command.keys or not firsts:
        return ""
    key = ("" if all(len(first) == 1 for first in firsts) else "/").join(firsts)
    return f"{key} {command.hint.partition(' ')[2]}"
