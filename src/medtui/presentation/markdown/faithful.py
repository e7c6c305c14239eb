"""Is what will be shown faithful to its source? A check that shares nothing with the parser or the renderer.

The source and the rendered text are walked side by side (`inline_walk`, `block_walk`). Every visible
character of the source must appear in the rendered text, in order, and nothing else may; white space must
separate the same characters on both sides, so that `5 3` cannot become `53`. A source character may be
missing only where it can be a Markdown delimiter. Table cells are compared one by one, row by row, so that no
value can change its column.

What is drawn by medtui (`Flow.first`, `Flow.rest`, spans in a decoration style) is not part of the text.
Styles are not checked: a word may be shown bold that is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from medtui.presentation.markdown.block_walk import TABLE, BlockWalk
from medtui.presentation.markdown.inline_walk import InlineWalk
from medtui.presentation.markdown.styled import Block, Flow, Span, Table, words
from medtui.safe_text import safe_text

_LINE_END = re.compile(r"\r\n?")


def faithful(source: str, blocks: Sequence[Block]) -> bool:
    """Whether the blocks show the source: each of its visible characters, in order, and no others."""
    parts = [block.text if isinstance(block, Flow) else TABLE for block in blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    if sum(TABLE in part for part in parts) != len(tables):
        return False  # a raw NUL: nothing that may be shown
    return BlockWalk(_clean(source), _normal(" ".join(parts)), tables).succeeds()


def faithful_inline(source: str, spans: Sequence[Span]) -> bool:
    """The same for one line of inline markup: a heading, a question, a title."""
    return InlineWalk(_clean(source), _normal(words(spans))).succeeds()


def _clean(source: str) -> str:
    return safe_text(_LINE_END.sub("\n", source))


def _normal(text: str) -> str:
    return " ".join(text.split())
