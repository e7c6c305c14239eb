"""A folder that installs medtui without a network, and says in a sentence why it cannot."""

from __future__ import annotations

import os
import platform
import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from scripts.offline_bundle import BundleError, make, missing_in, seal

ROOT = Path(__file__).parents[2]
TARGET = str(runpy.run_path(str(ROOT / "scripts" / "offline" / "install.py"))["this_target"]())
WHEEL = "zelofane-1.0-py3-none-any.whl"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="install.sh is for the other systems")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """One that is whole, of a wheel that holds nothing."""
    folder = tmp_path / "stick"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / WHEEL).write_bytes(b"wheel")
    seal(folder, [TARGET])
    return folder


def install(bundle: Path, home: Path, path: Path, before: Sequence[str] = ()) -> tuple[int, str]:
    """As somebody with this home, whose programs are in `path`: the exit code and all that is said."""
    home.mkdir(exist_ok=True)
    environment = {"HOME": str(home), "PATH": str(path), "PIP_NO_INDEX": "1"}
    done = subprocess.run(
        [*before, "/bin/sh", str(bundle / "install.sh")], env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with this Python, and what install.sh needs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "python3").symlink_to(sys.executable)
    (folder / "dirname").symlink_to("/usr/bin/dirname")
    return folder


def test_a_damaged_wheel(bundle: Path, programs: Path, tmp_path: Path) -> None:
    (bundle / "wheels" / WHEEL).write_bytes(b"whee1")
    message = f"install: wheels/{WHEEL} is damaged: copy the folder again, and check it on its way.\n"
    assert install(bundle, tmp_path / "home", programs) == (1, message)
    assert list((tmp_path / "home").iterdir()) == []


def test_a_missing_wheel(bundle: Path, programs: Path, tmp_path: Path) -> None:
    (bundle / "wheels" / WHEEL).unlink()
    message = f"install: wheels/{WHEEL} is missing in {bundle}: copy the whole folder again.\n"
    assert install(bundle, tmp_path / "home", programs) == (1, message)


def test_another_platform(bundle: Path, programs: Path, tmp_path: Path) -> None:
    seal(bundle, ["amiga-m68k 3.10", "amiga-m68k 3.11"])
    message = (
        f"install: This folder has nothing for {TARGET} (system and Python); it is for amiga-m68k 3.10, "
        "amiga-m68k 3.11. Make one for it with scripts/offline_bundle.py.\n"
    )
    assert install(bundle, tmp_path / "home", programs) == (1, message)


def test_no_python(bundle: Path, programs: Path, tmp_path: Path) -> None:
    (programs / "python3").unlink()
    code, message = install(bundle, tmp_path / "home", programs)
    assert (code, message.splitlines()[0][:40]) == (1, "install: there is no Python 3 here. Inst")


def test_a_folder_with_other_things_in_it_is_left_alone(bundle: Path, programs: Path, tmp_path: Path) -> None:
    other = tmp_path / "home" / ".local" / "opt" / "medtui"
    other.mkdir(parents=True)
    (other / "thesis.txt").write_text("mine")
    message = f"install: {other} has other files in it: name another folder.\n"
    assert install(bundle, tmp_path / "home", programs) == (1, message)
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(BundleError, match="is not an empty folder: name another one"):
        make(tmp_path, ["linux-x86_64"], ["3.11"])
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_only_an_older_python_needs_is_missed(tmp_path: Path) -> None:
    with ZipFile(tmp_path / WHEEL, "w") as wheel:
        needs = 'Requires-Dist: marivene; python_version < "3.11"\nRequires-Dist: dorimab; extra == "more"\n'
        wheel.writestr("zelofane-1.0.dist-info/METADATA", f"Name: zelofane\n{needs}")
    assert missing_in(tmp_path, {"python_version": "3.10"}) == ["marivene"]
    assert missing_in(tmp_path, {"python_version": "3.12"}) == []


@pytest.mark.release
@pytest.mark.skipif(platform.system() != "Linux", reason="the network is cut as Linux does it")
def test_it_installs_where_there_is_no_network(programs: Path, tmp_path: Path) -> None:
    name, _, python = TARGET.partition(" ")
    make(tmp_path / "stick", [name], [python])
    cut = ["/usr/bin/unshare", "--net", "--map-root-user"]
    can_cut = subprocess.run([*cut, "true"], capture_output=True, check=False).returncode == 0
    code, message = install(tmp_path / "stick", tmp_path / "home", programs, cut if can_cut else ())
    program = tmp_path / "home" / ".local" / "bin" / "medtui"
    assert (code, message) == (
        0,
        f"medtui 0.1.0 is installed in {tmp_path / 'home/.local/opt/medtui'}. Start it with: {program}\n",
    )
    shown = subprocess.run([program, "show", "paracetamol", "--section", "dosage"], capture_output=True, check=True)
    assert b"Source: " in shown.stdout
