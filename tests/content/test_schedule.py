"""Records that hold what they may and no more; due after 1, 7 and 21 days; the map of done, weak and due."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from content.lessons import Lesson
from content.teaching.records import Answer, Prediction, Visit
from content.teaching.schedule import Review, State, course_map, due, reviews

FIRST_DAY = date(2026, 11, 1)
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def answer(day: float, correct: bool = True, item: str = "03-a", lesson: str = "03", first: bool = False) -> Answer:
    return Answer(item, lesson, NOON + timedelta(day), correct, None, first, "")


def visit(lesson: str) -> Visit:
    return Visit(lesson, "warm-up", NOON)


def lesson(number: str, *tracks: str) -> Lesson:
    return Lesson(number, f"{number}_x", "A title", 12, 17, (7,), tracks, None, (), (), (), ())


def after(*sittings: tuple[float, bool]) -> tuple[int, int] | None:
    """Day and step of the next review of an item that was answered on these days; None when it rests."""
    found = reviews(answer(day, correct) for day, correct in sittings)
    return ((found[0].on - FIRST_DAY).days, found[0].days) if found else None


class TestSteps:
    @pytest.mark.parametrize(
        ("sittings", "expected"),
        [
            ([(0, True)], (1, 1)),
            ([(0, False)], (1, 1)),
            ([(0, True), (1, True)], (8, 7)),
            ([(0, False), (1, True)], (8, 7)),
            ([(0, True), (1, True), (8, True)], (29, 21)),
            ([(0, True), (1, True), (8, True), (29, True)], None),
            # counted from the day it was done, not from the day it was due
            ([(0, True), (5, True)], (12, 7)),
            # a wrong answer begins again, also when it came before its day or after the last step
            ([(0, True), (1, True), (8, False)], (9, 1)),
            ([(0, True), (1, True), (4, False)], (5, 1)),
            ([(0, True), (1, True), (8, True), (29, True), (60, False)], (61, 1)),
            ([(0, True), (1, True), (8, True), (29, True), (60, True)], None),
            # a right answer before its day is practice
            ([(0, True), (1, True), (7, True)], (8, 7)),
            # only the first answer of a day counts
            ([(0, False), (0.1, True), (0.2, True)], (1, 1)),
            ([(0, True), (1, False), (1.1, True)], (2, 1)),
            ([(0, True), (1, True), (1.1, False)], (8, 7)),
            # by time, not by the order they are given in
            ([(1, True), (0, True)], (8, 7)),
        ],
    )
    def test_the_next_review(self, sittings: list[tuple[float, bool]], expected: tuple[int, int] | None):
        assert after(*sittings) == expected

    def test_due_on_its_day_and_after_and_not_before(self):
        answers = [answer(0), answer(1)]
        assert due(answers, FIRST_DAY + timedelta(7)) == ()
        expected = (Review("03-a", FIRST_DAY + timedelta(8), 7),)
        assert due(answers, FIRST_DAY + timedelta(8)) == expected == due(answers, FIRST_DAY + timedelta(800))

    def test_the_longest_due_comes_first(self):
        answers = [answer(3, item="03-b"), answer(2, item="03-c"), answer(3, item="03-a")]
        assert [review.item_id for review in reviews(answers)] == ["03-c", "03-a", "03-b"]
        assert reviews([]) == ()

    def test_a_day_begins_where_the_learner_lives(self):
        """22:30 UTC on the first is the second in Sydney; so the item is due there a day later."""
        late = [Answer("03-a", "03", datetime(2026, 11, 1, 22, 30, tzinfo=UTC), True, None, True, "")]
        assert reviews(late)[0].on == date(2026, 11, 2)
        assert reviews(late, timezone(timedelta(hours=11)))[0].on == date(2026, 11, 3)


LESSONS = (lesson("00", "core", "full"), lesson("03", "core", "biology", "full"), lesson("04", "biology"))
ITEMS = {"03": ("03-a", "03-b"), "04": ("04-a",)}


class TestMap:
    def drawn(self, answers: Any = (), visits: Any = (), day: int = 0) -> Any:
        return course_map(LESSONS, ITEMS, iter(answers), iter(visits), FIRST_DAY + timedelta(day))

    def test_tracks_in_the_order_of_the_course_and_lessons_in_theirs(self):
        tracks = self.drawn()
        assert list(tracks) == ["core", "biology", "full"]  # nobody has written a lesson for the night before finals
        assert [place.lesson.lesson for place in tracks["biology"]] == ["03", "04"]
        assert all(place.state is State.NOT_BEGUN for places in tracks.values() for place in places)

    def test_done_weak_and_due(self):
        answers = [
            answer(0, False, "03-a", first=True),
            answer(0.1, True, "03-a"),
            answer(0, True, "03-b", first=True),
            answer(1, True, "03-b"),
        ]
        place = self.drawn(answers, day=1)["core"][1]
        assert (place.state, place.questions, place.answered, place.right) == (State.DONE, 2, 2, 1)
        assert (place.weak, place.due) == (("03-a",), ("03-a",))

    def test_what_was_put_right_on_a_later_day_is_weak_no_more(self):
        answers = [answer(0, False, first=True), answer(1, True)]
        place = self.drawn(answers, day=1)["core"][1]
        assert (place.state, place.answered, place.right, place.weak, place.due) == (State.BEGUN, 1, 0, (), ())

    def test_a_lesson_without_questions_is_done_once_it_was_begun(self):
        assert [place.state for place in self.drawn(visits=[visit("00")])["core"]] == [State.DONE, State.NOT_BEGUN]

    def test_a_visit_begins_a_lesson(self):
        assert self.drawn(visits=[visit("03")])["core"][1].state is State.BEGUN

    def test_a_warm_up_elsewhere_counts_for_the_item_and_begins_the_lesson_that_asked(self):
        place_03, place_04 = self.drawn([answer(0, False, "03-a", lesson="04", first=True)])["biology"]
        assert (place_03.state, place_03.answered, place_03.weak) == (State.NOT_BEGUN, 1, ("03-a",))
        assert (place_04.state, place_04.answered) == (State.BEGUN, 0)

    def test_an_item_that_has_left_the_bank_is_not_shown(self):
        place = self.drawn([answer(0, False, "03-gone", first=True)], day=9)["core"][1]
        assert (place.answered, place.right, place.weak, place.due) == (0, 0, (), ())


GOOD = {
        Answer: {"item_id": "03-a", "lesson": "03", "at": NOON, "correct": True, "certainty": 2, "first": True,
                 "version": "0.1.0"},
        Prediction: {"explorer": "ctc", "at": NOON, "value": "2"},
        Visit: {"lesson": "03", "cell_id": "warm-up", "at": NOON},
}  # fmt: skip


class TestRecords:
    @pytest.mark.parametrize("record", GOOD)
    def test_a_time_is_kept_in_utc_and_whole_seconds(self, record: Any):
        there = timezone(timedelta(hours=11))
        made = record(**{**GOOD[record], "at": datetime(2026, 11, 2, 9, 30, 1, 999, tzinfo=there)})
        assert made.at.isoformat() == "2026-11-01T22:30:01+00:00"

    @pytest.mark.parametrize(
        ("record", "name", "bad"),
        [
            (Answer, "item_id", "Ana Silva"),
            (Answer, "item_id", ""),
            (Answer, "item_id", "=1+1"),
            (Answer, "item_id", "03-a\n"),
            (Answer, "lesson", "3"),
            (Answer, "lesson", 3),
            (Answer, "at", datetime(2026, 11, 1)),  # whose noon?
            (Answer, "at", "2026-11-01T12:00:00+00:00"),
            (Answer, "correct", 1),
            (Answer, "first", None),
            (Answer, "certainty", 0),
            (Answer, "certainty", 4),
            (Answer, "certainty", True),
            (Answer, "certainty", "sure"),
            (Answer, "version", None),
            (Answer, "version", "a b"),
            (Prediction, "explorer", "ana@example.org"),
            (Prediction, "value", ""),
            (Prediction, "value", 2),
            (Prediction, "value", "x" * 201),
            (Visit, "lesson", "003"),
            (Visit, "cell_id", "x" * 101),
            (Visit, "at", None),
        ],
    )
    def test_what_has_no_place_in_a_record_is_refused(self, record: Any, name: str, bad: object):
        with pytest.raises(ValueError, match=rf"^{name} must be .+, got "):
            record(**{**GOOD[record], name: bad})
