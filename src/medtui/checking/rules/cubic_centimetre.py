"""cc is read as units, or as zeros."""

from medtui.checking.patterns import at_numbers
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

RULE = Rule(
    id="cubic-centimetre",
    title="cc for mL",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.WARNING,
    why="cc is read as u (units), or as two zeros.",
    source="ISMP, List of error-prone abbreviations, symbols and dose designations",
    judged=Judged(0, 0, 0),
    find=at_numbers(r"[\d.,]*\d\s?(?:cc|c\.c\.|CC)(?!\w)", "{} is misread: write mL."),
    hit="Give 5 cc once.",
    near_miss="Give 5 mL once; 5 CCR5 blockers.",
)
