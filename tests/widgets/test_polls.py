"""Votes for a class: counted by hand, before and after, and no key until somebody asks."""

from __future__ import annotations

import json

import pytest

from content.lessons import folder, lessons
from content.teaching import classroom
from widgets.poll import MOST, polls

WITH_A_CLASS = [one.lesson for one in lessons() if (folder(one.lesson) / "class.yaml").is_file()]
each = pytest.mark.parametrize("lesson", WITH_A_CLASS)


@each
def test_no_key_is_on_the_screen_until_somebody_asks(lesson, page):
    widget = polls(lesson)
    here = page(widget)
    said = json.dumps([here.first_state, here.request(do="state")], ensure_ascii=False)
    said += widget._repr_mimebundle_()["text/plain"]
    for question in classroom.load(lesson).polls:
        assert question.stem in widget._repr_mimebundle_()["text/plain"]
        assert not [option.reason for option in question.options if option.reason in said]
    assert "expected" not in said


@each
def test_the_key_has_a_reason_for_every_option_and_a_cleared_vote_hides_it(lesson, page):
    here = page(polls(lesson))
    question = classroom.load(lesson).polls[0]
    key = here.request(do="key", poll=question.id)["key"]
    assert [(one["right"], one["reason"]) for one in key] == [(one.correct, one.reason) for one in question.options]
    assert list(here.request(do="state")["keys"]) == [question.id]
    here.request(do="clear", poll=question.id)
    assert here.request(do="state")["keys"] == {}


@each
def test_counts_are_kept_before_and_after(lesson, page):
    here = page(polls(lesson))
    poll = classroom.load(lesson).polls[0].id
    for vote, count in (("before", 12), ("after", 0), ("before", 13)):
        assert "trouble" not in here.request(do="count", poll=poll, vote=vote, option=0, count=count)
    assert here.request(do="state")["counts"][poll] == {"before": {"0": 13}, "after": {"0": 0}}


@pytest.mark.parametrize(
    "wrong", [{"count": -1}, {"count": MOST + 1}, {"count": "x"}, {"vote": "later"}, {"option": 9}, {"poll": "no"}]
)
def test_what_cannot_be_counted_gets_a_sentence(wrong, page):
    here = page(polls("03"))
    poll = classroom.load("03").polls[0].id
    good = {"poll": poll, "vote": "before", "option": 0, "count": 1}
    assert here.request(do="count", **{**good, **wrong})["trouble"]
    assert here.request(do="state")["counts"][poll] == {"before": {}, "after": {}}
