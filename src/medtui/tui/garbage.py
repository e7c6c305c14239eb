"""When Python looks for garbage: a full look takes 10 to 30 ms, which nobody should feel between two keys."""

from __future__ import annotations

import gc

_FULL_AFTER = 80
"""Full collections are left to `collect_when_idle`; on its own one comes after 80 partial ones, not 10."""


class GarbageCollection:
    """Off while the app starts; then partial while keys are pressed and full when they are not."""

    def __init__(self) -> None:
        self._key_pressed = False

    def begin(self) -> None:
        """To be called when what was imported is all there."""
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, _FULL_AFTER)
        gc.enable()
        self.keep()

    def keep(self) -> None:
        """What there is now will stay (modules, names): never look through it again."""
        gc.freeze()

    def note_key(self) -> None:
        """The user is busy."""
        self._key_pressed = True

    def collect_when_idle(self) -> None:
        """To be called every second or so: collects when no key was pressed since the last call."""
        if not self._key_pressed:
            gc.collect()
        self._key_pressed = False
