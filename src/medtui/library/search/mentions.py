"""Where the monograph of one drug names another: quotations, and nothing that could pass for a judgement of them.

A name that is not found proves nothing: the text may say it in a way that is not known here, or of a whole class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from medtui.library.loading import LoadedMonograph
from medtui.library.names.folding import fold
from medtui.library.names.name_forms import name_forms
from medtui.library.query.matcher import Excerpt, Hit, Matcher, Wanted
from medtui.monograph import Part, PartKind
from medtui.older_python import compile_pattern
from medtui.reading.lines import split_lines
from medtui.reading.passages import sentences, text_blocks
from medtui.safe_text import safe_line

# Bold, where its asterisks cannot be part of a word or a sum: `A**02` and `2 ** 3` keep them.
_BOLD = compile_pattern(r"(?<![\w*\\])\*\*(?=[^\s*])(?P<words>[^*\r\n]++)(?<=[^\s\\])\*\*(?![\w*])")


class Mention(NamedTuple):
    """A piece of a monograph's text that names another drug.

    name: that which matches, as the other drug has it. part: where it stands. lines: first and last in the file,
    from 1. quotes: its source, line by line, but for bold's asterisks and white space at the ends. lead: what
    introduces it, as the line above a list, or empty.
    """

    name: str
    part: Part
    lines: tuple[int, int]
    quotes: tuple[Excerpt, ...]
    lead: str

    @property
    def section(self) -> str:
        """The canonical name of its section, or the kind of part outside sections."""
        return self.part.section or self.part.kind.value

    @property
    def text(self) -> str:
        """The quotation, its lines parted by line feeds."""
        return "\n".join(quote.text for quote in self.quotes)


class Naming(NamedTuple):
    """What the monograph `inside` says of the drug `of`, in the order of the file.

    own: names of `of` that `inside` goes by as well, and so was not searched for.
    searched: whether there was any other name to search for.
    """

    inside: LoadedMonograph
    of: LoadedMonograph
    mentions: tuple[Mention, ...]
    own: tuple[str, ...] = ()
    searched: bool = True


def find_mentions(monographs: Sequence[LoadedMonograph]) -> tuple[Naming, ...]:
    """For each two of the monographs, what the first says of the second and the second of the first.

    Names are those of `name_forms`, as whole words, whatever the case, accents and hyphens. Front matter and
    disclaimers are no text. A monograph's own names do not count in it, nor does what is part of one of them.
    """
    # What each calls itself in the file as it stands now, and in the list.
    forms = [name_forms((one.monograph.title, *one.monograph.names, *one.entry.names)) for one in monographs]
    found = []
    for one, other in combinations(range(len(monographs)), 2):
        for inside, of in ((one, other), (other, one)):
            found.append(_naming(monographs[inside], forms[inside], monographs[of], forms[of]))
    return tuple(found)


def _naming(inside: LoadedMonograph, own_names: Sequence[str], of: LoadedMonograph, names: Sequence[str]) -> Naming:
    own_folded = {fold(name) for name in own_names}
    shared = tuple(name for name in names if fold(name) in own_folded)
    sought = [_Sought(name) for name in names if fold(name) not in own_folded]
    own = [_Sought(name) for name in own_names]
    mentions = tuple(_mentions(inside, sought, own)) if sought else ()
    return Naming(inside, of, mentions, shared, bool(sought))


class _Sought:
    """A name, and where it stands in a text."""

    def __init__(self, name: str) -> None:
        self.name = name
        *first, last = fold(name).split()
        self._plain = Matcher([Wanted((*first, last), starts=False)])
        # `warfarin's` is folded to one word.
        self._of = Matcher([Wanted((*first, f"{last}s"), starts=False)])

    def hits(self, text: str) -> list[Hit]:
        """Every place where it stands as whole words, in order."""
        possessive = [hit for hit in self._of.hits(text) if not fold(text[hit.stop - 2])]
        return sorted([*self._plain.hits(text), *possessive])


def _mentions(inside: LoadedMonograph, sought: Sequence[_Sought], own: Sequence[_Sought]) -> Iterator[Mention]:
    for part in inside.monograph.parts:
        if part.kind in (PartKind.FRONT_MATTER, PartKind.DISCLAIMER):
            continue
        here = [one for one in sought if one.hits(part.source)]
        if not here:
            continue
        for unit in units(part):
            found = [(hit, one) for one in here for hit in _foreign(one.hits(unit.text), unit.text, own)]
            if found:
                # Of names that begin at the same place, the longest says most.
                _, best = min(found, key=lambda each: (each[0].start, -each[0].stop))
                lead = " ".join(map(_plain, _LINE_END.split(unit.lead))).strip()
                yield Mention(best.name, part, unit.lines, _quotes(unit, here, own), lead)


def _foreign(hits: Sequence[Hit], text: str, own: Sequence[_Sought]) -> list[Hit]:
    """The hits that are no part of the monograph's own names."""
    if not hits:
        return []
    ours = [hit for one in own for hit in one.hits(text)]
    return [hit for hit in hits if not any(our.start <= hit.start and hit.stop <= our.stop for our in ours)]


def _quotes(unit: Quotable, sought: Sequence[_Sought], own: Sequence[_Sought]) -> tuple[Excerpt, ...]:
    quotes = []
    for line in _LINE_END.split(unit.text):
        text = _plain(line)
        hits = {hit for one in sought for hit in _foreign(one.hits(text), text, own)}
        quotes.append(Excerpt(text, tuple(_apart(sorted(hits)))))
    return tuple(quotes)


def _apart(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits without those that another one covers, even in part."""
    done = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.stop)):
        if hit.start >= done:
            yield hit
            done = hit.stop


def _plain(text: str) -> str:
    return safe_line(_BOLD.sub(r"\g<words>", text.strip()))


# What can be quoted by itself ---------------------------------------------------------------------------
# Sentences, list items, table rows, headings: nothing between them is left out but white space, and each is an exact
# piece of the source. In doubt a text is not cut: a quotation that is too long misleads nobody.

_LINE_END = re.compile(r"\r\n|\n|\r")


class Quotable(NamedTuple):
    """text: a piece of the source, without white space at its ends. lines: first and last in the file, from 1.

    lead: what it hangs on: the line that introduces a list, the item that a nested one belongs to, the head of a
    table; another piece of the same source, or empty.
    """

    text: str
    lines: tuple[int, int]
    lead: str = ""


def units(part: Part) -> Iterator[Quotable]:
    """The pieces of a part's source, in order."""
    lines = split_lines(part.source)
    own_heading = part.head.strip()
    for block in text_blocks(lines):
        text = "".join(lines[block.first : block.stop])
        line, done = part.lines[0] + block.first, 0
        lead = block.lead if block.lead != own_heading else ""
        for start, stop in sentences(text) if block.is_prose else ((0, len(text)),):
            if shown := text[start:stop].strip():
                at = text.index(shown, start)
                line, done = line + _line_ends(text[done:at]), at
                yield Quotable(shown, (line, line + _line_ends(shown)), lead)


def _line_ends(text: str) -> int:
    return len(_LINE_END.findall(text))
