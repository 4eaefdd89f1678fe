"""Drawings, cards and walks: the pictures that are no figure."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .driving import Notebook

MARKED = "() => document.querySelectorAll('.mbc-drawing [data-state=one]').length"


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    return open_for_module("fixture_pictures").start()


def test_a_pick_on_a_drawing_is_the_twin_of_a_choice(notebook: Notebook):
    drawn = notebook.explorer("Who is marked?")
    drawn.says("Of 100 people 1 are marked.")
    image = drawn.root.get_by_role("img", name="A hundred people")
    expect(image).to_be_visible()
    image.locator("[data-part=a60]").click()
    drawn.says("Of 100 people 60 are marked.")
    expect(drawn.root.get_by_role("radio", name="Warm milk")).to_be_checked()
    assert notebook.page.evaluate(MARKED) == 60
    expect(image.locator("[data-part=a-title]")).to_have_text("Warm milk")
    drawn.root.get_by_role("radio", name="Hot tea").check()
    drawn.says("Of 100 people 20 are marked.")
    assert notebook.page.evaluate(MARKED) == 20
    image.locator("[data-part=a2]").click()  # no pick stands here
    drawn.says("Of 100 people 20 are marked.")


def test_what_was_marked_before_the_last_move_is_kept_as_a_ghost(notebook: Notebook):
    drawn = notebook.explorer("Who is marked?")
    drawn.root.get_by_role("button", name="Start again").click()
    drawn.says("1 are marked")
    drawn.root.get_by_role("radio", name="Hot tea").check()
    drawn.says("20 are marked")
    expect(drawn.root.locator("[data-part=a20]")).to_have_attribute("data-was", "none")
    expect(drawn.root.locator("[data-part=a1]")).to_have_attribute("data-was", "")
    drawn.root.get_by_role("button", name="Start again").click()
    drawn.says("1 are marked")
    expect(drawn.root.locator("[data-was=none]")).to_have_count(0)


def test_a_card_shows_rows_and_only_safe_links(notebook: Notebook):
    card = notebook.explorer("What does the card say?")
    expect(card.root.get_by_role("term")).to_have_text(["Who", "With"])
    expect(card.root.get_by_role("definition")).to_have_text(["Nobody at all.", "Cold water"])
    expect(card.root.get_by_role("link")).to_have_count(1)
    link = card.root.get_by_role("link", name="A page")
    expect(link).to_have_attribute("href", "https://example.org/page")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(card.root.get_by_text("No page")).to_be_visible()
    card.root.get_by_role("radio", name="Hot tea").check()
    expect(card.root.get_by_role("definition")).to_have_text(["Nobody at all.", "Hot tea"])


def test_the_rows_of_a_card_stand_beside_their_names_or_under_them(notebook: Notebook):
    card = notebook.explorer("What does the card say?")
    for width, beside in ((1280, True), (400, False)):
        notebook.page.set_viewport_size({"width": width, "height": 900})
        notebook.page.wait_for_function("(width) => document.querySelector('.mbc').clientWidth <= width", arg=width)
        names, words = (card.root.get_by_role(role).all() for role in ("term", "definition"))
        ends = [(name.bounding_box(), said.bounding_box()) for name, said in zip(names, words, strict=True)]
        for name, said in ends:
            assert name and said
            assert (said["x"] >= name["x"] + name["width"]) is beside
            assert (said["y"] >= name["y"] + name["height"]) is not beside
    notebook.page.set_viewport_size({"width": 1280, "height": 900})


def test_a_walk_goes_on_by_keyboard_and_begins_again(notebook: Notebook):
    walk = notebook.explorer("Where do you go?")
    walk.says("You stand on floor 0.")
    walk.root.get_by_role("button", name="Go up").focus()
    notebook.page.keyboard.press("Enter")
    walk.says("You stand on floor 1.")
    expect(walk.root.get_by_role("button", name="Go up")).to_be_focused()
    notebook.page.keyboard.press("Enter")
    walk.says("You stand on floor 2.")
    expect(walk.root.get_by_role("button")).to_have_text(["Start again"])
    expect(walk.root.get_by_role("button", name="Start again")).to_be_focused()
    expect(walk.spoken).to_have_text("You stand on floor 2.")
    notebook.page.keyboard.press("Space")
    walk.says("You stand on floor 0.")
    expect(walk.root.get_by_role("button", name="Go down")).to_be_visible()


def test_two_quick_presses_in_a_walk_are_one_step(notebook: Notebook):
    walk = notebook.explorer("Where do you go?")
    walk.root.get_by_role("button", name="Start again").click()
    walk.says("You stand on floor 0.")
    walk.root.get_by_role("button", name="Go up").dblclick()
    walk.says("You stand on floor 1.")
    expect(walk.root.get_by_role("button", name="Go up")).to_be_enabled()
    walk.says("You stand on floor 1.")
