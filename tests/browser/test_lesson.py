"""What a student cannot break or see too early, on a small lesson in the course's dress."""

from __future__ import annotations

import hashlib

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .driving import READY, START, Notebook

BENCH = "How high does the line go?"
COUNTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .map((cell) => cell.model.executionCount).filter((count) => count !== undefined)"""


@pytest.fixture(scope="module")
def lesson(open_for_module) -> Notebook:
    notebook = open_for_module("fixture_lesson").start()
    notebook.explorer(BENCH).draws(40)
    return notebook


AFTER = "(node) => { const s = getComputedStyle(node, '::after'); return [s.content, s.visibility]; }"


def hold_sessions(page: Page, asked: list[Route]) -> None:
    """Keep the page's question for a kernel until the test lets it pass."""

    def held(route: Route) -> None:
        if route.request.method == "POST" and len(asked) == 0:
            asked.append(route)
        else:
            route.continue_()

    page.route("**/api/sessions*", held)


def prose(notebook: Notebook, words: str) -> Locator:
    """A paragraph as it is shown; the page holds its source as well, out of sight."""
    return notebook.page.locator(".jp-RenderedMarkdown p").filter(has_text=words)


def test_the_switch_shows_the_code_and_hides_it_again(lesson: Notebook):
    code = lesson.page.locator(".jp-CodeCell .jp-Cell-inputWrapper")
    expect(code.first).to_be_hidden()
    switch = lesson.page.get_by_role("button", name="Show the code")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.focus()
    lesson.page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(code.first).to_be_visible()
    expect(lesson.page.get_by_text("# The top of the lesson")).to_be_visible()
    lesson.page.keyboard.press("Enter")
    expect(code.first).to_be_hidden()


def test_after_the_start_the_title_is_in_view_and_the_button_is_gone(lesson: Notebook):
    expect(lesson.page.get_by_role("button", name="Start this lesson")).to_be_hidden()
    expect(lesson.page.get_by_text("Getting ready…")).to_be_hidden()
    expect(lesson.page.get_by_role("heading", name="A small lesson", level=1)).to_be_in_viewport(ratio=1)
    expect(lesson.page.get_by_role("region", name="About this lesson")).to_contain_text("For teaching only")


def test_the_start_button_waits_for_the_kernel_says_getting_ready_and_starts_once(open_notebook):
    asked: list[Route] = []
    notebook: Notebook = open_notebook("fixture_busy", idle=False, prepare=lambda page: hold_sessions(page, asked))
    page, button = notebook.page, notebook.page.get_by_role("button", name="Start this lesson")
    sign = notebook.page.locator("p", has=notebook.page.locator(START))
    # No kernel yet: "Run all" would ask for one, or run nothing.
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.context?.isReady")
    expect(button).to_be_hidden()
    assert sign.evaluate(AFTER) == ['"Getting ready…"', "visible"]
    expect(page.locator(".jp-CodeCell .jp-InputArea-editor:visible, .jp-cell-toolbar:visible")).to_have_count(0)
    expect(page.locator(".jp-InputPrompt:visible, .jp-OutputPrompt:visible").filter(has_text="[")).to_have_count(0)
    while not asked:  # the page goes on, and with it the word that it has asked
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    asked[0].continue_()
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    waiting = notebook.server.gate.await_arrival()
    expect(button).to_be_hidden()
    assert sign.evaluate(AFTER) == ['"Getting ready…"', "visible"]
    page.keyboard.press("Enter")
    waiting.let_on()
    notebook.done()
    expect(page.get_by_role("region", name="Where to go from here")).to_be_attached()
    assert page.evaluate(COUNTS) == [1, 2, 3, 4], "every cell has run once"
    expect(button).to_be_hidden()


def test_a_lesson_starts_on_a_phone(open_notebook):
    phone = {"width": 400, "height": 800}
    notebook: Notebook = open_notebook("fixture_lesson_phone", prepare=lambda page: page.set_viewport_size(phone))
    notebook.start()
    notebook.explorer(BENCH).draws(40)
    expect(notebook.page.get_by_role("button", name="Start this lesson")).to_be_hidden()
    expect(notebook.page.get_by_role("heading", name="A small lesson", level=1)).to_be_in_viewport()


def test_a_double_click_on_the_start_button_starts_once(open_notebook):
    notebook: Notebook = open_notebook("fixture_lesson_twice")
    notebook.page.locator(START).dblclick()
    notebook.done()
    notebook.explorer(BENCH).draws(40)
    print(notebook.page.evaluate(COUNTS))
    assert notebook.page.evaluate(COUNTS) == [1, 2, 3], "every cell has run once"
    expect(notebook.page.get_by_role("button", name="Start this lesson")).to_be_hidden()


def test_a_double_click_on_prose_shows_no_editor(lesson: Notebook):
    prose(lesson, "Some words to read.").dblclick()
    lesson.page.keyboard.press("Enter")
    expect(prose(lesson, "Some words to read.")).to_be_visible()
    expect(lesson.page.locator(".jp-MarkdownCell .jp-InputArea-editor:visible")).to_have_count(0)
    expect(lesson.page.locator(".jp-MarkdownCell .jp-RenderedMarkdown").first).to_be_visible()


def test_keys_of_a_notebook_change_nothing(lesson: Notebook):
    cells = lesson.cells()
    counts = lesson.page.evaluate(COUNTS)
    for words in ("Some words to read.", "A paragraph of words, number 3."):
        prose(lesson, words).click()
        for key in (*"ddxabzmyr1vc", "Enter", "Shift+M", "Control+Shift+Minus", "Delete", "Alt+Enter"):
            lesson.page.keyboard.press(key)
        lesson.page.keyboard.press("Escape")
    assert lesson.cells() == cells
    assert lesson.page.evaluate(COUNTS) == counts
    expect(lesson.page.locator(".jp-Dialog")).to_have_count(0)


def test_deeper_is_folded_and_opens_by_keyboard(lesson: Notebook):
    inside = prose(lesson, "These words are for those who want more.")
    expect(inside).to_be_hidden()
    opens = lesson.page.locator(".jp-MarkdownHeadingCollapsed").get_by_role("button").first
    opens.scroll_into_view_if_needed()
    expect(opens).to_be_visible()
    opens.focus()
    lesson.page.keyboard.press("Enter")
    expect(inside).to_be_visible()


def test_what_is_saved_leaves_the_originals_alone(lesson: Notebook):
    def digest(folder):
        return hashlib.sha256((folder / "fixture_lesson.ipynb").read_bytes()).hexdigest()

    before = digest(lesson.server.originals)
    lesson.save()
    assert digest(lesson.server.work / "notebooks") != before
    assert digest(lesson.server.originals) == before


def test_a_kernel_that_was_taken_away_is_said_at_the_top_with_the_way_back(open_notebook):
    """As happens to a page that slept for an hour."""
    notebook: Notebook = open_notebook("fixture_lesson_lost").start()
    notebook.explorer(BENCH).draws(40)
    notebook.server.rest(f"kernels/{notebook.server.kernel_of(notebook.name)}", "DELETE")
    top = notebook.page.get_by_role("region", name="About this lesson")
    expect(top.get_by_role("alert")).to_contain_text("The engine behind this page has stopped")
    top.get_by_role("button", name="Load the page again").click()
    notebook.page.wait_for_function(READY)
    notebook.start()
    notebook.explorer(BENCH).draws(40)


def test_a_second_tab_finds_the_lesson_as_it_stands_and_both_go_on(lesson: Notebook, open_notebook):
    lesson.save()
    second: Notebook = open_notebook("fixture_lesson", idle=False, guest=True)
    for notebook, end in ((lesson, "End"), (second, "Home"), (lesson, "End")):
        explorer = notebook.explorer(BENCH)
        explorer.says("mg")
        explorer.root.get_by_role("slider", name="Dose").press(end)
        explorer.says("With 10 mg" if end == "End" else "With 0 mg")
    for notebook in (lesson, second):
        notebook.save()
        expect(notebook.page.locator(".jp-Dialog")).to_have_count(0)


def test_leaving_a_started_lesson_asks_nothing(lesson: Notebook):
    """The last test of this file, since it leaves the lesson."""
    asked: list[str] = []
    lesson.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    lesson.explorer(BENCH).root.get_by_role("radio", name="Warm milk").check()
    lesson.explorer(BENCH).says("warm milk")
    lesson.page.get_by_role("link", name="Map").first.click()
    expect(lesson.page.get_by_role("heading", level=1)).to_contain_text("Start here")
    expect(lesson.page.get_by_role("button", name="Start this lesson")).to_be_visible()
    expect(lesson.page.locator(".jp-Dialog")).to_have_count(0)
    lesson.page.goto("about:blank")
    assert asked == []
