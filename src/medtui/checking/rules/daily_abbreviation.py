"""QD is read as QID: four times the dose."""

from medtui.checking.patterns import AMOUNT, DOSE_UNIT, any_of, at_abbreviations, at_capitals, at_numbers, with_words
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

_MESSAGE = "{} is misread: write every day, or every other day."

RULE = Rule(
    id="daily-abbreviation",
    title="QD, QOD or OD for every day, every other day",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.ERROR,
    why="QD is read as QID, QOD as QD, and OD as the right eye or an overdose.",
    source="ISMP, List of error-prone abbreviations; Joint Commission, official do not use list",
    judged=Judged(91, 30, 30),
    find=any_of(
        at_capitals(r"(?<![\w-])(?:QO?D|EOD|(?:(?<=tablet )|(?<=capsule )|(?<=dose ))OD)(?![\w-])", _MESSAGE),
        at_numbers(
            rf"{AMOUNT}[\s-]?{DOSE_UNIT}(?:/\w+|/m²)?(?:\s(?:PO|po|IV|iv|IM|orally))?\s(?P<found>OD|od|qo?d|q1d|o\.d\.)(?!\w)",
            _MESSAGE,
        ),
        with_words(" qd| qod", r"(?<= )qo?d(?![\w-])", _MESSAGE),
        at_abbreviations(r"(?<![\w.])(?:[Qq]\.\s?(?:[Oo]\.\s?)?[Dd]\b\.?|[Oo]\.[Dd]\.)", _MESSAGE),
    ),
    hit="Give 5 mg QD.",
    near_miss="Give 5 mg every day, in food; OD stands for overdose.",
)
