"""What a search in a plain session found: numbered lines, so many at a time, from which one is chosen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from medtui.commands.cli_search import NAME, CliAnswer, MatchedMonograph, matches_of, section_labels
from medtui.commands.declaration import DEFAULT_LIMIT
from medtui.commands.exit_codes import USAGE, CommandError
from medtui.commands.name_resolution import Schemas
from medtui.commands.plain.spoken import wrapped
from medtui.library import Entry, UnreadableFile, load
from medtui.presentation.disclaimer import STANDARD
from medtui.safe_text import safe_line

_Item = TypeVar("_Item")


class Batches(Generic[_Item]):
    """Items of which so many are shown at a time."""

    def __init__(self, items: Sequence[_Item], size: int = DEFAULT_LIMIT) -> None:
        self._items, self._size = items, size
        self._start = 0
        self.stop = min(size, len(items))

    @property
    def shown(self) -> Sequence[_Item]:
        """Those of the batch."""
        return self._items[self._start : self.stop]

    @property
    def start(self) -> int:
        """How many stand before the batch."""
        return self._start

    @property
    def has_more(self) -> bool:
        """Whether another batch follows."""
        return self.stop < len(self._items)

    def advance(self) -> None:
        """Go to the next batch. Raises CommandError where there is none."""
        if not self.has_more:
            raise CommandError("There are no more: that was the end of the list.", USAGE)
        self._start, self.stop = self.stop, min(self.stop + self._size, len(self._items))

    def which(self) -> str:
        """Which of the items these are, to follow their total; empty where these are all."""
        if not self._start:
            return f", the first {self.stop:,}" if self.has_more else ""
        if self.stop - self._start == 1:
            return f", the last one: number {self.stop:,}"
        return f", numbers {self._start + 1:,} to {self.stop:,}"


class PlainResults(ABC):
    """A numbered list of monographs, the first of them being number 1."""

    @property
    @abstractmethod
    def has_more(self) -> bool:
        """Whether there are more than have been shown."""

    @abstractmethod
    def advance(self) -> None:
        """Go to those that have not been shown. Raises CommandError where there are none."""

    @abstractmethod
    def text(self, width: int) -> str:
        """The numbered lines, after a line that says what they are."""

    @abstractmethod
    def entry(self, number: int) -> Entry:
        """The monograph of that number. Raises CommandError for one that has not been shown."""


class FoundBatches(PlainResults):
    """What a query found, by name and then in the text, and why."""

    def __init__(self, answer: CliAnswer, schemas: Schemas) -> None:
        self._answer = answer
        self._schemas = schemas
        self._batches = Batches(answer.places)
        titles = answer.listing.titles
        self._bearers = Counter(titles[place] for place in answer.places)

    @property
    def has_more(self) -> bool:
        """Whether there are more than have been shown."""
        return self._batches.has_more

    def advance(self) -> None:
        """Go to the next ones. Raises CommandError where there are none."""
        self._batches.advance()

    def entry(self, number: int) -> Entry:
        """The monograph of that number. Raises CommandError for one that has not been shown."""
        _check(number, self._batches.stop, self.has_more)
        return self._answer.listing.entries[self._answer.places[number - 1]]

    def text(self, width: int) -> str:
        """The count, the numbered lines, and our notice, because lines of the texts are among them."""
        return "\n".join([*(wrapped(line, width) for line in self._lines()), "", wrapped(STANDARD, width)])

    def _lines(self) -> Iterator[str]:
        batches, total = self._batches, len(self._answer.places)
        yield f"{total:,} monograph{'' if total == 1 else 's'}{batches.which()}:"
        group = ""
        for number, match in enumerate(matches_of(self._answer, batches.shown, self._schemas), start=batches.start + 1):
            own = "By name:" if match.by_name else "In the text:" if match.where.hits else ""
            if own not in (group, ""):
                yield own
            group = own
            yield f"{number}. {match.entry.title}{_by_name(match)}{self._which(match.entry)}"
            if match.entry.problem:
                yield match.entry.problem
            elif match.where.hits and not match.by_name:
                yield f"Matches: {', '.join(self._places(match))}{_in_text(match)}:"
                yield match.where.snippet.text

    def _places(self, match: MatchedMonograph) -> Iterator[str]:
        for label, count in section_labels(match, self._schemas):
            yield f"{count:,} in {label}"

    def _which(self, entry: Entry) -> str:
        """Which of several monographs of one title it is, or from which of several libraries."""
        if self._bearers[entry.title] > 1:
            return f", {entry.id}"
        return f", from {entry.library}" if len(self._answer.listing.libraries) > 1 else ""


def _by_name(match: MatchedMonograph) -> str:
    """Why its name matches, where the title does not say so."""
    if match.by_name in ("", NAME):
        return ""
    return ", spelled in another way" if match.by_name == "spelling" else f", {match.by_name}"


def _in_text(match: MatchedMonograph) -> str:
    """What the text says instead of what was typed. It is said of the words, not of the drug: a monograph that
    mentions adrenaline is not called adrenaline."""
    why = match.where.why
    if not why:
        return ""
    other = why.removeprefix("also called ")
    return f", as {other}" if other != why else ", spelled in another way"


class LookAlikes(PlainResults):
    """Names that look like what was typed. None of them was asked for."""

    def __init__(self, entries: Sequence[Entry], schemas: Schemas) -> None:
        self._entries = entries
        self._schemas = schemas

    @property
    def has_more(self) -> bool:
        """Never."""
        return False

    def advance(self) -> None:
        """Raises CommandError."""
        raise CommandError("There are no more names that look alike.", USAGE)

    def entry(self, number: int) -> Entry:
        """The monograph of that number. Raises CommandError for any other."""
        _check(number, len(self._entries), False)
        return self._entries[number - 1]

    def text(self, width: int) -> str:
        """The numbered names, each with its drug's class, which tells look-alikes apart."""
        bearers: Mapping[str, int] = Counter(entry.title for entry in self._entries)
        lines = ["No exact match. Did you mean:"]
        for number, entry in enumerate(self._entries, start=1):
            which = f", {entry.id}" if bearers[entry.title] > 1 else ""
            kind = self._class_of(entry)
            lines.append(f"{number}. {entry.title}{which}{f', class: {kind}' if kind else ''}")
        lines.append("Names that look alike can be different drugs.")
        return "\n".join(wrapped(line, width) for line in lines)

    def _class_of(self, entry: Entry) -> str:
        try:
            kind = load(entry, self._schemas.of(entry.source)).monograph.metadata.get("class", "")
        except UnreadableFile:
            return ""
        return safe_line(kind if isinstance(kind, str) else ", ".join(kind))


def _check(number: int, shown: int, has_more: bool) -> None:
    if 1 <= number <= shown:
        return
    hint = " Type more for the next ones." if has_more else ""
    numbers = "The only number is 1." if shown == 1 else f"The numbers go from 1 to {shown:,}."
    raise CommandError(f"That number is not in the list. {numbers}{hint}", USAGE)
