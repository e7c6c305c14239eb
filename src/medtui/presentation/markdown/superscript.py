"""Raised and lowered characters: `10<sup>8</sup>` -> `10⁸`, `H<sub>2</sub>O` -> `H₂O`.

Flattening them is dangerous (`10<sup>8</sup>` must never read `108`), so what Unicode cannot raise is written
`^(...)`, and what it cannot lower `_(...)`. Only characters that terminal fonts commonly have are used.
"""

from __future__ import annotations

_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


def superscript(text: str) -> str:
    """`text` in raised characters, or `^(text)` when one of them has none."""
    return _shift(text, _RAISED, "^")


def subscript(text: str) -> str:
    """`text` in lowered characters, or `_(text)` when one of them has none."""
    return _shift(text, _LOWERED, "_")


def _shift(text: str, table: dict[str, str], sign: str) -> str:
    try:
        return "".join([table[character] for character in text])
    except KeyError:
        return f"{sign}({text})"
