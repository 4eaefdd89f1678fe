"""Questions: the loader refuses what nobody could answer; what is asked about a model agrees with the model."""

import pytest

from content import evidence
from content.lessons import lesson, lessons
from content.models import cascade, ctc
from content.teaching import questions
from content.teaching.questions import Kind, Role, load, parse, question

GOOD = """
- id: 03-a
  kind: single
  role: self-check
  stem: Which?
  options:
  - {text: This, correct: true, reason: Because.}
  - {text: That, correct: false, reason: Since., misconception: MC10}
  outcome: 7
  facts: [koop1995-survive-24h]
"""
NUMBER = """
- {id: 03-n, kind: number, role: bank, stem: How many?, outcome: 7, facts: [],
   answer: 2, unit: cells, tolerance: 0.5, reason: So.}
"""
EVERY = [item for found in lessons() for item in load(found.lesson)]


class TestReading:
    def test_a_good_question_is_read_whole(self):
        (item,) = parse(GOOD, "x")
        assert (item.id, item.kind, item.role, item.stem, item.outcome) == ("03-a", "single", "self-check", "Which?", 7)
        assert [option.correct for option in item.options] == [True, False]
        assert item.options[1].misconception == "MC10"
        assert (item.options[0].misconception, item.options[0].opens, item.answer) == (None, None, None)
        assert item.facts == ("koop1995-survive-24h",)

    def test_a_number_has_an_answer_and_no_options(self):
        (item,) = parse(NUMBER, "x")
        assert (item.answer.value, item.answer.unit, item.answer.tolerance, item.options) == (2, "cells", 0.5, ())

    def test_an_order_keeps_the_order_of_the_file_and_needs_no_correct(self):
        text = GOOD.replace("single", "order").replace("correct: true, ", "").replace("correct: false, ", "")
        (item,) = parse(text, "x")
        assert [(option.text, option.correct) for option in item.options] == [("This", None), ("That", None)]

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            (GOOD.replace("  stem: Which?\n", ""), "x, question 1 (03-a): 'stem' is missing"),
            (GOOD.replace("- id: 03-a\n  kind", "- kind"), "x, question 1 (without an id): 'id' is missing"),
            (GOOD.replace("  kind: single\n", ""), "x, question 1 (03-a): 'kind' is missing"),
            (GOOD.replace(", reason: Since.", ""), "x, question 1 (03-a), option 'That': 'reason' is missing"),
            (GOOD.replace("correct: false, ", ""), "x, question 1 (03-a), option 'That': 'correct' is missing"),
            (
                GOOD.replace("misconception", "missconception"),
                "x, question 1 (03-a), option 'That': nobody reads 'missconception'",
            ),
            (NUMBER.replace("unit: cells, ", ""), "x, question 1 (03-n): 'unit' is missing"),
            (
                GOOD.replace("kind: single", "kind: essay"),
                "x, question 1 (03-a): the kind 'essay' is none of single, several, order, number",
            ),
            (
                GOOD.replace("role: self-check", "role: exam"),
                "x, question 1 (03-a): the role 'exam' is none of predict, self-check, bank, poll",
            ),
            (GOOD + GOOD, "x, question 2 (03-a): an earlier question has the same id"),
            (GOOD.replace("correct: true", "correct: false"), "x, question 1 (03-a): no option is correct"),
            (
                GOOD.replace("single", "several").replace("correct: true", "correct: false"),
                "x, question 1 (03-a): no option is correct",
            ),
            (
                GOOD.replace("correct: false", "correct: true"),
                "x, question 1 (03-a): 2 options are correct; one is meant, or the kind is 'several'",
            ),
            ("id: 03-a", "x: expected a list of questions, each beginning with '- id:'"),
        ],
    )
    def test_what_nobody_could_answer_is_refused(self, wrong, sentence):
        with pytest.raises(ValueError) as refused:
            parse(wrong, "x")
        assert str(refused.value) == sentence

    def test_an_unknown_question_names_the_nearest(self):
        with pytest.raises(LookupError, match="no question '03-wich-step'; did you mean '03-which-step'"):
            question("03-wich-step")

    def test_an_unknown_lesson_is_refused(self):
        with pytest.raises(LookupError, match="no lesson '99'"):
            load("99")

    def test_nothing_that_was_read_can_be_changed(self):
        opens = question("03-which-step").options[0].opens
        with pytest.raises(TypeError):
            opens["fold"] = 100


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.id)
class TestEveryQuestion:
    def test_its_id_begins_with_its_lesson_and_finds_it(self, item):
        assert question(item.id) is item
        assert item in load(item.id[:2])

    def test_its_outcome_is_one_of_its_lesson(self, item):
        assert item.outcome in lesson(item.id[:2]).outcomes

    def test_it_rests_on_facts_that_may_be_shown(self, item):
        assert item.facts
        assert all(evidence.fact(fact).showable for fact in item.facts)

    def test_its_misconceptions_are_known(self, item):
        for option in item.options:
            if option.misconception:
                evidence.misconception(option.misconception)

    def test_the_longest_option_is_not_the_key(self, item):
        if item.kind is Kind.SINGLE:
            assert not max(item.options, key=lambda option: len(option.text)).correct


class TestAgreesWithTheModels:
    def test_predicted_steps_open_the_explorer_at_that_step_twice_as_hard(self):
        item = question("03-which-step")
        assert (item.kind, item.role) == (Kind.SINGLE, Role.PREDICT)
        opened = [dict(option.opens) for option in item.options if option.opens]
        assert opened == [{"harder": step.key, "fold": 2} for step in cascade.STEPS]
        left = {cascade.mouse_chain(**settings).counts[3] for settings in opened}
        assert [round(tumours, 9) for tumours in left] == [1.0] * len(left)  # so the last option is right
        assert [option.correct for option in item.options] == [False, False, False, True]

    def test_two_tubes(self):
        item = question("03-two-tubes")
        assert item.role is Role.PREDICT
        (key,) = (option for option in item.options if option.correct)
        assert "50 times in 100" in key.text
        at_five = ctc.tube(5)
        assert (round(at_five.at_or_above, 2), round(at_five.below, 2)) == (0.56, 0.44)
        assert key.reason.startswith(f"{100 * at_five.disagree:.0f} in 100")
        far, near = item.options[1].reason, item.options[2].reason
        assert f"about {100 * ctc.tube(10).disagree:.0f} times" in " ".join(far.split())
        assert f"about {100 * ctc.tube(8).disagree:.0f} in 100" in near
        outside = 1 - ctc.probabilities(5, 8)[2:].sum()
        assert outside == pytest.approx(0.1, abs=0.015)  # "about one tube in ten"

    def test_easiest_first(self):
        assert len(question("03-easiest-first").options) == len(cascade.STEPS)
        survival = [step.survive for step in cascade.STEPS]
        assert survival == sorted(survival, reverse=True)

    def test_one_day_later(self):
        assert question("03-one-day-later").answer.value == 8_192 * 0.5 ** (24 / 2)

    def test_half_the_average(self):
        item = question("03-half-the-average")
        (key,) = (option for option in item.options if option.correct)
        before, after = cascade.people(60), cascade.people(60, cascade.Harder.GROW, 2)
        assert f"{100 * before.any:.0f} of them" in item.stem
        assert key.text == f"About {100 * after.any:.0f}"
        assert f"leaves {100 * after.none:.0f} of 100" in key.reason


def test_a_lesson_without_a_file_has_no_questions(monkeypatch, tmp_path):
    monkeypatch.setattr(questions.lessons, "folder", lambda number: tmp_path)
    assert load.__wrapped__("00") == ()
