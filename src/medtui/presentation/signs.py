"""The signs that medtui draws itself, in two sets: for any terminal of today, and in ASCII for the others.

Only what medtui draws: the words of a file keep every character that they have. Each sign of one set takes as many
columns as its fellow in the other, so that no layout depends on which is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class Signs(NamedTuple):
    """Those that stand before words have a space after them.

    cursor: before the row under the cursor. folded, opened: before a question. bullets: of lists, by depth.
    quote: before each line of a quotation. rule: one column of a line across the text. column, crossing: between the
    columns of a table, and where its rule meets them. note: before each line of a note. thumb, track: the scrollbar.
    done, left: of a progress bar, a column. warning, marked: before words. before, after: there are more tabs.
    cut: what was left out. edge: Textual's name of the border between list and text.
    """

    cursor: str
    folded: str
    opened: str
    bullets: tuple[str, ...]
    quote: str
    rule: str
    column: str
    crossing: str
    note: str
    thumb: str
    track: str
    done: str
    left: str
    warning: str
    marked: str
    before: str
    after: str
    cut: str
    edge: str


UNICODE = Signs(
    cursor="▸ ",
    folded="▸ ",
    opened="▾ ",
    bullets=("• ", "◦ ", "▪ "),
    quote="│ ",
    rule="─",
    column=" │ ",
    crossing="─┼─",
    note="┃ ",
    thumb="┃",
    track="│",
    done="█",
    left="░",
    warning="⚠ ",
    marked="★ ",
    before="‹ ",
    after=" ›",
    cut="…",
    edge="vkey",
)
ASCII = Signs(
    cursor="> ",
    folded="+ ",
    opened="- ",
    bullets=("* ", "- ", "+ "),
    quote="| ",
    rule="-",
    column=" | ",
    crossing="-+-",
    note="| ",
    thumb="#",
    track="|",
    done="#",
    left=".",
    warning="! ",
    marked="* ",
    before="< ",
    after=" >",
    cut="~",
    edge="ascii",
)


def signs(ascii_only: bool) -> Signs:
    """The set for a terminal. ascii_only: the setting `ascii_borders`."""
    return ASCII if ascii_only else UNICODE


@cache
def in_ascii() -> Mapping[int, str]:
    """For str.translate: each sign that no letter can be, and its fellow. What has both sides, as the lines between
    the columns of a table, is made of them."""
    table: dict[int, str] = {}
    for name, sign in UNICODE._asdict().items():
        for one, fellow in zip(
            sign if isinstance(sign, tuple) else (sign,), _fellows(getattr(ASCII, name)), strict=True
        ):
            if name != "edge":
                table |= {ord(a): b for a, b in zip(one, fellow, strict=True) if not a.isascii()}
    # Signs with several uses, and those of lines that are drawn in one place only.
    return table | {ord(sign): other for sign, other in zip("▸┃▏▕━┼│", ">|||-+|", strict=True)}


def _fellows(sign: str | tuple[str, ...]) -> tuple[str, ...]:
    return sign if isinstance(sign, tuple) else (sign,)
