"""From the paths that the user names to files, each in its library."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medtui.library.folders import FolderFiles, find_files
from medtui.library.left_out import reason_left_out
from medtui.library.loading import SCHEMA_FILE
from medtui.safe_text import safe_line


class TargetError(ValueError):
    """A path that cannot be checked. str(error): one sentence saying which, and what to do."""


@dataclass(slots=True)
class CheckTarget:
    """Files of one library. shown: by raw path, how messages name it. is_whole: whether they are all that it has."""

    root: Path
    shown: dict[str, str] = field(default_factory=dict)
    is_whole: bool = False

    def shown_path(self, path: str) -> str:
        """How messages name the file at that safe path."""
        return self.shown.get(path) or next((each for raw, each in self.shown.items() if safe_line(raw) == path), path)


class Targets:
    """What is to be checked, library by library. left_out: which files that were named are no monographs, and why.
    complaints: which folders cannot be searched."""

    def __init__(self) -> None:
        self.left_out: list[str] = []
        self.complaints: list[str] = []
        self._by_root: dict[Path, CheckTarget] = {}

    @property
    def all(self) -> Sequence[CheckTarget]:
        """Each library once, in the order in which they were named."""
        return [*self._by_root.values()]

    def add_library(self, root: Path, found: FolderFiles, *, is_whole: bool) -> None:
        """Add a library that medtui would open."""
        self._add(root, _from_here(root), "", found, is_whole=is_whole)

    def add_path(self, path: Path, name: str) -> None:
        """Add a file or folder that the user calls `name`. Raises TargetError."""
        if path.is_dir():
            root = library_of(path)
            try:
                found = find_files(Path(os.path.realpath(path)), with_stamps=False)
            except OSError as error:
                raise TargetError(f"{safe_line(name)} cannot be listed ({safe_line(str(error.strerror))}).") from error
            if not found.files:
                raise TargetError(f"{safe_line(name)} has no monographs: they are files that end in .md.")
            inside = os.path.relpath(os.path.realpath(path), os.path.realpath(root))
            self._add(root, name, "" if inside == "." else f"{Path(inside).as_posix()}/", found, is_whole=inside == ".")
        elif os.path.lexists(path):
            root = library_of(path.parent)
            raw = Path(os.path.relpath(Path(os.path.realpath(path.parent)) / path.name, os.path.realpath(root)))
            reason = reason_left_out(root, raw.as_posix(), path.name)
            if reason == "":
                self._target(root).shown[raw.as_posix()] = safe_line(name)
            else:
                self.left_out.append(f"{safe_line(name)} is left out: {reason or 'its name does not end in .md'}.")
        else:
            raise TargetError(f"There is no file or folder {safe_line(name)}.")

    def _target(self, root: Path) -> CheckTarget:
        return self._by_root.setdefault(Path(os.path.realpath(root)), CheckTarget(root))

    def _add(self, root: Path, name: str, inside: str, found: FolderFiles, *, is_whole: bool) -> None:
        target = self._target(root)
        target.is_whole |= is_whole
        target.shown |= {inside + raw: safe_line(os.path.join(name, raw)) for raw in found.files}  # noqa: PTH118 - odd bytes
        self.complaints += [complaint for _, complaint in found.complaints]


def targets_of(paths: Iterable[Path], names: Iterable[str]) -> Targets:
    """What these paths stand for. names: how the user wrote them. Raises TargetError."""
    targets = Targets()
    for path, name in zip(paths, names, strict=True):
        targets.add_path(path, name)
    return targets


def library_of(folder: Path) -> Path:
    """The folder that has the `medtui.yaml` for these files: this one, or the nearest above; this one without any."""
    above = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links
    return next((each for each in (above, *above.parents) if os.path.lexists(each / SCHEMA_FILE)), above)


def _from_here(folder: Path) -> str:
    """How to write its path: from the current folder, where it is in that."""
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)
