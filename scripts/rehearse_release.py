"""Builds what a release would publish, and checks it; publishes nothing: python scripts/rehearse_release.py --to DIR

The source archive builds the same wheel as the checkout, twice the same bytes; twine finds no fault; and bom.json is
what a user installs (CycloneDX), whose licences docs/dependencies.md lists.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
OWN = "medtui"


class RehearsalError(Exception):
    """str(error) says what is not as it should be."""


def rehearse(to: Path) -> None:
    """Put wheel, source archive and bom.json into `to`. Raises RehearsalError."""
    stamp = _run("git", "-C", str(ROOT), "log", "-1", "--format=%ct").strip()
    built = [to, *(to / f"again-{number}" for number in range(2))]
    for folder in built[:2]:
        _build(ROOT, folder, stamp, "--sdist", "--wheel")
    with TemporaryDirectory() as work:
        with tarfile.open(next(to.glob("*.tar.gz"))) as archive:
            archive.extractall(work, filter="data")
        _build(next(Path(work).iterdir()), built[2], stamp, "--wheel")
    for path in [path for folder in built[1:] for path in folder.iterdir()]:
        if path.read_bytes() != (to / path.name).read_bytes():
            raise RehearsalError(f"{path} is another file than {to / path.name}.")
    files = [str(path) for path in to.iterdir() if path.is_file()]
    _run(sys.executable, "-m", "twine", "check", "--strict", *files)
    with TemporaryDirectory() as work:
        bom = json.dumps(_bom(next(to.glob("*.whl")), Path(work)), indent=1, sort_keys=True)
    (to / "bom.json").write_text(bom + "\n", encoding="utf-8")
    unlisted = licences(json.loads(bom)).items() - _listed().items()
    if unlisted:
        raise RehearsalError(f"docs/dependencies.md does not list these licences: {dict(sorted(unlisted))}.")


def _build(source: Path, folder: Path, stamp: str, *what: str) -> None:
    _run(sys.executable, "-m", "build", "--outdir", str(folder), *what, str(source), SOURCE_DATE_EPOCH=stamp)


def _bom(wheel: Path, work: Path) -> object:
    """What there is in an environment with the wheel in it, but for pip."""
    _run(sys.executable, "-m", "venv", str(work / "user"))
    python = str(work / "user" / ("Scripts" if os.name == "nt" else "bin") / "python")
    _run(python, "-m", "pip", "install", "--quiet", str(wheel))
    _run(python, "-m", "pip", "uninstall", "--quiet", "--yes", "pip", "setuptools")
    options = ("--output-reproducible", "--of", "JSON", "--pyproject", str(ROOT / "pyproject.toml"))
    return json.loads(_run(sys.executable, "-m", "cyclonedx_py", "environment", *options, python))


def licences(bom: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, str]:
    """The licence of each package in a bill of materials, as its author says it."""
    return {str(part["name"]).lower(): _licence(part) for part in bom["components"] if part["name"] != OWN}


def _licence(part: Mapping[str, object]) -> str:
    said = part.get("licenses")
    for each in said if isinstance(said, list) else []:
        named = each.get("license", {})
        if text := each.get("expression") or named.get("id") or named.get("name"):
            return str(text)
    return "not said"


def _listed() -> dict[str, str]:
    """Name and licence in the table of docs/dependencies.md."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    table = page.partition("| package | licence |")[2].partition("\n\n")[0]
    rows = (line.strip("| ").split(" | ") for line in table.splitlines()[2:])
    return dict(rows)


def _run(*command: str, **variables: str) -> str:
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:] or ["no reason given"]
        raise RehearsalError(f"{' '.join(command[:4])} did not work: {last[0]}")
    return done.stdout


def main() -> int:
    """Do it, and say what there is. Returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0] + ".")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="a folder to be made")
    to = parser.parse_args().to
    try:
        to.mkdir(parents=True)
        rehearse(to)
    except (RehearsalError, OSError) as error:
        sys.stderr.write(f"rehearse_release: {error}\n")
        return 1
    sys.stdout.write("".join(f"{path}\n" for path in sorted(to.iterdir()) if path.is_file()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
