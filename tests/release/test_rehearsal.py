"""What would be published is built, checked and listed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from scripts.rehearse_release import licences

ROOT = Path(__file__).parents[2]


@pytest.mark.release
def test_the_release_is_as_it_should_be(tmp_path: Path) -> None:
    script = [sys.executable, str(ROOT / "scripts" / "rehearse_release.py"), "--to", str(tmp_path / "dist")]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with ZipFile(wheel) as file:
        names = file.namelist()
    assert any(name.endswith(".data/data/share/man/man1/medtui.1") for name in names)
    assert any(name.startswith("medtui/content/") for name in names)
    bom = json.loads((tmp_path / "dist" / "bom.json").read_text(encoding="utf-8"))
    assert "textual" in licences(bom)


def test_licences_are_taken_as_their_authors_say_them() -> None:
    parts: list[dict[str, object]] = [
        {"name": "medtui"},
        {"name": "Zelofane", "licenses": [{"license": {"id": "MIT"}}]},
        {"name": "marivene", "licenses": [{"expression": "MIT OR Apache-2.0"}]},
        {"name": "dorimab", "licenses": [{"license": {"name": "my own"}}]},
        {"name": "silent"},
    ]
    said = {"zelofane": "MIT", "marivene": "MIT OR Apache-2.0", "dorimab": "my own", "silent": "not said"}
    assert licences({"components": parts}) == said
