"""A library of labels: what is there stays until a newer version comes, and what somebody has edited stays as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from epi_texts import as_json, collection, summary
from library_files import opened
from spl_texts import section, spl

from medtui.checking.check_settings import checks_of
from medtui.checking.page_check import rule_facts
from medtui.importing import formats
from medtui.importing.import_run import ImportRun, Outcome
from medtui.importing.label_library import IMPORTER, LabelLibrary, schema_yaml, sha256
from medtui.importing.label_sections import SCHEMA
from medtui.reading.schema import Schema, parse_schema


def label(dose: str = "5 mg", **given: int | str) -> bytes:
    return spl(section("34068-7", "2 DOSAGE", f"<paragraph>{dose}</paragraph>"), **given)  # type: ignore[arg-type]


class Shelf:
    """A folder of inputs beside a library."""

    def __init__(self, folder: Path) -> None:
        self.source, self.library = folder / "source.xml", folder / "library"

    def takes(self, data: bytes, *, is_dry: bool = False) -> Outcome:
        self.source.write_bytes(data)
        (outcome,) = ImportRun(LabelLibrary(self.library), date(2026, 5, 4), is_dry=is_dry).outcomes([self.source])
        return outcome

    @property
    def texts(self) -> dict[str, str]:
        return {path.name: path.read_text() for path in self.library.glob("*.md")}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_label_becomes_a_monograph_of_its_drug(shelf: Shelf) -> None:
    outcome = shelf.takes(label())
    assert (outcome.state, outcome.file) == ("imported", "zelofane-hydrochloride--zelo-xr--aaaaaaaa.md")
    (entry,) = opened(shelf.library).entries
    assert entry.title == "Zelofane hydrochloride (Zelo XR)"
    assert {"zelofane hydrochloride", "Zelo XR"} <= set(entry.names)
    text = shelf.texts[outcome.file]
    for fact in ("set_id: aaaaaaaa-1111", "effective_date: '2026-05-04'", "labeler: Labco", "check: whole", "ABC123"):
        assert fact in text


def test_the_same_again_changes_nothing(shelf: Shelf) -> None:
    shelf.takes(label())
    before = shelf.texts
    assert shelf.takes(label()).state == "unchanged"
    assert shelf.texts == before


def test_what_is_there_from_that_source_is_not_read_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    file = shelf.takes(label()).file
    monkeypatch.setattr(formats, "spl_label", lambda *_: pytest.fail("it was read"))
    assert shelf.takes(label()) == Outcome(str(shelf.source), "unchanged", file)


def test_what_another_importer_made_is_made_again(shelf: Shelf) -> None:
    path = shelf.library / shelf.takes(label()).file
    path.write_text(path.read_text().replace(f"importer: '{IMPORTER}'", "importer: '0'"))
    assert shelf.takes(label()).state == "replaced"
    assert f"importer: '{IMPORTER}'" in path.read_text()


def test_a_newer_version_takes_the_place_of_the_older_which_is_kept(shelf: Shelf) -> None:
    shelf.takes(label())
    before = shelf.texts
    assert shelf.takes(label("6 mg", version=2)).state == "replaced"
    assert list(shelf.texts) == list(before)
    assert "6 mg" in next(iter(shelf.texts.values()))
    (old,) = (shelf.library / ".history").rglob("*.old")
    assert [old.read_text()] == list(before.values())
    assert shelf.takes(label()).state == "older"
    assert len(opened(shelf.library).entries) == 1


def test_what_somebody_has_edited_stays(shelf: Shelf) -> None:
    path = shelf.library / shelf.takes(label()).file
    path.write_text(path.read_text().replace("5 mg", "7 mg"))
    assert shelf.takes(label("6 mg", version=2)).state == "edited"
    assert "7 mg" in path.read_text()


def test_files_of_others_are_not_touched(shelf: Shelf) -> None:
    shelf.library.mkdir()
    mine = shelf.library / "zelofane-hydrochloride--zelo-xr--aaaaaaaa-mine.md"
    mine.write_text("# Mine\n")
    shelf.takes(label())
    assert mine.read_text() == "# Mine\n"


def test_a_name_that_is_taken_is_not_taken_again(shelf: Shelf) -> None:
    """By a file of somebody else's, or by a label whose set id begins alike."""
    shelf.library.mkdir()
    mine = shelf.library / "zelofane-hydrochloride--zelo-xr--aaaaaaaa.md"
    mine.write_text("# Mine\n")
    assert shelf.takes(label()).file == "zelofane-hydrochloride--zelo-xr--aaaaaaaa-1111.md"
    assert shelf.takes(label(set_id="aaaaaaaa-2222")).file == "zelofane-hydrochloride--zelo-xr--aaaaaaaa-2222.md"
    assert mine.read_text() == "# Mine\n"
    assert shelf.takes(label("6 mg", version=2)).file == "zelofane-hydrochloride--zelo-xr--aaaaaaaa-1111.md"


def test_of_two_versions_in_one_input_the_higher_is_there_in_the_end(shelf: Shelf) -> None:
    sources = shelf.source.parent / "sources"
    sources.mkdir()
    for name, dose, version in (("a", "5 mg", 1), ("b", "7 mg", 3), ("c", "6 mg", 2), ("d", "8 mg", 3)):
        (sources / f"{name}.xml").write_bytes(label(dose, version=version))
    for states in (["imported", "replaced", "older", "older"], ["older", "unchanged", "older", "older"]):
        run = ImportRun(LabelLibrary(shelf.library), date(2026, 5, 4))
        assert [outcome.state for outcome in run.outcomes([sources])] == states
        (text,) = shelf.texts.values()
        assert "7 mg" in text


def test_several_processes_make_the_same_library(shelf: Shelf) -> None:
    sources = shelf.source.parent / "sources"
    sources.mkdir()
    for number in range(9):
        (sources / f"{number}.xml").write_bytes(label(f"{number} mg", set_id=f"{number}{number}-1"))
    (sources / "5.xml").write_text("<no-label/>")
    libraries = [shelf.library, shelf.library.with_name("other")]
    outcomes = [
        list(ImportRun(LabelLibrary(library), date(2026, 5, 4), processes=count).outcomes([sources]))
        for library, count in zip(libraries, (0, 2), strict=True)
    ]
    assert outcomes[0] == outcomes[1]
    assert [outcome.state for outcome in outcomes[0]].count("imported") == 8
    first, second = ({path.name: path.read_text() for path in library.iterdir()} for library in libraries)
    assert first == second


def test_a_dry_run_writes_nothing(shelf: Shelf) -> None:
    assert shelf.takes(label(), is_dry=True).state == "imported"
    assert not shelf.library.exists()


def test_the_library_says_its_sections_itself() -> None:
    assert parse_schema(schema_yaml(), Schema(())) == SCHEMA


def test_each_product_of_a_file_has_its_monograph(shelf: Shelf) -> None:
    shelf.source.write_bytes(as_json(collection(summary(name="Zelo 5 mg"), summary(name="Dorm 1 mg"))))
    for state in ("imported", "unchanged"):
        outcomes = list(ImportRun(LabelLibrary(shelf.library), date(2026, 5, 4)).outcomes([shelf.source]))
        assert [one.state for one in outcomes] == [state, state]
        assert {one.file[:5] for one in outcomes} == {"zelo-", "dorm-"}
    assert len(opened(shelf.library).entries) == 2


@pytest.mark.parametrize("name", ["", 'name: "Clinic"\n'])
def test_the_sections_that_an_earlier_import_wrote_are_renewed_unless_somebody_edited_them(
    tmp_path: Path, name: str
) -> None:
    schema = tmp_path / "medtui.yaml"
    bare = schema_yaml().partition("\n")[2].partition("\ncheck:")[0]  # as it was written once
    for ours in (schema_yaml(), bare, written_with(bare.replace("    title: Other\n", "    title: Rest\n"))):
        schema.write_text(name + ours)
        LabelLibrary(tmp_path).begin()
        assert schema.read_text() == name + schema_yaml()
    for edited in (f"{bare}# mine\n", schema_yaml().replace("Other", "Mine"), "extend: yes\n"):
        schema.write_text(name + edited)
        LabelLibrary(tmp_path).begin()
        assert schema.read_text() == name + edited


def test_a_label_is_not_held_to_how_we_write_doses(tmp_path: Path) -> None:
    LabelLibrary(tmp_path).begin()
    rules = rule_facts()
    _, checks = checks_of(tmp_path, rules)
    on = checks.severities(rules)
    assert {"hidden-character", "confusable-letter", "reading-problem"} <= on.keys()
    assert on.keys().isdisjoint({"trailing-zero", "comparison-sign", "undated-source", "missing-section"})


def written_with(text: str) -> str:
    """The schema of another version of the importer."""
    line = schema_yaml().partition("\n")[0]
    return f"{line.rpartition(' ')[0]} {sha256(text)}\n{text}"
