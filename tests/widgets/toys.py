"""Small explorers and walks for the tests of the framework; nothing in them is medicine."""

import math
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

import numpy as np

from content.inputs import refusal
from content.teaching.questions import Kind, Option, Question, Role
from widgets.framework import (
    Card,
    Choice,
    Dice,
    Drawing,
    Event,
    Plot,
    Slider,
    Step,
    Switch,
    Table,
    View,
    explorer,
    walk,
)
from widgets.framework.explorer import Explorer

SLIPPED = 11  # at this size the model of the toy slips with a ValueError, as NumPy and math do
BROKEN = 13  # here it fails
UNFIT = 17  # here it refuses, and says why in a sentence
UNSENDABLE = 19  # and here it returns what no wire can carry


class Shape(StrEnum):
    ROUND = "round"
    SQUARE = "square"


WORDS = {Shape.ROUND: "Round", Shape.SQUARE: "Square"}


@explorer(title="What does the toy do?", presets={"Big": {"size": 20}, "Square": {"shape": Shape.SQUARE}})
def toy(
    size: Annotated[float, Slider(0, 20, step=0.5, unit="cm", label="Size")] = 4,
    shape: Annotated[Shape, Choice("Shape", words=WORDS)] = Shape.ROUND,
    striped: Annotated[bool, Switch("Striped")] = False,
    throw: Annotated[int, Dice(folded=True)] = 1,
) -> View:
    if size == BROKEN:
        raise ZeroDivisionError("a secret of the model")
    if size == SLIPPED:
        math.log(-size)  # "math domain error"
    if size == UNFIT:
        raise refusal("size", "one that shops sell", size)
    x = np.arange(40.0)
    line = {"type": "scatter", "x": x, "y": x * size + throw, "line": {"color": "@blue"}}
    if size == UNSENDABLE:
        line["text"] = {1, 2}
    return View(
        picture=(Plot("A line", [line], {}), Drawing("people", "A crowd", {"a1": shape}, {}, {"a1": ("shape", shape)})),
        reading=f"A {shape} toy of {size:g} cm{' with stripes' if striped else ''}.",
        table=Table(("What", "cm"), (("size", size),)),
    )


def question(stem: str = "Which toy is it?", words: str = "", opens: Any = MappingProxyType({"size": 6})) -> Question:
    options = (
        Option(f"The round one{words}", False, f"It rolls{words}", None, opens),
        Option(f"The square one{words}", True, f"It stands{words}", None, None),
    )
    return Question("99-toy", Kind.SINGLE, Role.PREDICT, stem, options, None, 1, ())


class Asking(Explorer):
    """The toy with a question before it."""

    question = question()  # type: ignore[assignment]


asking = Asking(toy.function, title=toy.title, predict="toy", presets={}, model=None)


class At(NamedTuple):
    """Where the walk stands."""

    place: str = "door"
    steps: int = 0


ROOMS = {"door": ("hall",), "hall": ("door", "garden"), "garden": ()}


@walk(title="Where do you go?", start=At())
def house(state: At, event: str | None) -> Step:
    if event is not None:
        state = At(event, state.steps + 1)
    view = View(
        Card("Here", [("place", state.place)]),
        f"You are at the {state.place} after {state.steps} steps.",
        Table(("What", "Number"), (("steps", state.steps),)),
    )
    return Step(state, view, tuple(Event(room, f"To the {room}") for room in ROOMS[state.place]))
