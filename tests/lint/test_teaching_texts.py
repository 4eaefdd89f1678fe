"""What questions, cases and classes say keeps the rules of prose: respect in every word, a fact for every number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from content import evidence
from content.lessons import folder, lessons
from content.teaching import case, classroom, diagram, questions

from .engine import Finding, told
from .quantities import Quantity, carries, quantities
from .words import disrespect

# Numbers that come out of a model or of arithmetic; tests/content/test_questions.py holds each to its model.
WORKED_OUT = {
    "03-one-day-later": {24.0},
    "03-half-the-average": {61.0},
    "03-six-then-four": {49.0},
    "03-poll-two-sisters": {37.0},
}


@dataclass(frozen=True)
class Said:
    """A piece of text, where it stands, the facts beside it, and what it may say without one."""

    where: str
    text: str
    facts: tuple[str, ...]
    story: bool = False  # an invented person's times are her own
    worked_out: frozenset[float] = frozenset()


def everything() -> Iterator[Said]:
    for lesson in lessons():
        for item in questions.load(lesson.lesson):
            free = frozenset(WORKED_OUT.get(item.id, ()))
            yield Said(item.id, item.stem, item.facts, story=True, worked_out=free)
            for option in item.options:
                yield Said(item.id, f"{option.text}. {option.reason}", item.facts, worked_out=free)
            if item.answer:
                yield Said(item.id, item.answer.reason, item.facts, worked_out=free)
        if (folder(lesson.lesson) / "case.yaml").is_file():
            told_case = case.load(lesson.lesson)
            yield Said(told_case.id, told_case.intro, (), story=True)
            for aspect in told_case.aspects:
                yield Said(f"{told_case.id}, {aspect.name}", " ".join(aspect.says.values()), ())
            for node in told_case.nodes.values():
                texts = [node.text, node.debrief or ""]
                texts += [text for one in node.choices for text in (one.text, one.answer, one.reason)]
                yield from (Said(node.id, text, node.facts, story=True) for text in texts)
        if (folder(lesson.lesson) / "class.yaml").is_file():
            plan = classroom.load(lesson.lesson)
            for text in (*(part.say for part in plan.plan), *plan.notes.values()):
                yield Said(f"class {plan.lesson}", text, plan.facts, story=True)
        if (folder(lesson.lesson) / "diagram.yaml").is_file():
            for step in diagram.load(lesson.lesson).steps:
                facts = (*step.facts, *(fact for target in step.targets for fact in target.facts))
                texts = [step.what, *step.players, *step.against, *(one.sentence for one in step.targets), step.sure]
                yield from (Said(f"diagram {step.id}", text, facts) for text in texts)


def without_fact(said: Said) -> list[Finding]:
    """The numbers that none of a text's facts carries. Of 100 people the rest may be told: 30 where 70 is known."""
    facts = [evidence.fact(id) for id in said.facts]
    mend = (
        "Name its fact beside it, write the number as the fact has it, or leave it out; "
        "if a model gives it, enter it in WORKED_OUT of tests/lint/test_teaching_texts.py"
    )
    return [
        Finding(said.where, f"{found.written!r} is no value of its facts ({', '.join(said.facts) or 'none'})", mend)
        for found in quantities(" ".join(said.text.split()))
        if not (said.story and found.kind == "duration")
        and found.value not in said.worked_out
        and not any(carries(fact, one) for fact in facts for one in (found, *_rest(found)))
    ]


def _rest(found: Quantity) -> list[Quantity]:
    return [replace(found, value=float(found.unit.replace(",", "")) - found.value)] if found.kind == "of many" else []


def test_every_number_has_its_fact():
    findings = [finding for said in everything() for finding in without_fact(said)]
    assert not findings, told(findings)


def test_every_word_respects_people():
    findings = [finding for said in everything() for finding in disrespect(said.text, said.where, [])]
    assert not findings, told(findings)


def test_what_was_worked_out_is_still_said():
    said: dict[str, set[float]] = {}
    for one in everything():
        said.setdefault(one.where, set()).update(found.value for found in quantities(one.text))
    assert all(numbers <= said[id] for id, numbers in WORKED_OUT.items())


@pytest.mark.parametrize(
    ("text", "facts", "story", "caught"),
    [
        ("About 70% have a cell.", ("thery2019-mbc-at-least-1",), False, False),
        ("About 30 of 100 have none.", ("thery2019-mbc-at-least-1",), False, False),
        ("About 60% have a cell.", ("thery2019-mbc-at-least-1",), False, True),
        ("About 40 of 100 have none.", ("thery2019-mbc-at-least-1",), False, True),
        ("About 70% have a cell.", (), False, True),
        ("She was well for seven years.", (), True, False),
        ("They were well for seven years.", (), False, True),
        ("She has a chance of 20%.", (), True, True),
    ],
)
def test_a_number_without_its_fact_is_caught(text: str, facts: tuple[str, ...], story: bool, caught: bool):
    assert bool(without_fact(Said("x", text, facts, story))) == caught
