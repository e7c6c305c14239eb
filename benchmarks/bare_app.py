"""The smallest Textual app: one Static. What it costs to show, no Textual app can save."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

GREETING = "A bare Textual app"


class BareApp(App[None]):
    """Shows one line of text and waits."""

    def compose(self) -> ComposeResult:
        yield Static(GREETING)


if __name__ == "__main__":
    BareApp().run()
