"""Block rules for callouts. Their tokens: callout_open (info: the kind), inline (the title), what is in them, and
callout_close."""

from __future__ import annotations

import re

from markdown_it.rules_block import blockquote
from markdown_it.rules_block.state_block import StateBlock

from medtui.presentation.markdown.callouts import CalloutHead, callout_head

_INDENT = 4
_MOST_LINES_IN_VAIN = 5_000
"""That are looked through in one text for the ends of callouts which have none."""
_FENCES = ("```", "~~~")
_COLONS = re.compile(r":{3,}[ \t]*(\S)?")


def quoted_head(state: StateBlock, line: int) -> CalloutHead | None:
    """What the line says, where it is a quote mark and the head of a callout: `> [!danger] Title`, `>[!danger]`."""
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if not state.src.startswith(">", start, end):
        return None
    at = start + 1
    while at < end and state.src[at] in " \t":
        at += 1
    return callout_head(state.src, at) if state.src.startswith("[!", at, end) else None


def quoted_callout(state: StateBlock, head: CalloutHead, start_line: int, last: int, end_line: int) -> bool:
    """A callout whose lines, from the second on, are quoted up to the line `last`."""
    if last == start_line + 1:
        return _with_lines_below(state, head, start_line, end_line)
    _open(state, head, start_line, last)
    first = len(state.tokens)
    line_max, state.lineMax = state.lineMax, last
    blockquote(state, start_line + 1, last, False)
    state.lineMax = line_max
    for token in (state.tokens[first], state.tokens[-1]):
        token.type = token.type.replace("blockquote", "callout_body")
    return _close(state, last)


def fenced_callout(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`:::warning Title`, up to its closing colons; without those it is none. Others may be inside."""
    head = _head(state, start_line, "fenced")
    in_vain = state.env.get("lines in vain", 0)
    if head is None or not head.is_known or in_vain > _MOST_LINES_IN_VAIN:
        return False
    depth, line = 1, start_line
    while depth:
        line += 1
        if line >= end_line:
            state.env["lines in vain"] = in_vain + line - start_line
            return False
        if fence := _COLONS.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]):
            depth += 1 if fence[1] else -1
    if not silent:
        _open(state, head, start_line, line + 1)
        _tokenize(state, start_line + 1, line, state.blkIndent)
        _close(state, line + 1)
    return True


def marked_callout(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`!!! danger "Title"`, `??? note` (folded) and the lines below that are indented."""
    head = _head(state, start_line, "marked")
    if head is None:
        return False
    line = last = start_line + 1
    while line < end_line and (state.isEmpty(line) or state.sCount[line] - state.blkIndent >= _INDENT):
        line += 1
        if not state.isEmpty(line - 1):
            last = line
    if not (head.is_known or head.is_quoted or last > start_line + 1):
        return False
    if not silent and last == start_line + 1:
        return _with_lines_below(state, head, start_line, end_line)
    if not silent:
        _open(state, head, start_line, last)
        _tokenize(state, start_line + 1, last, state.blkIndent + _INDENT)
        _close(state, last)
    return True


def _with_lines_below(state: StateBlock, head: CalloutHead, start_line: int, end_line: int) -> bool:
    """A callout whose author forgot to quote or to indent what it says: all up to an empty line, or to a fence, in
    which an empty line ends nothing."""
    line = start_line + 1
    while line < end_line and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if state.src.startswith(_FENCES, state.bMarks[line] + state.tShift[line]):
            break
        line += 1
    _open(state, head, start_line, line)
    _tokenize(state, start_line + 1, line, state.blkIndent)
    return _close(state, line)


def _head(state: StateBlock, line: int, form: str) -> CalloutHead | None:
    start = state.bMarks[line] + state.tShift[line]
    if state.src[start : start + 3] not in (":::", "!!!", "???"):
        return None
    head = callout_head(state.src, start)
    return head if head and head.form == form else None


def _open(state: StateBlock, head: CalloutHead, start_line: int, end_line: int) -> None:
    opening = state.push("callout_open", "div", 1)
    opening.info = head.kind
    opening.map = [start_line, end_line]
    title = state.push("inline", "", 0)
    title.content = state.src[head.start : head.stop]
    title.map = [start_line, start_line + 1]
    title.children = []


def _tokenize(state: StateBlock, start_line: int, end_line: int, indent: int) -> None:
    before = state.lineMax, state.blkIndent, state.parentType
    state.lineMax, state.blkIndent, state.parentType = end_line, indent, "blockquote"
    state.md.block.tokenize(state, start_line, end_line)
    state.lineMax, state.blkIndent, state.parentType = before


def _close(state: StateBlock, end_line: int) -> bool:
    state.line = end_line
    state.push("callout_close", "div", -1)
    return True
