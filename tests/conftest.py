"""What every test may ask for."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "medtui",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("medtui")

_BESIDE = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real data: beside the checkout, or where MEDTUI_CORPUS says. Skips where absent."""
    folder = Path(os.environ.get("MEDTUI_CORPUS") or _BESIDE)
    if not folder.is_dir():
        pytest.skip(f"real data not found: no folder {folder} (set MEDTUI_CORPUS)")
    return folder.resolve()


@pytest.fixture(scope="session")
def rxhive(corpus: Path) -> list[Path]:
    """The 2,001 monographs in the native format, in a stable order."""
    return sorted((corpus / "rxhive").rglob("*.md"))


@pytest.fixture(autouse=True)
def quiet_backstage(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """For the tests of the screens: no process beside the app, a search thread that can be waited for, no
    waiting for the disk, and nothing kept from one test to the next."""
    if request.path.parent.name != "screens":
        yield
        return
    from backstage import InlinePool, QuietFollower, WatchedThread  # stands beside those tests

    from medtui.tui import desk_thread
    from medtui.tui.list_pane import ListPane
    from medtui.tui.screens import desk_actions

    own = tmp_path_factory.mktemp("own")
    monkeypatch.setattr(desk_thread, "ThreadPoolExecutor", InlinePool)
    monkeypatch.setattr(desk_thread.DeskThread, "FOLDER", lambda: own)
    monkeypatch.setattr(desk_actions, "_VISIT_SECONDS", 1e6)
    if "first_hint" not in request.keywords:
        monkeypatch.setattr(desk_actions, "FIRST_HINT", "")

    monkeypatch.setattr(ListPane, "FOLLOWER", QuietFollower)
    monkeypatch.setattr(ListPane, "SEARCH_THREAD", WatchedThread)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    # Garbage is collected between tests, when it is a whole app. What an app freezes would never be collected.
    with monkeypatch.context() as during:
        gc.disable()
        during.setattr(gc, "enable", lambda: None)
        during.setattr(gc, "freeze", lambda: None)
        yield
    gc.collect()
    gc.freeze()
    gc.enable()
