"""10U is read as 100, and IU as IV."""

from medtui.checking.patterns import AMOUNT, GAP, any_of, at_capitals, at_numbers
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

RULE = Rule(
    id="unit-abbreviation",
    title="U or IU for units",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.ERROR,
    why="U is read as 0 or 4, so that 10U becomes 100, and IU as IV or 10.",
    source="ISMP, List of error-prone abbreviations; Joint Commission, official do not use list",
    judged=Judged(70, 30, 30),
    find=any_of(
        at_capitals(r"(?<![\w-])(?<!\d )(?<!million )IU(?![\w-])", "{} is read as IV or 10: write units."),
        at_numbers(
            rf"{AMOUNT}{GAP}(?:[kKmM]?I\.?U\.?|[kKmM]?U|iu|u|million (?:I\.?U|U))(?![\w'’])(?!-\d)",
            "{} has an abbreviation for units: write the word units.",
        ),
    ),
    hit="Give 10 U once.",
    near_miss="Give 10 units once, as in the UK.",
)
