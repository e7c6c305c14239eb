"""Pages that are compared with each other: only whole libraries, and what a page may break of that."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from medtui.checking import library_check, page_check
from medtui.checking.checked_page import CheckSettings
from medtui.checking.library_check import CheckOrder, LibraryCheck
from medtui.checking.rule import Finding, LibraryRule, RuleGroup, Severity
from medtui.reading.schema import default_schema


def _twins(facts: Mapping[str, str]) -> Iterator[tuple[str, Finding]]:
    for path, title in facts.items():
        if [*facts.values()].count(title) > 1:
            yield path, Finding(0, 1, f"Another page is called {title}.")


TWINS = LibraryRule(
    id="twins",
    title="Twins",
    group=RuleGroup.LINKS,
    severity=Severity.ERROR,
    why="W.",
    source="S",
    gather=lambda page: page.monograph.title,
    compare=_twins,
    hit=(),
    near_miss=(),
)
IGNORE = "---\n# medtui: ignore twins one is for children\n---\n\n"


@pytest.fixture(autouse=True)
def only_twins(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (library_check, page_check):
        monkeypatch.setattr(module, "all_rules", lambda: {"twins": TWINS})


def found(folder: Path, files: Iterable[str], *, is_whole: bool = True) -> list[tuple[str, int, str, str]]:
    order = CheckOrder(
        folder,
        default_schema(),
        CheckSettings(datetime.date(2026, 6, 1)),
        {"twins": Severity.ERROR, "idle-ignore": Severity.WARNING},
    )
    pages = LibraryCheck(order, [*files], is_whole=is_whole).findings()
    return [(each.path, each.line, each.rule, each.message) for findings in pages for each in findings]


def write(folder: Path, **texts: str) -> list[str]:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text)
    return [f"{name}.md" for name in texts]


def test_pages_are_compared_where_all_are_there(tmp_path: Path) -> None:
    files = write(tmp_path, a="\n# Zinc\n", b="# Zinc\n", c="# Iron\n")
    assert found(tmp_path, files) == [
        ("a.md", 1, "twins", "Another page is called Zinc."),
        ("b.md", 1, "twins", "Another page is called Zinc."),
    ]
    assert found(tmp_path, files, is_whole=False) == []


def test_a_page_may_break_such_a_rule_for_a_reason(tmp_path: Path) -> None:
    files = write(tmp_path, a=f"{IGNORE}# Zinc\n", b="# Zinc\n")
    assert [path for path, *_ in found(tmp_path, files)] == ["b.md"]


def test_a_reason_that_is_none_any_more_is_told_where_all_pages_are_there(tmp_path: Path) -> None:
    files = write(tmp_path, a=f"{IGNORE}# Zinc\n", b="# Iron\n")
    idle = ("a.md", 2, "idle-ignore", "twins finds nothing here: delete this comment.")
    assert found(tmp_path, files) == [idle]
    assert found(tmp_path, files, is_whole=False) == []
