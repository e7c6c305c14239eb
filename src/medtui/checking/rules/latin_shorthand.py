"""BID, TDS, PRN and their like, that only some can read."""

from medtui.checking.patterns import AMOUNT, DOSE_UNIT, any_of, at_abbreviations, at_capitals, at_numbers, with_words
from medtui.checking.rule import Judged, Rule, RuleGroup, Severity

_MESSAGE = "{} is Latin shorthand: write it in words."

RULE = Rule(
    id="latin-shorthand",
    title="Latin shorthand for times and routes",
    group=RuleGroup.DOSE_WRITING,
    severity=Severity.WARNING,
    why="Who has not learnt the Latin cannot read it, and who has mixes up BID, TID and QID.",
    source="BNF and NHS, prescription writing (directions in English without abbreviation); ISMP on QHS, HS and AC",
    judged=Judged(458, 30, 30),
    find=any_of(
        at_capitals(
            r"(?<![\w-])(?:BID|TID|QID|BD|TDS|QDS|QHS|PRN|NPO|NOCTE|QAM|QPM"
            r"|PO(?= (?:every|once|twice|daily|[qQ]\d)))(?![\w-])",
            _MESSAGE,
        ),
        at_numbers(
            rf"{AMOUNT}[\s-]?{DOSE_UNIT}(?:/\w+|/m²)?\s(?P<found>(?:(?:PO|po)\b\s?)?"
            r"(?:\b(?:[bt]id|qid|[tq]ds|bd|qhs|hs|HS|prn|nocte|mane)\b)?)(?<=\w)(?!\w)",
            _MESSAGE,
        ),
        at_numbers(
            r"(?:(?<=\bq)|(?<=\bQ)|(?<=\bq )|(?<=\bQ ))\d{1,2}(?:[-–]\d{1,2})? ?(?:h|hr|hrs|hours?|min|H)\b",
            "q{} is shorthand: write every, in words.",
        ),
        with_words(
            " tds| qds| bd",
            r"(?<=[a-z] )(?:[tq]ds|bd)(?![\w'’-])",
            _MESSAGE,
        ),
        at_abbreviations(
            r"(?<![\w.])(?:[BbTtQq]\.\s?[Ii]\.\s?[Dd]|[TtQq]\.\s?[Dd]\.\s?[Ss]|[Bb]\.\s?[Dd]|[Pp]\.\s?[Oo]"
            r"|[Pp]\.\s?[Rr]\.\s?[Nn]|h\.\s?s|[ap]\.\s?c)\.",
            _MESSAGE,
        ),
    ),
    hit="Give 5 mg BID.",
    near_miss="Give 5 mg twice a day, on the bidding of Dr. I. Diaz, in 5 mL.",
)
