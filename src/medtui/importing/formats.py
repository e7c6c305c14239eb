"""The formats that labels come in: bytes -> Labels. Which it is its content says, not its file's name."""

from __future__ import annotations

from medtui.importing.epi import read_epi
from medtui.importing.fhir import fhir_of_json
from medtui.importing.label import Label
from medtui.importing.openfda import read_openfda
from medtui.importing.safe_json import parse_json
from medtui.importing.safe_xml import parse_xml
from medtui.importing.spl import spl_label

_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"


def read_labels(data: bytes, include: frozenset[str] = frozenset()) -> tuple[Label, ...]:
    """Several only from a file with the product information of several products.

    include: kinds of label to take besides those for people. Raises UnusableSourceError.
    """
    if data.lstrip(_BEFORE_JSON)[:1] in (b"{", b"["):
        value = parse_json(data)
        return read_epi(fhir_of_json(value)) if _is_fhir(value) else (read_openfda(value, include),)
    root = parse_xml(data)
    return (spl_label(root, include),) if root.tag == "document" else read_epi(root)


def _is_fhir(value: object) -> bool:
    """Whether it is a resource of FHIR, or has one for a member, as in `{"epi": ...}`."""
    members = [value, *value.values()] if isinstance(value, dict) else []
    return any("resourceType" in one for one in members if isinstance(one, dict))
