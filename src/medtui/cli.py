"""The front door: understands the arguments, opens the app or runs a command, explains what goes wrong."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from math import inf
from typing import TYPE_CHECKING

from medtui.commands import output
from medtui.commands.declaration import Request, quick_request
from medtui.commands.exit_codes import FAILURE, INTERRUPTED, OK, USAGE, CommandError, OutputClosedError

if TYPE_CHECKING:
    from pathlib import Path

    from medtui.commands.debug import DebugReport
    from medtui.library.catalogue.listing import Listing
    from medtui.settings.settings import Settings
    from medtui.tui.start import Start

_WAIT_FOR_NAMES = 0.2
"""Seconds that a first start without a catalogue may spend on names before its first frame: enough for 2,000."""

_TEXTUAL_DEFAULTS = {
    "ESCDELAY": "25",  # ms that Esc waits to be told from an escape sequence; Textual's own 100 can be felt
    "TEXTUAL_FPS": "500",  # with its own 60, a key waits up to 17 ms for its frame
}


def run(argv: Sequence[str], run_of: Callable[[str], Callable[[Request], int]] | None = None) -> int:
    """Do what the arguments say and return the exit code. Never raises: every error becomes one sentence.

    run_of: what does the command of a name; None for medtui's own commands.
    """
    report = None
    try:
        output.prepare()
        report = _new_report(argv)
        code = _obey(argv, run_of or _run_of)
        output.flush()
    except OutputClosedError:
        output.discard()
        code = OK
    except KeyboardInterrupt:
        output.discard()
        code = INTERRUPTED
    except Exception as error:
        code = _explain(error, report)
    finally:
        if report is not None:
            report.close()
            output.complain(f"a report is in {report.path}")
    return code


def open_app(listing: Listing, start: Start, *, debug: bool) -> int:
    """Run the app until the user leaves it. Returns its exit code; raises CommandError without a terminal."""
    _need_terminal()
    for name, value in _TEXTUAL_DEFAULTS.items():
        os.environ.setdefault(name, value)
    from medtui.tui.app import run_app  # Textual takes longer to import than all else together

    return run_app(listing, start, debug=debug)


def _obey(argv: Sequence[str], run_of: Callable[[str], Callable[[Request], int]]) -> int:
    request = quick_request(argv)
    if request is None:
        from medtui.commands.arguments import parse  # slow to import, and most starts need it not

        try:
            request = parse(argv)
        except SystemExit as stop:  # --help and --version
            return int(stop.code or OK)
    if request.kiosk and (request.plain or request.debug):
        raise CommandError("--kiosk goes with neither --plain nor --debug: leave that out.", USAGE)
    if request.plain:
        request = request._replace(command="plain")
    from medtui.settings.settings import config_folder
    from medtui.settings.settings_file import load_settings

    settings, problems = load_settings(config_folder())
    if not request.command:
        return (_open_kiosk if request.kiosk else _open_for_user)(request, settings, problems)
    request = with_settings(request, settings)
    command = run_of(request.command)
    gc.freeze()  # importing is over: collect garbage from now on, but never look through what was imported
    gc.enable()
    if request.command != "config":  # which says it itself
        output.complain_of_each(problems)
    return command(request)


def with_settings(request: Request, settings: Settings) -> Request:
    """The request, with the libraries and the overlay of the settings where it, or MEDTUI_LIBRARY, names none."""
    from medtui.commands.name_resolution import ENVIRONMENT

    libraries, overlay = request.libraries, request.overlay
    if not libraries and not os.environ.get(ENVIRONMENT, "").strip(os.pathsep):
        libraries = tuple(map(str, settings.libraries))
    if not overlay and settings.overlay is not None:
        overlay = str(settings.overlay)
    return request._replace(libraries=libraries, overlay=overlay)


def _run_of(name: str) -> Callable[[Request], int]:
    """What does the command of that name; each brings only what it needs."""
    from importlib import import_module

    module = "plain.session" if name == "plain" else f"{name}_command"  # --plain is an option of the app
    run: Callable[[Request], int] = import_module(f"medtui.commands.{module}").run
    return run


def _open_for_user(request: Request, settings: Settings, wrong: Sequence[str]) -> int:
    overlay = _overlay(request.overlay)
    return open_app(*_found(with_settings(request, settings), settings, overlay, wrong), debug=request.debug)


def _open_kiosk(request: Request, settings: Settings, wrong: Sequence[str]) -> int:
    """The same for whoever logs in, who is told of no path and can mend nothing."""
    from medtui.tui.start import Kiosk

    try:
        overlay = _overlay(request.overlay)
        listing, start = _found(with_settings(request, settings), settings, overlay, wrong)
    except CommandError as error:
        message = "medtui cannot be opened here: tell whoever looks after this computer."
        raise CommandError(message, error.code) from error
    kiosk = Kiosk(settings.kiosk_minutes * 60, settings.kiosk_exports)
    return open_app(listing, start._replace(kiosk=kiosk, problems=()), debug=False)


def _found(request: Request, settings: Settings, overlay: Path | None, wrong: Sequence[str]) -> tuple[Listing, Start]:
    """What is to be opened, so that a wrong name or section is said before the screen changes.

    overlay: as asked for. wrong: with the settings; what else is wrong with them stops nothing either.
    """
    from medtui.commands.name_resolution import choose_entry, name_and_section, open_listing, section_to_open

    # The app corrects an outdated title while it runs; a name is looked up now.
    listing = open_listing(request, check_files=bool(request.name), seconds=inf if request.name else _WAIT_FOR_NAMES)
    name, words = name_and_section(listing, request.name, request.section) if request.name else ("", request.section)
    entry = choose_entry(listing, name) if name else None
    section, problems = None, list(wrong)
    if words is not None:
        section = section_to_open(listing, entry, words)
    elif settings.start_section:
        try:
            section = section_to_open(listing, None, settings.start_section)
        except CommandError as error:
            problems.append(f"The setting start_section cannot be used. {error}")
    if overlay is None:
        try:
            overlay = _overlay(str(settings.overlay or ""))
        except CommandError as error:
            problems.append(str(error))
    from medtui.tui.start import Start  # brings no Textual

    return listing, Start(entry, section, overlay, settings, tuple(problems))


def _overlay(name: str) -> Path | None:
    """The folder of the clinic's notes, None for no name. Raises CommandError where it is no folder."""
    if not name:
        return None
    from pathlib import Path  # seldom given, as what follows

    from medtui.desk.clinic_overlay import Overlay, OverlayError

    try:
        Overlay(Path(name))
    except OverlayError as error:
        raise CommandError(str(error), USAGE) from error
    return Path(name)


def _need_terminal() -> None:
    # Textual reads keys from standard input and, but for Windows, draws on standard error.
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise CommandError(
            "The app needs a terminal for its input and output, and this is none. "
            "medtui --plain asks and answers in plain lines; medtui show NAME writes one drug.",
            USAGE,
        )
    if os.environ.get("TERM", "").lower() in ("dumb", "unknown"):
        raise CommandError(
            "The app cannot draw on this terminal: TERM says that it is dumb. medtui --plain asks and answers in "
            "plain lines; or set TERM to what it really is.",
            USAGE,
        )


def _new_report(argv: Sequence[str]) -> DebugReport | None:
    options = argv[: argv.index("--")] if "--" in argv else argv
    if "--debug" not in options:
        return None
    from medtui.commands.debug import DebugReport  # only reports need logging and platformdirs

    try:
        return DebugReport(argv)
    except OSError as error:
        message = f"The report cannot be written ({output.reason(error)}). Free some space, or leave out --debug."
        raise CommandError(message, FAILURE) from error


def _explain(error: Exception, report: DebugReport | None) -> int:
    """Say in one sentence what stopped us. Returns the exit code."""
    if report is not None:
        report.add(error)
    if isinstance(error, CommandError):
        output.complain(str(error), error.choices)
        code = error.code
    else:
        hint = "" if report else " Run again with --debug to write a report."
        output.complain(f"stopped because of an internal error ({type(error).__name__}).{hint}")
        code = FAILURE
    try:
        output.flush()  # what was written before the error stays written
    except (CommandError, OutputClosedError):
        output.discard()
    return code
