"""What is folded under a picture: its numbers as a table and as a file, and why the model does what it does."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .driving import Explorer, Notebook


@pytest.fixture(scope="module")
def bench(open_for_module) -> Explorer:
    notebook: Notebook = open_for_module("fixture_bench").start()
    return notebook.explorer("How high does the line go?")


def test_the_table_unfolds_by_keyboard_and_follows_the_moves(bench: Explorer):
    bench.says("With 4 mg")
    expect(bench.root.get_by_role("table")).to_have_count(0)
    bench.root.get_by_text("As a table").focus()
    bench.page.keyboard.press("Enter")
    expect(bench.root.get_by_role("columnheader")).to_have_text(["What", "Value"])
    expect(bench.root.get_by_role("row", name="end of the line, units")).to_contain_text("40")
    expect(bench.root.get_by_role("rowheader")).to_have_count(4)
    bench.root.get_by_role("slider", name="Dose").press("ArrowRight")
    expect(bench.root.get_by_role("row", name="end of the line, units")).to_contain_text("50")


def test_the_file_holds_the_numbers_and_no_formula(bench: Explorer, tmp_path: Path):
    bench.root.locator("details", has_text="As a table").evaluate("(node) => (node.open = true)")
    bench.root.get_by_role("slider", name="Dose").press("End")
    expect(bench.root.get_by_role("row", name="end of the line, units")).to_contain_text("100")
    with bench.page.expect_download() as started:
        bench.root.get_by_role("button", name="Save as CSV").click()
    assert started.value.suggested_filename == "bench.csv"
    saved = tmp_path / "bench.csv"
    started.value.save_as(saved)
    assert saved.read_bytes().startswith(b"\xef\xbb\xbf"), "without the mark a spreadsheet reads umlauts wrongly"
    rows = list(csv.reader(saved.read_text(encoding="utf-8-sig").splitlines()))
    assert rows == [
        ["What", "Value"],
        ["end of the line, units", "100"],
        ["'=1+1", "-2.5"],
        ["'@SUM(A1)", "12345.678"],
        ['a "word", and more', "'-3"],
    ]


def test_why_does_it_do_that_unfolds_with_equations_limits_and_sources(bench: Explorer):
    bench.root.get_by_text("Why does it do that?").focus()
    bench.page.keyboard.press("Enter")
    why = bench.root.locator("details", has_text="Why does it do that?")
    expect(why.locator("pre")).to_have_text("peak = 10 * dose")
    for words in ("A line that goes up.", "Limits", "It leaves everything out.", "Origin", "Invented for a test."):
        expect(why).to_contain_text(words)
    expect(why.get_by_role("row", name="height per milligram")).to_contain_text("illustrative")
    source = why.get_by_role("row", name="one that was measured").get_by_role("link")
    expect(source).to_have_attribute("href", "https://doi.org/10.1016/S0002-9440(10)65628-3")
    expect(source).to_have_attribute("target", "_blank")
