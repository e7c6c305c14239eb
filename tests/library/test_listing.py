"""The list of monographs as the folders are now: complete and sorted, whatever is in them."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from catalogues import listed, refresh, source_of
from library_files import is_whole, opened, titles, write

from medtui.library.catalogue.listing import LibraryError, open_libraries
from medtui.library.entry import Entry
from medtui.library.files import UnreadableFile
from medtui.library.loading import load
from medtui.library.names.name_index import NameIndex
from medtui.reading.schema import default_schema

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such names or links")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "drugs"
    for name in ("b/zinc", "a/aspirin", "a/ibuprofen"):
        write(root, f"{name}.md")
    return root


def test_entries_say_what_they_are(library: Path) -> None:
    write(library, "c/co-amoxiclav.md", "---\ntitle: Amoxicillin + Clavulanic Acid\n---\n\n# Co-amoxiclav\n")
    entry = opened(library).entries[0]
    assert entry.title == "Amoxicillin + Clavulanic Acid"
    assert entry.names == ("Amoxicillin + Clavulanic Acid", "Co-amoxiclav")
    assert (entry.id, entry.path, entry.library) == ("drugs/c/co-amoxiclav", "c/co-amoxiclav.md", "drugs")
    assert (entry.stem, entry.file) == ("co-amoxiclav", library / "c/co-amoxiclav.md")
    assert entry.problem == ""
    assert hash(entry) == hash(opened(library).entries[0])


def test_entries_are_sorted_for_people(tmp_path: Path) -> None:
    given = ["Factor 10", "zinc", "Éphédrine", "factor 9", "α-tocopherol", "Zinc"]
    for number, title in enumerate(given):
        write(tmp_path / "lib", f"{9 - number}.md", f"# {title}\n")
    listing = opened(tmp_path / "lib")
    assert titles(listing) == ["α-tocopherol", "Éphédrine", "factor 9", "Factor 10", "Zinc", "zinc"]
    assert [entry.path for entry in listing.entries][-2:] == ["4.md", "8.md"]


def test_names_that_were_not_read_in_time_are_pending(library: Path) -> None:
    listing = open_libraries([library], cache_folder=library.parent / "cache", seconds=0)
    assert (listing.total, listing.pending, titles(listing)) == (3, 2, ["Aspirin"])
    assert is_whole(listing)
    listing = open_libraries([library], cache_folder=library.parent / "cache")
    assert (listing.total, listing.pending) == (3, 0)
    assert titles(listing) == ["Aspirin", "Ibuprofen", "Zinc"]
    assert is_whole(listing)


def test_listing_a_library_writes_nothing(library: Path) -> None:
    before = sorted(library.parent.rglob("*"))
    opened(library, cache=library.parent / "cache")
    assert sorted(library.parent.rglob("*")) == before


def test_files_that_cannot_be_read_are_listed_and_say_why(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (library / "large_file.md").write_bytes(b"x" * 9_000_000)
    write(library, "secret.md")
    real = os.open

    def guarded(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith("secret.md"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", guarded)
    listing = opened(library)
    assert titles(listing) == ["Aspirin", "Ibuprofen", "large file", "secret", "Zinc"]
    assert is_whole(listing)
    assert [problem.path for problem in listing.problems] == ["large_file.md", "secret.md"]
    for place in (2, 3):
        with pytest.raises(UnreadableFile) as caught:
            load(listing.entries[place], default_schema())
        assert str(caught.value) == listing.entries[place].problem


def test_a_folder_that_cannot_be_listed_is_a_problem(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith(f"drugs{os.sep}a"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    listing = opened(library)
    assert titles(listing) == ["Zinc"]
    (problem,) = listing.problems
    assert (problem.library, problem.path) == ("drugs", "a")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf---\r\ntitle: Zinc\r\n---\r\n\r\ntext\r\n",
        b"# Zinc",
        b"\xff\xfe" + "# Zinc\n".encode("utf-16-le"),
        b"---\ntitle: Zinc\nnote: caf\xe9\n---\n",
        b"---\nnotes: " + b"x" * 50_000 + b"\ntitle: Zinc\n---\n" + b"text\n" * 15_000,
    ],
    ids=["bom-crlf", "no-newline", "utf-16", "latin-1", "long-front-matter"],
)
def test_titles_are_found_in_odd_files(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.md").write_bytes(data)
    listing = opened(tmp_path)
    assert titles(listing) == ["Zinc"]
    assert load(listing.entries[0], default_schema()).monograph.title == "Zinc"


@pytest.mark.parametrize("text", ["", "\n\n", "---\n", "\x00\x1b[31m"])
def test_a_file_without_title_is_called_like_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "folic_acid.md").write_text(text)
    assert titles(opened(tmp_path)) == ["folic acid"]


def test_titles_cannot_drive_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "# Zi\x1b[31mnc\u202e\n")
    (entry,) = opened(tmp_path).entries
    assert entry.title == "Zi␛[31mnc⟨U+202E⟩"


@posix
def test_odd_file_names_are_shown_safely_and_open(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    root.mkdir()
    for name in (b"caf\xe9.md", b"new\nline.md", b"esc\x1b[2J.md", b"\xe2\x80\xae.md"):
        try:
            (root / os.fsdecode(name)).write_text("text")
        except OSError:  # macOS takes UTF-8 only
            pytest.skip("this file system refuses the name")
    source = source_of(root, tmp_path / "cache")
    refresh(source)
    for listing in (opened(root), listed(source)):
        assert [entry.path for entry in listing.entries] == [
            "caf⟨U+DCE9⟩.md",
            "esc␛[2J.md",
            "new␊line.md",
            "⟨U+202E⟩.md",
        ]
        assert is_whole(listing)
        for place, entry in enumerate(listing.entries):
            assert entry.id.isprintable()
            assert load(entry, default_schema()).file.data == b"text"
            assert NameIndex(listing.entries).exact(entry.id) == (entry,)
            assert listing.position(entry) == place


@posix
def test_every_kind_of_file_on_disk_is_accounted_for(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    write(root, "good.md")
    write(root, "good.markdown")
    write(tmp_path, "outside.md")
    (root / "out.md").symlink_to("../outside.md")
    (root / "in.md").symlink_to("good.md")
    (root / "gone.md").symlink_to("nowhere.md")
    (root / "loop.md").symlink_to("loop.md")
    os.mkfifo(root / "pipe.md")
    listing = opened(root)
    assert is_whole(listing)
    assert listing.total == 7
    assert sorted(problem.path for problem in listing.problems) == ["gone.md", "loop.md", "out.md", "pipe.md"]
    assert sorted(entry.path for entry in listing.entries if not entry.problem) == [
        "good.markdown",
        "good.md",
        "in.md",
    ]


def test_several_libraries_are_one_list_with_names_of_their_own(tmp_path: Path) -> None:
    for place, text in (
        ("x/drugs", "# B\n"),
        ("y/drugs", "# A\n"),
        ("z/drugs 2", "# C\n"),
        ("more", "# A\n"),
    ):
        write(tmp_path / place, "one.md", text)
    paths = [tmp_path / place for place in ("x/drugs", "y/drugs", "z/drugs 2", "more", "x/drugs")]
    listing = opened(*paths)
    assert [library.name for library in listing.libraries] == ["drugs", "drugs 2", "drugs 2 2", "more"]
    assert [entry.id for entry in listing.entries] == [
        "drugs 2/one",
        "more/one",
        "drugs/one",
        "drugs 2 2/one",
    ]
    assert is_whole(listing)


def test_a_single_file_is_a_library(library: Path) -> None:
    write(library, "README.md", "# Read me\n")
    listing = opened(library / "README.md")
    assert [(entry.id, entry.title) for entry in listing.entries] == [("drugs/README", "Read me")]


def test_an_empty_library_is_an_empty_list(tmp_path: Path) -> None:
    listing = opened(tmp_path)
    assert (listing.total, listing.pending, list(listing.entries), listing.problems) == (0, 0, [], ())


def test_what_is_no_library_is_refused_in_one_sentence(tmp_path: Path) -> None:
    write(tmp_path, "notes.txt", "x")
    cases = {
        tmp_path / "missing": "There is no folder",
        tmp_path / "notes.txt": "is neither a folder nor a Markdown file",
        tmp_path / "notes.txt/x": "There is no folder",
        tmp_path / "a\x1b[31m": "a␛[31m",
        tmp_path / ("n" * 400): "cannot be listed" if os.name == "posix" else "There is no folder",
    }
    for path, words in cases.items():
        with pytest.raises(LibraryError, match=words.replace("[", r"\[")) as caught:
            open_libraries([tmp_path, path], cache_folder=tmp_path)
        assert str(caught.value).endswith(".")
        assert str(caught.value).count("\n") == 0
    with pytest.raises(LibraryError, match="No library was named"):
        open_libraries([])


def test_a_library_that_may_not_be_listed_is_refused(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(_: Any) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(LibraryError, match=r"cannot be listed \(Permission denied\)"):
        open_libraries([library])


def test_the_place_of_an_entry_is_found_whatever_became_of_its_title(library: Path) -> None:
    listing = opened(library)
    for place, entry in enumerate(listing.entries):
        assert listing.position(entry) == place
        assert listing.position(entry._replace(title="Zzz", problem="x")) == place
        assert opened(library).position(entry) == place
    stranger = listing.entries[0]._replace(raw="no.md")
    assert listing.position(stranger) is None
    assert opened(write(library.parent, "x/y.md").parent).position(listing.entries[0]) is None


def test_the_whole_corpus_is_listed(rxhive: list[Path], tmp_path: Path) -> None:
    listing = opened(rxhive[0].parents[1], cache=tmp_path)
    assert (listing.total, listing.pending, listing.problems) == (len(rxhive), 0, ())
    assert {entry.file for entry in listing.entries} == set(rxhive)
    assert is_whole(listing)


def test_titles_in_the_list_are_those_of_the_monographs(rxhive: list[Path], tmp_path: Path) -> None:
    listing = opened(rxhive[0].parents[1], cache=tmp_path)

    def read_in_full(entry: Entry) -> tuple[str, ...]:
        return load(entry, default_schema()).monograph.names

    different = [e.id for e in list(listing.entries)[::40] if set(read_in_full(e)) != set(e.names)]
    assert different == []
