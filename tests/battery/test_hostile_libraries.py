"""Some 100 libraries as no file system should have them: links that lead out, round or nowhere, pipes, sockets, files
and folders that may not be read, names of every byte, twins in case and in Unicode, files that are huge, sparse or
empty. A user who is not root asks each of them seven things, twice: the sound monographs are always listed, found and
shown, what cannot be read is named, nothing from outside is shown, nothing is changed, and the second time says the
same."""

from __future__ import annotations

import os
import socket
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from desk_model import scratch
from library_files import write
from sound_drugs import assert_sound_beside, open_again, world
from tally import Cases

from medtui.safe_text import safe_line

if sys.platform == "win32":
    pytest.skip("Windows has other files", allow_module_level=True)


class Scene(NamedTuple):
    """arrange: is given the folder of a sound library. told: a part of each problem that is told then. listed: what is
    listed beside the sound monographs, as it is shown."""

    arrange: Callable[[Path], object]
    told: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


OUT = "leads out of the library"
SELF = "leads to itself"
GONE = "is not there any more"
ODD = "is a pipe, socket or device"
FORBIDDEN = "may not be read"
OUTSIDE = "is a link to a folder outside the library"


def link(name: str, target: str) -> Callable[[Path], None]:
    """Makes a link in the library; `@` stands for the folder that the library is in."""

    def arrange(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).symlink_to(target.replace("@", str(root.parent)))

    return arrange


def both(one: Callable[[Path], object], other: Callable[[Path], object]) -> Callable[[Path], None]:
    """Arranges one thing, then the other."""

    def arrange(root: Path) -> None:
        one(root)
        other(root)

    return arrange


def unwritable(root: Path) -> None:
    for path in (root / "sub", root):
        path.chmod(0o500)


def unwritable_files(root: Path) -> None:
    for path in root.rglob("*.md"):
        path.chmod(0o400)


def named(name: str, mode: int) -> Callable[[Path], None]:
    """Makes a monograph or folder with those permissions."""
    return lambda root: closed(root, name, mode)


def chain(root: Path, length: int) -> None:
    """Links that lead to each other, the last one to a monograph."""
    (root / "chain0.md").symlink_to("zinc.md")
    for number in range(1, length):
        (root / f"chain{number}.md").symlink_to(f"chain{number - 1}.md")


def folder_chain(root: Path) -> None:
    for number in range(30):
        folder = root / f"f{number}"
        folder.mkdir()
        for other in (number + 1, number + 2, 0):
            (folder / f"to{other}").symlink_to(f"../f{other % 30}")
    write(root / "f7", "deep.md")


def bound_socket(root: Path) -> None:
    before = Path.cwd()
    os.chdir(root)  # the names of sockets must be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("socket.md")
    finally:
        os.chdir(before)


def sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def closed(root: Path, name: str, mode: int) -> None:
    """A monograph or folder with those permissions."""
    path = root / name
    if name.endswith(".md"):
        write(root, name)
    else:
        write(path, "in.md")
    path.chmod(mode)


LINKS: dict[str, Scene] = {
    "to a monograph": Scene(link("a.md", "zinc.md"), (), ("a.md",)),
    "to a monograph, from the top": Scene(link("a.md", "@/drugs/zinc.md"), (), ("a.md",)),
    "to a monograph, round about": Scene(link("a.md", "sub/../../drugs/./zinc.md"), (), ("a.md",)),
    "of 30 links": Scene(lambda root: chain(root, 30), (), tuple(f"chain{number}.md" for number in range(30))),
    "out": Scene(link("a.md", "../secret.md"), (OUT,), ("a.md",)),
    "out, from the top": Scene(link("a.md", "@/secret.md"), (OUT,), ("a.md",)),
    "out, by a link": Scene(both(link("a.md", "b.md"), link("b.md", "@/secret.md")), (OUT, OUT), ("a.md", "b.md")),
    "to a folder outside": Scene(link("others", "@/private"), (OUTSIDE,)),
    "to a folder whose name begins alike": Scene(link("others", "@/drugs-private"), (OUTSIDE,)),
    "to the folder above": Scene(link("up", ".."), (OUTSIDE,)),
    "to the root": Scene(link("top", "/"), (OUTSIDE,)),
    "to processes": Scene(link("self", "/proc/self"), (OUTSIDE,) if Path("/proc/self").exists() else ()),
    "nowhere": Scene(link("a.md", "nowhere"), (GONE,), ("a.md",)),
    "nowhere, as a folder": Scene(link("a", "nowhere")),
    "nowhere outside": Scene(link("a.md", "@/nowhere.md"), (OUT,), ("a.md",)),
    "to itself": Scene(link("a.md", "a.md"), (SELF,), ("a.md",)),
    "to itself, as a folder": Scene(link("a", "a")),
    "two to each other": Scene(both(link("a.md", "b.md"), link("b.md", "a.md")), (SELF, SELF), ("a.md", "b.md")),
    "to the library": Scene(link("sub/round", "..")),
    "to the folder it is in": Scene(link("sub/round", ".")),
    "to a folder, twice": Scene(both(link("x", "sub"), link("y", "sub"))),
    "to a hidden folder": Scene(
        both(lambda root: write(root, ".store/b.md"), link("shelf", ".store")), (), ("shelf/b.md",)
    ),
    "to a folder, called like a file": Scene(link("a.md", "sub")),
    "90 between 30 folders": Scene(folder_chain, (), ("f7/deep.md",)),
    "to a device": Scene(link("a.md", "/dev/zero"), (OUT,), ("a.md",)),
    "to what is typed": Scene(link("a.md", "/dev/stdin"), (OUT,), ("a.md",)),
    "to a pipe": Scene(both(lambda root: os.mkfifo(root / "p"), link("a.md", "p")), (ODD,), ("a.md",)),
    "for the sections": Scene(link("medtui.yaml", "@/secret.md"), (OUT,)),
    "for the sections, nowhere": Scene(link("medtui.yaml", "nowhere"), (GONE,)),
    "for a read-me": Scene(link("README.md", "@/secret.md"), (OUT,), ("README.md",)),
}

KINDS: dict[str, Scene] = {
    "pipe": Scene(lambda root: os.mkfifo(root / "a.md"), (ODD,), ("a.md",)),
    "pipe for the sections": Scene(lambda root: os.mkfifo(root / "medtui.yaml"), (ODD,)),
    "pipe for a read-me": Scene(lambda root: os.mkfifo(root / "README.md"), (ODD,), ("README.md",)),
    "pipe without a suffix": Scene(lambda root: os.mkfifo(root / "a")),
    "socket": Scene(bound_socket, (ODD,), ("socket.md",)),
    "folder called like a file": Scene(lambda root: write(root, "a.md/b.md"), (), ("a.md/b.md",)),
    "folder for the sections": Scene(lambda root: (root / "medtui.yaml").mkdir(), ("is a folder",)),
    "second name of a file": Scene(lambda root: (root / "a.md").hardlink_to(root / "zinc.md"), (), ("a.md",)),
    "second name of a file outside": Scene(
        lambda root: (root / "a.md").hardlink_to(root.parent / "own.md"), (), ("a.md",)
    ),
    "empty": Scene(lambda root: (root / "a.md").touch(), (), ("a.md",)),
    "blanks": Scene(lambda root: (root / "a.md").write_text(" \n\t\n"), (), ("a.md",)),
    "a mark of order alone": Scene(lambda root: (root / "a.md").write_bytes(b"\xef\xbb\xbf"), (), ("a.md",)),
    "NUL bytes that take no space": Scene(lambda root: sparse(root / "a.md", 1 << 18), (), ("a.md",)),
    "a byte more than 8 MB": Scene(
        lambda root: sparse(root / "a.md", (8 << 20) + 1), ("is larger than 8 MB",), ("a.md",)
    ),
    "a terabyte": Scene(lambda root: sparse(root / "a.md", 1 << 40), ("is larger than 8 MB",), ("a.md",)),
    "a terabyte of sections": Scene(lambda root: sparse(root / "medtui.yaml", 1 << 40), ("is larger than 8 MB",)),
    "without a folder in between": Scene(lambda root: (root / "x" / "y" / "z").mkdir(parents=True)),
    "300 folders deep": Scene(lambda root: write(root, "d/" * 300 + "a.md"), (), ("d/" * 300 + "a.md",)),
    "of the year 1": Scene(lambda root: os.utime(write(root, "a.md"), ns=(0, -(1 << 55))), (), ("a.md",)),
    "of the year 2400": Scene(lambda root: os.utime(write(root, "a.md"), (0, 13_600_000_000)), (), ("a.md",)),
}

PERMISSIONS: dict[str, Scene] = {
    "file that nobody may read": Scene(named("a.md", 0), (FORBIDDEN,), ("a.md",)),
    "file that may be written alone": Scene(named("a.md", 0o200), (FORBIDDEN,), ("a.md",)),
    "file that others may read": Scene(named("a.md", 0o044), (FORBIDDEN,), ("a.md",)),
    "file that may be read alone": Scene(named("a.md", 0o400), (), ("a.md",)),
    "folder that nobody may enter": Scene(named("a", 0), ("folder a cannot be listed",)),
    "folder that may be entered but not listed": Scene(named("a", 0o300), ("folder a cannot be listed",)),
    "folder that may be listed but not entered": Scene(named("a", 0o400), ("in.md " + FORBIDDEN,), ("a/in.md",)),
    "folder that may be read alone": Scene(named("a", 0o500), (), ("a/in.md",)),
    "link into a closed folder": Scene(
        both(named("a", 0o300), link("b.md", "a/in.md")),
        ("folder a cannot be listed",),
        ("b.md",),
    ),
    "link to a closed folder": Scene(both(named("a", 0), link("b", "a")), ("folder a cannot be listed",)),
    "sections that nobody may read": Scene(
        lambda root: (root / "medtui.yaml").touch(mode=0), ("medtui.yaml " + FORBIDDEN,)
    ),
    "library that cannot be written": Scene(unwritable),
    "files that cannot be written": Scene(unwritable_files),
}


def twins(*names: str) -> Scene:
    """Files whose names differ for the file system alone."""
    return Scene(lambda root: [write(root, name, f"# {number}\n") for number, name in enumerate(names)], (), names)


def every_byte(root: Path) -> None:
    for byte in range(1, 256):
        if byte != ord("/"):
            (root / os.fsdecode(b"x%c.md" % byte)).write_text("# Odd\n")


COMPOSED, APART = (unicodedata.normalize(form, "café.md") for form in ("NFC", "NFD"))

NAMES: dict[str, Scene] = {
    "every byte": Scene(
        every_byte, (), tuple(safe_line(os.fsdecode(b"x%c.md" % byte)) for byte in range(1, 256) if byte != ord("/"))
    ),
    "twins in case": twins("Twin.md", "twin.md", "TWIN.MD", "twin.MD"),
    "twins in Unicode": twins(COMPOSED, APART),
    "twins in suffix": twins("twin.md", "twin.markdown", "twin.MARKDOWN"),
    "twins of folders": twins("twin/a.md", "Twin/a.md", "TWIN/a.md"),
    "twins of a sound one": twins("Zinc.MD", "sub/Gold.md"),
    "a file and a folder": twins("twin.md", "twin.markdown/a.md"),
    "as options": twins("-rf.md", "--help.md", "-.md"),
    "as patterns": twins("*.md", "[a].md", "{b}.md", "%s.md", "$HOME.md", "~.md", "?.md"),
    "of blanks": twins(" .md", "  .md", "\u3000.md", "a .md", " a.md"),
    "of dots": twins("a..md", "a.b.md", "a.md.md"),
    "of 255 bytes": twins("n" * 252 + ".md"),
    "of Windows' devices": twins("CON.md", "nul.md", "a:b.md", "a\\b.md"),
    "of other scripts": twins("औषधि.md", "دواء.md", "薬.md", "💊.md"),
    "as identifiers": twins("drugs.md", "sub.md", "drugs/zinc.md"),
    "that ask for other columns": twins("a;drop table file.md", "'.md", '".md'),
    "hidden": Scene(lambda root: [write(root, name) for name in (".a.md", ".git/b.md", "._zinc.md", "..md", ".md")]),
    "without a suffix": Scene(lambda root: [write(root, name) for name in ("a", "b.txt", "md", "c.mdx", "d.md~")]),
}
for name, text in {
    "escape": "a\x1b[2Jb.md", "line feed": "a\nb.md", "return": "a\rb.md", "tab": "a\tb.md", "bell": "a\x07.md",
    "C1": "a\x9bb.md", "override": "a\u202edm.md", "isolate": "a\u2066b.md", "no width": "a\u200bb.md",
    "noncharacter": "a\ufdd0b.md", "half a character": "a\udcc3.md", "marks": "e" + "\u0301" * 60 + ".md",
    "tag": "a\U000e0041.md", "markup": "[b]a[/b].md", "Markdown": "**a** `b`.md",
}.items():  # fmt: skip
    NAMES[f"with {name}"] = Scene(lambda root, text=text: write(root, text, "# Odd\n"), (), (safe_line(text),))  # type: ignore[misc]

GROUPS = {"links": LINKS, "kinds": KINDS, "permissions": PERMISSIONS, "names": NAMES}


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_sound_is_used_and_what_is_not_is_told(cases: Cases, group: str) -> None:
    for name, scene in GROUPS[group].items():
        with scratch() as folder, cases.case(f"{group}: {name}"):
            root = world(folder)
            try:
                scene.arrange(root)
                assert_sound_beside(root, scene.told, scene.listed)
            finally:
                open_again(folder)
    assert cases.tried == len(GROUPS[group]) >= {"links": 30, "kinds": 20, "permissions": 13, "names": 33}[group]
