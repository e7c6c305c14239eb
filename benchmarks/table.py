"""Figures, and the table that shows them. No measuring here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Limit:
    """What the project asks of a figure; None where it asks nothing.

    p50, p99 and least are in the figure's own unit, ratio is against the bare app. least: the median must reach it.
    """

    p50: float | None = None
    p99: float | None = None
    ratio: float | None = None
    least: float | None = None


NO_LIMIT = Limit()


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    samples: every single measurement, in `unit`; none for what is not there to be measured.
    ratios: the same against the bare app's, pair by pair.
    note: how it came about, such as how many of the keys painted anything.
    """

    name: str
    unit: str
    samples: tuple[float, ...]
    limit: Limit = NO_LIMIT
    ratios: tuple[float, ...] = ()
    note: str = ""

    @property
    def p50(self) -> float | None:
        """The median, in `unit`."""
        return percentile(self.samples, 50) if self.samples else None

    @property
    def p99(self) -> float | None:
        """The 99th percentile, in `unit`; below 100 samples it is the largest."""
        return percentile(self.samples, 99) if self.samples else None

    @property
    def ratio(self) -> float | None:
        """The median of the ratios to the bare app, or None where the comparison means nothing."""
        return percentile(self.ratios, 50) if self.ratios else None

    @property
    def over_limit(self) -> bool:
        """Whether some value is above what the project asks, or below what it asks at least."""
        least = self.limit.least
        if least is not None and self.p50 is not None and self.p50 < least:
            return True
        pairs = ((self.p50, self.limit.p50), (self.p99, self.limit.p99), (self.ratio, self.limit.ratio))
        return any(value is not None and limit is not None and value > limit for value, limit in pairs)

    def as_json(self) -> dict[str, object]:
        """The figure for a machine to read, every sample included."""
        return {
            "name": self.name,
            "unit": self.unit,
            "p50": self.p50,
            "p99": self.p99,
            "limit": asdict(self.limit),
            "ratio_to_bare_app": self.ratio,
            "over_limit": self.over_limit,
            "samples": list(self.samples),
            "ratios": list(self.ratios),
            "note": self.note,
        }


def percentile(samples: Sequence[float], percent: int) -> float:
    """The smallest sample that at least `percent` % of the samples do not exceed (nearest rank)."""
    if not samples:
        raise ValueError("a percentile needs at least one sample")
    if not 0 < percent <= 100:
        raise ValueError(f"a percentile lies between 1 and 100, not {percent}")
    rank = -(-len(samples) * percent // 100)
    return sorted(samples)[rank - 1]


def spread(samples: Sequence[float]) -> float:
    """How far apart the smallest and the largest sample lie, as a share of the median."""
    return (max(samples) - min(samples)) / percentile(samples, 50)


def format_table(figures: Sequence[Figure]) -> str:
    """The figures as lines of aligned plain text, each ending in a line feed."""
    header = ("figure", "p50", "p99", "unit", "limit", "vs bare", "", "measured")
    rows = [header, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    return "".join(_aligned(row, widths) + "\n" for row in rows)


def format_noise(cpu: Sequence[float], wall: Sequence[float]) -> str:
    """One sentence on how steady the machine was: the bare app's own first frames, in milliseconds."""
    parts = (
        f"{what} {percentile(samples, 50):.0f} ms ({min(samples):.0f} to {max(samples):.0f}, "
        f"spread {spread(samples):.0%})"
        for what, samples in (("CPU", cpu), ("wall", wall))
    )
    return f"machine noise: the bare app's own first frame, {len(cpu)} times: {', '.join(parts)}\n"


def _row(figure: Figure) -> tuple[str, ...]:
    ratio = NOTHING if figure.ratio is None else f"{figure.ratio:.2f}x"
    over = "over" if figure.over_limit else ""
    p50, p99 = (NOTHING if value is None else _number(value) for value in (figure.p50, figure.p99))
    return (figure.name, p50, p99, figure.unit, _limit(figure.limit), ratio, over, figure.note)


def _number(value: float) -> str:
    """One decimal; two for what is small."""
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _limit(limit: Limit) -> str:
    """`12 / 25` for the percentiles, `1.25x` for the ratio, `>= 5` for what a figure must reach."""
    percentiles = [NOTHING if value is None else f"{value:g}" for value in (limit.p50, limit.p99)]
    words = [" / ".join(percentiles)] if percentiles != [NOTHING, NOTHING] else []
    words += [f"{limit.ratio:g}x"] if limit.ratio is not None else []
    words += [f">= {limit.least:g}"] if limit.least is not None else []
    return ", ".join(words) or NOTHING


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    """Numbers to the right, words to the left."""
    numeric = {1, 2, 5}
    cells = (
        cell.rjust(width) if column in numeric else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()
