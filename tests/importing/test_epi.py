"""What is read from EU product information, where its sections go, and which documents are refused."""

from __future__ import annotations

import pytest
from epi_texts import (
    LEAFLET,
    Resource,
    as_json,
    as_xml,
    bundle,
    coded,
    collection,
    composition,
    label_of,
    leaflet,
    section,
    summary,
)

from medtui.importing.formats import read_labels
from medtui.importing.gate_counts import counts_of
from medtui.importing.label import Label
from medtui.importing.label_library import file_name
from medtui.importing.label_making import faults_of
from medtui.importing.label_page import label_page
from medtui.importing.safe_xml import UnusableSourceError

DOSE = section("4.2 Posology", "<p>5 mg</p>", section("Children", "<p>2 mg</p>", code="802"), code="800")
CHAPTER = section("4. CLINICAL", "", section("4.1 Indications", "<p>Pain.</p>", code="799"), DOSE, code="798")
PATIENT = {"resourceType": "Patient", "name": [{"family": "Doe"}]}


def amount(value: float, unit: str) -> Resource:
    return {"value": value, "unit": unit}


def part(name: str, kind: int) -> Resource:
    return {"part": name, "type": coded(f"22000000000{kind}")}


def headings(label: Label) -> list[str]:
    return [line.lstrip("# ") for line in label_page(label).text.splitlines() if line.startswith("###")]


def test_the_same_is_read_from_xml_json_and_what_is_wrapped_around_it() -> None:
    both = collection(summary(CHAPTER), leaflet())
    label = label_of(both)
    page = label_page(label)
    assert list(faults_of(label, page, counts_of(label))) == []
    for data in (as_xml(both), as_json({"epi": both}), b"\xef\xbb\xbf\n" + as_json(both)):
        (other,) = read_labels(data)
        assert (label_page(other), other.set_id) == (page, label.set_id)
    alone = both["entry"][1]["resource"]["entry"][0]["resource"]
    assert "5 mg" in label_page(label_of(alone)).text
    assert (label.effective, label.version, label.origin.language) == ("2025-06-04", 20250604, "es")


def test_chapters_are_divided_and_the_leaflet_is_for_patients() -> None:
    label = label_of(collection(leaflet(section("3. How to take Zelo", "<p>5 mg</p>", code="905")), summary(CHAPTER)))
    assert headings(label) == [
        "Generic Name", "SUMMARY", "1. NAME",
        "Usage", "4. CLINICAL", "4.1 Indications",
        "Dosage", "4.2 Posology", "Children",
        "Patient Information", "LEAFLET", "1. What Zelo is", "3. How to take Zelo",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["", "100000155532", "200000029799", "unknown"])
def test_where_codes_say_nothing_numbers_and_titles_do(code: str) -> None:
    inner = section("Children", "<p>2 mg</p>", section("1. First", "<p>Shake.</p>", code=code), code=code)
    chapter = section(
        "4 CLINICAL PARTICULARS",
        "",
        section("4.1. Indications", "<p>Pain.</p>", code=code),
        section("4.2.1 Dose", "<p>5 mg</p>", inner, code=code),
        section("4.3 Never", "<p>Allergy.</p>", code=code),
        code=code,
    )
    rest = [section("Overdose", "<p>Coma.</p>", code=code), section("10 mg tablets", "<p>Blue.</p>", code=code)]
    label = label_of(bundle(composition(section("A. SUMMARY", "", chapter, *rest, code=code))))
    assert headings(label) == [
        "Generic Name", "A. SUMMARY",
        "Usage", "4 CLINICAL PARTICULARS", "4.1. Indications",
        "Dosage", "4.2.1 Dose", "Children", "1. First",
        "Precautions", "4.3 Never",
        "Overdose", "Overdose",
        "Other", "10 mg tablets",
    ]  # fmt: skip


def test_a_leaflet_whose_codes_are_all_alike_is_for_patients() -> None:
    parts = [section(title, "<p>So.</p>", code=LEAFLET) for title in ("1. What", "2. Before", "3. How", "4. Effects")]
    label = label_of(bundle(composition(section("B. Leaflet", "unavailable", *parts, code=LEAFLET), kind=LEAFLET)))
    assert headings(label) == ["Patient Information", "B. Leaflet", "1. What", "2. Before", "3. How", "4. Effects"]
    assert "unavailable" in label_page(label).text


def test_an_empty_section_keeps_its_heading_and_the_reason() -> None:
    empty = section("4.9 Overdose", code="819") | {"emptyReason": coded("unavailable", display="Unavailable")}
    assert "#### 4.9 Overdose\n\nUnavailable" in label_page(label_of(summary(empty))).text


def test_a_product_is_named_by_its_own_data() -> None:
    product = {
        "resourceType": "MedicinalProductDefinition",
        "id": "p1",
        "combinedPharmaceuticalDoseForm": {"text": "Tablet"},
        "route": [coded("1", display="Oral use")],
        "classification": [coded("N02BE99", system="http://www.whocc.no/atc")],
        "name": [{"productName": "Zelo 5 mg", "part": [part("zelofane", 3), part("Zelo Forte", 2)]}],
    }
    ingredient = {
        "resourceType": "Ingredient",
        "role": coded("100000072072"),
        "for": [{"reference": "MedicinalProductDefinition/p1"}],
        "substance": {
            "code": {"concept": coded("ABCDE12345", system="https://gsrs.example/x", display="ZELOFANE")},
            "strength": [{"presentationRatio": {"numerator": amount(2.5, "mg"), "denominator": amount(5, "mL")}}],
        },
    }  # fmt: skip
    holder = {"resourceType": "Organization", "id": "o1", "name": "Labco"}
    agency = {"resourceType": "Organization", "id": "o2", "name": "Some Agency"}
    authorization = {
        "resourceType": "RegulatedAuthorization",
        "identifier": [{"value": "EU/1/2/3"}],
        "holder": {"reference": "Organization/o1"},
        "regulator": {"reference": "Organization/o2"},
    }
    document = composition(CHAPTER, subject=[{"reference": "MedicinalProductDefinition/p1"}])
    label = label_of(bundle(document, product, ingredient, holder, agency, authorization))
    (one,) = label.products
    assert (one.name, one.generic, one.form, one.routes) == ("Zelo 5 mg", "zelofane", "tablet", ("oral use",))
    assert one.invented == "Zelo Forte"
    assert (one.approval, label.labeler, label.atc) == ("EU/1/2/3", "Labco", ("N02BE99",))
    assert [(i.name, i.unii, i.strength) for i in one.active] == [("ZELOFANE", "ABCDE12345", "2.5 mg per 5 mL")]
    assert "(Some Agency)" in label.origin.name


def test_a_product_without_data_is_named_by_its_summary_or_the_title_of_its_document() -> None:
    holder = section("7. HOLDER", "<p> </p><p>Holder:</p><p>Labco</p><p>Some street</p>", code="844")
    label = label_of(summary(holder, name="Zelo 5 mg</p><p>Zelo 10 mg"))
    assert [(one.name, one.invented) for one in label.products] == [("Zelo 5 mg", "Zelo"), ("Zelo 10 mg", "Zelo")]
    assert label.labeler == "Labco"
    titled = label_of(_titled("TEST PURPOSES ONLY - Zelo"))
    assert [one.name for one in titled.products] == ["Zelo"]
    assert not label_of(_titled("LEAFLET")).products
    about = section("1. Qué es Zelo 5 mg y para qué", "<p>x</p>") | {
        "code": coded("200000029895", display="1. Qué es X y para qué")
    }
    assert (
        label_of(bundle(composition(about, kind=LEAFLET, title="1. Qué es Zelo 5 mg y para qué"))).products[0].name
        == "Zelo 5 mg"
    )


def test_a_document_without_sections_is_its_text() -> None:
    label = label_of(bundle(composition(kind=LEAFLET) | {"text": {"div": "<div><p>Take 5 mg.</p></div>"}}))
    assert headings(label) == ["Patient Information"]
    assert "Take 5 mg." in label_page(label).text


def _titled(title: str) -> Resource:
    return bundle(composition(section("LEAFLET", "<p>Text.</p>", code="894"), kind=LEAFLET, title=title))


def test_products_with_the_same_identifier_are_still_two() -> None:
    one, other = (label_of(collection(summary(name=name))) for name in ("Zelo 5 mg", "Dorm 5 mg"))
    again = label_of(collection(summary(name="Zelo 5&#160;mg", date="2026-01-01"), leaflet()))
    assert one.set_id == again.set_id != other.set_id
    assert again.version > one.version
    assert "/" not in one.set_id
    assert file_name(label_of(summary(name="Película ñ"))).startswith("pelicula-n--unknown--")


def test_each_product_of_a_collection_has_its_label() -> None:
    labels = read_labels(as_json(
        collection(
            summary(name="Zelo 5 mg"), leaflet(title="1. What Dorm is"), summary(name="Dorm 1 mg"),
            leaflet(title="1. What Zelo is"), summary(name="Zelo 5 mg", language="fr"),
        )
    ))  # fmt: skip
    found = [
        (one.products[0].name, one.origin.language, "patient_information" in label_page(one).sections) for one in labels
    ]
    assert found == [("Zelo 5 mg", "es", True), ("Dorm 1 mg", "es", True), ("Zelo 5 mg", "fr", False)]
    assert len({one.set_id for one in labels}) == 3


def test_what_cannot_be_told_apart_is_kept_apart() -> None:
    labels = read_labels(
        as_json(collection(*(leaflet(section("3. How", f"<p>{n} mg</p>", code="905")) for n in (1, 2, 3))))
    )
    assert len({one.set_id for one in labels}) == 3


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (as_json(bundle(PATIENT, composition(CHAPTER))), "data of a patient"),
        (as_xml(bundle(composition(CHAPTER, contained=[PATIENT]))), "data of a patient"),
        (as_json({"epi": summary(CHAPTER), "ips": bundle(PATIENT)}), "data of a patient"),
        (as_json(bundle(composition(CHAPTER, subject=[{"reference": "Patient/7"}]))), "data of a patient"),
        (as_json(PATIENT), "data of a patient"),
        (as_json({"resourceType": "Bundle"}), "no product information"),
        (as_json(bundle(composition(section("Plan", "<p>x</p>"), kind="60591-5"))), "no product information"),
        (as_json(summary()) + as_json(summary()), "Extra data"),
        (as_json(summary())[:-9], "no whole JSON"),
        (as_xml(summary())[:-9], "no whole XML"),
        (b"<Bundle xmlns='http://hl7.org/fhir'/>", "no product information"),
    ],
)  # fmt: skip
def test_what_is_no_product_information_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnusableSourceError, match=why):
        read_labels(data)


@pytest.mark.parametrize(
    ("xhtml", "text"),
    [
        ("<p>a<br>b<p>c", "a\\\nb\n\nc"),
        ("<p>over < 5&nbsp;mg &deg;</p>", "over \\< 5 mg °"),
        ("<p>over <x mg</p>", "\\<x mg"),
        ("<table><tr><td>a<td>b</table>", "| a | b |"),
    ],
)
def test_a_text_that_is_no_whole_xhtml_is_shown_with_all_its_words(xhtml: str, text: str) -> None:
    label = label_of(summary(section("4.2 Posology", xhtml, code="800")))
    page = label_page(label)
    assert text in page.text
    assert label.origin.is_lossy
    assert list(faults_of(label, page, counts_of(label))) == []


def test_a_text_with_a_document_type_is_refused() -> None:
    with pytest.raises(UnusableSourceError, match="document type"):
        label_of(summary(section("4.2 Posology", "<!ENTITY x 'y'>", code="800")))
