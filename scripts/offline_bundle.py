"""Makes a folder that installs medtui without a network: python scripts/offline_bundle.py --to DIR

It needs the package index that pip is set up for. Copy the folder to a stick; its README.txt says the rest.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from email.parser import HeaderParser
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parents[1]
OLD_LINUX = tuple(range(17, 29))  # of manylinux_2_N, the C library that a wheel needs; the oldest first
PLATFORMS: dict[str, tuple[Sequence[str], dict[str, str]]] = {
    "linux-x86_64": ([f"manylinux_2_{n}_x86_64" for n in OLD_LINUX], {"sys_platform": "linux"}),
    "linux-arm64": ([f"manylinux_2_{n}_aarch64" for n in OLD_LINUX], {"sys_platform": "linux"}),
    "windows-x86_64": (["win_amd64"], {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}),
    "macos-x86_64": (["macosx_11_0_x86_64"], {"sys_platform": "darwin", "platform_system": "Darwin"}),
    "macos-arm64": (["macosx_11_0_arm64"], {"sys_platform": "darwin", "platform_system": "Darwin"}),
}
"""By the name that installing uses: what pip calls it, the oldest system first, and what decides its requirements."""
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")


class BundleError(Exception):
    """str(error) says what, where, and what to do."""


def make(to: Path, platforms: Sequence[str], pythons: Sequence[str]) -> None:
    """Write the bundle into `to`, a folder that is empty or not there. Raises BundleError, and leaves nothing then."""
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise BundleError(f"{to} is not an empty folder: name another one.")
    with TemporaryDirectory() as work:
        built = Path(work, "built")
        _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(built), str(ROOT))
        (medtui,) = built.iterdir()
        bundle = Path(work, "bundle")
        wheels = bundle / "wheels"
        wheels.mkdir(parents=True)
        for platform in platforms:
            for python in pythons:
                fetched = Path(work, f"{platform}-{python}")
                _fetch(medtui, fetched, platform, python)
                for wheel in fetched.iterdir():
                    shutil.move(wheel, wheels / wheel.name)
        seal(bundle, [f"{platform} {python}" for platform in platforms for python in pythons])
        shutil.copytree(bundle, to, dirs_exist_ok=True)


def _fetch(medtui: Path, folder: Path, platform: str, python: str) -> None:
    tags, environment = PLATFORMS[platform]
    names = [part for tag in tags for part in ("--platform", tag)]
    target = ["--only-binary=:all:", *names, "--implementation", "cp", "--python-version", python]
    _pip("download", "--quiet", "--dest", str(folder), *target, str(medtui), "pip")
    # pip asks itself, not the Python that it fetches for, which requirements there are.
    if missing := missing_in(folder, environment | {"python_version": python, "python_full_version": f"{python}.0"}):
        raise BundleError(
            f"For {platform} with Python {python}, {', '.join(missing)} was not fetched: add it to _fetch."
        )


def missing_in(wheels: Path, environment: dict[str, str]) -> list[str]:
    """What the wheels in a folder require there and do not find among each other."""
    there = {parse_wheel_filename(wheel.name)[0] for wheel in wheels.iterdir()}
    wanted = {
        canonicalize_name(each.name)
        for wheel in wheels.iterdir()
        for each in requirements(wheel)
        if each.marker is None or each.marker.evaluate({"extra": "", **environment})
    }
    return sorted(wanted - there)


def requirements(wheel: Path) -> Iterator[Requirement]:
    """What a wheel says that it needs; extras are not followed."""
    with ZipFile(wheel) as file:
        name = next(each for each in file.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(file.read(name).decode("utf-8"))
    yield from map(Requirement, metadata.get_all("Requires-Dist", []))


def _pip(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", *arguments], stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        last = next((line for line in done.stderr.splitlines() if line.startswith("ERROR")), "it gave no reason")
        raise BundleError(f"pip {arguments[0]} did not work: {last.removeprefix('ERROR: ')}")


def seal(bundle: Path, targets: Iterable[str]) -> None:
    """Put what installs beside the wheels, with whom they are for and the sum of each file."""
    shutil.copytree(ROOT / "scripts" / "offline", bundle, dirs_exist_ok=True, ignore=shutil.ignore_patterns("_*"))
    (bundle / "targets.txt").write_text("".join(f"{target}\n" for target in targets), encoding="utf-8", newline="\n")
    files = sorted(path for path in bundle.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    sums = (f"{sha256(file.read_bytes()).hexdigest()}  {file.relative_to(bundle).as_posix()}\n" for file in files)
    (bundle / "SHA256SUMS").write_text("".join(sums), encoding="utf-8", newline="\n")


def main() -> int:
    """Make it, and say how large it is. Returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0] + ".")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="an empty folder, or one to be made")
    parser.add_argument("--platform", nargs="+", choices=PLATFORMS, default=list(PLATFORMS), help="without it: all")
    parser.add_argument("--python", nargs="+", choices=PYTHONS, default=PYTHONS, help="without it: all")
    given = parser.parse_args()
    try:
        make(given.to, given.platform, given.python)
    except (BundleError, OSError) as error:
        sys.stderr.write(f"offline_bundle: {error}\n")
        return 1
    size = sum(path.stat().st_size for path in given.to.rglob("*") if path.is_file())
    sys.stdout.write(f"{given.to}: {size / 1e6:.0f} MB. Copy it to a stick; README.txt says how to install.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
