"""The one figure that ours and the peer draw: three lines of 200 points that all change with one slider."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Room for two hundred presses to the right: a press at the end would change nothing.
SLIDER = {"low": 1.0, "high": 300.0, "step": 1.0}
START = 100.0
X_TITLE, Y_TITLE = "hours", "% left"
HOURS: NDArray[np.float64] = np.linspace(0, 48, 200)
HALF_LIVES = {"short": 4.0, "middle": 9.0, "long": 20.0}
HUES = ("#0069a5", "#00765a", "#b84a00")
DASHES = ("solid", "dash", "dot")


def curves(speed: float) -> dict[str, NDArray[np.float64]]:
    """Name of each line -> its 200 heights, from 100 down; the axis stays, so every move changes every path."""
    return {name: 100 * 0.5 ** (HOURS * speed / (100 * half_life)) for name, half_life in HALF_LIVES.items()}
