"""A tab of a monograph -> pieces: headings, text and foldable questions, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from medtui.monograph import Monograph, Part, PartKind
from medtui.presentation.layout import plain
from medtui.presentation.markdown.render import clean, render
from medtui.presentation.markdown.styled import Block, Flow, Span
from medtui.presentation.tabs import ALL, Tab, parts_of
from medtui.reading.reader import WHOLE
from medtui.safe_text import safe_line, safe_text

_CACHED_PARTS = 128
_NOTE_BAR = "┃ "


@dataclass(frozen=True, slots=True)
class PagePiece:
    """A piece of a page. part: the part whose words these are, or None for a notice of ours.

    head: the heading or question. body: the text or answer. folds: the body can be folded away.
    is_note: the words are the user's or the clinic's, and never part of what is copied or exported.
    """

    part: Part | None
    head: tuple[Block, ...]
    body: tuple[Block, ...]
    folds: bool = False
    is_note: bool = False


def page(monograph: Monograph, tab: Tab) -> tuple[PagePiece, ...]:
    """What a tab shows, from top to bottom."""
    pieces = [] if tab.present else [_missing(tab)]
    drug = ""
    parts = parts_of(monograph, tab)
    for part in parts:
        names_itself = part.kind is PartKind.INTRO and bool(part.heading)
        if part.drug != drug and part.drug and not names_itself and tab.section not in (ALL, WHOLE.name):
            pieces.append(PagePiece(None, (Flow((Span(safe_text(part.drug), "drug"),)),), ()))
        drug = part.drug
        if part.source.strip():
            pieces.append(_loud(piece(part)) if tab.alert else piece(part))
    if tab.present and parts and all(not part.body.strip() for part in parts):
        pieces.append(notice(f"The {tab.title} section of this monograph is empty."))
    return tuple(pieces)


@lru_cache(maxsize=_CACHED_PARTS)
def piece(part: Part) -> PagePiece:
    """One part, rendered and verified: its heading or question, and its text or answer."""
    if part.kind is PartKind.FRONT_MATTER:
        return PagePiece(part, (), _verbatim(part.source))
    if part.kind is PartKind.FAQ:
        return PagePiece(part, _question(part), render(_dedent(part.body)), folds=bool(part.body.strip()))
    return PagePiece(part, render(part.head), render(part.body))


def notice(text: str) -> PagePiece:
    """Words of ours: nothing of the file is in them."""
    return PagePiece(None, (), (Flow((Span(safe_text(text), "badge"),)),))


def note_piece(whose: str, text: str, dated: datetime | None, *, of_file: bool = False) -> PagePiece:
    """A note, marked as the user's or the clinic's, so that no one takes it for the monograph's words.

    whose: what stands above the words, as `Your note on this section`. dated: when they were saved.
    of_file: that is only the time of their file."""
    date = f", {'file of ' if of_file else ''}{dated.astimezone():%Y-%m-%d %H:%M}" if dated else ""
    head = Flow((Span(f"{safe_line(whose)}{date}", "note-head"),), _NOTE_BAR, _NOTE_BAR)
    lines = clean(text).strip("\n").split("\n")
    return PagePiece(
        None, (head,), tuple(Flow((Span(line, "note"),), _NOTE_BAR, _NOTE_BAR) for line in lines), is_note=True
    )


def part_text(part: Part) -> str:
    """What the screen shows for one part, heading included, as plain text without wrapping."""
    shown = piece(part)
    return plain((*shown.head, *shown.body)).strip("\n")


def page_text(pieces: tuple[PagePiece, ...], width: int | None = None) -> str:
    """A whole page as plain text, a blank line between pieces; width in columns, None for no wrapping."""
    texts = (plain((*shown.head, *shown.body), width).strip("\n") for shown in pieces)
    return "\n\n".join(text for text in texts if text.strip())


def question_text(part: Part) -> str:
    """The question of an FAQ, as shown, on one line."""
    return " ".join(plain(piece(part).head).split())


def answer_text(part: Part) -> str:
    """The answer of an FAQ, as shown, without wrapping."""
    return plain(piece(part).body).strip()


def _question(part: Part) -> tuple[Block, ...]:
    """The question as one line: its list bullet is drawn by the accordion instead."""
    words = " ".join(flow.text for flow in render(part.head) if isinstance(flow, Flow))
    return (Flow((Span(" ".join(words.split()), "question"),)),)


def _dedent(text: str) -> str:
    """Answers inside list items are indented as a whole; the first line is not, when it follows the question."""
    lines = text.splitlines(keepends=True)
    depths = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip()]
    depth = min(depths, default=0)
    first = lines[0].lstrip(" \t") if lines else ""
    return first + "".join(line[min(depth, len(line) - len(line.lstrip(" "))) :] for line in lines[1:])


def _verbatim(source: str) -> tuple[Block, ...]:
    lines = clean(source).rstrip("\n").split("\n")
    return tuple(Flow((Span(line, "muted"),), verbatim=True) for line in lines)


def _loud(shown: PagePiece) -> PagePiece:
    """An alert's piece: its heading as a warning, and a sign before it that needs no colour."""
    head = tuple(
        Flow(tuple(Span(span.text, "warning") for span in block.spans), f"⚠ {block.first}", f"  {block.rest}")
        if isinstance(block, Flow) and block.spans
        else block
        for block in shown.head
    )
    return replace(shown, head=head)


def _missing(tab: Tab) -> PagePiece:
    text = (
        f"This monograph has no {tab.title} section. "
        "What you look for may stand under another heading: 0 shows the whole text."
    )
    return notice(text)
