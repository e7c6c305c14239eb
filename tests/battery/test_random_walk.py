"""A random walk through the app, 10,000 keys with resizes of the window and edits of the files: nothing raises, the
drug in the header is the one whose text is shown, the disclaimer is in sight wherever a monograph is, no mark and no
note goes or changes but by its own key, and Ctrl+Q leaves from wherever one has come. A failure shows the last keys."""

from __future__ import annotations

import random
import re
from contextlib import closing
from pathlib import Path

import pytest
from backstage import desk_folder
from driver import User, user_of
from tally import Cases
from textual.widgets import TextArea

from medtui.desk.desk_contents import DeskContents
from medtui.desk.marks_and_notes import Desk
from medtui.settings.app_commands import COMMANDS, MOVES
from medtui.tui.screens.browse import BrowseScreen
from medtui.tui.screens.note_screen import NoteScreen

SEEDS, KEYS = 10, 1_000
NAMES = ("Bexarol", "Cardolin", "Dorimab", "Ergomex", "Folium", "Quinzol", "Wideton", "Zelofane")
SIZES = ((120, 40), (120, 40), (80, 24), (40, 12), (59, 15), (200, 60), (1, 1), (20, 5))
LETTERS = (*"abcdefghijklmnoprstuvwxyz", "space", *"0123456789", "-", '"', ":")
STEPS = (
    *(key for command in (*MOVES, *COMMANDS) for key in command.keys.split(",") if command.id != "quit"),
    *("enter", "escape", "tab", "down", "up", "ctrl+s", "backspace", "ctrl+u", "left", "right") * 3,
    *("shift+up", "shift+down", "i", "x", "alt+m", "alt+3", "alt+d", "f1", "delete"),
)
MARKING = {"m", "alt+m", "enter", "A", "i"}
"""The keys that may mark or unmark, enter being that of the palette."""

_CODE = re.compile(r"[A-Z][a-z]+-text")


def text_of(name: str, edition: int) -> str:
    """A monograph in which every paragraph says whose it is."""
    own = f"{name}-text"
    headings = ("Usage", "Dosage", "Side Effects", "How it Works", "Precautions", f"Odd {name}")
    sections = "\n".join(
        f"### {each}\n\n{own} {each} edition {edition}.\n\n* {own} one\n* {own} two\n" for each in headings
    )
    faqs = f"### FAQs\n\n**Q: Is {own} safe?**\n\nA: {own} says so.\n\n**Disclaimer:** {own} is invented.\n"
    return f"---\ntitle: {name}\nclass: invented\n---\n\n{sections}\n{faqs}"


class Walk:
    """One walk. keys: those that were pressed. contents: of the desk after the last one."""

    def __init__(self, seed: int, library: Path) -> None:
        self.rng = random.Random(seed)
        self.library = library
        self.keys: list[str] = []
        self.contents = DeskContents()
        self.edition = 0

    async def goes(self, user: User) -> None:
        """As far as the keys reach, or the app is left."""
        while user.app.is_running:
            if len(self.keys) == KEYS:
                return
            chance = self.rng.random()
            if chance < 0.01:
                self.keys.append(f"<size {(size := self.rng.choice(SIZES))}>")
                await user.resizes(*size)
            elif chance < 0.03:
                self.edits()
                await user.looks_at_the_files()
            else:
                await self.presses(user, self.rng.choice(LETTERS if self.rng.random() < 0.2 else STEPS))
            if len(self.keys) % 10 == 0:
                self.is_true(user)

    def edits(self) -> None:
        """Change, add or take away a file."""
        self.edition += 1
        path = self.library / f"{self.rng.choice(NAMES).lower()}.md"
        self.keys.append(f"<edit {path.stem}>")
        if path.exists() and self.rng.random() < 0.2:
            path.unlink()
        else:
            path.write_text(text_of(path.stem.title(), self.edition), "utf-8")

    async def presses(self, user: User, key: str) -> None:
        """Press it: the desk changes only where the key is there for that."""
        self.keys.append(key)
        writing = user.app.screen if isinstance(user.app.screen, NoteScreen) else None
        text = writing.query_one(TextArea).text if writing else ""
        before = self.contents
        await user.press(key)
        await rests(user)
        if not user.app.is_running:
            return
        main = user.app.screen_stack[0]
        assert isinstance(main, BrowseScreen)
        self.contents = after = main.desk.thread.contents
        if key not in MARKING:
            assert {mark.id for mark in after.marks} == {mark.id for mark in before.marks}, "marks have changed"
        if writing is None or key != "ctrl+s":
            assert after.notes == before.notes, "notes have changed"
        elif text.strip() and not isinstance(user.app.screen, NoteScreen):
            assert text in [note.text for note in after.notes.values()], "the note is not kept"

    def is_true(self, user: User) -> None:
        """What is painted belongs together, and is what the files and the desk hold."""
        if not user.app.is_running:
            return
        with closing(Desk(desk_folder(self.library))) as desk:
            kept = desk.contents()
        assert (kept.marks, kept.notes) == (self.contents.marks, self.contents.notes), "the disk has another desk"
        screen = user.app.screen
        if user.app.size.width < 30 or user.app.size.height < 8:
            return  # too small, which it says
        if screen.query("#disclaimer"):
            assert "⚠" in user.screen, f"no disclaimer\n{user.screen}"
        if isinstance(screen, BrowseScreen) and user.is_shown("#document"):
            codes = {code.removesuffix("-text") for code in _CODE.findall(user.words("#document"))}
            header = user.words("#header")
            assert not codes or [name for name in NAMES if header.startswith(name)] == [*codes], (header, codes)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the walk is; whatever it writes stays in the test's folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    (tmp_path / "drugs").mkdir()
    for name in NAMES:
        (tmp_path / f"drugs/{name.lower()}.md").write_text(text_of(name, 0), "utf-8")
    return tmp_path / "drugs"


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_wherever_the_keys_lead(cases: Cases, seed: int, library: Path) -> None:
    walk = Walk(seed, library)
    try:
        while len(walk.keys) < KEYS:
            async with user_of(library) as user:
                walk.contents = user_contents(user)
                await walk.goes(user)
                if user.app.is_running:
                    await user.press("ctrl+q")
                    await rests(user)
                assert not user.app.is_running, "Ctrl+Q does not leave"
                assert user.app.return_code == 0
    except Exception as error:
        raise AssertionError(f"after {len(walk.keys)} keys, the last ones {' '.join(walk.keys[-60:])}") from error
    cases.tried = len(walk.keys)
    assert cases.tried == KEYS


async def rests(user: User) -> None:
    """Let the palette find what was typed, before which it takes no other keys, and the app end where it is left."""
    for _ in range(500):
        app = user.app
        if not app.is_running or (app.return_code is None and all(worker.is_finished for worker in app.workers)):
            return
        await user.waits()
    raise AssertionError("it does not come to rest")


def user_contents(user: User) -> DeskContents:
    """What the app knows of the desk."""
    main = user.app.screen_stack[0]
    assert isinstance(main, BrowseScreen)
    return main.desk.thread.contents
