"""Sections of a label whose text was run together, and given again for each section inside another: openFDA's.

The text of a section inside another is taken out of that one and stands once, in its own section. So all text that is
given stands in the sections, in its order, and none of it twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate, count, pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from medtui.importing.label import LabelSection
from medtui.importing.loose_markup import parse_markup
from medtui.library.names import data_rows

_TABLE = "_table"
_BULLETS = frozenset("•●○■□▪▫◦❑➢")
_MOST_TITLE = 16  # words
_NUMBER = r"\d{1,2}(?:\.\d{1,2})*\.?"
_BEFORE_REFERENCE = frozenset({"section", "sections", "see", "and", "or", "in", "to", "through", "table", "figure"})
_MOST_LEFT_OUT = 4
"""So many numbers of subsections may be left out: 8.3, where nobody can become pregnant."""
_SURE, _LIKELY = 8, 3
"""So many words of a section in another section are no coincidence; so many are none where they stand there once."""
_SHORT_TABLE = 12  # letters
_NAMES = {"spl_product_data_elements": "Product data elements", "spl_indexing_data_elements": "Indexing data elements"}
"""Titles for what has none."""


class _Kind(NamedTuple):
    """Of a field. title: what its text begins with, if it has a title that is known. name: its title else, where it is
    not inside another one."""

    code: str
    title: re.Pattern[str] | None = None
    name: str = ""


_NO_KIND = _Kind("")


@cache
def _kinds_with_titles() -> Sequence[_Kind]:
    return [kind for kind in _all_kinds().values() if kind.title]


@cache
def _all_kinds() -> Mapping[str, _Kind]:
    """By field, or by code where it has none. Source: data/openfda_fields.tsv."""
    return {
        name or code: _Kind(code, _title(titles) if titles else None, _NAMES.get(name, ""))
        for name, code, titles in data_rows("openfda_fields.tsv")
    }


def _kind(name: str) -> _Kind:
    return _all_kinds().get(name) or _Kind("", None, name.replace("_", " ").capitalize())


def _title(titles: str) -> re.Pattern[str]:
    """One of them, with its number; not where a sentence begins with the same words."""
    either = "|".join(map(re.escape, titles.split(";")))
    return re.compile(rf"(?:{_NUMBER} )?(?i:{either}) ?:?(?=$| [^a-z])")


class _Text:
    """A text as words, and as its letters without white space, in which other texts are found."""

    def __init__(self, text: str) -> None:
        self.words = text.split()
        self.letters = "".join(self.words)
        self._starts: list[int] = []

    def found(self, letters: str) -> Iterator[tuple[int, int]]:
        """The first word and the one after the last, wherever whole words are those letters."""
        at = self.letters.find(letters)
        if at >= 0 and not self._starts:
            self._starts = [0, *accumulate(map(len, self.words))]
        while at >= 0:
            first, last = bisect_left(self._starts, at), bisect_left(self._starts, at + len(letters))
            if self._starts[first] == at and self._starts[last] == at + len(letters):
                yield first, last
            at = self.letters.find(letters, at + 1)


@dataclass(slots=True)
class _Place:
    """Some words of a text that are a section, or a table. inside: what stands in it, in order."""

    first: int
    last: int
    kind: _Kind
    table: Element | None = None
    inside: list[_Place] = field(default_factory=list)

    def put(self, new: _Place) -> bool:
        """Put one into this one, or into one that is in it; not where they overlap, nor into a table."""
        around = next((one for one in self.inside if one.first <= new.first and new.last <= one.last), None)
        if around is not None and around.table is None:
            return around.put(new)
        if around is not None:  # the same table, where a section inside gives it again
            return new.table is not None and (around.first, around.last) == (new.first, new.last)
        touched = [one for one in self.inside if one.first < new.last and new.first < one.last]
        if any(one.first < new.first or new.last < one.last for one in touched) or (touched and new.table is not None):
            return False
        new.inside = touched
        self.inside = sorted([*(one for one in self.inside if one not in touched), new], key=lambda one: one.first)
        return True

    def begins(self) -> Iterator[int]:
        """Where each of the sections in it begins."""
        for one in self.inside:
            if one.table is None:
                yield one.first
                yield from one.begins()


class _Given(NamedTuple):
    """A text of a field. order: among all. place: where it stands in `text`, its own or that of a section around it."""

    order: int
    field: str
    text: _Text
    place: _Place


def sections_of(fields: Mapping[str, Sequence[str]]) -> Iterator[LabelSection]:
    """The sections of a label. fields: texts of each; what ends in `_table` has tables of another, in markup."""
    whole: list[_Given] = []
    found: dict[str, list[_Given]] = defaultdict(list)
    for one in sorted(_given(fields), key=lambda one: -len(one.text.letters)):
        inner = next(filter(None, (_inside(outer, one) for outer in reversed(whole))), None)
        if inner is None:
            whole.append(one)
        found[one.field].append(inner or one)
    after: dict[int, dict[str, LabelSection]] = defaultdict(dict)
    for name, tables in fields.items():
        if name.endswith(_TABLE):
            given = sorted(found[name.removesuffix(_TABLE)])
            for markup, section in _put_tables(given, tables):
                after[id(given[0].text)].setdefault(markup, section)
    for one in sorted(whole):
        _put_numbered(one.place, one.text.words)
        yield _section(one.place, one.text.words)
        yield from after[id(one.text)].values()


def _given(fields: Mapping[str, Sequence[str]]) -> Iterator[_Given]:
    """Every text; an empty one where there are only tables."""
    order = count()
    for name, texts in fields.items():
        own = name.removesuffix(_TABLE)
        given = [one for text in texts if (one := _Text(text)).words] if own == name else []
        if own != name and (own.endswith(_TABLE) or not any(map(str.strip, fields.get(own, ())))):
            given = [_Text("")]
        for one in given:
            yield _Given(next(order), own, one, _Place(0, len(one.words), _kind(own)))


def _inside(outer: _Given, one: _Given) -> _Given | None:
    """The text as a section inside another one, if it surely is one."""
    places = list(outer.text.found(one.text.letters))
    if not places or len(one.text.words) < (_SURE if len(places) > 1 else _LIKELY):
        return None
    for first, last in places:
        if one.field == outer.field and (first, last) == (0, len(outer.text.words)):
            return outer  # the same text again
        place = _Place(first, last, one.place.kind._replace(name=""))
        if outer.place.put(place):
            return one._replace(text=outer.text, place=place)
    return None


def _put_tables(given: Sequence[_Given], tables: Iterable[str]) -> Iterator[tuple[str, LabelSection]]:
    """Put a field's tables where their text is found in its own. Those that are not found, each as a section, with its
    markup. given: the field's texts."""
    times: Counter[str] = Counter()
    for markup in tables:
        table = parse_markup(markup)
        letters = "".join("".join(table.itertext()).split())
        if places := list(_places(given, letters)) if letters else []:
            around, first, last = places[min(times[letters], len(places) - 1)]
            times[letters] += 1  # what stands once may be given again
            if len(places) == 1 or len(letters) >= _SHORT_TABLE:
                around.put(_Place(first, last, _NO_KIND, table))  # else it stays text
        else:
            yield markup, replace(_text([table]), code=given[0].place.kind.code)


def _places(given: Sequence[_Given], letters: str) -> Iterator[tuple[_Place, int, int]]:
    for one in given:
        for first, last in one.text.found(letters):
            if one.place.first <= first and last <= one.place.last:
                yield one.place, first, last


def _put_numbered(place: _Place, words: Sequence[str]) -> None:
    """Put what begins with the label's own numbers into a section: 5.1, 5.2 ... where 5 is its number."""
    chapter = words[0].rstrip(".") if words else ""
    if not chapter.isdecimal():
        return
    starts, last = [], 0
    parts = {f"{chapter}.{number}": number for number in range(1, 100)}
    for at in [at for at, word in enumerate(words[1:-1], 1) if word in parts]:
        before, word, after = words[at - 1 : at + 2]
        if not last < parts[word] <= last + _MOST_LEFT_OUT:
            continue
        if after[0].isupper() and before[-1] not in "(,[" and before.lower() not in _BEFORE_REFERENCE:
            starts.append(at)
            last = parts[word]
    known = set(place.begins())
    for first, end in pairwise([*starts, len(words)]):
        if first not in known:
            place.put(_Place(first, end, _numbered_kind(words[first:end])))


def _numbered_kind(words: Sequence[str]) -> _Kind:
    beginning = " ".join(words[:_MOST_TITLE])
    return next((kind for kind in _kinds_with_titles() if kind.title and kind.title.match(beginning)), _NO_KIND)


def _section(place: _Place, words: Sequence[str]) -> LabelSection:
    """All of a place: its title, its words and tables, and what stands inside, in order."""
    title, at = _title_of(place, words)
    blocks: list[Element] = []
    written: list[LabelSection] = []
    for inner in place.inside:
        blocks += _paragraph(words[at : inner.first])
        at = inner.last
        if inner.table is not None:
            blocks.append(inner.table)
        else:
            written += [_text(blocks), _section(inner, words)]
            blocks = []
    blocks += _paragraph(words[at : place.last])
    first, *rest = *written, _text(blocks)
    inside = tuple(one for one in rest if one.texts or one.title is not None or one.sections)
    return LabelSection(place.kind.code, title, first.texts, (), inside)


def _text(blocks: Sequence[Element]) -> LabelSection:
    """Text that goes on after a section inside."""
    text = Element("text")
    text.extend(blocks)
    return LabelSection(texts=(text,) if blocks else ())


def _title_of(place: _Place, words: Sequence[str]) -> tuple[Element | None, int]:
    """The title, and where the words begin that come after it."""
    end = min([place.last, place.first + _MOST_TITLE, *(one.first for one in place.inside)])
    beginning = " ".join(words[place.first : end])
    found = place.kind.title.match(beginning) if place.kind.title else None
    text = found[0] if found else place.kind.name
    if not text:
        return None, place.first
    title = Element("title")
    title.text = text
    return title, place.first + (len(text.split()) if found else 0)


def _paragraph(words: Sequence[str]) -> Iterator[Element]:
    """The words, in a line of its own what a bullet stands before."""
    if not words:
        return
    bullets = [] if _BULLETS.isdisjoint(words) else [at for at, word in enumerate(words) if at and word in _BULLETS]
    starts = [0, *bullets]
    first, *lines = (" ".join(words[start:end]) for start, end in pairwise([*starts, len(words)]))
    paragraph = Element("paragraph")
    paragraph.text = first
    for line in lines:
        SubElement(paragraph, "br").tail = line
    yield paragraph
