"""Which of medtui's sections a label's section belongs to, by its code, and the schema of a library of labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from medtui.importing.label import LabelSection
from medtui.reading.schema import Schema, default_schema
from medtui.reading.sections import SectionSpec

OTHER = "other"
_CODES = {
    "boxed_warning": "34066-1",
    "generic_name": "55106-9",
    "usage": "34067-9 55105-1",
    "dosage": "34068-7 43678-2 60559-2 60562-6",
    "side_effects": "34084-4 90374-0 90375-7 88830-5",
    "how_it_works": "34090-1 43682-4 43679-0 43681-6 49489-8 66106-6",
    "contraindications": "34070-3",
    "precautions": (
        "43685-7 34071-1 42232-9 34072-9 42227-9 34086-9 34075-2 34085-1 34087-7 50565-1 50570-1 50569-3 50566-9"
        " 50567-7 60561-8 50568-5 50741-8 50742-6 54433-8"
    ),
    "interactions": "34073-7 34074-5",
    "populations": (
        "43684-0 42228-7 34081-0 34082-8 77290-5 34080-2 77291-3 34079-4 88829-7 53414-9 88828-9 34077-8 34078-6"
    ),
    "overdose": "34088-5",
    "evidence": "34083-6 43680-8 34092-7 34093-5 34091-9",
    "patient_information": "34076-0 42231-1 42230-3 59845-8 68498-5",
    "product": "51945-4 34089-3 34069-5 44425-7 51727-6 53413-1 48780-1 48779-3",
    "recent_changes": "43683-2",
}
"""LOINC codes of the sections of SPL, FDA's list of section headings; what has none of them goes to `other`."""
SPOR = 200000029000
"""To this the numbers of the sections of EU product information are added: EMA's SPOR list 200000029659."""
_SPOR_FROM = (
    "791 generic_name 797 product 798 usage 800 dosage 805 contraindications 806 precautions 809 interactions"
    " 811 populations 815 precautions 816 side_effects 819 overdose 821 how_it_works 825 evidence 827 how_it_works"
    " 834 evidence 836 product 848 dosage 850 other 861 product 894 patient_information"
)
"""From each number on, as far as the next one."""
_SPOR_END = 922
_DOCUMENTS = {"100000155534": "product", "100000155535": "product", "100000155536": "product"}
"""By SPOR code of the kind of document, where its sections have no other: labelling of packs ..."""
LEAFLET = "100000155538"


def _spor_sections() -> Iterator[tuple[str, str]]:
    words = _SPOR_FROM.split()
    starts = [int(start) for start in words[::2]]
    for start, end, name in zip(starts, [*starts[1:], _SPOR_END], words[1::2], strict=True):
        yield from ((str(SPOR + number), name) for number in range(start, end))


SECTION_OF: Mapping[str, str] = MappingProxyType(
    {code: name for name, codes in _CODES.items() for code in codes.split()}
    | dict(_spor_sections())
    | _DOCUMENTS
    | {LEAFLET: "patient_information"}
)
"""By the code of a section."""
_INHERITS = frozenset({"", "42229-5"})
"""Unclassified: it belongs where the section around it does."""
_ELSEWHERE = {
    "boxed_warning": OTHER,
    "storage": "product",
    "brand_names": "generic_name",
    "sources": "evidence",
    "faqs": OTHER,
}
"""Sections of other monographs that those of labels do not have; a boxed warning is only what the code says is one."""

TITLES = MappingProxyType(
    {
        "boxed_warning": "Boxed warning",
        "generic_name": "Generic Name",
        "usage": "Usage",
        "dosage": "Dosage",
        "side_effects": "Side Effects",
        "how_it_works": "How it Works",
        "precautions": "Precautions",
        "interactions": "Interactions",
        "populations": "Pregnancy and Other Populations",
        "overdose": "Overdose",
        "evidence": "Evidence",
        "patient_information": "Patient Information",
        "product": "Product",
        "other": "Other",
        "highlights": "Highlights",
    }
)
"""The sections of an imported monograph, in their order."""
_STANDARD = (
    "generic_name", "usage", "dosage", "side_effects", "how_it_works", "precautions", "faqs", "interactions",
    "populations",
)  # fmt: skip
"""Those with a key, 1 to 9. No label has FAQs: their key stays what it is in any library."""


def _specs() -> Iterator[SectionSpec]:
    for name, title in TITLES.items():
        label = "Populations" if name == "populations" else title
        yield SectionSpec(name, label, title, standard=name in _STANDARD, alert=name == "boxed_warning")
        if name == "precautions":
            yield SectionSpec("faqs", "FAQs", "FAQs", standard=True, faqs=True)


SCHEMA = Schema(tuple(_specs()))
"""The sections of an imported label, each by its exact title only: the label's own headings are text below them."""


def placed(sections: Iterable[LabelSection], around: str = OTHER) -> Iterator[tuple[str, LabelSection]]:
    """Each section with the name of ours that it belongs to: a subsection of another one by itself, after what it stood
    in. A boxed warning that stands in another section is both."""
    for section in sections:
        name = _section_of(section, around)
        rest, apart = _taken_apart(section, name)
        yield name, rest
        yield from apart


def _section_of(section: LabelSection, around: str) -> str:
    if section.code not in _INHERITS:
        return SECTION_OF.get(section.code, around)
    return _titled(section) if around == OTHER else around


def _titled(section: LabelSection) -> str:
    """Where an unclassified section belongs that stands in none: where its title says."""
    words = "" if section.title is None else " ".join("".join(section.title.itertext()).split())
    match = default_schema().match_heading(words)
    return _ELSEWHERE.get(match.spec.name, match.spec.name) if match else OTHER


def _taken_apart(section: LabelSection, name: str) -> tuple[LabelSection, list[tuple[str, LabelSection]]]:
    """What stays of a section of that name, and what is for others."""
    stays: list[LabelSection] = []
    goes: list[tuple[str, LabelSection]] = []
    for inner in section.sections:
        own = _section_of(inner, name)
        if own == "boxed_warning" != name:
            stays.append(inner)
            goes.append((own, inner))
        elif own == name:
            rest, apart = _taken_apart(inner, name)
            stays.append(rest)
            goes += apart
        else:
            goes += placed([inner], name)
    return replace(section, sections=tuple(stays)), goes
