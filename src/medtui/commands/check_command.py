"""`medtui check [PATH...]`: what is wrong with monographs, for whoever keeps them. Edits none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, Option, Request, ShellCommand, Words, format_option
from medtui.commands.exit_codes import FAILURE, OK, USAGE, CommandError
from medtui.commands.name_resolution import sources_of
from medtui.commands.progress_line import progress_line
from medtui.private_files import bytes_at, user_path
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.checking.check_targets import CheckTarget, Targets
    from medtui.checking.library_check import LibraryCheck
    from medtui.checking.page_check import PlacedFinding
    from medtui.checking.rule import Severity

COMMAND = ShellCommand(
    "check",
    "Say what is wrong with monographs, line by line; for editors and continuous integration too.",
    (
        Option(
            "--rule",
            "only this rule or group of rules, those of this severity, or all; give the option again for more",
            "RULE",
            repeats=True,
        ),
        format_option(
            "how to write it: text, with the lines; json, as docs/json.md says; github, which makes annotations; sarif"
            " (2.1.0); or junit",
            ("text", "json", "github", "sarif", "junit"),
        ),
        Option(
            "--fail-on",
            "end with code 1 for findings as bad as this, or worse: error, warning or note; without it: what the"
            " library's medtui.yaml says, or else error",
            "SEVERITY",
        ),
        Option("--baseline", "leave out what is in this file, which --write-baseline or --format json wrote", "FILE"),
        Option("--write-baseline", "write all that was found to this file, and fail for none of it", "FILE"),
        LIBRARY,
    ),
    Words(
        "PATH",
        "a file or folder of monographs; without any: the libraries that medtui would open",
        required=False,
        several=True,
    ),
)
_OFTEN = 0.2  # seconds


@dataclass(slots=True)
class _Outcome:
    """What was found. paths: of all that was looked at. known: how many findings the baseline has."""

    findings: list[PlacedFinding] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    known: int = 0
    fails: bool = False

    def json(self) -> str:
        """All of it, a finding a line, as baselines stand in git."""
        from medtui.checking.report_formats import as_json
        from medtui.commands.monograph_json import to_json  # brings all that draws monographs

        findings = ",\n".join(map(to_json, as_json(self.findings)))
        counts = f'"monographs": {len(self.paths)}, "known": {self.known}'
        return f'{{{counts}, "findings": [\n{findings}\n]}}\n'


def run(request: Request, today: date | None = None) -> int:
    """Check, and write what was found. Returns the exit code; raises CommandError."""
    limit = _limit(request.fail_on)
    baseline = _baseline(request.baseline) if request.baseline else Counter[str]()
    targets = _targets(request)
    for sentence in targets.left_out:
        output.complain(sentence)
    outcome = _Outcome()
    for target in targets.all:
        _check(target, request, today or date.today(), outcome, baseline, limit)
    if request.write_baseline:
        request = request._replace(to=request.write_baseline, overwrite=True)
        code = output.save(request, outcome.json(), {})
    else:
        _write(request, outcome)
        code = FAILURE if outcome.fails else OK
    return max(code, output.complain_of_each(targets.complaints))


def _limit(word: str) -> Severity | None:
    from medtui.checking.rule import Severity

    if word and word not in [*Severity]:
        raise CommandError(f"--fail-on takes {', '.join(Severity)}, not {safe_line(word)}.", USAGE)
    return Severity(word) if word else None


def _targets(request: Request) -> Targets:
    from medtui.checking.check_targets import TargetError, Targets, targets_of

    try:
        if request.names:
            return targets_of(map(user_path, request.names), request.names)
        targets = Targets()
        for source in sources_of(request):
            targets.add_library(source.root, source.find(with_stamps=False), is_whole=source.key == str(source.root))
    except TargetError as error:
        raise CommandError(str(error), USAGE) from error
    except OSError as error:
        raise CommandError(f"The library cannot be listed ({output.reason(error)}).", USAGE) from error
    return targets


def _check(
    target: CheckTarget,
    request: Request,
    today: date,
    outcome: _Outcome,
    baseline: Counter[str],
    limit: Severity | None,
) -> None:
    """Add what is wrong with the files of one library. limit: what fails; None for what the library says."""
    from medtui.checking.check_settings import CheckSettingsError, checks_of, known_words
    from medtui.checking.checked_page import CheckSettings
    from medtui.checking.library_check import CheckOrder, LibraryCheck, processes_for
    from medtui.checking.page_check import rule_facts
    from medtui.checking.rule import LibraryRule, Severity
    from medtui.checking.rules import all_rules

    rules = rule_facts()
    if unknown := set(request.rules).difference([*known_words(rules), *Severity, "all"]):
        raise CommandError(f"There is no rule or group {safe_line(min(unknown))}: see docs/rules.md.", USAGE)
    try:
        schema, checks = checks_of(target.root, rules)
    except CheckSettingsError as error:
        raise CommandError(str(error), USAGE) from error
    severities = checks.severities(rules, request.rules)
    comparing = [id for id in request.rules if isinstance(all_rules().get(id), LibraryRule)]
    if comparing and not target.is_whole:
        output.complain(f"{', '.join(comparing)} compares pages: name the folder of the library, not its files.")
    order = CheckOrder(target.root, schema, CheckSettings(today, checks.months), severities)
    check = LibraryCheck(order, [*target.shown], is_whole=target.is_whole, processes=processes_for(len(target.shown)))
    worst = (limit or checks.fail_on or Severity.ERROR).rank
    for finding in _with_progress(check, len(target.shown)):
        if baseline[finding.fingerprint]:
            baseline[finding.fingerprint] -= 1
            outcome.known += 1
            continue
        outcome.findings.append(finding._replace(path=target.shown_path(finding.path)))
        outcome.fails |= finding.severity.rank <= worst
    outcome.paths += sorted(target.shown.values())


def _with_progress(check: LibraryCheck, count: int) -> Iterator[PlacedFinding]:
    try:
        with progress_line(_OFTEN) as line, closing(check.findings()) as pages:
            for done, findings in enumerate(pages):
                yield from findings
                line.show(f"{done:,} of {count:,} monographs checked")
    except OSError as error:
        raise CommandError(f"{str(error).capitalize()}.", FAILURE) from error


def _baseline(name: str) -> Counter[str]:
    """How often each fingerprint is in that file. Raises CommandError."""
    try:
        findings = json.loads(bytes_at(name))["findings"]
        return Counter(str(each["fingerprint"]) for each in findings)
    except OSError as error:
        raise CommandError(f"{safe_line(name)} cannot be read ({output.reason(error)}).", USAGE) from error
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise CommandError(
            f"{safe_line(name)} is no baseline: write one with medtui check --write-baseline.", USAGE
        ) from error


def _write(request: Request, outcome: _Outcome) -> None:
    from medtui.checking import report_formats as formats

    findings = outcome.findings
    match request.format:
        case "json":
            output.write(outcome.json())
        case "sarif":
            from medtui.commands.monograph_json import to_json

            output.write(to_json(formats.as_sarif(findings), indent=2) + "\n")
        case "junit":
            output.write(formats.as_junit(findings, outcome.paths))
        case "github":
            output.write("".join(map(formats.as_github, findings)))
        case _:
            width = output.width()
            for finding in findings:
                output.write(formats.as_text(finding, width))
            output.write(formats.summary(findings, len(outcome.paths), outcome.known))
