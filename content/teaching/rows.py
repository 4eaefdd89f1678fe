"""The shape of each row that schema.py checks, in the order of the files: lesson, questions, case, class, diagram."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from content.evidence.schema import Number, Strict, Text

Outcome = Annotated[int, Field(ge=1, le=62)]
Minutes = Annotated[int, Field(ge=1, le=120)]
Id = Annotated[str, Field(pattern=r"^\d\d-[a-z0-9]+(-[a-z0-9]+)*$")]
Rows = Annotated[list[Any], Field(min_length=1)]


class MinutesRow(Strict):
    core: Annotated[int, Field(ge=1, le=35)]
    all: Minutes


class PersonRow(Strict):
    name: Text
    invented: Literal[True]
    traits: list[
        Literal[
            "man", "over_60", "over_75", "under_40", "carer", "little_access", "declines_treatment", "lobular",
            "lgbtq_family", "ancestry_named",
        ]
    ]  # fmt: skip


class LessonRow(Strict):
    lesson: Annotated[str, Field(pattern=r"^\d\d$")]
    title: Text
    minutes: MinutesRow
    outcomes: Annotated[list[Outcome], Field(min_length=1)]
    tracks: Annotated[list[Literal["core", "finals-night", "biology", "full"]], Field(min_length=1)]
    person: PersonRow | None
    objectives: Annotated[list[Annotated[str, Field(min_length=1, max_length=120)]], Field(min_length=1)]
    say_to_the_person: Annotated[list[Text], Field(min_length=2, max_length=2)]
    five_things: Annotated[list[Text], Field(min_length=5, max_length=5)]
    facts: list[Text]


class QuestionRow(Strict):
    id: Id
    role: Literal["predict", "self-check", "bank", "poll"]
    stem: Text
    outcome: Outcome
    facts: Annotated[list[Text], Field(min_length=1)]
    vignette: bool = False
    expected_right: Annotated[int, Field(ge=35, le=70)] | None = None


class SingleRow(QuestionRow):
    kind: Literal["single"]
    options: Annotated[list[Any], Field(min_length=3)]


class SeveralRow(QuestionRow):
    kind: Literal["several"]
    options: Annotated[list[Any], Field(min_length=3)]


class OrderRow(QuestionRow):
    kind: Literal["order"]
    options: Annotated[list[Any], Field(min_length=3)]


class NumberRow(QuestionRow):
    kind: Literal["number"]
    answer: Number
    unit: Text
    tolerance: Annotated[Number, Field(ge=0)]
    reason: Text


class OptionRow(Strict):
    text: Text
    correct: bool
    reason: Text
    misconception: Text | None = None
    opens: Annotated[dict[str, Any], Field(min_length=1)] | None = None


class PlaceRow(Strict):
    """An option of an order: its place is its key."""

    text: Text
    reason: Text


class AspectRow(Strict):
    start: Text | bool
    says: Annotated[dict[str, Text], Field(min_length=2)]


class CaseRow(Strict):
    id: Id
    person: Text
    intro: Text
    start: Text
    state: dict[str, Any]
    nodes: Rows


class NodeRow(Strict):
    id: Id
    text: Text
    outcomes: list[Outcome] | None = None
    facts: list[Text] | None = None
    choices: Annotated[list[Any], Field(min_length=2)] | None = None
    debrief: Text | None = None


class ChoiceRow(Strict):
    text: Text
    answer: Text
    reason: Text
    score: Annotated[int, Field(ge=-2, le=2)]
    misconception: Text | None = None
    sets: Annotated[dict[str, Text | bool], Field(min_length=1)] | None = None
    goto: Text | Rows


# A field named "if" cannot be written as a class body, and an alias would be told by its other name in a problem.
_CONDITION: Any = {"if": (Annotated[dict[str, Text | bool], Field(min_length=1)] | None, None)}
WayRow = create_model("WayRow", __base__=Strict, goto=(Text, ...), **_CONDITION)


class ClassRow(Strict):
    plan: Rows
    notes: dict[str, Text]
    facts: list[Text]


class PartRow(Strict):
    minutes: Minutes
    do: Literal["poll", "story", "explorer", "case", "talk", "poll-again", "close"]
    items: list[Text]
    say: Text


Short = Annotated[str, Field(min_length=1, max_length=140)]
Facts = Annotated[list[Text], Field(min_length=1)]


class DiagramRow(Strict):
    title: Text
    steps: Rows


class StepRow(Strict):
    id: Annotated[str, Field(pattern=r"^[a-z]+$")]
    name: Annotated[str, Field(min_length=1, max_length=20)]
    what: Short
    players: Annotated[list[Short], Field(min_length=1)]
    against: Annotated[list[Short], Field(min_length=1)]
    targets: Rows
    sure: Short
    facts: Facts


class TargetRow(Strict):
    name: Annotated[str, Field(min_length=1, max_length=40)]
    text: Short
    standing: Literal["used", "studied", "tried", "idea"]
    facts: Facts
