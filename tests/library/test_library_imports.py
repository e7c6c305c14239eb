"""What opening a library costs at start-up: the modules that it loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from catalogues import refresh, source_of
from library_files import write

SLOW = {
    "asyncio", "hashlib", "json", "logging", "markdown_it", "medtui.reading", "platformdirs", "rich",
    "sqlite3", "tempfile", "textual", "yaml",
}  # fmt: skip


def loaded_by(code: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(result.stdout.split())


def test_the_room_itself_loads_nothing_slow() -> None:
    assert not loaded_by("import medtui.library.catalogue.listing") & SLOW


def test_a_list_from_the_catalogue_needs_no_reading(tmp_path: Path) -> None:
    write(tmp_path / "lib", "zinc.md")
    refresh(source_of(tmp_path / "lib", tmp_path))
    code = f"""
from pathlib import Path
from medtui.library.catalogue.listing import open_libraries
listing = open_libraries([Path({str(tmp_path / "lib")!r})], cache_folder=Path({str(tmp_path)!r}), check_files=False)
assert listing.entries[0].title == "Zinc" and listing.catalogues[0]
listing.load_all()
assert listing.index.search("zi").total == 1
"""
    assert not loaded_by(code) & (SLOW - {"sqlite3"})
