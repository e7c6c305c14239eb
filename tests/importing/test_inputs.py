"""What is found to be imported, and what of it is refused before it is read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from medtui.importing.inputs import SourcePosition, inputs


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # of no time: it is in the tests' names
    return buffer.getvalue()


def found(path: Path) -> dict[str, str]:
    """By the names of the inputs without the folder, their text or why they are refused."""
    return {
        one.name.removeprefix(str(path)).strip("/"): one.data.decode() if isinstance(one.data, bytes) else str(one.data)
        for one in inputs([path])
    }


def test_files_zips_and_zips_of_zips_are_found_in_order(tmp_path: Path) -> None:
    inner = zipped(("label.xml", b"inner"), ("figure.jpg", b"no"))
    (tmp_path / "b.zip").write_bytes(zipped(("x.xml", b"x"), ("one.zip", inner)))
    (tmp_path / "a.XML").write_bytes(b"a")
    (tmp_path / "notes.txt").write_bytes(b"no")
    assert list(found(tmp_path).items()) == [("a.XML", "a"), ("b.zip/x.xml", "x"), ("b.zip/one.zip/label.xml", "inner")]


def test_records_of_json_are_found_by_what_the_file_begins_with(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"results": [{"a": 1}, {"b": 2}], "meta": 0}')
    (tmp_path / "b.zip").write_bytes(zipped(("x.json", b'[{"c": 3}]')))
    assert list(found(tmp_path).values()) == ['{"a": 1}', '{"b": 2}', '{"c": 3}']
    (tmp_path / "download").write_bytes(b'\xef\xbb\xbf [{"a": 1}, {"b": 2}]')
    assert [one.data for one in inputs([tmp_path / "download"])] == [b'{"a": 1}', b'{"b": 2}']


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("../out.xml", b"x", "leads out"),
        ("/etc/out.xml", b"x", "leads out"),
        ("C:/out.xml", b"x", "leads out"),
        ("bomb.xml", b" " * 3_000_000, "times its size"),
        ("deep.zip", zipped(("deeper.zip", zipped(("x.xml", b"x")))), "zip more than"),
        ("broken.zip", b"PK\x03\x04 no zip", "no whole zip"),
    ],
)
def test_what_is_made_to_do_harm_is_refused_and_the_rest_goes_on(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped((name, data), ("good.xml", b"good")))
    refused, good = found(tmp_path).values()
    assert why in refused
    assert good == "good"


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.xml", b"x" * 50)))
    data[6] |= 1  # the flag of the member
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    (tmp_path / "a.zip").write_bytes(data)
    assert found(tmp_path) == {"a.zip/a.xml": "it is encrypted"}


def test_a_damaged_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.xml", bytes(range(200)))))
    data[60] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(data)
    assert "cannot be unpacked" in found(tmp_path)["a.zip/a.xml"]


def test_how_far_reading_is_grows_from_nothing_to_the_size_of_all_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for number in range(4):
            archive.writestr(f"{number}.xml", bytes(range(256)) * 40)
    (tmp_path / "a.xml").write_bytes(b"<a/>")
    place, size = SourcePosition(), sum(path.stat().st_size for path in tmp_path.iterdir())
    assert place.done == 0
    reached = [place.done for _ in inputs([tmp_path], place)]
    assert reached[0] == 4
    assert reached == sorted(set(reached))
    assert place.done == size
