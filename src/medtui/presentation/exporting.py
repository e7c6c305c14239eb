"""A monograph, or one tab of it, as a file to keep, hand on or print: text, Markdown, or an HTML page.

The HTML page has no script, fetches nothing, and is readable without colour. It is made from the same blocks as the
screen, which were checked against the source. Each block's HTML is read back and compared with the block; where that
fails, the block's plain lines stand there instead.

Standard: HTML Living Standard (html.spec.whatwg.org); CSS 2.2 and CSS Fragmentation Level 3 for the printing.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from medtui.monograph import PartKind
from medtui.older_python import StrEnum
from medtui.presentation.cells import cell_len
from medtui.presentation.layout import no_breaks, plain
from medtui.presentation.markdown.blocks import QUOTE_BAR
from medtui.presentation.markdown.callouts import BOX_BAR, BOX_BOTTOM, BOX_TOP
from medtui.presentation.markdown.styled import Block, Flow, Span, Style, Table
from medtui.presentation.monograph_text import (
    age_and_review,
    as_markdown,
    as_text,
    export_line,
    source_line,
    source_pieces,
    whole_page,
)
from medtui.presentation.page import PagePiece
from medtui.presentation.tabs import ALL, Tab
from medtui.reading.label_fields import label_fields
from medtui.safe_text import safe_line, safe_text

if TYPE_CHECKING:
    from medtui.library.loading import LoadedMonograph

TEXT_WIDTH = 80
"""Columns of an exported text: fits a terminal, and a sheet of paper."""

_CRLF = "\r\n"


class ExportFormat(StrEnum):
    """What an exported file holds."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


SUFFIXES = {
    ".html": ExportFormat.HTML,
    ".htm": ExportFormat.HTML,
    ".md": ExportFormat.MARKDOWN,
    ".txt": ExportFormat.TEXT,
}
"""Which form each suffix asks for, in lower case."""

SUFFIX_HELP = ".html for a page to print, .md for Markdown, or .txt for text"


def file_name(loaded: LoadedMonograph, tab: Tab) -> str:
    """What the file may be called, unless the user says otherwise."""
    section = "" if tab.section == ALL else f"-{tab.section.replace('_', '-')}"
    stem = "".join(sign if sign.isalnum() or sign in "-_+" else "-" for sign in loaded.entry.stem)
    return f"{stem}{section}.html"


def form_of(name: str) -> ExportFormat | None:
    """The form that the name's suffix asks for, in any case; None for another suffix, or none."""
    stem, dot, suffix = name.rpartition(".")
    return SUFFIXES.get(f"{dot}{suffix}".lower()) if stem.strip() else None


def exported(loaded: LoadedMonograph, tab: Tab, form: ExportFormat, moment: datetime) -> str:
    """All that the file is to hold: the words with the disclaimer, the source, and when it was exported.

    Safe on a terminal. Both kinds of line ending of a Markdown source stay; all other lines end in a line feed.
    moment: now, with its time zone. Notes of the user's are not in it.
    """
    if form is ExportFormat.HTML:
        return html_page(loaded, tab, moment)
    text = as_markdown(loaded, tab) + "\n" if form is ExportFormat.MARKDOWN else as_text(loaded, tab, TEXT_WIDTH)
    return _CRLF.join(safe_text(piece) for piece in text.split(_CRLF)) + export_line(moment) + "\n"


# --- the HTML page -------------------------------------------------------------------------------------------

_WIDEST_TABLE = 76
"""Characters of the longest words of a table's columns that fit a printed page; wider ones are set as text."""

_WIDEST_LEAD = 24
_MOST_BORDERS = 6

_BOX_PARTS = {BOX_TOP: "top", BOX_BAR: "middle", BOX_BOTTOM: "bottom"}

_ELEMENTS: dict[Style, tuple[str, str]] = {
    "strong": ("<strong>", "</strong>"),
    "em": ("<em>", "</em>"),
    "strong-em": ("<strong><em>", "</em></strong>"),
    "code": ("<code>", "</code>"),
    "question": ("<strong>", "</strong>"),
    "warning": ("<strong>", "</strong>"),
    "badge": ('<span class="badge">', "</span>"),
    "muted": ('<span class="muted">', "</span>"),
}
_HEADINGS = ("heading", "drug", "question", "warning")


def html_page(loaded: LoadedMonograph, tab: Tab, moment: datetime) -> str:
    """The page as the screen shows it with all questions open, with the drug's name and the source on each sheet
    of paper, and the disclaimer in a box.

    moment: when it was exported, with its time zone.
    """
    monograph = loaded.monograph
    title = safe_line(monograph.title)
    section = "" if tab.section == ALL else safe_line(tab.title)
    name = f"{title}: {section}" if section else title
    style = (pkgutil.get_data("medtui", "data/exported_page.css") or b"").decode()
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(name)}</title>",
            f"<style>\n{style}</style>",
            "</head>",
            "<body>",
            # A table: its head and foot are repeated on each printed page.
            '<table class="sheet" role="presentation">',
            f'<thead><tr><td><div class="head"><h1>{escape(title)}</h1>',
            f'<div class="section">{escape(section)}</div>',
            f'<div class="status">{escape(_status(loaded))}</div></div></td></tr></thead>',
            f'<tfoot><tr><td><div class="foot"><div>{escape(safe_line(source_line(loaded)))}</div>',
            f"<div>{escape(export_line(moment))}</div></div></td></tr></tfoot>",
            "<tbody><tr><td>",
            *map(piece_html, (*whole_page(monograph, tab), *source_pieces(monograph, tab))),
            "</td></tr></tbody>",
            "</table>",
            "</body>",
            "</html>",
            "",
        )
    )


def _status(loaded: LoadedMonograph) -> str:
    """The review and the dates, on each sheet: `NOT CLINICALLY REVIEWED · written 2026-11-22`."""
    age, review = age_and_review(loaded)
    label = label_fields(loaded.monograph.metadata)
    return " · ".join(filter(None, (review.upper(), age, *(label.words if label else ()))))


def _block_html(block: Block, is_head: bool) -> str:
    return _flow(block, is_head) if isinstance(block, Flow) else _table(block)


def piece_html(piece: PagePiece, draw: Callable[[Block, bool], str] = _block_html) -> str:
    """One piece, its question open; a disclaimer in a box. draw: a block -> its HTML, in a head or not."""
    part = piece.part
    kinds = {PartKind.DISCLAIMER: "disclaimer", PartKind.FAQ: "question", PartKind.FRONT_MATTER: "front-matter"}
    kind = kinds.get(part.kind, "part") if part else "ours"
    if part is None and any(isinstance(block, Flow) and block.spans for block in piece.body):
        kind = "ours box"
    head = "".join(_checked(block, True, draw) for block in piece.head)
    body = "".join(_checked(block, False, draw) for block in piece.body)
    return f'<div class="{kind}">{head}{body}</div>'


def html_text(html: str) -> str:
    """The text of a piece of the page's body, as a browser would show it; white space is not kept exactly."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return "".join(reader.texts)


def _checked(block: Block, is_head: bool, draw: Callable[[Block, bool], str]) -> str:
    """The HTML of a block; its plain lines where that does not say what the block says."""
    for prefix, place in _BOX_PARTS.items():
        if block.first.startswith(prefix):
            inside = block._replace(
                first=block.first.removeprefix(prefix), rest=block.rest.removeprefix(BOX_BAR)
            )  # a border goes on where the words wrap
            return f'<div class="callout {place}">{_checked(inside, is_head, draw)}</div>'
    try:
        html = draw(block, is_head)
        if html_text(html).split() == _drawn(block).split():
            return html
    except Exception:  # a bug in here must not hide the text
        pass
    return f'<pre class="lines">{escape(plain((block,), _WIDEST_TABLE))}</pre>'


def _drawn(block: Block) -> str:
    """A block's characters, bullets included."""
    if isinstance(block, Flow):
        return ("" if _bars(block) else _lead(block)) + _joined(block.spans)
    return _lead(block) + " ".join(map(_joined, block.cells))


def _lead(block: Block) -> str:
    """What medtui draws before a block, shortened so that the words keep some room on paper."""
    return block.first[-_WIDEST_LEAD:]


def _bars(flow: Flow) -> int:
    """How many borders stand for the bars of a quotation; 0 where something else is drawn before it, too."""
    bars = flow.first.count(QUOTE_BAR)
    return bars if bars <= _MOST_BORDERS and flow.first == flow.rest == QUOTE_BAR * bars else 0


def _flow(flow: Flow, is_head: bool) -> str:
    if not flow.spans and not flow.first.strip():
        return '<div class="gap"></div>'
    if not flow.spans and not flow.first.strip(" ─━"):
        return f'<div class="rule">{escape(_lead(flow))}</div>'
    words = f'<code class="lines">{escape(_joined(flow.spans))}</code>' if flow.verbatim else _spans(flow.spans)
    style = flow.spans[0].style if flow.spans else ""
    tag = "div"
    if style in _HEADINGS and (is_head or style == "heading"):
        tag = "h2" if is_head and style != "question" else "h3"
    line = f"<{tag}>{words}</{tag}>"
    if bars := _bars(flow):  # a border goes on where the words wrap
        return "<blockquote>" * bars + line + "</blockquote>" * bars
    return _item(_lead(flow), words, tag) if flow.first else line


def _item(lead: str, words: str, tag: str = "div") -> str:
    inner = "div" if tag == "div" else "span"  # a heading may hold no div
    drawn = f'<span class="lead" style="min-width:{cell_len(lead)}ch">{escape(lead)}</span>'
    return f'<{tag} class="item">{drawn}<{inner} class="words">{words}</{inner}></{tag}>'


def _joined(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def _spans(spans: Sequence[Span]) -> str:
    """The spans as HTML; where a line break would mislead (`500 mg`, `> 25`), the space is a fixed one."""
    text = no_breaks(_joined(spans))
    pieces = []
    at = 0
    for span in spans:
        words = text[at : at + len(span.text)]
        opening, closing = _ELEMENTS.get(span.style, ("", ""))
        pieces.append(f"{opening}{escape(words)}{closing}")
        at += len(span.text)
    return "".join(pieces)


def _table(table: Table) -> str:
    if _widest(table) + cell_len(_lead(table)) > _WIDEST_TABLE:
        raise ValueError("too wide for paper")
    head = "".join(f'<th scope="col">{_cell(cell)}</th>' for cell in table.header)
    rows = ("".join(f"<td>{_cell(cell)}</td>" for cell in row) for row in table.rows)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    html = f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return _item(_lead(table), html) if table.first else html


def _widest(table: Table) -> int:
    """The least width of the table in characters: no word may be broken or cut off."""
    columns = zip(table.header, *table.rows, strict=True)
    texts = (" ".join(no_breaks(_joined(cell)) for cell in column).replace("\n", " ") for column in columns)
    return sum(3 + max(map(cell_len, text.split(" "))) for text in texts)


def _cell(spans: Sequence[Span]) -> str:
    return _spans(spans).replace("\n", "<br>")


class _TextReader(HTMLParser):
    """Collects what is no tag, with a space where a tag parts words."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.texts.append(" " if tag in ("br", "div", "td", "th", "tr", "h2", "h3", "pre") else "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
