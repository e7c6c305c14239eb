"""A line to say where the shown section is to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from medtui.desk.atomic_write import NotWrittenError, write_file
from medtui.library.loading import LoadedMonograph
from medtui.presentation.disclaimer import disclaimer_of
from medtui.presentation.exporting import SUFFIX_HELP, exported, file_name, form_of
from medtui.presentation.tabs import Tab
from medtui.private_files import user_path
from medtui.safe_text import safe_line
from medtui.tui.drug_header import DrugHeader
from medtui.tui.screens.sheet import Sheet
from medtui.tui.search_line import SearchLine

_HOW = ("Enter writes", "Esc leaves", f"end the name in {SUFFIX_HELP}")


class ToExport(NamedTuple):
    """The section to write. libraries: the folders of the open ones, by name: nothing is written into those."""

    loaded: LoadedMonograph
    tab: Tab
    libraries: Mapping[str, Path]


class ExportScreen(Sheet[str | None]):
    """Ends with the file that was written, or None."""

    DEFAULT_CSS = """
    ExportScreen {
        #sheet-header { height: 4; }
        #export-path { height: 1; background: $surface; }
        #export-says { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Leave")]

    def __init__(self, what: ToExport, folder: Path, now: Callable[[], datetime], *, is_kiosk: bool = False) -> None:
        """folder: where the file goes unless the user says otherwise; in a kiosk there alone, and never over another
        file. now: the clock."""
        self._path = SearchLine(id="export-path", prompts=("file: ",))
        self._says = DrugHeader(id="export-says")
        super().__init__(disclaimer_of(what.loaded.monograph), self._path, self._says)
        self._now = now
        self._what = what
        self._folder = folder
        self._is_kiosk = is_kiosk
        self._taken = ""  # the name of a file that there is already, once that was said

    def on_mount(self) -> None:
        what = self._what
        self.show_title(f"Write to a file: {safe_line(what.loaded.monograph.title)}, {what.tab.title}", *_HOW)
        name = file_name(what.loaded, what.tab)
        self._path.set_text(name if self._is_kiosk else str(self._folder / name))
        self._path.focus()

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
        if self._is_kiosk:
            self._write_in_kiosk(given, text)
            return
        path = user_path(given)
        try:
            write_file(path, text, overwrite=given == self._taken, libraries=self._what.libraries)
        except NotWrittenError as error:
            self._taken = given if error.exists else ""
            self._say("There is such a file already. Enter once more overwrites it." if error.exists else str(error))
            return
        self.dismiss(str(path))

    def _write_in_kiosk(self, name: str, text: str) -> None:
        """Write it into the one folder, of which nothing is said."""
        if name != Path(name).name or "\\" in name:
            self._say("Give a name without / in it.")
            return
        try:
            write_file(self._folder / name, text, libraries=self._what.libraries)
        except NotWrittenError as error:
            there = "There is such a file already: give another name."
            self._say(there if error.exists else "It cannot be written: tell whoever looks after this computer.")
            return
        self.dismiss(name)

    def _say(self, text: str) -> None:
        self._says.show_drug(text, "", ())
