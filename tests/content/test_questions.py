"""Questions: what nobody could answer is refused, answers are marked with reasons, and models are asked truly."""

import pytest

from content import evidence
from content.lessons import lesson, lessons
from content.models import cascade, ctc
from content.teaching import questions
from content.teaching.questions import Kind, Role, load, mark, parse, question

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
        assert (item.vignette, item.expected_right) == (False, None)

    def test_what_may_be_added_is_read_too(self):
        (item,) = parse(GOOD + "  vignette: true\n  expected_right: 40\n", "x")
        assert (item.vignette, item.expected_right) == (True, 40)

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

    def test_its_outcome_is_one_of_its_lesson_unless_it_is_of_the_bank(self, item):
        assert item.role is Role.BANK or item.outcome in lesson(item.id[:2]).outcomes

    def test_it_rests_on_facts_that_may_be_shown(self, item):
        assert item.facts
        assert all(evidence.fact(fact).showable for fact in item.facts)

    def test_its_misconceptions_are_known(self, item):
        for option in item.options:
            if option.misconception:
                evidence.misconception(option.misconception)

    def test_its_key_is_marked_right_and_each_wrong_option_wrong(self, item):
        right = [position for position, option in enumerate(item.options) if option.correct]
        if item.kind is Kind.SINGLE:
            assert [mark(item, position).correct for position in range(len(item.options))] == [
                position in right for position in range(len(item.options))
            ]
        elif item.kind is Kind.SEVERAL:
            assert mark(item, right).correct
            assert not any(mark(item, right[:n]).correct for n in range(1, len(right)))
        elif item.kind is Kind.ORDER:
            assert mark(item, list(range(len(item.options)))).correct
            assert not mark(item, list(range(len(item.options)))[::-1]).correct
        else:
            assert mark(item, item.answer.value).correct
            assert not mark(item, item.answer.value + 2 * item.answer.tolerance + 1).correct


def asked(kind):
    """A question of that kind with three options, the first and (of several) the second right."""
    correct = {Kind.SINGLE: (True, False, False), Kind.SEVERAL: (True, True, False), Kind.ORDER: (None, None, None)}
    options = tuple(
        questions.Option(text, right, f"{text}, because.", "MC10" if right is False else None, None)
        for text, right in zip("abc", correct[kind], strict=True)
    )
    return questions.Question("03-q", kind, Role.BANK, "Which?", options, None, 7, ())


SINGLE, SEVERAL, ORDER = (asked(kind) for kind in (Kind.SINGLE, Kind.SEVERAL, Kind.ORDER))
(A_NUMBER,) = parse(NUMBER, "x")


def said(marked):
    return [(remark.text, remark.chosen, remark.right) for remark in marked.remarks]


class TestMarking:
    def test_a_right_choice_is_explained(self):
        marked = mark(SINGLE, 0)
        assert (marked.correct, said(marked)) == (True, [("a", True, True)])
        assert (marked.remarks[0].option, marked.remarks[0].reason, marked.misconceptions) == (0, "a, because.", ())

    def test_a_wrong_choice_is_explained_first_and_the_right_one_after_it(self):
        marked = mark(SINGLE, 2)
        assert (marked.correct, said(marked)) == (False, [("c", True, False), ("a", False, True)])
        assert marked.misconceptions == ("MC10",)

    @pytest.mark.parametrize(
        ("answer", "correct", "remarks"),
        [
            ([0, 1], True, [("a", True, True), ("b", True, True)]),
            ([1, 0], True, [("a", True, True), ("b", True, True)]),
            ({0, 1}, True, [("a", True, True), ("b", True, True)]),
            ([0], False, [("a", True, True), ("b", False, True)]),
            ([0, 1, 2], False, [("a", True, True), ("b", True, True), ("c", True, False)]),
            ([2], False, [("c", True, False), ("a", False, True), ("b", False, True)]),
        ],
    )
    def test_several_are_right_only_together(self, answer, correct, remarks):
        marked = mark(SEVERAL, answer)
        assert (marked.correct, said(marked)) == (correct, remarks)

    @pytest.mark.parametrize(
        ("answer", "correct", "places"),
        [
            ([0, 1, 2], True, [True, True, True]),
            ((0, 2, 1), False, [True, False, False]),
            ([1, 2, 0], False, [False, False, False]),
        ],
    )
    def test_an_order_says_which_stand_in_their_place(self, answer, correct, places):
        marked = mark(ORDER, answer)
        assert (marked.correct, [remark.right for remark in marked.remarks]) == (correct, places)
        assert [remark.text for remark in marked.remarks] == ["a", "b", "c"]

    @pytest.mark.parametrize(
        ("answer", "correct"),
        [(2, True), (1.5, True), (2.5, True), (1.49, False), (2.51, False), (-2, False), (2e300, False)],
    )
    def test_a_number_is_right_within_its_tolerance(self, answer, correct):
        marked = mark(A_NUMBER, answer)
        assert marked.correct is correct
        (remark,) = marked.remarks
        assert (remark.text, remark.reason, remark.option) == ("2 cells, give or take 0.5", "So.", None)

    def test_a_tolerance_is_not_narrowed_by_rounding(self):
        (item,) = parse(NUMBER.replace("answer: 2", "answer: 0.2").replace("0.5", "0.1"), "x")
        assert mark(item, 0.1 + 0.2).correct

    @pytest.mark.parametrize(
        ("item", "answer", "sentence"),
        [
            (SINGLE, 3, "the answer must be among the options 0 to 2, each at most once, got [3]"),
            (SINGLE, -1, "the answer must be among the options 0 to 2, each at most once, got [-1]"),
            (SINGLE, True, "the answer must be among the options 0 to 2, each at most once, got [True]"),
            (SINGLE, "0", "the answer must be among the options 0 to 2, each at most once, got ['0']"),
            (SINGLE, None, "the answer must be among the options 0 to 2, each at most once, got [None]"),
            (SINGLE, [0], "the answer must be among the options 0 to 2, each at most once, got [[0]]"),
            (SEVERAL, [], "the answer must be at least one option, got []"),
            (SEVERAL, [0, 0], "the answer must be among the options 0 to 2, each at most once, got [0, 0]"),
            (SEVERAL, 0, "the answer must be a list of options, got 0"),
            (SEVERAL, "01", "the answer must be a list of options, got '01'"),
            (ORDER, [0, 1], "the answer must be all 3 options, each once, got [0, 1]"),
            (ORDER, None, "the answer must be a list of options, got None"),
            (A_NUMBER, None, "the answer must be a number, got None"),
            (A_NUMBER, "2", "the answer must be a number, got '2'"),
            (A_NUMBER, float("nan"), "the answer must be a number, got nan"),
            (A_NUMBER, float("inf"), "the answer must be a finite number, got inf"),
        ],
    )
    def test_what_is_no_answer_is_refused_in_a_sentence(self, item, answer, sentence):
        with pytest.raises(ValueError) as refused:
            mark(item, answer)
        assert str(refused.value) == sentence


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

    def test_four_times_as_hard(self):
        left = cascade.mouse_chain(10_000, cascade.Harder.START, 4).counts[3]
        assert question("03-four-times-as-hard").answer.value == pytest.approx(left)

    def test_six_then_four(self):
        item = question("03-six-then-four")
        assert "The cut-off is 5" in " ".join(item.stem.split())
        assert f"in {100 * ctc.tube(5, cutoff=5).disagree:.0f} of 100 pairs" in item.options[0].reason

    def test_two_sisters(self):
        (key,) = (option for option in question("03-poll-two-sisters").options if option.correct)
        found = cascade.people(60)
        assert (
            f"none to {100 * found.none:.0f} of 100 people and three or more to {100 * found.three_or_more:.0f}."
            in (key.reason)
        )


def test_a_lesson_without_a_file_has_no_questions(monkeypatch, tmp_path):
    monkeypatch.setattr(questions.lessons, "folder", lambda number: tmp_path)
    assert load.__wrapped__("00") == ()
