"""`medtui search`: what is found and why, in three forms; queries with a mistake; catalogues that cannot be kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import AMOXICILLIN, EVIL, ZINC, Shell, call, posix_only

import medtui.commands.search_command
from medtui.library.query.grammar import MOST_CHARACTERS, MOST_LEVELS, MOST_WORDS
from medtui.library.search.text_search import MOST_RANKED, StaleError, section_weight
from medtui.presentation.disclaimer import STANDARD

Capsys = pytest.CaptureFixture[str]

PARACETAMOL = """\
# Paracetamol

### Usage

Pain and fever, also in anaemia.

### Dosage

Adults: 1 g. **Never** more than 4 g a day; once weekly is not enough.

**Disclaimer:** For education only.
"""
COMBINATION = "# Paracetamol + Caffeine\n\n### Usage\n\nHeadache.\n"
IRON = """\
---
title: Iron
class: Haematinic
---
# Iron

### Usage

Anemia. Fever is no reason.

### Dosage

Once weekly, or weekly once a day.

**Disclaimer:** Ask before you treat a malaria.
"""
DRUGS = {"paracetamol": PARACETAMOL, "combination": COMBINATION, "iron": IRON}
FACTS = ["id", "title", "path", "library", "sections", "count", "snippet", "why"]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def found(capsys: Capsys, *arguments: str | Path, code: int = 0) -> list[dict[str, Any]]:
    """The matches, from the JSON."""
    result = call(capsys, "search", "--format", "json", *arguments)
    answer = json.loads(result.out)
    assert list(answer) == ["query", "total", "matches"]
    assert all(list(match) == FACTS for match in answer["matches"])
    assert len({match["id"] for match in answer["matches"]}) == len(answer["matches"]) <= answer["total"]
    assert result.code == code == (0 if answer["total"] else 1)
    matches: list[dict[str, Any]] = answer["matches"]
    return matches


def titles(capsys: Capsys, *arguments: str | Path, code: int = 0) -> list[str]:
    """The titles that are found."""
    return [match["title"] for match in found(capsys, *arguments, code=code)]


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
        "count": 4,
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
    assert "\nParacetamol [also called Acetaminophen]\tdrugs/paracetamol\n    Title 1\n" in out
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
        ("epinephrine", "Haemin", "also called adrenaline"),
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


# Mistakes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dosge:renal"], "Column 1: there is no section or field “dosge”. Did you mean dosage:renal?"),
        (
            ["fever", "(pain"],
            "Column 7: this parenthesis is not closed; close it, or remove it. Did you mean fever (pain)?",
        ),
        (["fever", '"once'], 'Column 7: this quote is not closed; close it, or remove it. Did you mean fever "once"?'),
        (["fever", "OR"], "Column 7: “OR” needs something on both sides"),
        (["side", "effects:nausea"], "Did you mean side_effects:nausea?"),
        (["is:read\x1b"], "Column 4: there is no “is:read␛”"),
        (["x" * 3000], "The query is longer"),
        (["!!!"], "The query has no word to look for."),
        (['""'], "The query has no word to look for."),
        (["-"], "The query has no word to look for."),
        ([""], "The QUERY is empty."),
        ([" ", ""], "The QUERY is empty."),
        ([], "QUERY"),
        (["fever", "--format", "xml"], "xml"),
        (["fever", "-clav"], "go after two dashes: medtui search -- amoxicillin -clavulanate."),
        (["fever", "-headache"], "go after two dashes"),
    ],
)
def test_a_query_with_a_mistake(shell: Shell, capsys: Capsys, words: list[str], said: str) -> None:
    result = call(capsys, "search", *words, "--library", shell.library(**DRUGS))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("medtui: ")
    assert said in result.err or said.lower() in result.err
    assert result.err.count("\n") == 1


def test_other_mistakes_do_not_speak_of_dashes(shell: Shell, capsys: Capsys) -> None:
    for words in (["fever", "--bogus"], ["fever", "--format", "xml"], []):
        assert "two dashes" not in call(capsys, "search", *words, "--library", shell.library()).err


def test_no_match(shell: Shell, capsys: Capsys) -> None:
    search = ("search", "xyzzyq", "--library", shell.library(**DRUGS))
    for form in ("text", "tsv"):
        result = call(capsys, *search, "--format", form)
        assert (result.code, result.out, result.err) == (1, "", "medtui: Nothing was found.\n")
    result = call(capsys, *search, "--format", "json")
    assert (result.code, json.loads(result.out)) == (1, {"query": "xyzzyq", "total": 0, "matches": []})


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_typo_is_only_suggested(shell: Shell, capsys: Capsys, form: str) -> None:
    result = call(capsys, "search", "paracetmol", "--format", form, "--library", shell.library(**DRUGS))
    assert result.code == 1
    assert result.err.startswith("medtui: Nothing was found. Did you mean:\n  Paracetamol\n")
    assert result.out == "" if form == "text" else json.loads(result.out)["matches"] == []


def test_no_library(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "search", "fever", "--library", shell.folder / "missing")
    assert (result.code, result.out) == (2, "")
    assert "There is no folder" in result.err
    (shell.folder / "empty").mkdir()
    assert titles(capsys, "fever", "--library", shell.folder / "empty", code=1) == []


@posix_only
def test_an_unreadable_file_is_said_and_hides_no_other(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS)
    (library / "feverfew.md").symlink_to(library / "feverfew.md")
    result = call(capsys, "search", "fever", "--library", library)
    assert result.code == 0
    assert result.err == "medtui: 1 file or folder could not be read, and so not searched: medtui status says why.\n"
    assert result.out.startswith(
        "3 monographs\n\nfeverfew\tdrugs/feverfew\n    feverfew.md is a link that leads to itself"
    )
    (match,) = found(capsys, "feverfew", "--library", library)
    assert (match["why"], match["count"], match["snippet"], match["sections"]) == ("name", 0, "", [])


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
        assert call(capsys, "search", "--library", library, "--", query).err in ("", "medtui: Nothing was found.\n"), (
            query
        )
    said = " ".join(page.split())
    assert f"more than {MOST_RANKED:,} monographs" in said
    assert f"at most {MOST_CHARACTERS:,} characters, {MOST_WORDS} words and {MOST_LEVELS} parentheses" in said
    for section, weight in {"boxed warning": 5, "usage": 4, "interactions": 3, "side effects": 3, "FAQs": 2}.items():
        assert section in said
        assert section_weight(section.replace(" ", "_").lower()) == weight


# Catalogues ---------------------------------------------------------------------------------------------


def test_files_that_change_between_two_searches(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(**DRUGS)
    search = ("fever", "--library", library)
    assert set(titles(capsys, *search)) == {"Paracetamol", "Iron"}
    stamp = (library / "iron.md").stat()
    (library / "iron.md").write_text(IRON.replace("Fever", "Cough"))
    os.utime(library / "iron.md", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert titles(capsys, *search) == ["Paracetamol"]
    (library / "more").mkdir()
    (library / "paracetamol.md").rename(library / "more" / "paracetamol.md")
    assert [match["id"] for match in found(capsys, *search)] == ["drugs/more/paracetamol"]
    (library / "zinc.md").write_text("# Zinc\n\nFever.\n")
    assert set(titles(capsys, *search)) == {"Paracetamol", "Zinc"}
    (library / "zinc.md").write_text("# Feverfew\n\nFever.\n")
    assert titles(capsys, *search) == ["Feverfew", "Paracetamol"]
    (library / "zinc.md").unlink()
    (library / "more" / "paracetamol.md").unlink()
    assert titles(capsys, *search, code=1) == []


@pytest.mark.parametrize("what", ["names", "text-*.db", "lock"])
@pytest.mark.parametrize("how", ["cut", "removed", "spoiled"])
def test_a_damaged_catalogue_is_no_matter(shell: Shell, capsys: Capsys, what: str, how: str) -> None:
    search = ("search", "fever", "--library", shell.library(**DRUGS))
    before = call(capsys, *search)
    (path,) = shell.home.rglob(f"catalogue/*/{what}")
    data = path.read_bytes()
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes(data[: len(data) // 2] if how == "cut" else b"\xff" * (len(data) + 99))
    after = call(capsys, *search)
    assert (after.code, after.out) == (before.code, before.out)
    told = "" if what == "lock" else "medtui: drugs: the catalogue was damaged, so it was made anew.\n"
    assert after.err == told
    assert call(capsys, *search) == before


def test_a_cache_folder_that_is_a_file(shell: Shell, capsys: Capsys) -> None:
    libraries = ("--library", shell.library("one", **DRUGS), "--library", shell.library("two", **DRUGS))
    right = call(capsys, "search", "fever", *libraries)
    (shell.home / "file").write_text("")
    shell.set(XDG_CACHE_HOME=str(shell.home / "file"), LOCALAPPDATA=str(shell.home / "file"))
    result = call(capsys, "search", "fever", *libraries)
    if sys.platform != "darwin":  # where the cache is in the home folder, whatever is set
        assert result.err.startswith("medtui: The catalogue cannot be kept in ")
        assert result.err.endswith("), so it is made in memory each time.\n")
        assert result.err.count("\n") == 1
    assert (result.code, result.out) == (right.code, right.out)


@posix_only
def test_a_cache_folder_that_is_read_only(shell: Shell) -> None:
    library = shell.library(**DRUGS)
    right = shell.process("search", "fever", "--library", library)
    folders = [path for path in (shell.home, *shell.home.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o500)
    try:
        if os.access(shell.home, os.W_OK):
            pytest.skip("nothing is read-only for root")
        (library / "zinc.md").write_text("# Zinc\n\nFever.\n")
        result = shell.process("search", "fever", "--format", "tsv", "--library", library)
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert (result.returncode, right.returncode, result.stdout.count(b"\n")) == (0, 0, 3)
    assert result.stderr.count(b"\n") == result.stderr.count(b"in memory each time.") == 1


@posix_only
@pytest.mark.parametrize("blocks", [0, 1, 16])
def test_a_disk_that_is_full(shell: Shell, blocks: int) -> None:
    library = shell.library(**DRUGS)
    script = f"ulimit -f {blocks}; exec '{sys.executable}' -m medtui search fever --format tsv --library '{library}'"
    done = subprocess.run(["/bin/sh", "-c", script], check=False, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 2)
    assert done.stderr.count(b"\n") == done.stderr.count(b"in memory each time.") == 1
    assert shell.process("search", "fever", "--format", "tsv", "--library", library).stdout == done.stdout


def test_without_a_home_folder(shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medtui.library.listing.default_folder", lambda: None)
    result = call(capsys, "search", "fever", "--format", "tsv", "--library", shell.library(**DRUGS))
    assert (result.code, result.out.count("\n")) == (0, 2)
    assert result.err == (
        "medtui: There is no home folder to keep the catalogue in, so it is made in memory each time.\n"
    )


def test_a_library_that_changes_in_between_is_searched_again(
    shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = medtui.commands.search_command._answer
    failures = [StaleError(), StaleError()]

    def fail_first(*arguments: Any) -> Any:
        if failures:
            raise failures.pop()
        return answer(*arguments)

    monkeypatch.setattr(medtui.commands.search_command, "_answer", fail_first)
    assert len(found(capsys, "fever", "--library", shell.library(**DRUGS))) == 2
    failures[:] = [StaleError()] * 99
    result = call(capsys, "search", "fever", "--library", shell.library(**DRUGS))
    assert (result.code, result.out) == (1, "")
    assert "changes all the time" in result.err


def test_a_file_that_goes_away_after_the_search(shell: Shell, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    library = shell.library(**DRUGS)
    answer = medtui.commands.search_command._answer

    def answer_and_delete(*arguments: Any) -> Any:
        answered = answer(*arguments)
        (library / "iron.md").unlink()
        return answered

    monkeypatch.setattr(medtui.commands.search_command, "_answer", answer_and_delete)
    matches = found(capsys, "fever", "--library", library)
    assert {match["title"]: match["count"] for match in matches} == {"Iron": 0, "Paracetamol": 1}


def test_two_at_once(shell: Shell) -> None:
    library = shell.library(**{f"drug{number:03}": PARACETAMOL for number in range(300)})
    command = [sys.executable, "-m", "medtui", "search", "fever", "--limit", "0", "--format", "tsv"]
    both = [
        subprocess.Popen([*command, "--library", library], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ends = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert ends[0] == ends[1]
    assert ends[0][0].count(b"\n") == 300


def test_debug_writes_a_report(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "search", "dosge:x", "--debug", "--library", shell.library(**DRUGS))
    assert result.code == 2
    assert "Column 1" in result.err
    (report,) = shell.home.rglob("report-*.log")
    assert "QueryError" in report.read_text(encoding="utf-8")


def test_the_whole_of_a_real_library(shell: Shell, capsys: Capsys, rxhive: list[Path]) -> None:
    library = ("--library", rxhive[0].parents[1])
    everything = found(capsys, "usage:pain OR -usage:pain", "--limit", "0", *library)
    assert len(everything) == len(rxhive)
    names = [match for match in found(capsys, "acetaminophen", "--limit", "0", *library) if match["why"]]
    assert {match["why"].split(" ")[0] for match in names} == {"name", "also"}
