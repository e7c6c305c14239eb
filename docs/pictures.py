"""Takes the README's pictures of the app on the shipped library: `python docs/pictures.py`."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Iterator
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
    "compare": ((110, 30), ("slash", *"ibupr", "enter", "3", "c", *["escape"] * 3, "slash", *"parac", "enter", "c")),
    "search": ((110, 30), ("slash", *"gentamicin", "space", *"renal")),
}
"""By name: the window's columns and rows, and the keys to press."""
STORY = (
    (100, 28),
    (
        tuple("amox"),
        ("space", *"child"),
        ("enter",),
        ("6",),
        ("slash", *"gentamicin"),
        ("space", *"renal"),
        ("enter",),
        ("slash", *'dosage:"once weekly"'),
        ("down",),
        ("enter",),
    ),
)
"""The moving picture: its window, and what is pressed between one screen and the next."""
SECONDS = 2.0
PATIENCE = 10.0


class Still(CatalogueFollower):
    """Follows nothing: the files do not change while a picture is taken."""

    def start(self) -> None:
        """Start no process."""


async def take(size: tuple[int, int], keys: tuple[str, ...], cache: Path) -> AsyncIterator[str]:
    """Start the app and press the keys: each screen as SVG, the first without any key."""
    library = shipped_library()
    for source in find_sources([library], cache):
        Refresher(source, lambda _: None).refresh(trust_stamps=False)
    services = Services(follower=Still, desk_thread=lambda post: DeskThread(post, lambda: cache / "desk"), greeting="")
    app = MedtuiApp(open_libraries([library], cache_folder=cache, check_files=False), Start(), services)
    async with app.run_test(size=size) as pilot:
        await asyncio.wait_for(_begins(pilot), PATIENCE)
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            await asyncio.wait_for(_has_answered(pilot), PATIENCE)
            _browse(pilot).open_now()  # what waits until the keys rest
            await asyncio.wait_for(_has_answered(pilot), PATIENCE)
            picture = app.export_screenshot(title="medtui")
            # Who reads it may have no internet to fetch a font from.
            yield re.sub(r"(?s)\s*@font-face \{.*?\n    \}", "", picture).replace("&#160;", "\N{NO-BREAK SPACE}")


async def still(name: str, cache: Path) -> str:
    """The picture of that name."""
    size, keys = PICTURES[name]
    return [picture async for picture in take(size, keys, cache)][-1]


async def moving(cache: Path) -> str:
    """One picture of several screens, each there for a moment, the first where nothing may move."""
    size, steps = STORY
    wanted = {sum(map(len, steps[:count])) for count in range(len(steps) + 1)}
    taken = [picture async for picture in take(size, tuple(key for step in steps for key in step), cache)]
    frames = [picture for place, picture in enumerate(taken) if place in wanted]
    head = frames[0][: frames[0].index(">") + 1]
    bodies = [frame[len(head) : frame.rindex("</svg>")] for frame in frames]
    parts = [
        f'<g class="frame" style="animation-delay:{number * SECONDS:g}s">{body}</g>'
        for number, body in enumerate(bodies)
    ]
    style = (
        f"<style>.frame + .frame {{ visibility: hidden; animation: show {len(frames) * SECONDS:g}s step-end infinite }}"
        f"@keyframes show {{ 0% {{ visibility: visible }} {100 / len(frames):.3f}% {{ visibility: hidden }} }}"
        "@media (prefers-reduced-motion) { .frame + .frame { animation: none } }</style>"
    )
    return f"{head}{style}{''.join(parts)}</svg>\n"


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
    return _browse(pilot).list


def _browse(pilot: Pilot[None]) -> BrowseScreen:
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, BrowseScreen))


def pictures() -> Iterator[tuple[str, str]]:
    """All of them: the name and the SVG of each."""
    with TemporaryDirectory() as cache:
        yield "moving", asyncio.run(moving(Path(cache)))
        for name in PICTURES:
            yield name, asyncio.run(still(name, Path(cache)))


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in pictures():
        (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8", newline="\n")
        sys.stdout.write(f"docs/pictures/{name}.svg\n")


if __name__ == "__main__":
    main()
