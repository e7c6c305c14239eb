"""`medtui new NAME`: a page to fill in."""

from __future__ import annotations

from datetime import date

from medtui.commands import output
from medtui.commands.declaration import ONE_NAME, Option, Request, ShellCommand
from medtui.commands.exit_codes import FAILURE, OK, USAGE, CommandError
from medtui.private_files import user_path
from medtui.safe_text import safe_line

COMMAND = ShellCommand(
    "new",
    "Write a page about a drug with all that it needs, to be filled in.",
    (Option("--to", "write it to this file; without it: one in this folder, called like the drug", "FILE"),),
    ONE_NAME._replace(help="the drug's name, as the title of the page; quotes are not needed"),
)


def run(request: Request, today: date | None = None) -> int:
    """Write it, over no other file. Returns the exit code; raises CommandError."""
    from medtui.checking.check_targets import library_of
    from medtui.checking.template import file_name, template
    from medtui.desk.atomic_write import NotWrittenError, write_file
    from medtui.library.loading import schema_for

    name = safe_line(" ".join(request.name.split()))
    path = user_path(request.to or file_name(name))
    shown = safe_line(str(path))
    if not file_name(name):
        raise CommandError("A drug's name has letters.", USAGE)
    schema, _ = schema_for(library_of(path.parent))
    try:
        write_file(path, template(name, schema, today or date.today()))
    except NotWrittenError as error:
        if error.exists:
            message = f"There is a file {shown} already. It was left as it is: choose another with --to."
            raise CommandError(message, USAGE) from error
        raise CommandError(str(error), FAILURE) from error
    output.write(f"Written: {shown}\nFill in each TODO; medtui check {shown} says what is left.\n")
    return OK
