"""What is wrong with a query."""

from __future__ import annotations

from medtui.safe_text import safe_line

_LONGEST_NAME = 40
_LONGEST_SUGGESTION = 120


class QueryError(Exception):
    """A query cannot be understood. str(error) is one line that is safe to show: where, what, what to do.

    message: a plain sentence, safe to show. column: where in the text as typed, in characters, from 1.
    suggestion: the whole query without this mistake, to be parsed, not shown as it is; empty when there is none.
    """

    def __init__(self, message: str, column: int, suggestion: str = "") -> None:
        super().__init__(message, column, suggestion)
        self.message = message
        self.column = column
        self.suggestion = suggestion

    def __str__(self) -> str:
        sentence = f"Column {self.column}: {self.message[:1].lower()}{self.message[1:]}"
        if not self.suggestion:
            return sentence
        return f"{sentence} Did you mean {shown(self.suggestion, _LONGEST_SUGGESTION)}?"


def shown(typed: str, longest: int = _LONGEST_NAME) -> str:
    """`typed`, safe and short enough for a message."""
    cut = typed if len(typed) <= longest else f"{typed[: longest - 1]}…"
    return safe_line(cut)


def replaced(text: str, start: int, end: int, by: str = "") -> str:
    """`text` with `by` instead of text[start:end]; where that is nothing, the spaces around it become one."""
    left, right = text[:start], text[end:]
    if by:
        return left + by + right
    left, right = left.rstrip(), right.lstrip()
    return left + right if left.endswith(("(", ":")) or right.startswith(")") else f"{left} {right}".strip()
