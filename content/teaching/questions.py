"""The questions of a lesson, read from its questions.yaml.

`load("03")` gives all of a lesson, `question("03-which-step")` one. A question that nobody could answer is refused when
it is read; what makes a question a good one is checked elsewhere, in the tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from content import lessons
from content.evidence.load import read_yaml

Setting = str | int | float
_Words = TypeVar("_Words", bound=StrEnum)


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"  # one option is right
    SEVERAL = "several"  # every right option, and no other
    ORDER = "order"  # the options stand in the right order in the file; whoever shows them shuffles
    NUMBER = "number"  # a number with its unit


class Role(StrEnum):
    """Where a question is used."""

    PREDICT = "predict"  # asked before an explorer opens
    SELF_CHECK = "self-check"
    BANK = "bank"  # for warm-ups and exports
    POLL = "poll"  # for a class


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen. `correct` is None in a question of order, where every option has its place.

    `opens`: the settings at which an explorer opens when this option was predicted.
    """

    text: str
    correct: bool | None
    reason: str
    misconception: str | None
    opens: Mapping[str, Setting] | None


@dataclass(frozen=True)
class Answer:
    """The right number of a number question: right is `value` give or take `tolerance`, in `unit`."""

    value: float
    unit: str
    tolerance: float
    reason: str


@dataclass(frozen=True)
class Question:
    """One question. `answer` belongs to the kind number, `options` to all others; `facts` are ids of the evidence."""

    id: str
    kind: Kind
    role: Role
    stem: str
    options: tuple[Option, ...]
    answer: Answer | None
    outcome: int
    facts: tuple[str, ...]


@cache
def load(lesson: str) -> tuple[Question, ...]:
    """The questions of a lesson ("03") in the order of its file; none where it has no file. Raises LookupError."""
    file = lessons.folder(lesson) / "questions.yaml"
    return (
        parse(file.read_text(encoding="utf-8"), f"{lessons.lesson(lesson).slug}/questions.yaml")
        if file.is_file()
        else ()
    )


def question(id: str) -> Question:
    """The question of that id, which begins with the number of its lesson. Raises LookupError, naming the nearest."""
    every = {item.id: item for lesson in lessons.lessons() for item in load(lesson.lesson)}
    if id in every:
        return every[id]
    near = get_close_matches(str(id), every, n=1, cutoff=0.5)
    raise LookupError(f"no question {id!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def parse(text: str, where: str) -> tuple[Question, ...]:
    """The questions that the YAML in `text` describes; `where` names the file in refusals. Raises ValueError."""
    rows = read_yaml(text)
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ValueError(f"{where}: expected a list of questions, each beginning with '- id:'")
    found: dict[str, Question] = {}
    for position, row in enumerate(rows, start=1):
        name = f"{where}, question {position} ({row.get('id', 'without an id')})"
        item = _question(row, name)
        if item.id in found:
            raise ValueError(f"{name}: an earlier question has the same id")
        found[item.id] = item
    return tuple(found.values())


def _question(row: Mapping[str, Any], where: str) -> Question:
    kind = _word(row, "kind", Kind, where)
    keys = ("answer", "unit", "tolerance", "reason") if kind is Kind.NUMBER else ("options",)
    _expect(row, {"id", "kind", "role", "stem", "outcome", "facts", *keys}, set(), where)
    options = () if kind is Kind.NUMBER else tuple(_option(option, kind, where) for option in row["options"])
    right = sum(option.correct is True for option in options)
    if kind in (Kind.SINGLE, Kind.SEVERAL) and right == 0:
        raise ValueError(f"{where}: no option is correct")
    if kind is Kind.SINGLE and right > 1:
        raise ValueError(f"{where}: {right} options are correct; one is meant, or the kind is 'several'")
    answer = Answer(row["answer"], row["unit"], row["tolerance"], row["reason"]) if kind is Kind.NUMBER else None
    role = _word(row, "role", Role, where)
    return Question(row["id"], kind, role, row["stem"], options, answer, row["outcome"], tuple(row["facts"]))


def _option(row: Mapping[str, Any], kind: Kind, where: str) -> Option:
    required = {"text", "reason"} if kind is Kind.ORDER else {"text", "reason", "correct"}
    _expect(row, required, {"misconception", "opens"}, f"{where}, option {row.get('text', 'without a text')!r}")
    opens = MappingProxyType(row["opens"]) if "opens" in row else None
    return Option(row["text"], row.get("correct"), row["reason"], row.get("misconception"), opens)


def _word(row: Mapping[str, Any], key: str, words: type[_Words], where: str) -> _Words:
    _expect(row, {key}, set(row), where)
    if row[key] not in set(words):
        raise ValueError(f"{where}: the {key} {row[key]!r} is none of {', '.join(words)}")
    return words(row[key])


def _expect(row: Mapping[str, Any], required: set[str], optional: set[str], where: str) -> None:
    if missing := sorted(required - set(row)):
        raise ValueError(f"{where}: {', '.join(map(repr, missing))} is missing")
    if unknown := sorted(set(row) - required - optional):
        raise ValueError(f"{where}: nobody reads {', '.join(map(repr, unknown))}")
