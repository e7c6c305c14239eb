"""A page with its findings: where they are, and what its front matter lets pass."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from medtui.checking import page_check
from medtui.checking.checked_page import CheckedPage, CheckSettings, checked_page
from medtui.checking.page_check import MOST_OF_A_RULE, PageReport, check_page
from medtui.checking.rule import Finding, Rule, Severity
from medtui.checking.rules import all_rules

RULES = {"trailing-zero": Severity.ERROR, "idle-ignore": Severity.WARNING}


def report(text: str, rules: dict[str, Severity] = RULES) -> PageReport:
    settings = CheckSettings(today=datetime.date(2026, 6, 1))
    return check_page(checked_page("examplin.md", text.encode(), settings), rules)


def told(text: str) -> list[tuple[str, int, str]]:
    return [(each.rule, each.line, each.message) for each in report(text).findings]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_finding_says_where_it_is_whatever_ends_a_line(end: str) -> None:
    (found,) = report(end.join(["# Examplin", "", "Give µ 5.0 mg once.", ""])).findings
    assert found.place == (3, 8, 3, 11)
    assert found.excerpt == "Give µ 5.0 mg once."
    assert found.excerpt[slice(*found.within)] == "5.0"


def test_of_a_long_line_only_what_is_around_is_kept() -> None:
    (found,) = report("# E\n\n" + "a " * 5000 + "5.0 mg" + " b" * 5000).findings
    assert found.place[:2] == (3, 10001)
    assert len(found.excerpt) == 403
    assert found.excerpt[slice(*found.within)] == "5.0"


def test_of_one_rule_only_so_many_findings_are_told() -> None:
    assert len(report("5.0 mg\n" * (MOST_OF_A_RULE + 1)).findings) == MOST_OF_A_RULE


def test_a_fingerprint_stays_when_the_line_moves_and_goes_when_it_changes() -> None:
    first, moved, changed = (
        report(text).findings[0].fingerprint for text in ("Give 5.0 mg.", "New.\n\n  Give  5.0 mg.", "Take 5.0 mg.")
    )
    assert first == moved != changed


def page(*comments: str, text: str = "Give 5.0 mg.") -> str:
    return "---\ntitle: Examplin\n" + "".join(f"{each}\n" for each in comments) + f"---\n\n# Examplin\n\n{text}\n"


def test_a_page_may_break_a_rule_for_a_reason() -> None:
    assert told(page("# medtui: ignore trailing-zero the pump shows it so")) == []


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# medtui: ignore trailing-zero", "trailing-zero is not ignored without a reason"),
        ("# medtui: ignore trailing-zeros as it is", "There is no rule trailing-zeros"),
        ("# medtui: ignroe trailing-zero as it is", "This comment is not understood"),
        ("# medtui: ignore", "This comment is not understood"),
    ],
)
def test_a_comment_that_says_too_little_is_told_and_ignores_nothing(comment: str, message: str) -> None:
    (idle, line, words), (rule, _, _) = told(page(comment))
    assert (idle, line) == ("idle-ignore", 3)
    assert words.startswith(message)
    assert rule == "trailing-zero"


def test_a_comment_that_ignores_nothing_is_told() -> None:
    comment = "# medtui: ignore trailing-zero the pump shows it so"
    ((rule, line, message),) = told(page(comment, text="Give 5 mg."))
    assert (rule, line) == ("idle-ignore", 3)
    assert message == "trailing-zero finds nothing here: delete this comment."


def test_a_comment_about_a_rule_that_is_not_looked_at_is_left_alone() -> None:
    text = page("# medtui: ignore trailing-zero the pump shows it so", text="Give 5 mg.")
    assert report(text, {"idle-ignore": Severity.WARNING}).findings == []


def test_such_a_line_outside_the_front_matter_is_text() -> None:
    assert told("# medtui: ignore trailing-zero as it is\n\n5.0 mg\n") == [
        ("trailing-zero", 3, "5.0 ends in a zero after the point: leave the zero out.")
    ]


def test_a_text_of_nothing_has_a_first_line() -> None:
    assert report("").findings == []


def test_a_rule_that_fails_hides_no_other_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = all_rules()["trailing-zero"]
    assert isinstance(rule, Rule)

    def fails(page: CheckedPage) -> list[Finding]:
        raise ZeroDivisionError

    broken = dataclasses.replace(rule, id="broken", find=fails)
    monkeypatch.setattr(page_check, "all_rules", lambda: {"broken": broken, "trailing-zero": rule})
    first, second = report("Give 5.0 mg.", {"broken": Severity.NOTE, **RULES}).findings
    assert (first.rule, first.severity) == ("unreadable-file", "error")
    assert first.message == (
        "The rule broken stopped because of an internal error (ZeroDivisionError): please report it."
    )
    assert second.rule == "trailing-zero"
