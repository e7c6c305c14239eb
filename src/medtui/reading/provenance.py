"""What the front matter says of a text's age and of its review."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_DATE = 24
"""Characters: enough for `Wednesday 22 November 26`. A longer text is no date, and would cost a header its room."""

_REVIEWED, _WRITTEN = "reviewed", "written"
_WORDS = {
    "last reviewed": _REVIEWED,
    "date": "dated",
    "updated": "updated",
    "last updated": "updated",
    "effective date": "effective",
}
"""The word before a date, by its key; the first key that holds a date counts."""

_REVIEWERS = ("reviewer", "reviewed by")
_DATE = re.compile(r"\d{4}|\d+[./-]\d+[./-]\d+")
_TIME_OF_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ]\d\d:\d\d.*")
_NOBODY = re.compile(
    r"(?i)(?:none|nobody|not|never|no (?:one|reviewer)|unreviewed|pending|awaiting|tb[acd]|todo)\b"
    r"|(?:no|nil|null|n/?a|unknown|false)$"
    r"|.*\b(?:not|never)\b.*\breview|.*\bunreviewed\b"
    r"|[\W_]*$"
)


class Provenance(NamedTuple):
    """word: what `date` is: `reviewed`, `written`, `dated`, `updated` or `effective`; empty where no date is given.
    reviewer: who reviewed the text; empty where nobody is named. review: what a reader must know of that, or empty."""

    word: str
    date: str
    reviewer: str
    review: str


def provenance(metadata: dict[str, str | tuple[str, ...]]) -> Provenance:
    """The age and the review of a text with that front matter.

    A date is any printable text of at most LONGEST_DATE characters with a year of four digits or with three numbers
    (`2026-11-22`, `2026-11`, `Nov 2026`, `22/11/26`). It stays as it is written, but for a time of day after an ISO
    date. A value that is something else (a list, `unknown`, control characters) is passed over for the next key.
    `last_reviewed` says that a text was reviewed only where a reviewer is named: else it says when it was written.
    """
    fields = {re.sub(r"[\s_-]+", " ", key).strip().casefold(): value for key, value in reversed(metadata.items())}
    key, date = next(((key, date) for key in _WORDS if (date := _date(fields.get(key)))), ("", ""))
    named = [" ".join(name.split()) for key in _REVIEWERS for name in _texts(fields.get(key))]
    is_refused = any(_NOBODY.match(name) for name in named)
    reviewer = "" if is_refused else ", ".join(named)
    word = _WORDS.get(key, "")
    review = "not clinically reviewed" if is_refused else ""
    if word == _REVIEWED and not reviewer:
        word, review = _WRITTEN, review or "no reviewer named"
    return Provenance(word, date, reviewer, review)


def _date(value: str | tuple[str, ...] | None) -> str:
    """The value as a date to show on one line, or nothing."""
    if not isinstance(value, str):
        return ""
    date = _TIME_OF_DAY.sub(r"\1", " ".join(value.split()))
    return date if len(date) <= LONGEST_DATE and date.isprintable() and _DATE.search(date) else ""


def _texts(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else value or ()
    return tuple(text for text in values if text.strip())
