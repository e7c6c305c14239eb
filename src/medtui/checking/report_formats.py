"""Findings as text and in the forms that continuous integration and editors read."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from medtui import __version__
from medtui.checking.page_check import PlacedFinding, rule_facts
from medtui.checking.rule import RuleFacts, Severity
from medtui.presentation.cells import Ruler, cell_len, clusters
from medtui.safe_text import safe_line

_INDENT = "    "
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(finding: PlacedFinding, width: int) -> str:
    """Where and what, and below it the line with a mark under what was found, both at most `width` wide."""
    line, column, _, _ = finding.place
    told = f"{finding.path}:{line}:{column}: {finding.severity}: {safe_line(finding.message)} [{finding.rule}]\n"
    return told + _excerpt(finding, width - len(_INDENT)) if finding.excerpt.strip() else told


def _excerpt(finding: PlacedFinding, width: int) -> str:
    """The line, cut to what is around the finding, and carets below it."""
    start, end = finding.within
    before, found, after = map(
        _visible, (finding.excerpt[:start].lstrip(), finding.excerpt[start:end], finding.excerpt[end:].rstrip())
    )
    found = _cut(found, max(width * 2 // 3, width - cell_len(before + after)))
    room = width - cell_len(found)
    if cell_len(before) > room // 2:
        before = "…" + _tail(before, room // 2 - 1)
    after = _cut(after, room - cell_len(before))
    marks = "^".ljust(max(1, cell_len(found)), "~")
    return f"{_INDENT}{before}{found}{after}\n{_INDENT}{' ' * cell_len(before)}{marks}\n"


def _tail(text: str, width: int) -> str:
    if text.isascii():  # nearly all, and a tenth of the time
        return text[max(0, len(text) - width) :]
    pieces = clusters(text)
    widths = accumulate(cells for _, cells in reversed(pieces))
    cut = len(pieces) - sum(1 for _ in takewhile(width.__ge__, widths))
    return "".join(piece for piece, _ in pieces[cut:])


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else text[: Ruler(text).reach(0, max(1, width - 1))] + "…"


def _visible(text: str) -> str:
    """Each character that nothing is drawn for, made visible: it may be what was found."""
    if text.isprintable():  # nearly all
        return text
    return "".join(char if char.isprintable() or unicodedata.category(char) == "Zs" else _name(char) for char in text)


def _name(char: str) -> str:
    return chr(0x2400 + ord(char)) if char < " " else f"⟨U+{ord(char):04X}⟩"


def summary(findings: Sequence[PlacedFinding], monographs: int, known: int) -> str:
    """The last line. known: findings that are left out because the baseline has them."""
    pages = len({finding.path for finding in findings})
    counts = Counter(finding.severity for finding in findings)
    told = ", ".join(f"{counts[each]:,} {each}{'s' * (counts[each] != 1)}" for each in Severity if counts[each])
    found = f"{told} in {pages:,} of {_monographs(monographs)}" if findings else f"Nothing in {_monographs(monographs)}"
    return f"{found}{f'; {known:,} known from the baseline' if known else ''}.\n"


def _monographs(count: int) -> str:
    return f"{count:,} monograph{'s' * (count != 1)}"


def as_json(findings: Iterable[PlacedFinding]) -> Iterator[dict[str, Any]]:
    """Each with all of it, for scripts and as a baseline."""
    groups = {rule.id: rule.group.value for rule in rule_facts()}
    keys = ("line", "column", "end_line", "end_column")
    for each in findings:
        yield {
            "path": each.path,
            **dict(zip(keys, each.place, strict=True)),
            "rule": each.rule,
            "group": groups[each.rule],
            "severity": each.severity.value,
            "message": each.message,
            "excerpt": each.excerpt,
            "fingerprint": each.fingerprint,
        }


def as_github(finding: PlacedFinding) -> str:
    """A command for GitHub's log, which makes it an annotation of the line."""
    line, column, end_line, end_column = finding.place
    given: dict[str, object] = {"file": finding.path, "line": line, "endLine": end_line}
    if end_line == line:  # else GitHub refuses columns
        given |= {"col": column, "endColumn": end_column}
    given["title"] = finding.rule
    told = ",".join(f"{key}={_property(str(value))}" for key, value in given.items())
    return f"::{_GITHUB[finding.severity]} {told}::{_data(safe_line(finding.message))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Iterable[PlacedFinding]) -> dict[str, Any]:
    """A log of SARIF 2.1.0."""
    rules = rule_facts()
    places = {rule.id: place for place, rule in enumerate(rules)}
    driver = {"name": "medtui check", "semanticVersion": __version__, "rules": [*map(_sarif_rule, rules)]}
    results = [_sarif_result(each, places[each.rule]) for each in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}


def _sarif_rule(rule: RuleFacts) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why} Source: {rule.source}."},
        "defaultConfiguration": {"enabled": rule.is_on, "level": rule.severity.value},
        "properties": {"tags": [rule.group.value]},
    }


def _sarif_result(finding: PlacedFinding, rule: int) -> dict[str, Any]:
    line, column, end_line, end_column = finding.place
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(finding.path)}, "region": region}}],
        "partialFingerprints": {"medtuiFinding/v1": finding.fingerprint},
    }


def _uri(path: str) -> str:
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())


def as_junit(findings: Iterable[PlacedFinding], paths: Iterable[str]) -> str:
    """JUnit's XML: a suite for each page, with a test that fails for each finding, or one that passes."""
    by_path: dict[str, list[PlacedFinding]] = {path: [] for path in paths}
    for each in findings:
        by_path.setdefault(each.path, []).append(each)
    failures = sum(map(len, by_path.values()))
    tests = sum(len(found) or 1 for found in by_path.values())
    suites = "".join(_suite(path, found) for path, found in by_path.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="medtui check" tests="{tests}" failures="{failures}">\n{suites}</testsuites>\n'
    )


def _suite(path: str, findings: Sequence[PlacedFinding]) -> str:
    name = quoteattr(safe_line(path))
    cases = "".join(_case(name, each) for each in findings) or f'<testcase classname={name} name="check"/>\n'
    return (
        f'<testsuite name={name} tests="{len(findings) or 1}" failures="{len(findings)}" errors="0">\n'
        f"{cases}</testsuite>\n"
    )


def _case(name: str, finding: PlacedFinding) -> str:
    line, column, _, _ = finding.place
    about = f"{safe_line(finding.path)}:{line}:{column}: {safe_line(finding.message)}"
    if finding.excerpt.strip():
        about += f"\n{safe_line(finding.excerpt)}"
    return (
        f'<testcase classname={name} name="{finding.rule}:{line}:{column}">'
        f'<failure type="{finding.severity}" message={quoteattr(safe_line(finding.message))}>'
        f"{escape(about)}</failure></testcase>\n"
    )
