"""`medtui compare A B`: the same section of two to four monographs, under each other."""

from __future__ import annotations

from collections.abc import Sequence

from medtui.commands import output
from medtui.commands.declaration import LIBRARY, TWO_TO_FOUR_NAMES, Request, ShellCommand, format_option, section_option
from medtui.commands.exit_codes import FAILURE, OK, USAGE, CommandError
from medtui.commands.monograph_json import monograph_json, to_json
from medtui.commands.name_resolution import NamedMonograph, named_monographs, open_listing
from medtui.monograph import Section
from medtui.presentation.comparison import compared, markdown_comparison, section_tabs, stacked
from medtui.presentation.page import page_text
from medtui.presentation.tabs import ALL, Tab
from medtui.reading.reader import WHOLE

_DEFAULT = "dosage"

COMMAND = ShellCommand(
    "compare",
    "Write the same section of two to four monographs, each with its disclaimer and source.",
    (
        section_option("compare", _DEFAULT),
        format_option(
            "how to write it: text; markdown, the source of the files; or json, as docs/json.md says",
            ("text", "markdown", "json"),
        ),
        LIBRARY,
    ),
    TWO_TO_FOUR_NAMES,
)


def run(request: Request) -> int:
    """Write the comparison. Returns the exit code: FAILURE where none has the section. Raises CommandError."""
    chosen = named_monographs(open_listing(request), request.names)
    tabs = _tabs(chosen, _DEFAULT if request.section is None else request.section)
    pairs = [(one.loaded, tab) for one, tab in zip(chosen, tabs, strict=True)]
    if request.format == "json":
        records = [
            monograph_json(loaded, _section(loaded.monograph.section(tab.section), tab)) for loaded, tab in pairs
        ]
        # A file without sections shows its one tab for All.
        section = next((tab.section for tab in tabs if tab.section != WHOLE.name), tabs[0].section)
        output.write(to_json({"section": section, "monographs": records}, indent=2) + "\n")
    elif request.format == "markdown":
        output.write(markdown_comparison(pairs))
    else:
        columns = [compared(loaded, tab) for loaded, tab in pairs]
        output.write(page_text(stacked(columns), output.width()) + "\n")
    return OK if any(tab.present for tab in tabs) else FAILURE


def _tabs(chosen: Sequence[NamedMonograph], words: str) -> tuple[Tab, ...]:
    """The tab of each. Raises CommandError (USAGE) when none knows the words, or they mean different sections."""
    tabs = section_tabs([(one.loaded.monograph, one.schema) for one in chosen], words)
    if not tabs:
        raise CommandError(f"None of these monographs has a section called “{words}”. {_what_there_is(chosen)}", USAGE)
    if words.isdigit() and len({tab.section for tab in tabs} - {WHOLE.name}) > 1:
        titles = [f"{tab.title} in {one.loaded.monograph.title}" for one, tab in zip(chosen, tabs, strict=True)]
        raise CommandError(f"{words} is not the same section in all: {', '.join(titles)}. Say its name.", USAGE)
    return tabs


def _section(there: Section | None, tab: Tab) -> Section | None:
    """None stands for the whole monograph, so what is not there must not be None."""
    return there if there or tab.section == ALL else Section(tab.section, tab.label, tab.title, ())


def _what_there_is(chosen: Sequence[NamedMonograph]) -> str:
    names = dict.fromkeys(section.name for one in chosen for section in one.loaded.monograph.sections)
    return f"They have: {', '.join(names)}." if names else "They are empty."
