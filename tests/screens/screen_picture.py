"""The picture of a screen that `App.export_screenshot` gives, read again: what is painted, whatever painted it."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from rich.cells import cell_len

# What Rich writes into its picture for a run of characters; its cells are 12.2 units wide.
_RUN = re.compile(
    r'<text class="[^"]*-(?P<style>r\d+)" x="(?P<x>[\d.]+)"[^>]*clip-path="[^"]*-line-(?P<line>\d+)\)">(?P<text>[^<]*)<'
)
_STYLE = re.compile(r"-(?P<name>r\d+) \{ (?P<css>[^}]*)\}")
_CELL = 12.2


class Run(NamedTuple):
    """Characters painted in one style. x, y: the cell of the first. css: their colour and weight."""

    x: int
    y: int
    text: str
    css: str


def runs_in(picture: str) -> list[Run]:
    """What is painted, with its styles."""
    styles = {match["name"]: match["css"].strip() for match in _STYLE.finditer(picture)}
    return [
        Run(
            round(float(match["x"]) / _CELL),
            int(match["line"]),
            html.unescape(match["text"]).replace("\xa0", " ").rstrip("\n"),
            styles[match["style"]],
        )
        for match in _RUN.finditer(picture)
        if match["text"].strip("\n")
    ]


def painted(runs: list[Run], columns: int, rows: int) -> list[str]:
    """The lines of the screen, filled with spaces where nothing is painted."""
    lines = [""] * rows
    for run in sorted(runs):
        if run.y < rows:
            lines[run.y] += " " * (run.x - cell_len(lines[run.y])) + run.text
    return [line + " " * (columns - cell_len(line)) for line in lines]


def cut(line: str, start: int, stop: int) -> str:
    """The characters that begin in those cells."""
    at, kept = 0, ""
    for character in line:
        if start <= at < stop:
            kept += character
        at += cell_len(character)
    return kept
