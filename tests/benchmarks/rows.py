"""A measured row, the goals, and how both are shown."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Row:
    """One figure. Less is better everywhere; None where it could not be measured or nobody offers the same."""

    name: str
    ours: float | None
    unit: str
    peer: float | None = None
    peer_name: str | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Peer by ours: above 1 we are ahead."""
        return self.peer / self.ours if self.ours and self.peer is not None else None

    def plain(self) -> dict[str, Any]:
        """As `--json` writes it: names and shape are a contract with whoever reads the file."""
        figures = {name: getattr(self, name) for name in ("ours", "peer", "ratio")}
        rounded = {name: None if value is None else float(f"{value:.4g}") for name, value in figures.items()}
        return {"name": self.name, **rounded, "peer_name": self.peer_name, "unit": self.unit}


@dataclass(frozen=True)
class Goal:
    """At most so much, and at least so many times less than the peer."""

    below: float | None = None
    ratio: float | None = None

    def met(self, row: Row) -> bool | None:
        """None where a figure is missing."""
        if row.ours is None or (self.ratio is not None and row.ratio is None):
            return None
        return (self.below is None or row.ours < self.below) and (self.ratio is None or (row.ratio or 0) >= self.ratio)

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:g} x ahead"
        below = "" if self.below is None else f"under {self.below:g}"
        return ", ".join(filter(None, (ratio, below)))


GOALS: Final[Mapping[str, Goal]] = {
    "paint_median_ms": Goal(below=45, ratio=2),
    "paint_p95_ms": Goal(below=80),
    "first_picture_one_s": Goal(ratio=3),
    "first_picture_four_s": Goal(ratio=3),
    "wire_four_mb": Goal(below=2, ratio=10),
    "explorer_worst_ms": Goal(below=15),
    "import_widgets_s": Goal(below=0.5),
    "kernel_lesson_mb": Goal(below=200),
    "notebooks_nbval_s": Goal(below=240),
}
BROWSER_ROWS: Final = {
    "paint_median_ms": "ms",
    "paint_p95_ms": "ms",
    "paint_no_poke_median_ms": "ms",
    "first_picture_one_s": "s",
    "first_picture_four_s": "s",
    "wire_one_mb": "MB",
    "wire_four_mb": "MB",
    "wire_step_kb": "kB",
}


def table(rows: Sequence[Row]) -> str:
    """All rows under one head, columns aligned."""
    lines = [("", "ours", "peer", "ratio", "unit", "goal", "", "")]
    for row in rows:
        goal = GOALS.get(row.name)
        met = {True: "met", False: "MISSED", None: ""}[goal.met(row) if goal else None]
        shown = (_figure(row.ours), _figure(row.peer), _figure(row.ratio))
        lines.append((row.name, *shown, row.unit, str(goal or ""), met, row.note))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    left = (0, 4, 5, 6, 7)
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def say(words: str) -> None:
    """Progress, beside the table and not in it."""
    print(f"  {words} ...", file=sys.stderr, flush=True)
