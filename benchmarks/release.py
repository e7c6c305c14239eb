"""A release of labels as DailyMed gives it, a zip of zips, made by repeating real ones under other set ids."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from uuid import UUID

from medtui.importing.formats import read_labels
from medtui.importing.safe_xml import UnusableSourceError

_IN_SPL, _IN_FHIR = rb"<setId\b[^>]*\broot=", rb"<identifier>\s*<system\b[^>]*>\s*<value value="
_SET_ID = re.compile(rb"((?:%b|%b)\")[^\"]*(\")" % (_IN_SPL, _IN_FHIR))


def samples(folder: Path) -> list[bytes]:
    """The documents in a folder that are imported without being asked for."""
    return [data for path in sorted(folder.rglob("*.xml")) if _is_label(data := path.read_bytes())]


def _is_label(data: bytes) -> bool:
    try:
        read_labels(data)
    except UnusableSourceError:
        return False
    return True


def make_release(labels: Sequence[bytes], count: int, path: Path) -> None:
    """Write so many labels, each of another set id."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as release:
        for number in range(count):
            set_id = str(UUID(int=(number + 1) << 96))  # its first eight figures are in the file's name
            data = _SET_ID.sub(rb"\g<1>" + set_id.encode() + rb"\2", labels[number % len(labels)])
            inner = BytesIO()
            with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(f"{set_id}.xml", data)
            release.writestr(f"prescription/{set_id}.zip", inner.getvalue())
