"""A lesson as a class: nothing asks before it opens, nothing that is done there is kept, and Quit ends it.

Also the two pages beside it, for paper and for the speaker, as a browser shows them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook
from playwright.sync_api import Page, expect

import course
from content.lessons import lessons
from widgets.explorers.cascade import cascade
from widgets.paper import class_page, print_page

from . import server as servers
from .driving import Frames, Notebook, violations
from .fixture_notebooks import KERNEL, ROOT, START, code, words

KEEPS = """# Keep a guess and say which is known
from widgets import progress
progress.store().record_prediction("cascade", "leave")
[guess.value for guess in progress.store().predictions()]"""


@pytest.fixture
def room(chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[servers.Server]:
    """The server that `course.py class` starts, for somebody who keeps progress at home."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.sqlite"))
    config = course.config_folder(tmp_path / ".course", "class")
    with course.one_start_at_a_time(tmp_path.parent / "dress"):
        course.write_dress(Path(sys.prefix), config, "class")
    running = servers.start(tmp_path, mode="class")
    yield running
    running.stop()


def test_what_is_answered_in_class_is_known_there_and_kept_nowhere(room: servers.Server, page: Page, tmp_path: Path):
    made = new_notebook(cells=[words(f"# Keeps\n\n{START}"), code(KEEPS)], metadata=KERNEL)
    path = room.work / "notebooks" / "keeps.ipynb"
    nbformat.write(made, path)
    env = course.server_environment(os.environ, room.state, room.work, "class", servers.TOKEN)
    course.trust(Path(sys.executable), [path], env)
    notebook = Notebook(page, room, "keeps", Frames()).open().start()
    assert notebook.text_of(1) == "['leave']"
    assert not (tmp_path / "progress.sqlite").exists()


def test_a_class_is_open_at_once_and_can_be_quit(room: servers.Server, page: Page):
    Notebook(page, room, "03_cascade", Frames()).open().start()
    explorer = page.get_by_role("region", name=cascade.title)
    expect(explorer.get_by_role("button", name="Show me")).to_have_count(0)
    expect(explorer.locator(".mbc-predict")).to_be_hidden()
    reading = explorer.locator(".mbc-reading")
    expect(reading).to_contain_text("In mice, of 10,000 cells")
    explorer.get_by_role("radio").nth(1).check()
    expect(reading).to_contain_text("times as hard")
    expect(page.locator(".jp-CodeCell .jp-InputArea-editor:visible")).to_have_count(0)
    assert violations(page) == []
    page.get_by_role("button", name="Quit the course").click()
    expect(page.get_by_role("heading", name="The course has ended.")).to_be_visible()
    assert room.process.wait(timeout=60) == 0


@pytest.mark.parametrize("lesson", [lesson.lesson for lesson in lessons()])
@pytest.mark.parametrize("make", [print_page, class_page])
def test_a_page_for_paper_or_speaker_is_for_everybody(
    make: Callable[..., str], lesson: str, page: Page, tmp_path: Path
):
    file = tmp_path / "page.html"
    file.write_text(make(lesson, date(2031, 2, 3), ROOT / "notebooks"), encoding="utf-8")
    page.emulate_media(color_scheme="dark")
    page.goto(file.as_uri())
    assert violations(page, "body") == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", "paper is light"
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 400
