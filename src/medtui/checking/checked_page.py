"""A page as the rules look at it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import accumulate, pairwise

from medtui.checking.source_entries import SourceEntry, source_entries
from medtui.library.entry import stem_of
from medtui.library.loading import check_length
from medtui.monograph import Monograph, Part, PartKind
from medtui.reading.decoding import decode
from medtui.reading.lines import split_lines
from medtui.reading.reader import read
from medtui.reading.schema import Schema, default_schema

_NOT_PROSE = re.compile(
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]*`|<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>\n]*>|https?://[^\s)>\]]+|\]\([^)\n]*",
    re.DOTALL,
)
_ASCII = bytes(range(128))
_LETTERS = bytes(code if chr(code).isascii() and chr(code).isalpha() else ord(" ") for code in range(256))
_PHRASE_WORD = re.compile(r"[a-z]{2,}")
_ABBREVIATION = re.compile(r"\.(?<=\b[A-Za-z]\.)\s?(?![egEG]\.)[A-Za-z]\b")
_LINE = re.compile(r"[^\s\ufeff](?:[^\n]*\S)?")
_BETWEEN = re.compile(r"\n[ \t]*(?:\n|(?=(?:[-*+•]|\d{1,3}[.)])\s|\||#))")
_KINDS = bytes(
    ord("A" if 65 <= code <= 90 else "0" if 48 <= code <= 57 else "," if code in b".," else " ") for code in range(256)
)
_CAPITALS, _NUMBER = re.compile(b"AA+"), re.compile(b"0[0,]*")
DEFAULT_MONTHS = 36


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """today: what dates are compared with. months: how old a source or review may be."""

    today: datetime.date
    months: int = DEFAULT_MONTHS


@dataclass(frozen=True)
class CheckedPage:
    """path: as messages name it. text: of the whole file; offsets of findings count its characters."""

    path: str
    text: str
    monograph: Monograph
    settings: CheckSettings
    schema: Schema = field(default_factory=default_schema)

    @cached_property
    def front(self) -> int:
        """Where the front matter ends."""
        return sum(len(part.source) for part in self.monograph.of_kind(PartKind.FRONT_MATTER))

    @cached_property
    def prose(self) -> str:
        """The text with a blank for every character that no reader reads as a sentence (front matter, code, tags,
        addresses), so that offsets stay what they are."""
        body = self.text[self.front :]
        if "`" in body or "<" in body or "~" in body or "]" in body or "://" in body:
            body = _NOT_PROSE.sub(_blank_match, body)
        return _blank(self.text[: self.front]) + body

    @cached_property
    def folded(self) -> str:
        """The prose in lower case, character for character, to look for words in."""
        return self.prose.replace("İ", "i").lower()

    def lines_with(self, words: Sequence[str], *span: int) -> Iterator[tuple[int, int]]:
        """Where the lines of the prose, or of a span of it, that have one of these words or phrases begin and end.

        Each is in lower case, and whole at both ends: `exceed` is not found in `exceeding`.
        """
        starts = set()
        for word in words:
            at = self.folded.find(word, *span) if words_of(word) <= self.words else -1
            while at >= 0:
                starts.add(self.folded.rfind("\n", 0, at) + 1)
                at = self.folded.find(word, at + len(word), *span[1:])
        for start in sorted(starts):
            end = self.folded.find("\n", start)
            yield start, len(self.folded) if end < 0 else end

    @cached_property
    def words(self) -> frozenset[bytes]:
        """Every word of the prose in lower case. It is asked before a phrase is looked for, which takes a thirtieth of
        a millisecond for ten phrases."""
        return frozenset(self.folded.encode(errors="surrogatepass").translate(_LETTERS).split())

    @cached_property
    def abbreviations(self) -> tuple[int, ...]:
        """Where letters with points begin, such as b.i.d., but for e.g. and i.e."""
        return tuple(match.start() - 1 for match in _ABBREVIATION.finditer(self.prose))

    @cached_property
    def foreign(self) -> str:
        """The characters of the text that are not ASCII, in order."""
        return self.text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass")

    @cached_property
    def _kinds(self) -> bytes:
        """The prose with an A for each capital letter and a 0 for each digit: a pattern that begins with one character
        is looked for in a tenth of the time that a choice of them takes."""
        return self.prose.encode("latin-1", errors="replace").translate(_KINDS)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Where each number of the prose begins."""
        return tuple(match.start() for match in _NUMBER.finditer(self._kinds))

    def numbers_in(self, start: int, end: int) -> tuple[int, ...]:
        """Where those between two places begin."""
        return self.numbers[bisect_left(self.numbers, start) : bisect_left(self.numbers, end)]

    @cached_property
    def capitals(self) -> tuple[int, ...]:
        """Where two or more capital letters in a row begin in the prose, as in abbreviations."""
        return tuple(match.start() for match in _CAPITALS.finditer(self._kinds))

    @cached_property
    def placed_parts(self) -> tuple[tuple[int, Part], ...]:
        """Each part with the offset at which it begins."""
        ends = accumulate(len(part.source) for part in self.monograph.parts)
        return tuple((end - len(part.source), part) for end, part in zip(ends, self.monograph.parts, strict=True))

    @cached_property
    def beginning(self) -> tuple[int, int]:
        """Where the first line after the front matter that has text begins and ends: for what the whole page lacks."""
        line = _LINE.search(self.text, self.front) or _LINE.search(self.text)
        return line.span() if line else (0, 0)

    def heading_of(self, start: int, part: Part) -> tuple[int, int]:
        """Where the heading of a part that begins at `start` stands, or its first line with text."""
        line = _LINE.search(self.text, start)
        return line.span() if line and line.start() < start + len(part.source) else (start, start)

    @cached_property
    def sources(self) -> tuple[SourceEntry, ...]:
        """The sources that it names, in file order."""
        return tuple(source_entries(self.placed_parts))

    @cached_property
    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        spans: dict[str, list[tuple[int, int]]] = {}
        for start, part in self.placed_parts:
            spans.setdefault(part.section, []).append((start, start + len(part.source)))
        return spans

    def spans(self, *sections: str) -> Sequence[tuple[int, int]]:
        """Where the parts of these sections begin and end, in file order."""
        found = [span for section in sections for span in self._spans.get(section, ())]
        return found if len(sections) == 1 else sorted(found)

    def paragraphs(self, *sections: str) -> Iterator[tuple[int, int]]:
        """Where the paragraphs, list items and rows of tables in these sections begin and end."""
        for start, end in self.spans(*sections):
            cuts = [start, *(match.end() for match in _BETWEEN.finditer(self.prose, start, end)), end]
            yield from ((first, last) for first, last in pairwise(cuts) if first < last)

    def quoted(self, start: int, end: int) -> str:
        """What the prose says there, on one line."""
        return " ".join(self.prose[start:end].split())

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Both counted from 1, the column in characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *accumulate(map(len, split_lines(self.text)))][:-1] or [0]


def checked_page(path: str, data: bytes, settings: CheckSettings, schema: Schema | None = None) -> CheckedPage:
    """The page that a file of these bytes is. Raises UnreadableFile for one that is too long."""
    text, problems = decode(data)
    check_length(text, path)
    schema = schema or default_schema()
    monograph = read(text, name=stem_of(path), schema=schema)
    if problems:
        monograph = replace(monograph, problems=(*problems, *monograph.problems))
    return CheckedPage(path, text, monograph, settings, schema)


@cache
def words_of(phrase: str) -> frozenset[bytes]:
    """The words of a phrase, but for single letters; none where it has no others."""
    return frozenset(word.encode() for word in _PHRASE_WORD.findall(phrase))


def _blank_match(match: re.Match[str]) -> str:
    words = match[0]
    return f"]({_blank(words[2:])}" if words.startswith("](") else _blank(words)


def _blank(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))
