"""The text of a query -> its tree.

either  = all ("OR" all)*
all     = negated*
negated = ("-" | "NOT")* operand
operand = word | phrase | "(" either ")" | field negated | "has:" name | "missing:" name | "is:" name
        | "rule:" name
"""

from __future__ import annotations

from medtui.library.names.folding import fold
from medtui.library.query.fields import Field, Fields, as_typed
from medtui.library.query.query_tree import Has, Is, Node, Query, Term, all_of, any_of, negation, within
from medtui.library.query.tokens import Kind, Token, tokens_of
from medtui.safe_text import safe_line

MOST_CHARACTERS = 2_000
MOST_WORDS = 60
MOST_LEVELS = 20

_QUESTIONS = ("has", "missing", "is", "rule")
_PROBLEMS = "problems"
_STATES = ("marked",)
_MOST_WORDS_IN_NAME = 6
_ENDS = (None, Kind.OR, Kind.CLOSE)
_DIRECT = (Kind.WORD, Kind.PHRASE)
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
        return f"{sentence} Did you mean {_shown(self.suggestion, _LONGEST_SUGGESTION)}?"


def parse_query(text: str, fields: Fields, *, typing: bool = False) -> Query:
    """What `text` asks for. Raises QueryError for what cannot be understood, and nothing else.

    typing: the text is still being typed, so what may yet be completed at its end is no error: an open quote
    (its last word is then a word start) or parenthesis is closed, and an operator or name without what it
    needs is left out.
    """
    if len(text) > MOST_CHARACTERS:
        message = f"The query is longer than {MOST_CHARACTERS:,} characters; make it shorter."
        raise QueryError(message, MOST_CHARACTERS + 1)
    return Query(text, _Parser(text, fields, typing=typing).parse())


class _Parser:
    """Recursive descent: a method for each rule of the grammar. It is used once."""

    def __init__(self, text: str, fields: Fields, *, typing: bool) -> None:
        self._text = text
        self._fields = fields
        self._typing = typing
        self._tokens = tuple(tokens_of(text, typing=typing))
        self._next = 0
        self._levels = 0
        self._words = 0
        self._inside = ""

    def parse(self) -> Node | None:
        node = self._either()
        if stray := self._take(Kind.CLOSE):
            message = "This parenthesis closes nothing; remove it, or open one before it."
            raise self._error(message, stray, _replaced(self._text, stray.start, stray.end))
        return node

    def _either(self) -> Node | None:
        sides = [self._all()]
        while operator := self._take(Kind.OR):
            sides.append(self._all())
            if None in sides[-2:] and not (sides[-1] is None and self._unfinished):
                message = "“OR” needs something on both sides; to find the word itself, write it in small letters."
                raise self._error(message, operator, _replaced(self._text, operator.start, operator.end))
        return any_of(side for side in sides if side is not None)

    def _all(self) -> Node | None:
        nodes: list[Node] = []
        while self._kind not in _ENDS:
            if (node := self._negated()) is not None:
                nodes.append(node)
        return all_of(nodes)

    def _negated(self) -> Node | None:
        negated, sign = False, None
        while found := self._take(Kind.MINUS, Kind.NOT):
            negated, sign = not negated, found
        if sign and self._kind in _ENDS:
            if self._unfinished:
                return None
            message = f"“{_shown(self._typed(sign))}” has nothing after it to leave out; add it, or remove this."
            raise self._error(message, sign, _replaced(self._text, sign.start, sign.end))
        node = self._operand()
        return negation(node) if negated and node is not None else node

    def _operand(self) -> Node | None:
        if opening := self._take(Kind.OPEN):
            return self._group(opening)
        if name := self._take(Kind.FIELD):
            return self._field(name)
        token = self._direct()
        return Term(token.words, token.kind is Kind.WORD or not token.closed) if token.words else None

    def _group(self, opening: Token) -> Node | None:
        self._levels += 1
        if self._levels > MOST_LEVELS:
            message = f"There are more than {MOST_LEVELS} parentheses inside each other; use fewer."
            raise self._error(message, opening)
        node = self._either()
        if not self._take(Kind.CLOSE) and not self._typing:
            message = "This parenthesis is not closed; close it, or remove it."
            raise self._error(message, opening, self._text.rstrip() + ")" * self._levels)
        self._levels -= 1
        return node

    def _field(self, token: Token) -> Node | None:
        name = fold(self._typed(token))
        reserved = name in _QUESTIONS
        field = None if reserved else self._fields.find(name)
        if not (field or reserved):
            raise self._unknown_field(token)
        if self._inside:
            inner, outer = _shown(self._typed(token)), _shown(self._inside)
            raise self._error(f"“{inner}” cannot stand inside “{outer}”; write it before or after that.", token)
        if field:
            return self._within(field, token)
        if name == "is":
            return self._is(token)
        if name == "rule":
            return self._rule(token)
        has = self._has(token)
        return negation(has) if has and name == "missing" else has

    def _within(self, field: Field, token: Token) -> Node | None:
        self._inside = typed = self._typed(token)
        node = None if self._kind in (*_ENDS, Kind.FIELD) else self._negated()
        self._inside = ""
        if node is not None:
            return within(field, node)
        if self._unfinished:
            return None
        end = max(token.end, self._tokens[self._next - 1].end)
        message = f"“{_shown(typed)}” has nothing after it to find there; add it, or ask whether there is any."
        raise self._error(message, token, _replaced(self._text, token.start, end, f"has:{typed[:-1]}"))

    def _has(self, token: Token) -> Node | None:
        value = self._name_after(token, "the name of a section or field, such as has:dosage")
        if value is None:
            return None
        name = " ".join(value.words)
        if name == _PROBLEMS:
            return Is(_PROBLEMS)
        if field := self._fields.find(name):
            return Has(field)
        if self._still_typed(value) and (self._fields.starts(name) or _PROBLEMS.startswith(name)):
            return None
        meant, end = self._fields.suggest(name), value.end
        for after in self._tokens[self._next : self._next + _MOST_WORDS_IN_NAME - 1]:
            if after.kind is Kind.WORD and (whole := self._known(value.start, after.end)):
                meant, end = whole, after.end
        advice = "." if meant else "; after “has:” and “missing:” write the name of one, such as has:dosage."
        suggestion = _replaced(self._text, value.start, end, meant) if meant else ""
        raise self._error(f"There is no section or field “{_shown(self._typed(value))}”{advice}", value, suggestion)

    def _is(self, token: Token) -> Node | None:
        value = self._name_after(token, "“marked” after it")
        if value is None:
            return None
        name = " ".join(value.words)
        if name in _STATES:
            return Is(name)
        if self._still_typed(value) and any(state.startswith(name) for state in _STATES):
            return None
        message = f"There is no “is:{_shown(self._typed(value))}”; what can be asked is is:marked."
        raise self._error(message, value, _replaced(self._text, value.start, value.end, _STATES[0]))

    def _rule(self, token: Token) -> Node | None:
        value = self._name_after(token, "the name of a rule, such as rule:trailing-zero")
        if value is None:
            return None
        name, rules = "-".join(value.words), self._fields.rules()
        if name in rules:
            return Is(name)
        if self._still_typed(value) and any(rule.startswith(name) for rule in rules):
            return None
        from difflib import get_close_matches  # needed only where there is a mistake

        meant = next(iter(get_close_matches(name, rules, n=1)), "")
        suggestion = _replaced(self._text, value.start, value.end, meant) if meant else ""
        message = f"No rule for single pages is called “{_shown(self._typed(value))}”; docs/rules.md has them."
        raise self._error(message, value, suggestion)

    def _name_after(self, token: Token, needed: str) -> Token | None:
        """The word or phrase after `has:` and the like; None when it may yet be typed."""
        value = self._direct() if self._kind in _DIRECT else None
        if value and value.words:
            return value
        if self._unfinished:
            return None
        raise self._error(f"“{_shown(self._typed(token))}” needs {needed}.", token)

    def _direct(self) -> Token:
        """The word or phrase that is next."""
        token = self._tokens[self._next]
        self._next += 1
        if not token.closed and not self._typing:
            text = self._text.rstrip()
            # A quote after which there is nothing was hardly meant to open a phrase.
            text = text + '"' if token.words else text[: token.start].rstrip()
            message = "This quote is not closed; close it, or remove it."
            raise self._error(message, token, text + ")" * self._levels)
        self._words += len(token.words)
        if self._words > MOST_WORDS:
            raise self._error(f"There are more than {MOST_WORDS} words; use fewer.", token)
        return token

    def _unknown_field(self, token: Token) -> QueryError:
        name_end = token.end - 1
        typed = self._text[token.start : name_end]
        message = f"There is no section or field “{_shown(typed)}”"
        # `side effects: nausea`: a name of several words.
        for before in self._tokens[max(0, self._next - _MOST_WORDS_IN_NAME) : self._next - 1]:
            if before.kind is Kind.WORD and (whole := self._known(before.start, name_end)):
                suggestion = _replaced(self._text, before.start, name_end, whole)
                return self._error(f"{message}; join the words of a name by “_”.", token, suggestion)
        if meant := self._fields.suggest(typed, also=("has", "missing", "rule")):
            return self._error(f"{message}.", token, _replaced(self._text, token.start, name_end, meant))
        return self._error(f"{message}; to find the text itself, put it in quotes.", token)

    def _known(self, start: int, end: int) -> str:
        """How to type what text[start:end] means, when it is a field's name but for the spaces in it."""
        typed = self._text[start:end]
        return as_typed(fold(typed)) if self._fields.find(typed) else ""

    @property
    def _kind(self) -> Kind | None:
        return self._tokens[self._next].kind if self._next < len(self._tokens) else None

    @property
    def _unfinished(self) -> bool:
        """True when what is missing here may yet be typed."""
        return self._typing and self._kind is None

    def _still_typed(self, token: Token) -> bool:
        return self._typing and token.end == len(self._text)

    def _take(self, *kinds: Kind) -> Token | None:
        if self._kind not in kinds:
            return None
        self._next += 1
        return self._tokens[self._next - 1]

    def _typed(self, token: Token) -> str:
        return self._text[token.start : token.end]

    def _error(self, message: str, token: Token, suggestion: str = "") -> QueryError:
        return QueryError(message, token.start + 1, suggestion)


def _shown(typed: str, longest: int = _LONGEST_NAME) -> str:
    """`typed`, safe and short enough for a message."""
    cut = typed if len(typed) <= longest else f"{typed[: longest - 1]}…"
    return safe_line(cut)


def _replaced(text: str, start: int, end: int, by: str = "") -> str:
    """`text` with `by` instead of text[start:end]; where that is nothing, the spaces around it become one."""
    left, right = text[:start], text[end:]
    if by:
        return left + by + right
    left, right = left.rstrip(), right.lstrip()
    return left + right if left.endswith(("(", ":")) or right.startswith(")") else f"{left} {right}".strip()
