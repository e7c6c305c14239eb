"""`medtui search`: what is found and why, in three forms, in one section, up to a limit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, EVIL, ZINC, Shell, call
from searching import DRUGS, IRON, PARACETAMOL, Capsys, found, titles

from medtui.library.query.query_parser import MOST_CHARACTERS, MOST_LEVELS, MOST_WORDS
from medtui.library.search.text_index import MOST_COUNTED
from medtui.presentation.disclaimer import STANDARD


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


# The three forms ----------------------------------------------------------------------------------------


def test_json_holds_the_contract(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "search", "  once   weekly", "--format", "json", "--library", shell.library(**DRUGS))
    assert (result.code, result.err) == (0, "")
    answer = json.loads(result.out)
    assert (answer["query"], answer["total"]) == ("  once   weekly", 2)
    assert answer["matches"][0] == {
        "id": "drugs/iron",
        "title": "Iron",
        "path": "iron.md",
        "library": "drugs",
        "sections": ["dosage"],
        "count": 1,
        "snippet": "Once weekly, or weekly once a day.",
        "why": "",
    }
    assert answer["matches"][1]["snippet"] == "… once weekly is not enough."
    assert len(result.out.splitlines()) == 4


def test_text(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "search", "fever", "--library", shell.library(**DRUGS))
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "2 monographs\n"
        "\nIron\tdrugs/iron\n    Usage 1\n    … Fever is no reason.\n"
        "\nParacetamol\tdrugs/paracetamol\n    Usage 1\n    Pain and fever, also in anaemia.\n"
        f"\n{STANDARD}\n"
    )


def test_text_says_why_where_it_cannot_be_seen(shell: Shell, capsys: Capsys) -> None:
    out = call(capsys, "search", "acetaminophen", "--library", shell.library(**DRUGS)).out
    assert "\nParacetamol [also called Acetaminophen]\tdrugs/paracetamol\n\n" in out
    out = call(capsys, "search", "paracetamol", "--library", shell.library(**DRUGS)).out
    assert "\nParacetamol\tdrugs/paracetamol\n" in out


def test_tsv_has_six_columns_and_nothing_else(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS, tab="# Ta\tb\n\n### Usage\n\nFever\tand\x1b[31m more.\n")
    result = call(capsys, "search", "fever", "--format", "tsv", "--library", library)
    assert (result.code, result.err) == (0, "")
    lines = [line.split("\t") for line in result.out.splitlines()]
    assert [len(cells) for cells in lines] == [6, 6, 6]
    assert ["drugs/paracetamol", "Paracetamol", "usage", "1", "Pain and fever, also in anaemia.", ""] in lines
    assert ["drugs/tab", "Ta b", "usage", "1", "Fever and␛[31m more.", ""] in lines


def test_every_form_says_the_same(shell: Shell, capsys: Capsys) -> None:
    search = ("search", "fever", "--library", shell.library(**DRUGS))
    ids = [match["id"] for match in json.loads(call(capsys, *search, "--format", "json").out)["matches"]]
    tsv = call(capsys, *search, "--format", "tsv").out
    text = call(capsys, *search).out
    assert [line.split("\t")[0] for line in tsv.splitlines()] == ids
    assert [line.split("\t")[1] for line in text.splitlines() if "\t" in line] == ids


@pytest.mark.parametrize("form", ["text", "tsv", "json"])
def test_nothing_drives_the_terminal(shell: Shell, capsys: Capsys, form: str) -> None:
    result = call(capsys, "search", "beep", "--format", form, "--library", shell.library(evil=EVIL))
    assert result.code == 0
    assert not set(result.out + result.err) & set("\x07\x1b\x9b\u202e")
    assert "␛[31m" in result.out
    result = call(capsys, "search", "evil\x1b[31m\udcff", "beep\u202e", "--format", form, "--library", shell.library())
    assert not set(result.out + result.err) & set("\x07\x1b\x9b\u202e\udcff")


# What is found ------------------------------------------------------------------------------------------


def test_names_come_first_and_single_drugs_before_combinations(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS, aaa="# Aaa\n\n### Usage\n\nLike paracetamol, paracetamol and paracetamol.\n")
    assert titles(capsys, "paracetamol", "--library", library) == ["Paracetamol", "Paracetamol + Caffeine", "Aaa"]


@pytest.mark.parametrize(
    ("query", "title", "why"),
    [
        ("paracetamol", "Paracetamol", "name"),
        ("para", "Paracetamol", "name"),
        ("acetaminophen", "Paracetamol", "also called Acetaminophen"),
        ("amoxycillin", "Amoxicillin", "also called Amoxycillin"),
        ("hemin", "Haemin", "spelling"),
        ("headache", "Paracetamol + Caffeine", ""),
        ("anaemia", "Paracetamol", ""),
        ("anaemia", "Iron", "spelling"),
        ("anemia", "Paracetamol", "spelling"),
        ("epinephrine", "Haemin", "mentions adrenaline (epinephrine)"),
        ("adrenaline", "Haemin", ""),
        ("pyrexia", "Paracetamol", "as fever"),
    ],
)
def test_why(shell: Shell, capsys: Capsys, query: str, title: str, why: str) -> None:
    haemin = "# Haemin\n\n### Interactions\n\nNot with adrenaline.\n"
    library = shell.library(**DRUGS, amoxicillin=AMOXICILLIN, haemin=haemin)
    assert {match["title"]: match["why"] for match in found(capsys, query, "--library", library)}[title] == why


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["once", "weekly"], {"Iron", "Paracetamol"}),
        (["once weekly"], {"Iron", "Paracetamol"}),
        (['"weekly once"'], {"Iron"}),
        (["dosage:weekly", "usage:fever"], {"Iron", "Paracetamol"}),
        (["usage:anemia", "OR", "headache"], {"Iron", "Paracetamol", "Paracetamol + Caffeine"}),
        (["--", "paracetamol", "-caffeine"], {"Paracetamol"}),
        (["--", "-fever"], {"Paracetamol + Caffeine"}),
        (["caffeine", "AND", "para"], {"Paracetamol + Caffeine"}),
        (["missing:dosage"], {"Paracetamol + Caffeine"}),
        (["class:haematinic"], {"Iron"}),
        (["disclaimer:malaria"], {"Iron"}),
        (["name:para"], {"Paracetamol", "Paracetamol + Caffeine"}),
    ],
)
def test_queries(shell: Shell, capsys: Capsys, words: list[str], expected: set[str]) -> None:
    assert set(titles(capsys, "--library", shell.library(**DRUGS), *words)) == expected


@pytest.mark.parametrize(
    ("query", "sections", "why", "err"),
    [
        ("is paracetamol for fever", ["usage"], "name", ""),
        ("acetaminophen pyrexia", ["usage"], "also called Acetaminophen", ""),
        ("paracetamol weekly fever", ["usage", "dosage"], "name", ""),
        ("paracetamol kidney fever", ["usage"], "name", "medtui: Without: kidney.\n"),
        ("paracetamol malaria", [], "name", "medtui: Without: malaria.\n"),
    ],
)
def test_the_drug_binds_and_the_other_words_are_looked_for_inside_it(
    shell: Shell, capsys: Capsys, query: str, sections: list[str], why: str, err: str
) -> None:
    result = call(capsys, "search", query, "--format", "json", "--library", shell.library(**DRUGS))
    first = json.loads(result.out)["matches"][0]
    assert (first["title"], set(first["sections"]), first["why"]) == ("Paracetamol", set(sections), why)
    assert (first["count"] > 0) == bool(sections)
    assert result.err == err


def test_a_mistyped_drug_in_a_question_is_offered_beside_what_others_say(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS)
    result = call(capsys, "search", "paracetmol fever", "--format", "json", "--library", library)
    assert json.loads(result.out)["matches"]
    assert result.err == "medtui: Without: paracetmol. Did you mean Paracetamol, Paracetamol + Caffeine?\n"
    result = call(
        capsys,
        "search",
        "steroid fever",
        "--format",
        "json",
        "--library",
        shell.library(**DRUGS, stesolid="# Stesolid"),
    )
    assert result.err == "medtui: Without: steroid.\n"  # a clinical word is no mistyped name


def test_a_drug_that_is_not_here_is_said_and_its_mentions_are_found(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS, zinc="# Zinc\n\n### Interactions\n\nNot with vitamin K.\n")
    result = call(capsys, "search", "vitamin k", "--format", "tsv", "--library", library)
    assert result.out == "drugs/zinc\tZinc\tinteractions\t1\tNot with vitamin K.\t\n"
    assert result.err.startswith("medtui: No monograph of vitamin K here.")


def test_a_question_of_clinical_words_alone_is_answered_by_texts_before_names(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS, feverfew="# Feverfew\n\n### Usage\n\nMigraine.\n")
    matches = found(capsys, "fever", "--library", library)
    assert [(match["title"], match["why"]) for match in matches] == [
        ("Iron", ""),
        ("Paracetamol", ""),
        ("Feverfew", "name"),
    ]
    assert titles(capsys, "feverf", "--library", library) == ["Feverfew"]


def test_a_number_matches_whole_only(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(one="# One\n\n### Dosage\n\n25 mg.\n", two="# Two\n\n### Dosage\n\n250 mg.\n")
    assert titles(capsys, "25", "--library", library) == ["One"]
    assert titles(capsys, "250mg", "--library", library) == ["Two"]


def test_an_operator_is_no_part_of_a_name(shell: Shell, capsys: Capsys) -> None:
    (match,) = found(capsys, "caffeine AND para", "--library", shell.library(**DRUGS))
    assert match["why"] == "name"


def test_a_disclaimer_is_found_only_when_it_is_asked_for(shell: Shell, capsys: Capsys) -> None:
    assert titles(capsys, "malaria", "--library", shell.library(**DRUGS), code=1) == []


def test_several_libraries_are_searched_as_one(shell: Shell, capsys: Capsys) -> None:
    one, two = shell.library("one", **DRUGS), shell.library("two", paracetamol=PARACETAMOL, zinc=ZINC)
    matches = found(capsys, "paracetamol", "--library", one, "--library", two)
    assert [match["id"] for match in matches] == ["one/paracetamol", "two/paracetamol", "one/combination"]
    assert [match["library"] for match in matches] == ["one", "two", "one"]
    assert [match["id"] for match in found(capsys, "zinc", "--library", one, "--library", two)] == ["two/zinc"]


def test_the_shipped_library_is_searched_without_any_folder(shell: Shell, capsys: Capsys) -> None:
    shell.set(MEDTUI_LIBRARY="")
    assert "Amoxicillin" in titles(capsys, "amoxicillin")


def test_the_whole_of_a_real_library(shell: Shell, capsys: Capsys, some_of_rxhive: Path) -> None:
    library = ("--library", some_of_rxhive)
    everything = found(capsys, "usage:pain OR -usage:pain", "--limit", "0", *library)
    assert len(everything) == len(list(some_of_rxhive.rglob("*.md")))
    kinds: set[str] = set()
    for drug in ("acetaminophen", "paracetamol"):
        whys = [match["why"].split(" ")[0] for match in found(capsys, drug, "--limit", "0", *library)]
        in_texts = next(at for at, why in enumerate(whys) if why in ("mentions", ""))
        assert set(whys[in_texts:]) <= {"mentions", ""}
        kinds.update(whys)
    assert kinds == {"name", "also", "mentions", ""}


# --section ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", ["dosage", "Dosage", "posology", "dosages", "DOSING", "3"])
def test_a_section_by_each_of_its_names(shell: Shell, capsys: Capsys, section: str) -> None:
    library = shell.library(**DRUGS)
    (match,) = found(capsys, "adults", "--section", section, "--library", library)
    assert (match["title"], match["sections"]) == ("Paracetamol", ["dosage"])
    assert titles(capsys, "fever", "--section", section, "--library", library, code=1) == []


@pytest.mark.parametrize("section", ["all", "0"])
def test_the_whole_text_as_a_section(shell: Shell, capsys: Capsys, section: str) -> None:
    library = shell.library(**DRUGS)
    everything = found(capsys, "paracetamol", "--library", library)
    assert found(capsys, "paracetamol", "--section", section, "--library", library) == everything


def test_names_do_not_count_in_a_section(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS)
    assert titles(capsys, "paracetamol", "--section", "usage", "--library", library, code=1) == []


def test_a_section_of_the_query_stays(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS)
    assert titles(capsys, "weekly usage:pain", "--section", "dosage", "--library", library) == ["Paracetamol"]


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("dosge", "no section called “dosge”. Did you mean dosage? There are: all, boxed_warning,"),
        ("nonsense", "no section called “nonsense”. There are: all,"),
        ("8", "no section called “8”. There are:"),
        ("disclaimer", "no section called “disclaimer”. There are:"),
        ("class", "no section called “class”. There are:"),
        ("\x1b", "no section called “␛”. There are:"),
        ("", "--section is empty"),
    ],
)
def test_a_section_that_nobody_knows(shell: Shell, capsys: Capsys, section: str, words: str) -> None:
    result = call(capsys, "search", "fever", "--section", section, "--library", shell.library(**DRUGS))
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert result.err.count("\n") == 1


def test_a_section_of_the_library_itself(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(tea="# Tea\n\n### Brewing\n\nHot.\n", iron=IRON)
    (library / "medtui.yaml").write_text("sections:\n  - name: preparation\n    heading_aliases: [brewing]\n")
    for section in ("preparation", "brewing"):
        (match,) = found(capsys, "hot", "--section", section, "--library", library)
        assert match["sections"] == ["preparation"]
    assert titles(capsys, "preparation:hot", "--library", library) == ["Tea"]


def test_a_section_that_only_one_of_the_libraries_knows(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(tea="# Tea\n\n### Brewing\n\nHot.\n")
    (library / "medtui.yaml").write_text("sections:\n  - name: preparation\n    heading_aliases: [brewing]\n")
    libraries = ("--library", shell.library("other", **DRUGS), "--library", library)
    assert call(capsys, "search", "hot", "--section", "preparation", *libraries).code == 0


def test_a_schema_that_cannot_be_used_is_said_once(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS)
    (library / "medtui.yaml").write_text("sections: 3\n")
    result = call(capsys, "search", "fever", "--library", library)
    assert result.code == 0
    assert result.err.count("the standard sections are used instead") == result.err.count("\n") == 1


# --limit ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "shown"),
    [(None, 20), ("1", 1), ("24", 24), ("25", 25), ("99", 25), ("0", 25), ("00", 25), ("9" * 5000, 25)],
)
def test_limit(shell: Shell, capsys: Capsys, limit: str | None, shown: int) -> None:
    library = shell.library(**{f"drug{number:02}": f"# Drug {number}\n\nFever.\n" for number in range(25)})
    search = ("search", "fever", "--library", library, *(() if limit is None else ("--limit", limit)))
    answer = json.loads(call(capsys, *search, "--format", "json").out)
    assert (answer["total"], len(answer["matches"])) == (25, shown)
    assert len(call(capsys, *search, "--format", "tsv").out.splitlines()) == shown
    first = call(capsys, *search).out.splitlines()[0]
    assert first == ("25 monographs" if shown == 25 else f"The first {shown} of 25 monographs")


@pytest.mark.parametrize("limit", ["-1", "x", "1.5", "", "٣", "1_0", " 1"])
def test_a_limit_that_is_none(shell: Shell, capsys: Capsys, limit: str) -> None:
    result = call(capsys, "search", "fever", "--limit", limit, "--library", shell.library(**DRUGS))
    assert (result.code, result.out) == (2, "")
    assert result.err == "medtui: --limit takes a whole number: how many monographs to write, 0 for all.\n"


# The manual ---------------------------------------------------------------------------------------------


def test_the_manual_tells_the_truth(shell: Shell, capsys: Capsys) -> None:
    page = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
    table = page.split("\n| typed |")[1].split("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    queries = [query for row in rows for query in row.split("`")[1::2]]
    assert len(queries) > 12
    iron = IRON.replace("class: Haematinic", "class: antibiotic")
    library = shell.library(iron=iron)
    for query in queries:
        assert call(capsys, "search", "--library", library, "--", query).code in (0, 1), query
    said = " ".join(page.split())
    assert f"more than {MOST_COUNTED:,} monographs" in said
    assert f"at most {MOST_CHARACTERS:,} characters, {MOST_WORDS} words and {MOST_LEVELS} parentheses" in said
