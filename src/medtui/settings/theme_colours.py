"""The themes that medtui brings: each is a column of data/themes.tsv; settings, app and manual have them from here."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from typing import NamedTuple

COLOURS = (
    *("primary", "secondary", "accent", "warning", "error", "success", "foreground", "background", "surface", "panel"),
    *("muted", "on-primary", "idle"),
)
"""What a theme may name."""

PLAIN = "plain-looks"
"""The variable of a theme that has no backgrounds of its own: what those say elsewhere, the font must say."""


class ThemeColours(NamedTuple):
    """A theme. about: for the manual. dark: whether it is for light text on a dark ground. colours: `#rrggbb`,
    `#rgb` or the terminal's, by COLOURS. variables: further ones of Textual's."""

    name: str
    about: str
    dark: bool
    colours: Mapping[str, str]
    variables: Mapping[str, str] = {}


def _palettes() -> Iterator[ThemeColours]:
    table = (pkgutil.get_data("medtui", "data/themes.tsv") or b"").decode()
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    (_, _, _, *keys), *columns = zip(*rows, strict=True)
    for name, about, dark, *values in columns:
        given = {key: value for key, value in zip(keys, values, strict=True) if value}
        colours = {key: given.pop(key) for key in COLOURS if key in given}
        yield ThemeColours(name, about, dark == "on", colours, given)


MONOCHROME = "monochrome"
BUILT_IN_THEMES = tuple(_palettes())
"""In the order in which the key for themes goes through them."""

THEMES = tuple(palette.name for palette in BUILT_IN_THEMES)
