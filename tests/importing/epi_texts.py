"""EU product information made for a test, of invented drugs: FHIR as JSON, and the same as XML."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import quoteattr

from medtui.importing.formats import read_labels
from medtui.importing.label import Label

SUMMARY, LEAFLET = "100000155532", "100000155538"
Resource = dict[str, Any]


def div(xhtml: str) -> str:
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{xhtml}</div>'


def coded(code: str, **more: str) -> Resource:
    return {"coding": [{"code": code, **more}]}


def section(title: str, xhtml: str = "", *inner: Resource, code: str = "") -> Resource:
    """code: the last three digits of a SPOR code, or any other."""
    one: Resource = {"title": title}
    if code:
        one["code"] = coded(f"200000029{code}" if len(code) == 3 else code)
    if xhtml:
        one["text"] = {"status": "additional", "div": div(xhtml)}
    return one | ({"section": list(inner)} if inner else {})


def composition(*sections: Resource, kind: str = SUMMARY, **more: object) -> Resource:
    return {
        "resourceType": "Composition",
        "language": "es",
        "type": coded(kind),
        "date": "2025-06-04",
        "title": "Some document",
        **more,
        "section": list(sections),
    }


def bundle(*resources: Resource, type: str = "document", **more: object) -> Resource:
    return {"resourceType": "Bundle", "type": type, **more, "entry": [{"resource": one} for one in resources]}


def summary(*sections: Resource, name: str = "Zelo 5 mg tablets", **more: str) -> Resource:
    """A document bundle, with the product's name in its first section."""
    root = section("SUMMARY", "", section("1. NAME", f"<p>{name}</p>", code="792"), *sections, code="791")
    return bundle(composition(root) | more)


def leaflet(*sections: Resource, title: str = "1. What Zelo is", **more: str) -> Resource:
    first = section(title, "<p>A medicine.</p>", code="895")
    return bundle(composition(section("LEAFLET", "", first, *sections, code="894"), kind=LEAFLET, **more))


def collection(*bundles: Resource, id: str = "EPI/1") -> Resource:
    listed = {"resourceType": "List", "identifier": [{"system": "http://agency.example/epi", "value": id}]}
    return bundle(listed, *bundles, type="collection")


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def as_xml(resource: Resource) -> bytes:
    return _xml(resource["resourceType"], resource).replace(">", ' xmlns="http://hl7.org/fhir">', 1).encode()


def _xml(name: str, value: object) -> str:
    if name == "div":
        return str(value)
    if isinstance(value, list):
        return "".join(_xml(name, one) for one in value)
    if not isinstance(value, dict):
        return f"<{name} value={quoteattr(str(value))}/>"
    inner = "".join(_xml(key, one) for key, one in value.items() if key != "resourceType")
    if (kind := value.get("resourceType")) and kind != name:
        return f"<{name}><{kind}>{inner}</{kind}></{name}>"
    return f"<{name}>{inner}</{name}>"


def label_of(resource: object) -> Label:
    (label,) = read_labels(as_json(resource))
    return label


def usage(xhtml: str) -> Label:
    """A label whose therapeutic indications are that XHTML."""
    return label_of(summary(section("4.1 Indications", xhtml, code="799")))
