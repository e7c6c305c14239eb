"""What a library says of checking: `check:` in its `medtui.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from medtui.checking.check_settings import CheckSettingsError, LibraryChecks, checks_of, known_words, parse_checks
from medtui.checking.library_problems import ANY
from medtui.checking.page_check import rule_facts
from medtui.checking.rule import RuleFacts, RuleGroup, Severity

OFF = RuleFacts(
    id="dim",
    title="Dim",
    group=RuleGroup.LINKS,
    severity=Severity.NOTE,
    why="W.",
    source="S",
    is_on=False,
)
LOUD = RuleFacts(id="loud", title="L", group=RuleGroup.DOSE_WRITING, severity=Severity.ERROR, why="W.", source="S")
MILD = RuleFacts(id="mild", title="M", group=RuleGroup.DOSE_WRITING, severity=Severity.WARNING, why="W.", source="S")
RULES = [OFF, LOUD, MILD]


def severities(text: str, *wanted: str) -> dict[str, str]:
    return {id: each.value for id, each in parse_checks(text, RULES).severities(RULES, wanted).items()}


def test_without_a_word_about_it_the_rules_are_as_they_declare() -> None:
    assert severities("sections:\n- name: taste\n") == severities("") == {"loud": "error", "mild": "warning"}


def test_a_rule_counts_before_its_group() -> None:
    text = "check:\n  rules:\n    loud: note\n    Dose writing: off\n    dim: on\n"
    with pytest.raises(CheckSettingsError, match="line 4: there is no rule or group `Dose writing`"):
        severities(text)
    assert severities(text.replace("Dose", "dose")) == {"dim": "note", "loud": "note"}


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (("dim",), {"dim"}),
        (("links",), set()),
        (("dose-writing",), {"loud", "mild"}),
        (("warning", "dim"), {"mild", "dim"}),
        (("all",), {"dim", "loud", "mild"}),
    ],
)
def test_what_is_wanted_is_named_by_rule_group_or_severity(wanted: tuple[str, ...], ids: set[str]) -> None:
    assert set(severities("", *wanted)) == ids


def test_months_and_what_fails_may_be_set() -> None:
    checks = parse_checks("check:\n  months: 24\n  fail-on: Warning\n", RULES)
    assert checks == LibraryChecks({}, 24, Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("check: 3\n", "line 1: `check` must be lines"),
        ("check:\n  rule: x\n", "line 2: unknown key `rule` in `check`; allowed: months, fail-on, rules."),
        ("check:\n  months: many\n", "line 2: `months` must be a whole number up to 1200."),
        ("check:\n  months: 99999\n", "line 2: `months` must be a whole number"),
        ("check:\n  fail-on: bad\n", "line 2: `fail-on` must be one of error, warning, note."),
        ("check:\n  rules:\n    loud: perhaps\n", "line 3: `loud` must be one of on, yes"),
        ("check: [", "line 1: the file is not valid YAML"),
        ("check: &a\n  rules: *a\n", "line 2: the file uses a YAML alias"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_line(text: str, message: str) -> None:
    with pytest.raises(CheckSettingsError) as caught:
        parse_checks(text, RULES)
    assert str(caught.value).startswith(message)
    assert str(caught.value).endswith(".")


def test_a_library_may_say_how_it_is_checked_and_nothing_of_sections(tmp_path: Path) -> None:
    (tmp_path / "medtui.yaml").write_text("check:\n  months: 12\n")
    schema, checks = checks_of(tmp_path, RULES)
    assert schema.find("Dosage")
    assert checks.months == 12


def test_sections_that_cannot_be_used_stop_a_check(tmp_path: Path) -> None:
    (tmp_path / "medtui.yaml").write_text("sections: 3\n")
    with pytest.raises(CheckSettingsError, match=r"medtui.yaml, line 1: `sections` must be a list\.$"):
        checks_of(tmp_path, RULES)


def test_no_rule_is_called_like_a_group_a_severity_or_all_of_them() -> None:
    words = [*known_words(rule_facts()), *Severity, "all", "on", "off", "marked", ANY]
    assert len(words) == len(set(words))
