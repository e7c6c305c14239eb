"""`medtui changes SETID`: what the newest import changed in a label."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, Request, ShellCommand, Words
from medtui.commands.exit_codes import FAILURE, NO_SUCH_NAME, OK, CommandError
from medtui.commands.name_resolution import sources_of
from medtui.safe_text import safe_line

if TYPE_CHECKING:
    from medtui.importing.label_library import Imported, LabelLibrary
    from medtui.monograph import Monograph
    from medtui.reading.schema import Schema

COMMAND = ShellCommand(
    "changes",
    "Write what is different in an imported label since the version before it, as medtui diff does.",
    (LIBRARY,),
    Words("SETID", "the label's set id, or how it begins"),
)


def run(request: Request) -> int:
    """Write it. Returns the exit code; raises CommandError."""
    from medtui.checking.changes_report import page_lines
    from medtui.checking.page_changes import ChangeKind, changes
    from medtui.library.loading import schema_for

    library, label = _named(request)
    before = library.version_before(label)
    if before is None:
        output.write(f"{safe_line(label.path.name)} has had no other version in this library.\n")
        return OK
    schema, _ = schema_for(library.folder)
    old, new = (_read(path, schema) for path in (before, label.path))
    output.write(f"{safe_line(new.title)}\n{_version(old)} -> {_version(new)}\n")
    found = [change for change in changes(old, new) if change.kind is not ChangeKind.DETAILS]
    lines = [f"{line}\n" for line in page_lines(found)]
    output.write("\n" + ("".join(lines) or "The text is the same.\n"))
    return OK


def _named(request: Request) -> tuple[LabelLibrary, Imported]:
    from medtui.importing.label_library import LabelLibrary

    found: list[tuple[LabelLibrary, Imported]] = []
    for source in sources_of(request):
        library = LabelLibrary(source.root)
        found += [(library, one) for one in library.labels.values() if one.set_id.startswith(request.name.lower())]
    if len(found) != 1:
        what = "Several labels have" if found else "No imported label has"
        message = f"{what} a set id that begins with {safe_line(request.name)}."
        raise CommandError(message, NO_SUCH_NAME, (f"{one.set_id}  {safe_line(one.path.name)}" for _, one in found))
    return found[0]


def _read(path: Path, schema: Schema) -> Monograph:
    from medtui.reading.reader import read

    try:
        return read(path.read_text(encoding="utf-8", errors="replace"), schema=schema)
    except OSError as error:
        raise CommandError(f"{safe_line(str(path))} cannot be read: {error.strerror}.", FAILURE) from error


def _version(monograph: Monograph) -> str:
    version, effective = (safe_line(str(monograph.metadata.get(key, ""))) for key in ("version", "effective_date"))
    return f"version {version or 'unknown'}{f', effective {effective}' if effective else ''}"
