"""FDA labels as openFDA gives them, without paragraphs, lists and most headings: a record of its JSON -> a Label."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from medtui.importing.flat_sections import sections_of
from medtui.importing.label import Ingredient, Label, Origin, Product
from medtui.importing.safe_xml import UnusableSourceError
from medtui.importing.spl import KINDS, date_of, number_of

_FACTS = frozenset({"id", "set_id", "version", "effective_time", "openfda"})
"""Fields that are no text of the label."""
_OTHERS = {
    "safetyreportid": "report of a side effect",
    "recall_number": "recall",
    "product_ndc": "entry of the NDC directory",
    "sponsor_name": "approval",
    "report_number": "report about a device or food",
}
"""Records of openFDA that are no labels, by a field of theirs."""
_URL = "https://api.fda.gov/drug/label.json?search=set_id:"
OPENFDA_DISCLAIMER = (
    "**Disclaimer:** A label from openFDA, which the FDA has not validated. Its paragraphs, lists and most headings are"
    " lost there. The FDA says not to rely on openFDA for decisions about medical care. Labels change: look for a newer"
    " version, and ask a pharmacist or doctor."
)
_MOST_NAME = 8  # words


def read_openfda(record: object, include: frozenset[str] = frozenset()) -> Label:
    """The label in a record. include: kinds of label to take besides those for people. Raises UnusableSourceError."""
    if not isinstance(record, dict):
        raise UnusableSourceError("it is no record")
    set_id = record.get("set_id")
    if not (isinstance(set_id, str) and set_id.strip()):
        other = next((name for field, name in _OTHERS.items() if field in record), "")
        raise UnusableSourceError(f"it is no drug label but {_a(other)}" if other else "it has no set_id")
    facts = record.get("openfda") or {}
    if not isinstance(facts, dict):
        raise UnusableSourceError("its openfda is no object")
    kind = next(iter(_texts(facts.get("product_type"))), "").lower()
    if kind and f"{kind} label" not in KINDS.values() and not {kind, f"{kind} label"} & include:
        raise UnusableSourceError(f"it is {_a(kind)} label, which is imported with --include only")
    fields = {name: _texts(value) for name, value in record.items() if name not in _FACTS}
    if not any(text.strip() for texts in fields.values() for text in texts):
        raise UnusableSourceError("it has no text")
    return Label(
        _origin(set_id.strip().lower()),
        set_id.strip().lower(),
        number_of(_text(record.get("version"))),
        date_of(_text(record.get("effective_time"))),
        f"{kind} label" if kind else "",
        next(iter(_texts(facts.get("manufacturer_name"))), ""),
        tuple(_products(facts, fields)),
        tuple(sections_of(fields)),
        rxcui=tuple(_texts(facts.get("rxcui"))),
        epc=tuple(_texts(facts.get("pharm_class_epc"))),
        given=tuple((name, text) for name, texts in fields.items() for text in texts),
    )


def _a(name: str) -> str:
    return f"a{'n' if name[:1] in 'aeiou' else ''} {name}"


def _origin(set_id: str) -> Origin:
    return Origin(
        "FDA drug labels (openFDA)",
        f'{_URL}"{set_id}"',
        "en",
        "CC0 1.0: openFDA, U.S. Food and Drug Administration",
        OPENFDA_DISCLAIMER,
        is_lossy=True,
    )


def _texts(value: object) -> list[str]:
    """What a field says; of what is no text, its JSON."""
    values = value if isinstance(value, list) else [value]
    return [_text(one) for one in values if one is not None]


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _products(facts: Mapping[str, object], fields: Mapping[str, Sequence[str]]) -> Iterator[Product]:
    """The names and ingredients of all products in one, as it is not said which belong together, then the rest."""
    said = {name: [text for text in _texts(value) if text] for name, value in facts.items()}
    brands, generics = said.get("brand_name", []), said.get("generic_name", [])
    yield Product(
        brands[0] if brands else "" if generics else _name_on_package(fields),
        generics[0] if generics else "",
        form=", ".join(said.get("dosage_form", [])),
        source_ndc=", ".join(said.get("original_packager_product_ndc", [])),
        active=tuple(_ingredients(said.get("substance_name", []), said.get("unii", []))),
        routes=tuple(route.lower() for route in said.get("route", [])),
        approval=", ".join(said.get("application_number", [])),
    )
    for brand in brands[1:]:
        yield Product(brand)
    for generic in generics[1:]:
        yield Product("", generic)
    for ndc in dict.fromkeys([*said.get("product_ndc", []), *said.get("package_ndc", [])]):
        yield Product("", ndc=ndc)


def _ingredients(names: Sequence[str], codes: Sequence[str]) -> Iterator[Ingredient]:
    """Which code is of which is said only where there is one."""
    is_one = len(names) == len(codes) == 1
    for name in names:
        yield Ingredient(name, codes[0] if is_one else "")


def _name_on_package(fields: Mapping[str, Sequence[str]]) -> str:
    """The first words of the product data, which begin with a product's name, as far as they stand on the package too;
    a name that is there twice once."""
    data = " ".join(fields.get("spl_product_data_elements", ())).split()
    package = f" {' '.join(' '.join(fields.get('package_label_principal_display_panel', ())).split())} ".casefold()
    words = next(
        (data[:most] for most in range(_MOST_NAME, 0, -1) if f" {' '.join(data[:most]).casefold()} " in package), []
    )
    half = len(words) // 2
    twice = " ".join(words[:half]).casefold() == " ".join(words[half:]).casefold()
    return " ".join(words[:half] if twice else words)
