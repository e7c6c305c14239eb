"""The same section of two to four drugs: side by side where there is room, else under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from medtui.library.entry import Entry
from medtui.library.loading import LoadedMonograph
from medtui.presentation.comparison import compared, section_tabs, stacked
from medtui.presentation.disclaimer import OUR_NOTICE, disclaimer_of
from medtui.presentation.page import on_screen
from medtui.presentation.page_layout import Place
from medtui.presentation.tabs import Tab, tabs
from medtui.reading.schema import Schema
from medtui.tui.compare_view import Column, CompareView
from medtui.tui.document_view import DocumentView
from medtui.tui.footer import WIDE
from medtui.tui.screens.sheet import PageScreen, Sheet
from medtui.tui.section_tabs import SectionTabs

MOST = 4
_NARROWEST = 40
"""Columns of a drug's share in a window that is not wide: with fewer, the drugs stand under each other."""

_TALL = 30
_HOW = ("Esc goes back", "0-9 ←→ section", "↑↓ scroll", "i mentions", "Tab x takes one out")


class ToCompare(NamedTuple):
    """A monograph, and the sections of its library."""

    loaded: LoadedMonograph
    schema: Schema


class CompareScreen(Sheet[list[Entry]]):
    """Ends with the monographs that are still compared. section: canonical name of the first one shown."""

    DEFAULT_CSS = """
    CompareScreen {
        padding: 0;
        #sheet-header { height: 2; margin: 0 0 0 1; }
        #compare-tabs { height: 1; }
        #columns { height: 1fr; }
        #stacked { height: 1fr; margin: 0 0 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # With the commands' ids, so that the user's keys for them hold here too.
        Binding("question_mark,f1", "help", "What the keys do here", id="help"),
        Binding("escape", "leave", "Back"),
        Binding("q", "leave", "Back", id="quit"),
        Binding("C", "leave", "Back", id="comparison"),
        *(
            Binding(str(number), f"section('{number}')", "Section of that number", id=f"section-{number}")
            for number in range(10)
        ),
        Binding("left,h", "step_section(-1)", "Previous section", id="previous-section"),
        Binding("right,l", "step_section(1)", "Next section", id="next-section"),
        Binding("tab", "choose_column(1)", "Next column", priority=True),
        Binding("shift+tab", "choose_column(-1)", "Previous column", priority=True),
        Binding("x", "take_out", "Take the drug out"),
        Binding("i", "mentions", "Where they name each other"),
    ]

    def __init__(self, drugs: Sequence[ToCompare], section: str) -> None:
        self._tabs = SectionTabs(id="compare-tabs")
        self._columns = CompareView(id="columns")
        self._stacked = DocumentView(id="stacked")
        super().__init__(OUR_NOTICE, self._tabs, self._columns, self._stacked)
        self._drugs = list(drugs)
        self._section = section
        self._chosen = len(self._drugs) - 1

    def on_resize(self) -> None:
        width, height = self.app.size
        is_wide = width >= WIDE or width // len(self._drugs) >= _NARROWEST
        self._columns.display = is_wide
        (self._columns if is_wide else self._stacked).focus()
        self._stacked.display = not is_wide
        self._columns.has_feet = height >= _TALL
        self.disclaimer_bar.display = not (is_wide and self._columns.has_feet)
        self._show()

    on_mount = on_resize

    def _show(self) -> None:
        """Show the section in every column, from its top."""
        wanted = section_tabs([(drug.loaded.monograph, drug.schema) for drug in self._drugs], self._section)
        row = self._tab_row
        chosen = next((tab for tab in row if wanted and tab.section == wanted[0].section), None)
        self._tabs.show_tabs(row, chosen)
        title = wanted[0].title if wanted else self._section
        below = "" if self._columns.display else f" · {len(self._drugs)} drugs below"
        self.show_title(f"Compare: {title}{below}", *_HOW)
        pairs = [(compared(drug.loaded, tab), tab) for drug, tab in zip(self._drugs, wanted, strict=True)]
        shown = [
            replace(one, body=on_screen(one.body, tab, {tab.section: tab.title} if tab.alert else None))
            for one, tab in pairs
        ]
        if self._columns.display:
            disclaimers = [disclaimer_of(drug.loaded.monograph) for drug in self._drugs]
            together = enumerate(zip(shown, disclaimers, strict=True))
            self._columns.show([Column(one, words, at == self._chosen) for at, (one, words) in together])
            return
        page = stacked(shown)
        self._stacked.show_page(page, {index for index, piece in enumerate(page) if piece.folds}, Place())

    @property
    def _tab_row(self) -> tuple[Tab, ...]:
        """The first drug's tabs; a section counts as there where any of the drugs has it."""
        rows = [tabs(drug.loaded.monograph, drug.schema) for drug in self._drugs]
        there = {tab.section for row in rows for tab in row if tab.present}
        return tuple(replace(tab, present=tab.section in there) for tab in rows[0])

    # Keys and mouse ---------------------------------------------------------------------------------

    def on_section_tabs_tab_activated(self, message: SectionTabs.TabActivated) -> None:
        self._section = message.section
        self._show()

    def action_section(self, key: str) -> None:
        """Show the section of a digit, in all columns."""
        standard = self._drugs[0].schema.standard
        number = int(key)
        by_key = next((tab.section for tab in self._tab_row if tab.key == key), None)
        section = standard[number - 1].name if 1 <= number <= len(standard) else by_key
        if section:
            self._section = section
            self._show()

    def action_step_section(self, direction: int) -> None:
        """Show the next or previous tab of the first drug; the ends are ends."""
        sections = [tab.section for tab in self._tab_row]
        at = sections.index(self._section) + direction if self._section in sections else 0
        self._section = sections[max(0, min(at, len(sections) - 1))]
        self._show()

    def action_choose_column(self, direction: int) -> None:
        """Choose another column."""
        self._chosen = (self._chosen + direction) % len(self._drugs)
        self._show()

    def action_take_out(self) -> None:
        """Take the chosen drug out; a single one is not compared."""
        del self._drugs[self._chosen]
        if len(self._drugs) == 1:
            self.action_leave()
            return
        self._chosen = min(self._chosen, len(self._drugs) - 1)
        self.on_resize()

    def action_mentions(self) -> None:
        """Show where one monograph names another of the drugs."""
        from medtui.library.search.mentions import find_mentions
        from medtui.presentation.mention_page import mention_page

        page = mention_page(find_mentions([drug.loaded for drug in self._drugs]))
        self.app.push_screen(PageScreen("Mentions", page, OUR_NOTICE))

    def action_leave(self) -> None:
        """Back; what is compared stays to be added to."""
        self.dismiss([drug.loaded.entry for drug in self._drugs])
