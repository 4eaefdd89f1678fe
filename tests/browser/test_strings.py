"""Strings that want to be markup stay strings, in every field that a model, a question or a fact can fill."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .driving import Explorer, Notebook
from .fixture_explorers import HURT, REASONS


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    return open_for_module("fixture_hurt").start()


@pytest.fixture
def nothing_happened(notebook: Notebook):
    yield
    # An <img> that had been made anywhere would ask for its source before the next frame and fail.
    notebook.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert notebook.page.evaluate("() => window.__hurt") is None
    expect(notebook.page.locator(".mbc img, .mbc script, .mbc [onerror]")).to_have_count(0)


@pytest.mark.usefixtures("nothing_happened")
def test_an_explorer_shows_markup_as_words(notebook: Notebook):
    hurt: Explorer = notebook.explorer(f"Title{HURT}")
    expect(hurt.root).to_contain_text(f"It goes up{HURT}")
    hurt.root.get_by_text(f"It goes down{HURT}").click()
    hurt.root.get_by_role("button", name="That is my guess").click()
    hurt.says(f"With 2 mg{HURT}.")
    expect(hurt.root.locator(".mbc-feedback")).to_contain_text(f"{REASONS[1]}{HURT}")
    hurt.root.locator("summary").evaluate_all("(all) => all.forEach((one) => one.click())")
    in_the_model = ("About", "units", "illustrative")
    for words in (
        "Help",
        "Taken with",
        "Card",
        "Row",
        "Words",
        "People",
        "Lines",
        "Day",
        "Throw",
        "dose",
        *in_the_model,
    ):
        expect(hurt.root).to_contain_text(f"{words}{HURT}")
    hurt.draws(2)
    expect(hurt.root.locator(".mbc-drawing text").first).to_have_text(f"Hundred{HURT}")
    hurt.root.get_by_role("slider").first.press("ArrowRight")
    hurt.says(f"With 3 mg{HURT}.")
    hurt.root.get_by_role("spinbutton").first.fill("6")
    expect(hurt.root.get_by_role("alert")).to_contain_text(f"no such dose {HURT}")
    hurt.root.get_by_role("button", name=f"All of it{HURT}").click()
    hurt.says(f"With 9 mg{HURT}.")
    expect(hurt.spoken).to_contain_text(f"With 9 mg{HURT}.")


@pytest.mark.usefixtures("nothing_happened")
def test_a_walk_shows_markup_as_words(notebook: Notebook):
    walk = notebook.explorer(f"Walk{HURT}")
    walk.root.get_by_role("button", name=f"Go on{HURT}").click()
    walk.says(f"Step 1{HURT}.")
    walk.root.locator("summary").click()
    expect(walk.root).to_contain_text(f"step{HURT}")
