"""Counting tumour cells in a tube of blood: why two tubes from the same arm, drawn at the same minute, can disagree.

Tumour cells are so rare in blood that a tube holds a handful, and which ones happen to be in the tube is luck. In
metastatic breast cancer a count of 5 or more in 7.5 mL went with a shorter life; but a person whose true average lies
near 5 falls on one side of that line or the other by chance.

Equations:
    With a true average of m counted cells per tube, P(exactly k) = exp(-m) m^k / k! (the Poisson law).
    At or above the cut-off c: p = 1 - P(0) - P(1) - ... - P(c - 1).
    Two tubes disagree with chance 2 p (1 - p), which is at most one half.
    If cells enter the blood at a steady rate and half of them vanish in the time h, the number in the blood settles at
    rate x h / ln 2.
Origin:
    pure counting chance; cut-off from 177 people
Limits:
    This is the least scatter there can be. Cells that travel in clusters, and the way a laboratory handles a tube, add
    more. The machine does not catch every cell: m is the average of what is counted, not of what is there.
    The true average is taken as fixed; in a person it changes with the hour of day, with treatment and with time.
    A count tells how the disease is likely to go. It does not say that acting on the count helps.
    The rate of shedding comes from a tumour in rats. With it each gram of tumour would put some 430 cells into a tube,
    about a hundred times the cut-off: so it does not hold for people.
Source:
    cristofanilli2004, meng2004, butler1975, aceto2014, diamantopoulou2022, circe01
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content.inputs import generator, number, numbers, whole
from content.models.parameters import Parameter

CUTOFF = 5
TUBE_ML = 7.5
HALF_LIFE_H = (1.0, 2.4)
SHED_PER_G_DAY = 3.2e6
BLOOD_L = 5.0
_LARGEST_MEAN = 100_000

PARAMETERS = (
    Parameter(
        name="cutoff",
        value=float(CUTOFF),
        unit="cells per 7.5 mL",
        meaning="at or above this count, people with metastatic breast cancer lived less long",
        fact="cristofanilli2004-cutoff",
        origin="177 people, metastatic disease",
    ),
    Parameter(
        name="half_life",
        value=HALF_LIFE_H,
        unit="hours",
        meaning="time in which half of the cells in the blood vanish, after the breast tumour was removed",
        fact="meng2004-half-life",
        origin="people, after an operation",
    ),
    Parameter(
        name="shedding",
        value=SHED_PER_G_DAY,
        unit="cells per gram of tumour per day",
        meaning="tumour cells that enter the blood",
        fact="butler1975-shed",
        origin="rat tumour, not people",
    ),
    Parameter(
        name="blood",
        value=BLOOD_L,
        unit="litres",
        meaning="all the blood of an adult, a round figure",
        fact=None,
        origin="illustrative, a round figure",
    ),
)


@dataclass(frozen=True)
class Tube:
    """The chance that a tube's count is at or above the cut-off, below it, and that two such tubes disagree."""

    at_or_above: float
    below: float
    disagree: float


@dataclass(frozen=True)
class SteadyState:
    """Where shedding and clearing balance: tumour cells in all the blood, and in one tube of 7.5 mL."""

    in_blood: float
    per_tube: float


def tube(mean_per_tube: float, cutoff: int = CUTOFF) -> Tube:
    """Chances for tubes of a person whose true average is `mean_per_tube` counted cells (0 to 100,000).

    `cutoff` is a whole number of cells, 1 to 100. Raises ValueError. Source: Poisson law; cut-off cristofanilli2004.
    """
    mean = number("mean_per_tube", mean_per_tube, at_least=0, at_most=_LARGEST_MEAN)
    cutoff = whole("cutoff", cutoff, at_least=1, at_most=100)
    below = min(1.0, float(_poisson(mean, cutoff - 1).sum()))
    return Tube(1 - below, below, 2 * below * (1 - below))


def disagreement(means_per_tube: Sequence[float] | NDArray[np.float64], cutoff: int = CUTOFF) -> NDArray[np.float64]:
    """The chance that two tubes disagree, for a row of true averages (at most 10,000 of them).

    A curve that is highest near the cut-off; same limits as `tube`, which gives one point of it. Raises ValueError.
    """
    means = numbers("means_per_tube", means_per_tube, at_least=0, at_most=_LARGEST_MEAN, longest=10_000)
    cutoff = whole("cutoff", cutoff, at_least=1, at_most=100)
    below: NDArray[np.float64] = np.minimum(1.0, _poisson(means, cutoff - 1).sum(axis=-1))
    return np.asarray(2 * below * (1 - below))


def probabilities(mean_per_tube: float, up_to: int) -> NDArray[np.float64]:
    """The chance of counting exactly 0, 1, ... `up_to` cells: array of shape (up_to + 1,).

    `mean_per_tube` 0 to 100,000, `up_to` a whole number 0 to 100,000. Raises ValueError. Source: Poisson law.
    """
    mean = number("mean_per_tube", mean_per_tube, at_least=0, at_most=_LARGEST_MEAN)
    return _poisson(mean, whole("up_to", up_to, at_least=0, at_most=100_000))


def draw(mean_per_tube: float, tubes: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Counts in `tubes` tubes (1 to 1,000,000) of the same blood: int array of shape (tubes,).

    The same seed of `rng` gives the same counts. Raises ValueError.
    """
    mean = number("mean_per_tube", mean_per_tube, at_least=0, at_most=_LARGEST_MEAN)
    tubes = whole("tubes", tubes, at_least=1, at_most=1_000_000)
    return generator("rng", rng).poisson(mean, tubes)


def steady_state(shed_per_day: float, half_life_h: float, blood_l: float = BLOOD_L) -> SteadyState:
    """Tumour cells in the blood when `shed_per_day` cells enter it each day and half vanish in `half_life_h` hours.

    A check of what is plausible, not a prediction: with the rat's rate it gives a hundred times too many.
    Hours above 0 and at most 10,000; `blood_l` litres above 0 and at most 20. Raises ValueError.
    Sources: meng2004 (half-life), butler1975 (shedding).
    """
    shed_per_hour = number("shed_per_day", shed_per_day, at_least=0, at_most=1e15, unit="cells") / 24
    half_life_h = number("half_life_h", half_life_h, above=0, at_most=10_000, unit="hours")
    blood_l = number("blood_l", blood_l, above=0, at_most=20, unit="litres")
    in_blood = shed_per_hour * half_life_h / math.log(2)
    return SteadyState(in_blood, in_blood * TUBE_ML / 1000 / blood_l)


def _poisson(mean: float | NDArray[np.float64], up_to: int) -> NDArray[np.float64]:
    """P(0), ..., P(up_to) along a new last axis.

    By logarithms, so that nothing overflows. scipy.special would do the same, but loading it takes a third of a second.
    """
    k = np.arange(up_to + 1)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(k[1:]))])
    m = np.asarray(mean, dtype=np.float64)[..., np.newaxis]
    # With no cells at all, log(0) is minus infinity: right for every k but 0, where 0 x log(0) counts as 0.
    with np.errstate(divide="ignore", invalid="ignore"):
        log_power = np.where(k == 0, 0.0, k * np.log(m))
    return np.asarray(np.exp(log_power - m - log_factorial))
