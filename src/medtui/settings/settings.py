"""What the user may set in `config.yaml`, each setting declared once: the loader, the file to start from,
`medtui config show` and the table in docs/settings.md all come from here. And where the user's own folders are.

Adding a setting is adding a field to Settings; what is of a new type needs a reader in `settings_file` too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from medtui.private_files import folder_of_user
from medtui.settings.app_commands import DEFAULT_KEYS, NO_KEY, Keys
from medtui.settings.theme_colours import THEMES

FILE_NAME = "config.yaml"
THEMES_FOLDER = "themes"
"""Beside it: the user's own themes."""


class Setting(NamedTuple):
    """What a setting is for, and how to say so. example: lines for the file. takes: its values, to stand after "must
    be"; a switch and a number need not say theirs. default: in words, where the value does not say it itself.
    least, most: of a number. name, type: those of the field in Settings."""

    text: str
    example: str
    takes: str = ""
    default: str = ""
    least: int = 0
    most: int = 0
    name: str = ""
    type: object = None


class Settings(NamedTuple):
    """All settings, each with its type, what it is for, and its default. start_section is the user's words, not checked
    here; folders need not be there."""

    libraries: Annotated[
        tuple[Path, ...],
        Setting(
            "Folders of monographs to open. --library and MEDTUI_LIBRARY go before.",
            example="libraries:\n  - ~/monographs",
            takes="folders, one after a dash on each line, each a full path or one that begins with ~",
            default="the library that comes with medtui",
        ),
    ] = ()
    overlay: Annotated[
        Path | None,
        Setting(
            "The folder of the clinic's own notes and of what it stocks. --overlay goes before.",
            example="overlay: ~/clinic-notes",
            takes="a folder, as a full path or one that begins with ~",
            default="none",
        ),
    ] = None
    theme: Annotated[
        str,
        Setting(
            "The colours at the start; the key t changes them while medtui runs.",
            example="theme: light",
            takes=f"{', '.join(THEMES)} or one of your own",
        ),
    ] = THEMES[0]
    keys: Annotated[
        Keys,
        Setting(
            'Other keys for commands, by the names that "medtui keys" shows; none takes a key away.',
            example="keys:\n  mark: b\n  next-section: right, L\n  copy: none",
            takes="lines of “command: keys”",
            default="those that medtui keys shows",
        ),
    ] = DEFAULT_KEYS
    start_section: Annotated[
        str,
        Setting(
            "The section that is shown first, as --section does, which goes before.",
            example="start_section: dosage",
            takes="one section, by its name, another word for it or its number",
            default="none",
        ),
    ] = ""
    list_width: Annotated[
        int, Setting("Columns of the list beside the text.", example="list_width: 40", least=20, most=60)
    ] = 44
    wrap_width: Annotated[
        int,
        Setting(
            "Columns of the text at most: longer lines are hard to follow back.",
            example="wrap_width: 80",
            least=40,
            most=200,
        ),
    ] = 96
    animation: Annotated[
        bool, Setting("Whether things may move, as when a page scrolls.", example="animation: off")
    ] = True
    ascii_borders: Annotated[
        bool,
        Setting(
            "Lines, bars and signs in ASCII, for fonts without the others; on a console without being told.",
            example="ascii_borders: on",
        ),
    ] = False
    keep_recent: Annotated[
        bool, Setting("Whether medtui keeps what was read last, to offer it again.", example="keep_recent: off")
    ] = True
    kiosk_minutes: Annotated[
        int,
        Setting("With --kiosk, medtui ends when nobody has typed for so long.", "kiosk_minutes: 5", least=1, most=240),
    ] = 10
    kiosk_exports: Annotated[
        Path | None,
        Setting(
            "With --kiosk, the only folder that files are written into.",
            example="kiosk_exports: /srv/medtui-exports",
            takes="a folder, as a full path or one that begins with ~",
            default="none, so that no file is written",
        ),
    ] = None


DEFAULTS = Settings()


def data_folder() -> Path | None:
    """Where marks and notes are; None for a user without a home folder."""
    from platformdirs import user_data_path  # the first frame need not wait for it

    return folder_of_user(lambda: user_data_path("medtui", appauthor=False))


def config_folder() -> Path | None:
    """Where the settings are; None for a user without a home folder."""
    from platformdirs import user_config_path

    return folder_of_user(lambda: user_config_path("medtui", appauthor=False))


# In words ---------------------------------------------------------------------------------------------


@cache
def setting_table() -> Mapping[str, Setting]:
    """All settings by name, in their order, each with all that its declaration says of it."""
    from typing import get_type_hints  # a start without a file asks for no types

    table: dict[str, Setting] = {}
    for name, hint in get_type_hints(Settings, include_extras=True).items():
        (setting,) = hint.__metadata__
        number = f"a whole number from {setting.least} to {setting.most}"
        takes = setting.takes or ("on or off" if hint.__origin__ is bool else number)
        default = setting.default or value_in_words(getattr(DEFAULTS, name))[0]
        table[name] = setting._replace(name=name, type=hint.__origin__, takes=takes, default=default)
    return table


def value_in_words(value: object) -> list[str]:
    """The value of a setting as the file has it, a line for each where there are several."""
    if isinstance(value, bool):
        return ["on" if value else "off"]
    if isinstance(value, Keys):
        return [f"{id}: {keys or NO_KEY}" for id, keys in value.changed.items()]
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return [str(value)]


def template() -> str:
    """A file to start from: every setting, each of them a remark until the user takes the # away."""
    parts = [
        _remark("The settings of medtui. Take away the # before a setting to set it; medtui never changes this file.")
        + _remark("“medtui config show” says what is set now, and what is wrong. More: docs/settings.md")
    ]
    for setting in setting_table().values():
        about = _remark(setting.text) + _remark(f"It is {setting.takes}; without it: {setting.default}.")
        parts.append(about + "".join(f"# {line}\n" for line in setting.example.split("\n")))
    return "\n".join(parts)


def _remark(text: str) -> str:
    from textwrap import fill  # for the template only

    return fill(text, 100, initial_indent="# ", subsequent_indent="# ") + "\n"
