"""content/figures.tsv says of each number where it comes from, and that is true."""

from __future__ import annotations

from pathlib import Path

import pytest
import record_figures
from figure_sources import (
    HELD,
    RECKONED,
    TABLE,
    Passage,
    SourcedFigure,
    excerpt_hash,
    numbers_of,
    provable,
    row_problems,
    said_in,
    table_rows,
    table_text,
)
from figure_sums import holds, same_figures
from figures import figures
from label_texts import LabelTexts, label_texts, openfda_text, spl_text
from starter_pages import NAMES, README, page, page_of
from test_starter_library_rules import LABELS, SOUND

from medtui.library.folders import find_files

EXAMPLIN = page_of(SOUND, "examplin")
SET_ID = "00000000-1111-2222-3333-444444444444"
ROW = SourcedFigure("examplin", "dosage", "10 mg", SET_ID, HELD, "Adults: 5-10 mg q8h")


def problems(labels: LabelTexts | None) -> list[str]:
    rows = table_rows(TABLE.read_text(encoding="utf-8"))
    unknown = [f"there is no page {row.page}" for row in rows if row.page not in NAMES]
    return unknown + [said for row in rows if row.page in NAMES for said in row_problems(row, page(row.page), labels)]


def test_each_row_has_its_number_on_the_page_and_in_its_quote() -> None:
    rows = table_rows(TABLE.read_text(encoding="utf-8"))
    assert table_text(rows) == TABLE.read_text(encoding="utf-8")
    assert len({row[:3] for row in rows}) == len(rows)
    assert problems(None) == []


def test_each_quote_stands_in_its_label(corpus: Path) -> None:
    assert problems(label_texts(corpus)) == []


def test_each_number_of_a_page_has_a_row() -> None:
    known = {row[:3] for row in table_rows(TABLE.read_text(encoding="utf-8"))}
    assert sorted({(name, *number) for name in NAMES for number in numbers_of(page(name))} - known) == []


def test_the_table_is_no_page_of_the_library() -> None:
    found = find_files(README.parent.resolve(), with_stamps=False)
    assert TABLE.name not in found.files
    assert [path for path, _ in (*found.complaints, *found.left_out) if path == TABLE.name] == []


def test_a_label_proves_what_it_says_in_the_same_part() -> None:
    proved = {row.figure: row for row in provable(EXAMPLIN, LABELS)}
    assert {"5 mg", "10 mg", "8 hours"} <= {*proved}
    assert not {"77 mg", "78 mg"} & {*proved}
    assert [said for row in proved.values() for said in row_problems(row, EXAMPLIN, LABELS)] == []
    elsewhere = LabelTexts({}, {SET_ID: {"description": ["Adults: 5-10 mg q8h, 1000 mcg per kg."]}})
    assert [*provable(EXAMPLIN, elsewhere)] == []


def test_what_is_said_of_adults_proves_nothing_for_children() -> None:
    children = page_of(SOUND.replace("**Adults:**", "**Children:**"), "examplin")
    adults = LabelTexts({}, {SET_ID: {"dosage_and_administration": ["Adults: 5-10 mg q8h, at most 1000 mcg/kg."]}})
    assert [*provable(children, adults)] == []
    assert [*provable(EXAMPLIN, adults)] != []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW, ""),
        (ROW._replace(figure="11 mg"), "take the row away"),
        (ROW._replace(section="overdose"), "take the row away"),
        (ROW._replace(source="11111111"), "is in none of its sources"),
        (ROW._replace(quote="Adults: 5 mg q8h"), "is not in"),
        (ROW._replace(quote="Adults: 5-10 mg q8h (max. 1000 μg per kg). From six to 12"), "longer than 11 words"),
        (ROW._replace(quote="Adults take 10 mg"), "does not say"),
        (ROW._replace(excerpt="0123456789ab", quote="Children 5 mg ... adults 10 mg"), "runs over a gap"),
        (ROW._replace(excerpt="0123456789ab", quote="Adults take 10 mg"), ""),
        (ROW._replace(excerpt="0123", quote="Adults take 10 mg"), "is not the hash"),
        (ROW._replace(source=RECKONED, excerpt="", quote="5 mg × 2 = 10 mg"), "does not reckon"),
        (ROW._replace(source=RECKONED, excerpt="", quote="5 mg + 5 mg = 10 mg"), ""),
        (ROW._replace(source=RECKONED, excerpt="", quote="5 mg + 5 mg = 11 mg"), "does not reckon"),
        (ROW._replace(source=RECKONED, excerpt="", quote="10 mg"), "does not reckon"),
    ],
)
def test_a_row_that_is_not_true_is_found(row: SourcedFigure, said: str) -> None:
    found = [*row_problems(row, EXAMPLIN, LABELS)]
    assert any(said in problem for problem in found) if said else not found, found


@pytest.mark.parametrize(
    ("figure", "quote"),
    [
        ("2 years", "1 à < 3 ans | 10 à < 15 kg"),
        ("11 months", "2 to <12 months"),
        ("3 times", "1 g 2 à 3 fois par jour"),
        ("14 days", "in der Regel 7-14 Tage"),
        ("7.5 mg/kg", "gentamicin | 5–7·5 mg/kg daily"),
        ("25 mg/kg", "25 mg SMX + 5 mg TMP/kg 2 times daily"),
        ("5 mg/kg", "25 mg SMX + 5 mg TMP/kg 2 times daily"),
        ("0.02 mg/kg", "0.01-0.02 mg naloxone hydrochloride per kg i.v."),
        ("0.5 l/min", "Initiated at 0.5 to 1 LPM"),
        ("1 capsules", "10 to < 17 kg | 1 cap x 3"),
        ("50000 units", "if needed: 50 000 IU once daily"),
        ("15 ml/min", "Creatinine Clearance (mL/min) Regimen Above 30 15–30 Below 15"),
        ("4 tablets", "50 kg and over: 4 tab AS + 3 tab SP"),
        ("1.5 ml/kg", "lipid emulsion 1.5 ml.kg–1 over 1 min"),
        ("0.04 mg/kg", "Barn: 0,04 mg/kg. Gi langsomt i.v."),
        ("29 ml/min", "CrCl 15–29: 250 mg q8–12h"),
        ("10 ml/min", "GFR <10: 2.5–5 mg/kg every 24 hours"),
    ],
)
def test_a_quote_has_figures_as_its_source_writes_them(figure: str, quote: str) -> None:
    row = ROW._replace(figure=figure, quote=quote)
    assert not [said for said in row_problems(row, EXAMPLIN, None) if "is not in" in said]


def test_an_age_that_only_begins_is_no_last_one() -> None:
    row = ROW._replace(figure="2 years", quote="from 3 years")
    assert any("is not in" in said for said in row_problems(row, EXAMPLIN, None))


def test_one_section_of_a_label_is_read() -> None:
    spl = (
        '<d xmlns="urn:hl7-org:v3"><section><code code="34068-7"/><text>5 mg</text></section>'
        '<section><code code="34088-5"/><text>50 mg</text></section></d>'
    )
    assert spl_text(spl.encode(), "34068-7").split() == ["5", "mg"]
    assert openfda_text({"a": ["5 mg"]}) == "5 mg"


def test_an_excerpt_proves_what_it_says_and_is_known_by_its_hash() -> None:
    read = "Adults:  5-10 mg every\n8 hours."
    passage = Passage(SET_ID, excerpt_hash(read), " ".join(read.split()))
    proved = {row.figure: row for row in said_in([passage], EXAMPLIN, "dosage")}
    assert {"5 mg", "10 mg", "8 hours"} <= {*proved}
    assert {row.excerpt for row in proved.values()} == {excerpt_hash("Adults: 5-10 mg every 8 hours.")}
    assert [said for row in proved.values() for said in row_problems(row, EXAMPLIN, LABELS)] == []


@pytest.mark.parametrize(
    ("dosage", "read", "is_proved"),
    [
        ("wait 8 hours before sleep", "Newborns: one dose every 8 hours", False),
        ("wait 8 hours before sleep", "Wait 8 hours before going to sleep", True),
        ("half the tablet, wait 8 hours before sleep", "Half the tablet, then sleep ... rest for 8 hours", False),
        ("by mouth 2 times what goes under the skin", "by mouth every 12 hours, or under the skin", False),
        ("by mouth 2 times a day, or under the skin", "by mouth every 12 hours, or under the skin", True),
    ],
)
def test_words_about_something_else_prove_nothing(dosage: str, read: str, *, is_proved: bool) -> None:
    one = page_of(SOUND.replace("**Adults:**", f"**Adults:** {dosage}.\n\n**Adults:**"), "examplin")
    figure = "8 hours" if "8 hours" in dosage else "2 times"
    proved = {row.figure for row in said_in([Passage(SET_ID, "0123456789ab", read)], one, "dosage")}
    assert (figure in proved) is is_proved


def test_one_point_of_overdose_lends_no_words_to_another() -> None:
    two = "- **Overdose:** vomiting, dark urine.\n  - Wash out the stomach within 8 hours.\n"
    one = page_of(SOUND.replace("### FAQs", f"{two}\n### FAQs", 1), "examplin")
    assert ("overdose", "8 hours") in numbers_of(one)
    read = [Passage(SET_ID, "0123456789ab", "Vomiting and dark urine last for 8 hours")]
    assert "8 hours" not in {row.figure for row in said_in(read, one, "overdose")}


def test_a_number_that_no_words_fit_gets_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "figures.tsv"
    row = next(row for row in table_rows(TABLE.read_text(encoding="utf-8")) if row.source == RECKONED)
    table.write_text(table_text([row]), encoding="utf-8")
    monkeypatch.setattr(record_figures, "TABLE", table)
    monkeypatch.setattr(record_figures, "NAMES", [row.page])
    by_hand = tmp_path / row.page / "rows.tsv"
    by_hand.parent.mkdir()
    for said, left in (("", [row]), (f"{row.section}\t{row.figure}\tnone\tabout another route\n", [])):
        by_hand.write_text(said, encoding="utf-8")
        assert [*record_figures.main(tmp_path, tmp_path, [row.page])]
        assert table_rows(table.read_text(encoding="utf-8")) == left


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("25–34 kgs 2", {"25 kg", "34 kg"}),
        ("25 mcg 6-hrly", {"25 mcg", "6 hours"}),
        ("30-39 kg: 2 tabletter i 4 måneder", {"30 kg", "39 kg", "2 tablets", "4 months"}),
        ("30-60 ml/minutt", {"30 ml/min", "60 ml/min"}),
        ("0.1 mL/kg of 1 in 10,000, up to 1 mg", {"0.1 ml/kg", "1 mg"}),
    ],
)
def test_a_number_is_read_as_sources_write_it(said: str, found: set[str]) -> None:
    assert {*map(str, figures(said))} == found


@pytest.mark.parametrize(
    ("figure", "same"),
    [
        ("1 g", "1000 mg"),
        ("0.25 mg/kg", "250 mcg/kg"),
        ("3 times", "8 hours"),
        ("12 hours", "2 times"),
        ("18 months", "1.5 years"),
        ("2 weeks", "14 days"),
    ],
)
def test_one_figure_has_many_units(figure: str, same: str) -> None:
    assert same in same_figures(figure)
    assert figure in same_figures(same)


@pytest.mark.parametrize(
    ("line", "is_right"),
    [
        ("15 mg/kg × 10 kg = 150 mg", True),
        ("15 mg/kg × 10 kg / 30 mg/mL = 5 mL", True),
        ("15 mg/kg × 10 kg = 140 mg", False),
        ("15 mg/kg × 10 kg ≈ 140 mg", True),
        ("15 mg/kg × 10 kg ≈ 100 mg", False),
        ("15 mg/kg × 20 kg = 300 mg", False),
        ("10 kg / 0 = 5 mg", False),
        ("150 mg = 150 mg", False),
        ("twice ten", False),
    ],
)
def test_a_sum_is_right_and_takes_its_numbers_from_the_page(line: str, is_right: bool) -> None:
    assert holds(line, "15 mg/kg for a child of 10 kg: 150 mg, from 30 mg in 1 mL; never 0 mL") is is_right


def test_the_name_of_a_regimen_is_no_time() -> None:
    assert figures("3HR every day") == figures("")
    assert figures("for 3 HR") == figures("for 3 hours")
