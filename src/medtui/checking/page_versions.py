"""The pages of one version of a library: those of a folder, a file alone, or a revision that git keeps."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from medtui.library.files import MAX_BYTES, UnreadableFile, read_file
from medtui.library.folders import find_files, one_file
from medtui.library.left_out import may_list_a_folder, reason_by_name, reason_by_text
from medtui.library.loading import MAX_LINES, check_length
from medtui.safe_text import safe_line

_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "--no-pager")
_GIT_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
"""Reads what is in the repository and nothing else: asks nobody, fetches nothing, writes nothing, starts nothing."""
_REGULAR = ("100644", "100755")
_OBJECT_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class NoSuchVersionError(Exception):
    """What was named is no version. str(error): one sentence: what, and what to do."""


class FolderVersion:
    """A folder, or a file alone, on the disk. root: the folder.

    files: raw relative path of each page -> a hash of its contents, empty where it is not known.
    """

    def __init__(self, path: Path) -> None:
        real = path.resolve()
        self.is_file = real.is_file()
        self._folder = real.parent if self.is_file else real
        self.root: Path | None = self._folder
        try:
            found = one_file(real) if self.is_file else find_files(real, with_stamps=False)
        except OSError as error:
            raise NoSuchVersionError(f"{safe_line(str(path))} cannot be read ({error.strerror}).") from error
        self.files = dict.fromkeys(sorted(found.files), "")

    def read(self, raw: str) -> bytes:
        """The bytes of a page. Raises UnreadableFile."""
        return read_file(self._folder, raw).data

    def close(self) -> None:
        """There is nothing to end."""


class _Blob(NamedTuple):
    id: str
    size: int


class GitVersion:
    """What a revision, `REV` or `REV:path`, holds in the repository around a folder.

    git gets an argument list, with the revision where it cannot be an option, and answers with hashes; from then on
    only those are handed to it.
    """

    def __init__(self, given: str, beside: Path) -> None:
        self.root: Path | None = None
        self._given = safe_line(given)
        self._beside = beside
        self._cat: subprocess.Popen[bytes] | None = None
        named = self._resolved(given)
        kind = self._git("cat-file", "-t", named).strip()
        if ":" not in given and kind in (b"commit", b"tag"):
            prefix = os.fsdecode(self._git("rev-parse", "--show-prefix").removesuffix(b"\n")).rstrip("/")
            named = self._resolved(f"{named}:{prefix}", f" in the folder {safe_line(prefix)}" if prefix else "")
            kind = b"tree"
        self.is_file = kind == b"blob"
        self._blobs = {"": _Blob(named, 0)} if self.is_file else dict(self._pages(named))
        if self.is_file:
            name = PurePosixPath(given.partition(":")[2]).name or "page.md"
            self._blobs = {name: self._blobs[""]}
        self.files = {raw: blob.id for raw, blob in self._blobs.items()}

    def _resolved(self, words: str, where: str = "") -> str:
        """The hash of what the words name."""
        is_option = words.startswith("-")
        with suppress(NoSuchVersionError):
            found = "" if is_option else self._git("rev-parse", "--verify", "--quiet", words).decode().strip()
            if _OBJECT_ID.fullmatch(found):
                return found
        raise NoSuchVersionError(
            f"{self._given} is no folder, no file and no revision{where} that git knows around "
            f"{safe_line(str(self._beside))}. Write a path, or a revision such as HEAD~1 or main:content."
        )

    def _git(self, *arguments: str) -> bytes:
        try:
            done = subprocess.run(
                [*_GIT, "-C", str(self._beside), *arguments],
                check=False,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **_GIT_QUIET},
            )
        except (OSError, ValueError) as error:
            raise NoSuchVersionError(f"{self._given} is no file or folder, and git cannot be asked for it.") from error
        if done.returncode:
            raise NoSuchVersionError(f"git cannot read {self._given}.")
        return done.stdout

    def _pages(self, tree: str) -> Iterator[tuple[str, _Blob]]:
        for record in self._git("ls-tree", "-r", "-z", "-l", "--full-tree", tree).split(b"\0"):
            facts, _, name = record.partition(b"\t")
            mode, _, blob, size = facts.decode().split() if facts else ("", "", "", "")
            raw = os.fsdecode(name)
            *folders, own = raw.split("/")
            if mode in _REGULAR and not any(each.startswith(".") for each in folders) and reason_by_name(own) == "":
                yield raw, _Blob(blob, int(size))

    def read(self, raw: str) -> bytes:
        """The bytes of a page. Raises UnreadableFile."""
        blob = self._blobs[raw]
        if blob.size > MAX_BYTES:
            raise UnreadableFile(f"{safe_line(raw)} in {self._given} has more than {MAX_BYTES // 1024**2} MB.")
        asked, answers = self._batch()
        asked.write(f"{blob.id}\n".encode())
        asked.flush()
        header = answers.readline().split()
        if len(header) != 3 or header[1] != b"blob":
            raise UnreadableFile(f"{safe_line(raw)} in {self._given} cannot be read from the repository.")
        data = answers.read(int(header[2]))
        answers.read(1)
        return data

    def _batch(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._cat is None:
            self._cat = subprocess.Popen(
                [*_GIT, "-C", str(self._beside), "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_GIT_QUIET},
            )
        assert self._cat.stdin is not None
        assert self._cat.stdout is not None
        return self._cat.stdin, self._cat.stdout

    def close(self) -> None:
        """End the process that reads."""
        if self._cat is not None:
            self._cat.communicate()
            self._cat = None


Version = FolderVersion | GitVersion


def open_version(given: str, beside: Path) -> Version:
    """The version that `given` names: a folder or file where there is one, else a revision.

    beside: a folder in the repository, whose pages a revision without a path has. Raises NoSuchVersionError.
    """
    with suppress(OSError, ValueError):
        path = Path(given)
        if given and (path.is_dir() or path.is_file()):
            return FolderVersion(path)
    return GitVersion(given, beside)


def pages_of(version: Version, raws: Sequence[str]) -> Iterator[tuple[str, bytes | str]]:
    """Each page with its bytes, or why it cannot be read; those that are about their folder are passed over."""
    for raw in raws:
        try:
            data = version.read(raw)
            if len(data) > MAX_LINES:
                check_length(data.decode("latin-1"), safe_line(raw))
        except UnreadableFile as error:
            yield raw, str(error)
            continue
        if not may_list_a_folder(raw.rpartition("/")[2]) or version.is_file or not reason_by_text(raw, data):
            yield raw, data
