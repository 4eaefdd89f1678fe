"""Drawing: the same everywhere, fair to outcomes, and never what was not taught."""

from __future__ import annotations

from itertools import pairwise

import pytest

from content.lessons import Lesson, lesson
from content.teaching import draw
from content.teaching.draw import option_order, spread, warm_ups
from content.teaching.questions import Kind, Option, Question, Role, load


def question(id: str, outcome: int = 7, role: Role = Role.BANK, kind: Kind = Kind.SINGLE, options: int = 4) -> Question:
    made = tuple(Option(str(n), n == 0, "So.", None, None) for n in range(options))
    return Question(id, kind, role, "Which?", made, None, outcome, ())


@pytest.fixture
def course(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Question]]:
    """Four lessons that teach outcomes 7 and 8, with their questions in a dictionary."""
    asked = {number: [question(f"{number}-{n}", 7 + n % 2) for n in range(6)] for number in ("00", "01", "02", "03")}
    found = {n: Lesson(n, n, n, 1, 1, (7, 8), ("core",), None, (), (), (), ()) for n in asked}
    monkeypatch.setattr(draw.lessons, "lessons", lambda: tuple(found.values()))
    monkeypatch.setattr(draw.lessons, "lesson", found.__getitem__)
    monkeypatch.setattr(draw, "load", asked.__getitem__)
    return asked


class TestWarmUps:
    def test_they_come_from_two_or_more_lessons_back(self, course):
        assert {item.id[:2] for item in warm_ups("03", count=99)} == {"00", "01"}
        assert {item.id[:2] for item in warm_ups("02", count=99)} == {"00"}
        assert warm_ups("01") == ()

    def test_only_the_bank_comes_back(self, course):
        course["00"] = [question(f"00-{role}", role=role) for role in Role]
        assert [item.id for item in warm_ups("02")] == ["00-bank"]

    def test_what_its_lesson_does_not_teach_does_not_come_back(self, course):
        course["00"] = [question("00-later", outcome=12), question("00-now", outcome=7)]
        assert [item.id for item in warm_ups("02")] == ["00-now"]

    def test_the_same_seed_gives_the_same_three(self, course):
        assert warm_ups("03", "a") == warm_ups("03", "a")
        assert len(warm_ups("03", "a")) == 3
        assert len({warm_ups("03", seed) for seed in "abcdefgh"}) > 1

    def test_the_draw_is_the_same_on_every_machine(self, course):
        """Written down once: whoever changes the hash changes what people were asked yesterday."""
        assert [item.id for item in warm_ups("03", "a")] == ["01-2", "00-5", "01-4"]

    def test_a_question_that_is_taken_away_leaves_the_order_of_the_others(self):
        items = [question(f"00-{n}") for n in range(8)]
        drawn = spread(items, "a", 8)
        for gone in items:
            assert spread([item for item in items if item != gone], "a", 8) == tuple(i for i in drawn if i != gone)

    def test_different_outcomes_come_first(self):
        items = [*(question(f"00-a{n}", 7) for n in range(9)), question("00-b", 8), question("00-c", 9)]
        for seed in "abcdefgh":
            assert {item.outcome for item in spread(items, seed, 3)} == {7, 8, 9}

    def test_an_unknown_lesson_is_refused(self):
        with pytest.raises(LookupError, match="no lesson '99'"):
            warm_ups("99")

    def test_in_the_lessons_that_exist_each_comes_from_two_back_and_was_taught(self):
        for item in warm_ups("03", count=99):
            assert int(item.id[:2]) <= 1
            assert item.outcome in lesson(item.id[:2]).outcomes


class TestOptionOrder:
    @pytest.mark.parametrize("seed", ["", "a", "b", "c"])
    def test_every_option_stands_once(self, seed):
        for item in load("03"):
            assert sorted(option_order(item, seed)) == list(range(len(item.options)))

    def test_it_is_stable(self):
        for item in load("03"):
            assert option_order(item, "a") == option_order(item, "a")

    def test_options_are_turned_so_that_neighbours_stay_neighbours(self):
        for seed in map(str, range(20)):
            order = option_order(question("03-a", options=5), seed)
            assert [(after - before) % 5 for before, after in pairwise(order)] == [1] * 4

    def test_the_right_one_can_stand_anywhere(self):
        places = {option_order(question("03-a", options=4), str(seed)).index(0) for seed in range(40)}
        assert places == {0, 1, 2, 3}

    @pytest.mark.parametrize("options", [2, 3, 6])
    def test_an_order_never_starts_in_the_right_order(self, options):
        for seed in range(60):
            item = question("03-a", kind=Kind.ORDER, options=options)
            assert option_order(item, str(seed)) != tuple(range(options))

    def test_a_number_has_no_options(self):
        assert option_order(question("03-a", kind=Kind.NUMBER, options=0)) == ()
