"""`medtui --plain`: searching, choosing and reading in lines that make sense by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import AMOXICILLIN, ZINC, Shell, call
from hypothesis import given
from hypothesis import strategies as st
from plain_talk import CHOICE, CHOICE_OR_MORE, SEARCH, SECTION, WARFOL, Talker, one_line
from searching import DRUGS

from medtui.commands.exit_codes import USAGE, CommandError
from medtui.commands.plain.session import COMMANDS, understood
from medtui.library.entry import ABOUT_BRANDS
from medtui.presentation.disclaimer import STANDARD


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


@pytest.fixture
def talker(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Talker:
    return Talker(capsys, monkeypatch)


def many(count: int) -> dict[str, str]:
    return {f"drug{number:02}": f"# Drug {number:02}\n\n### Usage\n\nFever.\n" for number in range(1, count + 1)}


# A whole conversation -----------------------------------------------------------------------------------


def test_from_a_name_to_a_section(shell: Shell, talker: Talker) -> None:
    library = shell.library()
    talk = talker.talk("amox", "1", "3", "quit", library=library)
    assert (talk.code, talk.err) == (0, "")
    assert talk.prompts == (SEARCH, CHOICE, SECTION, SECTION)
    found, sections, dosage, _ = talk.answers
    assert found.startswith("1 monograph:\nBy name:\n1. Amoxicillin\n\nFor education only")
    assert sections == (
        "Amoxicillin\nSections of Amoxicillin:\n0. Whole text\n1. Name\n2. Usage\n3. Dosage\n"
        "4. Side effects, missing\n5. How it works, missing\n6. Precautions, missing\n7. FAQs"
    )
    source = call_source(talker, library)
    assert dosage == (
        "Amoxicillin, section 3, Dosage\n\nDosage\n"
        "• Children >25 kg: 10³ mg, twice a day. A long line, so that there is something\n"
        "  to wrap when the text is wrapped at all.\n• Adults: 500 mg\n\n"
        f"Disclaimer: For education only. Ask a pharmacist.\n\n{source}"
    )


def call_source(talker: Talker, library: Path) -> str:
    """The source line that `medtui show` writes."""
    out = call(talker.capsys, "show", "amoxicillin", "--library", library).out
    return next(line for line in out.splitlines() if line.startswith("Source: "))


def test_the_greeting_says_what_is_open_and_what_can_be_typed(shell: Shell, talker: Talker) -> None:
    library = shell.library()
    greeting = one_line(talker.talk(library=library).greeting)
    assert greeting == (
        "Reading the library for the first time. This can take some seconds. "
        f"medtui in plain lines. 2 monographs in drugs. {STANDARD} Type help for the commands, quit to leave."
    )
    assert talker.talk(library=library).greeting.startswith("medtui in plain lines.")


def test_the_whole_text_says_the_same_as_show(shell: Shell, talker: Talker) -> None:
    library = shell.library()
    shown = call(talker.capsys, "show", "amoxicillin", "--library", library).out
    plain = talker.talk("0", library=library, name="amoxicillin").last
    assert plain == "Amoxicillin, whole text\n\n" + shown.strip()
    assert talker.talk("all", library=library, name="amoxicillin").last == plain


@pytest.mark.parametrize("ending", [(), ("quit",), ("q",), ("exit",), ("QUIT",), (" quit ",)])
def test_every_way_to_leave_ends_with_0(shell: Shell, talker: Talker, ending: tuple[str, ...]) -> None:
    talk = talker.talk("search zinc", *ending, library=shell.library())
    assert (talk.code, talk.err) == (0, "")
    assert talk.prompts == (SEARCH, CHOICE)


# Searching ----------------------------------------------------------------------------------------------


def test_names_come_first_and_why_is_said(shell: Shell, talker: Talker) -> None:
    haemin = "# Haemin\n\n### Interactions\n\nNot with adrenaline.\n"
    library = shell.library(**DRUGS, haemin=haemin, warfol=WARFOL)
    talk = talker.talk(
        "search acetaminophen", "fever", "anemia", "hemin", "epinephrine", "search coumol", "has:usage", library=library
    )
    also, fever, anemia, hemin, epinephrine, coumol, has = talk.answers
    assert "\n1. Paracetamol, also called Acetaminophen\n2. Paracetamol + Caffeine, also called" in also
    assert fever.startswith("2 monographs:\nIn the text:\n1. Iron\nPassages: 1 in Usage:\n… Fever is no reason.\n2. ")
    assert "Paracetamol\nPassages: 1 in Usage, spelled in another way:\n" in anemia
    assert "1. Haemin, spelled in another way\n" in hemin
    # A monograph that mentions adrenaline is not called adrenaline.
    assert "1. Haemin\nPassages: 1 in Interactions, mentions adrenaline (epinephrine):\n" in epinephrine
    assert "1. Warfol, also called Coumol\n" in coumol
    assert has.startswith("4 monographs:\n1. Iron\n2. Paracetamol\n3. ")
    assert all(STANDARD in one_line(answer) for answer in talk.answers)


def test_the_count_is_exact_and_more_shows_the_next_ones(shell: Shell, talker: Talker) -> None:
    library = shell.library(**many(41))
    talk = talker.talk("fever", "30", "more", "more", "more", "41", library=library)
    first, too_far, second, third, none, chosen = talk.answers
    assert first.startswith("41 monographs, the first 20:\nIn the text:\n1. Drug 01\n")
    assert "\n20. Drug 20\n" in first
    assert "21." not in first
    assert one_line(too_far) == (
        "That number is not in the list. The numbers go from 1 to 20. Type more for the next ones."
    )
    assert second.startswith("41 monographs, numbers 21 to 40:\nIn the text:\n21. Drug 21\n")
    assert third.startswith("41 monographs, the last one: number 41:\nIn the text:\n41. Drug 41\n")
    assert none == "There are no more: that was the end of the list."
    assert chosen.startswith("Drug 41\n")
    assert talk.prompts == (SEARCH, *[CHOICE_OR_MORE] * 3, CHOICE, CHOICE, SECTION)


@pytest.mark.parametrize("count", [20, 21])
def test_the_last_ones_of_a_list(shell: Shell, talker: Talker, count: int) -> None:
    talk = talker.talk("fever", library=shell.library(**many(count)))
    assert talk.last.startswith("20 monographs:\n" if count == 20 else "21 monographs, the first 20:\n")
    assert talk.prompts[-1] == (CHOICE if count == 20 else CHOICE_OR_MORE)


def test_a_look_alike_is_offered_and_opened_only_when_it_is_chosen(shell: Shell, talker: Talker) -> None:
    library = shell.library(warfol=WARFOL, zinc=ZINC)
    talk = talker.talk("warfil", "2", "1", "more", library=library)
    offered, wrong, opened, more = talk.answers
    assert offered == (
        "No exact match. Did you mean:\n1. Warfol, class: anticoagulant\nNames that look alike can be different drugs."
    )
    assert wrong == "That number is not in the list. The only number is 1."
    assert opened.startswith("Warfol\nSections of Warfol:\n")
    assert more == "There is no list that goes on."
    assert talker.talk("warfil", "more", library=library).last == "There are no more names that look alike."


def test_nothing_found_leaves_the_user_where_they_are(shell: Shell, talker: Talker) -> None:
    talk = talker.talk("xyzzyxyzzy", "3", library=shell.library(), name="amoxicillin")
    assert one_line(talk.answers[0]) == f"Nothing was found. {ABOUT_BRANDS}"
    assert talk.answers[1].startswith("Amoxicillin, section 3, Dosage\n")


def test_a_query_with_a_mistake_is_one_sentence_and_the_session_goes_on(shell: Shell, talker: Talker) -> None:
    talk = talker.talk('"open', ")", "...", "x" * 3000, "nosuch:word", "search zinc", library=shell.library())
    assert talk.code == 0
    assert [answer[:40] for answer in talk.answers[:3]] == [
        "Column 1: this quote is not closed; clos",
        "Column 1: this parenthesis closes nothin",
        "The query has no word to look for. Write",
    ]
    assert "longer than 2,000 characters" in talk.answers[3]
    assert "nosuch" in talk.answers[4]
    assert "1. Zinc\n" in talk.answers[5]


def test_the_query_language_works(shell: Shell, talker: Talker) -> None:
    library = shell.library(**DRUGS)
    talk = talker.talk('"weekly once"', "usage:headache", "paracetamol -caffeine", library=library)
    assert ["Iron" in each for each in talk.answers] == [True, False, False]
    assert "1. Paracetamol + Caffeine\n" in talk.answers[1]
    assert talk.answers[2].startswith("1 monograph:\n")


def test_titles_that_are_alike_are_told_apart(shell: Shell, talker: Talker) -> None:
    one = shell.library("one", a=ZINC, b=ZINC)
    assert "1. Zinc, one/a\n2. Zinc, one/b\n" in talker.talk("search zinc", library=one).last
    two = shell.library("two", tea="# Tea\n")
    talk = talker.talk("search zinc", "search tea", library=(one, two))
    assert "1. Zinc, one/a\n" in talk.answers[0]
    assert "1. Tea, from two\n" in talk.answers[1]
    alike = talker.talk("zonc", library=one).last
    assert "1. Zinc, one/a\n2. Zinc, one/b\n" in alike


# What a line means --------------------------------------------------------------------------------------


def test_a_number_is_a_choice_unless_it_is_in_quotes_or_after_search(shell: Shell, talker: Talker) -> None:
    library = shell.library(five="# 5\n\nFive.\n", more="# More\n\nMore.\n", fluor="# 5-Fluorouracil\n\nX.\n")
    talk = talker.talk("5", '"5"', "search 5", "5-fluo", '"more"', "Search more", "find zinc", library=library)
    none, quoted, searched, fluor, more, searched_more, found = talk.answers
    assert none == "There is no list to choose from. To search for a number, write search before it."
    assert "\n1. 5\n" in quoted
    assert "\n1. 5\n" in searched
    assert "\n1. 5-Fluorouracil\n" in fluor
    assert "\n1. More\n" in more
    assert "\n1. More\n" in searched_more
    assert one_line(found) == f"Nothing was found. {ABOUT_BRANDS}"


@pytest.mark.parametrize(
    ("text", "called", "words"),
    [
        ("", "drug", ""),
        (" \t\u3000", "drug", ""),
        ("drug", "drug", ""),
        ("search", "search", ""),
        ("drug interactions", "", "drug interactions"),
        ("search  drug", "search", "drug"),
        ("find\trenal  dose", "find", "renal  dose"),
        ("find", "find", ""),
        ("NEXT", "next", ""),
        ("next dose", "", "next dose"),
        ("?", "help", ""),
        ("3", "", "3"),
        (" 03. ", "", "3"),
        ("3.5", "", "3.5"),
        ("-3", "", "-3"),
        ("٣", "", "٣"),
        ("³", "", "³"),
        ("9" * 9999, "", "9" * 10),
        (".", "", "."),
        ("nex", "", "nex"),
        ("choose", "", "choose"),
        ("zinc 3", "", "zinc 3"),
        ("next 3", "", "next 3"),
        ("search zinc 3", "search", "zinc 3"),
    ],
)
def test_understood(text: str, called: str, words: str) -> None:
    command, rest = understood(text)
    assert ("".join(command.called[:1]), rest) == (called, words)


@given(st.text())
def test_every_line_is_understood(text: str) -> None:
    _, words = understood(text)
    assert words in text


def test_every_command_is_in_the_help_and_can_be_searched_for(shell: Shell, talker: Talker) -> None:
    talk = talker.talk("help", "?", library=shell.library())
    assert talk.answers[0] == talk.answers[1]
    usual, search = understood("anything")[0], understood("search anything")[0]
    for command in COMMANDS:
        assert any(line.startswith(" or ".join(command.called)) for line in talk.last.splitlines())
        for word in command.called:
            assert understood(word)[0] is command
            assert understood(f'"{word}"') == (usual, f'"{word}"')
            assert understood(f"search {word}") == (search, word)
    said = one_line(talk.last)
    assert "0 is the whole text, 1 Name, 2 Usage, 3 Dosage, 4 Side effects, 5 How it works, 6 Precautions" in said


def test_the_help_names_no_numbers_where_libraries_differ(shell: Shell, talker: Talker) -> None:
    own = shell.library("own", tea="# Tea\n\n### Brewing\n\nHot.\n")
    (own / "medtui.yaml").write_text("sections:\n  - name: brewing\n    standard: true\n")
    talk = talker.talk("help", library=(own, shell.library()))
    assert talk.err == ""
    assert "0 is the whole text." in one_line(talk.last)


# Places -------------------------------------------------------------------------------------------------


def test_back_leads_through_the_places_before(shell: Shell, talker: Talker) -> None:
    library = shell.library()
    talk = talker.talk("search zinc", "1", "amox", "1", "back", "back", "back", "back", library=library)
    assert [answer.splitlines()[0] for answer in talk.answers[4:]] == [
        "1 monograph:",
        "This monograph has no sections, only its whole text:",
        "1 monograph:",
        "There is nothing to go back to.",
    ]
    assert "1. Amoxicillin\n" in talk.answers[4]
    assert "1. Zinc\n" in talk.answers[6]


@pytest.mark.parametrize("leaving", ["", "drug", "search", "   "])
def test_an_empty_line_or_drug_starts_a_new_search(shell: Shell, talker: Talker, leaving: str) -> None:
    talk = talker.talk(leaving, "3", "sections", "back", "3", library=shell.library(), name="amoxicillin")
    assert talk.answers[0] == ""
    assert talk.prompts[:2] == (SECTION, SEARCH)
    assert talk.answers[1].startswith("There is no list to choose from.")
    assert talk.answers[2].startswith("No monograph is open.")
    assert talk.answers[4].startswith("Amoxicillin, section 3, Dosage\n")


def test_a_drug_typed_in_a_monograph_starts_a_new_search(shell: Shell, talker: Talker) -> None:
    talk = talker.talk("search zinc", "1", "0", library=shell.library(), name="amoxicillin")
    assert talk.prompts == (SECTION, CHOICE, SECTION, SECTION)
    assert talk.last.startswith("Zinc, whole text, which has no sections\n")


def test_only_so_many_places_are_kept(shell: Shell, talker: Talker) -> None:
    talk = talker.talk(*["search zinc"] * 30, *["back"] * 11, library=shell.library())
    assert talk.last == "There is nothing to go back to."
    assert "1. Zinc" in talk.answers[-2]


@pytest.mark.parametrize("command", ["sections", "all", "next", "previous", "find"])
def test_what_needs_an_open_monograph_says_so(shell: Shell, talker: Talker, command: str) -> None:
    talk = talker.talk(command, "search zinc", command, library=shell.library())
    sentence = "No monograph is open. Search for a drug, and choose one by its number."
    assert talk.answers[::2] == (sentence, sentence)


# Beginning at a name or a section -----------------------------------------------------------------------


def test_a_name_to_begin_with(shell: Shell, talker: Talker) -> None:
    library = shell.library(**DRUGS, amoxicillin=AMOXICILLIN)
    assert talker.talk(library=library, name="Paracetamol").greeting.endswith("7. FAQs, missing")
    told = talker.talk(library=library, name="acetaminophen").greeting
    assert "\nParacetamol is also called Acetaminophen.\nParacetamol\nSections of Paracetamol:\n" in told
    assert "\n1. Paracetamol\n2. Paracetamol + Caffeine\n" in talker.talk(library=library, name="para").greeting
    assert (
        "\nNo exact match. Did you mean:\n1. Paracetamol" in talker.talk(library=library, name="parxcetamol").greeting
    )
    assert talker.talk(library=library, name="xyzzyxyzzy").greeting.endswith(f"\nNothing was found.\n{ABOUT_BRANDS}")
    assert "Column 1" in talker.talk(library=library, name=")").greeting


def test_a_number_after_a_name_is_a_section(shell: Shell, talker: Talker) -> None:
    library = shell.library(**DRUGS, amoxicillin=AMOXICILLIN, iron_2="# Iron 2\n\n### Usage\n\nTwo.\n")
    talk = talker.talk("iron 3", "iron 9", "search iron 3", "iron 2", "iron 33", library=library, name="Amoxycillin 3")
    assert "\nAmoxicillin is also called Amoxycillin.\nAmoxicillin\nAmoxicillin, section 3, Dosage\n" in talk.greeting
    section, no_section, searched, iron_2, far = talk.answers
    assert section.startswith("Iron\nIron, section 3, Dosage\n\nDosage\nOnce weekly")
    assert one_line(no_section).startswith("Iron There is no section with that number.")
    assert "section" not in searched + far
    assert iron_2.startswith("Iron 2\nSections of Iron 2:")


def test_a_whole_name_opens_its_monograph_and_then_a_number_is_a_section(shell: Shell, talker: Talker) -> None:
    library = shell.library(**DRUGS, warfol=WARFOL)
    talk = talker.talk("coumol", "2", "IRON", "3", "para", "paracetamol -caffeine", '"iron"', library=library)
    warfol, usage, iron, dosage, *searched = talk.answers
    assert warfol.startswith("Warfol is also called Coumol.\nWarfol\nSections of Warfol:\n0. Whole text\n")
    assert warfol.endswith("\nTo find where others name it, type search coumol.")
    assert usage.startswith("Warfol, section 2, Usage\n")
    assert iron.startswith("Iron\nSections of Iron:\n")
    assert dosage.startswith("Iron, section 3, Dosage\n")
    assert all("\n1. " in each for each in searched)


def test_several_monographs_of_the_name_to_begin_with(shell: Shell, talker: Talker) -> None:
    talk = talker.talk("2", library=shell.library(a=ZINC, b=ZINC), name="zinc")
    assert "1. Zinc, drugs/a\n2. Zinc, drugs/b\n" in talk.greeting
    assert talk.last.startswith("Zinc\n")


@pytest.mark.parametrize("section", ["dosage", "posology", "3"])
def test_a_section_to_begin_at_holds_for_every_drug(shell: Shell, talker: Talker, section: str) -> None:
    library = shell.library(**DRUGS, amoxicillin=AMOXICILLIN, zinc=ZINC)
    talk = talker.talk(
        "search iron",
        "1",
        "search caffeine",
        "1",
        "search zinc",
        "1",
        library=library,
        name="amoxicillin",
        section=section,
    )
    assert "\nAmoxicillin\nAmoxicillin, section 3, Dosage\n" in talk.greeting
    assert talk.answers[1].startswith("Iron\nIron, section 3, Dosage\n\nDosage\nOnce weekly")
    assert "\n\nThis monograph has no Dosage section." in talk.answers[3]
    assert talk.answers[5].startswith("Zinc\nZinc, whole text, which has no sections\n")


def test_a_section_to_begin_at_that_only_some_have(shell: Shell, talker: Talker) -> None:
    library = shell.library(warfol=WARFOL, amoxicillin=AMOXICILLIN)
    talk = talker.talk("search amoxicillin", "1", library=library, name="warfol", section="storage")
    assert (
        "This monograph has a warning to be read first: 9. Boxed warning.\nWarfol, section 8, Storage" in talk.greeting
    )
    assert talk.last.startswith("Amoxicillin\nThis monograph has no section storage.\nSections of Amoxicillin:\n")


def test_what_ends_a_session_before_it_begins(shell: Shell, talker: Talker) -> None:
    with pytest.raises(CommandError, match="no section called “dosge”") as caught:
        talker.talk(library=shell.library(), section="dosge")
    assert caught.value.code == USAGE
    with pytest.raises(CommandError, match="There is no folder") as caught:
        talker.talk(library=shell.folder / "nowhere")
    assert caught.value.code == USAGE


def test_of_the_labels_of_one_drug_the_first_is_opened_and_the_others_named(shell: Shell, talker: Talker) -> None:
    fields = "title: Zelofane\nlabel_kind: original\nmoieties: [zelofane]\n---\n\n# Zelofane\n"
    pages = {
        name: f"---\nset_id: {name}\nlabeler: {name}co\neffective_date: {date}\n{fields}"
        for name, date in (("old", "2020-01-01"), ("new", "2025-01-01"))
    }
    said = one_line(talker.talk("zelofane", library=shell.library(**pages)).answers[0])
    assert "This is the label of newco · 2025-01-01. 1 more label of this drug is here" in said
    assert "drugs/old · oldco · 2020-01-01" in said
