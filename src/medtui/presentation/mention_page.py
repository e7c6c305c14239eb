"""What monographs say of each other, as pieces: quotations with their places, and no opinion on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from medtui.monograph import PartKind
from medtui.presentation.markdown.blocks import QUOTE_BAR
from medtui.presentation.markdown.styled import Block, Flow, Span
from medtui.presentation.page import PagePiece, notice
from medtui.reading.faqs import strip_label
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.library.search.mentions import Mention, Naming

NO_CHECK = "This is not an interaction check."
"""Stands at the end of every list of mentions, also of an empty one."""

NONE_AT_ALL = f"Not mentioned in these monographs. {NO_CHECK}"


def mention_page(namings: Sequence[Naming]) -> tuple[PagePiece, ...]:
    """All of it, in the order given, and at last that it is no interaction check.

    A piece for each drug that names another, then one for each quotation: its place is the piece's head, its
    words the body, with the name in the style "match".
    """
    called = _labels(namings)
    pieces = tuple(chain.from_iterable(_naming(naming, called) for naming in namings))
    if any(naming.mentions for naming in namings):
        return (*pieces, notice(NO_CHECK))
    # Only what was not searched for qualifies that nothing was found.
    return (*(item for item, naming in zip(pieces, namings, strict=True) if naming.own), notice(NONE_AT_ALL))


def place_text(mention: Mention, naming: Naming) -> str:
    """Where a quotation stands, and the name that it was found by where that is not the drug's title.

    `Precautions · w/warfarin.md:12-13 · as “acetaminophen”`
    """
    first, last = mention.lines
    lines = f"{first}" if first == last else f"{first}-{last}"
    facts = [_section_label(mention, naming), f"{naming.inside.entry.path}:{lines}"]
    if mention.name.casefold() != naming.of.monograph.title.casefold():
        facts.append(f"as “{mention.name}”")
    return safe_line(" · ".join(facts))


def _labels(namings: Sequence[Naming]) -> dict[str, str]:
    """What to call each monograph, by its id: its title, and the id too where two have the same."""
    titles = {loaded.entry.id: safe_line(loaded.monograph.title) for naming in namings for loaded in naming[:2]}
    bearers = Counter(titles.values())
    return {key: title if bearers[title] == 1 else f"{title} ({key})" for key, title in titles.items()}


def _naming(naming: Naming, called: dict[str, str]) -> Iterator[PagePiece]:
    inside, of = called[naming.inside.entry.id], called[naming.of.entry.id]
    own = ", ".join(f"“{safe_line(name)}”" for name in naming.own)
    not_searched = f"The monograph of {inside} was not searched for {own}, which it is called itself." if own else ""
    if not naming.mentions:
        by_other = f" By another name it does not name {of}." if naming.searched else ""
        text = f"{not_searched}{by_other}" if own else f"The monograph of {inside} does not name {of}."
        yield notice(text)
        return
    yield PagePiece(None, (Flow((Span(f"{inside} names {of}:", "heading"),)),), ())
    for mention in naming.mentions:
        place = Flow((Span(place_text(mention, naming), "muted"),))
        yield PagePiece(None, (place,), tuple(_quotation(mention)))
    if own:
        yield notice(not_searched)


def _quotation(mention: Mention) -> Iterator[Block]:
    if mention.lead:
        yield Flow((Span(mention.lead),), QUOTE_BAR, QUOTE_BAR)
    for quote in mention.quotes:
        spans = tuple(Span(text, "match" if is_hit else "") for text, is_hit in quote.runs())
        yield Flow(spans, QUOTE_BAR, QUOTE_BAR)


def _section_label(mention: Mention, naming: Naming) -> str:
    part = mention.part
    section = naming.inside.monograph.section(part.section) if part.section else None
    label = section.label if section else part.kind.value.capitalize()
    heading = strip_label(part.heading) if part.kind is PartKind.FAQ else ""
    return f"{label}, “{heading}”" if heading else label
