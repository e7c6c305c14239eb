"""What the arguments are understood to mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medtui.commands import declaration
from medtui.commands.arguments import parse, split_command
from medtui.commands.declaration import (
    Request,
    all_commands,
    command,
    command_names,
    quick_request,
)
from medtui.commands.exit_codes import USAGE, CommandError

QUICK: tuple[list[str], ...] = (
    [],
    ["--library", "a"],
    ["--library", "a b", "--library", "ü/c"],
    ["--library", "list"],
    ["--section", "3"],
    ["list"],
    ["list", "--library", "a", "--format", "json"],
    ["show", "folic", "acid", "--section", "3", "--section", "4"],
    ["show", "--format", "markdown", "folic acid"],
    ["show", "--library", "a", "list", "show"],
    ["search", "--limit", "007", "usage:fever"],
    ["dump", "--library", "a"],
)
NOT_QUICK: tuple[list[str], ...] = (
    ["amoxicillin"],
    ["--library"],
    ["--library", ""],
    ["--library", "--debug"],
    ["--library", "-"],
    ["--library", "a", "--debug"],
    ["--library=a"],
    ["list", "--library"],
    ["list", "zinc"],
    ["show"],
    ["show", " "],
    ["show", ""],
    ["show", "folic", "--section", "3", "acid"],
    ["show", "zinc", "--section", ""],
    ["show", "zinc", "--format", "tsv"],
    ["show", "zinc", "--debug"],
    ["show", "zinc", "-3"],
    ["show", "--help"],
    ["search", "fever", "--limit", "x"],
    ["search", "fever", "--limit", "9999999999"],
    ["search", "--", "-topical"],
    ["compare", "zinc", "iron"],
    ["completion", "bash"],
    ["__init__"],
    ["5-fluorouracil"],
    ["--", "--library"],
)


@pytest.mark.parametrize("argv", QUICK)
def test_the_short_way_understands_the_same_as_the_parser(argv: list[str]) -> None:
    assert quick_request(argv) == parse(argv)


@given(st.lists(st.sampled_from(sorted({word for argv in (*QUICK, *NOT_QUICK) for word in argv})), max_size=7))
def test_the_short_way_never_understands_anything_else(argv: list[str]) -> None:
    request = quick_request(argv)
    if request is not None:
        assert request == parse(argv)


@pytest.mark.parametrize("argv", NOT_QUICK)
def test_everything_else_goes_the_long_way(argv: list[str]) -> None:
    assert quick_request(argv) is None


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        ("amoxicillin", Request(name="amoxicillin")),
        ("folic acid --section dosage", Request(name="folic acid", section="dosage")),
        ("--section 3 --library x zinc", Request(name="zinc", section="3", libraries=("x",))),
        ("--library x list", Request("list", libraries=("x",))),
        ("list --library x --library y", Request("list", libraries=("x", "y"))),
        ("--library x show --library=y zinc", Request("show", "zinc", libraries=("x", "y"))),
        ("--format json show zinc", Request("show", "zinc", format="json")),
        ("show zinc --format markdown --debug", Request("show", "zinc", format="markdown", debug=True)),
        ("--debug dump", Request("dump", debug=True)),
        ("completion zsh", Request("completion", choice="zsh")),
        ("-- list", Request(name="list")),
        ("show -- --section=--", Request("show", "--section=--")),
        ("show list", Request("show", "list")),
        ("--library list", Request(libraries=("list",))),
        ("zinc list", Request(name="zinc list")),
        ("search once weekly", Request("search", "once weekly", limit=20)),
        ("--library x search zinc --limit 0", Request("search", "zinc", libraries=("x",), limit=0)),
        ("search --format tsv --section 3 mg", Request("search", "mg", section="3", format="tsv", limit=20)),
        ("search -- -topical amox", Request("search", "-topical amox", limit=20)),
        ("search --limit 5 amox -- -topical", Request("search", "amox -topical", limit=5)),
        ("search index", Request("search", "index", limit=20)),
        ("index --rebuild", Request("index", rebuild=True)),
        ("--library x status", Request("status", libraries=("x",))),
    ],
)
def test_arguments(line: str, request_: Request) -> None:
    assert parse(line.split()) == request_


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--bogus"], ("--bogus", "medtui --help")),
        (["--lib", "x"], ("--lib",)),
        (["show"], ("NAME", "medtui show --help")),
        (["show", "--format", "xml", "zinc"], ("xml", "json")),
        (["list", "--format", "markdown"], ("markdown",)),
        (["list", "zinc"], ("zinc",)),
        (["dump", "--section", "usage"], ("--section",)),
        (["completion"], ("SHELL",)),
        (["completion", "tcsh"], ("tcsh", "fish")),
        (["--library"], ("--library",)),
        (["--library", ""], ("--library", "empty")),
        (["show", "zinc", "--section", ""], ("--section", "empty")),
        (["show", "zinc", "--section=--"], ("--section", "one argument")),
        (["list", "--library=--"], ("--library", "one argument")),
        (["show", ""], ("NAME", "empty")),
        ([" "], ("NAME", "empty")),
        (["search"], ("QUERY", "medtui search --help")),
        (["search", "zinc", "--limit"], ("--limit",)),
        (["search", "zinc", "--limit", "few"], ("--limit", "whole number")),
        (["search", "zinc", "-topical"], ("-topical", "medtui search -- ", "medtui search --help")),
        (["search", "zinc", "--format", "markdown"], ("markdown", "tsv")),
        (["status", "zinc"], ("zinc",)),
        (["index", "--rebuild=yes"], ("--rebuild",)),
    ],
)
def test_wrong_arguments_are_one_sentence(argv: list[str], words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as caught:
        parse(argv)
    assert caught.value.code == USAGE
    assert all(word in str(caught.value) for word in words)
    assert "\n" not in str(caught.value)


def test_only_the_first_word_can_be_a_command() -> None:
    assert split_command(["--section", "dump", "zinc", "show"]) == ("", ["--section", "dump", "zinc", "show"])
    assert split_command(["--library", "dump", "show", "dump"]) == ("show", ["--library", "dump", "dump"])


@pytest.mark.parametrize("name", ["", *command_names()])
def test_help_names_every_option(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        parse([*([name] if name else []), "--help"])
    assert not stop.value.code
    text = capsys.readouterr().out
    assert all(option.flag in text for option in command(name).options)
    if not name:
        assert all(one.name in text for one in all_commands())
    assert max(map(len, text.splitlines())) <= 120


def test_every_command_has_a_module_that_declares_it() -> None:
    files = Path(declaration.__file__).parent.glob("*_command.py")
    assert [*command_names()] == sorted(file.stem.removesuffix("_command") for file in files)
    assert [one.name for one in all_commands()] == ["", *command_names()]


def test_a_command_may_follow_any_of_its_options() -> None:
    for one in all_commands():
        for option in one.options if one.name else ():
            for before in [[option.flag, "list"], [f"{option.flag}=list"]] if option.value else [[option.flag]]:
                assert split_command([*before, one.name]) == (one.name, before)
    assert split_command(["-h", "list"]) == ("list", ["-h"])


def test_a_request_has_a_field_for_every_option() -> None:
    flags = {option.field for one in all_commands() for option in one.options}
    assert flags - {"version", "help"} <= set(Request._fields)
