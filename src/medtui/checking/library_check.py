"""The files of a library -> what is wrong with them, on all cores where they are many."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from medtui.checking.checked_page import CheckedPage, CheckSettings, checked_page
from medtui.checking.page_check import (
    IDLE_IGNORE,
    PageReport,
    PlacedFinding,
    check_pages,
    placed,
    unreadable,
    worst_first,
)
from medtui.checking.rule import Finding, LibraryRule, Severity
from medtui.checking.rules import all_rules
from medtui.library.child_processes import executor, uninterrupted
from medtui.library.files import MAX_BYTES, UnreadableFile, read_beginning
from medtui.reading.schema import Schema
from medtui.safe_text import safe_line

MANY = 400
"""Files: fewer are checked sooner than processes are started."""
_CHUNK = 32


class CheckOrder(NamedTuple):
    """What all files of a library have in common."""

    root: Path
    schema: Schema
    settings: CheckSettings
    severities: Mapping[str, Severity]


class LibraryCheck:
    """A check of some files of a library; read it as it comes.

    files: raw paths. is_whole: whether they are all that it has: only then are they compared with each other.
    """

    def __init__(self, order: CheckOrder, files: Sequence[str], *, is_whole: bool, processes: int = 0) -> None:
        self._order = order
        self._files = sorted(files)
        self._is_whole = is_whole
        self._processes = processes
        self._facts: dict[str, dict[str, Any]] = {}
        self._ignored: dict[str, dict[str, PlacedFinding]] = {}

    def findings(self) -> Generator[list[PlacedFinding], None, None]:
        """Those of each file, in order, and at last those of comparing them. Raises OSError where a process died."""
        with closing(self._reports()) as reports:
            for raw, report in zip(self._files, reports, strict=True):
                for id, fact in report.facts.items():
                    self._facts.setdefault(id, {})[safe_line(raw)] = fact
                for id, idle in report.ignored.items():
                    self._ignored.setdefault(id, {})[safe_line(raw)] = idle
                yield report.findings
        yield worst_first(self._compared()) if self._is_whole else []

    def _reports(self) -> Generator[PageReport, None, None]:
        if not self._processes:
            for raw in self._files:
                yield from _chunk_reports(self._order, [raw])
            return
        chunks = [self._files[first : first + _CHUNK] for first in range(0, len(self._files), _CHUNK)]
        pool = executor(self._processes, _begin, self._order, may_fork=True)
        try:
            with uninterrupted():
                answers = pool.map(_in_process, chunks)
            for answer in answers:
                yield from answer
        except BrokenProcessPool as error:
            raise OSError("a process that checks files has ended: it may need more memory than there is") from error
        finally:
            pool.shutdown(cancel_futures=True)

    def _compared(self) -> Iterator[PlacedFinding]:
        """What the rules for libraries find by the facts of all pages, and what is ignored of them in vain."""
        raws = {safe_line(raw): raw for raw in self._files}
        severities = self._order.severities
        for id in severities:
            rule, ignored = all_rules().get(id), self._ignored.get(id, {})
            if not isinstance(rule, LibraryRule):
                continue
            by_path: dict[str, list[Finding]] = {}
            for path, finding in rule.compare(self._facts.get(id, {})):
                by_path.setdefault(path, []).append(finding)
            for path in by_path.keys() - ignored.keys():
                with suppress(UnreadableFile):  # it is gone since
                    page = _page(self._order, raws[path])
                    yield from (placed(page, id, severities[id], each) for each in by_path[path])
            if IDLE_IGNORE.id in severities:
                yield from (idle for path, idle in ignored.items() if path not in by_path)


def processes_for(files: int) -> int:
    """How many are of use for so many files; 0 for none but this one."""
    return (os.cpu_count() or 1) if files >= MANY and (os.cpu_count() or 1) > 1 else 0


def _page(order: CheckOrder, raw: str) -> CheckedPage:
    """Raises UnreadableFile."""
    return checked_page(safe_line(raw), read_beginning(order.root, raw, MAX_BYTES).data, order.settings, order.schema)


def _chunk_reports(order: CheckOrder, raws: Sequence[str]) -> list[PageReport]:
    pages: list[CheckedPage] = []
    reports: dict[str, PageReport] = {}
    for raw in raws:
        try:
            pages.append(_page(order, raw))
        except UnreadableFile as error:
            reports[raw] = PageReport([unreadable(safe_line(raw), str(error))], {})
    checked = iter(check_pages(pages, order.severities))
    return [reports.get(raw) or next(checked) for raw in raws]


# In the other processes --------------------------------------------------------------------------------

_given: list[CheckOrder] = []


def _begin(order: CheckOrder) -> None:
    _given.append(order)


def _in_process(raws: Sequence[str]) -> list[PageReport]:
    return _chunk_reports(_given[0], raws)
