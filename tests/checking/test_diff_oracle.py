"""Three hundred changes made to real pages on purpose are each reported, first of all, as what they are."""

from __future__ import annotations

from pathlib import Path
from random import Random

from mutations import MUTATORS

from medtui.checking.library_changes import library_changes
from medtui.checking.page_versions import FolderVersion
from medtui.library.folders import shipped_library
from medtui.reading.schema import default_schema

ROUNDS = 22
BYSTANDERS = ("zinc-sulfate.md", "oral-rehydration-salts.md")


def test_three_hundred_changes_are_reported_as_what_they_are(tmp_path: Path) -> None:
    shipped = shipped_library()
    pages = sorted(path.name for path in shipped.glob("*.md") if path.name not in ("README.md", *BYSTANDERS))
    rng = Random(15)
    wrong, tried = [], 0
    for mutator in MUTATORS:
        for number in range(ROUNDS):
            folder = tmp_path / f"{mutator.__name__}-{number}"
            mutation = None
            while mutation is None:
                page = rng.choice(pages)
                text = (shipped / page).read_text(encoding="utf-8")
                mutation = mutator(text, rng)
            old = {page: text} | {name: (shipped / name).read_text(encoding="utf-8") for name in BYSTANDERS}
            new = {name: words for name, words in old.items() if name != page}
            if mutation.text is not None:
                new[mutation.new_name or page] = mutation.text
            found = library_changes(write(folder / "old", old), write(folder / "new", new), default_schema())
            tried += 1
            if not mutation.is_right(found):
                wrong.append((mutator.__name__, page, [drug.changes[:3] for drug in found.changed]))
    assert tried >= 300
    assert len(wrong) <= 0.02 * tried, "\n".join(map(str, wrong))


def write(folder: Path, files: dict[str, str]) -> FolderVersion:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return FolderVersion(folder)
