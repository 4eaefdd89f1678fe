"""First a guess, then the model: what shows before, what shows after, and what the page may not know too early."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .driving import Explorer, Notebook, theme, violations
from .fixture_explorers import REASONS

TITLE = "What will the line do?"
CELL = 1


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    return open_for_module("fixture_locked").start()


@pytest.fixture
def locked(notebook: Notebook) -> Explorer:
    """The explorer as it is after its cell has run: it asks first."""
    notebook.run_cell(CELL)
    explorer = notebook.explorer(TITLE)
    expect(explorer.root.get_by_role("group", name="Where does the line go?")).to_be_visible()
    return explorer


def test_before_the_guess_there_is_a_question_and_no_picture(locked: Explorer):
    for words in ("It goes up", "It goes down", "It stays where it is"):
        expect(locked.root.get_by_role("radio", name=words)).to_be_visible()
    expect(locked.root.get_by_role("button", name="That is my guess")).to_be_disabled()
    expect(locked.plot).to_have_count(0)
    expect(locked.reading).to_be_hidden()
    expect(locked.root.get_by_role("slider")).to_have_count(0)


def test_the_key_is_not_in_the_page_before_the_guess(notebook: Notebook, locked: Explorer):
    wire = b"".join(notebook.frames.received)
    for reason in REASONS:
        assert reason not in notebook.page.content()
        assert reason.encode() not in wire, "a reason went over the wire before the guess"
    assert b'"correct"' not in wire
    assert "correct" not in notebook.text_of(CELL) and "Where does the line go?" in notebook.text_of(CELL)


def test_a_wrong_guess_by_keyboard_opens_where_it_says_with_both_reasons(locked: Explorer):
    press = locked.page.keyboard.press
    locked.root.get_by_role("radio", name="It goes up").focus()
    press("ArrowDown")
    expect(locked.root.get_by_role("radio", name="It goes down")).to_be_checked()
    press("Tab")
    expect(locked.root.get_by_role("button", name="That is my guess")).to_be_focused()
    press("Enter")
    locked.says("With 2 mg")
    locked.draws(20)
    feedback = locked.root.locator(".mbc-feedback")
    expect(feedback).to_contain_text("You guessed: It goes down")
    expect(feedback).to_contain_text(REASONS[1])
    expect(feedback).to_contain_text("The picture says: It goes up")
    expect(feedback).to_contain_text(REASONS[0])
    expect(locked.root.get_by_role("slider", name="Dose")).to_have_value("2")
    expect(locked.root.get_by_role("slider", name="Dose")).to_be_focused()
    expect(locked.root.get_by_role("group", name="Where does the line go?")).to_be_hidden()
    assert REASONS[2] not in locked.page.content(), "what nobody chose is not told"


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_locked_chosen_and_open(locked: Explorer, scheme: str):
    theme(locked.page, scheme)
    assert violations(locked.page) == []
    locked.root.get_by_text("It goes down", exact=True).click()
    assert violations(locked.page) == [], "with an option chosen"
    locked.root.get_by_role("button", name="That is my guess").click()
    locked.draws(20)
    assert violations(locked.page) == [], "with its feedback"


def test_a_right_guess_is_told_so_and_stays_beside_the_picture(locked: Explorer):
    locked.root.get_by_text("It goes up", exact=True).click()
    locked.root.get_by_role("button", name="That is my guess").click()
    locked.says("With 7 mg")
    feedback = locked.root.locator(".mbc-feedback")
    expect(feedback).to_contain_text("You guessed right: It goes up")
    expect(feedback).not_to_contain_text("The picture says")
    locked.root.get_by_role("slider", name="Dose").press("ArrowRight")
    locked.says("With 8 mg")
    expect(feedback).to_contain_text("You guessed right")


def test_show_me_skips_the_guess(locked: Explorer):
    locked.root.get_by_role("button", name="Show me").click()
    locked.says("With 4 mg")
    locked.draws(40)
    expect(locked.root.locator(".mbc-feedback")).to_have_count(0)
    expect(locked.root.get_by_role("group", name="Where does the line go?")).to_be_hidden()


def test_the_guess_is_still_there_in_a_second_view(notebook: Notebook, locked: Explorer):
    locked.root.get_by_text("It goes down", exact=True).click()
    locked.root.get_by_role("button", name="That is my guess").click()
    locked.says("With 2 mg")
    notebook.command("notebook:create-output-view")
    second = notebook.explorer(TITLE, 1)
    second.says("With 2 mg")
    expect(second.root.locator(".mbc-feedback")).to_contain_text("You guessed: It goes down")
