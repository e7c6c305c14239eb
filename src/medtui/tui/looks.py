"""How each style that presentation and the widgets name looks: in a theme's colours, and in the font's.

Not component classes: Textual works each of those out from the style sheets, twice before the first frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.style import Style
from textual.color import Color


class Look(NamedTuple):
    """color, background: names of a theme's variables; empty for those of the widget."""

    color: str = ""
    background: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False


LOOKS: Mapping[str, Look] = {
    "strong": Look(bold=True),
    "em": Look(italic=True),
    "strong-em": Look(bold=True, italic=True),
    "code": Look(background="panel"),
    "heading": Look("primary", bold=True),
    "drug": Look("primary", bold=True, reverse=True),
    "question": Look(bold=True),
    "number": Look(),
    "marker": Look("muted"),
    "label": Look("muted"),
    "badge": Look("warning", italic=True),
    "note": Look("secondary"),
    "note-head": Look("secondary", bold=True),
    "warning": Look("error", bold=True),
    "muted": Look("muted"),
    "cursor": Look("on-primary", "primary", bold=True),
    "cursor-idle": Look(background="idle", bold=True),
    "match": Look("accent", bold=True, underline=True),
    "match-current": Look("accent", bold=True, reverse=True),
    "bar": Look("primary"),
    "caret": Look(reverse=True),
}
"""By the style's name. Colour never stands alone: each look that must be told from plain text has more than it."""


def rich_style(name: str, variables: Mapping[str, str]) -> Style:
    """A look in the colours of a theme, as far as it says anything. variables: the theme's, by name."""
    look = LOOKS[name]
    return Style(
        color=Color.parse(variables[look.color]).rich_color if look.color else None,
        bgcolor=Color.parse(variables[look.background]).rich_color if look.background else None,
        bold=look.bold or None,
        italic=look.italic or None,
        underline=look.underline or None,
        reverse=look.reverse or None,
    )
