"""5.0 mg is read as 50 mg where the point is faint."""

from medtui.checking.rule import Rule, RuleGroup, Severity, of_pattern

RULE = Rule(
    id="trailing-zero",
    title="A zero after the point",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.ERROR,
    why="5.0 mg is read as 50 mg where the point is faint.",
    source="ISMP, List of error-prone abbreviations, symbols and dose designations",
    find=of_pattern(r"(?<![\d.])\d+\.\d*?0+(?![\d.])", "{} ends in a zero after the point: leave the zero out."),
    hit="Give 5.0 mg once.",
    near_miss="Give 5.05 mg once, in version 5.0.1 of the guideline.",
)
