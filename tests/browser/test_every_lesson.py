"""Every lesson: it opens, starts, answers a move, and axe finds nothing on it; the ways between lessons lead there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from content.lessons import lessons

from .driving import START, Notebook, violations
from .fixture_notebooks import ROOT

LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PAINTED = "(root) => [...root.querySelectorAll('.mbc-plot')].every((area) => area.querySelector('.main-svg'))"


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_opens_starts_and_answers_a_move(open_notebook, name: str):
    notebook: Notebook = open_notebook(name)
    page = notebook.page
    expect(page.locator(".jp-CodeCell .jp-InputArea-editor:visible")).to_have_count(0)
    assert violations(page, ".jp-RenderedMarkdown", ".jp-OutputArea-output") == [], "before the start"
    notebook.start()
    expect(page.get_by_role("heading", level=1).first).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Start this lesson")).to_be_hidden()
    expect(page.get_by_role("region", name="About this lesson")).to_contain_text("For teaching only")
    expect(page.locator("[data-mime-type*=stderr], [data-mime-type*=error]")).to_have_count(0)
    assert violations(page) == [], "as it was started"
    for explorer in page.locator(".mbc-explorer").all():
        if not explorer.is_visible():
            continue  # under a folded heading
        show = explorer.get_by_role("button", name="Show me")
        if show.is_visible():
            show.click()
        reading = explorer.locator(".mbc-reading")
        expect(reading).not_to_be_empty()
        before = str(reading.text_content())
        explorer.locator("input[type=range]:visible, input[type=radio]:visible").first.focus()
        page.keyboard.press("End" if explorer.locator("input[type=range]:focus").count() else "ArrowDown")
        expect(reading).not_to_have_text(before)
        expect(explorer.get_by_role("alert")).to_be_hidden()
        page.wait_for_function(PAINTED, arg=explorer.element_handle())
    assert violations(page) == [], "with everything open"
    assert page.locator(".jp-WindowedPanel-outer").evaluate("(node) => node.scrollWidth <= node.clientWidth + 1")


def test_the_ways_lead_from_lesson_to_lesson(open_notebook):
    first, second = lessons()[:2]
    notebook: Notebook = open_notebook(first.slug).start()
    page = notebook.page
    page.get_by_role("region", name="About this lesson").get_by_role("link", name=f"Next {second.title}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(second.title)
    page.wait_for_url(f"**/{second.slug}.ipynb*")
    page.get_by_role("button", name="Start this lesson").click()
    back = page.get_by_role("region", name="Where to go from here").get_by_role("link", name=f"Map {first.title}")
    back.scroll_into_view_if_needed()
    back.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(first.title)
    notebook.server.end_kernel(second.slug)


def test_nothing_moves_under_a_press_when_the_lesson_becomes_ready(open_notebook):
    notebook: Notebook = open_notebook("fixture_pressed")
    page = notebook.page
    page.locator(START).click()
    waiting = notebook.server.gate.await_arrival()
    way = page.get_by_role("region", name="About this lesson").get_by_role("link", name=f"Map {lessons()[0].title}")
    way.hover()
    page.mouse.down()
    waiting.let_on()
    notebook.done()
    expect(page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute("data-status", "idle")
    expect(page.get_by_role("button", name="Start this lesson")).to_be_attached()
    page.mouse.up()
    expect(page.get_by_role("heading", level=1)).to_contain_text(lessons()[0].title)
    notebook.server.end_kernel(lessons()[0].slug)
