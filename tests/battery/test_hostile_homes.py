"""Some 300 homes as no user should have them: cache, data and settings folders that are missing, files, pipes, links,
closed, open to all or another user's; environments without a home; every mask for new files; and a link, a pipe, a
folder or a file that somebody has put where medtui writes. A user who is not root asks, marks and takes notes in each:
the answers are right, what is said to be kept is kept and else it is told, no link is followed, and nobody else can
read what is kept."""

from __future__ import annotations

import os
import pwd
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from catalogues import source_of
from command_line import Result
from desk_model import scratch
from forks import call_each, forked, home_of, import_all, without_powers
from sound_drugs import SOUND, assert_plain, open_again, paths_in, snapshot, world
from tally import Cases

from medtui.desk.atomic_write import NotWrittenError
from medtui.desk.note_drafts import put_draft, read_drafts

if sys.platform == "win32":
    pytest.skip("Windows has other files", allow_module_level=True)

NOBODY = 65534
IS_ROOT = os.geteuid() == 0
MARKS = "drugs/zinc\tZinc\n"
ASKED = (
    ("search", "soothing", "--format", "json", "--limit", "0"),
    ("show", "drugs/zinc"),
    ("marks", "--from", "MARKS"),
    ("marks",),
    ("notes",),
    ("config", "show"),
    ("status",),
    ("search", "soothing", "--format", "json", "--limit", "0"),
)


class Use(NamedTuple):
    """What a user is told, and whether a draft was kept: empty, or why not."""

    results: list[Result]
    draft: str

    @property
    def keeps_catalogue(self) -> bool:
        """Else it is told that it is made in memory."""
        return "so it is made in memory each time" not in self.results[0].err

    @property
    def keeps_marks(self) -> bool:
        """Else it is told why not."""
        _, _, taken, marks, *_ = self.results
        if taken.code == 0:
            assert MARKS in marks.out, (taken, marks)
            return True
        assert "last until you leave" in taken.err or "not saved" in taken.err, taken
        return False


def use(
    folder: Path, environment: Mapping[str, str] | None = None, mask: int = 0o022, prepare: Callable[[], object] = tuple
) -> Use:
    """Use medtui in that world; what it says is right, and nothing was changed but in the home."""
    (folder / "marks").write_text(MARKS)
    before = snapshot(folder)
    calls = [[str(folder / "marks") if word == "MARKS" else word for word in call] for call in ASKED]
    environment = dict(home_of(folder / "home") if environment is None else environment) | {
        "MEDTUI_LIBRARY": str(folder / "drugs")
    }
    import_all()

    def work() -> tuple[list[tuple[int, str, str]], str]:
        without_powers()
        os.umask(mask)
        prepare()
        results = call_each(calls, environment)
        return [(result.code, result.out, result.err) for result in results], draft_in(folder / "home/data/medtui")

    rows, draft = forked(work)
    used = Use([Result(*row) for row in rows], draft)
    assert snapshot(folder) == before, "a file outside the home was changed"
    for result in used.results:
        assert_plain(result)
    search, show, *_, again = used.results
    assert (search.code, show.code) == (0, 0), used.results
    assert sorted(paths_in(search.out)) == sorted(SOUND)
    assert again.out == search.out
    assert "Soothing." in show.out
    return used


def draft_in(folder: Path) -> str:
    try:
        put_draft(folder, "drugs/zinc", "", "Take 5 mg.")
    except NotWrittenError as error:
        return str(error)
    assert read_drafts(folder) == ({("drugs/zinc", ""): "Take 5 mg."}, "")
    return ""


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def catalogue_folder(folder: Path) -> Path:
    """Where the library's catalogue is kept."""
    place = source_of(folder / "drugs", folder / "home/cache/medtui").storage.folder
    assert place is not None
    return place


@pytest.fixture
def folder() -> Iterator[Callable[[], Path]]:
    """Makes a world, and takes it away."""
    with scratch() as disk:

        def make() -> Path:
            made = disk / str(len([*disk.iterdir()]))
            made.mkdir()
            world(made)
            return made

        yield make
        open_again(disk)


# Folders ----------------------------------------------------------------------------------------------


def linked(target: str, path: Path) -> None:
    path.symlink_to(target)


def foldered(mode: int, path: Path) -> None:
    path.mkdir()
    path.chmod(mode)


def of_another(path: Path) -> None:
    foldered(0o777, path)
    os.chown(path, NOBODY, NOBODY)


def linked_to_folder(path: Path) -> None:
    elsewhere = path.with_name("elsewhere")
    elsewhere.mkdir()
    path.symlink_to(elsewhere)


WRONG_FOLDERS: dict[str, Callable[[Path], object]] = {
    "a file": Path.touch,
    "a pipe": os.mkfifo,
    "a link nowhere": partial(linked, "nowhere"),
    "a link to itself": partial(linked, "medtui"),
    "a link to a file": partial(linked, __file__),
    "a link to a device": partial(linked, "/dev/null"),
    "closed": partial(foldered, 0),
    "to be read alone": partial(foldered, 0o400),
    "not to be written": partial(foldered, 0o500),
}
RIGHT_FOLDERS: dict[str, Callable[[Path], object]] = {
    "missing": lambda _: None,
    "a link to a folder": linked_to_folder,
    "open to all": partial(foldered, 0o777),
    "open to the group": partial(foldered, 0o770),
}
PLACES = ("cache", "cache/medtui", "cache/medtui/catalogue", "data", "data/medtui", "config", "config/medtui", "state")


@pytest.mark.parametrize("place", PLACES)
def test_folders_that_are_not_what_they_should_be(cases: Cases, place: str, folder: Callable[[], Path]) -> None:
    others = {"another's": of_another} if IS_ROOT and place in ("cache/medtui", "data/medtui") else {}
    wrong = WRONG_FOLDERS | others
    for kind, make in (wrong | RIGHT_FOLDERS).items():
        with cases.case(f"{place} is {kind}"):
            at = folder()
            (at / "home" / place).parent.mkdir(parents=True, exist_ok=True)
            make(at / "home" / place)
            used = use(at)
            is_right = kind not in wrong
            assert used.keeps_catalogue == (is_right or "cache" not in place), used
            assert used.keeps_marks == (is_right or "data" not in place), used
            assert bool(used.draft) != (is_right or "data" not in place), used
            for own in ("cache/medtui", "data/medtui") if is_right else ():
                assert mode_of((at / "home" / own).resolve()) == 0o700
    assert cases.tried >= 13


def terabyte(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


WRONG_FILES: dict[str, Callable[[Path], object]] = {
    **WRONG_FOLDERS,
    "a folder": Path.mkdir,
    "a terabyte": terabyte,
    "NUL bytes": lambda path: path.write_bytes(bytes(5000)),
    "a link to what never ends": partial(linked, "/dev/zero"),
}


def test_settings_that_are_not_what_they_should_be(cases: Cases, folder: Callable[[], Path]) -> None:
    for kind, make in WRONG_FILES.items():
        for name in ("config.yaml", "themes"):
            with cases.case(f"{name} is {kind}"):
                at = folder()
                (at / "home/config/medtui").mkdir(parents=True)
                make(at / "home/config/medtui" / name)
                used = use(at)
                assert used.keeps_catalogue
                assert used.keeps_marks
                assert used.draft == ""
    assert cases.tried == 2 * len(WRONG_FILES) >= 26


# Environments -----------------------------------------------------------------------------------------


def nobody_known() -> None:
    """From now on the system knows of no home."""

    def unknown(_: int) -> pwd.struct_passwd:
        raise KeyError

    pwd.getpwuid = unknown


HOMES: dict[str, tuple[dict[str, str], bool]] = {
    "HOME alone": ({"HOME": "@"}, True),
    "none": ({}, False),
    "a relative one": ({"HOME": "here"}, False),
    "a file": ({"HOME": "@/file"}, False),
    "nowhere, in a closed folder": ({"HOME": "@/closed/home"}, False),
    "a closed one": ({"HOME": "@/closed"}, False),
    "a device": ({"HOME": "/dev/null"}, False),
    "not made yet": ({"HOME": "@/a/b/c"}, True),
    "of odd bytes": ({"HOME": "@/\udcff\x1b[2J\n"}, True),
    "with signs of addresses": ({"HOME": "@/a?mode=memory&b#c%20d"}, True),
    "with blanks and quotes": ({"HOME": '@/it\'s "mine" '}, True),
    "by way of its parent": ({"HOME": "@/x/../y"}, True),
    "with slashes": ({"HOME": "/@//y///"}, True),
    "too long": ({"HOME": "@" + f"/{'n' * 250}" * 20}, False),
    "with too long a name": ({"HOME": "@/" + "n" * 300}, False),
    "relative folders": ({"HOME": "@", "XDG_CACHE_HOME": "c", "XDG_DATA_HOME": "d"}, True),
    "folders called nothing": ({"HOME": "@", "XDG_CACHE_HOME": "", "XDG_DATA_HOME": " "}, True),
    "one folder for all": ({f"XDG_{name}_HOME": "@/all" for name in ("CACHE", "DATA", "CONFIG", "STATE")}, True),
}


@pytest.mark.parametrize("has_user", [True, False])
def test_homes_that_are_not_what_they_should_be(cases: Cases, has_user: bool, folder: Callable[[], Path]) -> None:
    for name, (variables, is_right) in HOMES.items():
        if has_user and variables.get("HOME", "here") == "here":
            continue  # it would be the home of who runs the tests
        with cases.case(name):
            at = folder()
            home = at / "home"
            (home / "file").touch()
            (home / "x").mkdir()
            (home / "closed").mkdir(mode=0)
            environment = {key: value.replace("@", str(home)) for key, value in variables.items()}
            used = use(at, environment, prepare=tuple if has_user else nobody_known)
            assert (used.keeps_catalogue, used.keeps_marks) == (is_right, is_right), used
    assert cases.tried == (15 if has_user else 18)


def test_masks_for_new_files(cases: Cases, folder: Callable[[], Path]) -> None:
    for mask in (0, 0o002, 0o022, 0o027, 0o077, 0o007, 0o070, 0o277, 0o777):
        with cases.case(f"{mask:o}"):
            at = folder()
            used = use(at, mask=mask)
            is_right = not mask & 0o700
            assert (used.keeps_catalogue, used.keeps_marks, used.draft == "") == (is_right,) * 3, used
            if is_right:
                data, cache = at / "home/data/medtui", at / "home/cache/medtui"
                assert [mode_of(path) for path in (data, cache, catalogue_folder(at))] == [0o700] * 3
                files = [*data.iterdir(), catalogue_folder(at) / "lock"]
                assert {path.name: mode_of(path) for path in files} == dict.fromkeys(
                    ("desk.db", "drafts.json", "lock"), 0o600
                )
    assert cases.tried == 9


# Planted ----------------------------------------------------------------------------------------------


def plant_another_s(path: Path) -> None:
    path.write_text("x")
    os.chown(path, NOBODY, NOBODY)


PLANTS: dict[str, Callable[[Path, Path], object]] = {
    "a link to a file": lambda path, at: path.symlink_to(at / "secret.md"),
    "a link nowhere": lambda path, at: path.symlink_to(at / "nowhere"),
    "a link to itself": lambda path, _: path.symlink_to(path.name),
    "a second name of a file": lambda path, at: path.hardlink_to(at / "secret.md"),
    "a pipe": lambda path, _: os.mkfifo(path),
    "a folder": lambda path, _: (path / "in").mkdir(parents=True),
    "a closed file": lambda path, _: path.touch(mode=0),
    "another's file": lambda path, _: plant_another_s(path) if IS_ROOT else path.touch(mode=0),
    "rubbish": lambda path, _: path.write_text("rubbish " * 1000),
}
IN_CACHE = (
    "lock", "lock-journal", "lock-wal", "new.building", "new.building-journal", f"{0:016x}-00000000.db",
    f"{(1 << 63) - 1:016x}-00000000.db", "names", "text-1.db",
)  # fmt: skip
IN_DATA = ("desk.db", "desk.db-journal", "desk.db-wal", "drafts.json", ".medtui-x")


@pytest.mark.parametrize("kind", PLANTS)
def test_what_somebody_has_put_where_medtui_writes(cases: Cases, kind: str, folder: Callable[[], Path]) -> None:
    for name in (*IN_CACHE, *IN_DATA):
        with cases.case(f"{name} is {kind}"):
            at = folder()
            place = (catalogue_folder(at) if name in IN_CACHE else at / "home/data/medtui") / name
            place.parent.mkdir(parents=True)
            PLANTS[kind](place, at)
            if (name, kind) in FOLLOWED:
                continue
            used = use(at)
            assert used.keeps_marks or name not in IN_CACHE, used
            assert used.draft == "" or name not in IN_CACHE, used
            assert used.keeps_catalogue or name in IN_CACHE, used
            assert "Soothing" in (at / "secret.md").read_text()
    assert cases.tried == len(IN_CACHE) + len(IN_DATA) == 14


FOLLOWED = {("desk.db", "a link to a file"), ("desk.db", "a link nowhere")}
"""The user's own desk may be a link, as to a memory stick: tests/desk has these."""
