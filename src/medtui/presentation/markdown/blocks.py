"""Parser tokens -> blocks: what markdown-it-py found, as logical lines with bullets, bars and indents.

Nothing here is trusted: the caller checks the result against the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from textwrap import dedent
from typing import TYPE_CHECKING, ClassVar

from medtui.presentation.markdown.callouts import ALERT_SIGN, BOX_BAR, BOX_BOTTOM, BOX_TOP, is_alert, kind_label
from medtui.presentation.markdown.styled import Block, Flow, Span, Style, Table, words
from medtui.reading.line_breaks import staying
from medtui.safe_text import safe_text

if TYPE_CHECKING:
    from markdown_it.token import Token

BULLETS = ("• ", "◦ ", "▪ ")
QUOTE_BAR = "│ "
RULE = "─" * 24
TAB_WIDTH = 4

_BLANKS = re.compile(r"[ \t\n](?:[ \t\n]+|(?<! ))")  # but one blank, which may stay


def build(tokens: Sequence[Token], lines: Sequence[str]) -> list[Block]:
    """The blocks for the tokens of one top-level block.

    lines: all the lines of the parsed text, which the tokens' line numbers refer to.
    Raises KeyError for a token that is not expected.
    """
    return _Builder(tokens, lines).build()


def follows_blank_line(lines: Sequence[str], line: int) -> bool:
    """Whether the line before that one is empty, quote marks aside."""
    return line > 0 and not lines[line - 1].strip("> \t")


class _Container:
    """A list item or quote that is open. number: the item's own, with a space. begun: something is in it."""

    __slots__ = ("begun", "first", "number", "rest")

    def __init__(self, first: str, rest: str, number: str = "") -> None:
        self.first = first
        self.rest = rest
        self.number = number
        self.begun = False


class _Builder:
    """One pass over the tokens, with the open containers on a stack."""

    def __init__(self, tokens: Sequence[Token], lines: Sequence[str]) -> None:
        self.tokens = iter(tokens)
        self.lines = lines
        self.blocks: list[Block] = []
        self.containers: list[_Container] = []
        self.bullet_depth = 0

    def build(self) -> list[Block]:
        for token in self.tokens:
            self._steps[token.type](self, token)
        return self.blocks

    def _paragraph(self, token: Token) -> None:
        self._text(token, "")

    def _heading(self, token: Token) -> None:
        self._text(token, "heading")

    def _bullet_list(self, token: Token) -> None:
        self.bullet_depth += token.nesting

    def _item(self, token: Token) -> None:
        self._separate(token)
        if token.info:  # ordered: the number as the file writes it, and its own full stop or parenthesis
            number = f"{token.info}{token.markup} "
            self.containers.append(_Container("", " " * len(number), number))
        else:
            bullet = BULLETS[(self.bullet_depth - 1) % len(BULLETS)]
            self.containers.append(_Container(bullet, "  "))

    def _quote(self, token: Token) -> None:
        self._separate(token)
        self.containers.append(_Container(QUOTE_BAR, QUOTE_BAR))

    def _callout(self, token: Token) -> None:
        """A box, its kind and title on top."""
        self._separate(token)
        alert, label = is_alert(token.info), kind_label(token.info)
        style: Style = "warning" if alert else "strong"
        self.containers.append(_Container(BOX_TOP + (ALERT_SIGN if alert else ""), BOX_BAR))
        (title,) = inline_lines(next(self.tokens).children or (), style)
        if not words(title).casefold().startswith(label.casefold()):
            title = (Span(label, style), *((Span(": ", "marker"), *title) if title else ()))
        self._flow(title)
        self.containers[-1] = _Container(BOX_BAR, BOX_BAR)  # no empty line below the title

    def _end_of_callout(self, token: Token) -> None:
        self.containers.pop()
        first, rest, _ = self._prefixes(drawn=True)
        self.blocks.append(Flow((), first + BOX_BOTTOM, rest))

    def _close(self, token: Token) -> None:
        if not self.containers[-1].begun:
            self._flow(())  # it holds nothing: show its bullet, number or bar
        self.containers.pop()

    def _rule(self, token: Token) -> None:
        self._separate(token)
        first, rest, _ = self._prefixes(drawn=True)
        self.blocks.append(Flow((), first + RULE, rest))

    def _nothing(self, token: Token) -> None:
        pass

    def _separate(self, token: Token) -> None:
        """An empty line where the source has one, unless this is the first thing in its container."""
        if not self.blocks or (self.containers and not self.containers[-1].begun):
            return
        if token.map and follows_blank_line(self.lines, token.map[0]):
            first, rest, _ = self._prefixes()
            self.blocks.append(Flow((), first, rest))

    def _prefixes(self, drawn: bool = False) -> tuple[str, str, tuple[Span, ...]]:
        """What stands before the next line and its continuations, and the list numbers that begin it.

        drawn: the line itself is decoration, so that no number can stand in front of it.
        """
        first = ""
        numbers: list[Span] = []
        for container in self.containers:
            is_new, container.begun = not container.begun, True
            lead = container.first if is_new else container.rest
            if numbers and (not is_new or lead):
                # A bullet or bar after a number: the number is text, so it gets a line to itself.
                first += self._number_line(first, numbers)
            if is_new and container.number:
                numbers.append(Span(container.number, "number"))
            first += lead
        if drawn and numbers:
            first += self._number_line(first, numbers)
        return first, "".join(container.rest for container in self.containers), tuple(numbers)

    def _number_line(self, first: str, numbers: list[Span]) -> str:
        """Put the numbers on a line of their own; the indent that takes their place."""
        indent = " " * sum(len(number.text) for number in numbers)
        self.blocks.append(Flow(tuple(numbers), first, first + indent))
        numbers.clear()
        return indent

    def _flow(self, spans: tuple[Span, ...], verbatim: bool = False) -> None:
        first, rest, numbers = self._prefixes()
        self.blocks.append(Flow(numbers + spans, first, rest, verbatim))

    def _text(self, token: Token, style: Style) -> None:
        self._separate(token)
        inline = next(self.tokens)
        stays = staying(inline.content.split("\n")) if "\n" in inline.content else ()
        for spans in inline_lines(inline.children or (), style, stays):
            self._flow(spans)

    def _code(self, token: Token) -> None:
        """Lines that keep their columns; they break between words, because prose is indented, too."""
        self._separate(token)
        for line in dedent(safe_text(token.content).expandtabs(TAB_WIDTH)).split("\n"):
            first, rest, numbers = self._prefixes()
            text = line.lstrip(" ")
            indent = line[: len(line) - len(text)]
            self.blocks.append(Flow((*numbers, Span(text, "code")), first + indent, rest + indent))

    def _fence(self, token: Token) -> None:
        self._separate(token)
        info = safe_text(_BLANKS.sub(" ", token.info).strip())
        if info:
            self._flow((Span(info, "muted"),))
        content = safe_text(token.content.removesuffix("\n"))
        if not content and info:
            return
        for line in content.split("\n"):
            self._flow((Span(line.expandtabs(TAB_WIDTH), "code"),), verbatim=True)

    def _table(self, opening: Token) -> None:
        self._separate(opening)
        rows: list[tuple[tuple[Span, ...], ...]] = []
        cells: list[tuple[Span, ...]] = []
        known: dict[tuple[str, Style], tuple[Span, ...]] = {}
        for token in self.tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                cells = []
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            elif token.type == "inline":
                key: tuple[str, Style] = token.content, "label" if token.meta.get("is_ours") else ""
                if key not in known:
                    known[key] = _cell(token.children or (), key[1])
                cells.append(known[key])
        first, rest, _ = self._prefixes(drawn=True)
        self.blocks.append(Table(rows[0], tuple(rows[1:]), first, rest))

    _steps: ClassVar[dict[str, Callable[[_Builder, Token], None]]] = {
        "paragraph_open": _paragraph,
        "paragraph_close": _nothing,
        "heading_open": _heading,
        "heading_close": _nothing,
        "bullet_list_open": _bullet_list,
        "bullet_list_close": _bullet_list,
        "ordered_list_open": _nothing,
        "ordered_list_close": _nothing,
        "list_item_open": _item,
        "list_item_close": _close,
        "blockquote_open": _quote,
        "blockquote_close": _close,
        "callout_open": _callout,
        "callout_body_open": _nothing,
        "callout_body_close": _nothing,
        "callout_close": _end_of_callout,
        "code_block": _code,
        "fence": _fence,
        "hr": _rule,
        "table_open": _table,
    }


def _cell(tokens: Sequence[Token], style: Style = "") -> tuple[Span, ...]:
    """A cell's spans, with a line feed where its text breaks the line."""
    spans: list[Span] = []
    for line in inline_lines(tokens, style):
        if spans:
            spans.append(Span("\n", style))
        spans.extend(line)
    return tuple(spans)


def inline_lines(tokens: Sequence[Token], base: Style = "", stays: Sequence[bool] = ()) -> Iterator[tuple[Span, ...]]:
    """The spans of each line of an inline run (at least one line); hard breaks end a line.

    base: the style of the whole run; the empty one lets emphasis show. stays: for each line of the source but the
    last, whether the break after it ends a line here, too.
    """
    line: list[Span] = []
    strong = em = 0
    breaks = iter(stays)
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                line.append(Span(token.content, base or _EMPHASIS[strong > 0, em > 0]))
            case "softbreak" if not next(breaks, False):
                line.append(Span(" ", base or _EMPHASIS[strong > 0, em > 0]))
            case "softbreak" | "hardbreak":
                if token.type == "hardbreak" and not token.markup:  # else it is <br>, which ends no line of the source
                    next(breaks, None)
                yield _trimmed(line)
                line = []
            case "code_inline":
                line.append(Span(token.content, base or "code"))
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                em += token.nesting
            case "link_open" | "link_close":
                pass
            case other:
                raise ValueError(f"unexpected token {other}")
    yield _trimmed(line)


_EMPHASIS: dict[tuple[bool, bool], Style] = {
    (False, False): "",
    (False, True): "em",
    (True, False): "strong",
    (True, True): "strong-em",
}


def _trimmed(line: Sequence[Span]) -> tuple[Span, ...]:
    """The line with neighbours of the same style together, and without spaces at its ends."""
    if len(line) == 1:
        text = _safe_line_of(line[0].text).strip(" ")
        return (Span(text, line[0].style),) if text else ()
    runs = (("".join([span.text for span in run]), style) for style, run in groupby(line, key=lambda span: span.style))
    spans = [Span(text, style) for joined, style in runs if (text := _safe_line_of(joined))]
    while spans and not spans[0].text.strip(" "):
        del spans[0]
    while spans and not spans[-1].text.strip(" "):
        del spans[-1]
    if spans:
        spans[0] = Span(spans[0].text.lstrip(" "), spans[0].style)
        spans[-1] = Span(spans[-1].text.rstrip(" "), spans[-1].style)
    return tuple(spans)


def _safe_line_of(text: str) -> str:
    """`text` with one blank for each run of them; most is so already, and printable ASCII is safe."""
    is_so = text.isascii() and text.isprintable() and "  " not in text
    return text if is_so else safe_text(_BLANKS.sub(" ", text))
