"""All drugs by name, class or tag: the groups with their counts, and the drugs of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from medtui.library.catalogue.groups import KINDS, NAME, Group, groups
from medtui.library.catalogue.listing import Listing
from medtui.library.entry import Entry
from medtui.library.names.folding import fold
from medtui.presentation.disclaimer import Disclaimer
from medtui.tui.drug_list import DrugList
from medtui.tui.list_rows import told_apart
from medtui.tui.row_lines import Row
from medtui.tui.screens.sheet import Sheet
from medtui.tui.search_line import SearchLine


class GroupsScreen(Sheet[Entry | None]):
    """Ends with the drug to open, or None."""

    DEFAULT_CSS = "GroupsScreen { #groups { height: 1fr; } #narrow { height: 1; } }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back to the groups, and to the text", priority=True),
        Binding("tab", "step_kind(1)", "By name, by class, by tag", priority=True),
        Binding("shift+tab", "step_kind(-1)", "The same, backwards", priority=True),
    ]

    def __init__(self, listing: Listing, disclaimer: Disclaimer) -> None:
        self._line = SearchLine(id="narrow", prompts=("begins with: ",))
        self._list = DrugList(id="groups")
        super().__init__(disclaimer, self._line, self._list)
        self._listing = listing
        self._kind = NAME
        self._groups = groups(listing, NAME)
        self._group: Group | None = None  # whose drugs are shown
        self._at = 0  # where the cursor was among the groups
        self._shown: Sequence[Group | Entry] = ()

    def on_mount(self) -> None:
        self._show()
        self._line.focus()

    def _show(self, at: int = 0) -> None:
        """Show the groups, or the drugs of the one that is open, as far as they begin with what is typed."""
        wanted = fold(self._line.text)
        every: Sequence[Group | Entry] = self._group.entries if self._group else self._groups
        names = [one.name if isinstance(one, Group) else one.title for one in every]
        pairs = [
            (one, name) for one, name in zip(every, names, strict=True) if f" {fold(name)}".find(f" {wanted}") >= 0
        ]
        self._shown = [one for one, _ in pairs]
        rows = [
            Row(name, f"{len(one.entries):,}")
            if isinstance(one, Group)
            else told_apart(Row(name), self._listing.position(one), self._listing)
            for one, name in pairs
        ]
        following = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self._list.empty_text = f"No {self._kind} begins so." if wanted else f"No {self._kind} is known."
        where = f"{self._kind}: {self._group.name}" if self._group else f"by {self._kind}"
        hint = f"{len(rows):,} · Tab by {following} · typing narrows · Enter opens · Esc goes back"
        self.show_title(f"All drugs, {where}", hint)
        self._list.show_rows(rows, at)
        self._line.refresh()

    def action_step_kind(self, direction: int) -> None:
        """The groups of the next kind."""
        self._kind = KINDS[(KINDS.index(self._kind) + direction) % len(KINDS)]
        self._groups, self._group = groups(self._listing, self._kind), None
        self._line.set_text("")
        self._show()

    def action_back(self) -> None:
        """From the drugs of a group to the groups, from there to the main screen."""
        if self._group is None:
            self.dismiss(None)
        else:
            self._group = None
            self._line.set_text("")
            self._show(self._at)

    def on_search_line_changed(self) -> None:
        self._show()

    def on_search_line_moved(self, message: SearchLine.Moved) -> None:
        self._list.move_by(message.kind, message.direction)

    def on_drug_list_highlighted(self) -> None:
        self._list.show_cursor()

    def on_search_line_submitted(self) -> None:
        if not 0 <= self._list.cursor < len(self._shown):
            return
        chosen = self._shown[self._list.cursor]
        if isinstance(chosen, Group):
            self._group, self._at = chosen, self._groups.index(chosen)
            self._line.set_text("")
            self._show()
        else:
            self.dismiss(chosen)

    on_drug_list_selected = on_search_line_submitted
