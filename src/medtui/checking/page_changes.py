"""What two versions of a monograph differ in, in the words that medtui shows: sentence by sentence, row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from medtui.checking.change_marks import Mark, MarkKind, has_negation, is_one_word_turned, marks
from medtui.checking.figures import figures
from medtui.monograph import Monograph, Part, PartKind
from medtui.older_python import StrEnum
from medtui.presentation.markdown.styled import Block, Flow, Span, words
from medtui.presentation.page import piece
from medtui.reading.passages import sentences

_LEAST_ALIKE = 55
"""Per cent of two sentences that must be the same for one to be the other, changed."""
_SAME_ROW = 25
_SHORT = 60
"""Characters of a line that one other word can make unlike."""
_MOST_PAIRS = 250_000
_FULL_STOP = re.compile(r"(?<=[\w)]{2}[.!?])\s+(?=[^\W\d_])")
_FULL_LINE = 60
"""Characters of a line that ends where there was no more room."""
_MANY_LINES = 2_000
_RENAMED_SHARE = 0.6
_OUTSIDE = {
    PartKind.FRONT_MATTER: ("front_matter", "Front matter"),
    PartKind.TITLE: ("title", "Title"),
    PartKind.INTRO: ("introduction", "Introduction"),
    PartKind.DISCLAIMER: ("disclaimer", "Disclaimer"),
    PartKind.CLOSING: ("closing", "After the Disclaimer"),
}
"""What stands outside any section: a name and a title for it."""
_FIRST = ("boxed_warning", "dosage", "contraindications", "precautions", "interactions")


class ChangeKind(StrEnum):
    """What has become of a sentence or row, or of a whole section."""

    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"
    MOVED = "moved"
    SECTION_GONE = "section gone"
    SECTION_NEW = "section new"
    DETAILS = "front matter"
    LAYOUT = "layout"


class Change(NamedTuple):
    """A place in a section. section: its canonical name. heading: what it stands below, or empty. lead: the header of
    its table, or empty. old, new: its lines, one of them empty where nothing stands for it. moved_from: the title and
    heading of where it stood."""

    kind: ChangeKind
    section: str
    title: str
    heading: str = ""
    lead: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    moved_from: str = ""

    @property
    def rank(self) -> int:
        """How dangerous it is, from 0, the most."""
        if self.marks:
            return min(map(_rank_of, self.marks))
        if self.kind in _RANKS:
            return _RANKS[self.kind]
        lines = self.old or self.new
        says_much = any(has_negation(line) or figures(line) for line in lines)
        return _SAYS_MUCH[self.kind] if says_much else _SAYS_LITTLE


_MARK_RANKS = {
    MarkKind.UNIT: 0, MarkKind.TENFOLD: 0, MarkKind.NEGATION_LOST: 1, MarkKind.NEGATION_GAINED: 1, MarkKind.TURNED: 1,
    MarkKind.LIMIT: 1,
}  # fmt: skip
_RANKS = {ChangeKind.SECTION_GONE: 4, ChangeKind.CHANGED: 7, ChangeKind.DETAILS: 8, ChangeKind.LAYOUT: 9}
_SAYS_MUCH = {ChangeKind.GONE: 4, ChangeKind.NEW: 5, ChangeKind.MOVED: 5, ChangeKind.SECTION_NEW: 5}
_SAYS_LITTLE = 6


def _rank_of(mark: Mark) -> int:
    return _MARK_RANKS.get(mark.kind, 2 if mark.is_large else 3)


class _Line(NamedTuple):
    """A sentence, heading or row."""

    text: str
    heading: str = ""
    lead: str = ""


class _Placed(NamedTuple):
    line: _Line
    section: str
    title: str


class _Section(NamedTuple):
    name: str
    title: str
    lines: list[_Line]


OUTSIDE_SECTIONS = tuple(name for name, _ in _OUTSIDE.values())
"""The names of what stands outside any section."""


def changes(old: Monograph, new: Monograph) -> list[Change]:
    """Each change, the most dangerous first, else in the order of the sections."""
    before, after = _differing(old, new)
    found = list(_between(before, after))
    if not found and "".join(part.source for part in old.parts) != "".join(part.source for part in new.parts):
        found = [Change(ChangeKind.LAYOUT, "", "Whole page")]
    return sorted(found, key=lambda change: (change.rank, change.section not in _FIRST))


def _differing(old: Monograph, new: Monograph) -> tuple[dict[str, _Section], dict[str, _Section]]:
    """The lines of the parts that are not the same in both, by section. Rendering takes long, so only these are."""
    sides = [[(_place(monograph, part), part) for part in monograph.parts] for monograph in (old, new)]
    keys = [Counter((name, part.drug, part.source.strip()) for (name, _), part in side) for side in sides]
    alike = keys[0] & keys[1]
    result = []
    for side in sides:
        left = alike.copy()
        sections: dict[str, _Section] = {}
        for (name, title), part in side:
            key = (name, part.drug, part.source.strip())
            section = sections.setdefault(name, _Section(name, title, []))
            if left[key] > 0:
                left[key] -= 1
            else:
                section.lines.extend(_lines(part))
        result.append(sections)
    return result[0], result[1]


def _place(monograph: Monograph, part: Part) -> tuple[str, str]:
    """Name and title of the section that a part belongs to."""
    if part.section:
        section = monograph.section(part.section)
        return part.section, section.title if section else part.section
    return _OUTSIDE.get(part.kind, ("text", "Text"))


def _lines(part: Part) -> Iterator[_Line]:
    """The sentences, headings and rows of a part."""
    if part.kind is PartKind.FRONT_MATTER:
        yield from (_Line(line.rstrip()) for line in part.source.splitlines() if line.strip(" -\t"))
        return
    heading, lead = part.drug, ""
    for block in _paragraphs(part):
        if isinstance(block, Flow):
            text = " ".join(block.text.split())
            if _is_heading(block):
                heading, lead = text, ""
                yield _Line(text)
                continue
            if text and not block.first:
                first = block.spans[0]
                lead = " ".join(first.text.split()).rstrip(":.") if first.style == "strong" else ""
            above = _path(heading, lead)
            yield from (_Line(sentence, above) for sentence in _sentences(text))
        else:
            rows = [row for row in map(_row, (block.header, *block.rows)) if row.strip(" |")]
            yield from (_Line(row, _path(heading, lead), rows[0] if row is not rows[0] else "") for row in rows)


def _paragraphs(part: Part) -> Iterator[Block]:
    """Its blocks; lines that a paragraph was wrapped into as one."""
    shown = piece(part)
    yield from shown.head
    wrapped: list[Flow] = []
    for block in shown.body:
        if wrapped and not (isinstance(block, Flow) and _goes_on(wrapped[-1], block)):
            yield _joined(wrapped)
            wrapped = []
        if isinstance(block, Flow):
            wrapped.append(block)
        else:
            yield block
    if wrapped:
        yield _joined(wrapped)


def _joined(wrapped: list[Flow]) -> Flow:
    return wrapped[0]._replace(spans=tuple(span for flow in wrapped for span in (*flow.spans, Span(" "))))


def _is_heading(flow: Flow) -> bool:
    return any(span.style in ("heading", "question") for span in flow.spans)


def _goes_on(last: Flow, flow: Flow) -> bool:
    text, more = last.text.rstrip(), flow.text.lstrip()
    if flow.first.strip() or not text or not more or _is_heading(last) or _is_heading(flow):
        return False
    if more[0].islower() or more[0] in "([":
        return True
    return text[-1] not in ".!?:;" and (more[0].isdigit() or len(text) >= _FULL_LINE)


def _sentences(text: str) -> Iterator[str]:
    """Those of a paragraph, also where one does not begin with a capital."""
    for start, end in sentences(text):
        yield from filter(None, map(str.strip, _FULL_STOP.split(text[start:end])))


def _path(*names: str) -> str:
    return " › ".join(dict.fromkeys(filter(None, names)))


def _row(cells: Iterable[Iterable[Span]]) -> str:
    return " | ".join(" ".join(words(cell).split()) for cell in cells)


def _between(before: dict[str, _Section], after: dict[str, _Section]) -> Iterator[Change]:
    renamed = _renamed_sections(before, after)
    before = {renamed.get(name, name): section for name, section in before.items()}
    gone: list[_Placed] = []
    come: list[_Placed] = []
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if old and new:
            left, right = _unmatched(old.lines, new.lines)
            gone += (_Placed(line, name, old.title) for line in left)
            come += (_Placed(line, name, new.title) for line in right)
        elif side := old or new:
            kind = ChangeKind.SECTION_GONE if old else ChangeKind.SECTION_NEW
            texts = tuple(line.text for line in side.lines)
            yield Change(kind, name, side.title, old=texts if old else (), new=() if old else texts)
    yield from _moved(gone, come)
    titles = {each.section: each.title for each in (*gone, *come)}
    for name, title in titles.items():
        olds, news = ([each.line for each in side if each.section == name] for side in (gone, come))
        yield from _in_section(name, title, olds, news)


def _renamed_sections(before: dict[str, _Section], after: dict[str, _Section]) -> dict[str, str]:
    """The new name of each section that is in one of them alone, but says the same under another name."""
    renamed: dict[str, str] = {}
    for old in (before[name] for name in before if name not in after):
        texts = Counter(line.text for line in old.lines)
        for new in (after[name] for name in after if name not in before and name not in renamed.values()):
            shared = (texts & Counter(line.text for line in new.lines)).total()
            if shared >= _RENAMED_SHARE * max(len(old.lines), len(new.lines), 1):
                renamed[old.name] = new.name
                break
    return renamed


def _unmatched(old: list[_Line], new: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The lines of each that do not stand in the other, in order."""
    left, right = [line.text for line in old], [line.text for line in new]
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    start = sum(1 for _ in alike)
    matcher = SequenceMatcher(None, left[start:], right[start:], autojunk=len(left) > _MANY_LINES)
    gone: list[_Line] = []
    come: list[_Line] = []
    for what, first, end, at, until in matcher.get_opcodes():
        if what != "equal":
            gone += old[start + first : start + end]
            come += new[start + at : start + until]
    return gone, come


def _moved(gone: list[_Placed], come: list[_Placed]) -> Iterator[Change]:
    """What stands elsewhere now, taken out of both lists; what moved together is one change."""
    places: dict[str, list[int]] = {}
    for at, old in enumerate(gone):
        places.setdefault(old.line.text, []).append(at)
    pairs = {at: places[new.line.text].pop(0) for at, new in enumerate(come) if places.get(new.line.text)}
    together: dict[tuple[str, ...], list[str]] = {}
    for at, place in pairs.items():
        old, new = gone[place], come[at]
        moved_from = _path(old.title, *old.line.heading.split(" › "))
        key = (new.section, new.title, new.line.heading, new.line.lead, moved_from)
        together.setdefault(key, []).append(new.line.text)
    for (section, title, heading, lead, moved_from), texts in together.items():
        lines = tuple(texts)
        yield Change(ChangeKind.MOVED, section, title, heading, lead, lines, lines, (), moved_from)
    taken = {*pairs.values()}
    gone[:] = [old for at, old in enumerate(gone) if at not in taken]
    come[:] = [new for at, new in enumerate(come) if at not in pairs]


def _in_section(name: str, title: str, gone: Sequence[_Line], come: Sequence[_Line]) -> Iterator[Change]:
    is_details = name == _OUTSIDE[PartKind.FRONT_MATTER][0]
    pairs = _pairs(gone, come)
    for place, new in enumerate(come):
        at = pairs.get(place)
        old = (gone[at].text,) if at is not None else ()
        kind = ChangeKind.DETAILS if is_details else ChangeKind.CHANGED if old else ChangeKind.NEW
        found = marks(old[0], new.text) if old and not is_details else ()
        yield Change(kind, name, title, new.heading, new.lead, old, (new.text,), found)
    for old_line in (line for at, line in enumerate(gone) if at not in {*pairs.values()}):
        kind = ChangeKind.DETAILS if is_details else ChangeKind.GONE
        yield Change(kind, name, title, old_line.heading, old_line.lead, old=(old_line.text,))


def _pairs(gone: Sequence[_Line], come: Sequence[_Line]) -> dict[int, int]:
    """Which sentence or row of those that came was which of those that went, by their places: the most alike first."""
    if len(gone) * len(come) > _MOST_PAIRS:
        return {}
    scored = sorted(
        (-score, abs(at / len(gone) - place / len(come)), at, place)
        for at, old in enumerate(gone)
        for place, new in enumerate(come)
        if (score := _likeness(old, new)) >= _LEAST_ALIKE
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, place in scored:
        if at not in taken and place not in pairs:
            taken.add(at)
            pairs[place] = at
    return pairs


def _likeness(old: _Line, new: _Line) -> float:
    """In per cent. Rows whose first cells are the same stand for each other, as do `Children` and `Adults`."""
    score = ratio(old.text, new.text)
    if len(old.text) < _SHORT and is_one_word_turned(old.text, new.text):
        score = max(score, _LEAST_ALIKE)
    if old.lead and new.lead and old.text.partition(" | ")[0] == new.text.partition(" | ")[0]:
        score += _SAME_ROW
    return score
