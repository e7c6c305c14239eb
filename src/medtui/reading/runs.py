"""A run of source lines with one owner: what `read` makes parts of."""

from __future__ import annotations

from typing import NamedTuple

from medtui.monograph import PartKind


class Run(NamedTuple):
    """Lines first..stop-1; kind, section, drug and heading mean what they mean in Part.

    body_start: where the body begins, in characters from the start of the first line.
    """

    kind: PartKind
    first: int
    stop: int
    section: str = ""
    drug: str = ""
    heading: str = ""
    body_start: int = 0

    def rest(self, first: int, stop: int) -> Run:
        """Some of this run's lines after its heading, still with its owner."""
        return Run(self.kind, first, stop, self.section, self.drug)

    def until(self, stop: int) -> Run:
        """This run, ending at `stop`."""
        return self._replace(stop=stop)
