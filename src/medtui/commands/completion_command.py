"""`medtui completion SHELL`: what the shell is to offer after Tab, made from the grammar."""

from __future__ import annotations

from collections.abc import Callable

from medtui.commands import output
from medtui.commands.completion_scripts import BASH, FISH, ZSH
from medtui.commands.declaration import (
    DEBUG,
    FOLDER,
    HELP,
    NAME,
    SECTION,
    WITH_VALUE,
    Option,
    Request,
    ShellCommand,
    all_commands,
)
from medtui.commands.exit_codes import OK
from medtui.reading.schema import default_schema

SHELLS = ("bash", "zsh", "fish")

COMMAND = ShellCommand(
    "completion",
    "Write a completion script for your shell.",
    (DEBUG, HELP),
    "SHELL",
    "the shell that the script is for",
    required=True,
    choices=SHELLS,
)


def run(request: Request) -> int:
    """Write the script for the shell that was asked for. Returns the exit code."""
    output.write(script(request.choice))
    return OK


def script(shell: str) -> str:
    """The completion script for `bash`, `zsh` or `fish`."""
    template, values = _SHELLS[shell]
    text = template
    for name, value in values().items():
        text = text.replace(f"@{name}@", value)
    return text


def _posix() -> dict[str, str]:
    """What bash and zsh need, as the arms of `case` statements and as words."""
    return {
        "COMMANDS": " ".join(one.name for one in all_commands() if one.name),
        "COMMAND_ARMS": "|".join(one.name for one in all_commands() if one.name),
        "VALUE_ARMS": "|".join(sorted(WITH_VALUE)),
        "NAMED_ARMS": "|".join(one.name or "''" for one in all_commands() if one.word == NAME),
        "SECTIONS": " ".join(_sections()),
        "OPTIONS": _arms(lambda options: [option.flag for option in options]),
        "FORMATS": _arms(lambda options: [choice for option in options for choice in option.choices]),
        "WORDS": "\n".join(
            f"        {one.name}) choices='{' '.join(one.choices)}' ;;" for one in all_commands() if one.choices
        ),
    }


def _arms(words: Callable[[tuple[Option, ...]], list[str]]) -> str:
    return "\n".join(
        f"        {one.name or repr('')}) choices='{' '.join(found)}' ;;"
        for one in all_commands()
        if (found := words(one.options))
    )


def _fish() -> dict[str, str]:
    lines = [
        f"complete -c medtui -n '__medtui_is none' -a {one.name} -d {_quoted(one.summary)}"
        for one in all_commands()
        if one.name
    ]
    for one in all_commands():
        when = f"'__medtui_is {one.name}'" if one.name else "'__medtui_is none app'"
        if one.word == NAME:
            lines.append(f"complete -c medtui -n {when} -a '(__medtui_names)'")
        if one.choices:
            lines.append(f"complete -c medtui -n {when} -a '{' '.join(one.choices)}'")
        lines += [f"complete -c medtui -n {when} {_fish_option(option)}" for option in one.options]
    return {
        "COMMANDS": " ".join(one.name for one in all_commands() if one.name),
        "WITH_VALUE": " ".join(sorted(WITH_VALUE)),
        "LINES": "\n".join(lines),
    }


def _fish_option(option: Option) -> str:
    offers = {FOLDER: "-x -a '(__fish_complete_directories)'", SECTION: f"-x -a '{' '.join(_sections())}'"}
    free = "-x" if option.value else ""
    value = f"-x -a '{' '.join(option.choices)}'" if option.choices else offers.get(option.value, free)
    about = _quoted(option.help.partition(":")[0])
    return " ".join(word for word in (f"-l {option.flag[2:]}", value, f"-d {about}") if word)


def _quoted(text: str) -> str:
    """For fish: in single quotes only these two mean something."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _sections() -> list[str]:
    return ["all", *(spec.name for spec in default_schema().sections)]


_SHELLS: dict[str, tuple[str, Callable[[], dict[str, str]]]] = {
    "bash": (BASH, _posix),
    "zsh": (ZSH, _posix),
    "fish": (FISH, _fish),
}
