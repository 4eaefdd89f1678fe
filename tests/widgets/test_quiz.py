"""Questions on a page: marked at once, the first answer counts, and no key leaves Python before an answer has come."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from content.lessons import lessons
from content.teaching import draw, questions
from content.teaching.questions import Kind, Question
from widgets import map as learning
from widgets import quiz
from widgets.progress import store

EVERY = [item for lesson in lessons() for item in questions.load(lesson.lesson)]
OF_EACH_KIND = list({item.kind: item for item in EVERY}.values())


def right(question: Question):
    if question.answer:
        return question.answer.value
    if question.kind is Kind.ORDER:
        return list(range(len(question.options)))
    good = [n for n, option in enumerate(question.options) if option.correct]
    return good if question.kind is Kind.SEVERAL else good[0]


def wrong(question: Question):
    if question.answer:
        return question.answer.value + 10 * question.answer.tolerance + 1
    if question.kind is Kind.ORDER:
        return list(range(len(question.options)))[::-1]
    bad = [n for n, option in enumerate(question.options) if not option.correct]
    return bad if question.kind is Kind.SEVERAL else bad[0]


def secrets(question: Question) -> list[str]:
    return [question.answer.reason] if question.answer else [option.reason for option in question.options]


def test_all_kinds_are_there():
    assert {item.kind for item in OF_EACH_KIND} == set(Kind)


@pytest.mark.parametrize("question", EVERY, ids=lambda one: one.id)
def test_nothing_that_is_sent_or_stored_before_an_answer_holds_a_reason_or_the_key(question, page):
    widget = quiz.ask(question.id)
    here = page(widget)
    sent = json.dumps(here.first_state, ensure_ascii=False) + widget._repr_mimebundle_()["text/plain"]
    sent += json.dumps(here.request(do="given"))
    assert not [reason for reason in secrets(question) if reason in sent]
    assert '"correct"' not in sent and "misconception" not in sent
    assert question.stem in widget._repr_mimebundle_()["text/plain"]
    shown = [text for _, text in here.first_state["spec"]["questions"][0]["options"]]
    assert sorted(shown) == sorted(option.text for option in question.options)


@pytest.mark.parametrize("question", EVERY, ids=lambda one: one.id)
def test_right_and_wrong_are_told_with_their_reasons(question, page):
    good = page(quiz.ask(question.id)).request(do="answer", item=question.id, answer=right(question), certainty=None)
    assert good["feedback"]["correct"] is True
    assert all(remark["reason"] for remark in good["feedback"]["remarks"])
    bad = page(quiz.ask(question.id)).request(do="answer", item=question.id, answer=wrong(question), certainty=3)
    assert bad["feedback"]["correct"] is False and bad["feedback"]["sure"] is True
    assert bad["feedback"]["counts"] is False, "it was answered before, so this was practice"
    if question.kind is Kind.SINGLE:
        assert [remark["right"] for remark in bad["feedback"]["remarks"]] == [False, True]


@pytest.mark.parametrize("question", OF_EACH_KIND, ids=lambda one: one.kind)
def test_the_first_answer_counts_and_what_follows_is_practice(question, page):
    here = page(quiz.ask(question.id))
    first = here.request(do="answer", item=question.id, answer=wrong(question), certainty=2)
    here.request(do="again", item=question.id)
    second = here.request(do="answer", item=question.id, answer=right(question), certainty=3)
    assert (first["feedback"]["counts"], second["feedback"]["counts"]) == (True, False)
    kept = [(one.item_id, one.lesson, one.correct, one.certainty, one.first) for one in store().answers()]
    assert kept == [(question.id, question.id[:2], False, 2, True), (question.id, question.id[:2], True, 3, False)]
    assert {one.version for one in store().answers()} == {question.wording}


def test_a_reloaded_page_finds_what_was_answered_until_it_is_tried_again(page):
    question = OF_EACH_KIND[0]
    here = page(quiz.ask(question.id))
    said = here.request(do="answer", item=question.id, answer=right(question), certainty=1)["feedback"]
    given = here.request(do="given")["given"]
    assert given == {question.id: {"answer": right(question), "certainty": 1, "feedback": said}}
    here.request(do="again", item=question.id)
    assert here.request(do="given")["given"] == {}


@pytest.mark.parametrize("answer", [None, "A", True, -1, 99, 1.5, [0], {"a": 1}])
def test_what_is_no_answer_gets_one_sentence_and_is_not_kept(answer, page):
    question = next(item for item in EVERY if item.kind is Kind.SINGLE)
    here = page(quiz.ask(question.id))
    trouble = here.request(do="answer", item=question.id, answer=answer, certainty=None)["trouble"]
    assert trouble and "\n" not in trouble
    assert store().answers() == () and here.request(do="given")["given"] == {}


@pytest.mark.parametrize("certainty", [0, 4, True, "3", 2.5])
def test_a_certainty_that_is_none_is_refused(certainty, page):
    question = OF_EACH_KIND[0]
    here = page(quiz.ask(question.id))
    refused = here.request(do="answer", item=question.id, answer=right(question), certainty=certainty)
    assert "certainty" in refused["trouble"] and store().answers() == ()


def test_only_what_is_asked_here_can_be_answered(page):
    here = page(quiz.ask(EVERY[0].id))
    assert "not asked here" in here.request(do="answer", item=EVERY[1].id, answer=0, certainty=None)["trouble"]


def test_an_unknown_question_is_answered_with_the_nearest():
    with pytest.raises(LookupError, match="did you mean '03-clear-nodes'"):
        quiz.ask("03-clear-node")


def test_wording_changes_with_what_is_asked_and_not_with_the_reasons():
    question = OF_EACH_KIND[0]
    fields = {**vars(question)}
    assert Question(**{**fields, "stem": question.stem + "?"}).wording != question.wording
    assert Question(**{**fields, "outcome": 57, "facts": ()}).wording == question.wording


class TestWarmUp:
    def test_a_lesson_without_earlier_lessons_says_so(self):
        assert draw.warm_ups("00") == ()
        with pytest.raises(ValueError, match="no earlier lessons"):
            quiz.warm_up("00")

    def test_it_asks_what_was_drawn_and_counts_it_where_it_was_asked(self, page, monkeypatch):
        drawn = questions.load("00")[:2]
        monkeypatch.setattr(quiz.draw, "warm_ups", lambda lesson: drawn)
        here = page(quiz.warm_up("03"))
        assert [one["id"] for one in here.first_state["spec"]["questions"]] == [one.id for one in drawn]
        here.request(do="answer", item=drawn[0].id, answer=right(drawn[0]), certainty=None)
        assert store().answers()[0].lesson == "03"


class TestHowSure:
    def test_it_counts_first_answers_of_its_lesson_and_lists_what_was_sure_and_wrong(self, page):
        singles = [item for item in questions.load("03") if item.kind is Kind.SINGLE][:3]
        here = page(quiz.ask(*(item.id for item in singles)))
        for item, answer, certainty in zip(singles, (wrong, right, right), (3, 2, None), strict=True):
            here.request(do="answer", item=item.id, answer=answer(item), certainty=certainty)
        store().record_answer("00-before-name", "00", False, 3)
        found = page(quiz.how_sure("03")).request(do="summary")
        assert (found["answered"], found["right"], found["marks"]) == (3, 2, [-4, 6])
        assert found["levels"] == [["A guess", 0, 0], ["Fairly sure", 1, 1], ["Sure", 1, 0]]
        key = next(option.text for option in singles[0].options if option.correct)
        assert found["sure_and_wrong"] == [{"id": singles[0].id, "stem": singles[0].stem, "right": [key]}]

    def test_before_any_answer_there_is_nothing_to_count(self, page):
        found = page(quiz.how_sure("03")).request(do="summary")
        assert (found["answered"], found["marks"], found["sure_and_wrong"]) == (0, None, [])

    @pytest.mark.parametrize("question", OF_EACH_KIND, ids=lambda one: one.kind)
    def test_each_kind_can_stand_on_the_list(self, question, page):
        store().record_answer(question.id, "03", False, 3)
        (again,) = page(quiz.how_sure("03")).request(do="summary")["sure_and_wrong"]
        assert again["stem"] == question.stem and all(again["right"])

    def test_a_question_that_has_left_the_bank_does_no_harm(self, page):
        store().record_answer("03-no-longer-asked", "03", False, 3)
        (again,) = page(quiz.how_sure("03")).request(do="summary")["sure_and_wrong"]
        assert again["right"] == []


NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr(learning, "_now", lambda: NOON)


@pytest.mark.usefixtures("noon")
class TestDueToday:
    def asked(self, page) -> list[str]:
        return [one["id"] for one in page(learning.due_today()).first_state["spec"]["questions"]]

    def note(self, page) -> str:
        return page(learning.due_today()).first_state["spec"]["note"]

    def test_what_was_answered_yesterday_is_due_and_what_was_answered_today_is_not(self, page):
        store().record_answer("03-clear-nodes", "03", True, at=NOON - timedelta(days=1))
        store().record_answer("03-easiest-first", "03", True, at=NOON - timedelta(hours=2))
        assert self.asked(page) == ["03-clear-nodes"]
        assert "1, 7 and 21 days" in self.note(page)

    def test_nothing_due_says_when_the_next_question_comes(self, page):
        assert self.note(page) == "Nothing is due yet. What you answer today comes back tomorrow."
        store().record_answer("03-clear-nodes", "03", True, at=NOON)
        assert self.asked(page) == [] and "2 December" in self.note(page)

    def test_a_question_that_has_left_the_bank_is_left_out_and_ten_are_enough(self, page):
        for item in ("03-no-longer-asked", *(one.id for one in questions.load("03")[:12])):
            store().record_answer(item, "03", False, at=NOON - timedelta(days=3))
        assert len(self.asked(page)) == 10 and "03-no-longer-asked" not in self.asked(page)

    def test_an_answer_given_here_is_one_more_step(self, page):
        question = questions.question("03-clear-nodes")
        store().record_answer(question.id, "03", True, at=NOON - timedelta(days=1))
        page(learning.due_today()).request(do="answer", item=question.id, answer=right(question), certainty=None)
        assert [one.lesson for one in store().answers()] == ["03", "00"]

    def test_what_is_stored_is_the_same_for_everybody(self):
        empty = learning.due_today()._repr_mimebundle_()["text/plain"]
        store().record_answer("03-clear-nodes", "03", True, at=NOON - timedelta(days=1))
        assert learning.due_today()._repr_mimebundle_()["text/plain"] == empty == learning.DUE_TEXT
