"""What is wrong with the open monograph, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from medtui.checking.page_check import PlacedFinding
from medtui.presentation.disclaimer import Disclaimer
from medtui.presentation.markdown.styled import Span
from medtui.safe_text import safe_line
from medtui.tui.drug_list import DrugList
from medtui.tui.row_lines import Row
from medtui.tui.screens.sheet import Sheet

_HOW = ("Esc goes back", "↑↓ moves", "Enter goes to the line")
_NONE = "The rules find nothing wrong with it. That says nothing of what they do not look at."


class ProblemsScreen(Sheet[PlacedFinding | None]):
    """Ends with the one to go to, or None."""

    DEFAULT_CSS = "ProblemsScreen { #problems { height: 1fr; } }"
    BINDINGS: ClassVar[list[BindingType]] = [
        # With the commands' ids, so that the user's keys for them hold here too.
        Binding("question_mark,f1", "help", "What the keys do here", id="help"),
        Binding("escape", "dismiss", "Back"),
        Binding("q", "dismiss", "Back", id="quit"),
        Binding("exclamation_mark", "dismiss", "Back", id="problems"),
    ]

    def __init__(self, title: str, findings: Sequence[PlacedFinding], disclaimer: Disclaimer) -> None:
        self._list = DrugList(id="problems")
        super().__init__(disclaimer, self._list)
        self._title = title
        self._findings = findings

    def on_mount(self) -> None:
        self._list.empty_text = _NONE
        how = (_counted(self._findings), *_HOW) if self._findings else _HOW[:1]
        self.show_title(f"Problems: {safe_line(self._title)}", *how)
        self._list.show_rows([*map(_row, self._findings)])
        self._list.focus()

    def on_drug_list_highlighted(self) -> None:
        self._list.show_cursor()

    def on_drug_list_selected(self) -> None:
        if 0 <= self._list.cursor < len(self._findings):
            self.dismiss(self._findings[self._list.cursor])


def _counted(findings: Sequence[PlacedFinding]) -> str:
    """As the header counts them, which says nothing of notes."""
    problems = sum(each.is_problem for each in findings)
    counts = (problems, "problem"), (len(findings) - problems, "note")
    return ", ".join(f"{count:,} {word}{'s' * (count > 1)}" for count, word in counts if count)


def _row(finding: PlacedFinding) -> Row:
    start, end = finding.within
    pieces = finding.excerpt[:start].lstrip(), finding.excerpt[start:end], finding.excerpt[end:].rstrip()
    before, found, after = map(safe_line, pieces)
    text = tuple(span for span in (Span(before), Span(found, "match"), Span(after)) if span.text)
    return Row(f"Line {finding.line}: {safe_line(finding.message)}", f"{finding.severity}, {finding.rule}", text)
