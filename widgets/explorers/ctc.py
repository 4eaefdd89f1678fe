"""`ctc`: two tubes of the same blood, and a cut-off between them."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from content.models import ctc as model
from widgets.framework import Dice, Slider, Table, View, explorer
from widgets.plot import count_bars

MOST = 30  # the largest average on the slider, 20, has 99 of 100 tubes below this


@explorer(
    title="Two tubes from one arm, drawn at the same minute: will they say the same?",
    predict="03-two-tubes",
    presets={"Far below the cut-off": {"mean_per_tube": 1}, "Far above it": {"mean_per_tube": 15}},
    model=model,
)
def ctc(
    mean_per_tube: Annotated[
        float,
        Slider(
            0,
            20,
            step=0.5,
            unit="cells",
            label="True average in a tube",
            help=f"A tube holds {model.TUBE_ML:g} mL of blood.",
        ),
    ] = 5,
    throw: Annotated[int, Dice("Draw two more tubes")] = 1,
) -> View:
    """The scatter of pure counting around the cut-off of 5 cells in a tube."""
    cutoff = model.CUTOFF
    tubes = model.tube(mean_per_tube)
    first, second = (int(count) for count in model.draw(mean_per_tube, 2, np.random.default_rng(throw)))
    of_100 = 100 * model.probabilities(mean_per_tube, MOST)
    picture = count_bars(
        "How many cells a tube would hold, by chance alone",
        of_100,
        cutoff=cutoff,
        hue="@people",
        y_title="of 100 tubes",
        x_title="tumour cells in the tube",
        hover="%{x} cells: %{y:.1f} of 100 tubes",
        cutoff_words=f"cut-off: {cutoff} or more",
        marks={"tubes 1 and 2": first} if first == second else {"tube 1": first, "tube 2": second},
    )
    at, disagree = round(100 * tubes.at_or_above), round(100 * tubes.disagree)
    below = 100 - at
    same = (first >= cutoff) == (second >= cutoff)
    return View(
        picture=picture,
        reading=(
            f"With an average of {mean_per_tube:g} per tube, {at} of 100 tubes hold {cutoff} cells or more and {below} "
            f"hold fewer. Of 100 pairs drawn together, {disagree} fall on different sides of the cut-off. "
            f"These two hold {first} and {second}: {'the same side' if same else 'different sides'}."
        ),
        table=Table(
            columns=("What", "Value"),
            rows=(
                ("true average in a tube, cells", mean_per_tube),
                ("cut-off, cells", cutoff),
                (f"of 100 tubes, {cutoff} or more", at),
                ("of 100 tubes, fewer", below),
                ("of 100 pairs of tubes, on different sides", disagree),
                ("first tube of this draw, cells", first),
                ("second tube of this draw, cells", second),
            ),
        ),
    )
