"""`cascade`: which step of metastasis is the hardest, and does it matter which one is made harder?"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from content.models import cascade as model
from content.models.cascade import STEPS, Harder, Tally
from widgets.framework import Choice, Dice, Drawing, Slider, Table, View, explorer
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
        "A drug that keeps cells from starting to divide": {"harder": Harder.START, "fold": 5},
        "Many more cells leave": {"harder": Harder.NONE, "cells_millions": 300},
    },
    model=model,
)
def cascade(
    harder: Annotated[Harder, Choice("Make one step harder", words=WORDS)] = Harder.NONE,
    fold: Annotated[
        float, Slider(1, 10, step=1, unit="times", label="How much harder", help="1 leaves the step as it is.")
    ] = 2,
    throw: Annotated[
        int, Dice("Other people, same odds", help="The same settings with other luck.")
    ] = 1,
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
    """Two panels that are never multiplied together: mouse steps, and one inferred total for people."""
    chain, usual_chain = model.mouse_chain(INJECTED, harder, fold), model.mouse_chain(INJECTED)
    people, usual = model.people(cells_millions, harder, fold), model.people(cells_millions)
    crowd, usual_crowd = (_crowd(expected, throw) for expected in (people.expected, usual.expected))
    marked = None if harder is Harder.NONE or fold == 1 else 1 + [step.key for step in STEPS].index(harder)
    mice = descent(
        f"In mice, step by step: {INJECTED:,} melanoma cells put into the blood",
        _stages(harder, fold),
        chain.counts,
        hue="@animals",
        marked=marked,
    )
    return View(
        picture=(mice, _people_drawing(usual_crowd, crowd, cells_millions, marked is not None)),
        reading=_reading(chain, people, usual, crowd, usual_crowd, harder, fold, cells_millions, marked is not None),
        table=_table(usual_chain, chain, usual, people, usual_crowd, crowd, cells_millions),
    )


def _stages(harder: Harder, fold: float) -> list[str]:
    """The names of the stages, each with its odds: one in so many of those before."""
    odds = [""]
    for step in STEPS:
        chance = step.survive / (fold if step.key is harder else 1)
        odds.append(f"8 in 10" if chance == 0.8 else f"1 in {1 / chance:.3g}")
    return [stage if not odd else f"{stage}: {odd}" for stage, odd in zip(STAGES, odds, strict=True)]


def _crowd(expected: float, throw: int) -> Tally:
    return model.tally(model.draw_people(CROWD, expected, np.random.default_rng(throw)))


def _people_drawing(usual: Tally, now: Tally, cells_millions: float, changed: bool) -> Drawing:
    """Both crowds of 100 side by side, filled from the top left corner, worst first."""
    states: dict[str, str] = {}
    texts: dict[str, str] = {"a-title": "As it is", "b-title": "Your step harder" if changed else "No step harder"}
    for side, tally in (("a", usual), ("b", now)):
        order = ["more"] * tally.three_or_more + ["two"] * tally.two + ["one"] * tally.one + ["none"] * tally.none
        states |= {f"{side}{number}": state for number, state in enumerate(order, start=1)}
        texts |= {
            f"{side}-none": f"{tally.none} with none",
            f"{side}-one": f"{tally.one} with 1",
            f"{side}-two": f"{tally.two} with 2",
            f"{side}-more": f"{tally.three_or_more} with 3 or more",
        }
    title = f"In people, one inferred total: metastases in 100 people, {in_words(cells_millions * 1e6)} cells gone out of each"
    return Drawing("people", title, states, texts)


def _reading(
    chain: model.Chain,
    people: model.People,
    usual: model.People,
    crowd: Tally,
    usual_crowd: Tally,
    harder: Harder,
    fold: float,
    cells_millions: float,
    changed: bool,
) -> str:
    injected, left, started, grown = (in_words(count) for count in chain.counts)
    mice = f"In mice, of {injected} cells put into the blood {left} leave the vessel alive, {started} start to divide and {grown} become visible tumours"
    if not changed:
        return (
            f"{mice}. For people there is one inferred figure: with {in_words(cells_millions * 1e6)} cells gone out, "
            f"{in_words(usual.expected)} metastases on average; of these {CROWD} people {crowd.none} have none."
        )
    return (
        f"With “{WORDS[harder].lower()}” {fold:g} times as hard: {mice[0].lower()}{mice[1:]}. "
        f"In people the average falls from {in_words(usual.expected)} to {in_words(people.expected)}, "
        f"and of these {CROWD} people {crowd.none} have none instead of {usual_crowd.none}. "
        "Another step made as hard gives the same end."
    )


def _table(
    usual_chain: model.Chain,
    chain: model.Chain,
    usual: model.People,
    people: model.People,
    usual_crowd: Tally,
    crowd: Tally,
    cells_millions: float,
) -> Table:
    def both(words: str, before: float, now: float) -> tuple[str, float, float]:
        return words, float(f"{before:.3g}"), float(f"{now:.3g}")

    stages = ("cells put into the blood", "out of the vessel alive, day 3", "dividing, day 3", "visible tumours, day 13")
    rows = [both(f"Mice: {s}", b, n) for s, b, n in zip(stages, usual_chain.counts, chain.counts, strict=True)]
    rows += [
        both(f"Mice: share of the loss, {step.label}, %", 100 * b, 100 * n)
        for step, b, n in zip(STEPS, usual_chain.shares_of_loss, chain.shares_of_loss, strict=True)
    ]
    rows += [
        both("People: cells that left the tumour, millions", cells_millions, cells_millions),
        both("People: metastases on average", usual.expected, people.expected),
        both(f"People: of {CROWD} in this throw, none", usual_crowd.none, crowd.none),
        both(f"People: of {CROWD} in this throw, one", usual_crowd.one, crowd.one),
        both(f"People: of {CROWD} in this throw, two", usual_crowd.two, crowd.two),
        both(f"People: of {CROWD} in this throw, three or more", usual_crowd.three_or_more, crowd.three_or_more),
        both("People: chance of none, %", 100 * usual.none, 100 * people.none),
    ]
    return Table(columns=("What", "As it is", "With your step harder"), rows=tuple(rows))
