"""What a search in a plain session found: numbered lines, so many at a time, from which one is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from medtui.commands.declaration import DEFAULT_LIMIT
from medtui.commands.exit_codes import USAGE, CommandError
from medtui.commands.plain.spoken_blocks import sentences
from medtui.commands.search_command import NAME, CliAnswer, MatchedMonograph, matches_of
from medtui.library.entry import Entry
from medtui.library.files import UnreadableFile
from medtui.library.loading import Schemas, load
from medtui.presentation.disclaimer import STANDARD
from medtui.safe_text import safe_line

_Item = TypeVar("_Item")


class Batches(Generic[_Item]):
    """Items, numbered from 1, of which so many are shown at a time. start, stop: how many stand before the batch,
    and up to its end."""

    no_more = "There are no more: that was the end of the list."

    def __init__(self, items: Sequence[_Item]) -> None:
        self.items = items
        self.start, self.stop = 0, min(DEFAULT_LIMIT, len(items))

    @property
    def shown(self) -> Sequence[_Item]:
        """Those of the batch."""
        return self.items[self.start : self.stop]

    @property
    def has_more(self) -> bool:
        """Whether another batch follows."""
        return self.stop < len(self.items)

    def advance(self) -> None:
        """Go to the next batch. Raises CommandError where there is none."""
        if not self.has_more:
            raise CommandError(self.no_more, USAGE)
        self.start, self.stop = self.stop, min(self.stop + DEFAULT_LIMIT, len(self.items))

    def which(self) -> str:
        """Which of the items these are, to follow their total; empty where these are all."""
        if not self.start:
            return f", the first {self.stop:,}" if self.has_more else ""
        if self.stop - self.start == 1:
            return f", the last one: number {self.stop:,}"
        return f", numbers {self.start + 1:,} to {self.stop:,}"

    def item(self, number: int) -> _Item:
        """The item of that number. Raises CommandError for one that has not been shown."""
        if 1 <= number <= self.stop:
            return self.items[number - 1]
        hint = " Type more for the next ones." if self.has_more else ""
        numbers = "The only number is 1." if self.stop == 1 else f"The numbers go from 1 to {self.stop:,}."
        raise CommandError(f"That number is not in the list. {numbers}{hint}", USAGE)


class SearchResults(Batches[int]):
    """What a query found, by name and then in the text, and why. Its items are places in the listing."""

    def __init__(self, answer: CliAnswer, schemas: Schemas) -> None:
        super().__init__(answer.places)
        self._answer, self._schemas = answer, schemas
        self._bearers = Counter(answer.listing.entries[place].title for place in answer.places)

    def entry(self, number: int) -> Entry:
        """The monograph of that number. Raises CommandError for one that has not been shown."""
        return self._answer.listing.entries[self.item(number)]

    def text(self) -> str:
        """The count, the numbered lines, and our notice, because lines of the texts are among them."""
        return f"{sentences(*self._lines())}\n\n{sentences(STANDARD)}"

    def _lines(self) -> Iterator[str]:
        total = len(self.items)
        if self._answer.remark:
            yield self._answer.remark
        yield f"{total:,} monograph{'' if total == 1 else 's'}{self.which()}:"
        group = ""
        matches = matches_of(self._answer, self.shown, self._schemas)
        for number, match in enumerate(matches, start=self.start + 1):
            before, group = group, "By name:" if match.by_name else "In the text:" if match.passages else ""
            if group not in (before, ""):
                yield group
            yield f"{number}. {match.entry.title}{_by_name(match)}{self._which_title(match)}"
            if match.entry.problem:
                yield match.entry.problem
            elif match.passages and not (match.by_name and not self._answer.question.concepts):
                labels = (f"{count:,} in {label}" for label, count in match.sections)
                yield f"Passages: {', '.join(labels)}{_in_text(match)}:"
                yield match.excerpt

    def _which_title(self, match: MatchedMonograph) -> str:
        """Which of several monographs of one title it is, or from which of several libraries."""
        entry = match.entry
        if self._bearers[entry.title] > 1:
            return f", {match.which}, {entry.id}" if match.which else f", {entry.id}"
        return f", from {entry.library}" if len(self._answer.listing.libraries) > 1 else ""


def _by_name(match: MatchedMonograph) -> str:
    """Why its name matches, where the title does not say so."""
    if match.by_name in ("", NAME):
        return ""
    return ", spelled in another way" if match.by_name == "spelling" else f", {match.by_name}"


def _in_text(match: MatchedMonograph) -> str:
    """What the text says instead of what was typed."""
    why = match.passages[0].why
    return f", {'spelled in another way' if why == 'spelling' else why}" if why else ""


class LookAlikes(Batches[Entry]):
    """Names that look like what was typed. None of them was asked for."""

    no_more = "There are no more names that look alike."

    def __init__(self, entries: Sequence[Entry], schemas: Schemas) -> None:
        super().__init__(entries)
        self._schemas = schemas

    def entry(self, number: int) -> Entry:
        """The monograph of that number. Raises CommandError for any other."""
        return self.item(number)

    def text(self) -> str:
        """The numbered names, each with its drug's class, which tells look-alikes apart."""
        bearers = Counter(entry.title for entry in self.items)
        lines = ["No exact match. Did you mean:"]
        for number, entry in enumerate(self.shown, start=self.start + 1):
            which = f", {entry.id}" if bearers[entry.title] > 1 else ""
            drug_class = self._class_of(entry)
            lines.append(f"{number}. {entry.title}{which}{f', class: {drug_class}' if drug_class else ''}")
        return sentences(*lines, "Names that look alike can be different drugs.")

    def _class_of(self, entry: Entry) -> str:
        try:
            names = load(entry, self._schemas.of(entry.source)).monograph.metadata.get("class", "")
        except UnreadableFile:
            return ""
        return safe_line(names if isinstance(names, str) else ", ".join(names))
