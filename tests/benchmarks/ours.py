"""The benchmark's explorer: what a lesson's explorers are made of, and nothing of their medicine."""

from __future__ import annotations

from typing import Annotated

from widgets.framework import Slider, Table, View, explorer
from widgets.plot import lines

from .figure import HOURS, HUES, SLIDER, START, X_TITLE, Y_TITLE, curves


@explorer(title="How fast do three amounts fall?")
def three_lines(speed: Annotated[float, Slider(**SLIDER, label="Speed", unit="%")] = START) -> View:
    """Three lines of 200 points over one slider."""
    series = curves(speed)
    last = {name: float(f"{heights[-1]:.3g}") for name, heights in series.items()}
    return View(
        picture=lines("Three amounts over two days", HOURS, series, HUES, x_title=X_TITLE, y_title=Y_TITLE),
        reading=f"At {speed:g}% speed {' and '.join(f'{left:g}%' for left in last.values())} are left after 48 hours.",
        table=Table(columns=("line", "left after 48 hours, %"), rows=tuple(last.items())),
    )
