"""Where a text names drugs that have a monograph: whole words, by a title or by another name that a file gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from medtui.library.entry import Entry
from medtui.library.names.folding import fold_in_place
from medtui.library.names.name_index import NameIndex
from medtui.library.names.word_table import COMBINATION, SYNONYM

_SHORTEST = 4
"""Letters of a name of one word that counts however it is written: `it` and `PE` are words too."""
_WORD = re.compile(r"\S+")


class NamedDrug(NamedTuple):
    """Characters start..stop-1 of a text, and the monograph of the drug that they name."""

    start: int
    stop: int
    target: Entry


class NameLinks:
    """Finds the names of an index's entries in texts. Names are looked up by their first words, each once."""

    def __init__(self, index: NameIndex) -> None:
        self.index = index
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._entries: dict[tuple[str, ...], tuple[int, ...]] = {}

    def find(self, text: str, own: Entry) -> Iterator[NamedDrug]:
        """The drugs that `text` names, in order; of names that begin alike the longest. own: the drug of the text:
        its names are passed over, and what is part of them there."""
        if not self.index.table.is_built:
            return
        folded, places = fold_in_place(text)
        words = list(_WORD.finditer(folded))
        at = 0
        while at < len(words):
            name = self._name_at(words, at)
            if not name:
                at += 1
                continue
            start, end = words[at].start(), words[at + len(name) - 1].end()
            at += len(name)
            owners = [self.index.entries[index] for index in self._entries[name]]
            first, stop = places[start], max(places[end], places[end - 1] + 1)
            if _is_same(own, owners) or not _is_written_out(text[first:stop], name, owners[0]):
                continue
            yield NamedDrug(first, stop, owners[0])

    def _name_at(self, words: list[re.Match[str]], at: int) -> tuple[str, ...]:
        for name in self._beginning(words[at][0]):
            if len(name) == 1 or tuple(word[0] for word in words[at : at + len(name)]) == name:
                return name
        return ()

    def _beginning(self, word: str) -> list[tuple[str, ...]]:
        """The names whose first word that is, the longest first."""
        names = self._by_first.get(word)
        if names is None:
            table = self.index.table
            for number in table.beginning_with_word(word):
                if table.kind(number) % COMBINATION != SYNONYM:
                    name = tuple(table.spaced_name(number).split())
                    self._entries[name] = (*self._entries.get(name, ()), table.owners[number])
            begun = {tuple(table.spaced_name(number).split()) for number in table.beginning_with_word(word)}
            names = self._by_first[word] = sorted(begun & self._entries.keys(), key=len, reverse=True)
        return names


def _is_same(own: Entry, owners: list[Entry]) -> bool:
    return any((one.source, one.raw) == (own.source, own.raw) or one.title == own.title for one in owners)


def _is_written_out(written: str, name: tuple[str, ...], entry: Entry) -> bool:
    """Whether it cannot be another word: a short name must be written as the file has it."""
    return len("".join(name)) >= _SHORTEST or written in entry.names
