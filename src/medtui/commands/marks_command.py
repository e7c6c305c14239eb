"""`medtui marks`: the marked monographs, to look at, to carry to another computer, and to take over from there."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from medtui.commands import output
from medtui.commands.declaration import OVERWRITE, TO, Option, Request, ShellCommand
from medtui.commands.exit_codes import FAILURE, NO_MATCH, OK, USAGE, CommandError
from medtui.commands.name_resolution import sources_of
from medtui.desk.desk_contents import DeskContents, Subject
from medtui.desk.marks_and_notes import FILE_NAME, Desk, DeskError
from medtui.safe_text import safe_line
from medtui.settings.settings import data_folder

MOST_BYTES = 1_000_000
_MOST_MISTAKES = 20
_HEAD = "# Marks of medtui. One monograph a line: its id, a tab, its title.\n"

COMMAND = ShellCommand(
    "marks",
    "Write the marked monographs, in your order; or take marks over from a file.",
    (
        TO,
        Option("--from", "add the marks in this file, which `--to` wrote", "FILE"),
        OVERWRITE,
    ),
)


def run(request: Request, find_folder: Callable[[], Path | None] = data_folder) -> int:
    """Write the marks, or add those of a file. Returns the exit code; raises CommandError."""
    if request.source and request.to:
        raise CommandError("--from and --to do not go together. Call medtui marks twice.", USAGE)
    if request.source:
        return _import_marks(request.source, find_folder())
    marks = desk_contents(find_folder()).marks
    if not marks:
        return report_none("marks")
    return write_or_save(request, _HEAD + "".join(f"{_line(mark)}\n" for mark in marks))


def _line(mark: Subject) -> str:
    shown = safe_line(mark.id)
    escape = "\\" if shown.startswith(("#", "\\")) else ""  # a line that begins with # is left out
    return f"{escape}{shown}\t{safe_line(mark.title)}"


def _import_marks(name: str, folder: Path | None) -> int:
    """Add the marks in the file `name` after those there are."""
    marks: dict[str, Subject] = {}
    mistakes: list[str] = []
    for number, line in enumerate(_read(name).split(b"\n"), start=1):
        if line.strip() and not line.startswith(b"#"):
            mark = _mark(line.removesuffix(b"\r"))
            if isinstance(mark, str):
                mistakes.append(f"{name}: line {number} {mark}")
            else:
                marks.setdefault(mark.id, mark)
    output.complain_of_each(mistakes[:_MOST_MISTAKES])
    if len(mistakes) > _MOST_MISTAKES:
        output.complain(f"{name}: {len(mistakes) - _MOST_MISTAKES:,} more lines are no marks.")
    if not marks:
        return report_none(f"marks in {name}")
    added = _add(list(marks.values()), folder)
    there = len(marks) - added
    also = f"; {there:,} more {'was' if there == 1 else 'were'} there already" if there else ""
    output.write(f"Added: {added:,} mark{'' if added == 1 else 's'}{also}.\n")
    return FAILURE if mistakes else OK


def _add(marks: list[Subject], folder: Path | None) -> int:
    """How many of them were new. Raises CommandError, and then none was added."""
    with _open_desk(folder) as desk:
        before = {mark.id for mark in desk.contents().marks}
        desk.mark(marks)
    return len({mark.id for mark in marks} - before)


def _read(name: str) -> bytes:
    """Raises CommandError."""
    shown = safe_line(name)
    try:
        with Path(name).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "that is no name for a file"
        raise CommandError(f"{shown} cannot be read ({reason}). Name a file that medtui marks wrote.", USAGE) from error
    if len(data) > MOST_BYTES:
        raise CommandError(f"{shown} is larger than 1 MB. Name a file that medtui marks wrote.", USAGE)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CommandError(f"{shown} is UTF-16. Save it as UTF-8, then try again.", USAGE)
    return data.removeprefix(codecs.BOM_UTF8)


def _mark(line: bytes) -> Subject | str:
    """The mark on a line of the file; or what is wrong with it, to stand after the line's number."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return "is not UTF-8."
    id, tab, title = text.removeprefix("\\").partition("\t")  # the field's own name
    if not (tab and title.strip()):
        return "is no mark: it needs an id, a tab and a title."
    if safe_line(id) != id or not all(id.partition("/")):
        return f"is no mark: “{id}” is no monograph’s id."
    return Subject(id, safe_line(title.strip()))


# The desk, for other commands too ---------------------------------------------------------------------


@contextmanager
def _open_desk(folder: Path | None) -> Iterator[Desk]:
    """The user's desk in their data folder, made where there is none; standard error says what was wrong with it.

    Raises CommandError where nothing can be kept, and for what fails with it.
    """
    desk = Desk(folder)
    try:
        if desk.place is None:
            raise CommandError(desk.complaint, FAILURE)
        if desk.complaint:
            output.complain(desk.complaint)
        yield desk
    except DeskError as error:
        raise CommandError(str(error), FAILURE) from error
    finally:
        desk.close()


def desk_contents(folder: Path | None) -> DeskContents:
    """Everything on the user's desk, without making a file where there is none. Raises CommandError."""
    if folder is None or not os.path.lexists(folder / FILE_NAME):
        return DeskContents()
    with _open_desk(folder) as desk:
        return desk.contents()


def write_or_save(request: Request, text: str) -> int:
    """Write `text`, unsafe characters made visible, to the file that the request names, else to the output.

    Returns the exit code; raises CommandError, and then no file was written.
    """
    if not request.to:
        output.write(text)
        return OK
    try:
        libraries = {source.name: source.root for source in sources_of(request)}
    except CommandError:
        libraries = {}  # the one that MEDTUI_LIBRARY names is not there
    return output.save(request, output.safe(text), libraries)


def report_none(what: str) -> int:
    """Say that there is none of these, as `marks`. Returns the exit code."""
    output.complain(f"There are no {what}.")
    return NO_MATCH
