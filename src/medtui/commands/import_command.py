"""`medtui import SOURCE... --to DIR`: labels become monographs of a library folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING

from medtui.commands import output
from medtui.commands.declaration import Option, Request, ShellCommand, Words
from medtui.commands.exit_codes import FAILURE, OK, PARTLY, USAGE, CommandError
from medtui.commands.progress_line import bar, progress_line
from medtui.private_files import bytes_at, user_path
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.importing.import_run import ImportRun, Outcome, State
    from medtui.importing.stock_list import StockList

COMMAND = ShellCommand(
    "import",
    "Make a library of labels (SPL, openFDA, EU ePI), each checked word for word against its source.",
    (
        Option("--to", "the folder of the library; it is made where there is none", "DIR"),
        Option("--name", "what the library is called, if not like its folder", "LIBRARY"),
        Option(
            "--include",
            "also labels of this kind, such as homeopathic; give the option again for more",
            "KIND",
            repeats=True,
        ),
        Option("--only", "only labels of drugs on this stock list: CSV, TSV, or a drug in each line", "FILE"),
        Option(
            "--prefer",
            "of labels with the same ingredients, form and strengths only one: the newest, of the original if there is"
            " one, or of any",
            "WHICH",
            ("all", "original", "newest"),
        ),
        Option("--complete", "these sources are a whole release: mark the labels that it has no more, delete none"),
        Option("--dry-run", "write nothing, and say what would be done"),
        Option("--report", "write what became of each input to this file, as JSON", "FILE"),
    ),
    Words("SOURCE", "an XML or JSON file, a zip of them, a zip of such zips, or a folder of all that", several=True),
)
_TOLD: dict[State, str] = {
    "imported": "imported",
    "replaced": "replaced an older version",
    "unchanged": "unchanged",
    "supplied": "only gave RxCUI and class to a label in SPL",
    "older": "older than what is there",
    "edited": "left as edited by hand",
    "incomplete": "not imported whole",
    "refused": "refused",
    "copy": "dropped as copies of another label",
    "unlisted": "not on the stock list",
    "unmatched": "on the stock list and not imported",
    "withdrawn": "marked as no longer in the release",
    "returned": "in the release again",
}
"""What became of inputs, in the words of the last line."""
_LITTLE = 500_000
"""So many bytes are read sooner than processes are started."""
_OFTEN = 0.2  # seconds
_COMPLAINED_OF = ("edited", "incomplete", "refused", "unmatched")


def run(request: Request, today: date | None = None) -> int:
    """Import, say what became of it. Returns the exit code; raises CommandError."""
    from medtui.desk.atomic_write import NotWrittenError
    from medtui.importing.import_run import ImportRun
    from medtui.importing.inputs import files, size_of
    from medtui.importing.label_library import LabelLibrary
    from medtui.importing.label_workers import processes

    if not request.to:
        raise CommandError("Say where the library is to be: --to DIR.", USAGE)
    sources = [user_path(name) for name in request.names]
    if missing := next((name for name, path in zip(request.names, sources, strict=True) if not path.exists()), None):
        raise CommandError(f"There is no file or folder {safe_line(missing)}.", USAGE)
    try:
        size = sum(map(size_of, files(sources)))
        library = LabelLibrary(user_path(request.to), " ".join(request.library_name.split()))
        run = ImportRun(
            library,
            today or date.today(),
            frozenset(request.include),
            is_dry=request.dry_run,
            processes=processes() if size > _LITTLE else 0,
            stock=_stock(request),
            prefer=request.prefer,
        )
    except OSError as error:
        raise CommandError(_unwritten(request, error), FAILURE) from error
    outcomes: list[Outcome] = []
    try:
        with closing(run.outcomes(sources, is_complete=request.complete)) as coming:
            _tell(run, coming, size, outcomes)
    except (OSError, NotWrittenError) as error:
        output.write(f"{_summary(run)}\n")
        with suppress(NotWrittenError):  # nor can the report be, perhaps
            _report(request, outcomes)
        done = run.counts["imported"] + run.counts["replaced"] + run.counts["incomplete"]
        why = f"{_unwritten(request, error)} The import ended there; what was imported is whole."
        raise CommandError(why, PARTLY if done else FAILURE) from error
    output.write(f"{_summary(run)}\n")
    try:
        _report(request, outcomes)
    except NotWrittenError as error:
        raise CommandError(str(error), FAILURE) from error
    return _exit_code(run)


def _unwritten(request: Request, error: Exception) -> str:
    """That the library cannot be written, and why."""
    if isinstance(error, OSError):
        return f"{safe_line(request.to)} cannot be written: {safe_line(str(error.strerror))}."
    return str(error)


def _report(request: Request, outcomes: Sequence[Outcome]) -> None:
    """Write what became of each input, if that was asked for. Raises NotWrittenError."""
    from medtui.desk.atomic_write import write_file

    if request.report:
        write_file(user_path(request.report), _as_json(outcomes), overwrite=True)


def _stock(request: Request) -> StockList | None:
    """The list that the request names. Raises CommandError."""
    if not request.only:
        return None
    from medtui.importing.stock_list import StockList, stock_rows
    from medtui.reading.decoding import decode

    try:
        text, _ = decode(bytes_at(request.only))
    except OSError as error:
        raise CommandError(
            f"{safe_line(request.only)} cannot be read: {safe_line(str(error.strerror))}.", USAGE
        ) from error
    rows = stock_rows(text, is_table=request.only.lower().endswith(".csv"))
    if not rows:
        raise CommandError(f"{safe_line(request.only)} names no drug.", USAGE)
    return StockList(rows)


def _tell(run: ImportRun, coming: Iterable[Outcome], size: int, outcomes: list[Outcome]) -> None:
    """Add what became of each input to `outcomes`, and complain. size: of all sources, in bytes."""
    started = monotonic()
    with progress_line(_OFTEN) as line:
        line.show(bar(0, 0, 0))
        for outcome in coming:
            outcomes.append(outcome)
            if outcome.state in _COMPLAINED_OF:
                why = f": {outcome.why[0]}" if outcome.why else ""
                line.clear()
                output.complain(f"{safe_line(outcome.input)} is {_TOLD[outcome.state]}{safe_line(why)}.")
            line.show(bar(run.place.done / max(size, 1), len(outcomes), monotonic() - started))


def _summary(run: ImportRun) -> str:
    told = [f"{run.counts[state]} {words}" for state, words in _TOLD.items() if run.counts[state]]
    return f"{', '.join(told) or 'Nothing to import'}."


def _exit_code(run: ImportRun) -> int:
    counts = run.counts
    if (
        not counts["imported"]
        + counts["replaced"]
        + counts["unchanged"]
        + counts["supplied"]
        + counts["older"]
        + counts["incomplete"]
    ):
        return FAILURE
    return PARTLY if counts["refused"] + counts["incomplete"] + counts["edited"] else OK


def _as_json(outcomes: Sequence[Outcome]) -> str:
    return json.dumps([outcome._asdict() for outcome in outcomes], ensure_ascii=False, indent=2) + "\n"
