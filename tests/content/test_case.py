"""Cases: pure steps, a page for each state, and the case of Ana walked through in every way there is."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from content.lessons import lesson
from content.teaching.case import ends, load, parse, replay, start, step
from content.teaching.case_page import look, review

SMALL = """
id: 03-bo
person: Bo
intro: You are the doctor.
start: 03-bo-1
state:
  asked:
    start: false
    says: {"false": Unasked., "true": Asked.}
nodes:
- id: 03-bo-1
  text: Bo waits.
  outcomes: [57]
  facts: [meng2004-ctc-in-36]
  choices:
  - {text: Speak., answer: Bo listens., reason: Too soon., score: -1, misconception: MC10, goto: 03-bo-2}
  - {text: Ask., answer: Bo tells., reason: First ask., score: 2, sets: {asked: true}, goto: 03-bo-2}
- id: 03-bo-2
  text: Bo waits again.
  choices:
  - text: Tell.
    answer: Bo nods.
    reason: Then tell.
    score: 2
    goto: [{if: {asked: true}, goto: 03-bo-good}, {goto: 03-bo-sad}]
  - {text: Leave., answer: Bo sighs., reason: Not yet., score: 0, goto: 03-bo-sad}
- {id: 03-bo-good, text: Bo laughs., debrief: You asked.}
- {id: 03-bo-sad, text: Bo goes., debrief: Nobody asked.}
"""
BO = parse(SMALL, "03")
ANA = load("03")
LAST = {"03-ana-4-child", "03-ana-4-door"}


class TestSteps:
    def test_it_begins_at_its_start_with_its_first_values(self):
        assert (start(BO).node, dict(start(BO).values), start(BO).made) == ("03-bo-1", {"asked": "false"}, ())

    def test_what_was_chosen_decides_where_the_same_choice_leads_later(self):
        assert replay(BO, [1, 0]).node == "03-bo-good"
        assert replay(BO, [0, 0]).node == "03-bo-sad"

    def test_a_step_leaves_the_state_before_it_alone(self):
        before = start(BO)
        after = step(before, 1)
        assert (before.node, dict(before.values), before.made) == ("03-bo-1", {"asked": "false"}, ())
        assert (after.node, dict(after.values), after.made) == ("03-bo-2", {"asked": "true"}, (("03-bo-1", 1),))
        assert step(before, 1) == after

    def test_nothing_in_a_state_can_be_changed(self):
        with pytest.raises(FrozenInstanceError):
            start(BO).node = "03-bo-good"
        with pytest.raises(TypeError):
            start(BO).values["asked"] = "true"

    def test_choices_are_all_that_has_to_be_kept(self):
        for end in ends(ANA):
            assert replay(ANA, end.choices) == end

    @pytest.mark.parametrize("choice", [2, -1, 0.5, True, None, "0", float("nan"), 10**400])
    def test_a_choice_that_does_not_exist_is_refused_in_a_sentence(self, choice):
        with pytest.raises(ValueError, match=r"^the choice must be .+, got "):
            step(start(BO), choice)

    def test_after_the_end_nothing_can_be_chosen(self):
        with pytest.raises(ValueError, match="the choice must be made before the case of Bo ends, got 0"):
            replay(BO, [1, 0, 0])

    def test_every_way_is_walked_once(self):
        assert sorted(end.choices for end in ends(BO)) == [(0, 0), (0, 1), (1, 0), (1, 1)]

    @pytest.mark.parametrize("number", ["00", "99"])
    def test_a_lesson_without_a_case_is_refused(self, number):
        with pytest.raises(LookupError, match=f"{number}.* has no case|no lesson '{number}'"):
            load(number)


class TestPages:
    def test_the_first_page(self):
        page = look(start(BO))
        assert (page.notice, page.intro) == ("Bo is invented, for teaching only.", "You are the doctor.")
        assert (page.decision, page.decisions) == (1, 2)
        assert (page.text, page.choices) == ("Bo waits.", ("Speak.", "Ask."))
        assert (page.comment, page.debrief) == (None, None)
        assert [(one.text, one.changed) for one in page.standing] == [("Unasked.", False)]

    def test_a_choice_is_commented_at_once_and_the_state_answers(self):
        page = look(replay(BO, [1]))
        assert (page.intro, page.decision) == (None, 2)
        assert (page.comment.answer, page.comment.reason) == ("Bo tells.", "First ask.")
        assert (page.comment.expert, page.comment.expert_reason) == (None, None)
        assert [(one.text, one.changed) for one in page.standing] == [("Asked.", True)]
        assert not look(replay(BO, [1, 0])).standing[0].changed

    def test_another_choice_is_compared_with_what_experts_would_do(self):
        comment = look(replay(BO, [0])).comment
        assert (comment.asked, comment.chosen, comment.misconception) == ("Bo waits.", "Speak.", "MC10")
        assert (comment.score, comment.best) == (-1, 2)
        assert (comment.expert, comment.expert_reason) == ("Ask.", "First ask.")

    def test_an_end_has_a_debrief_and_no_choices(self):
        page = look(replay(BO, [1, 0]))
        assert (page.choices, page.debrief, page.text) == ((), "You asked.", "Bo laughs.")
        assert (page.decision, page.decisions) == (2, 2)

    def test_the_review_has_each_decision_and_the_sum(self):
        found = review(replay(BO, [0, 0]))
        assert [(one.score, one.best) for one in found.comments] == [(-1, 2), (2, 2)]
        assert (found.score, found.best) == (1, 4)


class TestAna:
    def test_she_is_the_invented_person_of_the_lesson(self):
        assert (ANA.person, lesson("03").person.invented) == (lesson("03").person.name, True)
        assert look(start(ANA)).notice == "Ana is invented, for teaching only."

    def test_every_way_has_four_decisions_and_ends_in_a_debrief(self):
        for end in ends(ANA):
            assert len(end.made) == 4
            assert look(end).debrief

    def test_all_five_ends_and_both_last_decisions_can_be_reached(self):
        found = list(ends(ANA))
        assert {end.node for end in found} == {node.id for node in ANA.nodes.values() if node.debrief}
        assert len({end.node for end in found}) == 5
        assert {end.made[-1][0] for end in found} == LAST

    def test_the_last_decision_depends_on_whether_she_was_asked(self):
        for end in ends(ANA):
            asked = ANA.nodes["03-ana-1"].choices[end.choices[0]].sets.get("asked_worry") == "true"
            assert end.made[-1][0] == ("03-ana-4-child" if asked else "03-ana-4-door")

    def test_only_one_way_is_best_and_it_ends_at_home(self):
        found = list(ends(ANA))
        best = [end for end in found if end.score == max(one.score for one in found)]
        assert [(end.node, end.score) for end in best] == [("03-ana-end-home", 8)]
        assert all(comment.expert is None for comment in review(best[0]).comments)

    def test_no_harm_can_be_made_good_with_points(self):
        harmless = min(
            end.score for end in ends(ANA) if all(comment.score == comment.best for comment in review(end).comments)
        )
        for end in ends(ANA):
            if any(comment.score < 0 for comment in review(end).comments):
                assert end.score < harmless

    def test_who_orders_the_test_gets_its_result(self):
        for end in ends(ANA):
            assert (end.values["test"] == "ordered") == (end.node == "03-ana-end-result")

    def test_nobody_who_heard_something_untrue_ends_at_home(self):
        assert all(end.values["cells"] != "untrue" for end in ends(ANA) if end.node == "03-ana-end-home")
