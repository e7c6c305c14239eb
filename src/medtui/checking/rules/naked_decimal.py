""".5 mg is read as 5 mg where the point is faint."""

from medtui.checking.rule import Judged, Rule, RuleGroup, Severity, of_pattern

RULE = Rule(
    id="naked-decimal",
    title="No zero before the point",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.ERROR,
    why=".5 mg is read as 5 mg where the point is faint.",
    source="ISMP, List of error-prone abbreviations, symbols and dose designations",
    judged=Judged(0, 0, 0),
    find=of_pattern(r"\.(?<![\w.)\]]\.)\d[\d.]*", "{0} has no zero before the point: write 0{0}."),
    hit="Give .5 mg once.",
    near_miss="Give 0.5 mg once. See section 4.2.1 of the guideline.",
)
