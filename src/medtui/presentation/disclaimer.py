"""The words of the disclaimer, which must be on screen and in every output."""

from __future__ import annotations

import re
from dataclasses import dataclass

from medtui.monograph import Monograph, PartKind

STANDARD = (
    "For education only, not medical advice. Check the product's own label and ask a healthcare professional "
    "before you rely on it."
)
"""Our own notice, for files that have none."""

_LABEL = re.compile(r"^(?:(?:important|medical|general) )?disclaimer\s*:?\s*", re.IGNORECASE)
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """text: all of it, as shown. own: the monograph's own words, else our standard notice."""

    text: str
    own: bool

    @property
    def first_sentence(self) -> str:
        """The least that must be on screen, without a leading label."""
        words = _LABEL.sub("", " ".join(self.text.split()))
        sentence = _SENTENCE.match(words)
        return sentence[0] if sentence else words


def disclaimer_of(monograph: Monograph) -> Disclaimer:
    """The monograph's disclaimers, or our standard notice where it has none."""
    from medtui.presentation.page import part_text  # noqa: PLC0415 - our own notice is needed before any page

    own = "\n\n".join(part_text(part) for part in monograph.of_kind(PartKind.DISCLAIMER))
    return Disclaimer(own, own=True) if own.strip() else Disclaimer(STANDARD, own=False)
