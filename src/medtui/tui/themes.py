"""The app's themes. Colour never carries a meaning alone, so any of them may be reduced to two tones.

Beside Textual's colours each has: muted, for words of less weight; on-primary, for words on the cursor; idle,
the cursor of the pane that has not the focus.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="medtui-dark",
    primary="#4aa3d8",
    secondary="#7fb069",
    accent="#e8b04b",
    warning="#e8b04b",
    error="#f0787a",
    success="#7fb069",
    foreground="#e6e6e6",
    background="#14181d",
    surface="#1b2027",
    panel="#252c35",
    dark=True,
    variables={"muted": "#9aa4b0", "on-primary": "#0b0e11", "idle": "#33404d"},
)
LIGHT = Theme(
    name="medtui-light",
    primary="#0b5c8a",
    secondary="#3d6b2b",
    accent="#8a5a00",
    warning="#8a4b00",
    error="#a3181b",
    success="#3d6b2b",
    foreground="#1a1a1a",
    background="#fbfbf8",
    surface="#f1f1ec",
    panel="#e3e3dc",
    dark=False,
    variables={"muted": "#565b61", "on-primary": "#ffffff", "idle": "#d3d9de"},
)
HIGH_CONTRAST = Theme(
    name="medtui-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#202020",
    dark=True,
    variables={"muted": "#ffffff", "on-primary": "#000000", "idle": "#303030"},
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST)
