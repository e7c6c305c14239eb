"""SC is read as SL, SQ as 5 every, and sub q as every."""

from medtui.checking.patterns import AMOUNT, DOSE_UNIT, any_of, at_abbreviations, at_capitals, at_numbers, with_words
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

_MESSAGE = "{} is misread: write subcutaneous, or under the skin."

RULE = Rule(
    id="subcutaneous-abbreviation",
    title="SC, SQ or sub q for under the skin",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.WARNING,
    why="SC is read as SL (under the tongue), and the q of sub q as every.",
    source="ISMP, List of error-prone abbreviations, symbols and dose designations",
    judged=Judged(67, 30, 30),
    find=any_of(
        at_capitals(
            r"(?<![\w-])SQ(?![\w-])|(?:(?<=given )|(?<=by )|(?<=/)|(?<=\())SC(?=[\s/),.;])"
            r"|(?<![\w-])SC(?=/| (?:injection|route|every|once|twice|daily|weekly|use|dose|bolus|or IV|or IM))",
            _MESSAGE,
        ),
        at_numbers(rf"{AMOUNT}[\s-]?{DOSE_UNIT}(?:/\w+|/m²)?\s(?P<found>SC|sc|sq|[Ss]\.[CcQq]\.)(?!\w)", _MESSAGE),
        with_words("s/c", r"(?<![\w/])[Ss]/[Cc](?![\w/])", _MESSAGE),
        with_words("subq|sub q|sub-q", r"(?<!\w)[Ss]ub[.\s-]{0,2}[qQ](?!\w)", _MESSAGE),
        at_abbreviations(
            r"(?<![\w.])[Ss]\.\s?[CcQq]\.(?= ?(?:every|once|twice|daily|injection|route|,|\)|or))",
            _MESSAGE,
        ),
    ),
    hit="Give 5 mg SC.",
    near_miss="Give 5 mg under the skin, as in SCORTEN, SC-1 and S. cerevisiae.",
)
