"""A label as its source gives it: what it is, of which products, and its sections with their text as elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a label comes from. name: of the collection. url: of the label in it, or empty. language: as in BCP 47.
    licence: and whom to credit. disclaimer: the last paragraph of its monograph. is_lossy: what was given is less than
    the label, as its tables and paragraphs are gone."""

    name: str
    url: str
    language: str
    licence: str
    disclaimer: str
    is_lossy: bool = False


@dataclass(frozen=True, slots=True)
class Ingredient:
    """unii: of the substance, or empty. strength: as `500 mg per 1 capsule`, or empty. moieties: what acts in it,
    whatever salt it is, each a name; none where the source does not say."""

    name: str
    unii: str = ""
    strength: str = ""
    moieties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a label. invented: its name without strength and form, or empty. ndc: its product code.
    source_ndc: of the product that this one repackages, or empty. approval: its number. approval_kind: NDA, ANDA, BLA,
    OTC monograph ... parts: of a kit. packages: their codes, each the product's and what is for the package."""

    name: str
    generic: str = ""
    ndc: str = ""
    source_ndc: str = ""
    form: str = ""
    active: tuple[Ingredient, ...] = ()
    routes: tuple[str, ...] = ()
    approval: str = ""
    approval_kind: str = ""
    status: str = ""
    schedule: str = ""
    parts: tuple[Product, ...] = ()
    invented: str = ""
    packages: tuple[str, ...] = ()

    def all(self) -> Iterator[Product]:
        """The product and its parts."""
        yield self
        for part in self.parts:
            yield from part.all()


@dataclass(frozen=True, slots=True)
class LabelSection:
    """code: of LOINC or SPOR, or empty. title: its element, or None. texts: its own text. highlights: what the
    highlights say of it. sections: its subsections, in order."""

    code: str = ""
    title: Element | None = None
    texts: tuple[Element, ...] = ()
    highlights: tuple[Element, ...] = ()
    sections: tuple[LabelSection, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """set_id: the same for all versions of a label. effective: ISO 8601 date, or empty. figures: by id, what a picture
    shows and the name of its file. rxcui: RxNorm's concepts. epc: established pharmacologic classes. given: names and
    texts, where the source has no elements: all of them stand in `sections`."""

    origin: Origin
    set_id: str
    version: int
    effective: str
    kind: str
    labeler: str
    products: tuple[Product, ...] = ()
    sections: tuple[LabelSection, ...] = ()
    figures: dict[str, tuple[str, str]] = field(default_factory=dict)
    atc: tuple[str, ...] = ()
    rxcui: tuple[str, ...] = ()
    epc: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()

    def all_products(self) -> Iterator[Product]:
        """Every product, and the parts of kits."""
        for product in self.products:
            yield from product.all()
