"""Figures that no source says in the page's own unit: others that say the same, and sums of the page's numbers."""

from __future__ import annotations

import re
from fractions import Fraction

from figures import plain_figures

_FACTORS = {
    ("g", "mg"): 1000,
    ("mg", "mcg"): 1000,
    ("g", "mcg"): 1_000_000,
    ("l", "ml"): 1000,
    ("units", "milliunits"): 1000,
    ("mmol", "micromol"): 1000,
    ("million units", "units"): 1_000_000,
    ("hours", "minutes"): 60,
    ("minutes", "seconds"): 60,
    ("days", "hours"): 24,
    ("weeks", "days"): 7,
    ("years", "months"): 12,
}
_A_DAY = 24
_BY_THE_MINUTE = {"milliunits", "drops"}
"""A page says by the minute in the head of a table, a source beside the number."""
_OPERATOR = re.compile(r" ([×/+-]) ")
_FIRST_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ALIKE = {"=": Fraction(1, 100), "≈": Fraction(1, 4)}
"""How far a side may be from the other, as a part of it; ≈ where a dose is rounded to what can be drawn up or cut."""


def same_figures(figure: str) -> set[str]:
    """A figure as `figures` writes it, and those that say the same: 1 g and 1000 mg, 3 times (a day) and 8 hours, a rate."""
    number, _, unit = figure.partition(" ")
    unit, slash, below = unit.partition("/")
    same = {figure}
    if not re.fullmatch(_FIRST_NUMBER, number):
        return same
    value = Fraction(number)
    for (large, small), factor in _FACTORS.items():
        if unit == large:
            same.add(f"{_written(value * factor)} {small}{slash}{below}")
        elif unit == small:
            same.add(f"{_written(value / factor)} {large}{slash}{below}")
    if unit in _BY_THE_MINUTE:
        same.add(f"{figure}/min")
    if value and unit in {"times", "hours"}:
        same.add(f"{_written(_A_DAY / value)} {'hours' if unit == 'times' else 'times'}")
    return same


def holds(sum_line: str, page_text: str) -> bool:
    """Whether a sum such as `15 mg/kg × 10 kg = 150 mg` is right and takes each number on its left from a page. Its
    signs stand between spaces and are worked from left to right; ≈ in place of = allows for rounding by a quarter."""
    left, sign, right = re.split(r" ([=≈]) ", sum_line, maxsplit=1) if re.search(r" [=≈] ", sum_line) else ("", "=", "")
    known = set(_FIRST_NUMBER.findall(plain_figures(page_text)))
    pieces = _OPERATOR.split(left)
    numbers = [_FIRST_NUMBER.search(plain_figures(piece)) for piece in (*pieces[::2], right)]
    if len(pieces) < 3 or None in numbers:
        return False
    *given, result = [match[0] for match in numbers if match]
    value = Fraction(given[0])
    for operator, operand in zip(pieces[1::2], map(Fraction, given[1:]), strict=True):
        if operator == "/" and not operand:
            return False
        match operator:
            case "×":
                value *= operand
            case "/":
                value /= operand
            case "+":
                value += operand
            case _:
                value -= operand
    return set(given) <= known and abs(value - Fraction(result)) <= _ALIKE[sign] * value


def _written(value: Fraction) -> str:
    return f"{float(value):.6f}".rstrip("0").rstrip(".")
