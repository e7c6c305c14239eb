"""Markup of tables that stands in other data, and need be no whole XML: an element with all of its words."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

from medtui.importing.safe_xml import MOST_DEPTH, UnusableSourceError, parse_xml

_EMPTY = frozenset({"br", "col", "img", "hr"})
_ENDS = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"), "item": ("item",), "li": ("li",)}
"""What ends where one of these begins, if it stands open in the same table or list."""
_AROUND = frozenset({"table", "list", "ul", "ol", "text"})
_SPELLED = {
    name.lower(): name
    for name in (
        *("renderMultiMedia", "footnoteRef", "linkHtml"),
        *("referencedObject", "IDREF", "ID", "listType", "styleCode"),
    )
}
"""What the parser says in lower case."""


def parse_markup(markup: str) -> Element:
    """A `text` with what the markup says, read as XML, or else as browsers read HTML."""
    try:
        return parse_xml(f"<text>{markup}</text>".encode())
    except (UnusableSourceError, UnicodeError):
        loose = _LooseMarkup()
        loose.feed(markup)
        loose.close()
        return loose.root


class _LooseMarkup(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("text")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inner = [one.tag for one in self._open]
        around = max(at for at, name in enumerate(inner) if name in _AROUND)
        first = next((at for at in range(around + 1, len(inner)) if inner[at] in _ENDS.get(tag, ())), None)
        if first is not None:
            del self._open[first:]
        attributes = {_SPELLED.get(name, name): value or "" for name, value in attrs}
        element = SubElement(self._open[-1], _SPELLED.get(tag, tag), attributes)
        if tag not in _EMPTY and len(self._open) < MOST_DEPTH:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = _SPELLED.get(tag, tag)
        at = max(at for at, one in enumerate(self._open) if one.tag == name or at == 0)
        if at:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        inner = self._open[-1]
        if len(inner):
            inner[-1].tail = (inner[-1].tail or "") + data
        else:
            inner.text = (inner.text or "") + data
