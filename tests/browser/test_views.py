"""Several explorers, several views of one, a reload, and fifty re-runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, expect

from .driving import START, Notebook

BENCH, OTHER = "How high does the line go?", "And how low does another one go?"
BENCH_CELL, OTHER_CELL, COUNT_CELL = 1, 3, 4


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    return open_for_module("fixture_views").start()


def test_two_views_of_one_explorer_move_together(notebook: Notebook):
    first, second = notebook.explorer(BENCH, 0), notebook.explorer(BENCH, 1)
    first.root.get_by_role("slider", name="Dose").press("End")
    for view in (first, second):
        view.says("With 10 mg")
        view.draws(100)
        expect(view.root.get_by_role("slider", name="Dose")).to_have_value("10")
    second.root.get_by_role("radio", name="Hot tea").check()
    for view in (first, second):
        view.says("With 10 mg and hot tea")
        expect(view.root.get_by_role("radio", name="Hot tea")).to_be_checked()


def test_two_explorers_do_not_disturb_each_other(notebook: Notebook):
    bench, other = notebook.explorer(BENCH), notebook.explorer(OTHER)
    before = str(bench.reading.text_content())
    asked = notebook.frames.asks()
    other.root.get_by_role("slider", name="Depth").press("End")
    other.says("down to 5 metres")
    other.draws(-5)
    expect(bench.reading).to_have_text(before)
    assert notebook.frames.asks() - asked == 1
    other.root.get_by_role("button", name="Start again").click()
    other.says("down to 1 metres")
    expect(bench.reading).to_have_text(before)


def test_ids_of_two_views_are_not_the_same(notebook: Notebook):
    ids = notebook.page.evaluate("() => [...document.querySelectorAll('.mbc [id]:not(svg *)')].map((node) => node.id)")
    assert len(ids) == len(set(ids)) > 0
    names = notebook.page.evaluate(
        "() => [...document.querySelectorAll('.mbc')].map((root) => root.querySelector('[type=radio]')?.name)"
    )
    assert names[0] != names[1], "radio buttons of two views are two groups"


def test_fifty_runs_of_a_cell_leave_everything_flat(notebook: Notebook):
    def run(times: int) -> dict[str, float]:
        for _ in range(times):
            notebook.run_cell(OTHER_CELL)
        notebook.explorer(OTHER).says("down to 1 metres")
        notebook.explorer(OTHER).draws(-1)
        notebook.run_cell(COUNT_CELL)
        return {"widgets": int(notebook.text_of(COUNT_CELL)), **held_by_the_page(session)}

    session = notebook.page.context.new_cdp_session(notebook.page)
    before = run(5)  # what is made once has been made by then
    after = run(45)
    print(f"after 5 runs {before}, after 50 {after}")
    assert notebook.page.locator(".mbc-explorer").count() == 3
    assert notebook.explorer(OTHER).root.count() == 1
    assert after["widgets"] == before["widgets"], "the kernel keeps widgets of former runs"
    assert after["listeners"] - before["listeners"] < 45 * 5, "each run leaves listeners behind"
    assert after["nodes"] - before["nodes"] < 45 * 20, "each run leaves a piece of the page behind"
    # A browser never forgets a module it has run, so a run costs the size of our front end: 0.1 MB.
    assert after["heap"] - before["heap"] < 45 * 200_000, "each run leaves more than its module behind"


def held_by_the_page(session: CDPSession) -> dict[str, float]:
    session.send("Performance.enable")
    for _ in range(2):  # what only a collected thing held goes the second time
        session.send("HeapProfiler.collectGarbage")
    found = {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}
    return {"listeners": found["JSEventListeners"], "nodes": found["Nodes"], "heap": found["JSHeapUsedSize"]}


def test_a_reload_with_a_living_kernel_finds_the_settings_again(notebook: Notebook):
    first = notebook.explorer(BENCH)
    first.root.get_by_role("button", name="Start again").click()
    first.root.get_by_role("slider", name="Dose").press("ArrowRight")
    first.root.get_by_role("radio", name="Warm milk").check()
    first.says("With 5 mg and warm milk")
    notebook.save()
    notebook.page.reload()
    notebook.page.wait_for_selector(START)
    for nth in (0, 1):
        again = notebook.explorer(BENCH, nth)
        again.says("With 5 mg and warm milk")
        again.draws(50)
        expect(again.root.get_by_role("slider", name="Dose")).to_have_value("5")
        expect(again.root.get_by_role("radio", name="Warm milk")).to_be_checked()
