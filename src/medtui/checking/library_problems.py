"""Which rules the pages of the open libraries break, for `has:problems` and `rule:` in a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from time import time_ns

from medtui.checking.check_settings import ALL, CheckSettingsError, LibraryChecks, checks_of
from medtui.checking.checked_page import CheckSettings
from medtui.checking.library_check import CheckOrder, LibraryCheck, processes_for
from medtui.checking.page_check import PlacedFinding, rule_facts
from medtui.checking.rule import Rule, Severity
from medtui.checking.rules import all_rules
from medtui.library.catalogue.listing import Listing, Source
from medtui.library.entry import Entry
from medtui.library.files import UNKNOWN, Stamp, is_certain
from medtui.library.search.text_search import InterruptedSearchError
from medtui.reading.schema import Schema, default_schema

ANY = "problems"
"""Stands for any rule that is looked at unless asked for, and whose findings are more than notes."""


def page_rules() -> list[str]:
    """The rules that look at one page at a time: a query can ask for these."""
    return [id for id, rule in all_rules().items() if isinstance(rule, Rule)]


@dataclass
class _Known:
    """What is known of one library. how: what it was checked with. rules: by raw path, the stamp of the file then, and
    the rules that it breaks."""

    how: tuple[Schema, LibraryChecks, date]
    rules: dict[str, tuple[Stamp, frozenset[str]]] = field(default_factory=dict)


class LibraryProblems:
    """Each page is looked at when it is first asked for, and again when its file has changed."""

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        self._today = today
        self._known: dict[str, _Known] = {}

    def breaking(self, rule: str, listing: Listing, is_wanted: Callable[[], bool] = lambda: True) -> Iterator[Entry]:
        """The pages that break that rule, or ANY. is_wanted: asked now and then whether to go on.

        Raises InterruptedSearchError; what was found until then is kept.
        """
        for source, library in zip(listing.sources, listing.libraries, strict=True):
            for raw, (_, broken) in self._of(source, is_wanted).rules.items():
                if rule in broken:
                    yield Entry(library, raw, "")

    def _of(self, source: Source, is_wanted: Callable[[], bool]) -> _Known:
        try:
            schema, checks = checks_of(source.root, rule_facts())
        except CheckSettingsError:  # who opens the library is told what is wrong with them
            schema, checks = default_schema(), LibraryChecks()
        how = schema, checks, self._today()
        known = self._known.get(source.key)
        if known is None or known.how != how:
            known = self._known[source.key] = _Known(how)
        try:
            stamps = dict(source.find(with_stamps=True).stamped())
        except OSError:  # it is gone, which the list says
            stamps = {}
        known.rules = {raw: fact for raw, fact in known.rules.items() if raw in stamps}
        stale = sorted(raw for raw, stamp in stamps.items() if known.rules.get(raw, (UNKNOWN, ()))[0] != stamp)
        try:
            self._look(source, known, stale, stamps, is_wanted, processes_for(len(stale)))
        except OSError:  # a process has died: without others, it is only slow
            self._look(source, known, stale, stamps, is_wanted, 0)
        return known

    def _look(
        self,
        source: Source,
        known: _Known,
        stale: list[str],
        stamps: dict[str, Stamp],
        is_wanted: Callable[[], bool],
        processes: int,
    ) -> None:
        schema, checks, today = known.how
        severities = checks.severities(rule_facts(), (ALL,))
        counted = checks.severities(rule_facts())
        order = CheckOrder(source.root, schema, CheckSettings(today, checks.months), severities)
        since = time_ns()
        with closing(LibraryCheck(order, stale, is_whole=False, processes=processes).findings()) as pages:
            for raw, findings in zip(stale, pages):  # noqa: B905 - after the pages comes what compares them
                stamp = stamps[raw] if is_certain(stamps[raw], since) else UNKNOWN
                known.rules[raw] = stamp, frozenset(_broken(findings, counted))
                if not is_wanted():
                    raise InterruptedSearchError


def _broken(findings: list[PlacedFinding], counted: dict[str, Severity]) -> Iterator[str]:
    for each in findings:
        yield each.rule
        if each.severity is not Severity.NOTE and each.rule in counted:
            yield ANY
