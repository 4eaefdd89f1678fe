"""The learner's own page: what was done and what was weak, and the say over what is kept."""

from __future__ import annotations

from content.teaching import questions
from content.teaching.questions import Role
from widgets import progress
from widgets.map import MAP_TEXT, TRACKS, learning_map


def places(page, track: str = "full") -> dict:
    found = page(learning_map()).request(do="map")
    chosen = next(one for one in found["tracks"] if one["track"] == track)
    return {place["number"]: place for place in chosen["places"]}


def test_every_track_with_lessons_is_offered_in_plain_words(page):
    found = page(learning_map()).request(do="map")
    assert {one["track"]: one["title"] for one in found["tracks"]}.items() <= TRACKS.items()
    assert all(one["places"] for one in found["tracks"])


def test_a_lesson_is_not_begun_then_begun_then_done(page):
    checks = [item.id for item in questions.load("03") if item.role is Role.SELF_CHECK]
    assert places(page)["03"]["state"] == "not begun"
    progress.store().record_visit("03", "lesson-top")
    assert places(page)["03"]["state"] == "begun"
    for number, item in enumerate(checks):
        progress.store().record_answer(item, "03", number > 0)
    done = places(page)["03"]
    assert (done["state"], done["questions"], done["answered"], done["right"]) == (
        "done", len(checks), len(checks), len(checks) - 1,
    )  # fmt: skip
    assert done["weak"] == [questions.question(checks[0]).stem]


def test_what_is_kept_can_be_saved_erased_and_switched_off(page):
    here = page(learning_map())
    progress.store().record_answer("03-clear-nodes", "03", True, 2)
    assert "03-clear-nodes" in here.request(do="export")["csv"]
    assert here.request(do="erase")["erased"] is True
    assert progress.store().answers() == () and "03-clear-nodes" not in here.request(do="export")["csv"]
    assert here.request(do="keep", on=False)["keeping"] == "never", "tests keep nothing anyway"
    assert "true or false" in here.request(do="keep", on="no")["trouble"]


def test_on_a_disk_the_switch_is_the_learners(page, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.sqlite"))
    here = page(learning_map())
    assert here.request(do="map")["keeping"] == "on"
    assert here.request(do="keep", on=False)["keeping"] == "off"
    assert here.request(do="map")["keeping"] == "off"
    assert here.request(do="keep", on=True)["keeping"] == "on"


def test_a_notice_reaches_the_page_once(page, tmp_path, monkeypatch):
    file = tmp_path / "progress.sqlite"
    file.write_bytes(b"not a database, and long enough to look like a file that once was one" * 20)
    monkeypatch.setenv("COURSE_PROGRESS", str(file))
    here = page(learning_map())
    assert "set aside" in here.request(do="map")["notice"]
    assert here.request(do="map")["notice"] is None


def test_what_is_stored_is_the_same_for_everybody():
    progress.store().record_visit("03", "lesson-top")
    assert learning_map()._repr_mimebundle_()["text/plain"] == MAP_TEXT
