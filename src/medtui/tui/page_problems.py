"""What the rules for monographs say of the open one: counted beside the screen, and shown when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from medtui.tui.detail_pane import DetailPane
from medtui.tui.footer import Notice
from medtui.tui.heading_steps import TextWanted

if TYPE_CHECKING:
    from medtui.checking.page_check import PlacedFinding
    from medtui.library.loading import LoadedMonograph
    from medtui.reading.schema import Schema
    from medtui.tui.start import Services


class PageProblems:
    """screen: the main one. The rules are imported when the first monograph is looked at."""

    def __init__(self, screen: Screen[None], detail: DetailPane, services: Services) -> None:
        self._screen = screen
        self._detail = detail
        self._services = services
        self._looked_at: LoadedMonograph | None = None
        self._found: tuple[LoadedMonograph, Sequence[PlacedFinding]] | None = None

    def poll(self) -> None:
        """Look at what is being read, beside the screen; who types or leafs through the list is not slowed by it."""
        loaded = self._detail.open_monograph.loaded
        if loaded is not None and loaded is not self._looked_at and self._detail.document.has_focus:
            self._looked_at = loaded
            self._services.beside(partial(self._look, loaded, self._detail.open_monograph.schema))

    def _look(self, loaded: LoadedMonograph, schema: Schema) -> None:
        found = self._services.problems_of(loaded, schema)
        self._screen.call_later(self._keep, loaded, found)

    def _keep(self, loaded: LoadedMonograph, found: Sequence[PlacedFinding]) -> None:
        self._found = loaded, found
        if self._detail.open_monograph.loaded is loaded:
            self._detail.open_monograph.problem_count = sum(each.is_problem for each in found)
            self._detail.header.show_drug(*self._detail.open_monograph.header())

    def show(self) -> None:
        """Show what is wrong with the open monograph, to go to one of the lines."""
        from medtui.checking.open_page import passage_at
        from medtui.library.names.folding import fold
        from medtui.library.query.matcher import Matcher, Wanted
        from medtui.tui.screens.problems_screen import ProblemsScreen

        opened, entry = self._detail.open_monograph, self._detail.entry
        if opened.loaded is None or entry is None:
            self._screen.post_message(Notice("Nothing is open to be checked."))
            return
        loaded = self._looked_at = opened.loaded
        if self._found is None or self._found[0] is not loaded:
            self._keep(loaded, self._services.problems_of(loaded, opened.schema))
        assert self._found is not None

        def go_to(finding: PlacedFinding | None) -> None:
            if finding and (passage := passage_at(loaded.monograph, finding.line)):
                start, end = finding.within
                words = tuple(fold(finding.excerpt[start:end]).split())
                self._detail.navigation.mark(Matcher([Wanted(words, starts=False)] if words else ()))
                self._detail.open_at_passage(entry, passage)
                self._screen.post_message(TextWanted())

        title = loaded.monograph.title
        self._screen.app.push_screen(ProblemsScreen(title, self._found[1], self._detail.disclaimer), go_to)
