"""`medtui sources` as a user calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Shell, call
from spl_texts import section, spl


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def test_labels_say_origin_licence_number_and_dates(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    library, source = shell.folder / "labels", shell.folder / "in"
    text = section("34067-9", "1 USAGE", "Pain.")
    source.mkdir()
    (source / "a.xml").write_bytes(spl(text, set_id="a-1"))
    (source / "b.xml").write_bytes(spl(text, set_id="b-1").replace(b"20260504", b"20190101"))
    call(capsys, "import", source, "--to", library)
    result = call(capsys, "sources", "--library", library)
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        f"labels: {library}\n"
        "  monographs   2\n"
        "  from         FDA Structured Product Labeling (DailyMed): 2\n"
        "  licence      public domain: labeling as submitted to the FDA, published by the National Library of "
        "Medicine: 2\n"
        "  effective    2019-01-01 to 2026-05-04, 2 monographs\n"
    )


def test_any_library_says_what_its_front_matter_does(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    one = "---\ntitle: One\nsources:\n  - A book\n  - A list\nlicense: CC0\nwritten: 2026-01-02\n---\n\n# One\n"
    two = "---\ntitle: Two\nsources: [A book]\nwritten: 2026-03-04\nwithdrawn: 2026-05-06\n---\n\n# Two\n"
    library = shell.library(one=one, two=two, three="# Three\n", four="---\ntitle: [\n---\n# Four\n")
    lines = call(capsys, "sources", "--library", library).out.splitlines()[1:]
    assert lines == [
        "  monographs   4",
        "  from         A book: 2",
        "               A list: 1",
        "  no source    2 do not say what they are from",
        "  licence      CC0: 1",
        "  written      2026-01-02 to 2026-03-04, 2 monographs",
        "  withdrawn    1 are no longer in the release",
    ]
