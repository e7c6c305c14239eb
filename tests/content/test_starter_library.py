"""The starter library: every page is in its form, writes doses safely, and takes its figures from its label."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from label_figures import untraced
from label_texts import label_texts
from page_form import form_problems
from starter_pages import NAMES, README, page
from starter_readme import readme_problems

from medtui.__main__ import main


def none(problems: Iterable[str]) -> None:
    found = list(problems)
    assert not found, "\n".join(["", *found])


def test_there_are_pages() -> None:
    assert len(NAMES) >= 13


def test_a_check_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """By the rules that content/medtui.yaml turns on and off, with the reason."""
    code = main(["check", str(README.parent)])
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
def test_has_the_form_of_a_page(name: str) -> None:
    none(form_problems(page(name)))


@pytest.mark.parametrize("name", NAMES)
def test_takes_the_figures_of_its_dosage_from_its_label(name: str, corpus: Path) -> None:
    none(untraced(page(name), label_texts(corpus)))


def test_some_pages_are_traced(corpus: Path) -> None:
    labels = label_texts(corpus)
    traced = [name for name in NAMES if any(labels.cited(source) for source in page(name).sources)]
    assert len(traced) >= 3, traced


def test_the_readme_lists_the_pages_and_why_they_are_here() -> None:
    none(readme_problems(README.read_text(encoding="utf-8"), NAMES))
