"""The questions of a lesson, read from its questions.yaml, and whether an answer to one is right.

`load("03")` gives all of a lesson, `question("03-which-step")` one, `mark(question, answer)` what to say beside it. A
question that nobody could answer is refused when it is read; what makes a question a good one is checked in schema.py.
"""

from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeVar

from content import lessons
from content.evidence.load import read_yaml
from content.inputs import number, refusal

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
    """One question. `answer` belongs to the kind number, `options` to all others; `facts` are ids of the evidence.

    `vignette`: a situation comes before the question, and what was learnt has to be applied to it.
    `expected_right`: of 100 people in a class, how many we guess are right at the first vote. Nobody has measured it.
    """

    id: str
    kind: Kind
    role: Role
    stem: str
    options: tuple[Option, ...]
    answer: Answer | None
    outcome: int
    facts: tuple[str, ...]
    vignette: bool = False
    expected_right: int | None = None

    @property
    def wording(self) -> str:
        """A short name for what is asked and offered, so that answers to an older wording can be told apart."""
        texts = [self.stem, *(option.text for option in self.options), self.answer.unit if self.answer else ""]
        return sha256("\n".join(texts).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Remark:
    """What is said after an answer about one option (`option` is its position in the file; None for a number).

    `chosen`: it was part of the answer. `right`: it belongs to the right answer; in an order, it was put in its place.
    """

    option: int | None
    text: str
    reason: str
    chosen: bool
    right: bool
    misconception: str | None = None


@dataclass(frozen=True)
class Marked:
    """Whether an answer was right, and what to say: of each option that was chosen or is right, why."""

    correct: bool
    remarks: tuple[Remark, ...]

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The common beliefs that the chosen options show."""
        return tuple(remark.misconception for remark in self.remarks if remark.chosen and remark.misconception)


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
    with suppress(LookupError):
        for item in load(str(id)[:2]):
            if item.id == id:
                return item
    every = {item.id: item for lesson in lessons.lessons() for item in load(lesson.lesson)}
    near = get_close_matches(str(id), every, n=1, cutoff=0.5)
    raise LookupError(f"no question {id!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def mark(question: Question, answer: object) -> Marked:
    """Whether `answer` is right, with the reasons to show beside it.

    An answer is, by kind: the position of an option in the file, from 0 (single); a collection of positions (several);
    all positions in the order chosen (order); a number in the unit of the question (number). How the options were
    shuffled on the screen does not matter. Raises ValueError with one sentence if it is no answer to such a question.
    """
    if question.answer is not None:
        return _mark_number(question.answer, answer)
    if question.kind is Kind.ORDER:
        return _mark_order(question.options, answer)
    many = question.kind is Kind.SEVERAL
    chosen = _positions(answer if many else [answer], len(question.options))
    if not chosen:
        raise refusal("the answer", "at least one option", answer)
    remarks = (
        Remark(position, option.text, option.reason, position in chosen, bool(option.correct), option.misconception)
        for position, option in enumerate(question.options)
    )
    shown = sorted((r for r in remarks if r.chosen or r.right), key=lambda r: not r.chosen)
    return Marked(all(remark.chosen and remark.right for remark in shown), tuple(shown))


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
    _expect(row, {"id", "kind", "role", "stem", "outcome", "facts", *keys}, {"vignette", "expected_right"}, where)
    options = () if kind is Kind.NUMBER else tuple(_option(option, kind, where) for option in row["options"])
    right = sum(option.correct is True for option in options)
    if kind in (Kind.SINGLE, Kind.SEVERAL) and right == 0:
        raise ValueError(f"{where}: no option is correct")
    if kind is Kind.SINGLE and right > 1:
        raise ValueError(f"{where}: {right} options are correct; one is meant, or the kind is 'several'")
    answer = Answer(row["answer"], row["unit"], row["tolerance"], row["reason"]) if kind is Kind.NUMBER else None
    role = _word(row, "role", Role, where)
    return Question(
        id=row["id"],
        kind=kind,
        role=role,
        stem=row["stem"],
        options=options,
        answer=answer,
        outcome=row["outcome"],
        facts=tuple(row["facts"]),
        vignette=row.get("vignette", False),
        expected_right=row.get("expected_right"),
    )


def _option(row: Mapping[str, Any], kind: Kind, where: str) -> Option:
    required = {"text", "reason"} if kind is Kind.ORDER else {"text", "reason", "correct"}
    _expect(row, required, {"misconception", "opens"}, f"{where}, option {row.get('text', 'without a text')!r}")
    opens = MappingProxyType(row["opens"]) if "opens" in row else None
    return Option(row["text"], row.get("correct"), row["reason"], row.get("misconception"), opens)


def _mark_number(right: Answer, answer: object) -> Marked:
    given = number("the answer", answer)
    # A hair more than the tolerance, because 0.3 is a little less than 0.1 + 0.2.
    correct = abs(given - right.value) <= right.tolerance + 1e-9 * abs(right.value)
    give_or_take = f", give or take {right.tolerance:,}" if right.tolerance else ""
    text = f"{right.value:,} {right.unit}{give_or_take}"
    return Marked(correct, (Remark(None, text, right.reason, chosen=correct, right=True),))


def _mark_order(options: Sequence[Option], answer: object) -> Marked:
    given = _positions(answer, len(options))
    if len(given) != len(options):
        raise refusal("the answer", f"all {len(options)} options, each once", answer)
    remarks = (
        Remark(place, option.text, option.reason, chosen=True, right=given[place] == place)
        for place, option in enumerate(options)
    )
    return Marked(given == list(range(len(options))), tuple(remarks))


def _positions(answer: object, count: int) -> list[int]:
    if not isinstance(answer, (Sequence, Set)) or isinstance(answer, str):
        raise refusal("the answer", "a list of options", answer)
    given = list(answer)
    known = all(isinstance(one, int) and not isinstance(one, bool) and 0 <= one < count for one in given)
    if not known or len(set(given)) < len(given):
        raise refusal("the answer", f"among the options 0 to {count - 1}, each at most once", answer)
    return given


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
