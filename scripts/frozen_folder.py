"""Makes a folder with medtui that needs no Python: python scripts/frozen_folder.py --to DIR

It is for the system that it is made on, and needs PyInstaller. DIR/medtui/medtui is the program; copy the whole folder.
Tried on Linux; on Windows the same script makes medtui.exe, which nobody has tried.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from medtui.commands.debug import PACKAGES

ROOT = Path(__file__).parents[1]


def make(to: Path) -> int:
    """Make DIR/medtui. Returns PyInstaller's exit code."""
    options = ["--onedir", "--name", "medtui", "--noconfirm", "--clean", "--log-level", "WARN"]
    options += ["--add-data", f"{ROOT / 'content'}{os.pathsep}medtui/content", "--collect-data", "medtui"]
    # What is imported by its name alone, and what tells its own version.
    options += [part for name in ("medtui", "textual", "rich", "rapidfuzz") for part in ("--collect-submodules", name)]
    options += [part for name in PACKAGES for part in ("--copy-metadata", name)]
    options += ["--collect-data", "textual", "--exclude-module", "tkinter"]
    with TemporaryDirectory() as work:
        places = ["--distpath", str(to), "--workpath", work, "--specpath", work]
        command = [
            sys.executable,
            "-m",
            "PyInstaller",
            *options,
            *places,
            str(ROOT / "scripts" / "frozen" / "start.py"),
        ]
        return subprocess.run(command, check=False).returncode


def main() -> int:
    """Make it. Returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0] + ".")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="where the folder medtui is to be")
    return make(parser.parse_args().to)


if __name__ == "__main__":
    sys.exit(main())
