"""What was searched for before, most recent last. Kept while the app runs only: what people looked up in a
clinic is nobody else's business."""

from __future__ import annotations

_MOST = 100


class SearchHistory:
    """Steps through earlier searches and back to what was being typed."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._at: int | None = None
        self._typed = ""

    def add(self, text: str) -> None:
        """Keep a search; once, where it was made before."""
        text = text.strip()
        self._at = None
        if text:
            self._texts = [*(other for other in self._texts if other != text), text][-_MOST:]

    def older(self, typed: str) -> str | None:
        """The search before the one that is shown, or None. typed: what stands in the box."""
        at = len(self._texts) if self._at is None else self._at
        if self._at is None:
            self._typed = typed
        if at and self._texts[at - 1] == typed:
            at -= 1
        if at == 0:
            return None
        self._at = at - 1
        return self._texts[self._at]

    def newer(self) -> str | None:
        """The search after the one that is shown, at last what was being typed; None where no older one is shown."""
        if self._at is None:
            return None
        self._at += 1
        if self._at < len(self._texts):
            return self._texts[self._at]
        self._at = None
        return self._typed

    def leave(self) -> None:
        """The user types on: what is shown is not an older search any more."""
        self._at = None
