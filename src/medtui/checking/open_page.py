"""What is wrong with one monograph that is open, and where on its pages that stands."""

from __future__ import annotations

from datetime import date

from medtui.checking.check_settings import CheckSettingsError, LibraryChecks, checks_of
from medtui.checking.checked_page import CheckedPage, CheckSettings
from medtui.checking.page_check import PlacedFinding, check_page, rule_facts
from medtui.library.loading import LoadedMonograph
from medtui.monograph import Monograph
from medtui.reading.lines import split_lines
from medtui.reading.passages import Passage
from medtui.reading.schema import Schema


def problems_of(loaded: LoadedMonograph, schema: Schema, today: date) -> list[PlacedFinding]:
    """What breaks the rules of its library in a monograph by itself, in the order of its lines."""
    rules = rule_facts()
    try:
        _, checks = checks_of(loaded.entry.source.root, rules)
    except CheckSettingsError:  # who opens the library is told what is wrong with them
        checks = LibraryChecks()
    text = "".join(part.source for part in loaded.monograph.parts)
    settings = CheckSettings(today, checks.months)
    page = CheckedPage(loaded.entry.path, text, loaded.monograph, settings, schema)
    return check_page(page, checks.severities(rules)).findings


def passage_at(monograph: Monograph, line: int) -> Passage | None:
    """The words of that line of the file, which is counted from 1; None where there is none."""
    part = next((part for part in monograph.parts if part.lines[0] <= line <= part.lines[1]), None)
    if part is None:
        return None
    lines = split_lines(part.source)
    at = line - part.lines[0]
    start = sum(map(len, lines[:at]))
    return Passage(part, start, start + len(lines[at]))
