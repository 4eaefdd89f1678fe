"""Classes: the plan adds up, what it calls exists, and its notes belong to cells that stand in the notebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.lessons import lesson, lessons
from content.teaching.classroom import MINUTES, Do, load, parse
from content.teaching.questions import Role

ROOT = Path(__file__).parents[2]
PLANS = [load(found.lesson) for found in lessons()]
SMALL = """
plan:
- {minutes: 5, do: poll, items: [03-poll-where, 03-poll-two-sisters], say: Vote.}
- {minutes: 38, do: case, items: [03-ana], say: In pairs.}
- {minutes: 2, do: poll-again, items: [03-poll-where], say: Again.}
notes: {opening: Slowly.}
facts: [meng2004-ctc-in-36]
"""


def test_a_plan_is_read_whole():
    found = parse(SMALL, "03")
    assert [(part.minutes, part.do, part.say) for part in found.plan] == [
        (5, Do.POLL, "Vote."),
        (38, Do.CASE, "In pairs."),
        (2, Do.POLL_AGAIN, "Again."),
    ]
    assert (dict(found.notes), found.facts) == ({"opening": "Slowly."}, ("meng2004-ctc-in-36",))
    with pytest.raises(TypeError):
        found.notes["opening"] = "Fast."


def test_polls_come_in_order_and_once():
    assert [item.id for item in parse(SMALL, "03").polls] == ["03-poll-where", "03-poll-two-sisters"]


def test_the_clock_says_when_each_part_begins():
    assert [minute for minute, _ in parse(SMALL, "03").clock()] == [0, 5, 43]


def test_an_unknown_lesson_is_refused():
    with pytest.raises(LookupError, match="no lesson '99'"):
        load("99")


def test_a_lesson_without_a_plan_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr("content.lessons.folder", lambda number: tmp_path)
    with pytest.raises(LookupError, match="lesson 03 has no plan for a class"):
        load.__wrapped__("03")


def test_the_cascade_is_taught_as_all_lessons_are():
    found = load("03")
    assert [(part.minutes, part.do) for part in found.plan] == [
        (5, Do.POLL),
        (8, Do.STORY),
        (10, Do.EXPLORER),
        (15, Do.CASE),
        (5, Do.POLL_AGAIN),
        (2, Do.CLOSE),
    ]
    assert [item.role for item in found.polls] == [Role.POLL] * 3
    assert found.plan[0].items == found.plan[4].items


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.lesson)
class TestEveryPlan:
    def test_it_takes_45_minutes(self, plan):
        assert sum(part.minutes for part in plan.plan) == MINUTES

    def test_it_polls_three_questions_built_to_split_a_class(self, plan):
        assert len(plan.polls) >= 3
        assert all(35 <= item.expected_right <= 70 for item in plan.polls)

    def test_its_cells_and_explorers_exist(self, plan):
        notebook = json.loads((ROOT / "notebooks" / f"{lesson(plan.lesson).slug}.ipynb").read_text(encoding="utf-8"))
        cells = {cell["id"] for cell in notebook["cells"]}
        told = {id for part in plan.plan if part.do in (Do.STORY, Do.TALK, Do.CLOSE) for id in part.items}
        assert not (told | set(plan.notes)) - cells
        explorers = {path.stem for path in (ROOT / "widgets" / "explorers").glob("*.py")}
        assert not {name for part in plan.plan if part.do is Do.EXPLORER for name in part.items} - explorers
