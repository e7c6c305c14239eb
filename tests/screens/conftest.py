"""What holds for every test of the screens."""

from __future__ import annotations

import gc
import os

import pytest
from backstage import QuietFollower, WatchedThread

from medtui.tui.list_pane import ListPane


@pytest.fixture(autouse=True)
def quiet_backstage(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process beside the app, a search thread that can be waited for, and no waiting for the disk. What an app
    freezes for its own life would stay in memory for that of all tests."""
    monkeypatch.setattr(ListPane, "FOLLOWER", QuietFollower)
    monkeypatch.setattr(ListPane, "SEARCH_THREAD", WatchedThread)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
