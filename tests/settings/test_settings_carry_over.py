"""Settings, keys and themes carry over from files that were written for medtui 0.1."""

from __future__ import annotations

from pathlib import Path

import pytest

from medtui.settings.settings import Settings
from medtui.settings.settings_file import load_settings
from medtui.settings.theme_colours import BUILT_IN_THEMES
from medtui.settings.user_keys import read_keys
from medtui.settings.user_themes import user_palettes

WRITTEN = Path(__file__).with_name("files_of_0_1")
KEYS = {
    "mark": "b, f7",
    "copy": "none",
    "copy-some": "Y, '",
    "next-match": "m, f6",
    "help": "?, f1, f10",
    "back": "escape, ctrl+h",
}


def test_every_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert load_settings(WRITTEN) == (
        Settings(
            libraries=(tmp_path / "monographs", Path("/srv/drugs, old")),
            overlay=tmp_path / "clinic notes",
            theme="night-shift",
            keys=read_keys(KEYS)[0],
            start_section="Side effects",
            list_width=40,
            wrap_width=120,
            animation=False,
            ascii_borders=True,
            keep_recent=False,
        ),
        (),
    )


def test_every_key() -> None:
    assert load_settings(WRITTEN)[0].keys.changed == {
        "mark": "b,f7",
        "copy": "",
        "copy-some": "Y,apostrophe",
        "next-match": "m,f6",
        "help": "question_mark,f1,f10",
        "back": "escape,ctrl+h",
    }


def test_every_theme() -> None:
    colours = {"primary": "#88c0d0", "on-primary": "#000", "error": "ansi_bright_red"}
    contrast, light = (next(one for one in BUILT_IN_THEMES if one.name == name) for name in ("contrast", "light"))
    assert user_palettes(WRITTEN) == (
        (
            contrast._replace(name="night-shift", dark=True, colours={**contrast.colours, **colours}),
            light._replace(
                name="paper", dark=False, colours={**light.colours, "background": "#fffff0", "muted": "#666"}
            ),
        ),
        (),
    )
