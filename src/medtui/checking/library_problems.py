"""Which rules the pages of the open libraries break, for `has:problems` and `rule:` in a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from time import time_ns

from medtui.checking.check_settings import CheckSettingsError, LibraryChecks, checks_of
from medtui.checking.checked_page import CheckSettings
from medtui.checking.library_check import CheckOrder, LibraryCheck, processes_for
from medtui.checking.page_check import PlacedFinding, rule_facts
from medtui.checking.rule import LibraryRule, Rule
from medtui.checking.rules import all_rules
from medtui.library.catalogue.listing import Listing, Source
from medtui.library.entry import Entry
from medtui.library.files import UNKNOWN, Stamp, is_certain
from medtui.library.search.text_search import InterruptedSearchError
from medtui.reading.schema import default_schema

ANY = "problems"
"""Stands for any rule that is looked at unless asked for, and whose findings are more than notes."""


def page_rules() -> list[str]:
    """The rules that look at one page at a time: a query can ask for these."""
    return [id for id, rule in all_rules().items() if isinstance(rule, Rule)]


@dataclass
class _Known:
    """What is known of one library. order: what it was checked with. rules: by raw path, the stamp of the file then,
    and the rules that it breaks."""

    order: CheckOrder
    rules: dict[str, tuple[Stamp, frozenset[str]]] = field(default_factory=dict)


class LibraryProblems:
    """Each page is looked at when it is first asked for, and again when its file has changed."""

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        self._today = today
        self._known: dict[tuple[str, str], _Known] = {}

    def breaking(self, rule: str, listing: Listing, is_wanted: Callable[[], bool] = lambda: True) -> Iterator[Entry]:
        """The pages that break that rule, or ANY. is_wanted: asked now and then whether to go on.

        Raises InterruptedSearchError; what was found until then is kept.
        """
        for source, library in zip(listing.sources, listing.libraries, strict=True):
            known = self._known_of(source, rule)
            try:
                stamps = dict(source.find(with_stamps=True).stamped())
            except OSError:  # it is gone, which the list says
                stamps = {}
            known.rules = {raw: fact for raw, fact in known.rules.items() if raw in stamps}
            try:
                _look(known, stamps, is_wanted, None)
            except OSError:  # a process has died: without others, it is only slow
                _look(known, stamps, is_wanted, 0)
            for raw, (_, broken) in known.rules.items():
                if rule in broken:
                    yield Entry(library, raw, "")

    def _known_of(self, source: Source, rule: str) -> _Known:
        """What is known of that rule: together with all that are on, unless it is off."""
        try:
            schema, checks = checks_of(source.root, rule_facts())
        except CheckSettingsError:  # who opens the library is told what is wrong with them
            schema, checks = default_schema(), LibraryChecks()
        rules = [each for each in rule_facts() if not isinstance(each, LibraryRule)]
        severities = checks.severities(rules)
        is_on = rule == ANY or rule in severities
        order = CheckOrder(
            source.root,
            schema,
            CheckSettings(self._today(), checks.months),
            severities if is_on else checks.severities(rules, (rule,)),
        )
        key = source.key, "" if is_on else rule
        if key not in self._known or self._known[key].order != order:
            self._known[key] = _Known(order)
        return self._known[key]


def _look(known: _Known, stamps: dict[str, Stamp], is_wanted: Callable[[], bool], processes: int | None) -> None:
    """Look at what has changed. processes: how many others; None for as many as are of use."""
    stale = sorted(raw for raw, stamp in stamps.items() if known.rules.get(raw, (UNKNOWN, ()))[0] != stamp)
    count = processes_for(len(stale)) if processes is None else processes
    since = time_ns()
    with closing(LibraryCheck(known.order, stale, is_whole=False, processes=count).findings()) as pages:
        for raw, findings in zip(stale, pages):  # noqa: B905 - after the pages comes what compares them
            stamp = stamps[raw] if is_certain(stamps[raw], since) else UNKNOWN
            known.rules[raw] = stamp, frozenset(_broken(findings))
            if not is_wanted():
                raise InterruptedSearchError


def _broken(findings: list[PlacedFinding]) -> Iterator[str]:
    for each in findings:
        yield each.rule
        if each.is_problem:
            yield ANY
