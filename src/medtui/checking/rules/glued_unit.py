"""10mg is read as 100mg: the m looks like zeros."""

from medtui.checking.patterns import any_of, at_numbers
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

_UNIT = (
    r"(?:mcg|[µμu]g|micrograms?|mg|milligrams?|kg|g|grams?|m[Ll]|L|mmol|mEq|[Uu]nits?|IU|tablets?|capsules?|drops?|puffs?"
    r"|mmHg|cm|mm|hours?|minutes?|days?|weeks?|months?|years?)"
)

RULE = Rule(
    id="glued-unit",
    title="No space between number and unit",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.WARNING,
    why="The m of 10mg is read as one or two zeros: 10 to 100 times too much.",
    source="ISMP, List of error-prone abbreviations; NHS, prescribing standards",
    judged=Judged(755, 30, 30),
    find=any_of(
        at_numbers(rf"(?<![A-Za-z\d.,*:^-])[\d,.]*\d{_UNIT}(?![A-Za-z\d])", "{} needs a space before the unit."),
        at_numbers(
            r"(?<=[a-z][a-z][a-z][a-z])[\d,.]*\d\s?(?:mg|mcg)\b",
            "{} needs a space before it.",
        ),
    ),
    hit="Give 10mg of propranolol20 mg once.",
    near_miss="Give 10 mg once, on the 5th day, for CYP2C9m.",
)
