"""The metastatic cascade: of the many cells that set out, hardly any becomes a metastasis.

There are two panels, and they are never multiplied together. The mouse panel follows cells that researchers put
straight into the blood of mice and watched, step by step: leaving the vessel alive, starting to divide, going on
growing. The panel for people has a single number, worked backwards from how often and how soon metastases appeared.
In a person the steps cannot be counted.

Equations:
    Mouse: tumours = cells injected x leave x start x grow.
    People: expected metastases = cells that left the tumour / cells needed for one metastasis.
    A step made k times as hard passes 1/k as many cells. A product does not ask which of its factors shrank, so the
    result falls k-fold whichever step it was.
    Share of the loss at a step = log(its chance) / log(product of all chances).
    Chance: with m metastases expected, P(exactly n) = exp(-m) m^n / n! (the Poisson law).
    One cell that divides b times for every d deaths founds a lasting colony with chance 1 - d/b; if d is not below b,
    it never does. k cells together fail only if all of them fail: 1 - (d/b)^k.
Origin:
    mouse liver, melanoma cells; for people one inferred total
Limits:
    The mice had melanoma, not breast cancer, and the cells went into the vessels that lead to the liver: invasion,
    entry into the blood and the long way round are left out. Not every cell that fails is dead: more than a third were
    still there as single cells on day 13, most of them asleep, and this chain does not say what becomes of them.
    The number for people comes from a model fitted to the size of tumours and to how often and how soon metastases
    appeared. It holds for an average
    tumour; people differ, so in truth more people have none, and more have many, than the Poisson law says.
    How many cells have left a tumour is never known: that slider is yours.
    Mouse steps count cells that had been put into a vessel, the number for people counts cells that left a tumour.
    These are different crowds; a step fitted between them is fitted, not measured.
Source:
    luzzi1998, koop1995, chambers2002, coumans2013
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from content.inputs import choice, generator, number, numbers, refusal, whole
from content.models.ctc import probabilities as poisson
from content.models.parameters import Parameter

LEAVE, START, GROW = 0.80, 0.025, 0.01
SINGLE_ON_DAY_13 = 0.36
CELLS_PER_METASTASIS = 60e6
EFFICIENCY_RANGE = (1.3e-8, 4.2e-8)

_MOUSE = "mouse liver, melanoma cells"
PARAMETERS = (
    Parameter(
        name="leave",
        value=LEAVE,
        unit="fraction of the cells injected",
        meaning="alive and out of the vessel by day 3",
        fact="luzzi1998-extravasate",
        origin=_MOUSE,
    ),
    Parameter(
        name="start",
        value=START,
        unit="fraction of the cells out of the vessel",
        meaning="started to divide: a small group of cells by day 3",
        fact="luzzi1998-start",
        origin=_MOUSE,
    ),
    Parameter(
        name="grow",
        value=GROW,
        unit="fraction of those groups",
        meaning="went on growing: a tumour that can be seen by day 13",
        fact="luzzi1998-grow",
        origin=_MOUSE,
    ),
    Parameter(
        name="single_on_day_13",
        value=SINGLE_ON_DAY_13,
        unit="fraction of the cells injected",
        meaning="still there as single cells on day 13, most of them asleep",
        fact="luzzi1998-solitary",
        origin=_MOUSE,
    ),
    Parameter(
        name="cells_per_metastasis",
        value=CELLS_PER_METASTASIS,
        unit="cells that left the tumour",
        meaning="for each metastasis that formed, in an average breast tumour",
        fact="coumans2013-one-per-60-million",
        origin="people, inferred from one model",
    ),
    Parameter(
        name="efficiency_range",
        value=EFFICIENCY_RANGE,
        unit="metastases per cell that left the tumour",
        meaning="the authors' own range for the same figure",
        fact="coumans2013-efficiency-range",
        origin="people, inferred from one model",
    ),
)


class Harder(StrEnum):
    """Which step is made harder for the cells."""

    NONE = "none"
    LEAVE = "leave"
    START = "start"
    GROW = "grow"


@dataclass(frozen=True)
class Step:
    """One step of the mouse chain; `survive` is the fraction of the cells reaching it that get through."""

    key: Harder
    label: str
    survive: float
    parameter: Parameter


STEPS = (
    Step(Harder.LEAVE, "leave the vessel alive", LEAVE, PARAMETERS[0]),
    Step(Harder.START, "start to divide", START, PARAMETERS[1]),
    Step(Harder.GROW, "go on growing", GROW, PARAMETERS[2]),
)


@dataclass(frozen=True)
class Chain:
    """What became of the cells injected into mice.

    `counts`: cells injected, out of the vessel, dividing, and tumours that can be seen (averages, so not always whole).
    `shares_of_loss`: how much of the whole loss falls on each step, on a logarithmic scale; they add up to 1.
    `overall`: tumours per cell injected.
    """

    counts: tuple[float, float, float, float]
    shares_of_loss: tuple[float, float, float]
    overall: float


@dataclass(frozen=True)
class People:
    """How many metastases start in people alike in all but luck: the average, and the chance of each number.

    `expected_range`: the average at both ends of the authors' range; the chances belong to `expected`.
    """

    expected: float
    expected_range: tuple[float, float]
    none: float
    one: float
    two: float
    three_or_more: float

    @property
    def any(self) -> float:
        """The chance of one metastasis or more."""
        return -math.expm1(-self.expected)


@dataclass(frozen=True)
class Tally:
    """How many of the people drawn have no metastasis, one, two, and three or more."""

    none: int
    one: int
    two: int
    three_or_more: int


def mouse_chain(injected: float = 10_000, harder: Harder = Harder.NONE, fold: float = 1.0) -> Chain:
    """What animals show: `injected` cells (at least 1) sent down the three steps, one of them made `fold` times harder.

    With `harder` NONE, `fold` changes nothing. Raises ValueError. Source: luzzi1998 (mouse liver, melanoma cells).
    """
    injected = number("injected", injected, at_least=1, at_most=1e12, unit="cell")
    harder, fold = _hardening(harder, fold)
    leave, start, grow = (step.survive / (fold if step.key is harder else 1) for step in STEPS)
    overall = leave * start * grow
    left = injected * leave
    started = left * start
    return Chain(
        counts=(injected, left, started, started * grow),
        shares_of_loss=(_share(leave, overall), _share(start, overall), _share(grow, overall)),
        overall=overall,
    )


def fitted_step(total: float = 1 / CELLS_PER_METASTASIS, known_steps: Sequence[float] = (LEAVE, GROW)) -> float:
    """What remains for one unmeasured step, so that all steps together give `total`: total / product of `known_steps`.

    Show it only as "fitted, not measured". By default it asks: if a cell that left a tumour in a person left its next
    vessel (0.80) and went on growing (0.01) as readily as a melanoma cell in a mouse, how rarely would it have to start
    to divide so that one cell in 60 million succeeds? That "if" is an assumption, not a finding. The mouse steps count
    cells put into a vessel, where they stuck; the total counts cells that left a tumour, many of which die in the blood
    or never stick anywhere. So the answer also holds those deaths, and every difference between mouse and person and
    between melanoma and breast cancer.

    `total` and each of `known_steps` are fractions above 0 and at most 1. Raises ValueError, also where the known steps
    lose more than the total allows. Sources: coumans2013 (total), luzzi1998 (steps).
    """
    total = number("total", total, above=0, at_most=1)
    known = float(np.prod(numbers("known_steps", known_steps, above=0, at_most=1)))
    if total > known:
        raise refusal("total", f"at most the product of the known steps, {known:.3g}", total)
    return total / known


def people(cells_millions: float, harder: Harder = Harder.NONE, fold: float = 1.0) -> People:
    """How many metastases start when `cells_millions` million cells (0 to 1,000,000) have left a breast tumour.

    One inferred total stands for all steps together, so making any step `fold` times harder divides the average by
    `fold`, whichever step it is. The mouse steps are not used. Raises ValueError. Source: coumans2013; Poisson law.
    """
    cells_millions = number("cells_millions", cells_millions, at_least=0, at_most=1e6)
    harder, fold = _hardening(harder, fold)
    cells = cells_millions * 1e6 / (1 if harder is Harder.NONE else fold)
    low, high = (cells * efficiency for efficiency in EFFICIENCY_RANGE)
    expected = cells / CELLS_PER_METASTASIS
    none = math.exp(-expected)
    one, two = expected * none, expected**2 / 2 * none
    # The rest is what is missing from 1; rounding may leave it a hair below 0 when almost nobody has three.
    return People(expected, (low, high), none, one, two, max(0.0, -math.expm1(-expected) - one - two))


def draw_people(n: int, expected: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """`n` people (1 to 1,000,000) who differ by luck alone: metastases in each, int array of shape (n,).

    `expected` is the average number of metastases (0 to 1,000); the same seed of `rng` gives the same people with the
    same luck, so that under a smaller `expected` nobody has more than before. Raises ValueError.
    """
    n = whole("n", n, at_least=1, at_most=1_000_000)
    expected = number("expected", expected, at_least=0, at_most=1000)
    luck = generator("rng", rng).random(n)
    return np.searchsorted(_at_most(expected), luck, side="right")


def tally(metastases: Sequence[int] | NDArray[np.int64]) -> Tally:
    """How many people have no metastasis, one, two, three or more; one whole number, 0 or more, for each person.

    Raises ValueError.
    """
    found = numbers("metastases", metastases, at_least=0)
    if (found % 1).any():
        raise refusal("each of metastases", "a whole number", float(found[found % 1 > 0][0]))
    none, one, two = (int((found == count).sum()) for count in range(3))
    return Tally(none, one, two, len(found) - none - one - two)


def takes_hold(deaths_per_division: float, cells: int = 1) -> float:
    """The chance that `cells` cells (1 to 1,000) which arrive together found a colony that lasts: 1 - (d/b)^cells.

    `deaths_per_division` is d/b, 0 or more: 0.9 means nine deaths for every ten divisions. Such a colony grows on
    average, and yet dies out nine times in ten when it begins with one cell. At 1 or above it always dies out.
    Illustrative: d/b is yours to choose, no measured value is used. Raises ValueError. Source: birth-death identity.
    """
    ratio = number("deaths_per_division", deaths_per_division, at_least=0)
    cells = whole("cells", cells, at_least=1, at_most=1000)
    return 1 - ratio**cells if ratio < 1 else 0.0


def _at_most(expected: float) -> NDArray[np.float64]:
    """The chance of at most 0, 1, 2 ... metastases, up to where nobody is left (twelve standard deviations beyond)."""
    return np.cumsum(poisson(expected, up_to=math.ceil(expected + 12 * math.sqrt(expected) + 20)))


def _share(chance: float, overall: float) -> float:
    return math.log(chance) / math.log(overall)


def _hardening(harder: Harder, fold: float) -> tuple[Harder, float]:
    return choice("harder", harder, Harder), number("fold", fold, at_least=1, at_most=1e6)
