"""A line to say where the shown section is to be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from medtui.desk.atomic_write import NotWrittenError, Protected, write_file
from medtui.library import LoadedMonograph
from medtui.presentation.disclaimer import disclaimer_of
from medtui.presentation.exporting import SUFFIX_HELP, exported, file_name, form_of
from medtui.presentation.markdown.styled import Span
from medtui.presentation.tabs import Tab
from medtui.safe_text import safe_line
from medtui.tui.bars import DisclaimerBar, DrugHeader
from medtui.tui.search_line import SearchLine
from medtui.tui.sizes import disclaimer_rows

_HOW = f"Enter writes · Esc leaves · end the name in {SUFFIX_HELP}"


class ToExport(NamedTuple):
    """The section to write. libraries: the open ones, which nothing is written into."""

    loaded: LoadedMonograph
    tab: Tab
    libraries: Sequence[Protected]


class ExportScreen(Screen[str | None]):
    """Ends with the file that was written, or None."""

    DEFAULT_CSS = """
    ExportScreen {
        padding: 0 1;
        #export-header { height: 4; }
        #export-path { height: 1; background: $surface; }
        #export-says { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave")]

    def __init__(self, what: ToExport, folder: Path, now: Callable[[], datetime]) -> None:
        """folder: where the file goes unless the user says otherwise. now: the clock."""
        super().__init__()
        self._now = now
        self._what = what
        self._folder = folder
        self._taken = ""  # the name of a file that there is already, once that was said

    def compose(self) -> ComposeResult:
        self._header = DrugHeader(id="export-header")
        self._path = SearchLine(id="export-path", prompts=("file: ",))
        self._says = DrugHeader(id="export-says")
        self._bar = DisclaimerBar(id="disclaimer")
        yield from (self._header, self._path, self._says, self._bar)

    def on_mount(self) -> None:
        what = self._what
        title = f"Write to a file: {safe_line(what.loaded.monograph.title)}, {what.tab.title}"
        self._header.show_drug(title, "", [Span(_HOW, "muted")])
        self._path.set_text(str(self._folder / file_name(what.loaded, what.tab)))
        self._bar.show_disclaimer(disclaimer_of(what.loaded.monograph))
        self._path.focus()

    def on_resize(self) -> None:
        self._bar.styles.height = disclaimer_rows(self.size)

    def on_search_line_changed(self) -> None:
        self._path.refresh()

    def on_search_line_submitted(self) -> None:
        """Write the file; over another one only when Enter is pressed once more."""
        given = self._path.text.strip()
        form = form_of(Path(given).name) if given else None
        if form is None:
            self._say(f"End the name in {SUFFIX_HELP}.")
            return
        text = exported(self._what.loaded, self._what.tab, form, self._now())
        path = Path(given).expanduser()
        try:
            write_file(path, text, overwrite=given == self._taken, libraries=self._what.libraries)
        except NotWrittenError as error:
            self._taken = given if error.exists else ""
            self._say("There is such a file already. Enter once more overwrites it." if error.exists else str(error))
            return
        self.dismiss(str(path))

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(None)

    def _say(self, text: str) -> None:
        self._says.show_drug(text, "", ())
