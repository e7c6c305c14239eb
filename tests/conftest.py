"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

pytest_plugins = ["tally"]

settings.register_profile(
    "medtui",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("medtui")

_BESIDE = Path(__file__).parents[2] / "shared" / "corpus"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in the folder of the battery as `battery`. Mark as `fast` what else opens no screen, reads no
    corpus, tries no invented inputs and is not marked as slow, which is what starts processes or writes much. For the
    inner loop. What reads a corpus or tries invented inputs is `no_cover`: the gates must say the same where there is
    no corpus, and measuring these would take as long as all the rest."""
    for item in items:
        assert isinstance(item, pytest.Function)
        if "corpus" in item.fixturenames or is_hypothesis_test(item.function):
            item.add_marker("no_cover")
        if item.path.parent.name == "battery":
            item.add_marker("battery")
        elif (
            item.path.parent.name not in ("screens", "tui")
            and "corpus" not in item.fixturenames
            and not is_hypothesis_test(item.function)
            and not item.get_closest_marker("slow")
        ):
            item.add_marker("fast")


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


@pytest.fixture(scope="session")
def some_of_rxhive(rxhive: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of every sixth of them: the battery and `tests/reading` go through all."""
    folder = tmp_path_factory.mktemp("rxhive")
    for path in rxhive[::6]:
        (folder / path.parent.name).mkdir(exist_ok=True)
        shutil.copy(path, folder / path.parent.name)
    return folder


@pytest.fixture(autouse=True)
def quick_screens(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For the tests of the screens: one terminal, no waiting for the disk, no collecting of garbage in an app, nothing
    that depends on how long a monograph has been shown."""
    if request.path.parent.name != "screens":
        yield
        return
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr("medtui.tui.stop_steps.StopSteps.rest_seconds", 60.0)
    # Garbage is collected between tests, when it is a whole app. What an app freezes would never be collected.
    with monkeypatch.context() as during:
        gc.disable()
        during.setattr(gc, "enable", lambda: None)
        during.setattr(gc, "freeze", lambda: None)
        yield
    gc.collect()
    gc.freeze()
    gc.enable()
