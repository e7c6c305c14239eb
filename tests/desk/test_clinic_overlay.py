"""The clinic's own folder: which file is whose, what it says, and that no file in it does harm."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medtui.desk.clinic_overlay import ClinicNote, Overlay, OverlayError
from medtui.library.entry import Entry, Library

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")
STATUSES = "stocked, restricted, not stocked"


class Clinic:
    """An overlay in the making, beside a folder that it must not reach."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "clinic"
        self.outside = folder / "outside"
        self.folder.mkdir()
        self.outside.mkdir()
        (self.outside / "secret.md").write_text("Secret")

    def write(self, relative: str, text: str | bytes) -> Path:
        """A file in it."""
        path = self.folder / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        return path

    def note(self, raw: str = "zinc.md", title: str = "Zinc") -> ClinicNote | None:
        """What it says of the monograph in that file."""
        return Overlay(self.folder).note_on(Entry(Library("drugs", self.outside), raw, title))

    def says(self, text: str | bytes, title: str = "Zinc") -> tuple[str, dict[str, str], str]:
        """Status, texts and problem of a file of that text."""
        self.write("zinc.md", text)
        note = self.note(title=title)
        assert note is not None
        return note.status, dict(note.texts), note.problem


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path)


# Which file -------------------------------------------------------------------------------------------


def whole(text: str) -> dict[str, str]:
    return {"": text}


def test_a_file_of_the_same_path_comes_before_one_of_the_same_name(clinic: Clinic) -> None:
    assert clinic.note("a/zinc.md") is None
    clinic.write("zinc.md", "Any zinc")
    clinic.write("a/zinc.md", "Zinc of a")
    clinic.write("b/deep/zinc.md", "Zinc of b")
    for raw, text in (
        ("zinc.md", "Any zinc"),
        ("a/zinc.md", "Zinc of a"),
        ("b/zinc.md", "Any zinc"),
        ("b/deep/zinc.md", "Zinc of b"),
        ("b/deep/deeper/zinc.md", "Any zinc"),
        ("zinc.markdown", "Any zinc"),
    ):
        note = clinic.note(raw)
        assert note is not None
        assert (raw, note.texts) == (raw, whole(text))
    assert clinic.note("deep/iron.md") is None


def test_a_file_in_a_subfolder_is_not_found_by_its_name_alone(clinic: Clinic) -> None:
    clinic.write("a/zinc.md", "Zinc of a")
    assert clinic.note("zinc.md") is None
    assert clinic.note("b/zinc.md") is None


def test_a_dot_in_a_name_is_no_suffix_of_it(clinic: Clinic) -> None:
    clinic.write("vitamin b1.2.md", "x")
    note = clinic.note("vitamin b1.2.md")
    assert note is not None
    assert clinic.note("vitamin b1.md") is None


def test_a_file_is_dated(clinic: Clinic) -> None:
    path = clinic.write("zinc.md", "x")
    os.utime(path, (86400, 86400))
    note = clinic.note()
    assert note is not None
    assert note.modified == datetime(1970, 1, 2, tzinfo=timezone.utc)


def test_a_file_that_comes_changes_and_goes_is_followed(clinic: Clinic) -> None:
    overlay = Overlay(clinic.folder)
    entry = Entry(Library("drugs", clinic.outside), "zinc.md", "Zinc")
    for text in ("one", "two", None, "three"):
        if text is None:
            (clinic.folder / "zinc.md").unlink()
            assert overlay.note_on(entry) is None
        else:
            clinic.write("zinc.md", text)
            note = overlay.note_on(entry)
            assert note is not None
            assert note.texts == whole(text)


@pytest.mark.parametrize("name", ["nowhere", "file", "nul\x00"])
def test_what_is_no_folder_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OverlayError) as raised:
        Overlay(tmp_path / name)
    shown = str(tmp_path / name).replace("\x00", "␀")
    assert str(raised.value) == f"The overlay {shown} is no folder. Give the folder of the clinic's notes."


# What it says -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("stocked", "stocked"),
        ("Stocked", "stocked"),
        ("restricted", "restricted"),
        ("not stocked", "not stocked"),
        ("NOT-STOCKED", "not stocked"),
        ("not_stocked", "not stocked"),
        ("  'not   stocked'  ", "not stocked"),
        ("", ""),
    ],
)
def test_the_status(clinic: Clinic, given: str, status: str) -> None:
    assert clinic.says(f"---\nstatus: {given}\n---\nText\n") == (status, whole("Text\n"), "")
    assert clinic.says(f"\ufeff---\r\nstatus: {given}\r\n---\r\n") == (status, {}, "")


@pytest.mark.parametrize("given", ["gone", "stocke", "stocked!", "yes", "[stocked]", "[]", "{a: stocked}", "not", "💊"])
def test_a_status_that_is_none_is_told_and_the_text_shown(clinic: Clinic, given: str) -> None:
    problem = f"Clinic's note: zinc.md has a status that is none of: {STATUSES}."
    assert clinic.says(f"---\nstatus: {given}\n---\nText\n") == ("", whole("Text\n"), problem)


def test_text_stands_on_the_section_whose_heading_it_is_under(clinic: Clinic) -> None:
    text = (
        "# Zinc\n\nFor all.\n\n### Dosage\n\nHalf.\n\n### Side effects:\nNone.\n\n### Storage: \nShelf 3\n\n"
        "### Dosage\nMore.\n"
    )
    status, texts, problem = clinic.says(text)
    assert (status, problem) == ("", "")
    assert {section: words.split() for section, words in texts.items()} == {
        "": ["For", "all."],
        "dosage": ["Half.", "More."],
        "side_effects": ["None."],
        "storage": ["Shelf", "3"],
    }


def test_bold_leads_are_headings_as_in_a_monograph(clinic: Clinic) -> None:
    assert clinic.says("**Dosage:** Half.\n\n**Storage:** Shelf 3\n")[1] == {
        "dosage": "Half.\n\n",
        "storage": "Shelf 3\n",
    }


def test_a_heading_that_medtui_does_not_know_keeps_its_words(clinic: Clinic) -> None:
    assert clinic.says("### Our rules\nAsk.\n") == ("", whole("### Our rules\nAsk.\n"), "")


def test_questions_are_kept_whole(clinic: Clinic) -> None:
    text = "**Q: Where?**\n\nA: In the cupboard.\n"
    assert clinic.says(f"### FAQs\n\n{text}")[1]["faqs"].strip() == text.strip()


def test_a_disclaimer_of_the_clinics_is_kept(clinic: Clinic) -> None:
    text = "Text.\n\n**Disclaimer:** For educational purposes only.\n\nAfter.\n"
    assert clinic.says(text) == ("", whole(text), "")


def test_signs_units_and_line_ends_are_as_they_were(clinic: Clinic) -> None:
    text = "Children >25 kg: <5 mg/m², 10⁸ ± 2, HLA-A*02:01\r\n\ttab \n"
    assert clinic.says(text) == ("", whole(text), "")
    assert clinic.says("5 µg\n".encode("latin-1")) == ("", whole("5 µg\n"), "")


@pytest.mark.parametrize("text", ["", "\n \n", "# Zinc\n", "---\n---\n", "### Dosage\n\n"])
def test_a_file_that_says_nothing(clinic: Clinic, text: str) -> None:
    assert clinic.says(text) == ("", {}, "")


def test_the_status_is_found_whatever_the_case_of_its_key(clinic: Clinic) -> None:
    assert clinic.says("---\nStatus: not stocked\n---\n")[0] == "not stocked"


@pytest.mark.parametrize(
    "front",
    ["status: not stocked: since May", 'status: "not stocked', "status: [not stocked", "status: not stocked\x1b"],
)
def test_front_matter_that_cannot_be_read_is_told(clinic: Clinic, front: str) -> None:
    _, texts, problem = clinic.says(f"---\n{front}\n---\nText\n")
    assert "front matter" in problem or "not stocked" in texts.get("", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("### Dosage (children)\nHalf.\n", "children"),
        ("## Zinc sulfate dosage\nHalf.\n", "sulfate"),
        ("### Zinc\n**Dosage:** Half.\n\n### Iron\n**Dosage:** Full.\n", "### Zinc"),
        ("# Never without the doctor\nAsk.\n", "Never"),
    ],
)
def test_no_word_of_a_heading_is_lost(clinic: Clinic, text: str, words: str) -> None:
    """“Dosage (children): half” must not become “Dosage: half”."""
    assert words in "".join(clinic.says(text, title="Zinc sulfate" if "sulfate" in text else "Zinc")[1].values())


@posix_only
def test_a_home_folder_that_nobody_has_is_refused_in_a_sentence() -> None:
    with pytest.raises(OverlayError):
        Overlay(Path("~nobody-has-this-name/clinic"))


# Hostile files ----------------------------------------------------------------------------------------


def refused(clinic: Clinic, raw: str = "zinc.md") -> str:
    """What is said of a file that nothing is taken from."""
    note = clinic.note(raw)
    assert note is not None
    assert (note.status, dict(note.texts), note.modified) == ("", {}, None)
    assert note.problem.startswith("Clinic's note: ")
    assert "\n" not in note.problem
    assert "Secret" not in note.problem
    return note.problem


@posix_only
@pytest.mark.parametrize("target", ["../outside/secret.md", "/etc/passwd", "{outside}/secret.md"])
def test_a_link_out_of_the_folder_is_not_followed(clinic: Clinic, target: str) -> None:
    (clinic.folder / "zinc.md").symlink_to(target.format(outside=clinic.outside))
    assert "leads out" in refused(clinic)


@posix_only
def test_a_linked_folder_out_of_it_is_not_followed(clinic: Clinic) -> None:
    (clinic.folder / "a").symlink_to(clinic.outside)
    assert "leads out" in refused(clinic, "a/secret.md")


@posix_only
def test_a_path_out_of_the_folder_is_not_followed(clinic: Clinic) -> None:
    assert "leads out" in refused(clinic, "../outside/secret.md")


@posix_only
def test_links_within_it_are_followed(clinic: Clinic, tmp_path: Path) -> None:
    clinic.write("a/iron.md", "Iron")
    (clinic.folder / "zinc.md").symlink_to("a/iron.md")
    (tmp_path / "link").symlink_to(clinic.folder)
    for folder in (clinic.folder, tmp_path / "link"):
        note = Overlay(folder).note_on(Entry(Library("drugs", clinic.outside), "zinc.md", "Zinc"))
        assert note is not None
        assert note.texts == whole("Iron")


@posix_only
def test_a_link_to_nothing_is_no_note(clinic: Clinic) -> None:
    (clinic.folder / "a").mkdir()
    (clinic.folder / "a" / "zinc.md").symlink_to("gone.md")
    assert clinic.note("a/zinc.md") is None
    clinic.write("zinc.md", "Any zinc")
    note = clinic.note("a/zinc.md")
    assert note is not None
    assert note.texts == whole("Any zinc")


@posix_only
def test_a_link_to_itself_and_a_pipe_are_told(clinic: Clinic) -> None:
    (clinic.folder / "zinc.md").symlink_to("zinc.md")
    assert "link that leads to itself" in refused(clinic)
    os.mkfifo(clinic.folder / "iron.md")
    assert "is a pipe, socket or device" in refused(clinic, "iron.md")


def test_a_folder_of_that_name_is_told(clinic: Clinic) -> None:
    (clinic.folder / "zinc.md").mkdir()
    assert "zinc.md is a folder" in refused(clinic)


def test_a_huge_file_is_told(clinic: Clinic) -> None:
    with clinic.write("zinc.md", "").open("r+b") as file:
        file.truncate(8 * 1024 * 1024 + 1)
    assert "is larger than 8 MB" in refused(clinic)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="not for who may read everything")
def test_a_file_that_may_not_be_read_is_told(clinic: Clinic) -> None:
    clinic.write("zinc.md", "Text").chmod(0)
    assert "may not be read" in refused(clinic)


@posix_only
def test_a_name_of_odd_bytes(clinic: Clinic) -> None:
    raw = os.fsdecode(b"zi\xff\x1b[31m\nnc.md")
    clinic.write(raw, "---\nstatus: gone\n---\nOdd")
    note = clinic.note(raw)
    assert note is not None
    assert note.texts == whole("Odd")
    assert note.problem == f"Clinic's note: zi⟨U+DCFF⟩␛[31m␊nc.md has a status that is none of: {STATUSES}."


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 50,
        b"\xff\xfeZ\x00i\x00",
        b"\x00" * 1000,
        b"---\n" + b"a: &a [*a]\n" * 50 + b"---\n",
        b"---\nstatus: " + b"[" * 20_000 + b"\n---\nText\n",
        b"---\nstatus: !!python/object/apply:os.system ['true']\n---\nText\n",
        b"#" * 50_000,
        b"> " * 50_000,
        b"**" * 20_000,
        b"[" * 50_000,
        b"\x1b]0;title\x07\xe2\x80\xae",
    ],
)
def test_no_bytes_do_harm(clinic: Clinic, data: bytes) -> None:
    before = time.process_time()
    status, _, _ = clinic.says(data)
    assert status == ""
    assert time.process_time() - before < 2


@settings(max_examples=60)
@given(
    st.text(st.sampled_from("#*-: \n\r\tQA?status[]{}'\"dosage\x1b\ufeff\ud800"), max_size=60) | st.binary(max_size=60)
)
def test_any_file_gives_a_note(tmp_path_factory: pytest.TempPathFactory, text: str | bytes) -> None:
    clinic = Clinic(tmp_path_factory.mktemp("any"))
    status, texts, problem = clinic.says(text)
    assert status in ("", *STATUSES.split(", "))
    assert all(words.strip() for words in texts.values())
    assert "\n" not in problem


def test_a_file_of_far_too_many_lines_is_told(clinic: Clinic) -> None:
    clinic.write("zinc.md", "### Dosage\n" * 20_001)
    assert "lines" in refused(clinic)
