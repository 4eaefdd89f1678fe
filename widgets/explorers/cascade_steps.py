"""`cascade_steps`: the way of a cell from the breast to another organ, a picture that answers step by step."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from content.teaching import diagram
from widgets.framework import Card, Choice, Drawing, Table, View, explorer


class Step(StrEnum):
    """The steps as the drawing names its parts; what they are called and what they say is in the lesson's diagram."""

    LOOSEN = "loosen"
    ENTER = "enter"
    SURVIVE = "survive"
    STOP = "stop"
    LEAVE = "leave"
    DIVIDE = "divide"
    GROW = "grow"


DIAGRAM: Final = diagram.load("03")
STEPS: Final = {Step(step.id): step for step in DIAGRAM.steps}
WORDS: Final = {key: f"{number}. {step.name}" for number, (key, step) in enumerate(STEPS.items(), start=1)}
NOTHING: Final = "No drug in use is aimed at this step."


@explorer(title="Who helps a cell on its way, who stands in its way, and where do drugs act?")
def cascade_steps(step: Annotated[Step, Choice("Go along the way of a cell", words=WORDS)] = Step.LOOSEN) -> View:
    """One step lit in the drawing, with its helpers, its hindrances and its targets on a card beside it."""
    chosen = STEPS[step]
    return View(
        picture=(_drawing(step), _card(step, chosen)),
        reading=f"{chosen.what} {_drugs(chosen)}",
        table=Table(
            ("Step", "What happens", *(name for name, _ in _answers(chosen))),
            tuple((WORDS[key], one.what, *(" ".join(said) for _, said in _answers(one))) for key, one in STEPS.items()),
        ),
    )


def _drawing(chosen: Step) -> Drawing:
    states: dict[str, str] = {}
    for key, step in STEPS.items():
        states[key] = "now" if key is chosen else "away"
        states[f"{key}-drug"] = "used" if step.used else "none"
    return Drawing(
        "cascade_steps",
        DIAGRAM.title,
        states=states,
        texts={f"{key}-name": step.name for key, step in STEPS.items()},
        picks={key: ("step", key) for key in STEPS},
    )


def _card(key: Step, step: diagram.Step) -> Card:
    rows = [(name, "\n".join(said)) for name, said in _answers(step)]
    return Card(WORDS[key], rows, [(diagram.short(source), source.link) for source in step.sources])


def _answers(step: diagram.Step) -> list[tuple[str, tuple[str, ...]]]:
    """What the step answers, each under its name; what happens there is said by the reading."""
    targets = tuple(target.sentence for target in step.targets)
    return [
        ("Who helps the cell", step.players),
        ("Who stands in its way", step.against),
        ("What a drug could hit", targets if step.used else (NOTHING, *targets)),
        ("How sure", (step.sure,)),
    ]


def _drugs(step: diagram.Step) -> str:
    if not step.used:
        return NOTHING
    *names, last = (_inside(target.name) for target in step.used)
    return f"Drugs in use act here, on {' and '.join([', '.join(names), last] if names else [last])}."


def _inside(name: str) -> str:
    """A name as it stands inside a sentence: "oestrogen", and still "HER2"."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
