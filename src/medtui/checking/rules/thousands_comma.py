"""1000000 units is read as 100,000 or 10,000,000."""

from medtui.checking.patterns import any_of, at_numbers
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

_UNIT = r"(?:mcg|micrograms?|mg|g|m[Ll]|[Uu]nits|IU|U|international units)\b"

RULE = Rule(
    id="thousands-comma",
    title="No comma from 1,000 on, or one in the wrong place",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.WARNING,
    why="Zeros are miscounted without a comma, and 1,5 mg is read as 15 mg.",
    source="ISMP, List of error-prone abbreviations, symbols and dose designations",
    judged=Judged(256, 30, 30),
    find=any_of(
        at_numbers(
            rf"(?<![\d.,])\d{{4,}}(?![\d,.])(?=(?: ?(?:to|[-–])\s?[\d,]+)?[\s-]?{_UNIT})",
            "{} needs a comma before each three digits.",
        ),
        at_numbers(
            rf"(?<![\d.,])(?:0,\d+|\d+,\d{{1,2}}|\d,\d{{4,}}|\d{{4,}},\d{{3}})(?![\d,.])(?=[\s-]?{_UNIT})",
            "{} has a comma that does not stand before three digits: write a point for decimals.",
        ),
    ),
    hit="Give 100000 units once.",
    near_miss="Give 100,000 units once, as in 2012; 1998 was another year.",
)
