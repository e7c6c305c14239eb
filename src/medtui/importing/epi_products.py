"""The products of EU product information: from their own resources, or from what the document states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from medtui.importing.fhir import value_of, values_of
from medtui.importing.label import Ingredient, Product

_ACTIVE = frozenset({"100000072072", "ACTIB", "ACTIM", "ACTIR", "active"})
_SCIENTIFIC = frozenset({"220000000003", "NONPROPRIETARY"})
_INVENTED = "220000000002"
_STRENGTH = re.compile(
    r"\s\d[\d.,]*\s?(?:[mkµμ]?g|gram\w*|mc\w*|micro\w*|m[lL]|UI|IU|U|unit\w*|unidad\w*|%|mmol|MBq|/)"
)
_HOLDERS = frozenset({"220000000034", "Labeler"})
_REPACKAGED = "C64637"
_UNII = re.compile(r"[A-Z0-9]{10}")
_UNII_SYSTEMS = ("gsrs", "unii", "fdasis")
_NO_NAME = re.compile(r"^\s*(?:test purposes only|composition for)\W*|\W*package leaflet\s*$", re.IGNORECASE)
_ABOUT = "1. What X is and what it is used for"
_MOST_NAMES, _LONGEST_NAME = 12, 200
_AGENCIES = {"ORG-100003943": "AEMPS", "ORG-100013412": "EMA"}
"""By SPOR number of the organisation."""


def products_of(resources: Element, subjects: Sequence[str]) -> tuple[Product, ...]:
    """The products that have a resource: those which the document is about, or all. subjects: references to them."""
    definitions = list(resources.iter("MedicinalProductDefinition"))
    meant = [one for one in definitions if any(_is_reference(subject, one) for subject in subjects)]
    chosen = meant or definitions
    return tuple(_product(one, resources, is_only=len(definitions) == 1) for one in chosen)


def _product(definition: Element, resources: Element, *, is_only: bool) -> Product:
    active = tuple(
        _ingredient(one, resources)
        for one in resources.iter("Ingredient")
        if _ACTIVE.intersection(_codes(one, "role"))
        and (is_only or any(_is_reference(reference, definition) for reference in values_of(one, "for/reference")))
    )
    forms = _words(definition, "combinedPharmaceuticalDoseForm") or next(
        filter(
            None, (_words(one, "administrableDoseForm") for one in resources.iter("AdministrableProductDefinition"))
        ),
        "",
    )
    name, generic = _names(definition)
    authorization = next(resources.iter("RegulatedAuthorization"), None)
    return Product(
        name,
        generic or ", ".join(one.name for one in active if one.name),
        next((value_of(one, "value") for one in definition.findall("identifier") if _is_ndc(one)), ""),
        next(
            (
                value_of(one, "product/concept/coding/code")
                for one in definition.findall("crossReference")
                if _REPACKAGED in _codes(one, "type")
            ),
            "",
        ),
        forms.lower(),
        active,
        tuple(dict.fromkeys(route.lower() for route in _routes(definition, resources))),
        ", ".join(dict.fromkeys(values_of(resources, ".//RegulatedAuthorization/identifier/value"))),
        "" if authorization is None else _words(authorization, "type"),
        "" if authorization is None else _words(authorization, "status"),
        invented=_invented(definition) or before_strength(name),
    )


def _invented(definition: Element) -> str:
    parts = (part for part in definition.findall("name/part") if _INVENTED in _codes(part, "type"))
    return next((value_of(part, "part") for part in parts), "")


def before_strength(name: str) -> str:
    """`Zelo` of `Zelo 5 mg tablets`."""
    found = _STRENGTH.search(name)
    return name[: found.start()].strip(" ,") if found else ""


def _names(definition: Element) -> tuple[str, str]:
    """The name of a product, and its scientific one."""
    full, scientific = "", ""
    for name in definition.findall("name"):
        text = value_of(name, "productName")
        if _SCIENTIFIC.intersection(_codes(name, "type")):
            scientific = scientific or text
        full = full or text
        parts = (value_of(part, "part") for part in name.findall("part") if _SCIENTIFIC & set(_codes(part, "type")))
        scientific = scientific or next(parts, "")
    return full, scientific


def _ingredient(ingredient: Element, resources: Element) -> Ingredient:
    substance = ingredient.find("substance")
    if substance is None:
        return Ingredient("")
    code = substance.find("code")
    name = "" if code is None else _words(code, "concept")
    unii = "" if code is None else _unii(code.findall("concept/coding"), "code")
    reference = value_of(code, "reference/reference")
    for one in resources.iter("SubstanceDefinition"):
        if _is_reference(reference, one):
            name = name or value_of(one, "name/name")
            unii = unii or _unii(one.findall("identifier"), "value")
    strengths = (_strength(one) for one in substance.findall("strength"))
    return Ingredient(name, unii, next(filter(None, strengths), ""))


def _strength(strength: Element) -> str:
    """`50 mg`, `500 mg per 5 mL`."""
    for kind in ("presentation", "concentration"):
        if (quantity := strength.find(f"{kind}Quantity")) is not None:
            return _amount(quantity)
        if (ratio := strength.find(f"{kind}Ratio")) is not None:
            above, below = (_amount(ratio.find(part)) for part in ("numerator", "denominator"))
            return f"{above} per {below.removeprefix('1 ')}" if below not in ("", "1") else above
    return value_of(strength, "textPresentation") or value_of(strength, "textConcentration")


def _amount(quantity: Element | None) -> str:
    return " ".join(
        filter(None, (value_of(quantity, "value"), value_of(quantity, "unit") or value_of(quantity, "code")))
    )


def _unii(elements: Sequence[Element], path: str) -> str:
    codes = (
        value_of(one, path)
        for one in elements
        if any(name in value_of(one, "system").lower() for name in _UNII_SYSTEMS)
    )
    return next((code for code in codes if _UNII.fullmatch(code)), "")


def _routes(definition: Element, resources: Element) -> Iterator[str]:
    yield from filter(None, (_word(one) for one in definition.findall("route")))
    for one in resources.iter("AdministrableProductDefinition"):
        yield from filter(None, (_words(route, "code") for route in one.findall("routeOfAdministration")))


def atc_codes(resources: Element) -> tuple[str, ...]:
    """The ATC codes that the products are classified by."""
    codings = (
        coding
        for definition in resources.iter("MedicinalProductDefinition")
        for coding in definition.findall("classification/coding")
        if "atc" in value_of(coding, "system").lower()
    )
    return tuple(dict.fromkeys(filter(None, (value_of(coding, "code") for coding in codings))))


def holder_of(resources: Element) -> str:
    """Who holds the authorisation: an organisation that is referred to or is of that kind."""
    for authorization in resources.iter("RegulatedAuthorization"):
        if (holder := authorization.find("holder")) is not None and (name := _organization(holder, resources)):
            return name
    for one in resources.iter("Organization"):
        if _HOLDERS.intersection(_codes(one, "type")):
            return value_of(one, "name")
    return ""


def publisher_of(resources: Element, systems: Sequence[str]) -> str:
    """The agency that is named as regulator or in the profiles; else whose identifiers these are, by their systems."""
    for authorization in resources.iter("RegulatedAuthorization"):
        if (regulator := authorization.find("regulator")) is not None and (name := _organization(regulator, resources)):
            return name
    profiles = " ".join(value_of(one) for one in resources.iter("profile"))
    if name := next((name for number, name in _AGENCIES.items() if number in profiles), ""):
        return name
    hosts = (system.partition("://")[2].partition("/")[0] for system in systems)
    return next(filter(None, hosts), "").removeprefix("www.")


def _organization(reference: Element, resources: Element) -> str:
    target = value_of(reference, "reference")
    found = (value_of(one, "name") for one in resources.iter("Organization") if _is_reference(target, one))
    return next(filter(None, found), "") or value_of(reference, "display")


def stated_name(composition: Element) -> list[str]:
    """The title of a document without what all have, if that leaves anything but the name of its kind; else what stands
    for the X in the title of a section, as in `1. What X is and what it is used for`."""
    title = _NO_NAME.sub("", value_of(composition, "title"))
    kinds = values_of(composition, "type/text") + values_of(composition, "type/coding/display")
    kinds += values_of(composition, "section/title") + values_of(composition, "section/code/coding/display")
    if title and title.casefold() not in map(str.casefold, kinds):
        return [title]
    names = (_name_in(section) for section in composition.iter("section"))
    return [name for name in names if name][:1]


def _name_in(section: Element) -> str:
    title = value_of(section, "title")
    for template in (*values_of(section, "code/coding/display"), _ABOUT):
        before, x, after = template.partition(" X ")
        if x and (found := re.fullmatch(f"{re.escape(before)} (.+?) {re.escape(after)}", title, re.IGNORECASE)):
            return found[1]
    return ""


def first_lines(text: Element) -> list[str]:
    """The first lines of a text, as names and addresses stand in them."""
    parts = "".join(_marked(text)).split("\n")
    lines = (" ".join(part.split()) for part in parts)
    return [line for line in lines if line and len(line) <= _LONGEST_NAME and not line.endswith(":")][:_MOST_NAMES]


def _marked(element: Element) -> Iterator[str]:
    """The text with a line break around each block."""
    is_block = element.tag in ("div", "p", "li", "br", "td", "h1", "h2", "h3", "h4")
    yield "\n" if is_block else ""
    yield element.text or ""
    for inner in element:
        yield from _marked(inner)
        yield inner.tail or ""
    yield "\n" if is_block else ""


def _is_reference(reference: str, resource: Element) -> bool:
    id = value_of(resource, "id")
    return bool(id) and reference.lstrip("#").rpartition("/")[2] == id


def _is_ndc(identifier: Element) -> bool:
    return "ndc" in value_of(identifier, "system").lower()


def _codes(element: Element, path: str) -> list[str]:
    return values_of(element, f"{path}/coding/code") + values_of(element, f"{path}/coding/display")


def _words(element: Element, path: str) -> str:
    """What a code in an element says in words."""
    found = element.find(path)
    return "" if found is None else _word(found)


def _word(concept: Element) -> str:
    stated = value_of(concept, "text"), *values_of(concept, "coding/display"), *values_of(concept, "coding/code")
    return next(filter(None, stated), "")
