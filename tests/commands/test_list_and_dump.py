"""`medtui list` and `medtui dump`: everything that there is, and what could not be read."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from command_line import AMOXICILLIN, ZINC, Shell, call, posix_only

from medtui.commands.declaration import Request
from medtui.commands.dump_command import dump
from medtui.commands.monograph_json import to_json
from medtui.commands.name_resolution import open_listing
from medtui.commands.output import safe
from medtui.reading.decoding import decode

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, monkeypatch)


def test_list(shell: Shell, capsys: Capsys) -> None:
    result = call(capsys, "--library", shell.library(), "list")
    assert (result.code, result.out, result.err) == (0, "Amoxicillin\nZinc\n", "")


def test_list_as_json(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    (library / "more").mkdir()
    (library / "more" / "é.md").write_text("# Été\n", encoding="utf-8")
    out = call(capsys, "list", "--format", "json", "--library", library).out
    assert json.loads(out) == [
        {
            "id": "drugs/amoxicillin",
            "title": "Amoxicillin",
            "names": ["Amoxicillin", "Amoxycillin"],
            "path": "amoxicillin.md",
            "library": "drugs",
        },
        {"id": "drugs/more/é", "title": "Été", "names": ["Été"], "path": "more/é.md", "library": "drugs"},
        {"id": "drugs/zinc", "title": "Zinc", "names": ["Zinc"], "path": "zinc.md", "library": "drugs"},
    ]
    assert "Été" in out


def test_the_catalogue_lists_the_same(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(
        zinc="# Zinc\n",
        zink="---\ntitle: ZINC\n---\n",
        oxide="---\ntitle: Zinc oxide\naliases: [Calamine]\n---\n",
        calamine="# Calamine\n",
        panadol="# Acetaminophen\n",
        paracetamol="# Paracetamol\n",
        signs="---\ntitle: '???'\n---\n",
        others="---\ntitle: '!!!'\n---\n",
    )
    listed = call(capsys, "list", "--library", library)
    assert call(capsys, "index", "--library", library).code == 0
    assert call(capsys, "list", "--library", library) == listed
    told_apart = [line.split("\t")[0] for line in listed.out.splitlines() if "\t" in line]
    assert told_apart == ["!!!", "???", "Calamine", "Zinc", "ZINC"]


def test_an_empty_library(shell: Shell, capsys: Capsys) -> None:
    (shell.folder / "empty").mkdir()
    library = ("--library", shell.folder / "empty")
    assert call(capsys, "list", *library) == call(capsys, "dump", *library)
    result = call(capsys, "list", "--format", "json", *library)
    assert (result.code, json.loads(result.out), result.err) == (0, [], "")


def test_the_last_field_of_each_line_opens_that_monograph(shell: Shell, capsys: Capsys) -> None:
    one = shell.library("one", a=AMOXICILLIN, b=AMOXICILLIN, zinc=ZINC, other="# Amoxycillin\n")
    libraries = ("--library", one, "--library", shell.library("two", zinc=ZINC, iron="# Iron\n"))
    lines = call(capsys, "list", *libraries).out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["Amoxicillin"] * 2 + [
        "Amoxycillin",
        "Iron",
        "Zinc",
        "Zinc",
    ]
    shown = [call(capsys, "show", line.split("\t")[-1], *libraries) for line in lines]
    assert [result.code for result in shown] == [0] * len(lines)
    assert len({result.out.splitlines()[-1] for result in shown}) == len(lines)


@posix_only
@pytest.mark.parametrize("command", ["list", "dump"])
def test_an_unreadable_file_is_named_and_hides_no_other(shell: Shell, capsys: Capsys, command: str) -> None:
    library = shell.library()
    (library / "loop.md").symlink_to(library / "loop.md")
    result = call(capsys, command, "--library", library)
    assert result.code == 1
    assert result.err.count("\n") == 1
    assert "medtui: drugs: loop.md is a link that leads to itself" in result.err
    assert all(name in result.out for name in ("Amoxicillin", "Zinc"))


def test_a_file_that_goes_away_before_it_is_dumped(shell: Shell, capsys: Capsys) -> None:
    library = shell.library()
    listing = open_listing(Request("dump", libraries=(str(library),)))
    (library / "amoxicillin.md").unlink()
    assert dump(listing) == 1
    written = capsys.readouterr()
    assert "amoxicillin.md is not there any more" in written.err
    assert json.loads(written.out)["title"] == "Zinc"


def test_dump_is_what_show_says_in_the_order_of_the_list(shell: Shell, capsys: Capsys) -> None:
    libraries = ("--library", shell.library("one"), "--library", shell.library("two", iron="# Iron\n"))
    dumped = [json.loads(line) for line in call(capsys, "dump", *libraries).out.splitlines()]
    listed = json.loads(call(capsys, "list", "--format", "json", *libraries).out)
    assert [record["id"] for record in dumped] == [entry["id"] for entry in listed]
    for record, entry in zip(dumped, listed, strict=True):
        assert {key: record[key] for key in entry} == entry
        shown = call(capsys, "show", record["id"], "--format", "json", *libraries).out
        assert json.loads(shown) == record


def test_json_survives_any_character() -> None:
    odd = "".join(map(chr, range(0x2100))) + "\ud800 \udcff \U000e0041\U0010ffff\ufeff"
    odd += "e" + "\u0301" * 99 + "5\u200d0 5\u034f0 5\u11600" + "\ufe0f" * 99
    text = to_json({odd: [odd, None, 1]})
    assert json.loads(text) == {odd: [odd, None, 1]}
    assert safe(text) == text
    text.encode("utf-8")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", text)


def test_the_whole_of_a_real_library(shell: Shell, capsys: Capsys, some_of_rxhive: Path) -> None:
    root, files = some_of_rxhive, sorted(some_of_rxhive.rglob("*.md"))
    result = call(capsys, "dump", "--library", root)
    assert (result.code, result.err) == (0, "")
    lines = result.out.split("\n")
    assert (len(lines), lines.pop()) == (len(files) + 1, "")
    seen: set[str] = set()
    for line in lines:
        record = json.loads(line)
        source = decode((root / record["path"]).read_bytes())[0]
        seen.add(record["path"])
        assert "".join(part["source"] for part in record["parts"]) == source
        for part in record["parts"]:
            lost = letters_and_digits(part["source"]) - letters_and_digits(part["text"])
            assert not lost, (record["path"], part["lines"], lost)
        assert all(faq["question"] and faq["answer"] for faq in record["faqs"]), record["path"]
    assert len(seen) == len(files)


_TAG = re.compile(r"</?(?:su[bp]|br|b|i|em|strong|u)\s*/?>", re.IGNORECASE)


def letters_and_digits(text: str) -> Counter[str]:
    """How often each letter and digit stands in `text`; raised and lowered ones count as plain ones."""
    return Counter(
        char for char in unicodedata.normalize("NFKC", _TAG.sub("", text)) if unicodedata.category(char)[0] in "LN"
    )


def test_titles_that_are_alike_are_told_apart(shell: Shell, capsys: Capsys) -> None:
    library = shell.library(
        "twins",
        eye="# Dovasoft\n\n## Dovasoft ointment\n\nPain.\n",
        iv="# Dovasoft\n\n## Dovasoft injection\n\nPain.\n",
    )
    wanted = ["Dovasoft\ttwins/eye\tDovasoft ointment", "Dovasoft\ttwins/iv\tDovasoft injection"]
    assert call(capsys, "list", "--library", library).out.splitlines() == wanted
    found = call(capsys, "search", "dovasoft", "--library", library).out
    assert "Dovasoft (Dovasoft ointment)\ttwins/eye\n" in found
    assert "Dovasoft (Dovasoft injection)\ttwins/iv\n" in found
