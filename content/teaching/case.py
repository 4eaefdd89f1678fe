"""Cases: an invented person is followed through a lesson, one decision after the other, and what was said has effects.

`load("03")` reads the case of a lesson. `start(case)` is where it begins, `step(state, choice)` what follows a choice;
what to show of a state stands in case_page.py. Pure: the same choices lead to the same place, so a list of choices is
all that has to be kept (`replay`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from content import lessons
from content.evidence.load import read_yaml
from content.inputs import refusal, whole

Values = Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """Where a choice leads, if every value in `when` holds after the choice; an empty `when` always does."""

    to: str
    when: Values


@dataclass(frozen=True)
class Choice:
    """One thing that can be said or done.

    `answer`: what the person says or does then. `reason`: what experts would say of it, and why. `score`: 2 is what
    they would do, 1 will do, 0 misses something, -1 and -2 do harm. `sets`: what it changes for later.
    """

    text: str
    answer: str
    reason: str
    score: int
    misconception: str | None
    sets: Values
    goto: tuple[Way, ...]


@dataclass(frozen=True)
class Node:
    """A moment with its choices, or an end with its debrief. `facts` carry the figures of all that is said there."""

    id: str
    text: str
    outcomes: tuple[int, ...]
    facts: tuple[str, ...]
    choices: tuple[Choice, ...]
    debrief: str | None

    @property
    def best(self) -> int:
        """The score of the choice that experts would make."""
        return max(choice.score for choice in self.choices)

    @property
    def expert(self) -> Choice:
        """What experts would choose (the first, if several are as good)."""
        return max(self.choices, key=lambda choice: choice.score)


@dataclass(frozen=True)
class Aspect:
    """Something that changes on the way; `says` gives the sentence that is shown for each of its values."""

    name: str
    start: str
    says: Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """A case: the invented person, what changes on the way, and the moments by id."""

    id: str
    lesson: str
    person: str
    intro: str
    start: str
    aspects: tuple[Aspect, ...]
    nodes: Mapping[str, Node]

    @property
    def notice(self) -> str:
        """To be shown with the case, on a screen and on paper."""
        return f"{self.person} is invented, for teaching only."


@dataclass(frozen=True)
class State:
    """How far somebody has come: the moment, what holds by now, and the choices made as (node, position)."""

    case: Case
    node: str
    values: Values
    made: tuple[tuple[str, int], ...] = ()

    @property
    def score(self) -> int:
        """The sum of the scores so far."""
        return sum(self.case.nodes[id].choices[position].score for id, position in self.made)

    @property
    def choices(self) -> tuple[int, ...]:
        """The positions chosen so far: `replay(case, choices)` comes back to this state."""
        return tuple(position for _, position in self.made)


@cache
def load(lesson: str) -> Case:
    """The case of a lesson ("03"). Raises LookupError where the lesson, or its case, does not exist."""
    file = lessons.folder(lesson) / "case.yaml"
    if not file.is_file():
        raise LookupError(f"lesson {lesson} has no case")
    return parse(file.read_text(encoding="utf-8"), lesson)


def start(case: Case) -> State:
    """The beginning of a case."""
    return State(case, case.start, MappingProxyType({aspect.name: aspect.start for aspect in case.aspects}))


def step(state: State, choice: int) -> State:
    """What follows when the choice at that position (from 0) is made. Raises ValueError if there is no such choice."""
    node = state.case.nodes[state.node]
    if not node.choices:
        raise refusal("the choice", f"made before the case of {state.case.person} ends", choice)
    position = whole("the choice", choice, at_least=0, at_most=len(node.choices) - 1)
    chosen = node.choices[position]
    values = MappingProxyType({**state.values, **chosen.sets})
    way = next(way for way in chosen.goto if way.when.items() <= values.items())
    return State(state.case, way.to, values, (*state.made, (node.id, position)))


def replay(case: Case, choices: Iterable[int]) -> State:
    """The state after these choices, one after the other. Raises ValueError as `step` does."""
    state = start(case)
    for choice in choices:
        state = step(state, choice)
    return state


def ends(case: Case) -> Iterator[State]:
    """Every way through the case, as the state at its end. The case must lead nowhere back, which the check holds."""
    waiting = [start(case)]
    while waiting:
        state = waiting.pop()
        choices = case.nodes[state.node].choices
        if not choices:
            yield state
        waiting += (step(state, position) for position in reversed(range(len(choices))))


def parse(text: str, lesson: str) -> Case:
    """The case that the YAML in `text` describes. The file is trusted here; schema.py distrusts it in the tests."""
    return build(read_yaml(text), lesson)


def build(row: Mapping[str, Any], lesson: str) -> Case:
    """The case that the content of a case.yaml describes."""
    aspects = tuple(
        Aspect(name, _word(one["start"]), MappingProxyType(dict(one["says"]))) for name, one in row["state"].items()
    )
    nodes = MappingProxyType({one["id"]: _node(one) for one in row["nodes"]})
    return Case(row["id"], lesson, row["person"], row["intro"], row["start"], aspects, nodes)


def _node(row: Mapping[str, Any]) -> Node:
    choices = tuple(_choice(one) for one in row.get("choices", ()))
    outcomes, facts = tuple(row.get("outcomes", ())), tuple(row.get("facts", ()))
    return Node(row["id"], row["text"], outcomes, facts, choices, row.get("debrief"))


def _choice(row: Mapping[str, Any]) -> Choice:
    goto: list[Mapping[str, Any]] = [{"goto": row["goto"]}] if isinstance(row["goto"], str) else row["goto"]
    return Choice(
        text=row["text"],
        answer=row["answer"],
        reason=row["reason"],
        score=row["score"],
        misconception=row.get("misconception"),
        sets=_values(row.get("sets", {})),
        goto=tuple(Way(one["goto"], _values(one.get("if", {}))) for one in goto),
    )


def _values(row: Mapping[str, Any]) -> Values:
    return MappingProxyType({name: _word(value) for name, value in row.items()})


def _word(value: str | bool) -> str:
    """YAML's true and false as the words they are, so that a key of `says` and a value are the same thing."""
    return str(value).lower() if isinstance(value, bool) else value
