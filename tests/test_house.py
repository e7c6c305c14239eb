"""The house keeps its own rules: names, circles, sizes and exceptions, over all of its source."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
EVERYTHING = [
    path
    for folder in ("src", "tests", "benchmarks", "docs", "scripts")
    for path in sorted((ROOT / folder).rglob("*.py"))
]

MOST_LINES, MOST_FILES = 41_415, 345
"""Of the source. A larger house is a decision: whoever raises these says why in the commit."""
LONGEST_FUNCTION, LARGEST_CLASS, LONGEST_FILE = 50, 350, 400
MOST_EXCEPTIONS = 40
"""Lines that are excused from the linter, in all of the Python here."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


def classes() -> Iterator[tuple[Path, ast.ClassDef]]:
    for path in SOURCES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                yield path, node


def lines_of(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def shared(places: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: where for name, where in places.items() if len(where) > 1}


def test_no_two_source_files_share_a_name() -> None:
    places = defaultdict(list)
    for path in SOURCES:
        if path.stem not in ("__init__", "__main__"):
            places[path.stem].append(str(path.relative_to(ROOT)))
    assert shared(places) == {}


def test_no_two_public_classes_share_a_name() -> None:
    places = defaultdict(list)
    for path, node in classes():
        if not node.name.startswith("_"):
            places[node.name].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert shared(places) == {}


def test_no_files_import_each_other_in_a_circle() -> None:
    """`prepare` raises CycleError, which names the files of a circle."""
    TopologicalSorter({module_of(path): {*imported(path)} for path in SOURCES}).prepare()


def imported(path: Path) -> Iterator[str]:
    """The modules of the house that a file names, wherever in it, for types too."""
    modules = {module_of(source) for source in SOURCES}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module in modules:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from inside & modules
            if not inside <= modules:
                yield node.module


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {lines_of(node)}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_class_is_too_large_to_be_known_with_all_that_it_inherits_here() -> None:
    known = {node.name: node for _, node in classes()}

    def size(node: ast.ClassDef) -> int:
        return lines_of(node) + sum(size(known[name]) for name in bases(node) if name in known)

    assert {name: size(node) for name, node in known.items() if size(node) > LARGEST_CLASS} == {}


def test_no_base_is_there_for_one_child_alone() -> None:
    """A class that is used as it is, too, may have a single child."""
    names = {node.name for _, node in classes()}
    children = Counter(base for _, node in classes() for base in bases(node) if base in names)
    used = {
        node.id
        for path in SOURCES
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call | ast.Raise)
        for node in ast.walk(call)
        if isinstance(node, ast.Name)
    }
    assert [name for name, count in children.items() if count == 1 and name not in used] == []


def bases(node: ast.ClassDef) -> list[str]:
    return [ast.unparse(base).split("[")[0].split(".")[-1] for base in node.bases]


def test_no_source_file_is_too_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_the_house_is_no_larger_than_its_job() -> None:
    assert len(SOURCES) <= MOST_FILES
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES) <= MOST_LINES


def test_each_exception_for_the_linter_has_a_reason() -> None:
    exceptions = [
        (str(path.relative_to(ROOT)), number, line)
        for path in EVERYTHING
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"#\s*no" "qa", line)
    ]
    assert len(exceptions) <= MOST_EXCEPTIONS
    assert [each for each in exceptions if not re.search(r"#\s*no" r"qa: [A-Z]+\d+(, [A-Z]+\d+)* - \w", each[2])] == []


def test_floors_are_numbered_once() -> None:
    """Each room that exists is on a floor of the layers in pyproject.toml."""
    toml = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    project = toml.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {name.strip() for line in layers for name in re.split(r"[|:]", line)}
    rooms = {
        module_of(path.parent / "__init__.py" if path.name == "__init__.py" else path)
        for path in (ROOT / "src/medtui").glob("*/__init__.py")
    } | {module_of(path) for path in (ROOT / "src/medtui").glob("*.py") if path.name != "__init__.py"}
    assert rooms == named
