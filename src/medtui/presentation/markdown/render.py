"""Markdown -> blocks that are checked against their source before anyone sees them.

Each top-level block is parsed, turned into styled lines, and compared with its own source lines by `faithful`,
which knows nothing of the parser. Whatever fails is shown as written, under a badge. Source lines that no
block covers are shown as written too, so nothing can fall between blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from medtui.presentation.markdown import blocks as _blocks
from medtui.presentation.markdown.styled import Block, Flow, Span, Table
from medtui.safe_text import safe_text

if TYPE_CHECKING:
    from markdown_it.token import Token

BADGE = Span("shown as written", "badge")

# Text beyond these sizes is shown as written: the parser needs up to 6 ms for 1,000 characters that are
# nothing but marks or line ends. (The longest section known has 30,000 characters.)
_MAX_CHARACTERS = 300_000
_MAX_LINES = 15_000
_MAX_MARKS = 15_000
# And above _MAX_LINES characters, what is hardly anything but them: real lines have 20 characters and more.
_SHORTEST_LINES, _CHARACTERS_A_MARK = 4, 2.2
_MARKS = re.compile(r"[*_`<&\[\\|]")
_LINE_END = re.compile(r"\r\n?")

_LONGEST_LINE = 400
# One line of words, the first of them perhaps bold, perhaps a heading or item: what most headings, questions and short
# answers are. For one of these the parser takes fifteen times as long, and a file may have 20,000.
_PLAIN = r"#$&*<|\[\]\\_`"  # none of these
_WORDS = rf"[^\n\t{_PLAIN}]*[^\s{_PLAIN}]"
_ONE_LINE = re.compile(
    rf" {{0,3}}(?:(?P<hashes>\#{{1,6}} )|(?P<bullet>[-+*] ))?(?:\*\*(?=[^\W\d_])(?P<bold>{_WORDS})\*\*)?"
    rf"(?P<words>(?(bold)(?: {_WORDS})?|(?=[^\W\d_]){_WORDS}))[ \n]*"
)

_Parse = Callable[[str], "Sequence[Token]"]
_Build = Callable[["Sequence[Token]", Sequence[str]], list[Block]]


def _parsed(text: str) -> Sequence[Token]:
    from medtui.presentation.markdown.markdown_parser import parser  # costs 50 ms, so only when it is needed

    return parser().parse(text)


def render(source: str, parse: _Parse = _parsed, build: _Build = _blocks.build) -> tuple[Block, ...]:
    """The blocks of a run of Markdown lines. Never raises; loses and alters no visible character.

    Controls are made visible first (`safe_text`). A block that cannot be shown faithfully becomes verbatim
    Flows, its source lines, after a Flow that holds only `BADGE`.
    """
    text = clean(source)
    if (simple := _one_line(text)) is not None:
        return simple
    lines = text.split("\n")
    rendered: list[Block] = []
    for start, end, tokens in _top_level(_tokens(text, parse), len(lines)):
        blocks = _checked(tokens, lines, start, end, build) if tokens else None
        if blocks is None:
            blocks = as_written(lines[start:end])
        if rendered and blocks and _is_apart(blocks[0], lines, start):
            rendered.append(Flow(()))
        rendered.extend(blocks)
    return tuple(rendered)


def clean(source: str) -> str:
    """`source` with line feeds for line ends and its controls made visible."""
    return safe_text(_LINE_END.sub("\n", source))


def _one_line(text: str) -> tuple[Block, ...] | None:
    """The block of a text that is one line of words, the same as in any other way; None of any other text."""
    if not text.strip():
        return ()
    match = _ONE_LINE.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    if match is None or "  " in match["words"] or "  " in (match["bold"] or ""):
        return None
    bold, more = match["bold"] or "", match["words"]
    spans: tuple[Span, ...] = (Span(bold + more, "heading"),) if match["hashes"] else (Span(bold, "strong"), Span(more))
    spans = tuple(span for span in spans if span.text)
    return (Flow(spans, _blocks.BULLETS[0], "  ") if match["bullet"] else Flow(spans),)


def as_written(lines: Sequence[str]) -> list[Block]:
    """Source lines as they are, under a badge; nothing for blank lines."""
    shown = [line.rstrip().expandtabs(_blocks.TAB_WIDTH) for line in lines]
    filled = [number for number, line in enumerate(shown) if line]
    if not filled:
        return []
    shown = shown[filled[0] : filled[-1] + 1]
    return [Flow((BADGE,)), *(Flow((Span(line),) if line else (), verbatim=True) for line in shown)]


def _checked(tokens: Sequence[Token], lines: Sequence[str], start: int, end: int, build: _Build) -> list[Block] | None:
    """The blocks of one top-level block, or None when they are not faithful to its lines."""
    try:
        from medtui.presentation.markdown.faithful import faithful  # with the parser, when first needed

        blocks = build(tokens, lines)
        if faithful("\n".join(lines[start:end]), blocks):
            return blocks
    except Exception:  # a bug in the renderer or the check must not hide the text
        pass
    return None


def _top_level(tokens: Sequence[Token], count: int) -> Iterator[tuple[int, int, Sequence[Token]]]:
    """First line, line after the last, and tokens of each top-level block; together they cover all `count` lines.

    Lines that the parser gave to no block come without tokens.
    """
    done = 0
    for start, end, inside in _groups(tokens):
        if not done <= start < end <= count:
            break  # the parser lost its place: the rest is shown as written
        if done < start:
            yield done, start, ()
        yield start, end, inside
        done = end
    if done < count:
        yield done, count, ()


def _groups(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Sequence[Token]]]:
    first = 0
    for position, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            start, end = tokens[first].map or (-1, -1)
            yield start, end, tokens[first : position + 1]
            first = position + 1


def _tokens(text: str, parse: _Parse) -> Sequence[Token]:
    """The parser's tokens; none when the text is hostile or the parser fails."""
    if _is_hostile(text):
        return ()
    try:
        return parse(text)
    except Exception:  # no text may stop the reader
        return ()


def _is_hostile(text: str) -> bool:
    """Whether the text is so long, or so full of lines or marks, that parsing it could take seconds."""
    size = len(text)
    return size > _MAX_LINES and (
        size > _MAX_CHARACTERS
        or text.count("\n") > min(_MAX_LINES, size / _SHORTEST_LINES)
        or len(_MARKS.findall(text)) > min(_MAX_MARKS, size / _CHARACTERS_A_MARK)
    )


def _is_apart(block: Block, lines: Sequence[str], start: int) -> bool:
    """Whether an empty line belongs before this top-level block: where the source has one, and before what
    starts something new."""
    if isinstance(block, Table) or _blocks.follows_blank_line(lines, start):
        return True
    return any(span.style in ("heading", "badge") for span in block.spans[:1])
