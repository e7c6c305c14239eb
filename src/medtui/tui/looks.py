"""How each style that presentation and the widgets name looks: in a theme's colours, and in the font's.

Not component classes: Textual works each of those out from the style sheets, twice before the first frame.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from rich.style import Style
from textual.color import Color

from medtui.settings.theme_colours import PLAIN


class Look(NamedTuple):
    """color, background: names of a theme's variables; empty for those of the widget."""

    color: str = ""
    background: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    dim: bool = False


LOOKS: Mapping[str, Look] = {
    "strong": Look(bold=True),
    "em": Look(italic=True),
    "strong-em": Look(bold=True, italic=True),
    "code": Look(background="panel"),
    "heading": Look(bold=True),
    "list-heading": Look("muted", bold=True),
    "drug": Look(bold=True, reverse=True),
    "question": Look(bold=True),
    "number": Look(),
    "marker": Look("muted"),
    "label": Look("muted"),
    "badge": Look("warning", italic=True),
    "badge-warning": Look("error", bold=True, reverse=True),
    "badge-status": Look("warning", bold=True, reverse=True),
    "note": Look("secondary"),
    "note-head": Look("secondary", bold=True),
    "warning": Look("error", bold=True),
    "sign": Look("error", bold=True),
    "key": Look(bold=True),
    "box": Look("error"),
    "repeated": Look(),
    "muted": Look("muted"),
    "cursor": Look("on-primary", "primary", bold=True),
    "cursor-idle": Look(background="idle", bold=True),
    "link": Look(underline=True),
    "link-current": Look("on-primary", "primary", bold=True, underline=True),
    "match": Look("accent", bold=True, underline=True),
    "match-current": Look("accent", bold=True, reverse=True),
    "bar": Look("primary", bold=True),
    "bar-idle": Look("muted", bold=True),
    "caret": Look(reverse=True),
}
"""By the style's name. The primary colour is for what has the focus alone, the idle ground for what is chosen besides.
Colour never stands alone: each look that must be told from plain text has more than it."""

PLAIN_LOOKS: Mapping[str, Look] = {
    **LOOKS,
    "code": Look(),
    "marker": Look("muted", dim=True),
    "label": Look("muted", dim=True),
    "muted": Look("muted", dim=True),
    "link-current": Look(bold=True, underline=True, reverse=True),
    "cursor": Look(bold=True, reverse=True),
    "cursor-idle": Look(bold=True, underline=True),
}
"""The same in the terminal's own colours: nobody knows which of its backgrounds its text can be read on, so none is
used, and what has less weight is dimmed by the terminal."""

ASCII_SIGNS = str.maketrans("▸•◦▪│┃▏─━┼┌┐└┘┏┗█░⚠★‹›…’·←→↑↓", ">*-=|||--+++++++#.!*<>~'-<>^v")
"""Every sign that medtui draws and no file, presentation's signs too, with one in ASCII for terminals that lack it."""


def draws_ascii_only(term: str) -> bool:
    """Whether a terminal of that kind, as TERM has it, cannot be trusted with other signs: a console, or a real one."""
    return re.match(r"(?:linux|vt\d+|ansi|cons\d+|wyse)", term) is not None


def look(name: str, variables: Mapping[str, str]) -> Look:
    """The look of that name in a theme. variables: the theme's, by name."""
    return (PLAIN_LOOKS if variables.get(PLAIN) else LOOKS)[name]


def rich_style(name: str, variables: Mapping[str, str]) -> Style:
    """A look in the colours of a theme, as far as it says anything. variables: as for `look`."""
    found = look(name, variables)
    return Style(
        color=Color.parse(variables[found.color]).rich_color if found.color else None,
        bgcolor=Color.parse(variables[found.background]).rich_color if found.background else None,
        bold=found.bold or None,
        italic=found.italic or None,
        underline=found.underline or None,
        reverse=found.reverse or None,
        dim=found.dim or None,
    )
