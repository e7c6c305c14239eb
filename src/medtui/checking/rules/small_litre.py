"""The l of ml is read as 1."""

from medtui.checking.patterns import any_of, at_numbers, with_words
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

_MESSAGE = "{} has a small l, which looks like 1: write mL."

RULE = Rule(
    id="small-litre",
    title="ml for mL",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.NOTE,
    why="The l of ml is read as 1: 5 ml as 5 m1.",
    source="ISMP, List of error-prone abbreviations, symbols and dose designations",
    judged=Judged(20, 20, 20),
    find=any_of(at_numbers(r"[\d.,]*\d[\s-]?ml\b", _MESSAGE), with_words("/ml", r"(?<=[a-z])/ml\b", _MESSAGE)),
    hit="Give 5 ml once.",
    near_miss="Give 5 mL once.",
)
