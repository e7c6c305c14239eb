"""A release of labels as it is published, made by repeating real ones under other set ids: DailyMed's zip of zips, of
SPL or ePI, or openFDA's file of records."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from uuid import UUID

from medtui.importing.formats import read_labels
from medtui.importing.inputs import inputs
from medtui.importing.safe_xml import UnusableSourceError

SPL, OPENFDA, EPI = "SPL", "openFDA", "ePI"
_IN_SPL, _IN_FHIR, _IN_JSON = (
    rb"<setId\b[^>]*\broot=",
    rb"<identifier>\s*<system\b[^>]*>\s*<value value=",
    rb'"set_id":\s*',
)
_SET_ID = re.compile(rb"((?:%b|%b|%b)\")[^\"]*(\")" % (_IN_SPL, _IN_FHIR, _IN_JSON))


def samples(folder: Path) -> Mapping[str, Sequence[bytes]]:
    """The documents and records in a folder that are imported without being asked for, by format."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for one in inputs([folder]):
        if isinstance(one.data, bytes) and (name := _format(one.data)):
            found[name].append(one.data)
    return found


def _format(data: bytes) -> str:
    """Of what is imported; product information in JSON is not repeated."""
    try:
        read_labels(data)
    except UnusableSourceError:
        return ""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return OPENFDA if b'"set_id"' in data else ""
    return SPL if b"<setId" in data else EPI


def make_release(labels: Sequence[bytes], count: int, path: Path) -> int:
    """Write so many labels of one format, each of another set id. How many bytes they have, not packed."""
    size = 0
    is_json = labels[0].lstrip().startswith(b"{")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as release:
        repeated = (_with_set_id(labels[number % len(labels)], number) for number in range(count))
        if is_json:
            with release.open("drug-label-0001-of-0001.json", "w", force_zip64=True) as file:
                for number, (_, data) in enumerate(repeated):
                    size += file.write((b"," if number else b'{"results": [') + data)
                file.write(b"]}")
            return size
        for set_id, data in repeated:
            inner = BytesIO()
            with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(f"{set_id}.xml", data)
            release.writestr(f"prescription/{set_id}.zip", inner.getvalue())
            size += len(data)
    return size


def _with_set_id(data: bytes, number: int) -> tuple[str, bytes]:
    set_id = str(UUID(int=(number + 1) << 96))  # its first eight figures are in the file's name
    return set_id, _SET_ID.sub(rb"\g<1>" + set_id.encode() + rb"\2", data)
