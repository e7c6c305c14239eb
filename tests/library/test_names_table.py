"""The kept names: what was put there comes out, or nothing does; never a wrong title."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.library import Entry, Library, UnreadableFile, load
from medtui.library.catalogue import names_table
from medtui.library.catalogue.folder_rows import entry_of
from medtui.library.catalogue.names_table import (
    About,
    CatalogueNames,
    NameRow,
    Seal,
    names_in_memory,
    open_names,
    packed_names,
)
from medtui.library.names.word_table import WordTable
from medtui.library.packed import DamagedError, ForeignError, Packed, pack, text_columns
from medtui.reading.schema import default_schema

KEY, ROOT = "/somewhere/lib", Path("/somewhere/lib")
LIBRARY = Library("lib", ROOT, {"a.markdown": "a.markdown"})
ROWS = (
    NameRow("a.md", "Aspirin", ("ASA", "Acetylsalicylic acid"), "", (1, 2, 3), 1),
    NameRow("a.markdown", "Beta", (), "", (-(2**62), 2**62, 0), 4),
    NameRow("x/caf\udce9.md", "cafe", (), "x/caf⟨U+DCE9⟩.md may not be read.", (0, 0, 0), 2),
    NameRow("zinc.md", "Zinc", ("Zincum",), "", (7, 8, 9), 3),
)
ABOUT = About(5, "text-1.db", 3, Seal((10, 11, 12), 2**32 - 1), 13, (("b", "The folder b cannot be listed."),))


def kept_bytes(rows: tuple[NameRow, ...] = ROWS, about: About = ABOUT) -> bytes:
    table = WordTable([entry_of(LIBRARY, row) for row in rows])
    while table.advance():
        pass
    return b"".join(packed_names(KEY, LIBRARY, rows, table, about))


def contents(data: bytes) -> tuple[object, ...]:
    """All that is in it. Raises DamagedError."""
    kept = names_in_memory([data], KEY, "lib", ROOT)
    stamps = list(kept.stamps())
    kept.load_all()
    matches = [list(kept.table.names(kept.table.starting(word))) for word in ("a", "zi", "q")]
    rows = [kept.row_of(entry.raw) for entry in kept]
    ids = [entry.id for entry in kept]
    return list(kept), list(kept.titles), kept.about, kept.problems, stamps, list(kept.numbers), matches, rows, ids


DATA = kept_bytes()


def test_rows_come_back_as_they_were() -> None:
    kept = names_in_memory([DATA], KEY, "lib", ROOT)
    assert list(kept) == [Entry(LIBRARY, row.raw, row.title, row.others, row.problem) for row in ROWS]
    assert list(kept.titles) == [row.title for row in ROWS]
    assert [entry.id for entry in kept][:2] == ["lib/a", "lib/a.markdown"]
    assert list(kept.stamps()) == [number for row in ROWS for number in row.stamp]
    assert kept.about == ABOUT
    assert [(problem.path, problem.message) for problem in kept.problems] == [
        ("b", "The folder b cannot be listed."),
        ("x/caf⟨U+DCE9⟩.md", "x/caf⟨U+DCE9⟩.md may not be read."),
    ]
    kept.load_all()
    assert list(kept.numbers) == [1, 4, 2, 3]
    assert [kept.row_of(row.raw) for row in ROWS] == [0, 1, 2, 3]
    assert kept.row_of("no.md") is kept.row_of("") is None
    for index in (-1, 4):
        with pytest.raises(IndexError):
            kept[index]


def test_a_library_of_nothing_comes_back() -> None:
    kept = names_in_memory([kept_bytes((), About(0))], KEY, "lib", ROOT)
    kept.load_all()
    assert (list(kept), list(kept.numbers), kept.problems, kept.about) == ([], [], (), About(0))


def test_titles_can_be_shown_while_the_rest_is_damaged() -> None:
    kept = names_in_memory([DATA[:-1] + bytes([DATA[-1] ^ 1])], KEY, "lib", ROOT)
    assert kept[0].title == kept.titles[0] == "Aspirin"
    with pytest.raises(DamagedError):
        kept.load_all()


def test_each_flipped_byte_is_noticed_or_does_no_harm() -> None:
    right = contents(DATA)
    for at in range(len(DATA)):
        for change in (1, 0x80):
            spoiled = bytearray(DATA)
            spoiled[at] ^= change
            try:
                assert contents(bytes(spoiled)) == right, at
            except DamagedError:
                continue


def test_what_is_cut_is_noticed() -> None:
    for length in range(len(DATA)):
        with pytest.raises(DamagedError):
            contents(DATA[:length])


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 1000, DATA.partition(b"\n\n")[2], DATA.partition(b"\n\n")[0], DATA.replace(b"Zinc", b"Zonc"),
     b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94", "Just text.\n\n".encode("utf-16")],
)  # fmt: skip
def test_what_else_may_have_become_of_the_file(data: bytes) -> None:
    with pytest.raises(DamagedError):
        contents(data)


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_survived(data: bytes) -> None:
    with pytest.raises(DamagedError):
        contents(data)


def test_names_of_another_library_or_version_are_foreign(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ForeignError):
        names_in_memory([DATA], KEY + "2", "lib", ROOT)
    monkeypatch.setattr(names_table, "__version__", "99.0")
    with pytest.raises(ForeignError):
        names_in_memory([DATA], KEY, "lib", ROOT)


def test_where_there_is_no_file_there_are_no_names(tmp_path: Path) -> None:
    with pytest.raises(DamagedError):
        open_names(tmp_path, KEY, "lib", ROOT)
    (tmp_path / "names").mkdir()
    with pytest.raises(DamagedError):
        open_names(tmp_path, KEY, "lib", ROOT)
    (tmp_path / "names").rmdir()
    (tmp_path / "names").write_bytes(DATA)
    kept = open_names(tmp_path, KEY, "lib", ROOT)
    assert kept[3].title == "Zinc"
    kept.close()


def crafted(**changed: bytes | list[str]) -> CatalogueNames:
    """Names whose checks are right though the columns are not those that medtui writes."""
    opened = Packed(io.BytesIO(DATA), names_table.subject(KEY))
    columns: dict[str, bytes] = {name: opened.column(name) for name in opened._where}
    for name, value in changed.items():
        other: Mapping[str, bytes] = {name: value} if isinstance(value, bytes) else text_columns(name, value)
        columns |= other
    kept = names_in_memory([b"".join(pack(names_table.subject(KEY), columns))], KEY, "lib", ROOT)
    list(kept)
    kept.load_all()
    return kept


def test_what_was_not_changed_is_sound() -> None:
    assert [entry.title for entry in crafted()] == ["Aspirin", "Beta", "cafe", "Zinc"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("about", b""),
        ("about", b"5\ntext-1.db\nx\n1\n2\n3\n4\n5"),
        ("about", b"5\ntext-1.db\n1\n1\n2\n3\n4\n5\nfolder"),
        ("about", b"\xff"),
        ("titles", ["One"]),
        ("paths", ["a.md"] * 5),
        ("others", []),
        ("numbers", b"\1\0\0\0"),
        ("numbers", b"\1\0\0"),
        ("odd", ["a", "b"]),
        ("unread", b""),
        ("unread", b"\x63\0\0\0"),
        ("problems", []),
    ],
)
def test_columns_that_do_not_go_together_are_refused(column: str, value: bytes | list[str]) -> None:
    with pytest.raises(DamagedError):
        crafted(**{column: value})


@pytest.mark.parametrize("raw", ["../outside.md", "x/../../outside.md", "/etc/hostname", "no.md", "sub"])
def test_a_path_that_leads_out_of_the_library_opens_nothing(tmp_path: Path, raw: str) -> None:
    root = tmp_path / "lib"
    (root / "sub").mkdir(parents=True)
    (root / "x").mkdir()
    (tmp_path / "outside.md").write_text("secret")
    rows = (NameRow(raw, "Zinc", (), "", (1, 2, 3), 1),)
    kept = names_in_memory([kept_bytes(rows)], KEY, "lib", root)
    with pytest.raises(UnreadableFile):
        load(kept[0], default_schema())
