"""The texts of the US labels in the corpus, by set id: SPL documents (XML) and openFDA records (JSON)."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

_SET_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_SPL_SET_ID = re.compile(rb'<setId root="([^"]+)"')
_PARTS = {"dosage": ("34068-7", "dosage_and_administration"), "overdose": ("34088-5", "overdosage")}
"""LOINC code of the section of an SPL document, beginning of the names of openFDA's fields."""
_BLOCKS = {"paragraph", "title", "item", "tr", "td", "th", "caption", "br", "text"}


class LabelTexts:
    """files: set id -> SPL file. records: set id -> openFDA record."""

    def __init__(self, files: dict[str, Path], records: dict[str, dict[str, object]]) -> None:
        self._files = files
        self._records = records

    def cited(self, source: dict[str, str]) -> list[str]:
        """The texts of the labels whose set id an entry under `sources:` names."""
        return [text for set_id in _SET_ID.findall(source.get("reference", "")) for text in self._of(set_id)]

    def passages(self, source: dict[str, str], part: str) -> list[tuple[str, str]]:
        """Set id and text of that part of these labels: `dosage` or `overdose`."""
        code, field = _PARTS[part]
        found = []
        for set_id in _SET_ID.findall(source.get("reference", "")):
            if set_id in self._files:
                found.append((set_id, spl_text(self._files[set_id].read_bytes(), code)))
            elif set_id in self._records:
                fields = {key: value for key, value in self._records[set_id].items() if key.startswith(field)}
                found.append((set_id, openfda_text(fields)))
        return found

    def _of(self, set_id: str) -> list[str]:
        if set_id in self._files:
            return [spl_text(self._files[set_id].read_bytes())]
        return [openfda_text(self._records[set_id])] if set_id in self._records else []


@cache
def label_texts(corpus: Path) -> LabelTexts:
    """The labels of a corpus folder."""
    files = {}
    for path in sorted((corpus / "spl" / "labels").glob("*.xml")):
        if match := _SPL_SET_ID.search(path.read_bytes()):
            files[match[1].decode().lower()] = path
    records = {}
    for path in sorted((corpus / "openfda").glob("*.json.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                for record in json.loads(archive.read(name))["results"]:
                    records[str(record.get("set_id")).lower()] = record
    return LabelTexts(files, records)


def spl_text(source: bytes, code: str = "") -> str:
    """The words of an SPL document, one block to a line. code: only those of the sections of this code."""
    root = ElementTree.fromstring(source)
    pieces: list[str] = []
    for element in _sections(root, code) if code else (root,):
        _gather(element, pieces)
    return "".join(pieces)


def _sections(root: ElementTree.Element, code: str) -> Iterator[ElementTree.Element]:
    for section in root.iter("{urn:hl7-org:v3}section"):
        own = section.find("{urn:hl7-org:v3}code")
        if own is not None and own.get("code") == code:
            yield section


def _gather(element: ElementTree.Element, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        _gather(child, pieces)
        if child.tag.rpartition("}")[2] in _BLOCKS:
            pieces.append("\n")
        pieces.append(child.tail or "")


def openfda_text(record: dict[str, object]) -> str:
    """The words of an openFDA record: its fields that hold lists of text, tables (HTML) without their tags."""
    texts = [str(text) for value in record.values() if isinstance(value, list) for text in value]
    return "\n".join(re.sub(r"<[^>]+>", " ", text) for text in texts)
