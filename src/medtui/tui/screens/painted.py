"""The base of the screens: the styles that every line-painting widget on them uses."""

from __future__ import annotations

from typing import ClassVar

from textual.screen import Screen


class PaintedScreen(Screen[None]):
    """One set of component classes for all widgets: Textual works each of them out per widget that has it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--strong",
        "text--em",
        "text--strong-em",
        "text--code",
        "text--heading",
        "text--drug",
        "text--question",
        "text--number",
        "text--marker",
        "text--label",
        "text--badge",
        "text--warning",
        "text--muted",
        "text--cursor",
        "text--cursor-idle",
        "text--match",
        "text--match-current",
        "text--bar",
        "text--caret",
    }

    DEFAULT_CSS = """
    PaintedScreen {
        .text--strong { text-style: bold; }
        .text--em { text-style: italic; }
        .text--strong-em { text-style: bold italic; }
        .text--code { background: $panel; }
        .text--heading { text-style: bold; color: $primary; }
        .text--drug { text-style: bold reverse; color: $primary; }
        .text--question { text-style: bold; }
        .text--marker { color: $muted; }
        .text--label { color: $muted; }
        .text--badge { color: $warning; text-style: italic; }
        .text--warning { color: $error; text-style: bold; }
        .text--muted { color: $muted; }
        .text--cursor { background: $primary; color: $on-primary; text-style: bold; }
        .text--cursor-idle { background: $idle; text-style: bold; }
        .text--match { color: $accent; text-style: bold underline; }
        .text--match-current { color: $accent; text-style: bold reverse; }
        .text--bar { color: $primary; }
        .text--caret { text-style: reverse; }
    }
    """
