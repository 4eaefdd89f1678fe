"""The list of outcomes, and what the lessons that exist cover of it."""

from __future__ import annotations

import pytest

from content.lessons import lesson
from content.teaching.outcomes import Coverage, Level, Outcome, coverage, outcome, outcomes


def test_there_are_62_each_once_and_in_order():
    assert [one.number for one in outcomes()] == list(range(1, 63))
    assert len({one.text for one in outcomes()}) == 62
    assert all(one.text[0].isupper() and one.theme for one in outcomes())


def test_one_is_found_by_its_number():
    assert outcome(7).text == "Order the steps of metastasis and name the bottleneck"
    assert (outcome(7).level.applies, outcome(11).level.applies) == (False, True)
    with pytest.raises(LookupError, match="no outcome 63; they run from 1 to 62"):
        outcome(63)


@pytest.mark.parametrize(
    ("level", "lessons", "questions", "moments", "missing"),
    [
        (Level.UNDERSTAND, ("03",), ("a", "b"), (), ()),
        (Level.APPLY, ("03",), ("a", "b"), ("n",), ()),
        (Level.APPLY, ("03",), ("a", "b"), (), ("a moment in a case",)),
        (Level.UNDERSTAND, ("03",), ("a",), (), ("1 question",)),
        (Level.EVALUATE, (), (), (), ("a lesson", "2 questions", "a moment in a case")),
    ],
)
def test_what_is_missing_is_said(level, lessons, questions, moments, missing):
    assert Coverage(Outcome(1, "t", level, "T"), lessons, questions, moments).missing == missing


def test_the_cascade_leaves_nothing_open():
    found = {one.outcome.number: one for one in coverage()}
    for number in lesson("03").outcomes:
        assert not found[number].missing
        assert len(found[number].questions) >= 2


def test_what_no_lesson_teaches_yet_is_open():
    waiting = [one for one in coverage() if not one.lessons]
    assert waiting
    assert all("a lesson" in one.missing for one in waiting)
