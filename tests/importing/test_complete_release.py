"""What a whole release has no more is marked in the library, and never deleted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from library_files import opened
from spl_texts import section, spl

from medtui.importing.import_run import ImportRun, Outcome
from medtui.importing.label_library import LabelLibrary
from medtui.importing.stock_list import StockList, stock_rows
from medtui.reading.label_fields import label_fields
from medtui.reading.reader import read

STAYS, GOES = "aaaaaaaa-1111", "bbbbbbbb-2222"


class Release:
    """Two labels in a library, and a release to import into it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.library = folder / "release", folder / "library"
        self.folder.mkdir()
        for set_id in (STAYS, GOES):
            text = section("34068-7", "2 DOSAGE", "<paragraph>5 mg</paragraph>")
            (self.folder / f"{set_id}.xml").write_bytes(spl(text, set_id=set_id))
        assert {outcome.state for outcome in self.imported()} == {"imported"}

    def drop(self) -> bytes:
        """Take a label out. Returns it."""
        path = self.folder / f"{GOES}.xml"
        data = path.read_bytes()
        path.unlink()
        return data

    def imported(
        self, *, is_complete: bool = True, is_dry: bool = False, stock: StockList | None = None
    ) -> list[Outcome]:
        run = ImportRun(LabelLibrary(self.library), date(2026, 5, 4), is_dry=is_dry, stock=stock)
        return list(run.outcomes([self.folder], is_complete=is_complete))

    def states(self, *, is_complete: bool = True, is_dry: bool = False) -> list[str]:
        return [outcome.state for outcome in self.imported(is_complete=is_complete, is_dry=is_dry)]

    @property
    def gone(self) -> Path:
        return next(path for path in self.library.glob("*.md") if GOES in path.read_text())

    def is_marked(self) -> bool:
        fields = label_fields(read(self.gone.read_text()).metadata)
        assert fields
        return "no longer in the release" in fields.remarks


def test_what_a_whole_release_has_no_more_is_marked_until_it_is_back(tmp_path: Path) -> None:
    release = Release(tmp_path)
    before, data = release.gone.read_text(), release.drop()
    assert release.states(is_complete=False) == ["unchanged"]
    assert release.states(is_dry=True) == ["unchanged", "withdrawn"]
    assert release.gone.read_text() == before
    assert release.states() == ["unchanged", "withdrawn"]
    assert release.is_marked()
    assert len(opened(release.library).entries) == 2
    assert release.states() == ["unchanged"]
    (release.folder / "back.xml").write_bytes(data)
    assert release.states(is_complete=False) == ["unchanged", "unchanged", "returned"]
    assert release.gone.read_text() == before


def test_what_is_only_not_wanted_is_not_gone(tmp_path: Path) -> None:
    release = Release(tmp_path)
    states = [outcome.state for outcome in release.imported(stock=StockList(stock_rows("amoxicillin", is_table=False)))]
    assert "withdrawn" not in states


def test_what_somebody_has_edited_is_told_and_left(tmp_path: Path) -> None:
    release = Release(tmp_path)
    release.drop()
    edited = release.gone.read_text().replace("5 mg", "6 mg")
    release.gone.write_text(edited)
    assert release.states() == ["unchanged", "edited"]
    assert release.gone.read_text() == edited
