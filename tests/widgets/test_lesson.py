"""The top and the end of a lesson."""

import json
from itertools import pairwise

import pytest

from content.lessons import lesson, lessons
from widgets.lesson import DISCLAIMER, lesson_end, lesson_top, neighbours
from widgets.progress import store

each = pytest.mark.parametrize("number", [one.lesson for one in lessons()])


@each
def test_the_top_says_the_disclaimer_on_the_page_and_in_the_stored_text(number, page):
    spec = page(lesson_top(number)).first_state["spec"]
    assert (spec["title"], spec["disclaimer"]) == (lesson(number).title, DISCLAIMER)
    assert DISCLAIMER in lesson_top(number)._repr_mimebundle_()["text/plain"]
    assert "\n" not in DISCLAIMER


@each
def test_the_way_leads_to_lessons_that_exist(number, page):
    spec = page(lesson_end(number)).first_state["spec"]
    known = {f"{one.slug}.ipynb": one.title for one in lessons()}
    for way in ("previous", "next", "map", "start"):
        assert spec[way] is None or known[spec[way]["file"]] == spec[way]["title"]


def test_the_lessons_form_one_chain():
    order = lessons()
    assert neighbours(order[0])[0] is None and neighbours(order[-1])[1] is None
    for before, after in pairwise(order):
        assert neighbours(before)[1] == after and neighbours(after)[0] == before


def test_the_first_lesson_is_the_map_itself(page):
    specs = [page(lesson_top(one.lesson)).first_state["spec"] for one in lessons()]
    assert specs[0]["map"] is None
    assert all(spec["map"] == spec["start"] for spec in specs[1:])


@pytest.mark.parametrize(
    ("home", "mode", "quit", "edit"),
    [
        (None, None, False, False),
        ("/x", "learn", True, False),
        ("/x", "class", True, False),
        ("/x", "edit", False, True),
    ],
)
def test_only_a_course_that_was_started_here_can_be_ended_here(home, mode, quit, edit, monkeypatch, page):
    for name, value in (("COURSE_HOME", home), ("COURSE_MODE", mode)):
        if value is not None:
            monkeypatch.setenv(name, value)
    spec = page(lesson_top("03")).first_state["spec"]
    assert (spec["quit"], spec["copy"], spec["edit"]) == (quit, quit, edit)
    assert "/x" not in json.dumps(spec)


def test_it_answers_that_python_is_there_and_nothing_else(page):
    here = page(lesson_top("03"))
    assert "trouble" not in here.request(do="ping")
    assert "trouble" in here.request(do="ask", settings={})


def test_an_unknown_lesson_is_refused():
    with pytest.raises(LookupError):
        lesson_top("99")


def test_a_page_that_says_it_is_here_is_a_visit_and_making_the_top_is_none(page):
    top = page(lesson_top("03"))
    assert store().visits() == ()
    assert "trouble" not in top.request(do="visit")
    assert [(visit.lesson, visit.cell_id) for visit in store().visits()] == [("03", "lesson-top")]
