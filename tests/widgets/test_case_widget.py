"""A case in a page: every way through it, each decision taken once, and nothing said before its time."""

from __future__ import annotations

import json

import pytest

from content.lessons import folder, lessons
from content.teaching import case as cases
from widgets.case import case
from widgets.progress import store

WITH_A_CASE = [one.lesson for one in lessons() if (folder(one.lesson) / "case.yaml").is_file()]
each = pytest.mark.parametrize("lesson", WITH_A_CASE)


@each
def test_before_a_decision_nothing_is_said_about_it(lesson, page):
    widget = case(lesson)
    here = page(widget)
    said = json.dumps([here.first_state, here.request(do="ask")], ensure_ascii=False)
    said += widget._repr_mimebundle_()["text/plain"]
    for node in cases.load(lesson).nodes.values():
        for choice in node.choices:
            assert choice.reason not in said and choice.answer not in said
        assert node.debrief is None or node.debrief not in said
    assert cases.load(lesson).notice in widget._repr_mimebundle_()["text/plain"]


@each
def test_every_way_leads_to_its_end(lesson, page):
    for end in cases.ends(cases.load(lesson)):
        here = page(case(lesson))
        stand = here.request(do="ask")
        for choice in end.choices:
            stand = here.request(do="choose", choice=choice, turn=stand["turn"])
            assert stand["page"]["comment"]["reason"]
        assert stand["page"]["debrief"] == end.case.nodes[end.node].debrief
        assert (stand["review"]["score"], len(stand["review"]["comments"])) == (end.score, len(end.choices))


@each
def test_a_press_that_was_heard_already_does_not_count_again(lesson, page):
    here = page(case(lesson))
    turn = here.request(do="ask")["turn"]
    first = here.request(do="choose", choice=0, turn=turn)
    assert here.request(do="choose", choice=0, turn=turn) == {**first, "id": here.answers[-1]["id"]}
    assert [visit.cell_id for visit in store().visits()].count(cases.load(lesson).start) == 0


@each
def test_a_decision_can_be_taken_back_and_all_of_them_too(lesson, page):
    here = page(case(lesson))
    stand = start = here.request(do="ask")
    stand = here.request(do="choose", choice=0, turn=stand["turn"])
    stand = here.request(do="choose", choice=1, turn=stand["turn"])
    assert here.request(do="ask")["page"]["decision"] == 3
    stand = here.request(do="back", turn=stand["turn"])
    assert stand["page"]["decision"] == 2
    stand = here.request(do="restart", turn=stand["turn"])
    assert stand["page"] == start["page"]
    assert here.request(do="back", turn=stand["turn"])["page"] == start["page"], "before the first there is none"


@each
@pytest.mark.parametrize("choice", [None, "0", True, -1, 99, 1.5])
def test_what_is_no_choice_gets_a_sentence_and_changes_nothing(lesson, choice, page):
    here = page(case(lesson))
    before = here.request(do="ask")
    assert here.request(do="choose", choice=choice, turn=before["turn"])["trouble"]
    assert here.request(do="ask")["page"] == before["page"]
