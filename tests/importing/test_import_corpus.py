"""Real labels are imported with no word lost."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path

from library_files import opened

from medtui.importing.import_run import ImportRun
from medtui.importing.label_library import LabelLibrary


def test_every_label_is_whole(corpus: Path, tmp_path: Path) -> None:
    run = ImportRun(LabelLibrary(tmp_path), date(2026, 5, 4))
    outcomes = list(run.outcomes([corpus / "spl"]))
    assert [one for one in outcomes if one.state == "incomplete"] == []
    assert run.counts["imported"] >= 35
    listing = opened(tmp_path)
    assert len(listing.entries) == run.counts["imported"]
    assert not listing.problems


def test_all_eu_product_information_is_whole(corpus: Path, tmp_path: Path) -> None:
    """Two of the samples are of one product; the other way of writing it is older."""
    run = ImportRun(LabelLibrary(tmp_path), date(2026, 5, 4))
    sources = [path for kind in ("*.xml", "*.json") for path in sorted((corpus / "epi").rglob(kind))]
    assert [one for one in run.outcomes(sources) if one.state not in ("imported", "older")] == []
    assert (run.counts["imported"], run.counts["older"]) == (len(sources) - 1, 1)
    listing = opened(tmp_path)
    assert len(listing.entries) == run.counts["imported"]
    assert not listing.problems


def test_labels_of_openfda_are_whole(corpus: Path, tmp_path: Path) -> None:
    """Those that come first: all of them take a quarter of a minute."""
    run = ImportRun(LabelLibrary(tmp_path), date(2026, 5, 4))
    outcomes = list(islice(run.outcomes(sorted((corpus / "openfda").glob("*.zip"))), 30))
    assert [one for one in outcomes if one.state != "imported"] == []
    assert len(opened(tmp_path).entries) == len(outcomes) == 30
