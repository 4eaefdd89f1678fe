"""Questions, a case, votes and the map in a real page: by keyboard, spoken, found again after a reload, erased."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .driving import START, Notebook, theme, violations
from .fixture_explorers import HURT
from .fixture_teaching import COLOURS


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    return open_for_module("fixture_teaching").start()


@pytest.fixture(autouse=True)
def nothing_happened(notebook: Notebook):
    yield
    assert notebook.page.evaluate("() => window.__hurt") is None
    expect(notebook.page.locator(".mbc img, .mbc script, .mbc [onerror]")).to_have_count(0)


def item(page: Page, kind: str) -> Locator:
    return page.locator(f'.mbc-item[data-item="99-{kind}"]')


def press(where: Locator, name: str | re.Pattern[str]) -> None:
    """A button by keyboard, as somebody without a mouse would."""
    button = where.get_by_role("button", name=name)
    expect(button).to_be_enabled()
    button.focus()
    where.page.keyboard.press("Enter")


def test_a_wrong_answer_is_told_beside_the_option_spoken_and_focused(notebook: Notebook):
    page = notebook.page
    single = item(page, "single")
    expect(single.get_by_role("button", name="Answer")).to_be_disabled()
    expect(single.get_by_role("group", name="How sure are you?")).to_be_hidden()
    single.get_by_role("radio", name=f"{COLOURS[0]}{HURT}").focus()
    page.keyboard.press("Space")
    single.get_by_role("radio", name="Sure", exact=True).check()
    press(single, "Answer")
    verdict = single.locator(".mbc-verdict")
    expect(verdict).to_have_text("Not so. You were sure, so it goes on your list at the end.")
    expect(verdict).to_be_focused()
    expect(single.locator(".mbc-remark")).to_have_count(2)
    expect(single.locator('.mbc-remark[data-right="true"]')).to_have_text(f"The right answer. Green because{HURT}")
    expect(page.locator(".mbc-quiz > .mbc-spoken").first).to_contain_text(f"Your answer: Red{HURT}")
    expect(single.get_by_role("radio", name=f"{COLOURS[0]}{HURT}")).to_be_disabled()


def test_another_try_is_practice(notebook: Notebook):
    single = item(notebook.page, "single")
    press(single, "Try again, as practice")
    single.get_by_role("radio", name=f"{COLOURS[1]}{HURT}").check()
    press(single, "Answer")
    expect(single.locator(".mbc-verdict")).to_contain_text("That is right. This was practice")


def test_several_need_all_of_them(notebook: Notebook):
    several = item(notebook.page, "several")
    several.get_by_role("checkbox", name=f"Red{HURT}").check()
    several.get_by_role("checkbox", name=f"Blue{HURT}").check()
    press(several, "Answer")
    expect(several.locator(".mbc-verdict")).to_have_text("That is right.")


def test_an_order_is_moved_by_its_buttons_and_keeps_the_focus(notebook: Notebook):
    page = notebook.page
    order = item(page, "order")
    for colour in reversed(COLOURS):
        up = order.get_by_role("button", name=f"Move up: {colour}{HURT}")
        while up.is_enabled():
            up.focus()
            page.keyboard.press("Enter")
            expect(order.locator("button:focus")).to_have_attribute("aria-label", re.compile(f"{colour}"))
    expect(order.get_by_role("status").first).to_contain_text("now 1 of 3")
    press(order, "Answer")
    expect(order.locator(".mbc-verdict")).to_have_text("That is right.")


def test_a_number_may_have_a_comma_and_what_is_none_is_said(notebook: Notebook):
    page = notebook.page
    number = item(page, "number")
    field = number.get_by_role("textbox", name=f"Your number, in mg{HURT}")
    field.fill("twelve")
    field.press("Tab")
    expect(number).to_contain_text("Type a number, such as 12 or 2.5.")
    expect(number.get_by_role("button", name="Answer")).to_be_disabled()
    field.fill("12,5")
    press(number, "Answer")
    expect(number.locator(".mbc-verdict")).to_have_text("That is right.")
    expect(number).to_contain_text(f"Counted{HURT}")


def test_the_page_says_how_sure_and_how_right(notebook: Notebook):
    page = notebook.page
    sure = page.get_by_role("region", name="How sure, and how right?")
    expect(sure).to_contain_text("You have answered 4 questions of this lesson, 3 of them right at the first try.")
    expect(sure.get_by_role("row", name="Sure 1 0", exact=True)).to_be_visible()
    press(sure, "Go to this question")
    expect(item(page, "single")).to_be_in_viewport()


def test_a_case_is_walked_taken_back_and_ended(notebook: Notebook):
    page = notebook.page
    case = page.get_by_role("region", name=re.compile("^Bo"))
    expect(case).to_contain_text(f"Bo{HURT} is invented, for teaching only.")
    case.get_by_role("radio", name=f"Talk{HURT}").focus()
    page.keyboard.press("Space")
    press(case, "This is what I do")
    expect(case.locator(".mbc-said")).to_be_focused()
    expect(case.locator(".mbc-said")).to_contain_text(f"It can do harm. Too soon{HURT}")
    case.get_by_text("What would experts do?").click()
    expect(case).to_contain_text(f"Ask first{HURT}")
    press(case, "Take the last decision back")
    expect(case).to_contain_text("Decision 1 of 2")
    case.get_by_role("radio", name=f"Ask{HURT}").check()
    press(case, "This is what I do")
    expect(case.get_by_role("listitem")).to_have_text(f"Somebody asked{HURT}")
    case.get_by_role("radio", name=f"Hold the door{HURT}").check()
    press(case, "This is what I do")
    expect(case).to_contain_text(f"So it went{HURT}")
    expect(case.get_by_role("row")).to_have_count(3)


def test_a_vote_hides_its_key_until_it_is_asked_for(notebook: Notebook):
    page = notebook.page
    vote = page.get_by_role("region", name="Votes for a class")
    for letter, hands in (("A", "3"), ("B", "1")):
        vote.get_by_role("spinbutton", name=f"Hands for {letter}, before").fill(hands)
        page.keyboard.press("Tab")
    expect(vote).to_contain_text("4 hands before.")
    expect(vote.locator(".mbc-remark")).to_have_count(0)
    press(vote, "Vote again")
    vote.get_by_role("spinbutton", name="Hands for B, after").fill("4")
    page.keyboard.press("Tab")
    expect(vote).to_contain_text("4 hands before, 4 after.")
    press(vote, "Show the answer")
    expect(vote.locator(".mbc-remark:visible")).to_have_count(3)
    press(vote, "Next vote")
    expect(vote).to_contain_text("A question of the kind several")


def test_everything_is_accessible_as_it_stands_in_light_and_dark(notebook: Notebook):
    for scheme in ("dark", "light"):
        theme(notebook.page, scheme)
        assert violations(notebook.page) == []


def test_a_reload_finds_answers_case_and_votes_again(notebook: Notebook):
    page = notebook.page
    notebook.save()
    page.reload()
    page.wait_for_selector(START, state="attached")
    expect(item(page, "number").locator(".mbc-verdict")).to_have_text("That is right.")
    expect(item(page, "number").get_by_role("textbox")).to_have_value("12.5")
    expect(page.get_by_role("region", name=re.compile("^Bo"))).to_contain_text(f"So it went{HURT}")
    expect(page.get_by_role("region", name="Votes for a class")).to_contain_text("4 hands before, 4 after.")


def test_what_is_kept_can_be_saved_switched_off_and_erased(notebook: Notebook):
    page = notebook.page
    own = page.get_by_role("region", name="The course, and where you are in it")
    own.get_by_text("What is kept about me").click()
    expect(own).to_contain_text("kept on this computer, and nowhere else")
    with page.expect_download() as saving:
        press(own, "Save what is kept (CSV)")
    assert "99-single" in saving.value.path().read_text(encoding="utf-8")
    press(own, "Keep nothing from now on")
    expect(own).to_contain_text("You have switched this off")
    press(own, "Keep my answers again")
    expect(own).to_contain_text("kept on this computer, and nowhere else")
    press(own, "Erase everything")
    expect(own.get_by_role("button", name="No, keep it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(own.get_by_role("button", name="Yes, erase it")).to_be_hidden()
    press(own, "Erase everything")
    press(own, "Yes, erase it")
    expect(own).to_contain_text("Everything has been erased.")
    with page.expect_download() as saving:
        press(own, "Save what is kept (CSV)")
    assert "99-single" not in saving.value.path().read_text(encoding="utf-8")


def test_on_a_phone_nothing_scrolls_sideways(open_notebook):
    page = (
        open_notebook(
            "fixture_teaching_phone", prepare=lambda page: page.set_viewport_size({"width": 400, "height": 800})
        )
        .start()
        .page
    )
    expect(page.get_by_role("region", name="Votes for a class")).to_be_attached()
    item(page, "single").get_by_role("radio").first.check()
    press(item(page, "single"), "Answer")
    expect(item(page, "single").locator(".mbc-verdict")).to_be_visible()
    wide = page.locator(".jp-WindowedPanel-outer").evaluate("(node) => node.scrollWidth - node.clientWidth")
    assert wide <= 1
