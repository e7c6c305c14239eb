"""Every setting in words: what it takes, its default, what it is for. Sentences, template and manual say it alike."""

from __future__ import annotations

from typing import NamedTuple

from medtui.settings.settings import DEFAULTS, THEMES

LEAST_LIST, MOST_LIST = 20, 60
LEAST_WRAP, MOST_WRAP = 40, 200
ON, OFF = ("on", "yes", "true"), ("off", "no", "false")


class Setting(NamedTuple):
    """name: as in the file. takes: its values, to stand after "must be". default: as it is shown. about: what it
    is for. example: lines for the file."""

    name: str
    takes: str
    default: str
    about: str
    example: str


SETTINGS = (
    Setting(
        "libraries",
        "folders, one after a dash on each line, each a full path or one that begins with ~",
        "the library that comes with medtui",
        "Folders of monographs to open. --library and MEDTUI_LIBRARY go before.",
        "libraries:\n  - ~/monographs",
    ),
    Setting(
        "overlay",
        "a folder, as a full path or one that begins with ~",
        "none",
        "The folder of the clinic's own notes and of what it stocks. --overlay goes before.",
        "overlay: ~/clinic-notes",
    ),
    Setting(
        "theme",
        f"{', '.join(THEMES)} or one of your own",
        DEFAULTS.theme,
        "The colours at the start; the key t changes them while medtui runs.",
        "theme: light",
    ),
    Setting(
        "keys",
        "lines of “command: keys”",
        "those that medtui keys shows",
        'Other keys for commands, by the names that "medtui keys" shows; none takes a key away.',
        "keys:\n  mark: b\n  next-section: right, L\n  copy: none",
    ),
    Setting(
        "start_section",
        "one section, by its name, another word for it or its number",
        "none",
        "The section that is shown first, as --section does, which goes before.",
        "start_section: dosage",
    ),
    Setting(
        "list_width",
        f"a whole number from {LEAST_LIST} to {MOST_LIST}",
        str(DEFAULTS.list_width),
        "Columns of the list beside the text.",
        "list_width: 40",
    ),
    Setting(
        "wrap_width",
        f"a whole number from {LEAST_WRAP} to {MOST_WRAP}",
        str(DEFAULTS.wrap_width),
        "Columns of the text at most: longer lines are hard to follow back.",
        "wrap_width: 80",
    ),
    Setting("animation", "on or off", "on", "Whether things may move, as when a page scrolls.", "animation: off"),
    Setting(
        "ascii_borders",
        "on or off",
        "off",
        "Lines, bars and signs in ASCII, for terminals and fonts without the others.",
        "ascii_borders: on",
    ),
    Setting(
        "keep_recent",
        "on or off",
        "on",
        "Whether medtui keeps what was read last, to offer it again.",
        "keep_recent: off",
    ),
)
NAMES = tuple(setting.name for setting in SETTINGS)


def setting(name: str) -> Setting:
    """The setting of that name."""
    return next(found for found in SETTINGS if found.name == name)


def template() -> str:
    """A file to start from: every setting, each of them a remark until the user takes the # away."""
    parts = [
        _remark("The settings of medtui. Take away the # before a setting to set it; medtui never changes this file.")
        + _remark("“medtui config show” says what is set now, and what is wrong. More: docs/settings.md")
    ]
    for one in SETTINGS:
        about = _remark(one.about) + _remark(f"It is {one.takes}; without it: {one.default}.")
        parts.append(about + "".join(f"# {line}\n" for line in one.example.split("\n")))
    return "\n".join(parts)


def _remark(text: str) -> str:
    from textwrap import fill  # for the template only

    return fill(text, 100, initial_indent="# ", subsequent_indent="# ") + "\n"
