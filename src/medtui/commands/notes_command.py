"""`medtui notes export`: all of the user's notes, to read elsewhere and to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timezone
from itertools import groupby

from medtui.commands import output
from medtui.commands.declaration import OVERWRITE, TO, Request, ShellCommand, Words, format_option
from medtui.commands.marks_command import desk_contents, report_none, write_or_save
from medtui.desk.desk_contents import Note, Subject
from medtui.reading.schema import default_schema
from medtui.safe_text import safe_line
from medtui.settings.settings import data_folder

_HEAD = "# Notes\n\nYour own notes, kept by medtui. They are no part of the monographs.\n"
_ACTIVE = re.compile(r"[\\`*_\[\]<>&#|~]")  # what Markdown could take for more than itself inside a line
_BACKTICKS = re.compile("`+")

COMMAND = ShellCommand(
    "notes",
    "Write all of your notes, with the monographs and sections that they are about.",
    (
        TO,
        OVERWRITE,
        format_option("how to write them: markdown; or json, as docs/json.md says", ("markdown", "json")),
    ),
    Words("ACTION", "what to do with them", choices=("export",)),
)


def run(request: Request) -> int:
    """Write them. Returns the exit code; raises CommandError."""
    notes = _in_order([*desk_contents(data_folder()).notes.values()])
    text = _json(notes) if request.format == "json" else "".join(_markdown(notes))
    if notes:
        return write_or_save(request, text)
    if request.format == "json" and not request.to:
        output.write(text)
    return report_none("notes")


def _in_order(notes: Sequence[Note]) -> list[Note]:
    """By title, that of the newest note where a monograph has had several; the one on the whole of it first."""
    titles = {note.subject.id: note.subject.title for note in sorted(notes, key=lambda note: note.edited)}

    def place(note: Note) -> tuple[str, str, str]:
        return titles[note.subject.id].casefold(), note.subject.id, note.section

    return sorted(
        (note._replace(subject=Subject(note.subject.id, titles[note.subject.id])) for note in notes), key=place
    )


def _json(notes: Sequence[Note]) -> str:
    from medtui.commands.monograph_json import to_json  # brings what Markdown needs not

    facts = [
        {
            "id": note.subject.id,
            "title": note.subject.title,
            "section": note.section,
            "edited": _date(note),
            "text": note.text,
        }
        for note in notes
    ]
    return to_json({"notes": facts}, indent=2) + "\n"


def _markdown(notes: Sequence[Note]) -> Iterator[str]:
    yield _HEAD
    for subject, own in groupby(notes, lambda note: note.subject.id):
        on_it = list(own)
        yield f"\n## {_plain(on_it[0].subject.title)}\n\nId: {_plain(subject)}\n"
        for note in on_it:
            yield f"\n### {_section(note.section)}, {_date(note)}\n\n{_fenced(note.text)}"


def _section(name: str) -> str:
    if not name:
        return "On the whole monograph"
    spec = default_schema().get(name)
    return f"On {_plain(spec.title)} ({_plain(name)})" if spec else f"On {_plain(name)}"


def _date(note: Note) -> str:
    """ISO 8601, in UTC."""
    return f"{note.edited.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"


def _plain(text: str) -> str:
    """One line that Markdown shows as it is."""
    return _ACTIVE.sub(lambda match: f"\\{match[0]}", safe_line(text))


def _fenced(text: str) -> str:
    """A block of code, in which nothing can be taken for a heading or for its end."""
    text = output.safe(text)  # before the line end: it must not make one of a carriage return
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    end = "" if text.endswith("\n") else "\n"
    return f"{fence}text\n{text}{end}{fence}\n"
