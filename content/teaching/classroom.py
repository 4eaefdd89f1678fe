"""The 45 minutes in which a lesson is taught to a class: the plan, what the speaker says, and the polls.

`load("03")` reads class.yaml. It assumes no earlier lesson. Keys of polls are in the questions, never on the projector
until somebody asks for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from content import lessons
from content.evidence.load import read_yaml
from content.teaching.questions import Question, question

MINUTES = 45


class Do(StrEnum):
    """What a class does in a part of its time; beside each, what the items of that part are."""

    POLL = "poll"  # ids of questions
    STORY = "story"  # ids of cells of the lesson
    EXPLORER = "explorer"  # names of explorers
    CASE = "case"  # ids of cases
    TALK = "talk"  # ids of cells
    POLL_AGAIN = "poll-again"  # ids of questions that were polled before
    CLOSE = "close"  # ids of cells


@dataclass(frozen=True)
class Part:
    """Some minutes of the plan: what is done with which items, and what the speaker says or does."""

    minutes: int
    do: Do
    items: tuple[str, ...]
    say: str


@dataclass(frozen=True)
class ClassPlan:
    """A lesson as a class: parts that add up to 45 minutes, notes by cell id, and the facts behind what is said."""

    lesson: str
    plan: tuple[Part, ...]
    notes: Mapping[str, str]
    facts: tuple[str, ...]

    @property
    def polls(self) -> tuple[Question, ...]:
        """What the class votes on, in order, each once."""
        ids = dict.fromkeys(id for part in self.plan if part.do in (Do.POLL, Do.POLL_AGAIN) for id in part.items)
        return tuple(question(id) for id in ids)

    def clock(self) -> tuple[tuple[int, Part], ...]:
        """The parts, each with the minute at which it begins."""
        return tuple((sum(one.minutes for one in self.plan[:n]), part) for n, part in enumerate(self.plan))


@cache
def load(lesson: str) -> ClassPlan:
    """The class of a lesson ("03"). Raises LookupError where the lesson, or its plan, does not exist."""
    file = lessons.folder(lesson) / "class.yaml"
    if not file.is_file():
        raise LookupError(f"lesson {lesson} has no plan for a class")
    return parse(file.read_text(encoding="utf-8"), lesson)


def parse(text: str, lesson: str) -> ClassPlan:
    """The plan that the YAML in `text` describes. The file is trusted here; schema.py distrusts it in the tests."""
    row = read_yaml(text)
    parts = tuple(Part(one["minutes"], Do(one["do"]), tuple(one["items"]), one["say"]) for one in row["plan"])
    return ClassPlan(lesson, parts, MappingProxyType(dict(row["notes"])), tuple(row["facts"]))
