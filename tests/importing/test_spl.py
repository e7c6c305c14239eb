"""What is read from an SPL document, and which documents are refused."""

from __future__ import annotations

import pytest
from spl_texts import OTC, REPACKAGED, section, spl

from medtui.importing.safe_xml import UnusableSourceError
from medtui.importing.spl import read_spl

TITLE = "<title>Zelo: US approval 1995</title>"
USAGE = section("34067-9", "Usage", "<paragraph>Pain.</paragraph>")


def test_products_are_named_by_their_data() -> None:
    label = read_spl(spl(USAGE, version=7))
    (product,) = label.products
    assert (label.set_id, label.version, label.effective) == ("aaaaaaaa-1111", 7, "2026-05-04")
    assert (label.labeler, label.kind) == ("Labco", "human prescription drug label")
    assert (product.name, product.generic, product.ndc) == ("Zelo XR", "zelofane hydrochloride", "11111-222")
    assert (product.form, product.routes, product.approval) == ("tablet", ("oral",), "NDA012345")
    assert [(one.name, one.strength, one.unii, one.moieties) for one in product.active] == [
        ("ZELOFANE HYDROCHLORIDE", "500 mg per 5 mL", "ABC123", ("ZELOFANE",))
    ]


def test_the_codes_of_packages_are_those_of_their_product() -> None:
    code = '<code code="11111-222-{}" codeSystem="2.16.840.1.113883.6.69"/>'
    inner = f"<asContent><containerPackagedProduct>{code.format('01')}{{}}</containerPackagedProduct></asContent>"
    (product,) = read_spl(spl(USAGE, repackaged=inner.format(inner.replace("-01", "-10").format("")))).products
    assert product.packages == ("11111-222-01", "11111-222-10")


def test_a_repackager_names_what_it_repackages() -> None:
    assert read_spl(spl(USAGE, repackaged=REPACKAGED)).products[0].source_ndc == "33333-444"


def test_each_part_of_a_kit_has_its_own_name_and_ingredients() -> None:
    part = (
        "<part><partProduct><name>Zelofane powder</name>"
        '<ingredient classCode="ACTIM"><ingredientSubstance><name>ZELOFANE</name></ingredientSubstance></ingredient>'
        "</partProduct></part>"
    )
    (kit,) = read_spl(spl(USAGE, repackaged=part + part.replace("powder", "diluent"))).products
    assert [one.name for one in kit.parts] == ["Zelofane powder", "Zelofane diluent"]
    assert [one.active[0].name for one in kit.parts] == ["ZELOFANE", "ZELOFANE"]


def test_subsections_and_highlights_are_kept_apart() -> None:
    inner = section("42229-5", "1.1 Adults", "<paragraph>Pain.</paragraph>")
    text = section("34067-9", "1 Usage", "", inner).replace(
        "<component>", "<excerpt><highlight><text>In short.</text></highlight></excerpt><component>"
    )
    title, usage = read_spl(spl(text, title=TITLE)).sections
    assert [one.text for one in title.highlights] == ["Zelo: US approval 1995"]
    assert not usage.texts
    assert [one.text for one in usage.highlights] == ["In short."]
    assert [one.code for one in usage.sections] == ["42229-5"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no whole XML"),
        (spl(USAGE)[:-40], "no whole XML"),
        (b"<!DOCTYPE x><x/>", "document type"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "document type"),
        (b"<a>" * 300 + b"</a>" * 300, "nested"),
        (b"<document/>", "no SPL"),
        (b"<html/>", "no SPL"),
        (b"\x00\x01\x02", "no whole XML"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "encoding"),
        (spl(USAGE, kind="50577-6"), "some label"),
        (spl(USAGE, kind=OTC, approval="unapproved homeopathic"), "homeopathic"),
        (spl(), "no text"),
        (spl("<section><title> </title><text/></section>"), "no text"),
    ],
)
def test_what_is_no_label_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(UnusableSourceError, match=why):
        read_spl(data)


def test_other_kinds_are_read_when_they_are_asked_for() -> None:
    assert read_spl(spl(USAGE, kind="50577-6"), frozenset({"some label"})).kind == "some label"
    homeopathic = spl(USAGE, kind=OTC, approval="unapproved homeopathic")
    assert read_spl(homeopathic, frozenset({"homeopathic"})).products


def test_a_section_in_the_product_data_is_read() -> None:
    text = spl(USAGE).decode().replace("</subject></section>", f"</subject><component>{USAGE}</component></section>")
    assert len(read_spl(text.encode()).sections) == 2


def test_titles_of_a_section_after_its_first_are_text() -> None:
    (usage,) = read_spl(spl(USAGE.replace("</text>", "</text><title>For adults</title>"))).sections
    assert [("".join(one.itertext())) for one in (usage.title, *usage.texts) if one is not None] == [
        "Usage",
        "Pain.",
        "For adults",
    ]


def test_the_title_of_a_document_without_highlights_stands_with_its_products() -> None:
    title, _ = read_spl(spl(USAGE, title=TITLE)).sections
    assert (title.code, [one.text for one in title.texts]) == ("48780-1", ["Zelo: US approval 1995"])
