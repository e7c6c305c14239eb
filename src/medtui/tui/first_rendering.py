"""Long work between the keys. The first time that a long section is shown: its beginning at once, the rest so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from medtui.presentation.marking import MarkBlock, no_marks
from medtui.presentation.page import rendering
from medtui.presentation.page_layout import Place

if TYPE_CHECKING:
    from textual.widget import Widget

    from medtui.presentation.page import PagePiece
    from medtui.tui.document_view import DocumentView
    from medtui.tui.match_steps import Matches
    from medtui.tui.open_monograph import OpenMonograph

_AT_ONCE, _SLICE = 12_000, 3_000
"""Characters, a millisecond's work for each thousand."""
_PAUSE_SECONDS = 0.01


class BetweenKeys:
    """Long work, done bit by bit. widget: whose timers it takes. done: called when all that did not come at once is."""

    def __init__(self, widget: Widget, done: Callable[[], None]) -> None:
        self._widget, self._done = widget, done
        self._work: Iterator[int] | None = None

    @property
    def is_working(self) -> bool:
        return self._work is not None

    def begin(self, work: Iterator[int], characters: int = _SLICE) -> bool:
        """Do so much of it at once. Whether there is more."""
        self._work = work if _goes_on(work, characters) else None
        if self._work:
            self._widget.set_timer(_PAUSE_SECONDS, self._go_on)
        return self.is_working

    def stop(self) -> None:
        """Leave the rest."""
        self._work = None

    def _go_on(self) -> None:
        if self._work and not self.begin(self._work):
            self._done()


class FirstRendering:
    """may_wait: the next page may begin without its rest, because the reader comes to its top. show_section: shows the
    section that is chosen."""

    def __init__(
        self,
        open_monograph: OpenMonograph,
        matches: Matches,
        document: DocumentView,
        show_section: Callable[[], None],
    ) -> None:
        self._open_monograph, self._matches, self._document = open_monograph, matches, document
        self._show_section = show_section
        self._rest = BetweenKeys(document, self._show_whole)
        self.may_wait = False

    def page(self) -> tuple[tuple[PagePiece, ...], MarkBlock]:
        """What the shown tab holds, and what marks its matches; or its beginning, and the whole of it is shown soon."""
        opened, may_wait = self._open_monograph, self.may_wait
        self.may_wait = False
        self._rest.stop()
        if may_wait and opened.monograph and opened.tab and opened.place == Place():
            has_rest = self._rest.begin(rendering(opened.monograph, opened.tab), _AT_ONCE)
            if has_rest:
                return opened.page(is_beginning=True), no_marks
        return self._matches.page()

    def _show_whole(self) -> None:
        self._open_monograph.place = self._document.place()
        self._show_section()


def _goes_on(work: Iterator[int], characters: int) -> bool:
    """Do so much of the work; whether there is more."""
    for done in work:
        characters -= done
        if characters <= 0:
            return True
    return False
