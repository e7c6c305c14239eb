"""What a terminal sends: keys, pastes, the mouse, and answers that mean nothing here. Textual's parser, guarded."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

_MOST_PASTED, _TAIL = 100_001, len(BRACKETED_PASTE_END) - 1
"""Characters that are taken of what is pasted: one more than a note may have, which so says that they are too many; and
those that may be the beginning of its end."""
_MOST_SILENCE = 40
"""Times that nothing is read before a paste whose end has not come is over."""
_LONGEST = 500
"""Characters of a sequence that can mean anything, as text of an input method; Textual reads 32 of them."""
_STARTS = {"control": "\x1b[", "function": "\x1bO", "character": ""}
_CONTROL, _FUNCTION, _STRING = (
    rf"(?:\x1b[{second}]|[{one}]|(?<![\udc80-\udcff])[{undecoded}])"
    for second, one, undecoded in (
        (r"\[", r"\x9b", r"\udc9b"),
        ("O", r"\x8f", r"\udc8f"),
        (r"PX\]^_", r"\x90\x98\x9d-\x9f", r"\udc90\udc98\udc9d-\udc9f"),
    )
)
"""How a sequence begins, also as a character or a byte alone, if that is no part of a broken character."""
_IN_STRING = r"[^\x07\x18\x1a\x1b\x9c\udc9c]*"
_WHOLE = re.compile(
    # The mouse as old terminals report it, keys of the Linux console and of rxvt, all else.
    rf"{_CONTROL}(?P<control>M[^\x00-\x1f]{{3}}|\[[A-E]|\d+\$(?!y)|(?![M\[])[ -?]*[@-~])"
    rf"|{_FUNCTION}(?P<function>[ -?]*[@-~])"
    rf"|{_STRING}{_IN_STRING}(?:[\x07\x18\x1a\x9c\udc9c]|\x1b\\)"
    r"|\x1b(?P<with_alt>[^\x1b\[OPX\]^_])"
    r"|(?P<escape>\x1b)(?=\x1b)"
    r"|(?P<character>[^\x1b\x80-\x9f\ud800-\udfff])"
)
_CUT = re.compile(
    rf"{_CONTROL}(?:M[^\x00-\x1f]{{0,2}}|\[|[ -?]*)|{_FUNCTION}[ -?]*|{_STRING}{_IN_STRING}(?:\x1b\Z)?|\x1b"
)
"""One that is not whole yet, or never will be."""
_SIZE = re.compile(r"\x1b\[48;.*t")
"""What the terminal says of its size. It is asked of the system: anything can stand in the input."""
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


class TerminalInput:
    """Bytes from a terminal -> Textual's messages. Never raises: what means nothing is dropped, and never typed, as the
    answers are to what another program has asked, of which a letter could mark a drug or quit."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        self._parser = XTermParser()
        self._rest = ""
        self._pasted: str | None = None
        self._silence = 0

    def messages(self, data: bytes) -> Iterator[Message]:
        """What these bytes say after all that came before; of none, that nothing came for a while, what only this
        tells, as a lone Esc."""
        self._silence = 0 if data else self._silence + 1
        text, self._rest = self._rest + self._decode(data), ""
        at = 0
        while at < len(text):
            if self._pasted is not None:
                # Textual's parser would look at each character of a megabyte.
                pasted, end, rest = (self._pasted + text[at:]).partition(BRACKETED_PASTE_END)
                self._pasted = pasted
                text, at = rest, 0
                if end:
                    yield self._paste()
                elif len(pasted) >= 2 * _MOST_PASTED:
                    self._pasted = pasted[:_MOST_PASTED] + pasted[-_TAIL:]
            elif match := _WHOLE.match(text, at):
                at = match.end()
                yield from self._meant(match)
            else:
                cut = _CUT.match(text, at)
                at = cut.end() if cut else at + 1
                if cut and at == len(text):  # else something stands in it that cannot
                    self._rest = cut[0] if len(cut[0]) <= _LONGEST else cut[0][: _LONGEST + 1] + cut[0][-1]
        if self._pasted is not None and self._silence >= _MOST_SILENCE:
            yield self._paste()
        if not data:
            yield from self._given_up()

    def _meant(self, match: re.Match[str]) -> Iterator[Message]:
        """What a whole sequence, or a character, says."""
        kind, text = match.lastgroup, match[match.lastgroup or 0]
        if kind == "control" and text == BRACKETED_PASTE_START[2:]:
            self._pasted = ""
        elif kind in _STARTS:
            yield from self._parsed(_STARTS[kind] + text)
        elif kind == "with_alt":
            yield from self._parsed(match[0]) or self._parser._sequence_to_key_events(text, alt=True)
        elif kind == "escape":
            yield events.Key("escape", text)

    def _given_up(self) -> Iterator[Message]:
        """What has begun as a sequence was a key by itself, or is dropped."""
        rest, self._rest = self._rest, ""
        if rest == "\x1b":
            yield events.Key("escape", rest)
        elif len(rest) == 2:
            yield from self._parser._sequence_to_key_events(rest[1], alt=True)

    def _paste(self) -> events.Paste:
        text, self._pasted = self._pasted or "", None
        return events.Paste(_NO_TEXT.sub("", text[:_MOST_PASTED]))

    def _parsed(self, sequence: str) -> list[Message]:
        found: list[Message] = []
        with suppress(ValueError, OverflowError, ZeroDivisionError, ParseError):  # a number that is no character
            if len(sequence) <= 32 and not _SIZE.fullmatch(sequence):
                found = list(self._parser.feed(sequence))
            elif len(sequence) <= _LONGEST:
                found = list(self._parser._sequence_to_key_events(sequence))
        if not found:  # it may wait for more, or be broken
            self._parser = XTermParser()
        return found
