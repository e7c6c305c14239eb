"""A tab of a monograph -> pieces: headings, text and foldable questions, ready to be laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from medtui.monograph import Monograph, Part, PartKind
from medtui.presentation.layout import plain
from medtui.presentation.markdown.render import as_written, clean, render
from medtui.presentation.markdown.styled import Block, Flow, Span, Table
from medtui.presentation.tabs import ALL, Tab, parts_of
from medtui.reading.heading_words import fold_heading
from medtui.reading.passages import passage_under
from medtui.reading.reader import WHOLE
from medtui.reading.schema import default_schema
from medtui.safe_text import safe_line, safe_text

_CACHED_PARTS, _CACHED_CHUNKS = 128, 512
_CHUNK = 4_000
"""Characters that are rendered together, a few milliseconds' work; a text of less than twice as many is one chunk."""
_CUT = re.compile(r"\n[ \t]*\n(?=[^\W\d_]|\#{1,6} )")
"""Before a paragraph or heading at the margin, which belongs to nothing above it."""
_OPEN_ENDED = re.compile(r"```|~~~|:::|\$\$|<table", re.IGNORECASE)
"""What may go on after an empty line: a text with any of these is not cut."""
_NOTE_BAR = "┃ "
_BRIEF_LINES = 2


@dataclass(frozen=True, slots=True)
class PagePiece:
    """A piece of a page. part: the part whose words these are, or None for a notice of ours.

    head: the heading or question. body: the text or answer. folds: the body can be folded away.
    is_note: the words are the user's, the clinic's or another section's, and never part of what is copied or exported.
    """

    part: Part | None
    head: tuple[Block, ...]
    body: tuple[Block, ...]
    folds: bool = False
    is_note: bool = False

    @property
    def is_question(self) -> bool:
        """Whether it is a question whose answer can be folded away, and no other thing that folds."""
        return self.folds and self.part is not None and self.part.kind is PartKind.FAQ


def page(monograph: Monograph, tab: Tab, *, is_beginning: bool = False) -> tuple[PagePiece, ...]:
    """What a tab shows, from top to bottom. is_beginning: only up to what takes long to render."""
    pieces = [] if tab.present else [_missing(monograph, tab)]
    drug = ""
    parts = parts_of(monograph, tab)
    for part in parts:
        names_itself = part.kind is PartKind.INTRO and bool(part.heading)
        if part.drug != drug and part.drug and not names_itself and tab.section not in (ALL, WHOLE.name):
            pieces.append(PagePiece(None, (Flow((Span(safe_text(part.drug), "drug"),)),), ()))
        drug = part.drug
        is_cut = is_beginning and _is_long(part)
        if part.source.strip():
            shown = PagePiece(part, render(part.head), _rendered(next(chunks(part.body)))) if is_cut else piece(part)
            pieces.append(_loud(shown) if tab.alert else shown)
        if is_cut:
            pieces.append(notice("The rest of this text follows in a moment."))
            break
    if tab.present and parts and all(not part.body.strip() for part in parts):
        pieces.append(notice(f"The {tab.title} section of this monograph is empty."))
    return tuple(pieces)


def rendering(monograph: Monograph, tab: Tab) -> Iterator[int]:
    """Render what takes long on a tab, chunk by chunk, which is remembered: how many characters it was each time."""
    for part in filter(_is_long, parts_of(monograph, tab)):
        for chunk in chunks(part.body):
            before = _rendered.cache_info().misses
            _rendered(chunk)
            if _rendered.cache_info().misses > before:
                yield len(chunk)


def _is_long(part: Part) -> bool:
    is_parsed = part.kind not in (PartKind.FRONT_MATTER, PartKind.FAQ) and not part.as_written
    return is_parsed and len(part.body) > 2 * _CHUNK


def chunks(text: str, size: int = _CHUNK) -> Iterator[str]:
    """`text` in pieces that can be rendered one by one. size: the least characters of each but the last."""
    start = 0
    if len(text) > 2 * size and not _OPEN_ENDED.search(text):
        for cut in _CUT.finditer(text):
            if cut.end() - start >= size:
                yield text[start : cut.end()]
                start = cut.end()
    yield text[start:]


_rendered = lru_cache(maxsize=_CACHED_CHUNKS)(render)


def _body(source: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for chunk in chunks(source):
        more = _rendered(chunk)
        if blocks and more:
            blocks.append(Flow(()))  # where the text was cut, an empty line is
        blocks += more
    return tuple(blocks)


def on_screen(pieces: Sequence[PagePiece], tab: Tab, alerts: Mapping[str, str] | None = None) -> tuple[PagePiece, ...]:
    """A page below its tab: without the title that the tab says, boxed warnings in boxes, and front matter as one line
    that opens. alerts: the sections of such warnings, and what to call one that has no heading."""
    shown: list[PagePiece] = []
    says_title = tab.section != ALL
    for each in pieces:
        part = each.part
        if part and part.kind is PartKind.FRONT_MATTER:
            lines = len(each.body)
            head = Flow((Span(f"Front matter: {lines} line{'' if lines == 1 else 's'}", "label"),))
            shown.append(replace(each, head=(head,), folds=True))
        elif part and part.section in (alerts := alerts or {}):
            shown.append(_alert_box(each if tab.alert else _loud(each), alerts[part.section]))
        elif says_title and part and part.kind is PartKind.SECTION and part.section == tab.section:
            says_title = False
            is_said = fold_heading(part.heading) in (fold_heading(tab.label), fold_heading(tab.title))
            if not is_said:
                shown.append(each)
            elif part.body.strip():
                shown.append(replace(each, head=()))
        else:
            shown.append(each)
    return tuple(shown)


def repeated_alert(title: str, parts: Sequence[Part], *, is_brief: bool) -> PagePiece:
    """A boxed warning above another section. title: its heading. is_brief: its first two lines only."""
    blocks = [block for part in parts for block in (*piece(part).body, Flow(()))]
    if is_brief:
        text = " ".join(plain(blocks).split())
        blocks = [Flow((Span(text, "repeated"),), most=_BRIEF_LINES)]
    head = Flow((Span(f"⚠ {safe_line(title)}", "sign"),))
    how = f"repeated; w shows {'the whole' if is_brief else 'it by itself'}"
    return PagePiece(None, (), boxed(head, blocks, how), is_note=True)


def boxed(title: Flow, blocks: Sequence[Block], foot: str = "") -> tuple[Block, ...]:
    """Blocks in a box. title, foot: words in its edges."""
    said = [at for at, block in enumerate(blocks) if not isinstance(block, Flow) or block.spans]
    inside = (block._replace(frame="inside") for block in blocks[said[0] : said[-1] + 1]) if said else ()
    edge = Flow((Span(foot, "label"),), frame="bottom")  # never without a span: an empty line at the end is left out
    return (title._replace(frame="top"), *inside, edge)


def _alert_box(shown: PagePiece, name: str) -> PagePiece:
    """An alert's section in a box, its heading in the upper edge. name: what stands there where it has none."""
    heads = [block for block in shown.head if isinstance(block, Flow)]
    if len(heads) != len(shown.head) or len(heads) > 1:
        return shown
    own = heads[0] if heads else Flow((Span(f"⚠ {safe_line(name)}", "sign"),))
    title, *body = boxed(own, shown.body)
    return replace(shown, head=(title,), body=tuple(body))


@lru_cache(maxsize=_CACHED_PARTS)
def piece(part: Part) -> PagePiece:
    """One part, rendered and verified: its heading or question, and its text or answer."""
    if part.kind is PartKind.FRONT_MATTER:
        return PagePiece(part, (), _verbatim(part.source))
    if part.as_written:
        return PagePiece(part, (), tuple(as_written(clean(part.source).split("\n"))))
    if part.kind is PartKind.FAQ:
        return PagePiece(part, _question(part), render(_dedent(part.body)), folds=bool(part.body.strip()))
    return (_field(part) if part.is_field else None) or PagePiece(part, render(part.head), _body(part.body))


def _field(part: Part) -> PagePiece | None:
    """Rows of a table as a heading and its text, verified as a table; None where they could not be."""
    first, *others = part.source.strip().splitlines()
    delimiters = [] if others and not set(others[0]) - set("|:- \t") else ["|---|---|"]
    blocks = render("\n".join([first, *delimiters, *others]))
    if len(blocks) != 1 or not isinstance(blocks[0], Table) or any(row[0] for row in blocks[0].rows):
        return None
    name, *texts = blocks[0].header[0], blocks[0].header[1], *(row[1] for row in blocks[0].rows)
    head = Flow(tuple(Span(span.text, "heading") for span in name))
    return PagePiece(part, (head,), tuple(flow for text in texts for flow in _lines_of(text)))


def _lines_of(cell: tuple[Span, ...]) -> tuple[Flow, ...]:
    """A cell as lines: a line feed in it breaks the line."""
    lines: list[list[Span]] = [[]]
    for span in cell:
        first, *others = span.text.split("\n")
        lines[-1] += [Span(first, span.style)] if first else []
        lines += ([Span(text, span.style)] if text else [] for text in others)
    return tuple(Flow(tuple(line)) for line in lines)


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


def _missing(monograph: Monograph, tab: Tab) -> PagePiece:
    if passage := passage_under(monograph, tab.section, default_schema()):
        inside = monograph.section(passage.part.section)
        where = f"under {inside.title}" if inside else "outside the sections"
        return notice(f"No section of its own: {tab.title} stands {where}. 0 shows the whole text.")
    text = (
        f"This monograph has no {tab.title} section. "
        "What you look for may stand under another heading: 0 shows the whole text."
    )
    return notice(text)
