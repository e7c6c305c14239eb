"""5.0 mg is read as 50 mg where the point is faint."""

from medtui.checking.patterns import AMOUNT, DOSE_UNIT, GAP, at_numbers
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

AGAIN = r"[*_]{0,2},?\s?(?:(?:[-–—]|to|or|and)\s)?[-–—]?[*_]{0,2}"

RULE = Rule(
    id="trailing-zero",
    title="A zero after the point",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.ERROR,
    why="5.0 mg is read as 50 mg where the point is faint.",
    source="ISMP, List of error-prone abbreviations, symbols and dose designations (which lets laboratory values be)",
    judged=Judged(5, 5, 5),
    find=at_numbers(
        rf"(?<![\d.])\d+\.\d*(?<=0)(?![\d.])(?=(?:{AGAIN}{AMOUNT}){{0,4}}{GAP}(?:{DOSE_UNIT}|%)|[^|\n]{{0,60}}\|)",
        "{} ends in a zero after the point: leave the zero out.",
    ),
    hit="Give 5.0 to 7.5 mg once.",
    near_miss="Give 5.05 mg once where potassium is below 5.0 mmol/L, as in version 5.0.1 of the guideline.",
)
