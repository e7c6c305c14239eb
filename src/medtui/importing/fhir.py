"""Resources of FHIR, in XML or JSON -> one tree of elements, as in XML: values are attributes, texts are XHTML."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from xml.etree.ElementTree import Element, SubElement
from xml.sax.saxutils import escape

from medtui.importing.loose_markup import parse_markup
from medtui.importing.safe_xml import UnusableSourceError, parse_xml

_ENTITY = re.compile(r"&(\w+;)")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAGS = (
    "p div span br b strong i em u a img ul ol li table thead tbody tfoot tr td th caption col colgroup sup sub hr"
    " h1 h2 h3 h4 h5 h6 blockquote pre dl dt dd font small"
)
_TAG = re.compile(rf"</?(?:{_TAGS.replace(' ', '|')})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_REPAIRED = "data-repaired"
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


def fhir_of_json(value: object) -> Element:
    """The tree of a resource, or of whatever else the JSON is. Raises UnusableSourceError."""
    root = _element("resource", value)
    return root[0] if len(root) == 1 and isinstance(value, dict) and "resourceType" in value else root


def _element(name: str, value: object) -> Element:
    if name == "div" and isinstance(value, str):
        return xhtml(value)
    element = Element(name)
    if isinstance(value, dict):
        inner = SubElement(element, str(value["resourceType"])) if "resourceType" in value else element
        for key, members in value.items():
            for member in members if isinstance(members, list) else [members]:
                if key != "resourceType":
                    inner.append(_element(key, member))
    elif isinstance(value, list):
        element.extend([_element(name, member) for member in value])
    elif value is not None:
        element.set("value", str(value))
    return element


def xhtml(text: str) -> Element:
    """The element that XHTML is, with the entities of HTML. If it is no whole XML, it is read as by a browser, or
    stands as it is where that loses anything; then it `is_repaired`. Raises UnusableSourceError."""
    if _DOCTYPE.search(text):
        raise UnusableSourceError("a text in it has a document type, which labels have not")
    try:
        return parse_xml(_ENTITY.sub(_character, text).encode())
    except UnusableSourceError:
        element = parse_markup(text)
    if _letters("".join(element.itertext())) != _letters(unescape(_TAG.sub("", text))):
        element = Element("div")
        element.text = text
    element.tag = "div"
    element.set(_REPAIRED, "yes")
    return element


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def is_repaired(text: Element) -> bool:
    """Whether a text may be other than what was meant, as its XHTML was not whole."""
    return text.get(_REPAIRED) is not None


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    return entity[0] if name in _OF_XML or name not in html5 else escape(html5[name])


def value_of(element: Element | None, path: str = ".") -> str:
    """The value of an element, or of one in it, in one line; empty without one."""
    found = None if element is None else element.find(path)
    return "" if found is None else " ".join(found.get("value", "").split())


def values_of(element: Element, path: str) -> list[str]:
    """The values of all elements there that have one."""
    return [value for found in element.findall(path) if (value := value_of(found))]
