"""Files that are left out are named with the reason; those that hold a drug are listed, whatever they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_files import write

from medtui.library.catalogue.listing import open_libraries
from medtui.library.folders import find_files

DRUG = "# Doxolan\n\n## Dosage\n\n100 mg\n"
ABOUT = "# My notes\n\n## Usage\n\nRun it.\n\n## How it works\n\nWell.\n\n## FAQs\n\n**Why?** So.\n"
LINKS = "# Drugs\n\n- [Doxolan](doxolan.md)\n- [[Zelofane]]\n"


def left_out(root: Path) -> dict[str, str]:
    return dict(find_files(root, with_stamps=False).left_out)


def test_each_markdown_file_is_listed_or_left_out(tmp_path: Path) -> None:
    listed = ["a.md", "doxolan/README.md", "x/y/index.md", "x/_index.md", "plain/index.md", "Readme.markdown"]
    for name in listed:
        write(tmp_path, name, DRUG if name != "plain/index.md" else "# Plainol\n\n5 mg a day\n")
    others = {
        "README.md": ABOUT, "docs/readme.md": ABOUT, "docs/index.md": LINKS, "index.md": LINKS, "LICENSE.md": "",
        "CHANGELOG.md": DRUG, ".hidden.md": DRUG, "q.qmd": DRUG, "m.mdx": DRUG, "d.MDOWN": DRUG, "r.Rmd": DRUG,
    }  # fmt: skip
    for name, text in others.items():
        write(tmp_path, name, text)
    for name in ("picture.png", "notes.txt", ".git/x.md", ".obsidian/y.md"):
        write(tmp_path, name)
    found = find_files(tmp_path, with_stamps=True)
    assert sorted(found.files) == sorted(listed)
    assert {path for path, _ in found.left_out} == set(others)
    assert len(found.stamps) == 3 * len(listed)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("README.md", ABOUT, "about the folder: it has no section of a drug"),
        ("x/index.md", LINKS, "a list of links to other files"),
        ("LICENSE.md", DRUG, "about the folder, by its name"),
        (".a.md", DRUG, "hidden, because its name begins with a dot"),
        ("a.qmd", DRUG, ".qmd files are not read: save it as .md"),
    ],
)
def test_the_reason_is_said(tmp_path: Path, name: str, text: str, reason: str) -> None:
    write(tmp_path, name, text)
    assert left_out(tmp_path) == {name: reason}


def test_a_file_that_stands_for_its_folder_is_named_by_its_title_or_its_folder(tmp_path: Path) -> None:
    write(tmp_path, "doxolan/README.md", DRUG)
    write(tmp_path, "zelofane/index.md", "## Dosage\n\n5 mg\n")
    entries = open_libraries([tmp_path], cache_folder=tmp_path / "cache").entries
    assert [(entry.title, entry.path) for entry in entries] == [
        ("Doxolan", "doxolan/README.md"),
        ("zelofane", "zelofane/index.md"),
    ]


def test_a_file_is_looked_at_again_when_it_has_changed(tmp_path: Path) -> None:
    write(tmp_path, "README.md", ABOUT)
    assert "README.md" in left_out(tmp_path)
    write(tmp_path, "README.md", DRUG)
    assert left_out(tmp_path) == {}
