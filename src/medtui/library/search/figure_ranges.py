"""Ranges of figures in texts: 8 kg is in `8 kg to 10 kg`, 4 years in `6 months to 5 years`, INR 8 in `5 to 9`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf

from medtui.library.search.concepts import ABOVE, BELOW, Concept

CLOSED, OPEN, BESIDE, OUTSIDE = 1.0, 0.6, 0.5, 0.0
"""How strongly a range says a figure: with two ends, with one, just beside it, as `over 15 kg` for 15 kg, or not."""
_ABOVE, _BELOW = f"({'|'.join(ABOVE)})", f"({'|'.join(BELOW)})"
_NO_OTHER_UNIT = (
    "(?!(?:c|kg|years?|months?|weeks?|days?|hours?|min|minutes?|times|mg|mcg|micrograms?|nanograms?|g|ml|units?|tablets?"
    "|puffs?|drops?|m?mol|mmhg|percent) )"
)
_SMALLER = {"years": "(?:days|weeks|months)", "months": "(?:days|weeks)", "weeks": "days"}
_LARGER = {"months": "years", "weeks": "(?:months|years)", "days": "(?:weeks|months|years)"}


def ranges_like(concept: Concept) -> re.Pattern[str]:
    """What finds ranges of figures in the unit of a concept; of a measurement, as `INR 8`, also such without one."""
    names = {" ".join(way.words[1:]) for way in concept.ways}
    unit = f"(?:{'|'.join(names)}) "
    if concept.is_measured:
        unit = f"(?:{unit})?{_NO_OTHER_UNIT}"
    aged = "aged ([0-9.]+)" if "years" in names else "(?!)()"
    smaller, larger = (
        next((others for name, others in units.items() if name in names), "(?!)") for units in (_SMALLER, _LARGER)
    )
    return re.compile(
        rf" (?:{_ABOVE} )?([0-9.]+) (?:{unit})?(?:to |and )?(?:{_BELOW} )?([0-9.]+) {unit}"
        rf"| (?:{_ABOVE}|from|at least) ([0-9.]+) {unit}(?!to |and |but |up )"
        rf"| (?:([0-9.]+) {unit}|{aged} )(?:and|or) (?:over|above|more|older|heavier|up)(?= )"
        rf"| (?:{_BELOW}|up to|in the first) ([0-9.]+) {unit}"
        rf"| (?:([0-9.]+) {unit}|{aged} )(?:and|or) (?:under|below|less|younger|lighter)(?= )"
        rf"| [0-9.]+ {smaller} (?:to |and )(?:{_BELOW} )?([0-9.]+) {unit}"
        rf"| (?:{_ABOVE} )?([0-9.]+) {unit}(?:to |and )(?:under |below |less than )?[0-9.]+ {larger} "
    )


def ranges_in(folded: str, ranges: re.Pattern[str], figure: float) -> Iterator[tuple[int, float]]:
    """Where ranges begin, and how strongly they say that the figure is in them, or just beside them."""
    for found in ranges.finditer(folded):
        (
            over, low, under, high, over_alone, low_alone, and_over, aged_over,
            under_alone, high_alone, or_less, aged_less, below, in_larger, above, from_smaller,
        ) = found.groups()  # fmt: skip
        first = low or low_alone or and_over or aged_over or from_smaller
        last = high or high_alone or or_less or aged_less or in_larger
        lowest, highest = float(first or 0), float(last or inf)
        if lowest <= figure <= highest:
            is_over, is_under = over or over_alone or above, under or under_alone or below
            asked = round(figure, 2)
            is_edge = (is_over and asked == lowest) or (is_under and asked == highest)
            is_closed = (first and last) or in_larger or from_smaller
            # Over 15 kg, for 15 kg; or for over 15 kg.
            yield found.start(), (BESIDE if asked == figure else CLOSED) if is_edge else CLOSED if is_closed else OPEN
        else:
            yield found.start(), OUTSIDE
