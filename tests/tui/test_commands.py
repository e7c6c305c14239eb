"""One declaration per command: keys that do not clash, actions that exist, words for all of them."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterable

import pytest
from textual.binding import Binding
from textual.content import Content
from textual.markup import escape
from textual.screen import Screen
from textual.widget import Widget

from medtui.presentation.disclaimer import OUR_NOTICE, STANDARD, Disclaimer
from medtui.presentation.page import page_text
from medtui.settings.app_commands import COMMANDS, MOVES, AppCommand
from medtui.tui.bindings import bindings
from medtui.tui.document_view import DocumentView
from medtui.tui.drug_list import DrugList
from medtui.tui.screens.browse import BrowseScreen
from medtui.tui.screens.sheet import PageScreen, disclaimer_page, keys_page

EVERYTHING = (*MOVES, *COMMANDS)


def keys_of(owner: type[Screen[None] | Widget]) -> list[str]:
    """Every key that a class binds itself."""
    return [key for binding in owner.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")]


def clashes(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def test_ids_are_unique() -> None:
    assert not clashes(command.id for command in EVERYTHING)


@pytest.mark.parametrize("pane", [DrugList, DocumentView])
def test_no_key_means_two_things_in_one_place(pane: type[Widget]) -> None:
    assert not clashes([*keys_of(BrowseScreen), *keys_of(pane)])


def test_no_key_of_a_page_hides_one_of_its_text() -> None:
    assert not clashes([*keys_of(PageScreen), *keys_of(DocumentView)])


@pytest.mark.parametrize("pane", [DrugList, DocumentView])
@pytest.mark.parametrize("command", MOVES, ids=lambda command: str(command.id))
def test_every_move_exists_in_both_panes(pane: type[Widget], command: AppCommand) -> None:
    assert inspect.isroutine(getattr(pane, f"action_{command.action.partition('(')[0]}"))


def test_bindings_come_from_the_commands() -> None:
    for command, binding in zip(EVERYTHING, bindings(EVERYTHING), strict=True):
        assert isinstance(binding, Binding)
        assert (binding.id, binding.key, binding.action) == (command.id, command.keys, command.action)
    assert [binding.id for binding in BrowseScreen.BINDINGS if isinstance(binding, Binding)] == [
        command.id for command in COMMANDS
    ]


def test_keys_are_shown_as_they_stand_on_a_keyboard() -> None:
    for command in EVERYTHING:
        for key in command.shown_keys.split():
            assert len(key) == 1 or not key.islower(), key
            assert "_" not in key


def test_the_help_has_every_command() -> None:
    shown = page_text(keys_page())
    for command in EVERYTHING:
        if not command.id.startswith("section-"):
            assert command.title in shown
            assert command.shown_keys in shown
    assert "3 is always Dosage" in shown


def test_the_help_has_every_further_key_of_a_pane() -> None:
    shown = page_text(keys_page())
    listed = {key for command in EVERYTHING for key in command.keys.split(",")}
    for key in {*keys_of(DrugList), *keys_of(DocumentView)} - listed:
        assert key.capitalize() in shown, key


def test_titles_are_words_for_people() -> None:
    for command in EVERYTHING:
        assert command.title[0].isupper(), command
        assert not command.title.endswith("."), command
        assert len(command.title) <= 60, command


def test_words_chosen_from_the_palette_are_not_read_as_markup() -> None:
    chosen = [command for command in COMMANDS if command.in_palette]
    assert not [command for command in chosen if "[" in command.title]
    for command in chosen:
        assert Content.from_markup(escape(command.shown_keys)).plain == command.shown_keys


def test_the_hints_are_keys_that_work() -> None:
    hinted = [command for command in COMMANDS if command.hint]
    assert {"filter", "help", "quit"} <= {command.id for command in hinted}
    for command in hinted:
        key = command.hint.split()[0]
        assert key in command.shown_keys or key == "←→", command


def test_a_disclaimer_page_shows_all_of_it() -> None:
    shown = page_text(disclaimer_page(Disclaimer("One.\nTwo [b]three[/b].")))
    assert shown.split("\n")[-2:] == ["One.", "Two [b]three[/b]."]
    assert STANDARD in page_text(disclaimer_page(OUR_NOTICE))
