"""FDA labels in Structured Product Labeling (HL7 SPL release 5): an XML document -> a Label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from medtui.importing.label import Ingredient, Label, LabelSection, Origin, Product
from medtui.importing.safe_xml import UnusableSourceError, parse_xml

KINDS = {
    "34391-3": "human prescription drug label",
    "34390-5": "human OTC drug label",
}
"""By LOINC code of the document, the kinds of label that are imported without being asked for."""
_PRODUCT_DATA = "48780-1"
_NDC, _UNII = "2.16.840.1.113883.6.69", "2.16.840.1.113883.4.9"
_ACTIVE = ("ACTIB", "ACTIM", "ACTIR")
_SAME_AS = "C64637"  # of another NDC: what is repackaged
_PRODUCTS = ("manufacturedProduct", "manufacturedMedicine", "partProduct", "partMedicine")
"""Of a label and of a kit; the second of each in older files."""
_PACKAGES = ("containerPackagedProduct", "containerPackagedMedicine")
_HOMEOPATHIC = "unapproved homeopathic"
_URL = "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid="
FDA_DISCLAIMER = (
    "**Disclaimer:** A label from DailyMed; neither FDA nor NLM has reviewed this copy. It is the text that its labeler"
    " sent to the FDA, as the National Library of Medicine (NLM) publishes it. Labels change: look for a newer version,"
    " and ask a pharmacist or doctor."
)


def read_spl(data: bytes, include: frozenset[str] = frozenset()) -> Label:
    """The label in an SPL document. Raises UnusableSourceError."""
    return spl_label(parse_xml(data), include)


def spl_label(document: Element, include: frozenset[str]) -> Label:
    """include: other kinds of label to take too, by the words of their kind.

    Raises UnusableSourceError, also for a kind that is not to be included.
    """
    if document.tag != "document" or document.find("setId") is None:
        raise UnusableSourceError("it is no SPL document")
    code = _attribute(document, "code", "code")
    kind = KINDS.get(code) or _attribute(document, "code", "displayName").lower() or f"document {code}"
    body = document.findall("component/structuredBody/component/section")
    sections = tuple(_sections(document, body))
    set_id = _attribute(document, "setId", "root").lower()
    label = Label(
        _origin(set_id),
        set_id,
        number_of(_attribute(document, "versionNumber", "value")),
        date_of(_attribute(document, "effectiveTime", "value")),
        kind,
        _words(document.find("author/assignedEntity/representedOrganization/name")),
        tuple(_product(one) for section in body for one in section.findall("subject/manufacturedProduct")),
        sections,
        dict(_figures(document)),
    )
    if code not in KINDS and kind not in include:
        raise UnusableSourceError(f"it is a {kind}, which is imported with --include only")
    if (
        any(_HOMEOPATHIC in product.approval_kind.lower() for product in label.all_products())
        and "homeopathic" not in include
    ):
        raise UnusableSourceError("it is an unapproved homeopathic, which is imported with --include only")
    if not sections:
        raise UnusableSourceError("it has no text")
    return label


def _origin(set_id: str) -> Origin:
    return Origin(
        "FDA Structured Product Labeling (DailyMed)",
        f"{_URL}{set_id}",
        "en",
        "public domain: labeling as submitted to the FDA, published by the National Library of Medicine",
        FDA_DISCLAIMER,
    )


def _of_text(body: Iterable[Element]) -> Iterator[Element]:
    """Those sections that say something to readers, also where they stand in the product data."""
    for section in body:
        if _attribute(section, "code", "code") != _PRODUCT_DATA:
            yield section
        else:
            yield from _of_text(section.findall("component/section"))


def _sections(document: Element, body: Iterable[Element]) -> Iterator[LabelSection]:
    """All of them, the document's title first: it begins the highlights, where there are some, and names no product."""
    sections = [*_of_text(body)]
    if not any(_words(section) for section in sections):
        return
    if (title := document.find("title")) is not None and _words(title):
        has_highlights = document.find(".//highlight") is not None
        yield LabelSection(highlights=(title,)) if has_highlights else LabelSection(_PRODUCT_DATA, texts=(title,))
    yield from map(_section, sections)


def _section(section: Element) -> LabelSection:
    title = section.find("title")
    return LabelSection(
        _attribute(section, "code", "code"),
        title,
        tuple(one for one in section if one.tag == "text" or (one.tag == "title" and one is not title)),
        tuple(section.findall("excerpt/highlight/text")),
        tuple(_section(inner) for inner in section.findall("component/section")),
    )


def _figures(document: Element) -> Iterator[tuple[str, tuple[str, str]]]:
    for media in document.iter("observationMedia"):
        yield media.get("ID", ""), (_words(media.find("text")), _attribute(media, "value/reference", "value"))


def _product(around: Element) -> Product:
    """around: the element that holds the product's own, with its route, approval and marketing beside it."""
    inner = (around.find(name) for name in _PRODUCTS)
    product = next((one for one in inner if one is not None), around)
    suffix = _words(product.find("name/suffix"))
    name = " ".join(filter(None, (_words(product.find("name"), without="suffix"), suffix)))
    return Product(
        name,
        _words(product.find("asEntityWithGeneric/genericMedicine/name")),
        _code(product, _NDC),
        next((_code(one.find("definingMaterialKind"), _NDC) for one in _equivalents(product)), ""),
        _attribute(product, "formCode", "displayName").lower(),
        tuple(_ingredient(one) for one in product.findall("ingredient") if one.get("classCode") in _ACTIVE),
        tuple(dict.fromkeys(_routes(around))),
        _approval(around),
        _attribute(around, "subjectOf/approval/code", "displayName"),
        _attribute(around, "subjectOf/marketingAct/statusCode", "code"),
        next((_attribute(one, "code", "displayName") for one in around.findall("subjectOf/policy")), ""),
        tuple(map(_product, product.findall("part"))),
        packages=tuple(filter(None, (_code(one, _NDC) for name in _PACKAGES for one in product.iter(name)))),
    )


def _equivalents(product: Element) -> Iterator[Element]:
    return (one for one in product.findall("asEquivalentEntity") if _attribute(one, "code", "code") == _SAME_AS)


def _routes(around: Element) -> Iterator[str]:
    for route in around.findall("consumedIn/substanceAdministration/routeCode"):
        if name := route.get("displayName"):
            yield name.lower()


def _approval(around: Element) -> str:
    number = around.find("subjectOf/approval/id")
    return "" if number is None else number.get("extension", "")


def _ingredient(ingredient: Element) -> Ingredient:
    substance = ingredient.find("ingredientSubstance")
    if substance is None:
        return Ingredient("")
    return Ingredient(
        _words(substance.find("name")),
        _code(substance, _UNII),
        _strength(ingredient.find("quantity")),
        tuple(filter(None, map(_words, substance.findall("activeMoiety/activeMoiety/name")))),
    )


def _strength(quantity: Element | None) -> str:
    """`500 mg per 5 mL`; of one piece without the number."""
    if quantity is None:
        return ""
    above, below = (
        (_attribute(quantity, part, "value"), _attribute(quantity, part, "unit"))
        for part in ("numerator", "denominator")
    )
    amount = (
        " ".join(part for part in above if part and part != "1") if above[1] == "1" else " ".join(filter(None, above))
    )
    per = " ".join(part for part in below if part and part != "1")
    return f"{amount} per {per}" if per else amount


def _code(element: Element | None, system: str) -> str:
    code = None if element is None else element.find("code")
    return code.get("code", "") if code is not None and code.get("codeSystem") == system else ""


def _attribute(element: Element, path: str, name: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(name, "")


def _words(element: Element | None, without: str = "") -> str:
    """All text in an element, in one line."""
    if element is None:
        return ""
    left_out = {id(part) for part in element.iter(without)} if without else set()
    texts = [element.text or ""]
    for child in element:
        texts += ["" if id(child) in left_out else _words(child), child.tail or ""]
    return " ".join(" ".join(texts).split())


def number_of(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def date_of(text: str) -> str:
    """`20260504` as 2026-05-04; a month or a year alone as such."""
    digits = text[:8]
    if not digits.isdecimal():
        return ""
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:8])))
