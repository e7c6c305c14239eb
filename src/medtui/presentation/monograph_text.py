"""One monograph, or one tab of it, as a text to be kept: always with its disclaimer and its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from medtui import __version__
from medtui.monograph import Monograph, Part, PartKind
from medtui.presentation.disclaimer import STANDARD
from medtui.presentation.markdown.blocks import BULLETS
from medtui.presentation.markdown.styled import Flow, Span
from medtui.presentation.page import PagePiece, notice, page, page_text, piece
from medtui.presentation.tabs import Tab, parts_of
from medtui.reading.front_matter import provenance
from medtui.reading.label_fields import label_fields
from medtui.reading.schema import default_schema
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from datetime import datetime

    from medtui.library.loading import LoadedMonograph

OURS = "Disclaimer (added by medtui):"
"""Stands before the standard notice, so that no one takes it for the monograph's own."""

_MARKUP = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>&#|~"})
_DIGITS = 12
_LONGEST_REVIEWER = 80
_WRITTEN_FROM = "Written from, as its front matter says:"
_WITH_ALERTS = frozenset({"usage", "dosage", "precautions"})
_LONE_RETURN = re.compile("\r(?!\n)")


def as_text(loaded: LoadedMonograph, tab: Tab, width: int) -> str:
    """The page as the screen shows it, below the drug's name, above the disclaimer and the sources.

    width: in columns; the source line stays whole.
    """
    monograph = loaded.monograph
    is_titled = any(part.kind is PartKind.TITLE for part in parts_of(monograph, tab))
    title = () if is_titled else (notice(monograph.title),)
    pieces = (*title, *whole_page(monograph, tab), *source_pieces(monograph, tab))
    return f"{page_text(pieces, width)}\n\n{source_line(loaded)}\n"


def _sources(monograph: Monograph, tab: Tab) -> tuple[str, ...]:
    """What the text was written from, as its front matter says; nothing where the tab shows that itself."""
    shows_it = any(part.kind is PartKind.FRONT_MATTER for part in parts_of(monograph, tab))
    return () if shows_it else provenance(monograph.metadata).sources


def source_pieces(monograph: Monograph, tab: Tab) -> tuple[PagePiece, ...]:
    """The same as a list."""
    sources = _sources(monograph, tab)
    lines = (Flow((Span(safe_line(source), "muted"),), BULLETS[0], "  ") for source in sources)
    return (PagePiece(None, (Flow((Span(_WRITTEN_FROM, "badge"),)), *lines), ()),) if sources else ()


def whole_page(monograph: Monograph, tab: Tab) -> tuple[PagePiece, ...]:
    """What a tab shows, below what is odd about the file, above the disclaimer where the tab does not end with it."""
    ends = ends_with_disclaimer(parts_of(monograph, tab))
    end = () if ends else disclaimer_pieces(monograph)
    return (*map(notice, remarks(monograph)), *_repeated_alerts(monograph, tab), *page(monograph, tab), *end)


def _repeated_alerts(monograph: Monograph, tab: Tab) -> Iterator[PagePiece]:
    """A boxed warning above the sections that it is read with, marked as repeated."""
    for spec in default_schema().sections if tab.section in _WITH_ALERTS else ():
        if spec.alert and (section := monograph.section(spec.name)):
            yield notice(f"⚠ {spec.title} (repeated from its own section):")
            yield from (PagePiece(None, (), piece(part).body) for part in section.parts)


def as_markdown(loaded: LoadedMonograph, tab: Tab) -> str:
    """The exact source, then the disclaimers that are not in it, the sources and the source line.

    Not safe on a terminal. A lone carriage return becomes a line feed.
    """
    monograph = loaded.monograph
    sources = "".join(f"- {escaped_markdown(source)}\n" for source in _sources(monograph, tab))
    blocks = [*markdown_blocks(monograph, tab), f"{_WRITTEN_FROM}\n\n{sources}" if sources else ""]
    return joined_markdown(blocks) + markdown_source_line(loaded) + "\n"


def markdown_blocks(monograph: Monograph, tab: Tab) -> list[str]:
    """The same without the source line, before it is joined. Of a section that is not there: that it is not."""
    section = monograph.section(tab.section)
    if not tab.present:
        missing = page_text(page(monograph, replace(tab, is_home=False)))
        return [escaped_markdown(missing), *_further_disclaimers(monograph, ())]
    parts = section.parts if section else monograph.parts
    return ["".join(part.source for part in parts), *_further_disclaimers(monograph, parts)]


def escaped_markdown(text: str) -> str:
    """Markdown that reads as `text`, on one line and safe to show: none of its characters turns into markup."""
    return safe_line(text).translate(_MARKUP)


def joined_markdown(blocks: Sequence[str]) -> str:
    """Pieces of Markdown under each other, each followed by a blank line; their own line endings stay, but for a
    lone carriage return."""
    kept = [_LONE_RETURN.sub("\n", block) for block in blocks if block.strip()]
    return "".join(map(with_blank_line, kept))


def remarks(monograph: Monograph) -> tuple[str, ...]:
    """What is odd about the file, as notes to its reader; not safe to show as they are."""
    return tuple(f"Note: {problem.message}" for problem in monograph.problems)


def disclaimer_pieces(monograph: Monograph) -> tuple[PagePiece, ...]:
    """The monograph's own disclaimers, or our standard notice, marked as ours, where it has none."""
    own = tuple(piece(part) for part in monograph.of_kind(PartKind.DISCLAIMER))
    return own if page_text(own) else (notice(f"{OURS} {STANDARD}"),)


def ends_with_disclaimer(parts: Sequence[Part]) -> bool:
    """Whether the last of the parts that says anything is a disclaimer, so that none need follow it."""
    last = next((part for part in reversed(parts) if part.source.strip()), None)
    return last is not None and last.kind is PartKind.DISCLAIMER


def _further_disclaimers(monograph: Monograph, parts: Sequence[Part]) -> list[str]:
    own = [part for part in monograph.of_kind(PartKind.DISCLAIMER) if part.source.strip()]
    return [part.source for part in own if part not in parts] if own else [f"**{OURS}** {STANDARD}"]


def with_blank_line(block: str) -> str:
    """`block` with the line feeds that it lacks to end in a blank line."""
    ending = block[len(block.rstrip("\r\n")) :]
    return block + "\n" * (2 - ending.count("\n"))


# --- where a text comes from, in one line --------------------------------------------------------------------


def date_phrase(loaded: LoadedMonograph) -> str:
    """How old the text is and what is known of its review: `written 2026-11-22, not clinically reviewed`, or
    `reviewed by A. Pharmacist, 2026-11-22`.

    Without a date in the front matter it is `undated`: the day on which the file changed says nothing about the text.
    Of a label also where it is from: `effective 2026-05-04, DailyMed, Labco, repackager`.
    """
    label = label_fields(loaded.monograph.metadata)
    return ", ".join(filter(None, (*age_and_review(loaded), *(label.words if label else ()))))


def age_and_review(loaded: LoadedMonograph) -> tuple[str, str]:
    """The two parts of that; the second is empty where a review is named."""
    known = provenance(loaded.monograph.metadata)
    dates = known.dates or ("undated",)
    if reviewer := safe_line(known.reviewer):
        by = f"reviewed by {reviewer[:_LONGEST_REVIEWER]}{'…' * (len(reviewer) > _LONGEST_REVIEWER)}"
        is_dated = dates[0].startswith("reviewed ")
        dates = (f"{by}, {dates[0][len('reviewed ') :]}", *dates[1:]) if is_dated else (*dates, by)
    return ", ".join(dates), known.review


def file_line(loaded: LoadedMonograph) -> str:
    """`Source: library · path`."""
    return f"Source: {loaded.entry.library} · {loaded.entry.path}"


def source_line(loaded: LoadedMonograph) -> str:
    """`Source: library · path · age and review · the first digits of the file's SHA-256`."""
    return f"Source: {' · '.join(_facts(loaded))}"


def markdown_source_line(loaded: LoadedMonograph) -> str:
    """The same in Markdown, where no character of a file's name can turn into markup."""
    return f"Source: {' · '.join(map(_code, _facts(loaded)))}"


def export_line(moment: datetime) -> str:
    """`Exported 2026-11-22 14:03 UTC+01:00 by medtui 0.1.0`. moment: with its time zone."""
    offset = f"{moment:%z}"  # +0100; with seconds for some zones before 1972
    zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset else "local time"
    return f"Exported {moment:%Y-%m-%d %H:%M} {zone} by medtui {__version__}"


def _facts(loaded: LoadedMonograph) -> tuple[str, ...]:
    entry = loaded.entry
    return entry.library, entry.path, date_phrase(loaded), f"sha256 {loaded.file.sha256[:_DIGITS]}"


def _code(text: str) -> str:
    """A code span that holds exactly `text`."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"
