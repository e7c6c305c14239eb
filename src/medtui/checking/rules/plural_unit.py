"""5 mgs, 2 gm, 8 hrs: units that are not written as they are."""

from medtui.checking.patterns import at_numbers
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

RULE = Rule(
    id="plural-unit",
    title="A unit with an s, a full stop or another spelling",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.NOTE,
    why="The s of 5 mgs is read as 5, gm as mg, and the point of mg. as 1.",
    source="ISMP, List of error-prone abbreviations (mg. and mL.); NHS and BIPM, symbols of units",
    judged=Judged(14, 14, 14),
    find=at_numbers(
        r"[\d.,]*\d[\s-]?(?:mgs|mcgs|gms?|kgs|m[Ll]s|Mg|MG|Gm|MCG|KG|hrs?|(?:mg|mcg|mL|ml)\.(?= [a-z]))(?!\w)",
        "{} is not how the unit is written: mg, mcg, g, kg, mL, hours.",
    ),
    hit="Give 5 mgs once.",
    near_miss="Give 5 mg. Then wait 8 hours.",
)
