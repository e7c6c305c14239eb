"""The text of a label, elements of SPL or XHTML -> Markdown in which each word of the source is text, and no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from medtui.importing.grid import Cell, rows_of, span_of, strays_of, table_lines
from medtui.presentation.markdown.markdown_parser import shifted

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"list", "ul", "ol"})
_ITEMS = frozenset({"item", "li"})
_DIVISIONS = (
    "paragraph table text p div blockquote pre dl dt dd hr section article header footer address figure figcaption"
    " center body tr td th thead tbody tfoot"
)
_BLOCKS = _HEADINGS | _LISTS | _ITEMS | frozenset(_DIVISIONS.split())
_FIGURES = frozenset({"renderMultiMedia", "img"})
_APART = frozenset({"caption", "title"})  # where they stand in a line
_OUTSIDE = _FIGURES | _APART | {"footnote", "footnoteRef", "br"}  # of what is raised or lowered
_MOVED = re.compile(r"vertical-align\s*:\s*(super|sub)\b")
_HEAVY = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)")
_RAISED_AS_THEY_ARE = frozenset("®™©℠*†‡§¶#\\")  # the last one before a sign that else were markup
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MARKUP = re.compile(r"([\\`*_\[\]<>&#|~$!])")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0](?:[ \t\r\n\f\v\u00a0]+|(?<! ))")  # but one blank, which may stay
_LINE_START = re.compile(r"(?m)^(\s*)(?:([-+=:])|(\d{1,9})([.)]))(?=\s|$|[-=:])")
_BULLETS = frozenset("•·●○▪■◦‣-–—*o¾§Ø")
_NUMBER = re.compile(r"(\d{1,9})[.)]")
_IS_NO_PARAGRAPH = re.compile(r"[-|] |\d{1,9}[.)] ")
_TALL = "\ufdd0"  # stands for a line break while white space is collapsed; it is no character that a text can have
_BOLD, _PLAIN = "\ufdd1", "\ufdd2"  # where bold begins and ends
_ROUND = str.maketrans("[]", "()")
_OWN_SIGNS = re.compile(f"[{_TALL}{_BOLD}{_PLAIN}\xad\ufeff]")
_BOLD_AGAIN = re.compile(rf"{_PLAIN}(\s*){_BOLD}")
_IN_BOLD = re.compile(rf"{_BOLD}(\s*)([^{_BOLD}{_PLAIN}]*?)(\s*){_PLAIN}")


class Narrative:
    """Writes the texts of one section. figures: by id, what a picture shows and its file. notes: the footnotes found so
    far, which are taken out after the table or text that they belong to."""

    def __init__(self, figures: Mapping[str, tuple[str, str]], *, has_bold: bool) -> None:
        self._figures, self._has_bold = figures, has_bold
        self._notes: list[str] = []
        self._numbers: dict[str, int] = {}
        self._cells = 0  # in so many cells of tables inside each other

    def blocks(self, element: Element) -> list[str]:
        """The blocks of Markdown in an element, footnotes at the end."""
        return [*self._blocks(element), *self.notes()]

    def line(self, element: Element | None) -> str:
        """All of an element in one line, as in a heading."""
        if element is None:
            return ""
        text = self._inline(element).replace(_TALL, " ").replace(_BOLD, "").replace(_PLAIN, "")
        return " ".join(text.split())

    def notes(self) -> list[str]:
        """The footnotes since the last time."""
        notes, self._notes = self._notes, []
        return notes

    def _blocks(self, element: Element, done: Element | None = None) -> list[str]:
        """Text and inline elements between blocks make a paragraph. done: the caption, where it is written already."""
        blocks: list[str] = []
        words = [_text(element.text)]
        for child in element:
            if child.tag in _BLOCKS or _holds_blocks(child):
                blocks += self._paragraph(words)
                blocks += self._block(child)
                words = []
            elif child is not done:
                words += self._in_line(child)
            words.append(_text(child.tail))
        return blocks + self._paragraph(words)

    def _block(self, element: Element) -> list[str]:
        if element.tag in _LISTS:
            return self._list(element)
        if element.tag == "table":
            return self._table(element)
        if element.tag in _HEADINGS and not _holds_blocks(element):
            return self._paragraph([_BOLD, self._inline(element), _PLAIN])
        caption = element.find("caption")
        if caption is not None and (element[0] is not caption or (element.text or "").strip()):
            caption = None  # it stands where it is
        before = [f"**{text}**"] if caption is not None and (text := self.line(caption)) else []
        return [*before, *self._blocks(element, caption)]

    def _paragraph(self, words: Sequence[str]) -> list[str]:
        text = "".join(words)
        if not text or text.isspace():
            return []
        lines = [_single_spaced(line).strip(" ") for line in self._bold(text).split(_TALL)]
        if len(lines) == 1:
            return [_LINE_START.sub(_guarded, lines[0])] if lines[0] else []
        while lines and not lines[0]:
            del lines[0]
        while lines and not lines[-1]:
            del lines[-1]
        if not lines:
            return []
        groups = "\n".join(_LINE_START.sub(_guarded, line) for line in lines).split("\n\n")
        return ["\\\n".join(line for line in group.split("\n") if line) for group in groups if group.strip()]

    def _bold(self, text: str) -> str:
        """The text with its bold as Markdown, where that can be told from two asterisks."""
        if _BOLD not in text:
            return text
        text = _BOLD_AGAIN.sub(r"\1", text)

        def marked(found: re.Match[str]) -> str:
            before, inside, after = found.groups()
            start, end = text[: found.start()][-1:], text[found.end() :][:1]
            stands_apart = (before or not start.isalnum()) and (after or not end.isalnum())
            if not (inside and stands_apart and self._has_bold) or _TALL in inside:
                return found[0][1:-1]
            edges = inside[0] + inside[-1]
            return f"{before}**{inside}**{after}" if edges.isalnum() else found[0][1:-1]

        return _IN_BOLD.sub(marked, text).replace(_BOLD, "").replace(_PLAIN, "")

    # Lists ------------------------------------------------------------------------------------------

    def _list(self, element: Element) -> list[str]:
        caption = element.find("caption")
        blocks = [text] if caption is not None and (text := self.line(caption)) else []
        start = element.get("start", "1").strip()
        number = int(start) - 1 if start.isdecimal() and len(start) < 9 else 0
        lines: list[str] = []
        before = indent = ""
        for item in _items(element):
            if item.tag in _LISTS and lines:  # it goes on with the item before it
                lines += ["", *(_indented(indent + block, indent) for block in self._list(item)), ""]
                continue
            mark, lead = self._mark(item, *_own_mark(element, number))
            own = self._blocks(item, item.find("caption")) if item.tag in _ITEMS else self._block(item)
            body = "\n\n".join(own)
            if lead and (body or item.find("caption") is not None):
                body = f"{lead}\n\n{body}" if _IS_NO_PARAGRAPH.match(body) else f"{lead} {body}".strip()
            if not body:
                continue
            number += 1
            indent = " " * (len(mark) + 1)
            if lines and before != mark[-1]:
                lines.append("")  # else a list of another kind would not begin
            before = mark[-1]
            lines.append(_indented(f"{mark} {body}", indent))
        return [*blocks, "\n".join(lines).rstrip("\n")] if lines else blocks

    def _mark(self, item: Element, own: str, letter: str) -> tuple[str, str]:
        """The mark of an item in Markdown, and what the label has for one where Markdown has no such mark. own,
        letter: those that it has without a caption."""
        caption = item.find("caption")
        given = "" if caption is None else self.line(caption)
        plain = given.replace("\\", "").strip()
        if not plain:
            return own, letter
        if plain in _BULLETS:
            return "-", ""
        if number := _NUMBER.fullmatch(plain):
            return f"{number[1]}{plain[-1]}", ""
        return "-", given

    # Tables -----------------------------------------------------------------------------------------

    def _table(self, table: Element) -> list[str]:
        caption = table.find("caption")
        blocks = [f"**{text}**"] if caption is not None and (text := self.line(caption)) else []
        blocks += [block for stray in strays_of(table) for block in self._blocks(stray)]
        if self._cells:
            return [*blocks, *self._table_in_cell(table)]
        if _is_box(table):
            return [*blocks, *(block for row, _ in rows_of(table) for cell in row for block in self._blocks(cell))]
        rows: list[list[Cell]] = []
        headers = 0
        for row, in_head in rows_of(table):
            cells = [self._cell(cell) for cell in row if cell.tag in ("td", "th")]
            if in_head or (headers == len(rows) and cells and all(cell.is_header for cell in cells)):
                headers += headers == len(rows)
            rows.append(cells)
        if headers == len(rows):
            headers = min(1, headers)
        lines = table_lines(rows, headers)
        return [*blocks, *(["\n".join(lines).strip("\n")] if lines else []), *self.notes()]

    def _table_in_cell(self, table: Element) -> list[str]:
        """Its rows, a paragraph each: a table cannot stand in another one."""
        rows = ([self._cell(cell).text.replace("<br>", " ") for cell in row] for row, _ in rows_of(table))
        return [text for row in rows if (text := "; ".join(filter(None, row)))]

    def _cell(self, cell: Element) -> Cell:
        self._cells += 1
        blocks = self._block(cell)
        self._cells -= 1
        lines = "\n".join(blocks).replace("\\\n", "\n").split("\n")
        text = "<br>".join(filter(None, map(str.strip, lines)))
        return Cell(text, span_of(cell, "colspan"), span_of(cell, "rowspan"), cell.tag == "th")

    # Inline -----------------------------------------------------------------------------------------

    def _inline(self, element: Element) -> str:
        parts = [_text(element.text)]
        for child in element:
            parts += [*self._in_line(child), _text(child.tail)]
        return "".join(parts)

    def _in_line(self, element: Element) -> tuple[str, ...]:
        is_apart = element.tag in _BLOCKS or element.tag in _APART or (len(element) and _holds_blocks(element))
        return (_TALL, self._one(element), _TALL) if is_apart else (self._one(element),)

    def _one(self, element: Element) -> str:
        match element.tag:
            case "span" | "em" if not element.attrib:
                words = self._inline(element)
            case "br":
                words = f"{_TALL}{self._inline(element)}"
            case "sup" | "sub":
                words = self._moved(element, raised=element.tag == "sup")
            case _ if moved := _MOVED.search(element.get("style", "").lower()):
                words = self._moved(element, raised=moved[1] == "super")
            case "footnote":
                words = self._noted(element)
            case "footnoteRef":
                words = f" \\[note {self._number(element.get('IDREF', ''))}\\]{self._inline(element)}"
            case "renderMultiMedia":
                words = self._figure(element)
            case "img":
                file = element.get("src", "")
                figure = _figure(element.get("alt", ""), "" if file.startswith("data:") else file.rpartition("/")[2])
                words = f"{figure}{self._inline(element)}"
            case _ if _is_bold(element):
                words = f"{_BOLD}{self._inline(element)}{_PLAIN}"
            case _:
                words = self._inline(element)
        return words

    def _moved(self, element: Element, *, raised: bool) -> str:
        """Raised or lowered, but for what is drawn in another way; as it is where it holds blocks."""
        if _holds_blocks(element):
            return self._inline(element)
        parts: list[str] = []
        piece = Element(element.tag)
        piece.text = element.text
        for child in element:
            if child.tag in _OUTSIDE:
                parts += [_shifted(self._inline(piece), raised=raised), *self._in_line(child)]
                piece = Element(element.tag)
                piece.text = child.tail
            else:
                piece.append(child)
        return "".join([*parts, _shifted(self._inline(piece), raised=raised)])

    def _noted(self, element: Element) -> str:
        number = self._number(element.get("ID") or f"#{len(self._numbers)}")
        self._notes.append(f"\\[note {number}\\] {self.line(element)}")
        return f" \\[note {number}\\]"

    def _number(self, id: str) -> int:
        """Of a footnote, by the place where it is first spoken of."""
        return self._numbers.setdefault(id, len(self._numbers) + 1)

    def _figure(self, element: Element) -> str:
        about, file = self._figures.get(element.get("referencedObject", ""), ("", ""))
        return f"{_figure(about, file)}{self.line(element)} "


def _figure(about: str, file: str) -> str:
    told = " ".join(filter(None, (about.strip(), file if file not in about else ""))).translate(_ROUND)
    return f" \\[Figure: {_text(told) or 'no description'}, file not shown\\] "


def _is_bold(element: Element) -> bool:
    if element.tag in ("strong", "b"):
        return True
    return "bold" in element.get("styleCode", "").lower() or bool(_HEAVY.search(element.get("style", "").lower()))


def _items(element: Element) -> Iterator[Element]:
    """Of a list, with what stands between them as items too."""
    between = Element("li")
    between.text = element.text
    caption = element.find("caption")
    for child in element:
        if child is caption:
            between.text = f"{between.text or ''}{child.tail or ''}"
        elif child.tag in _BLOCKS or _holds_blocks(child):
            yield between
            yield child
            between = Element("li")
            between.text = child.tail
        else:
            between.append(child)
    yield between


def _own_mark(element: Element, number: int) -> tuple[str, str]:
    """Of an item after that many others, in Markdown and, where that has no letters, as text."""
    style = element.get("style", "")
    if element.get("type") in ("a", "A") or "-alpha" in style or "-latin" in style:
        letter = _LETTERS[number % len(_LETTERS)]
        return "-", f"{letter.upper() if element.get('type') == 'A' or 'upper-' in style else letter}."
    is_ordered = element.tag == "ol" or element.get("listType") == "ordered" or "decimal" in style
    return f"{number + 1}." if is_ordered else "-", ""


def _indented(block: str, indent: str) -> str:
    return block.replace("\n", "\n" + indent).replace("\n" + indent + "\n", "\n\n")


def _is_box(table: Element) -> bool:
    """Whether it is there for its frame: it has another table in it, and one cell in each row that is not empty."""
    return any(inner is not table for inner in table.iter("table")) and all(
        sum(_says_something(cell) for cell in row) < 2 for row, _ in rows_of(table)
    )


def _says_something(cell: Element) -> bool:
    return any(text.strip() for text in cell.itertext()) or cell.find(".//img") is not None


def _holds_blocks(element: Element) -> bool:
    """Whether an inline element has blocks in it, as `content` around paragraphs has."""
    is_apart = element.tag in _OUTSIDE and element.tag != "br"
    return not is_apart and any(inner.tag in _BLOCKS or _holds_blocks(inner) for inner in element)


def _text(text: str | None) -> str:
    """Text that can be no markup."""
    if not text:
        return ""
    if not text.isascii():
        text = _OWN_SIGNS.sub("", text)
    return _MARKUP.sub(r"\\\1", text) if _MARKUP.search(text) else text


def _single_spaced(line: str) -> str:
    """The line with one blank for each run of them; most are so, which is told much faster."""
    return line if line.isprintable() and "  " not in line else _SPACE.sub(" ", line)


def _guarded(start: re.Match[str]) -> str:
    """The beginning of a line that would be a list or a heading."""
    space, sign, number, end = start.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{end}"


def _shifted(text: str, *, raised: bool) -> str:
    """`10⁹`, `m²`; what cannot be raised as `^(a)`; nothing where there is nothing. A blank before it is left
    out."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    after = " " if text[-1].isspace() else ""
    if raised and _RAISED_AS_THEY_ARE.issuperset(words):
        return words + after
    if not raised and words.isalpha():
        return f"{' ' if text[0].isspace() else ''}{words}{after}"  # `Cmax`
    moved = shifted(words, raised=raised) + after
    return moved.replace("_(", "\\_(", 1) if moved.startswith("_(") else moved
