"""`cascade`: which step of metastasis is the hardest, and does it matter which one is made harder?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from content.models import cascade as model
from content.models.cascade import STEPS, Harder, Tally
from widgets.framework import Choice, Dice, Drawing, Plot, Slider, Table, View, explorer
from widgets.plot import descent, in_words

INJECTED = 10_000
CROWD = 100

STAGES = ("put into the blood", "out of the vessel<br>alive, day 3", "dividing,<br>day 3", "visible tumour,<br>day 13")
WORDS = {
    Harder.NONE: "No step: leave it as it is",
    Harder.LEAVE: "Leaving the vessel alive",
    Harder.START: "Starting to divide",
    Harder.GROW: "Going on growing",
}


@explorer(
    title="Where do the cells fail, and what if one step were harder for them?",
    predict="03-which-step",
    presets={
        "Starting to divide, 5 times as hard": {"harder": Harder.START, "fold": 5},
        "Many more cells leave": {"harder": Harder.NONE, "cells_millions": 300},
    },
    model=model,
)
def cascade(
    harder: Annotated[Harder, Choice("Make one step harder", words=WORDS)] = Harder.NONE,
    fold: Annotated[
        float, Slider(1, 10, step=1, unit="times", label="How much harder", help="1 leaves the step as it is.")
    ] = 2,
    throw: Annotated[int, Dice("Other people, same odds", help="The same settings, other luck.")] = 1,
    cells_millions: Annotated[
        float,
        Slider(
            0,
            300,
            step=10,
            unit="million",
            label="Cells that have left the tumour",
            help="Nobody can count them in a person; this is yours to choose.",
            folded=True,
        ),
    ] = 60,
) -> View:
    """Two panels that are never multiplied together: steps seen in mice, and one inferred total for people."""
    if fold == 1:
        harder = Harder.NONE
    before = _scene(Harder.NONE, 1, throw, cells_millions)
    now = _scene(harder, fold, throw, cells_millions)
    return View(
        picture=(_mice(now, harder, fold), _people(before.crowd, now.crowd, cells_millions, harder)),
        reading=_reading(before, now, harder, fold, cells_millions),
        table=_table(before, now, cells_millions),
    )


@dataclass(frozen=True)
class _Scene:
    """One setting in both panels: the mouse chain, the odds for people, and the people drawn."""

    chain: model.Chain
    people: model.People
    crowd: Tally
    cells_per_start: float


def _scene(harder: Harder, fold: float, throw: int, cells_millions: float) -> _Scene:
    people = model.people(cells_millions, harder, fold)
    # The same throw is the same luck for each person under every setting, so that what changes is the setting's doing.
    crowd = model.tally(model.draw_people(CROWD, people.expected, np.random.default_rng(throw)))
    return _Scene(model.mouse_chain(INJECTED, harder, fold), people, crowd, _cells_per_start(harder, fold))


def _cells_per_start(harder: Harder, fold: float) -> float:
    """The free step: cells for each that would start to divide in people, were the other steps as in mice.

    Fitted so that all steps give the published total; it is said beside the people and never drawn with the mice.
    """
    total = 1 / model.CELLS_PER_METASTASIS / (1 if harder is Harder.NONE else fold)
    known = [step.survive / (fold if step.key is harder else 1) for step in STEPS if step.key is not Harder.START]
    return 1 / model.fitted_step(total, known)


def _mice(now: _Scene, harder: Harder, fold: float) -> Plot:
    stages = [STAGES[0]]
    for stage, step in zip(STAGES[1:], STEPS, strict=True):
        per_step = (fold if step.key is harder else 1) / step.survive
        stages.append(f"{stage}: {'8 in 10' if per_step == 1.25 else f'1 in {in_words(per_step)}'}")
    return descent(
        f"In mice, step by step: {INJECTED:,} melanoma cells put into the blood",
        stages,
        now.chain.counts,
        hue="@animals",
        x_title="cells left",
        marked=None if harder is Harder.NONE else 1 + [step.key for step in STEPS].index(harder),
    )


def _people(before: Tally, now: Tally, cells_millions: float, harder: Harder) -> Drawing:
    """Both crowds of 100 side by side, filled from the top left corner."""
    states: dict[str, str] = {}
    texts = {"a-title": "As it is", "b-title": "No step harder" if harder is Harder.NONE else "Your step harder"}
    for side, tally in (("a", before), ("b", now)):
        order = ["more"] * tally.three_or_more + ["two"] * tally.two + ["one"] * tally.one + ["none"] * tally.none
        states |= {f"{side}{number}": state for number, state in enumerate(order, start=1)}
        texts |= {
            f"{side}-none": f"{tally.none} with none",
            f"{side}-one": f"{tally.one} with 1",
            f"{side}-two": f"{tally.two} with 2",
            f"{side}-more": f"{tally.three_or_more} with 3 or more",
        }
    gone = in_words(cells_millions * 1e6)
    return Drawing("people", f"In {CROWD} people: metastases, if {gone} cells left each tumour", states, texts)


def _reading(before: _Scene, now: _Scene, harder: Harder, fold: float, cells_millions: float) -> str:
    injected, left, started, grown = (in_words(count) for count in now.chain.counts)
    mice = f"of {injected} cells {left} leave the vessel alive, {started} start to divide and {grown} become tumours"
    if harder is Harder.NONE:
        return (
            f"In mice, {mice}. For people there is one inferred figure: when {in_words(cells_millions * 1e6)} cells "
            f"have left a tumour, the average is {in_words(now.people.expected)}, and of these {CROWD} people "
            f"{now.crowd.none} have no metastasis at all. If their other steps went as in mice, one cell in "
            f"{in_words(now.cells_per_start)} would start to divide: fitted, not measured."
        )
    harder_mice = f"With “{WORDS[harder].lower()}” {fold:g} times as hard, {mice} in mice."
    if not cells_millions:
        return f"{harder_mice} Where no cell has left the tumour, no step matters: nobody has a metastasis."
    return (
        f"{harder_mice} In people the average falls from "
        f"{in_words(before.people.expected)} to {in_words(now.people.expected)}, and {now.crowd.none} of these {CROWD} "
        f"have no metastasis instead of {before.crowd.none}. Any other step made as hard ends in the same place."
    )


def _table(before: _Scene, now: _Scene, cells_millions: float) -> Table:
    stages = ("cells put into the blood", "out of the vessel alive", "dividing, day 3", "visible tumours, day 13")
    pairs: list[tuple[str, float, float]] = [
        *zip((f"Mice: {stage}" for stage in stages), before.chain.counts, now.chain.counts, strict=True),
        *(
            (f"Mice: share of the loss, {step.label}, %", 100 * was, 100 * share)
            for step, was, share in zip(STEPS, before.chain.shares_of_loss, now.chain.shares_of_loss, strict=True)
        ),
        ("People: cells that left the tumour, millions", cells_millions, cells_millions),
        ("People: metastases on average", before.people.expected, now.people.expected),
        (
            "People, fitted and not measured: cells for each that starts to divide, other steps as in mice",
            before.cells_per_start,
            now.cells_per_start,
        ),
        ("People: chance of none, %", 100 * before.people.none, 100 * now.people.none),
        (f"People: none, of {CROWD} in this throw", before.crowd.none, now.crowd.none),
        (f"People: 1, of {CROWD} in this throw", before.crowd.one, now.crowd.one),
        (f"People: 2, of {CROWD} in this throw", before.crowd.two, now.crowd.two),
        (f"People: 3 or more, of {CROWD} in this throw", before.crowd.three_or_more, now.crowd.three_or_more),
    ]
    rows = tuple((words, float(f"{was:.4g}"), float(f"{value:.4g}")) for words, was, value in pairs)
    return Table(columns=("What", "As it is", "With your step harder"), rows=rows)
