"""Takes the README's pictures of the app on the shipped library: `python docs/pictures.py`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from medtui.library import open_libraries, shipped_library
from medtui.tui.app import MedtuiApp

FOLDER = Path(__file__).parent / "pictures"
PICTURES = {
    "dosage": ((110, 30), ("3",)),
    "faqs": ((80, 24), ("slash", *"metf", "enter", "7", "down", "enter")),
}
"""By name: the window's columns and rows, and the keys to press."""


async def take(name: str, size: tuple[int, int], keys: tuple[str, ...], cache: Path) -> None:
    """Press the keys and save what is then on the screen as docs/pictures/NAME.svg."""
    listing = open_libraries([shipped_library()], cache_folder=cache)
    while listing.read_names(1.0):
        pass
    app = MedtuiApp(listing, None, None)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.svg").write_text(app.export_screenshot(title="medtui"), encoding="utf-8")
        sys.stdout.write(f"docs/pictures/{name}.svg\n")


def main() -> None:
    """Take all pictures."""
    with TemporaryDirectory() as cache:
        for name, (size, keys) in PICTURES.items():
            asyncio.run(take(name, size, keys, Path(cache)))


if __name__ == "__main__":
    main()
