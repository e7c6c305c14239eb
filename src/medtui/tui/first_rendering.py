"""The first time that a long section is shown: its beginning at once, the rest rendered between the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from medtui.presentation.marking import MarkBlock, no_marks
from medtui.presentation.page import rendering
from medtui.presentation.page_layout import Place

if TYPE_CHECKING:
    from medtui.presentation.page import PagePiece
    from medtui.tui.document_view import DocumentView
    from medtui.tui.match_steps import Matches
    from medtui.tui.open_monograph import OpenMonograph

_AT_ONCE, SLICE = 12_000, 3_000
"""Characters, a millisecond's work for each thousand."""
PAUSE_SECONDS = 0.01


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
        self._work: Iterator[int] | None = None
        self.may_wait = False

    def page(self) -> tuple[tuple[PagePiece, ...], MarkBlock]:
        """What the shown tab holds, and what marks its matches; or its beginning, and the whole of it is shown soon."""
        opened, may_wait = self._open_monograph, self.may_wait
        self._work, self.may_wait = None, False
        if may_wait and opened.monograph and opened.tab and opened.place == Place():
            work = rendering(opened.monograph, opened.tab)
            if goes_on(work, _AT_ONCE):
                self._work = work
                self._document.set_timer(PAUSE_SECONDS, self._go_on)
                return opened.page(is_beginning=True), no_marks
        return self._matches.page()

    def _go_on(self) -> None:
        if self._work is None:
            return
        if goes_on(self._work, SLICE):
            self._document.set_timer(PAUSE_SECONDS, self._go_on)
        else:
            self._open_monograph.place = self._document.place()
            self._show_section()


def goes_on(work: Iterator[int], characters: int) -> bool:
    """Do so much of the work; whether there is more."""
    for done in work:
        characters -= done
        if characters <= 0:
            return True
    return False
