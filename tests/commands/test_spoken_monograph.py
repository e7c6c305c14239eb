"""The open monograph of a plain session: its sections, finding in it, and files that change meanwhile."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from command_line import ZINC, Shell
from plain_talk import SECTION, SECTION_OR_MORE, WARFOL, Edits, Talker, one_line

from medtui.commands.declaration import Request
from medtui.commands.plain.session import run
from medtui.library.catalogue.listing import open_libraries
from medtui.library.entry import ABOUT_BRANDS
from medtui.presentation.disclaimer import STANDARD


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.fixture
def talker(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Talker:
    return Talker(capsys, monkeypatch)


# Sections -----------------------------------------------------------------------------------------------


def test_numbers_are_fixed_and_a_warning_is_to_be_read_first(shell: Shell, talker: Talker) -> None:
    talk = talker.talk("9", "3", "8", "10", "more", library=shell.library(warfol=WARFOL), name="warfol")
    assert talk.greeting.endswith(
        "\nWarfol\nSections of Warfol:\n0. Whole text\n9. Boxed warning, to be read first\n1. Name, missing\n2. Usage\n"
        "3. Dosage, missing\n4. Side effects, missing\n5. How it works, missing\n6. Precautions, missing\n"
        "7. FAQs, missing\n8. Storage"
    )
    assert talk.answers[0].startswith("Warfol, section 9, Boxed warning\n\nWarning: Boxed Warning\nBleeding.\n")
    assert "\n\nThis monograph has no Dosage section." in talk.answers[1]
    assert "\n\nDisclaimer (added by medtui): For education only" in talk.answers[1]
    assert "Cool." in talk.answers[2]
    assert one_line(talk.answers[3]) == (
        "There is no section with that number. The last one is 9: type sections for a list."
    )
    assert talk.answers[4] == "There is no list that goes on."


def test_next_and_previous_go_through_the_sections_that_there_are(shell: Shell, talker: Talker) -> None:
    library = shell.library(warfol=WARFOL)
    typed = ["previous", *["next"] * 4, *["previous"] * 3, "0", "next"]
    talk = talker.talk(*typed, library=library, name="warfol")
    assert [answer.splitlines()[0] for answer in talk.answers] == [
        "That was the first section.",
        "Warfol, section 9, Boxed warning",
        "Warfol, section 2, Usage",
        "Warfol, section 8, Storage",
        "That was the last section.",
        "Warfol, section 2, Usage",
        "Warfol, section 9, Boxed warning",
        "That was the first section.",
        "Warfol, whole text",
        "Warfol, section 9, Boxed warning",
    ]


def test_a_monograph_without_sections(shell: Shell, talker: Talker) -> None:
    talk = talker.talk("3", "next", "10", "sections", library=shell.library(), name="zinc")
    assert talk.greeting.endswith("\nThis monograph has no sections, only its whole text:\n0. Whole text")
    assert talk.answers[0].startswith("Zinc, whole text, which has no sections\n\nZinc\n\nJust a paragraph")
    assert talk.answers[1] == "This monograph has no sections, only its whole text: type 0."
    assert talk.answers[2].startswith("There is no section with that number.")


def test_more_than_nine_sections(shell: Shell, talker: Talker) -> None:
    text = "# Tea\n\n" + "".join(f"### Chapter {n}\n\nText {n}.\n\n" for n in range(1, 6))
    talk = talker.talk("12", "next", library=shell.library(tea=text), name="tea")
    assert talk.greeting.endswith("10. Chapter 3\n11. Chapter 4\n12. Chapter 5")
    assert "Text 5." in talk.answers[0]
    assert talk.answers[1] == "That was the last section."


def test_what_is_wrong_with_a_file_is_said_when_it_is_opened(shell: Shell, talker: Talker) -> None:
    library = shell.library(zinc=ZINC.encode() + b"\xe9\n")
    assert "\nZinc\nNote: Line 4 is not UTF-8" in talker.talk(library=library, name="zinc").greeting


def test_the_disclaimer(shell: Shell, talker: Talker) -> None:
    talk = talker.talk("disclaimer", "", "disclaimer", library=shell.library(), name="amoxicillin")
    assert talk.answers[0] == "Disclaimer: For education only. Ask a pharmacist."
    assert one_line(talk.answers[2]) == STANDARD
    assert talker.talk("disclaimer", library=shell.library(), name="zinc").last.startswith(
        "Disclaimer (added by medtui): For education only"
    )


# Finding in the open monograph --------------------------------------------------------------------------


def test_find_tells_where_the_words_stand(shell: Shell, talker: Talker) -> None:
    talk = talker.talk(
        "find differ 500", "find missed", "find renal", "find", "find ...", library=shell.library(), name="amoxicillin"
    )
    assert talk.answers[0].startswith(
        "2 matches in 2 places of Amoxicillin:\nIn section 3, Dosage:\nDosage\n• Adults: 500 mg\n\n"
        "In section 7, FAQs:\nQ: With food?\nA: Either way is <5 % different.\n\n"
        "Disclaimer: For education only. Ask a pharmacist.\n\nSource: drugs · amoxicillin.md · "
    )
    assert "1 match in 1 place of Amoxicillin:\nIn section 7, FAQs:\nQ: Missed a dose?\n" in talk.answers[1]
    assert one_line(talk.answers[2]) == (
        "Not found in the monograph of Amoxicillin: “renal”. It may still matter: only these words were looked for."
    )
    assert talk.answers[3] == talk.answers[4] == "There is no word to find. Write the word after find: find renal."


def test_what_is_found_comes_with_what_it_depends_on(shell: Shell, talker: Talker) -> None:
    text = """\
# Tea

### Dosage

For children:

* By mouth:
  * 10 mg
  * 20 mg
* By other ways: nothing

| Who | Dose |
|---|---|
| Adults | 500 mg |
| Children >25 kg | 250 mg |

* After the table: 5 mg
"""
    talk = talker.talk("find mg", "find 250", "find table", library=shell.library(tea=text), name="tea")
    body = talk.answers[0].partition("\n\nDisclaimer")[0].split("\n", 2)[2]
    assert body == (
        "Dosage\nFor children:\n• By mouth:\n  • 10 mg\n  • 20 mg\n\n"
        "Table row 1 of 2:\nWho: Adults\nDose: 500 mg\n\n"
        "Table row 2 of 2:\nWho: Children >25 kg\nDose: 250 mg\nEnd of table.\n\n• After the table: 5 mg"
    )
    assert "\nTable row 2 of 2:\nWho: Children >25 kg\nDose: 250 mg\nEnd of table.\n" in talk.answers[1]
    assert "row 2" not in talk.answers[2]


def test_more_of_what_was_found_in_a_monograph(shell: Shell, talker: Talker) -> None:
    text = "# Tea\n\n### Usage\n\n" + "".join(f"* Cup {n}\n" for n in range(1, 26))
    talk = talker.talk("find cup", "more", "more", "2", "more", library=shell.library(tea=text), name="tea")
    assert talk.answers[0].startswith("25 matches in 25 places of Tea, the first 20:\nIn section 2, Usage:\n")
    assert "• Cup 20\n\nDisclaimer" in talk.answers[0]
    assert talk.answers[1].startswith(
        "25 matches in 25 places of Tea, numbers 21 to 25:\nIn section 2, Usage:\nUsage\n"
    )
    assert talk.answers[2] == "There are no more: that was the end of the list."
    assert talk.prompts == (SECTION, SECTION_OR_MORE, *[SECTION] * 4)


# Files that change and files that are bad ---------------------------------------------------------------


def test_an_unreadable_file_is_said_and_the_session_goes_on(shell: Shell, talker: Talker) -> None:
    library = shell.library(zinc=ZINC, huge=b"# Huge\n" + b"\n" * 30_000)
    talk = talker.talk("search huge", "1", "search zinc", library=library)
    assert "1 file or folder could not be read, and so not searched: medtui status says why." in one_line(talk.greeting)
    assert "huge.md has 30,001 lines" in talk.answers[0]
    assert "huge.md has 30,001 lines" in talk.answers[1]
    assert "1. Zinc" in talk.answers[2]
    nothing = talker.talk("xyzzyxyzzy", library=library).last
    assert one_line(nothing).startswith(f"Nothing was found. {ABOUT_BRANDS} 1 file or folder could not be read")


def test_files_that_change_while_they_are_open(shell: Shell, talker: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    library = shell.library()
    file = library / "zinc.md"

    def edit() -> None:
        file.write_text("# Zinc\n\n### Dosage\n\nNew words.\n")

    def spoil() -> None:
        file.write_text("\n" * 30_000)

    def add() -> None:
        (library / "tea.md").write_text("# Tea\n")

    steps = ("zinc", "1", "0", edit, "3", "find new", spoil, "3", file.unlink, "3", "sections", add, "tea", "zinc")
    monkeypatch.setattr(sys, "stdin", Edits(*steps))
    assert run(Request("plain", libraries=(str(library),))) == 0
    out = talker.capsys.readouterr().out
    _, *answers = out.split(" to find: \n")
    assert "Just a paragraph" in answers[2]
    assert answers[3].startswith("The file has changed in the meantime; this is what it says now.\nZinc, section 3,")
    assert "New words." in answers[4]
    assert answers[5].startswith("zinc.md has 30,000 lines")
    assert answers[6].startswith("The file is gone; this is what it said before.\nZinc, section 3, Dosage\n")
    assert "3. Dosage\n" in answers[7]
    assert answers[8].startswith("Tea\n")
    assert "1. Zinc" not in answers[9]


def test_a_library_that_goes_away(shell: Shell, talker: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    library = shell.library()

    def move() -> None:
        library.rename(shell.folder / "elsewhere")

    monkeypatch.setattr(sys, "stdin", Edits(move, "zinc", lambda: (shell.folder / "elsewhere").rename(library), "zinc"))
    assert run(Request("plain", libraries=(str(library),))) == 0
    _, *answers = talker.capsys.readouterr().out.split(" to find: \n")
    assert "cannot be listed" in answers[0]
    assert answers[1].startswith("Zinc\n")


def test_what_is_wrong_with_the_cache_is_said_once(shell: Shell, talker: Talker) -> None:
    (shell.home / "file").write_text("")
    shell.set(XDG_CACHE_HOME=str(shell.home / "file"), LOCALAPPDATA=str(shell.home / "file"))
    talk = talker.talk("search zinc", "amox", "search zinc", library=shell.library())
    assert all("\n1. " in answer for answer in talk.answers)
    assert talk.err.count("made in memory") == (0 if sys.platform == "darwin" else 1)


# A real library -----------------------------------------------------------------------------------------


DISCLAIMERS = r"Disclaimer|educational purposes|medical advice|(?:question|concern)s regarding your health"
"""What the disclaimers of these files say, not all of which are called so."""


def test_every_section_of_a_real_library_can_be_read(shell: Shell, talker: Talker, some_of_rxhive: Path) -> None:
    root = some_of_rxhive
    titles = [entry.title for entry in open_libraries([root]).entries][::20]
    for title in titles:
        talk = talker.talk("all", *["next"] * 10, "find the", library=root, name=title)
        assert (talk.code, talk.err) == (0, "")
        assert not set(talk.greeting + "".join(talk.answers)) & set("◦▪│─┼▸▾⚠")
        assert all(re.search(DISCLAIMERS, answer) or answer.startswith("That was") for answer in talk.answers), title
