"""5-10 mg is read as 510 mg where the dash is faint."""

from medtui.checking.patterns import AMOUNT, DOSE_UNIT, at_numbers
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

RULE = Rule(
    id="dash-range",
    title="A dash between two doses",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.NOTE,
    why="The dash of 5-10 mg is overlooked, or read as minus.",
    source="NHS service manual, numbers (ranges with to); ISMP, safe presentation of doses",
    judged=Judged(985, 30, 30),
    find=at_numbers(
        rf"(?<![\d.,A-Za-z-]){AMOUNT}(?:\s?{DOSE_UNIT})?[ \t]?[-‐‑‒–—−~][ \t]?{AMOUNT}[\s-]?{DOSE_UNIT}",
        "{} has a dash between two numbers: write to.",
    ),
    hit="Give 5-10 mg once.",
    near_miss="Give 5 to 10 mg once, on days 5-10, as a 2-mg tablet.",
)
