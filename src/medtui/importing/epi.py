"""EU product information (ePI): FHIR documents -> Labels. Summary and leaflet of one product are one label."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from xml.etree.ElementTree import Element

from medtui.importing.epi_products import (
    atc_codes,
    before_strength,
    first_lines,
    holder_of,
    products_of,
    publisher_of,
    stated_name,
)
from medtui.importing.epi_sections import SUMMARY, kind_of, sections_of
from medtui.importing.fhir import is_repaired, value_of, values_of
from medtui.importing.label import Label, LabelSection, Origin, Product
from medtui.importing.label_sections import LEAFLET, SECTION_OF, SPOR
from medtui.importing.safe_xml import UnusableSourceError
from medtui.importing.word_breaks import mend_words

_NAME, _HOLDER = str(SPOR + 792), str(SPOR + 844)
_PATIENT = re.compile(r"(?:^|/)Patient(?:/|$)")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_WORD = re.compile(r"\w+")
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40
KIND = "EU product information"
EPI_DISCLAIMER = (
    "**Disclaimer:** EU product information; no agency has reviewed this copy. It is the text of its electronic format"
    " (ePI), as its source has it, and neither the European Medicines Agency (EMA) nor a national one (such as Spain's"
    " AEMPS) has looked at it. Product information changes: look for a newer version, and ask a pharmacist or doctor."
)


@dataclass(frozen=True, slots=True)
class _Document:
    """A composition in a bundle. around: the collections that the bundle stands in, the outermost first."""

    composition: Element
    bundle: Element
    around: tuple[Element, ...]
    kind: str
    language: str

    @property
    def product(self) -> tuple[object, ...]:
        """The same for documents that may be of one product."""
        return (*map(id, self.around), *values_of(self.composition, "subject/reference"), self.language)

    @property
    def resources(self) -> Element:
        """Where the product's resources are: beside the document, or beside its bundle."""
        has_products = self.bundle.find(".//MedicinalProductDefinition") is not None
        return self.around[-1] if self.around and not has_products else self.bundle


def read_epi(root: Element) -> tuple[Label, ...]:
    """The labels in a FHIR resource: one for each product. Raises UnusableSourceError."""
    _refuse_patients(root)
    documents = list(_documents(root, ()))
    if not any(one.kind or _is_of_product(one) for one in documents):
        raise UnusableSourceError("it is no SPL document, and has no product information in FHIR")
    return tuple(_with_own_ids(map(_label, _grouped(documents))))


def _with_own_ids(labels: Iterable[Label]) -> Iterator[Label]:
    """None of one source takes the place of another."""
    times: Counter[str] = Counter()
    for label in labels:
        times[label.set_id] += 1
        again = times[label.set_id]
        yield label if again == 1 else replace(label, set_id=f"{label.set_id}-{again}")


def _refuse_patients(root: Element) -> None:
    references = (value_of(one) for one in root.iter("reference"))
    if root.find(".//Patient") is not None or root.tag == "Patient" or any(map(_PATIENT.search, references)):
        raise UnusableSourceError("it has data of a patient, and nothing of it is imported")


def _documents(element: Element, around: tuple[Element, ...]) -> Iterator[_Document]:
    if element.tag == "Composition":
        bundles = around or (element,)
        kind, language = kind_of(element), _language((element, *reversed(bundles)))
        yield _Document(element, bundles[-1], bundles[:-1], kind, language)
    elif element.tag not in ("contained", "text"):
        inside = (*around, element) if element.tag == "Bundle" else around
        for inner in element:
            yield from _documents(inner, inside)


def _language(elements: Sequence[Element]) -> str:
    """As a resource states it, or the first text in it."""
    stated = (value_of(one, "language") for one in elements)
    return next(filter(None, stated), "") or next(
        (language for div in elements[0].iter("div") if (language := div.get("lang", ""))), ""
    )


def _is_of_product(document: _Document) -> bool:
    subjects = values_of(document.composition, "subject/reference")
    return (
        any("MedicinalProductDefinition" in subject for subject in subjects)
        or document.resources.find(".//MedicinalProductDefinition") is not None
        or any(code in SECTION_OF for code in values_of(document.composition, ".//section/code/coding/code"))
    )


def _grouped(documents: Sequence[_Document]) -> Iterator[list[_Document]]:
    """The documents of each product, its summary first; each by itself where that cannot be told."""
    products: dict[tuple[object, ...], list[_Document]] = defaultdict(list)
    for document in documents:
        products[document.product].append(document)
    for same in products.values():
        group = sorted(same, key=lambda one: one.kind != SUMMARY)
        if len({one.kind for one in group}) == len(group):
            yield group
        else:
            yield from _by_name(group)


def _by_name(group: Sequence[_Document]) -> Iterator[list[_Document]]:
    """Each leaflet with the only summary whose product's first word it has in its titles."""
    labels = {_first_word(one) or str(at): [one] for at, one in enumerate(group) if one.kind == SUMMARY}
    if len(labels) < sum(one.kind == SUMMARY for one in group):
        yield from ([one] for one in group)  # several of one name
        return
    for document in group:
        if document.kind != SUMMARY:
            titles = set(_WORD.findall(" ".join(values_of(document.composition, ".//section/title")).casefold()))
            fitting = [name for name, label in labels.items() if name in titles and len(label) == 1]
            if document.kind == LEAFLET and len(fitting) == 1:
                labels[fitting[0]].append(document)
            else:
                yield [document]
    yield from labels.values()


def _first_word(summary: _Document) -> str:
    lines = _lines_of(list(sections_of(summary.composition)), _NAME)
    return next(iter(_WORD.findall(lines[0].casefold())), "") if lines else ""


def _label(group: Sequence[_Document]) -> Label:
    main = group[0]
    composition, resources = main.composition, main.resources
    texts = [text for one in group for text in one.composition.findall(".//section/text/div")]
    is_lossy = mend_words(texts) or any(map(is_repaired, texts))
    sections = tuple(section for one in group for section in sections_of(one.composition))
    products = products_of(resources, values_of(composition, "subject/reference")) or tuple(
        Product(name, invented=before_strength(name)) for name in _lines_of(sections, _NAME) or stated_name(composition)
    )
    date = _DATE.match(value_of(composition, "date"))
    effective = date[0] if date else ""
    publisher = publisher_of(resources, [value_of(one, "system") for one in _identifiers(main)])
    origin = Origin(
        f"EU electronic product information ({publisher or 'ePI'})",
        _address(main),
        main.language,
        f"see the source; credit {publisher or 'the source'}",
        EPI_DISCLAIMER,
        is_lossy,
    )
    return Label(
        origin,
        _set_id(main, products),
        _version(main, effective),
        effective,
        KIND,
        holder_of(resources) or next(iter(_lines_of(sections, _HOLDER)), ""),
        products,
        sections,
        atc=atc_codes(resources),
    )


def _lines_of(sections: Sequence[LabelSection], code: str) -> list[str]:
    """The lines of the first section with that code that has any."""
    for section in sections:
        if section.code == code and (lines := [line for text in section.texts for line in first_lines(text)]):
            return lines
        if lines := _lines_of(section.sections, code):
            return lines
    return []


def _identifiers(document: _Document) -> list[Element]:
    """Of the list that names the documents of a product, of the document and of its bundle."""
    lists = [one for around in document.around for one in around.findall("entry/resource/List/identifier")]
    return [*lists, *document.composition.findall("identifier"), *document.bundle.findall("identifier")]


def _set_id(document: _Document, products: Sequence[Product]) -> str:
    """Of an identifier and the product's name: sources are known to give the same identifier to all products."""
    stated = [(value_of(one, "value"), value_of(one, "system")) for one in _identifiers(document)]
    stated += [(value_of(one, "id"), "") for one in (document.composition, document.bundle)]
    value, system = next((one for one in stated if one[0]), ("", ""))
    name = products[0].name if products else "".join(value for value, _ in stated)
    plain = "".join(sign for sign in name.casefold() if sign.isalnum())
    key = "\n".join([system, value, plain, document.language, document.kind])
    slug = _SLUG.sub("-", value.casefold())[:_LONGEST_ID].strip("-")
    return "-".join(filter(None, (sha256(key.encode()).hexdigest()[:8], slug)))


def _version(document: _Document, effective: str) -> int:
    """As it is stated, or else the day: a later one is a newer version."""
    stated = (
        value_of(one, path) for one in (document.composition, document.bundle) for path in ("version", "meta/versionId")
    )
    whole = (text.partition(".")[0] for text in (*stated, effective.replace("-", "")))
    return next((int(text) for text in whole if text.isdecimal() and 0 < len(text) < 9), 0)


def _address(document: _Document) -> str:
    for entry in document.bundle.findall("entry"):
        if document.composition in entry.findall("resource/Composition"):
            address = value_of(entry, "fullUrl")
            return address if address.startswith(("https://", "http://")) else ""
    return ""
