"""The formats that labels come in: bytes of one label -> a Label. Which it is its content says, not its file's name."""

from __future__ import annotations

from medtui.importing.epi import read_epi
from medtui.importing.fhir import fhir_of_json
from medtui.importing.label import Label
from medtui.importing.safe_json import parse_json
from medtui.importing.safe_xml import parse_xml
from medtui.importing.spl import spl_label

_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"


def read_label(data: bytes, include: frozenset[str] = frozenset()) -> Label:
    """include: kinds of label to take besides those for people. Raises UnusableSourceError."""
    if data.lstrip(_BEFORE_JSON)[:1] in (b"{", b"["):
        return read_epi(fhir_of_json(parse_json(data)))[0]
    root = parse_xml(data)
    return spl_label(root, include) if root.tag == "document" else read_epi(root)[0]
