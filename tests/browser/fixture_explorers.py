"""Explorers that no lesson shows: each one stands for a thing that the front end must get right.

The kernels of the test server import this module; what it says holds no medicine.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from enum import StrEnum
from types import ModuleType
from typing import Annotated

import anywidget
import numpy as np

from content.inputs import Refusal
from content.models.parameters import Parameter
from content.teaching.questions import Kind, Option, Question, Role
from widgets.framework import (
    Card,
    Choice,
    Dice,
    Drawing,
    Event,
    Explorer,
    Slider,
    Step,
    Switch,
    Table,
    View,
    explorer,
    walk,
)
from widgets.plot import lines

HURT = '<img src=x onerror="window.__hurt=1">'
GATE = "COURSE_TEST_GATE"


class Drink(StrEnum):
    WATER = "water"
    TEA = "tea"
    MILK = "milk"


class Day(StrEnum):
    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"
    HOLIDAY = "hol"  # eight are too many for radio buttons


DRINKS = {Drink.WATER: "Cold water", Drink.TEA: "Hot tea", Drink.MILK: "Warm milk"}
DAYS = {day: day.name.capitalize() for day in Day}


def model(about: str, hurt: str = "") -> ModuleType:
    """A model as `content.models` has them: fixed headings and parameters, one of them with a source."""
    made = ModuleType("fixture_model")
    made.__doc__ = (
        f"{about}\n\nEquations:\n    peak = 10 * dose{hurt}\n\nOrigin:\nInvented for a test.{hurt}\n\n"
        f"Limits:\nIt leaves everything out.{hurt}\n\nSource:\nnobody\n"
    )
    made.PARAMETERS = (  # type: ignore[attr-defined]
        Parameter(f"height{hurt}", 10.0, f"units{hurt}", f"height per milligram{hurt}", None, f"illustrative{hurt}"),
        Parameter("grow", 0.01, "of 1", "one that was measured", "luzzi1998-grow", "mouse liver"),
    )
    return made


MODEL = model("A line that goes up.")


def pause() -> None:
    """Stop here until the test, which has opened a door at this port, lets us on."""
    with socket.create_connection(("127.0.0.1", int(os.environ[GATE]))) as door:
        door.recv(1)


# ---- The open explorer: every control, 3 lines of 200 points ----


@explorer(
    title="How high does the line go?",
    presets={"As much as there is": {"dose": 10, "drink": Drink.TEA}},
    model=MODEL,
)
def bench(
    dose: Annotated[float, Slider(0, 10, step=1, unit="mg", label="Dose", help="What is taken.")] = 4,
    drink: Annotated[Drink, Choice("Taken with", words=DRINKS, help="What it is washed down with.")] = Drink.WATER,
    fasting: Annotated[bool, Switch("On an empty stomach", help="Nothing since last night.")] = False,
    day: Annotated[Day, Choice("Day of the week", words=DAYS, folded=True)] = Day.MONDAY,
    share: Annotated[float, Slider(0, 1, step=0.25, label="Share", folded=True)] = 0.5,
    throw: Annotated[int, Dice("Throw again", help="The same with other luck.", folded=True)] = 1,
) -> View:
    """Straight lines, so that what is drawn can be checked by hand: the first ends at 10 * dose."""
    x = np.linspace(0, 10, 200)
    series = {"one": x * dose, "two": x * dose / 2 + share, "three": np.full(200, float(throw))}
    return View(
        picture=lines(
            "Three lines", x, series, ("@blue", "@orange", "@green"), x_title="hours", y_title="height, units"
        ),
        reading=(
            f"With {dose} mg and {DRINKS[drink].lower()} the line ends at {10 * dose} units "
            f"{'on an empty stomach' if fasting else 'after a meal'}. "
            f"It is {DAYS[day]}, the share is {share:g}, and this is throw {throw}."
        ),
        table=Table(
            columns=("What", "Value"),
            rows=(
                ("end of the line, units", 10 * dose),
                ("=1+1", -2.5),
                ("@SUM(A1)", 12345.678),
                ('a "word", and more', "-3"),
            ),
        ),
    )


@explorer(title="And how low does another one go?")
def other(depth: Annotated[float, Slider(0, 5, step=1, unit="m", label="Depth")] = 1) -> View:
    x = np.linspace(0, 1, 200)
    return View(
        picture=lines("One line", x, {"down": -x * depth}, ("@purple",), x_title="hours", y_title="metres"),
        reading=f"The line goes down to {depth} metres.",
        table=Table(("What", "Value"), (("depth, metres", depth),)),
    )


# ---- One that asks first ----

REASONS = ("Xylophones sink, says the first reason.", "Oboes float, says the second.", "Violas burn, says the third.")


class Asking(Explorer):
    """An explorer with a question of its own instead of one from a lesson."""

    asked: Question

    @property
    def question(self) -> Question:
        return self.asked


def asking(name: str, title: str, question: Question, function: Callable[..., View], hurt: str = "") -> Asking:
    function.__name__ = name
    made = Asking(function, title=title, predict=question.id, presets={f"All of it{hurt}": {"dose": 9}}, model=MODEL)
    made.asked = question
    return made


def _question(hurt: str = "") -> Question:
    words = (f"It goes up{hurt}", f"It goes down{hurt}", f"It stays where it is{hurt}")
    opens = ({"dose": 7}, {"dose": 2}, None)
    options = tuple(
        Option(text, index == 0, f"{REASONS[index]}{hurt}", None, opens[index]) for index, text in enumerate(words)
    )
    return Question("99-fixture", Kind.SINGLE, Role.PREDICT, f"Where does the line go?{hurt}", options, None, 1, ())


def _locked(dose: Annotated[float, Slider(0, 10, step=1, unit="mg", label="Dose")] = 4) -> View:
    return bench(dose=dose)


locked = asking("locked", "What will the line do?", _question(), _locked)


# ---- Drawings, cards ----


@explorer(title="Who is marked?")
def drawn(drink: Annotated[Drink, Choice("Taken with", words=DRINKS)] = Drink.WATER) -> View:
    many = {Drink.WATER: 1, Drink.TEA: 20, Drink.MILK: 60}[drink]
    states = {f"a{n}": "one" if n <= many else "none" for n in range(1, 101)}
    picks = {"a1": ("drink", Drink.WATER), "a20": ("drink", Drink.TEA), "a60": ("drink", Drink.MILK)}
    return View(
        picture=Drawing("people", "A hundred people", states, {"a-title": DRINKS[drink]}, picks),
        reading=f"Of 100 people {many} are marked.",
        table=Table(("What", "Value"), (("marked", many),)),
    )


@explorer(title="What does the card say?")
def card(drink: Annotated[Drink, Choice("Taken with", words=DRINKS)] = Drink.WATER) -> View:
    return View(
        picture=Card(
            "A trial that never was",
            (("Who", "Nobody at all."), ("With", DRINKS[drink])),
            (("A page", "https://example.org/page"), ("No page", "javascript:window.__hurt=1")),
        ),
        reading=f"The card names {DRINKS[drink].lower()}.",
        table=Table(("What", "Value"), (("drink", DRINKS[drink]),)),
    )


# ---- What goes wrong ----


@explorer(title="What breaks?")
def breaking(at: Annotated[float, Slider(0, 5, step=1, label="Setting")] = 1) -> View:
    if at == 2:
        raise RuntimeError("inner words that nobody should read")
    if at == 3:
        raise Refusal("3 is no setting that means anything here")
    if at == 4:
        raise ValueError("inner words that nobody should read")
    return View(
        picture=lines("One line", [0, 1], {"up": [0, at]}, ("@blue",), x_title="hours", y_title="units"),
        reading=f"All is well at {at}.",
        table=Table(("What", "Value"), (("setting", at),)),
    )


@explorer(title="How slow is it?")
def slow(at: Annotated[float, Slider(0, 200, step=1, label="Setting")] = 0) -> View:
    """At 1 it stops until the test lets it on; everywhere else it is quick."""
    if at == 1:
        pause()
    return View(
        picture=lines("One line", [0, 1], {"up": [0, at]}, ("@blue",), x_title="hours", y_title="units"),
        reading=f"It stands at {at}.",
        table=Table(("What", "Value"), (("setting", at),)),
    )


# ---- A walk ----


@walk(title="Where do you go?", start=0)
def stairs(state: int, event: str | None) -> Step:
    floor = state + {None: 0, "up": 1, "down": -1}[event]
    view = View(
        picture=Card("The stairs", (("Floor", str(floor)),)),
        reading=f"You stand on floor {floor}.",
        table=Table(("What", "Value"), (("floor", floor),)),
    )
    return Step(floor, view, (Event("up", "Go up"), Event("down", "Go down")) if floor < 2 else ())


# ---- A widget with nothing of ours, by which ours are measured ----


class Bare(anywidget.AnyWidget):
    _esm = "export default { render({ el }) { el.append('Bare.'); } };"


_bare: list[Bare] = []


def bare() -> Bare:
    """One that takes the place of the one before, as ours do."""
    for old in _bare:
        old.layout.close()
        old.close()
    _bare[:] = [Bare()]
    return _bare[0]


# ---- Strings that want to be markup ----

BAD = {Drink.WATER: f"Water{HURT}", Drink.TEA: f"Tea{HURT}", Drink.MILK: f"Milk{HURT}"}


def _bad(
    dose: Annotated[float, Slider(0, 10, step=1, unit=f"mg{HURT}", label=f"Dose{HURT}", help=f"Help{HURT}")] = 4,
    drink: Annotated[Drink, Choice(f"Taken with{HURT}", words=BAD, help=f"Help{HURT}")] = Drink.WATER,
    fasting: Annotated[bool, Switch(f"Empty{HURT}", help=f"Help{HURT}")] = False,
    throw: Annotated[int, Dice(f"Throw{HURT}", help=f"Help{HURT}", folded=True)] = 1,
    day: Annotated[Day, Choice(f"Day{HURT}", words={d: f"{d}{HURT}" for d in Day}, folded=True)] = Day.MONDAY,
) -> View:
    if dose == 6:
        raise Refusal(f"no such dose {HURT}")
    plot = lines(
        f"Lines{HURT}",
        [0, 1, 2],
        {f"one{HURT}": [0, 1, dose]},
        ("@blue",),
        x_title=f"hours{HURT}",
        y_title=f"height{HURT}",
    )
    paper = Card(f"Card{HURT}", ((f"Row{HURT}", f"Words{HURT}"),), ((f"Link{HURT}", f"https://example.org/{HURT}"),))
    people = Drawing("people", f"People{HURT}", {"a1": f"one{HURT}"}, {"a-title": f"Hundred{HURT}"})
    return View(
        picture=(plot, paper, people),
        reading=f"With {dose} mg{HURT}.",
        table=Table((f"What{HURT}", f"Value{HURT}"), ((f"dose{HURT}", f"{dose}{HURT}"),)),
    )


hurt = asking("hurt", f"Title{HURT}", _question(HURT), _bad, HURT)
hurt.model = model(f"About{HURT}", HURT)


@walk(title=f"Walk{HURT}", start=0)
def hurt_walk(state: int, event: str | None) -> Step:
    view = View(
        picture=Card(f"Card{HURT}", ((f"Row{HURT}", f"Words{HURT}"),)),
        reading=f"Step {state}{HURT}.",
        table=Table((f"What{HURT}",), ((f"step{HURT}",),)),
    )
    return Step(state + 1, view, (Event("on", f"Go on{HURT}"),))
