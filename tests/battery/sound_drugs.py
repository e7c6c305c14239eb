"""A small library with something hostile in it, and what must hold of it whatever that is."""

from __future__ import annotations

import json
import os
import re
import stat
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from command_line import Result
from forks import called, home_of
from library_files import write

from medtui.commands.exit_codes import EXIT_CODES

SOUND = ("zinc.md", "iron.md", "sub/gold.md")
SECRET = "quillonium"
_DRIVES_A_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MOST_HASHED = 1 << 20

ASKED = (
    ("list", "--format", "json"),
    ("search", "soothing", "--format", "json", "--limit", "0"),
    ("show", "drugs/zinc"),
    ("dump",),
    ("list",),
    ("status",),
    ("search", SECRET),
)


def world(folder: Path) -> Path:
    """A library in that folder, with a home and secrets beside it. The library."""
    (folder / "home").mkdir()
    for name in SOUND:
        write(folder / "drugs", name, f"# {Path(name).stem.capitalize()}\n\n### Usage\nSoothing.\n")
    for name in ("secret.md", "private/secret.md", "drugs-private/secret.md"):
        write(folder, name, f"# {SECRET}\n\n### Usage\nSoothing {SECRET}.\n")
    write(folder, "own.md", "# Own\n")
    return folder / "drugs"


def open_again(folder: Path) -> None:
    """Let everything in it be read, and so be removed."""
    for place, folders, _ in os.walk(folder):
        for name in folders:
            path = Path(place, name)
            if not path.is_symlink():
                path.chmod(0o700)


def snapshot(folder: Path) -> dict[str, tuple[object, ...]]:
    """All that is in a folder but the user's home, and the folder itself, to see whether anything was changed."""
    seen: dict[str, tuple[object, ...]] = {}
    for place, folders, files in os.walk(folder):
        if "home" in folders and place == str(folder):
            folders.remove("home")
        for name in (".", *folders, *files):
            path = os.path.join(place, name)  # noqa: PTH118 - odd bytes
            status = os.lstat(path)
            what: object = os.readlink(path) if stat.S_ISLNK(status.st_mode) else None  # noqa: PTH115 - as above
            if stat.S_ISREG(status.st_mode) and status.st_size < _MOST_HASHED:
                what = sha256(Path(path).read_bytes()).digest()
            seen[path] = status.st_mode, status.st_size, status.st_mtime_ns, what
    return seen


def assert_plain(result: Result) -> None:
    """It ended as the manual says, with no error of ours, and wrote nothing that drives a terminal."""
    assert result.code in EXIT_CODES, result
    for text in (result.out, result.err):
        assert "internal error" not in text, result
        assert not _DRIVES_A_TERMINAL.search(text), result


def problems_in(status: str) -> list[str]:
    """What `medtui status` says under that heading."""
    _, _, rest = status.partition("\nProblems:\n")
    return [line for line in rest.partition("\nLeft out:\n")[0].splitlines() if line]


def left_out_in(status: str) -> list[str]:
    """And under that one."""
    return status.partition("\nLeft out:\n")[2].splitlines()


def paths_in(text: str) -> list[str]:
    """The paths of the monographs in what `list` or `search` wrote as JSON."""
    data = json.loads(text)
    return [row["path"] for row in (data["matches"] if isinstance(data, dict) else data)]


def ask(root: Path) -> Sequence[Result]:
    """What a user without powers is told of the library, twice, each time in the order of ASKED."""
    calls = [[*call, "--library", str(root)] for call in ASKED]
    results = called([*calls, *calls], home_of(root.parent / "home"))
    for result in results:
        assert_plain(result)
    return results


def assert_sound_beside(root: Path, told: Sequence[str], listed: Sequence[str]) -> None:
    """The sound monographs are listed, found and shown, together with these paths; `status` has just these
    problems; nothing from outside is seen; asked again, all is the same."""
    before = snapshot(root.parent)
    results = ask(root)
    assert snapshot(root.parent) == before, "a file was changed"
    first, second = results[: len(ASKED)], results[len(ASKED) :]
    listing, search, show, dump, titles, status, secret = first
    odd = Counter(paths_in(listing.out)) - Counter([*SOUND, *listed])
    lost = Counter([*SOUND, *listed]) - Counter(paths_in(listing.out))
    assert not odd + lost, f"lost: {list(lost)}, listed though it should not be: {list(odd)}"
    assert set(SOUND) <= set(paths_in(search.out)), search
    assert (search.code, show.code, secret.code, status.code) == (0, 0, 1, 0), (search, show, secret, status)
    assert "Soothing." in show.out
    assert {f"drugs/{name.removesuffix('.md')}" for name in SOUND} <= {
        json.loads(line)["id"] for line in dump.out.splitlines()
    }
    problems = problems_in(status.out)
    assert len(problems) == len(told), problems
    assert all(any(part in problem for problem in problems) for part in told), problems
    assert titles.code == bool([part for part in problems if "standard sections" not in part]), titles
    for result in (listing, search, show, dump, titles, status):
        assert SECRET not in f"{result.out}{result.err}".lower(), result
    for one, other in zip(first, second, strict=True):
        if one is not status:
            assert one == other, (one, other)
    assert problems_in(second[ASKED.index(("status",))].out) == problems
