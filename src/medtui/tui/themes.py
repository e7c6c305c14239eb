"""The app's themes. Colour never carries a meaning alone, so any of them may be reduced to two tones."""

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
    variables={"text-muted": "#ffffff"},
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST)
