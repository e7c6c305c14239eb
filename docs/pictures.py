"""Takes the README's pictures of the app on the shipped library: `python docs/pictures.py`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from medtui.library.catalogue.listing import find_sources, open_libraries
from medtui.library.catalogue.refresh import Refresher
from medtui.library.folders import shipped_library
from medtui.tui.app import MedtuiApp
from medtui.tui.catalogue_follower import CatalogueFollower
from medtui.tui.desk_thread import DeskThread
from medtui.tui.list_pane import ListPane
from medtui.tui.screens.browse import BrowseScreen
from medtui.tui.start import Services, Start

FOLDER = Path(__file__).parent / "pictures"
PICTURES = {
    "dosage": ((110, 30), ("3",)),
    "faqs": ((80, 24), ("slash", *"metf", "enter", "7", "down", "enter")),
    "compare": ((110, 30), ("slash", *"ibupr", "enter", "3", "c", *["escape"] * 3, "slash", *"parac", "enter", "c")),
    "search": ((110, 30), ("slash", *"gentamicin", "space", *"renal")),
}
"""By name: the window's columns and rows, and the keys to press."""
PATIENCE = 10.0


class Still(CatalogueFollower):
    """Follows nothing: the files do not change while a picture is taken."""

    def start(self) -> None:
        """Start no process."""


async def take(name: str, size: tuple[int, int], keys: tuple[str, ...], cache: Path) -> None:
    """Press the keys and save what is then on the screen as docs/pictures/NAME.svg."""
    library = shipped_library()
    for source in find_sources([library], cache):
        Refresher(source, lambda _: None).refresh(trust_stamps=False)
    services = Services(follower=Still, desk_thread=lambda post: DeskThread(post, lambda: cache / "desk"), greeting="")
    app = MedtuiApp(open_libraries([library], cache_folder=cache, check_files=False), Start(), services)
    async with app.run_test(size=size) as pilot:
        await asyncio.wait_for(_begins(pilot), PATIENCE)
        for key in keys:
            await pilot.press(key)
            await asyncio.wait_for(_has_answered(pilot), PATIENCE)
        await asyncio.wait_for(_has_answered(pilot), PATIENCE)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.svg").write_text(app.export_screenshot(title="medtui"), encoding="utf-8")
        sys.stdout.write(f"docs/pictures/{name}.svg\n")


async def _begins(pilot: Pilot[None]) -> None:
    """Wait until the texts can be searched."""
    await pilot.pause()
    while not _list_of(pilot).can_search_text:
        await pilot.pause()
    await pilot.pause()


async def _has_answered(pilot: Pilot[None]) -> None:
    """Wait until the texts have been searched."""
    await pilot.pause()
    while _list_of(pilot).finder.waiting:
        await pilot.pause()
    await pilot.pause()


def _list_of(pilot: Pilot[None]) -> ListPane:
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, BrowseScreen)).list


def main() -> None:
    """Take all pictures."""
    with TemporaryDirectory() as cache:
        for name, (size, keys) in PICTURES.items():
            asyncio.run(take(name, size, keys, Path(cache)))


if __name__ == "__main__":
    main()
