"""What can be typed in a plain session: the one declaration of its commands, and how a line is understood."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

_DIGITS = 9
"""A number of more digits is larger than any list; int() takes time for thousands of them."""


class Act(Enum):
    """What a line asks for."""

    CHOOSE = "choose"
    SEARCH = "search"
    MORE = "more"
    SECTIONS = "sections"
    ALL = "all"
    NEXT = "next"
    PREVIOUS = "previous"
    FIND = "find"
    BACK = "back"
    DRUG = "drug"
    DISCLAIMER = "disclaimer"
    HELP = "help"
    QUIT = "quit"


class PlainCommand(NamedTuple):
    """word: what is typed. help: what it does, as a sentence. others: words that do the same.
    takes: what may follow the word, empty for nothing."""

    act: Act
    help: str
    others: tuple[str, ...] = ()
    takes: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that may be typed for it."""
        return (self.act.value, *self.others)


COMMANDS = (
    PlainCommand(Act.MORE, "the next ones of a list."),
    PlainCommand(Act.SECTIONS, "the sections of the open monograph, with their numbers."),
    PlainCommand(Act.ALL, "the whole text, as 0 does."),
    PlainCommand(Act.NEXT, "the next section."),
    PlainCommand(Act.PREVIOUS, "the section before."),
    PlainCommand(Act.FIND, "where in the open monograph one of these words stands.", takes="WORDS"),
    PlainCommand(Act.BACK, "back to the list or monograph before."),
    PlainCommand(Act.DRUG, "leave the monograph or list, for a new search. An empty line does the same."),
    PlainCommand(Act.SEARCH, "search for these words, also where they are a command or a number.", takes="WORDS"),
    PlainCommand(Act.DISCLAIMER, "the disclaimer of the open monograph."),
    PlainCommand(Act.HELP, "this help.", ("?",)),
    PlainCommand(Act.QUIT, "leave medtui. The end of the input does the same.", ("q", "exit")),
)


class TypedLine(NamedTuple):
    """A line that was understood. words: what follows the command, or is to be searched for.
    number: for CHOOSE."""

    act: Act
    words: str = ""
    number: int = 0


def understood(text: str) -> TypedLine:
    """What a line asks for. Whatever is no command and no number is to be searched for."""
    text = text.strip()
    if not text:
        return TypedLine(Act.DRUG)
    digits = text.rstrip(".")  # as the lists write it: `3.`
    if digits.isascii() and digits.isdecimal():
        return TypedLine(Act.CHOOSE, number=_number(digits))
    word, *others = text.split(None, 1)
    rest = others[0] if others else ""
    for command in COMMANDS:
        if word.casefold() in command.words and (command.takes or not rest):
            # `search` alone asks what to search for.
            return TypedLine(Act.DRUG if command.act is Act.SEARCH and not rest else command.act, rest)
    return TypedLine(Act.SEARCH, text)


def _number(digits: str) -> int:
    significant = digits.lstrip("0") or "0"
    return int(significant) if len(significant) <= _DIGITS else 10**_DIGITS


def help_lines(sections: str) -> list[str]:
    """The help. sections: the numbers of the standard sections, in words; empty where they differ."""
    lines = [
        "Type a drug's name, or words to look for in all monographs. Section and word, as dosage:renal, and words "
        "in quotes can be searched too.",
        "A number chooses from a list of results, or opens a section of the open monograph: 0 is the whole text"
        f"{sections}.",
        "A drug's name or words, typed in a monograph, start a new search.",
        "The commands:",
    ]
    for command in COMMANDS:
        called = " or ".join(command.words) + (f" {command.takes}" if command.takes else "")
        lines.append(f"{called}: {command.help}")
    lines.append(
        "A number or a command is never searched for as it stands. To search for one, put it in quotes, or write "
        "search before it: search more."
    )
    return lines
