"""A folder with medtui that needs no Python opens, finds and quits in a empty root."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal

SCRIPT = Path(__file__).parents[2] / "scripts" / "frozen_folder.py"

C_LIBRARY = re.compile(r"lib(?:c|m|dl|pthread|rt|util)\.so")

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.skipif(find_spec("PyInstaller") is None, reason="no PyInstaller here: pip install pyinstaller"),
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can do this"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty root, but for the folder, the C library and zlib, which every Linux has."""
    subprocess.run([sys.executable, SCRIPT, "--to", tmp_path], check=True)
    said = subprocess.run(["ldd", tmp_path / "medtui" / "medtui"], capture_output=True, text=True, check=True).stdout
    libraries = re.findall(r"(?m)(?:=> |^\t)(/\S+) \(", said)
    beside = Path(next(name for name in libraries if "/libc.so" in name)).parent
    for name in (*libraries, *map(str, (each for each in beside.glob("lib*.so.*") if C_LIBRARY.match(each.name)))):
        place = tmp_path / name.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(name, place)
    (tmp_path / "dev").mkdir()
    os.mknod(tmp_path / "dev" / "null", 0o20666, os.makedev(1, 3))
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir()
    return tmp_path


def test_it_opens_finds_and_quits_without_python(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    inside = f"import os; os.chroot({str(root)!r}); os.chdir('/'); os.execv('/medtui/medtui', ['/medtui/medtui'])"
    others = {"HOME": "/home", "XDG_CACHE_HOME": "/home/cache", "PATH": "/bin", "TMPDIR": "/tmp"}
    with PseudoTerminal(["-c", inside], tmp_path_factory.mktemp("outside"), **others) as one:
        one.waits_for("Acetylsalicylic acid")
        one.waits_for("For education only")
        one.types("amoxicillin")
        one.waits_for("In text")
        one.types("\x11")
        assert one.ends() == 0
    assert not list(root.rglob("python3"))
