"""The sections of a document of EU product information, each with its SPOR code: its own, or that of its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from medtui.importing.fhir import value_of, values_of
from medtui.importing.label import LabelSection
from medtui.importing.label_sections import LEAFLET, SECTION_OF, SPOR

SUMMARY = "100000155532"
"""SPOR code of the summary of product characteristics."""
_KINDS = re.compile(r"1000001555(3[2-9]|4[01])")
_ROOT, _LEAFLET_ROOT, _LAST = SPOR + 791, SPOR + 894, SPOR + 921
_NUMBERED = {
    "1": (792, "name of the medicinal product"),
    "2": (793, "qualitative and quantitative composition"),
    "3": (797, "pharmaceutical form"),
    "4": (798, "clinical particulars"),
    "4.1": (799, "therapeutic indications"),
    "4.2": (800, "posology and method of administration"),
    "4.3": (805, "contraindications"),
    "4.4": (806, "special warnings and precautions for use"),
    "4.5": (809, "interaction with other medicinal products and other forms of interaction"),
    "4.6": (811, "fertility, pregnancy and lactation"),
    "4.7": (815, "effects on ability to drive and use machines"),
    "4.8": (816, "undesirable effects"),
    "4.9": (819, "overdose"),
    "5": (821, "pharmacological properties"),
    "5.1": (822, "pharmacodynamic properties"),
    "5.2": (827, "pharmacokinetic properties"),
    "5.3": (834, "preclinical safety data"),
    "6": (836, "pharmaceutical particulars"),
    "6.1": (837, "list of excipients"),
    "6.2": (838, "incompatibilities"),
    "6.3": (839, "shelf life"),
    "6.4": (840, "special precautions for storage"),
    "6.5": (841, "nature and contents of container"),
    "6.6": (842, "special precautions for disposal"),
    "7": (844, "marketing authorisation holder"),
    "8": (845, "marketing authorisation number"),
    "9": (846, "date of first authorisation"),
    "10": (847, "date of revision of the text"),
    "11": (848, "dosimetry"),
    "12": (849, "instructions for preparation of radiopharmaceuticals"),
}
"""The sections of a summary of product characteristics: after SPOR, and what their titles begin with in English."""
_UNNUMBERED = "?"
_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[.)]|\s+[^\W\d_a-z]))\.?")


def kind_of(composition: Element) -> str:
    """SPOR code of the kind of document, as stated or as its sections are; empty where it is neither."""
    stated = (code for code in values_of(composition, "type/coding/code") if _KINDS.fullmatch(code))
    if kind := next(stated, ""):
        return kind
    codes = {int(code) for code in values_of(composition, ".//section/code/coding/code") if code.isdecimal()}
    numbers = {_number(title) for title in values_of(composition, ".//section/title")}
    if codes & {*range(_ROOT, SPOR + 850)} or len(numbers & {"4.1", "4.2", "4.3", "4.8", "5.1", "6.1"}) > 1:
        return SUMMARY
    return LEAFLET if codes & {*range(_LEAFLET_ROOT, _LAST + 1)} or {"1", "2", "3", "4"} <= numbers else ""


def sections_of(composition: Element) -> Iterator[LabelSection]:
    """The sections of a document. Those of a summary stand side by side: they go to different places."""
    codes = [_own_code(section) for section in composition.iter("section")]
    coded = _Coded(kind_of(composition), is_alike=len(codes) > 1 and len(set(codes)) == 1)
    is_begun = False
    if not codes and (text := composition.find("text/div")) is not None:
        yield LabelSection(coded.kind, None, (text,))
    for element in composition.findall("section"):
        section = coded.section(element, "")
        if coded.kind != SUMMARY:
            yield replace(section, code=section.code or coded.kind)
            continue
        is_root = section.code == str(_ROOT) or (not section.code and any(one.code for one in section.sections))
        for one in [replace(section, sections=()), *section.sections] if is_root else [section]:
            yield one if one.code or is_begun else replace(one, code=str(_ROOT))
            is_begun = is_begun or one.code not in ("", str(_ROOT))


class _Coded:
    """Gives the sections of a document their codes. is_alike: all of them have the same one, which says nothing."""

    def __init__(self, kind: str, *, is_alike: bool) -> None:
        self.kind, self._is_alike = kind, is_alike

    def section(self, section: Element, around: str) -> LabelSection:
        """around: number of the section that it stands in, or _UNNUMBERED. Its own is one of that, or only counts."""
        title = _title(section)
        number = _number(title)
        if around and not number.startswith(f"{around}."):
            number = ""
        elif not number and not around:
            number = _number_of_title(title)
        code = _own_code(section)
        if self._is_alike or code not in SECTION_OF:
            code = _code_of(number) if self.kind == SUMMARY else ""
        element = Element("title")
        element.text = title
        inside = number or around or (_UNNUMBERED if code not in ("", str(_ROOT)) else "")
        return LabelSection(
            code,
            element if title else None,
            tuple(section.findall("text/div")) or _other_text(section),
            (),
            tuple(self.section(inner, inside) for inner in section.findall("section")),
        )


def _own_code(section: Element) -> str:
    codes = values_of(section, "code/coding/code")
    return next((code for code in codes if code in SECTION_OF), next(iter(codes), ""))


def _title(section: Element) -> str:
    paths = ("title", "code/text", "code/coding/display")
    return next(filter(None, (value_of(section, path) for path in paths)), "")


def _number(title: str) -> str:
    found = _NUMBER.match(title)
    return found[1] if found else ""


def _number_of_title(title: str) -> str:
    plain = title.casefold()
    return next((number for number, (_, begins) in _NUMBERED.items() if plain.startswith(begins)), "")


def _code_of(number: str) -> str:
    """Of the section with that number, or of the one around it: 4.2.1 is in 4.2."""
    while number and number not in _NUMBERED:
        number = number.rpartition(".")[0]
    return str(SPOR + _NUMBERED[number][0]) if number else ""


def _other_text(section: Element) -> tuple[Element, ...]:
    """Of a section without XHTML: its plain text, or why it has none."""
    paths = ("text", "emptyReason/text", "emptyReason/coding/display", "emptyReason/coding/code")
    text = Element("div")
    text.text = next(filter(None, (value_of(section, path) for path in paths)), "")
    return (text,) if text.text else ()
