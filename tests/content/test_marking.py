"""Certainty-based marks: the scheme pays for honesty, only first answers count, and nothing divides by nothing."""

from datetime import UTC, datetime

import pytest

from content.teaching import marking
from content.teaching.marking import Level, Score, by_certainty, mark, score, sure_and_wrong
from content.teaching.records import Answer


def answer(item: str, correct: bool, certainty: int | None = None, first: bool = True) -> Answer:
    return Answer(item, "03", datetime(2026, 11, 25, tzinfo=UTC), correct, certainty, first, "")


@pytest.mark.parametrize(
    ("certainty", "right", "wrong"),
    [(1, 1, 0), (2, 2, -2), (3, 3, -6)],
)
def test_the_marks(certainty: int, right: int, wrong: int):
    assert (mark(True, certainty), mark(False, certainty)) == (right, wrong)


@pytest.mark.parametrize("chance", range(101))
def test_saying_how_sure_one_is_pays_best(chance: int):
    """1 pays best below two in three, 3 above four in five, and 2 between."""
    mean = {c: chance * mark(True, c) + (100 - chance) * mark(False, c) for c in marking.MARKS}
    honest = 1 if chance < 200 / 3 else 2 if chance <= 80 else 3
    assert mean[honest] == max(mean.values())


@pytest.mark.parametrize("certainty", [0, 4, -1, True, None, "2", 2.5])
def test_another_certainty_is_refused(certainty: object):
    with pytest.raises(ValueError, match=r"^certainty must be 1, 2 or 3, got "):
        mark(True, certainty)


def test_the_score_counts_first_answers_and_marks_those_with_a_certainty():
    answers = [
        answer("03-a", True, 3),
        answer("03-b", False, 3),
        answer("03-b", True, 3, first=False),
        answer("03-c", True),
        answer("03-d", False, 1),
    ]
    assert score(answers) == Score(answered=4, right=2, marked=3, marks=3 - 6 + 0, most=9)


def test_no_answers_score_nothing():
    assert score([]) == Score(0, 0, 0, 0, 0)
    assert by_certainty([]) == (Level(1, 0, 0), Level(2, 0, 0), Level(3, 0, 0))
    assert [level.accuracy for level in by_certainty([])] == [None, None, None]
    assert sure_and_wrong([]) == ()


def test_accuracy_by_certainty():
    answers = [
        answer("03-a", True, 3),
        answer("03-b", False, 3),
        answer("03-b", True, 3, first=False),
        answer("03-c", True, 1),
        answer("03-d", False),
    ]
    assert by_certainty(iter(answers)) == (Level(1, 1, 1), Level(2, 0, 0), Level(3, 2, 1))
    assert [level.accuracy for level in by_certainty(answers)] == [1.0, None, 0.5]


def test_sure_and_wrong_keeps_the_order_and_forgets_nothing_that_was_put_right_later():
    answers = [
        answer("03-d", False, 3),
        answer("03-d", True, 3, first=False),
        answer("03-a", False, 2),
        answer("03-b", False, 3),
        answer("03-c", False, 1),
        answer("03-c", False, 3, first=False),
        answer("03-e", True, 3),
    ]
    assert [one.item_id for one in sure_and_wrong(answers)] == ["03-d", "03-b"]
