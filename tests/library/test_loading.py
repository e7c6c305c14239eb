"""Opening a monograph, and noticing that its file has changed."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from library_files import opened, set_times, write

from medtui.library.entry import Library
from medtui.library.files import UnreadableFile
from medtui.library.folders import shipped_library
from medtui.library.loading import LoadedMonograph, Schemas, changed, load, schema_for
from medtui.monograph import Problem
from medtui.reading.schema import default_schema


def loaded(path: Path) -> LoadedMonograph:
    """The monograph in a file, opened as a library of one."""
    return load(opened(path).entries[0], default_schema())


def test_a_monograph_comes_with_the_facts_of_its_file(tmp_path: Path) -> None:
    path = write(tmp_path, "zinc.md")
    os.utime(path, ns=(0, 86_400 * 10**9))
    one = loaded(path)
    assert one.monograph.title == one.entry.title == "Zinc"
    assert "".join(part.source for part in one.monograph.parts).encode() == path.read_bytes()
    assert one.file.sha256 == sha256(path.read_bytes()).hexdigest()
    assert one.file.modified.isoformat() == "1970-01-02T00:00:00+00:00"
    assert len(one.file.data) == path.stat().st_size


def test_a_file_without_a_title_is_called_like_the_file(tmp_path: Path) -> None:
    assert loaded(write(tmp_path, "folic acid.md", "text")).monograph.title == "folic acid"


def test_what_is_wrong_with_the_bytes_is_told_before_what_is_wrong_with_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"---\ntitle: caf\xe9\n\n# Other\n")
    problems = loaded(tmp_path / "a.md").monograph.problems
    assert [problem.code for problem in problems][:2] == ["encoding", "front_matter"]


def test_the_text_is_always_that_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "lib", "zinc.md")
    listing = opened(tmp_path / "lib")
    assert load(listing.entries[0], default_schema()).monograph.title == "Zinc"
    path.write_text("# Zirconium\n")
    assert load(listing.entries[0], default_schema()).monograph.title == "Zirconium"
    path.unlink()
    with pytest.raises(UnreadableFile, match="not there any more"):
        load(listing.entries[0], default_schema())


def test_an_untouched_file_is_the_same(tmp_path: Path) -> None:
    assert changed(loaded(write(tmp_path, "a.md"))) == "same"


def test_a_touched_file_is_the_same(tmp_path: Path) -> None:
    one = loaded(write(tmp_path, "a.md"))
    os.utime(one.entry.file, (1, 1))
    assert changed(one) == "same"


def test_a_file_replaced_by_its_copy_is_the_same(tmp_path: Path) -> None:
    one = loaded(write(tmp_path, "a.md"))
    (tmp_path / "copy").write_bytes(one.file.data)
    (tmp_path / "copy").replace(one.entry.file)
    assert changed(one) == "same"


def test_an_edited_file_is_changed(tmp_path: Path) -> None:
    one = loaded(write(tmp_path, "a.md"))
    with one.entry.file.open("a") as file:
        file.write("more")
    assert changed(one) == "changed"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps no time of the last change of status")
def test_an_edit_that_left_size_and_time_is_a_change(tmp_path: Path) -> None:
    one = loaded(write(tmp_path, "a.md", "# Zinc\n"))
    one.entry.file.write_text("# Zink\n")
    set_times(one.entry.file, one.file.status)
    assert changed(one) == "changed"


def test_a_file_replaced_by_another_is_changed(tmp_path: Path) -> None:
    one = loaded(write(tmp_path, "a.md", "# Zinc\n"))
    other = write(tmp_path, "b.md", "# Zink\n")
    set_times(other, one.file.status)
    other.replace(one.entry.file)
    assert changed(one) == "changed"


def test_a_deleted_file_is_missing(tmp_path: Path) -> None:
    one = loaded(write(tmp_path, "a.md"))
    one.entry.file.unlink()
    assert changed(one) == "missing"


def test_a_file_that_became_something_else_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = loaded(write(tmp_path, "a.md"))
    one.entry.file.unlink()
    one.entry.file.mkdir()
    assert changed(one) == "changed"

    def forbidden(*_: object, **_how: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "stat", forbidden)
    assert changed(one) == "changed"


def test_a_file_deleted_between_two_looks_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = loaded(write(tmp_path, "a.md"))
    one.entry.file.write_text("other")

    def gone(*_: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(os, "open", gone)
    assert changed(one) == "missing"


def test_a_library_without_schema_has_the_default_one(tmp_path: Path) -> None:
    assert schema_for(tmp_path) == (default_schema(), None)


def test_a_library_may_bring_its_own_schema(tmp_path: Path) -> None:
    write(tmp_path, "medtui.yaml", "\ufeffsections:\n- name: taste\n  label: Taste\n")
    schema, problem = schema_for(tmp_path)
    assert problem is None
    assert schema.find("Taste") is not None
    assert schema.find("Dosage") is not None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("sections:\n- name: taste\n  colour: red\n", 3, "unknown key `colour`"),
        ("sections: [", 1, "not valid YAML"),
        ("x", 1, "must be a mapping"),
    ],
)
def test_a_schema_that_is_wrong_gives_one_message_with_file_and_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    write(tmp_path, "medtui.yaml", text)
    schema, problem = schema_for(tmp_path)
    assert schema == default_schema()
    assert problem is not None
    assert problem.code == "schema"
    assert problem.line == line
    assert problem.message.startswith(f"{tmp_path / 'medtui.yaml'}, line {line}: ")
    assert words in problem.message
    assert problem.message.endswith("; the standard sections are used instead.")
    assert "\n" not in problem.message


def test_a_schema_that_cannot_be_read_gives_one_message(tmp_path: Path) -> None:
    (tmp_path / "medtui.yaml").mkdir()
    schema, problem = schema_for(tmp_path)
    assert schema == default_schema()
    assert problem is not None
    assert "medtui.yaml is a folder, not a file" in problem.message


def test_medtui_brings_a_library(tmp_path: Path) -> None:
    assert shipped_library().name == "content"
    package = tmp_path / "src/medtui"
    assert shipped_library(package) == package / "content"
    (tmp_path / "content").mkdir()
    assert shipped_library(package) == tmp_path / "content"
    (package / "content").mkdir(parents=True)
    assert shipped_library(package) == package / "content"


def test_the_sections_of_a_library_are_read_once_and_a_problem_is_said_once(tmp_path: Path) -> None:
    write(tmp_path, "medtui.yaml", "sections: 3\n")
    library = Library("drugs", tmp_path)
    said: list[tuple[str, Problem]] = []
    schemas = Schemas(lambda library, problem: said.append((library.name, problem)))
    assert schemas.of(library) == default_schema()
    (tmp_path / "medtui.yaml").unlink()
    assert schemas.of(Library("drugs", tmp_path)) == default_schema()
    assert [(name, problem.code) for name, problem in said] == [("drugs", "schema")]


def test_a_file_of_far_too_many_lines_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = write(tmp_path, "zinc.md", "# Zinc\n\n### Dosage\n\n" + "- **Q: a?**\n" * 30_000)
    with pytest.raises(UnreadableFile, match=r"zinc\.md has 30,004 lines, and medtui reads up to 20,000"):
        loaded(path)
