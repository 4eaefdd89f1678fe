"""What goes over the wire: plotly.js once and packed, nothing from elsewhere, and a browser that cannot unpack."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .driving import Notebook

BENCH = "How high does the line go?"
MEGABYTE = 1_000_000


def large(notebook: Notebook) -> list[bytes]:
    return [frame for frame in notebook.frames.received if len(frame) > MEGABYTE]


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    notebook = open_for_module("fixture_views").start()
    for nth in (0, 1):
        notebook.explorer(BENCH, nth).draws(40)
    notebook.explorer("And how low does another one go?").draws(-1)
    return notebook


@pytest.fixture(scope="module")
def old(open_for_module) -> Notebook:
    """A browser that cannot unpack gzip, and a page on which somebody else's plotly stands."""
    script = "delete window.DecompressionStream; window.Plotly = { mine: true };"
    notebook = open_for_module("fixture_plain", prepare=lambda page: page.add_init_script(script)).start()
    notebook.explorer(BENCH).draws(40)
    return notebook


def test_plotly_comes_once_and_packed_however_many_explorers_there_are(notebook: Notebook):
    assert len(large(notebook)) == 1
    assert b"\x1f\x8b" in large(notebook)[0]
    everything = sum(map(len, notebook.frames.received))
    print(f"received for three views of two explorers: {everything / MEGABYTE:.2f} MB")
    assert everything < 2 * MEGABYTE
    assert notebook.page.evaluate("() => 'Plotly' in window") is False


def test_a_move_is_one_question_and_a_few_kilobytes(notebook: Notebook):
    explorer = notebook.explorer(BENCH)
    asked, before = notebook.frames.asks(), sum(map(len, notebook.frames.received))
    explorer.root.get_by_role("slider", name="Dose").press("ArrowRight")
    explorer.draws(50)
    assert notebook.frames.asks() - asked == 1
    assert sum(map(len, notebook.frames.received)) - before < 20_000


def test_an_old_browser_gets_the_plain_bytes(old: Notebook):
    assert [len(frame) > 4 * MEGABYTE for frame in large(old)] == [True]
    expect(old.explorer(BENCH).plot.locator(".main-svg").first).to_be_visible()


def test_a_plotly_of_somebody_else_is_left_alone(old: Notebook):
    assert old.page.evaluate("() => window.Plotly") == {"mine": True}
