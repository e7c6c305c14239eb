"""Installs medtui from the folder that this file is in, without a network: python install.py [FOLDER]

It must run, and say what is wrong, on any Python 3.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent
MACHINES = {"aarch64": "arm64", "amd64": "x86_64"}


class NotInstalledError(Exception):
    """str(error) says what, where, and what to do."""


def this_target() -> str:
    """This computer and its Python, as targets.txt names them."""
    system, _, machine = sysconfig.get_platform().lower().partition("-")
    if system == "macosx":
        machine = platform.machine().lower()
    if system == "linux" and platform.libc_ver()[0] != "glibc":
        system = "linux-without-glibc"
    system = {"macosx": "macos", "win": "windows"}.get(system, system)
    version = "{}.{}".format(*sys.version_info[:2])
    return f"{system}-{MACHINES.get(machine, machine)} {version}"


def check_target() -> None:
    """Raise NotInstalledError where the bundle is for others."""
    targets = (HERE / "targets.txt").read_text(encoding="utf-8").splitlines()
    if this_target() not in targets:
        raise NotInstalledError(
            f"This folder has nothing for {this_target()} (system and Python); it is for {', '.join(targets)}. "
            "Make one for it with scripts/offline_bundle.py."
        )


def check_sums() -> None:
    """Raise NotInstalledError where a file is not as it was when the bundle was made."""
    for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        wanted, _, name = line.partition("  ")
        try:
            digest = hashlib.sha256((HERE / name).read_bytes()).hexdigest()
        except FileNotFoundError:
            raise NotInstalledError(f"{name} is missing in {HERE}: copy the whole folder again.") from None
        except OSError as error:
            raise NotInstalledError(f"{name} cannot be read ({error.strerror}): copy the folder again.") from error
        if digest != wanted:
            raise NotInstalledError(f"{name} is damaged: copy the folder again, and check it on its way.")


def make_environment(folder: Path) -> Path:
    """An environment with medtui in the folder, in place of one that is there. Returns the program."""
    mine = folder / "made-by-medtui-install"
    if mine.is_file():
        shutil.rmtree(str(folder))
    elif folder.exists() and any(folder.iterdir()):
        raise NotInstalledError(f"{folder} has other files in it: name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    mine.touch()
    pip = next((HERE / "wheels").glob("pip-*.whl"))
    environment = folder / ("Scripts" if os.name == "nt" else "bin")
    wheels = ["--no-index", "--find-links", str(HERE / "wheels")]
    # Many systems have no pip for an environment: the bundle brings one.
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    run([str(environment / "python"), f"{pip}/pip", "--isolated", "install", "--quiet", *wheels, "pip", "medtui"])
    return environment / ("medtui.exe" if os.name == "nt" else "medtui")


def run(command: "list[str]") -> str:
    """What it writes. Raises NotInstalledError where it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode:
        last = text.splitlines()[-1:] or ["no reason given"]
        raise NotInstalledError(f"{Path(command[0]).name} {command[1]} did not work: {last[0]}")
    return text


def link(program: Path) -> str:
    """What to type to start it, after links to it and its manual page were made where such things are."""
    beside = Path.home() / ".local" / "bin" / "medtui"
    manual = Path("share", "man", "man1", "medtui.1")
    try:
        for name, target in ((beside, program), (Path.home() / ".local" / manual, program.parents[1] / manual)):
            name.parent.mkdir(parents=True, exist_ok=True)
            if name.is_symlink():
                name.unlink()
            name.symlink_to(target)
    except OSError:  # Windows, or another medtui is there
        return str(program)
    return "medtui" if str(beside.parent) in os.environ.get("PATH", "").split(os.pathsep) else str(beside)


def main() -> int:
    """Install it, and say so. Returns the exit code."""
    fits_only = sys.argv[1:] == ["--fits"]
    # On Windows, %LOCALAPPDATA%\\medtui has the marks and notes.
    base = Path(os.environ["LOCALAPPDATA"], "Programs") if os.name == "nt" else Path.home() / ".local" / "opt"
    folder = Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else base / "medtui"
    try:
        check_target()
        if fits_only:
            return 0
        check_sums()
        program = make_environment(folder)
        version = run([str(program), "--version"])
        started = link(program)
    except (NotInstalledError, OSError) as error:
        sys.stderr.write(f"install: {error}\n")
        return 1
    sys.stdout.write(f"{version} is installed in {folder}. Start it with: {started}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
