"""XML from a stranger: parsed without entities, and refused where it is too large, too deep or not whole."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MOST_BYTES = 64 * 1024 * 1024
MOST_DEPTH = 200


class UnusableSourceError(Exception):
    """What was to be imported cannot be. str(error) says why, in words that follow the file's name and a colon."""


class _Builder:
    """Builds the tree without namespaces. Expat tells of a document type before anything of it is used."""

    def __init__(self) -> None:
        self._tree = TreeBuilder()
        self._depth = 0
        parser = self._parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._tree.data

    def parsed(self, data: bytes) -> Element:
        self._parser.Parse(data, True)
        return self._tree.close()

    def _doctype(self, *_: object) -> None:
        raise UnusableSourceError("it has a document type, which labels have not")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise UnusableSourceError(f"its elements are nested more than {MOST_DEPTH} deep")
        self._tree.start(name.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._tree.end(name.rpartition("}")[2])


def parse_xml(data: bytes) -> Element:
    """The root element, names without namespaces. Raises UnusableSourceError."""
    if len(data) > MOST_BYTES:
        raise UnusableSourceError(f"it is larger than {MOST_BYTES // 2**20} MB")
    try:
        return _Builder().parsed(data)
    except expat.ExpatError as error:
        raise UnusableSourceError(
            f"it is no whole XML: {expat.ErrorString(error.code)}, line {error.lineno}"
        ) from error
    except (LookupError, ValueError) as error:
        raise UnusableSourceError(f"its encoding cannot be read: {error}") from error
