"""What goes wrong is said in a sentence, and the next move works."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .driving import Explorer, Notebook

BREAKS, SLOW = "What breaks?", "How slow is it?"


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    return open_for_module("fixture_trouble").start()


def slider(explorer: Explorer):
    return explorer.root.get_by_role("slider", name="Setting")


NOT_WORKED_OUT = "This picture could not be worked out for these settings."


@pytest.mark.parametrize(
    ("at", "sentence"),
    [(2, NOT_WORKED_OUT), (3, "3 is no setting that means anything here"), (4, NOT_WORKED_OUT)],
    ids=["an exception", "a refusal", "a ValueError of some library"],
)
def test_an_error_is_a_sentence_and_the_next_move_works(notebook: Notebook, at: int, sentence: str):
    explorer = notebook.explorer(BREAKS)
    explorer.root.get_by_role("spinbutton").fill(str(at))
    alert = explorer.root.get_by_role("alert")
    expect(alert).to_contain_text(sentence)
    expect(explorer.root).not_to_contain_text("inner words")
    expect(explorer.root).not_to_contain_text("Traceback")
    slider(explorer).press("End")
    explorer.says("All is well at 5.")
    explorer.draws(5)
    expect(alert).to_be_hidden()
    explorer.root.get_by_role("button", name="Start again").click()
    explorer.says("All is well at 1.")


def test_a_hundred_moves_while_the_kernel_is_busy_end_on_the_last(notebook: Notebook):
    explorer = notebook.explorer(SLOW)
    slider(explorer).press("Home")
    explorer.says("It stands at 0.")
    asked = notebook.frames.asks()
    slider(explorer).press("ArrowRight")
    waiting = notebook.server.gate.await_arrival()
    for _ in range(100):
        notebook.page.keyboard.press("ArrowRight")
    expect(slider(explorer)).to_have_value("101")
    waiting.let_on()
    explorer.says("It stands at 101.")
    explorer.draws(101)
    assert notebook.frames.asks() - asked == 2, "one that was under way, and the newest"


def test_no_answer_for_ten_seconds_is_said_and_a_late_answer_is_welcome(open_notebook):
    notebook = open_notebook("fixture_trouble", prepare=lambda page: page.clock.install()).start()
    explorer = notebook.explorer(SLOW)
    explorer.says("It stands at 0.")
    slider(explorer).press("ArrowRight")
    waiting = notebook.server.gate.await_arrival()
    expect(explorer.root.get_by_role("alert")).to_be_hidden()
    notebook.page.clock.run_for(10_000)
    expect(explorer.root.get_by_role("alert")).to_contain_text("No answer for ten seconds.")
    waiting.let_on()
    explorer.says("It stands at 1.")
    expect(explorer.root.get_by_role("alert")).to_be_hidden()
