"""The words of the disclaimer, which must be on screen and in every output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from medtui.monograph import Monograph

STANDARD = (
    "For education only, not medical advice. Check the product's own label and ask a healthcare professional "
    "before you rely on it."
)
"""Our own notice, for files that have none."""

# Compiled by `re` when they are first needed.
_LABEL = r"(?i)^(?:(?:important|medical|general) )?disclaimer\s*:?\s*"
_SENTENCE = r"(?s).+?[.!?](?=\s|$)"


class Disclaimer(NamedTuple):
    """text: all of it, as shown. is_ours: our standard notice, not the monograph's words."""

    text: str
    is_ours: bool = False

    @property
    def words(self) -> str:
        """The text on one line, without a leading label."""
        return self.text if self.is_ours else re.sub(_LABEL, "", " ".join(self.text.split()))

    @property
    def first_sentence(self) -> str:
        """The least that must be on screen."""
        sentence = re.match(_SENTENCE, self.words)
        return sentence[0] if sentence else self.words


OUR_NOTICE = Disclaimer(STANDARD, is_ours=True)


def disclaimer_of(monograph: Monograph) -> Disclaimer:
    """The monograph's disclaimers, or our standard notice where it has none."""
    from medtui.monograph import PartKind
    from medtui.presentation.page import part_text  # our own notice is needed before any page

    written = Disclaimer("\n\n".join(part_text(part) for part in monograph.of_kind(PartKind.DISCLAIMER)))
    return written if written.words.strip() else OUR_NOTICE
