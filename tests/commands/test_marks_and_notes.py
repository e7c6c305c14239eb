"""`medtui marks` and `medtui notes export`: what the user keeps, carried somewhere else and back."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime, timezone
from pathlib import Path

import pytest
from command_line import Result, Shell, call, posix_only
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from medtui.commands.declaration import Request
from medtui.commands.exit_codes import CommandError
from medtui.commands.marks_command import MOST_BYTES, run
from medtui.desk.desk_contents import DeskContents, Subject
from medtui.desk.marks_and_notes import Desk
from medtui.safe_text import safe_text

NOON = datetime(2025, 3, 9, 12, 0, tzinfo=timezone.utc)
ZINC, IRON = Subject("drugs/zinc", "Zinc"), Subject("drugs/a/iron", "Iron")
HEAD = "# Marks of medtui. One monograph a line: its id, a tab, its title.\n"


class Bench(Shell):
    """A shell whose user keeps things."""

    @property
    def data(self) -> Path:
        """Where they are."""
        return self.home / "data" / "medtui"

    def desk(self) -> Desk:
        """To be closed."""
        return Desk(self.data, lambda: NOON)

    def keep(self, *marks: Subject, **notes: str) -> None:
        """Mark these, and note these on Zinc, each by its section; `whole` for none."""
        desk = self.desk()
        desk.mark(marks)
        for section, text in notes.items():
            desk.put_note(ZINC, section if section != "whole" else "", text)
        desk.close()

    def kept(self) -> DeskContents:
        """What there is."""
        desk = self.desk()
        try:
            return desk.contents()
        finally:
            desk.close()

    def file(self, data: str | bytes, name: str = "marks.txt") -> Path:
        """A file of the user's."""
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(tmp_path, monkeypatch)


# Marks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["marks"], ["notes", "export"], ["marks", "--to", "x.txt"]])
def test_where_nothing_is_kept_it_says_so_and_makes_nothing(
    bench: Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(bench.folder)
    assert call(capsys, *arguments) == Result(1, "", f"medtui: There are no {arguments[0]}.\n")
    assert not (bench.home / "data").exists()
    assert not Path("x.txt").exists()
    bench.keep(ZINC, whole="x")
    desk = bench.desk()
    desk.unmark(ZINC.id)
    desk.put_note(ZINC, "", "")
    desk.close()
    assert call(capsys, *arguments) == Result(1, "", f"medtui: There are no {arguments[0]}.\n")


def test_marks_are_written_in_the_users_order(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.keep(ZINC, IRON)
    desk = bench.desk()
    desk.move_mark(IRON.id, -1)
    desk.close()
    before = (bench.data / "desk.db").read_bytes()
    assert call(capsys, "marks") == Result(0, f"{HEAD}drugs/a/iron\tIron\ndrugs/zinc\tZinc\n", "")
    assert (bench.data / "desk.db").read_bytes() == before


def test_marks_are_safe_on_a_terminal(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.keep(Subject("drugs/a\tb\x1b", "Two\nlines\x1b[31m\u202e\ud800"))
    result = call(capsys, "marks")
    assert result.out == f"{HEAD}drugs/a␉b␛\tTwo␊lines␛[31m⟨U+202E⟩⟨U+D800⟩\n"


def test_marks_go_to_another_computer_and_come_back(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    marks = (ZINC, Subject("#drugs/#1 ", "#1"), IRON, Subject("\\x/\\", "Back\\slash"), Subject(" a/b", "Blank ≥"))
    bench.keep(*marks)
    file = bench.folder / "marks.txt"
    assert call(capsys, "marks", "--to", file) == Result(0, f"Written: {file}\n", "")
    (bench.data / "desk.db").unlink()
    assert call(capsys, "marks", "--from", file) == Result(0, "Added: 5 marks.\n", "")
    assert bench.kept().marks == marks
    assert call(capsys, "marks", "--from", file) == Result(0, "Added: 0 marks; 5 more were there already.\n", "")
    assert bench.kept().marks == marks


@settings(max_examples=25)
@given(st.lists(st.builds(Subject, st.from_regex(r"[^\r\n/]+/[^\r\n]+", fullmatch=True), st.text(min_size=1))))
def test_any_showable_marks_come_back(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], marks: list[Subject]
) -> None:
    marks = [
        mark for mark in marks if safe_text(mark.id) == mark.id and "\t" not in mark.id and mark.title.isprintable()
    ]
    marks = [mark for mark in {mark.id: mark for mark in marks}.values() if mark.title.strip() == mark.title]
    if not marks:
        return
    with pytest.MonkeyPatch.context() as patch:
        bench = Bench(tmp_path_factory.mktemp("bench"), patch)
        bench.keep(*marks)
        file = bench.folder / "marks.txt"
        assert call(capsys, "marks", "--to", file).code == 0
        (bench.data / "desk.db").unlink()
        assert call(capsys, "marks", "--from", file).code == 0
        assert bench.kept().marks == tuple(marks)


def test_added_marks_follow_those_there_are_and_doubles_count_once(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.keep(IRON)
    text = "\ufeff# A comment\r\n\r\ndrugs/zinc\tZinc\r\ndrugs/a/iron\tOther\r\ndrugs/zinc\tAgain\r\ndrugs/gold\tGold"
    result = call(capsys, "marks", "--from", bench.file(text))
    assert result == Result(0, "Added: 2 marks; 1 more was there already.\n", "")
    assert bench.kept().marks == (IRON, ZINC, Subject("drugs/gold", "Gold"))
    assert bench.kept().last_reads == ()


def test_bad_lines_are_named_and_the_good_ones_taken(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    data = (
        b"# head\ndrugs/zinc\tZinc\njust words\n\ttitle alone\ndrugs/gold\t \nnoslash\tNo slash\n/gold\tGold\n"
        b"drugs/\tGold\ndrugs/\xff\tGold\ndrugs/\x1b[2J\tGold\ndrugs/iron\tIr\x1bon\ta\n"
    )
    file = bench.file(data)
    result = call(capsys, "marks", "--from", file)
    assert (result.code, result.out) == (1, "Added: 2 marks.\n")
    bad = "is no mark: it needs an id, a tab and a title."
    assert result.err.splitlines() == [
        f"medtui: {file}: line 3 {bad}",
        f"medtui: {file}: line 4 is no mark: “” is no monograph’s id.",
        f"medtui: {file}: line 5 {bad}",
        f"medtui: {file}: line 6 is no mark: “noslash” is no monograph’s id.",
        f"medtui: {file}: line 7 is no mark: “/gold” is no monograph’s id.",
        f"medtui: {file}: line 8 is no mark: “drugs/” is no monograph’s id.",
        f"medtui: {file}: line 9 is not UTF-8.",
        f"medtui: {file}: line 10 is no mark: “drugs/␛[2J” is no monograph’s id.",
    ]
    assert bench.kept().marks == (ZINC, Subject("drugs/iron", "Ir␛on␉a"))


def test_a_file_of_another_kind_does_not_flood_the_screen(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    file = bench.file("words\n" * 5_000)
    result = call(capsys, "marks", "--from", file)
    assert result.code == 1
    lines = result.err.splitlines()
    assert len(lines) == 22
    assert lines[-2:] == [
        f"medtui: {file}: 4,980 more lines are no marks.",
        f"medtui: There are no marks in {file}.",
    ]
    assert not bench.data.exists()


def test_an_empty_file_has_no_marks(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    file = bench.file("")
    assert call(capsys, "marks", "--from", file) == Result(1, "", f"medtui: There are no marks in {file}.\n")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"drugs/zinc\tZinc\n" * (MOST_BYTES // 16 + 1), "is larger than 1 MB. Name a file that medtui marks wrote."),
        ("drugs/zinc\tZinc\n".encode("utf-16"), "is UTF-16. Save it as UTF-8, then try again."),
        (None, "cannot be read (No such file or directory). Name a file that medtui marks wrote."),
    ],
)
def test_a_file_that_cannot_be_taken_over(
    bench: Bench, capsys: pytest.CaptureFixture[str], data: bytes | None, told: str
) -> None:
    file = bench.folder / "none" if data is None else bench.file(data)
    assert call(capsys, "marks", "--from", file) == Result(2, "", f"medtui: {file} {told}\n")
    assert not bench.data.exists()


def test_a_folder_is_no_file_of_marks(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    result = call(capsys, "marks", "--from", bench.folder)
    assert result.code == 2
    assert result.err.startswith(f"medtui: {bench.folder} cannot be read (")


def test_twenty_thousand_marks(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(f"drugs/{number}\tDrug {number}\n" for number in range(20_000))
    assert call(capsys, "marks", "--from", bench.file(text)).out == "Added: 20,000 marks.\n"
    assert call(capsys, "marks").out == HEAD + text


def test_taking_over_and_writing_do_not_go_together(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    result = call(capsys, "marks", "--from", bench.file("drugs/zinc\tZinc\n"), "--to", bench.folder / "x.txt")
    assert result == Result(2, "", "medtui: --from and --to do not go together. Call medtui marks twice.\n")
    assert not bench.data.exists()


# Files that are written -------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["marks"], ["notes", "export"], ["notes", "export", "--format", "json"]])
def test_a_file_that_is_there_is_overwritten_only_when_told_to(
    bench: Bench, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    bench.keep(ZINC, whole="With ≥ 200 ml\x1b of water.")
    file = bench.file("mine", "out.txt")
    told = f"medtui: There is a file {file} already. Choose another name, or add --overwrite.\n"
    assert call(capsys, *command, "--to", file) == Result(2, "", told)
    assert file.read_text() == "mine"
    assert call(capsys, *command, "--to", file, "--overwrite") == Result(0, f"Written: {file}\n", "")
    assert file.read_text(encoding="utf-8") == call(capsys, *command).out
    assert b"\x1b" not in file.read_bytes()


def test_a_file_that_cannot_be_written_is_told(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.keep(ZINC)
    result = call(capsys, "marks", "--to", bench.folder / "none" / "x.txt")
    assert result.code == 1
    assert result.err == f"medtui: {bench.folder}/none/x.txt was not written: there is no folder {bench.folder}/none.\n"


def test_nothing_is_written_into_a_library(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.keep(ZINC)
    library = bench.library()
    bench.set(MEDTUI_LIBRARY=str(library))
    before = sorted(library.iterdir())
    result = call(capsys, "marks", "--to", library / "marks.md")
    assert result.code == 1
    assert "medtui never edits the library" in result.err
    assert sorted(library.iterdir()) == before
    bench.set(MEDTUI_LIBRARY=str(bench.folder / "gone"))
    assert call(capsys, "marks", "--to", bench.folder / "marks.txt").code == 0


# What is wrong with the desk --------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["marks"], ["notes", "export"]])
def test_a_damaged_desk_is_told(bench: Bench, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    bench.data.mkdir(parents=True)
    (bench.data / "desk.db").write_text("damaged")
    result = call(capsys, *command)
    assert (result.code, result.out) == (1, "")
    first, second = result.err.splitlines()
    assert first.startswith("medtui: Your marks and notes were damaged (it is damaged): they are kept aside as ")
    assert second == f"medtui: There are no {command[0]}."
    assert [path.read_text() for path in bench.data.glob("*.damaged-*")] == ["damaged"]


@pytest.mark.parametrize("command", [["marks"], ["notes", "export"], ["marks", "--from"]])
def test_a_desk_that_cannot_be_opened_is_told_and_nothing_claimed(
    bench: Bench, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    bench.keep(ZINC, whole="x")
    (bench.data / "desk.db").rename(bench.data / "away")
    (bench.data / "desk.db").mkdir()
    result = call(capsys, *command, *([bench.file("a/b\tB\n")] if command[-1] == "--from" else []))
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        f"medtui: Marks and notes cannot be kept in {bench.data} (desk.db there is a folder): "
        "they last until you leave. Rename it.\n"
    )


def test_without_a_home_nothing_can_be_taken_over(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="There is no folder for marks and notes: they last") as caught:
        run(Request("marks", source=str(bench.file("a/b\tB\n"))), lambda: None)
    assert caught.value.code == 1
    assert run(Request("marks"), lambda: None) == 1
    assert capsys.readouterr() == ("", "medtui: There are no marks.\n")


# Notes ------------------------------------------------------------------------------------------------


def test_notes_as_markdown(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.keep(dosage="Half of it.\n", whole="# Not a heading\n```\ncode\n````\nend", own_slug="x")
    desk = bench.desk()
    desk.put_note(Subject("drugs/hla", "*A*_02:01 <b> [x](y) & `z` # \\"), "", "First.\r\nSecond.")
    desk.close()
    assert call(capsys, "notes", "export") == Result(
        0,
        "# Notes\n\nYour own notes, kept by medtui. They are no part of the monographs.\n"
        "\n## \\*A\\*\\_02:01 \\<b\\> \\[x\\](y) \\& \\`z\\` \\# \\\\\n\nId: drugs/hla\n"
        "\n### On the whole monograph, 2025-03-09T12:00:00Z\n\n```text\nFirst.\r\nSecond.\n```\n"
        "\n## Zinc\n\nId: drugs/zinc\n"
        "\n### On the whole monograph, 2025-03-09T12:00:00Z\n"
        "\n`````text\n# Not a heading\n```\ncode\n````\nend\n`````\n"
        "\n### On Dosage (dosage), 2025-03-09T12:00:00Z\n\n```text\nHalf of it.\n```\n"
        "\n### On own\\_slug, 2025-03-09T12:00:00Z\n\n```text\nx\n```\n",
        "",
    )


MARKDOWN = st.text(st.sampled_from("`~#>-*_ \t\n\r<&[]\\=a1.\x1b\u2028\x0c"), min_size=1, max_size=40)


@settings(max_examples=60)
@given(MARKDOWN.filter(str.strip), MARKDOWN)
def test_no_note_can_be_taken_for_anything_else(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], text: str, title: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        bench = Bench(tmp_path_factory.mktemp("bench"), patch)
        desk = bench.desk()
        desk.put_note(Subject("drugs/x", f"x{title}"), "", text)
        desk.close()
        markdown = call(capsys, "notes", "export").out
        exact = json.loads(call(capsys, "notes", "export", "--format", "json").out)
    tokens = MarkdownIt("commonmark").parse(markdown)
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h3"]
    (block,) = [token for token in tokens if token.type == "fence"]
    lines = [safe_text(line) for line in text.replace("\r\n", "\n").split("\n")]
    assert block.content.removesuffix("\n") == "\n".join(lines).removesuffix("\n")
    heading = tokens[[token.tag for token in tokens].index("h2") + 1]
    assert [child.type for child in heading.children or [] if child.type not in ("text", "text_special")] == []
    assert exact["notes"][0]["text"] == text
    assert exact["notes"][0]["title"] == f"x{title}"


def test_notes_as_json(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'a\x1b\u202e\ud800\r\n\t≥ "q" \\ \x00'
    bench.keep(dosage=text)
    result = call(capsys, "notes", "export", "--format", "json")
    assert json.loads(result.out) == {
        "notes": [
            {
                "id": "drugs/zinc",
                "title": "Zinc",
                "section": "dosage",
                "edited": "2025-03-09T12:00:00Z",
                "text": text,
            }
        ]
    }
    assert safe_text(result.out) == result.out
    assert "≥" in result.out


def test_no_notes_as_json(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    result = call(capsys, "notes", "export", "--format", "json")
    assert (result.code, json.loads(result.out), result.err) == (1, {"notes": []}, "medtui: There are no notes.\n")
    assert call(capsys, "notes", "export", "--format", "json", "--to", bench.folder / "x.json").out == ""
    assert not (bench.folder / "x.json").exists()


def test_notes_on_one_monograph_stay_together_under_its_newest_title(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter((NOON, NOON.replace(hour=13), NOON.replace(hour=14)))
    desk = Desk(bench.data, lambda: next(times))
    desk.put_note(Subject("drugs/zinc", "Zinc"), "usage", "old")
    desk.put_note(Subject("drugs/iron", "Iron"), "", "other")
    desk.put_note(Subject("drugs/zinc", "Aurum"), "dosage", "new")
    desk.close()
    out = call(capsys, "notes", "export").out
    assert re.findall(r"^##+ .*", out, re.MULTILINE) == [
        "## Aurum",
        "### On Dosage (dosage), 2025-03-09T14:00:00Z",
        "### On Usage (usage), 2025-03-09T12:00:00Z",
        "## Iron",
        "### On the whole monograph, 2025-03-09T13:00:00Z",
    ]


@posix_only
def test_a_file_that_is_a_pipe_can_be_taken_over(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"drugs/zinc\tZinc\n")
    os.close(writing)
    result = call(capsys, "marks", "--from", f"/dev/fd/{reading}")
    os.close(reading)
    assert result == Result(0, "Added: 1 mark.\n", "")
