"""Records of openFDA become monographs in which all of their text stands, and none of it twice."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spl_texts import section, spl

from medtui.importing.flat_sections import sections_of
from medtui.importing.formats import read_labels
from medtui.importing.gate_counts import counts_of
from medtui.importing.import_run import ImportRun
from medtui.importing.label import Label, LabelSection
from medtui.importing.label_library import LabelLibrary
from medtui.importing.label_making import faults_of
from medtui.importing.label_page import front_matter, label_page
from medtui.importing.openfda import read_openfda
from medtui.importing.safe_xml import UnusableSourceError
from medtui.reading.label_fields import label_fields

FACTS = {
    "brand_name": ["Zelo"],
    "generic_name": ["ZELOFANE"],
    "manufacturer_name": ["Labco"],
    "product_type": ["HUMAN PRESCRIPTION DRUG"],
    "product_ndc": ["11111-222", "11111-333"],
    "substance_name": ["ZELOFANE"],
    "unii": ["ABC123"],
    "route": ["ORAL"],
    "rxcui": ["998877"],
    "pharm_class_epc": ["Zelo Receptor Agonist [EPC]"],
    "application_number": ["NDA012345"],
}


def record(openfda: dict[str, list[str]] | None = None, /, **fields: object) -> bytes:
    facts: dict[str, object] = {
        "set_id": "aaaaaaaa-1111",
        "version": "3",
        "effective_time": "20230427",
        "openfda": openfda or {},
    }
    return json.dumps(facts | fields).encode()


def text_of(label: Label) -> str:
    page = label_page(label)
    assert list(faults_of(label, page, counts_of(label))) == []
    return page.text


def page_of(openfda: dict[str, list[str]] | None = None, /, **fields: object) -> str:
    return text_of(*read_labels(record(openfda, **fields)))


def test_names_and_codes_stand_in_the_front_matter() -> None:
    (label,) = read_labels(record(FACTS, indications_and_usage=["1 INDICATIONS AND USAGE Zelo is for sleep."]))
    head = front_matter(label, {}, is_boxed=False)
    for line in (
        "title: Zelofane (Zelo)", "version: 3", "effective_date: '2023-04-27'", "labeler: Labco", "lossy: true",
        "- NDA012345", "- ZELOFANE (UNII ABC123)", "- 11111-222", "- 11111-333", "- '998877'",
        "- Zelo Receptor Agonist [EPC]", "licence: 'CC0 1.0: openFDA, U.S. Food and Drug Administration'",
    ):  # fmt: skip
        assert line in head
    assert "### Usage\n\n#### 1 INDICATIONS AND USAGE\n\nZelo is for sleep.\n" in text_of(label)


def test_without_names_the_package_says_what_the_product_data_begin_with() -> None:
    data, panel = ["Zelo Night zelofane ZELOFANE STARCH"], ["NDC 1-2 ZELO NIGHT Rx only"]
    named = page_of(spl_product_data_elements=data, package_label_principal_display_panel=panel)
    assert named.startswith("# Zelo Night\n")
    unnamed = page_of(spl_product_data_elements=data, package_label_principal_display_panel=["Rx only"])
    assert unnamed.startswith("# Unknown (aaaaaaaa-1111)\n")


PARTS = {
    "use_in_specific_populations": [
        "8 USE IN SPECIFIC POPULATIONS 8.1 Pregnancy It may harm the unborn child. 8.2 Lactation Do not breastfeed now."
    ],
    "pregnancy": ["8.1 Pregnancy It may harm the unborn child."],
    "precautions": ["PRECAUTIONS General Drink water with it. Drug Interactions Not with zolofam at night. Keep dry."],
    "general_precautions": ["General Drink water with it."],
    "drug_interactions": ["Drug Interactions Not with zolofam at night."],
}


def test_what_stands_in_another_field_stands_once_in_its_own_section() -> None:
    text = page_of(**PARTS)
    assert "#### PRECAUTIONS\n\n##### General\n\nDrink water with it.\n\nKeep dry.\n" in text
    assert "### Interactions\n\n#### Drug Interactions\n\nNot with zolofam at night.\n" in text
    assert "##### 8.1 Pregnancy\n\nIt may harm the unborn child.\n\n##### 8.2 Lactation\n\nDo not" in text
    assert text.count("unborn") == text.count("zolofam") == text.count("water") == 1


def test_what_is_not_found_in_another_field_is_shown_beside_it() -> None:
    changed = PARTS | {"pregnancy": ["8.1 Pregnancy It may not harm the unborn child."]}
    text = page_of(**changed)
    assert "It may harm the unborn" in text
    assert "It may not harm the unborn" in text


def test_words_that_stand_in_another_field_by_chance_stay_there() -> None:
    text = page_of(warnings=["WARNINGS Not for children. Ask a doctor first."], spl_unclassified_section=["Ask a"])
    assert "Not for children. Ask a doctor first." in text
    assert "### Other\n\nAsk a\n" in text


def test_a_boxed_warning_in_another_field_is_first_and_in_its_place() -> None:
    text = page_of(
        boxed_warning=["WARNING: SLEEP Do not drive after zelofane."],
        warnings=["WARNINGS WARNING: SLEEP Do not drive after zelofane. Ask a doctor."],
    )
    assert text.index("### Boxed warning") < text.index("### Precautions")
    assert text.count("Do not drive") == 2


TABLE = "<table><caption>Doses</caption><tr><td>under 10 kg</td><td>1.5 x 10<sup>9</sup></td></tr></table>"


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        (TABLE, "Give:\n\n**Doses**\n\n|  |  |\n|---|---|\n| under 10 kg | 1.5 x 10⁹ |\n\nthen wait.\n"),
        (TABLE.replace("Doses", "New doses"), "Give: Doses under 10 kg 1.5 x 10 9 then wait.\n\n**New doses**\n\n|"),
        (
            "<table><caption>Doses</caption><tr><td>under&nbsp;10 kg<td>1.5 x 10 9</table>",
            "Give:\n\n**Doses**\n\n|  |  |\n|---|---|\n| under 10 kg | 1.5 x 10 9 |\n\nthen wait.\n",
        ),
        ("<table><tr><td><renderMultiMedia/></td></tr></table>", "then wait.\n\n\\[Figure: no description, file not"),
    ],
)
def test_a_table_stands_where_its_text_is_found_or_else_after_it(markup: str, shown: str) -> None:
    text = "2 DOSAGE AND ADMINISTRATION Give: Doses under 10 kg 1.5 x 10 9 then wait."
    assert shown in page_of(dosage_and_administration=[text], dosage_and_administration_table=[markup])


@pytest.mark.parametrize("name", ["warnings_table_table", "_table", "_table_table"])
def test_a_table_of_a_field_that_has_none_is_not_lost(name: str) -> None:
    tables = {
        "warnings": ["Do not run."],
        "warnings_table": [TABLE],
        name: ["<table><tr><td>q</td><td>r</td></tr></table>"],
    }
    label = read_labels(record(**tables))[0]
    assert list(faults_of(label, label_page(label), counts_of(label))) == []


def test_a_sign_in_a_table_that_is_no_whole_markup_is_no_tag() -> None:
    table = "<table><tr><td>Age</td><td>under <5 or >6</td></tr><tr><td>Dose</td><td>1</td></tr></table>"
    label = read_labels(record(dosage_and_administration_table=[table]))[0]
    assert list(faults_of(label, label_page(label), counts_of(label))) == []


def test_a_table_that_a_section_inside_gives_again_is_shown_once() -> None:
    inner = "12.3 Pharmacokinetics It is slow: Doses under 10 kg 1.5 x 10 9"
    text = page_of(
        clinical_pharmacology=[f"12 CLINICAL PHARMACOLOGY {inner}"],
        clinical_pharmacology_table=[TABLE],
        pharmacokinetics=[inner],
        pharmacokinetics_table=[TABLE],
    )
    assert text.count("under 10 kg") == 1
    assert "| under 10 kg |" in text


def test_the_labels_own_numbers_begin_paragraphs_and_references_do_not() -> None:
    text = page_of(
        warnings_and_cautions=[
            "5 WARNINGS AND PRECAUTIONS Sleep ( 5.1 ) 5.1 Deep sleep It is deep, see section 5.2 Other. 5.2 Falls Rise."
        ]
    )
    assert "Sleep ( 5.1 )\n\n5.1 Deep sleep It is deep, see section 5.2 Other.\n\n5.2 Falls Rise.\n" in text


def test_fields_that_nobody_knows_are_kept() -> None:
    text = page_of(new_field=["Some new text."], other_thing={"a": 1.50}, empty=None, blank=[" "])
    assert "### Other\n\n#### New field\n\nSome new text.\n" in text
    assert '#### Other thing\n\n{"a": "1.5"}\n' in text.replace("\\", "")


def test_controls_are_no_fault_of_the_import() -> None:
    assert "Not \x1b[31m for" in page_of(warnings=["WARNINGS Not \x1b[31m for\u202e children."]).replace("\\", "")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"indications_and_usage": ["For sleep."]}', "it has no set_id"),
        (b'{"set_id": ["a"], "warnings": ["No."]}', "it has no set_id"),
        (b'{"safetyreportid": "1"}', "no drug label but a report"),
        (b'{"recall_number": "1"}', "no drug label but a recall"),
        (b"[1]", "no record"),
        (record(warnings=[" "]), "it has no text"),
        (record({"product_type": ["VACCINE"]}, warnings=["No."]), "a vaccine label, which"),
        (record(warnings=["No."]).replace(b'["No."]', b"NaN"), "NaN"),
    ],
)
def test_what_is_no_label_is_refused_by_name(data: bytes, why: str) -> None:
    with pytest.raises(UnusableSourceError, match=why):
        read_labels(data)


def test_good_records_before_the_end_of_a_broken_file_are_imported(tmp_path: Path) -> None:
    one, two = record(FACTS, warnings=["WARNINGS No."]), record(FACTS, set_id="bbbb", warnings=["WARNINGS No."])
    (tmp_path / "a.json").write_bytes(b'{"results": [' + one + b", " + two + b', {"set_id": "c')
    run = ImportRun(LabelLibrary(tmp_path / "to"), date(2026, 5, 4))
    outcomes = [(one.input.removeprefix(str(tmp_path)), one.state) for one in run.outcomes([tmp_path / "a.json"])]
    assert outcomes == [
        ("/a.json, record 1", "imported"),
        ("/a.json, record 2", "imported"),
        ("/a.json, after record 2", "refused"),
    ]


@pytest.mark.parametrize("spl_first", [True, False])
def test_a_label_in_spl_takes_only_the_codes_of_openfda(tmp_path: Path, *, spl_first: bool) -> None:
    in_spl = spl(section("34071-1", "WARNINGS", "<paragraph>Said in SPL.</paragraph>"), version=2)
    in_json = record(FACTS, warnings=["WARNINGS Said in JSON."])
    given = [("spl.xml", in_spl), ("fda.json", in_json)]
    to = tmp_path / "to"

    def run(name: str, data: bytes) -> str:
        (tmp_path / name).write_bytes(data)
        return next(ImportRun(LabelLibrary(to), date(2026, 5, 4)).outcomes([tmp_path / name])).state

    states = [run(*one) for one in (given if spl_first else reversed(given))]
    assert states == (["imported", "supplied"] if spl_first else ["imported", "replaced"])
    (path,) = to.glob("*.md")
    text = path.read_text(encoding="utf-8")
    assert "Said in SPL." in text
    assert "Said in JSON." not in text
    assert "version: 2\n" in text
    assert "rxcui:\n- '998877'\nepc:\n- Zelo Receptor Agonist [EPC]\n" in text
    assert [run(*one) for one in given] == ["unchanged", "unchanged"]
    assert path.read_text(encoding="utf-8") == text
    newer = in_spl.replace(b"Said in SPL", b"Said again").replace(b'Number value="2"', b'Number value="3"')
    assert run("newer.xml", newer) == "replaced"
    text = path.read_text(encoding="utf-8")
    assert "Said again." in text
    assert "- '998877'\n" in text
    assert run("fda.json", in_json.replace(b"998877", b"112233")) == "supplied"
    text = path.read_text(encoding="utf-8")
    assert text.count("rxcui:") == text.count("'112233'") == 1
    path.write_text(text.replace("Said again", "Edited"), encoding="utf-8")
    assert run("fda.json", in_json) == "edited"


# Any nesting ----------------------------------------------------------------------------------------

FIELDS = ("pregnancy", "pediatric_use", "warnings", "boxed_warning", "spl_unclassified_section", "new_field")
WORDS = ("dose", "5.1", "Deep", "of", "1.5", "Sleep", "•", "(see", "5.2)", "kg", "WARNINGS", "5", "8.1", "Pregnancy")


@st.composite
def fields_in_fields(draw: st.DrawFn) -> dict[str, list[str]]:
    """Texts that stand in each other, with words of their own around them; tables, whose text stands in some."""
    own = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
    texts: list[str] = []
    fields: dict[str, list[str]] = {}
    for number in range(draw(st.integers(1, 7))):
        inside = draw(st.lists(st.sampled_from(texts), max_size=2)) if texts else []
        texts.append(" ".join([draw(own), *(f"{one} {draw(own)}" for one in inside), f"word{number}"]))
        fields.setdefault(draw(st.sampled_from(FIELDS)), []).append(texts[-1])
    for name in draw(st.lists(st.sampled_from([*fields, "risks"]), max_size=2, unique=True)):
        cells = draw(st.sampled_from([*texts, "alone here"])).split()
        markup = "".join(f"<td>{cell.replace('<', '&lt;')}</td> " for cell in cells)
        fields[f"{name}_table"] = [f"<table><tr>{markup}</tr></table>"]
    return {name: fields[name] for name in draw(st.permutations(list(fields)))}


@given(fields_in_fields())
def test_no_nesting_loses_a_word(fields: dict[str, list[str]]) -> None:
    (label,) = read_labels(record(**fields))
    assert list(faults_of(label, label_page(label, has_bold=False), counts_of(label))) == []


@given(st.lists(st.integers(1, 3), min_size=1, max_size=4))
def test_what_stands_in_another_is_given_once(depths: list[int]) -> None:
    """Sections in sections in sections: each of their own words stands there one time."""
    names = iter(FIELDS * 3)
    fields: dict[str, list[str]] = {}
    own: list[str] = []

    def text(depth: int) -> str:
        name = next(names)
        own.append(f"own{len(own)}")
        words = f"{own[-1]} is what this one says by itself"
        whole = f"{words} {text(depth - 1)} and so on" if depth else words
        fields.setdefault(name, []).append(whole)
        return whole

    for depth in depths:
        text(depth)
    said = " ".join("".join(one.itertext()) for section in sections_of(fields) for one in elements(section)).split()
    assert [said.count(word) for word in own] == [1] * len(own)


def elements(section: LabelSection) -> list[Element]:
    own = [] if section.title is None else [section.title]
    return [*own, *section.texts, *(one for inner in section.sections for one in elements(inner))]


def test_its_source_is_short_for_openfda() -> None:
    origin = read_openfda(json.loads(record(description=["Zelofane is white."]))).origin
    fields = label_fields({"set_id": "a", "label_kind": "original", "source": origin.name})
    assert fields
    assert fields.source == "openFDA"
