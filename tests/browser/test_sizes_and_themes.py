"""Light and dark without a question to the kernel; narrow, zoomed and projected without anything lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from widgets.theme import resolve

from .driving import Explorer, Notebook, theme, violations

SIZES = {"a phone": (400, 800), "400 per cent": (320, 256), "a projector": (1280, 720), "a wide screen": (1920, 1080)}


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    notebook = open_for_module("fixture_pictures").start()
    notebook.page.locator(".mbc details").evaluate_all("(all) => all.forEach((one) => (one.open = true))")
    return notebook


@pytest.fixture
def bench(notebook: Notebook) -> Explorer:
    explorer = notebook.explorer("How high does the line go?")
    explorer.draws(40)
    return explorer


def test_a_change_of_theme_recolours_the_picture_and_asks_nobody(notebook: Notebook, bench: Explorer):
    page = notebook.page
    theme(page, "light")
    drawn_in(page, resolve("@blue", "light"))
    asked = notebook.frames.asks()
    theme(page, "dark")
    drawn_in(page, resolve("@blue", "dark"))
    expect(bench.root).to_have_css("color", rgb(resolve("@ink", "dark")))
    expect(bench.root).to_have_css("background-color", rgb(resolve("@panel", "dark")))
    theme(page, "light")
    drawn_in(page, resolve("@blue", "light"))
    expect(bench.root).to_have_css("color", rgb(resolve("@ink", "light")))
    assert notebook.frames.asks() == asked, "a theme is no question for the kernel"


def drawn_in(page: Page, colour: str) -> None:
    page.wait_for_function(
        """(colour) => {
            const line = document.querySelector(".mbc-plot .scatterlayer path.js-line");
            return line && getComputedStyle(line).stroke === colour;
        }""",
        arg=rgb(colour),
    )


def rgb(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.usefixtures("bench")
def test_axe_finds_nothing_with_everything_unfolded(notebook: Notebook, scheme: str):
    theme(notebook.page, scheme)
    expect(notebook.page.locator(".mbc table")).to_have_count(5)  # four with numbers, one with parameters
    assert violations(notebook.page) == []


def test_nothing_moves_by_itself_when_motion_is_not_wanted(notebook: Notebook, bench: Explorer):
    notebook.page.emulate_media(reduced_motion="reduce")
    moving = notebook.page.evaluate(
        """() => [...document.querySelectorAll(".mbc *")].filter((node) => {
            const style = getComputedStyle(node);
            return /[1-9]/.test(style.transitionDuration) || style.animationName !== "none";
        }).length"""
    )
    assert moving == 0
    bench.root.get_by_role("slider", name="Dose").press("ArrowRight")
    bench.draws(50)
    running = "() => document.getAnimations().filter((one) => one.effect.target.closest('.mbc')).length"
    assert notebook.page.evaluate(running) == 0
    bench.root.get_by_role("button", name="Start again").click()
    bench.draws(40)
    notebook.page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_scrolls_sideways_overlaps_or_is_too_small(notebook: Notebook, bench: Explorer, size: tuple[int, int]):
    page = notebook.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_function(FITTED)
    assert page.evaluate(SIDEWAYS) == []
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(SMALL_PRINT) == []
    assert page.evaluate("() => [...document.querySelectorAll('.mbc-plot')].every((plot) => plot.clientHeight >= 320)")


# JupyterLab has taken the new size, and every figure has been drawn again as wide as its column is now.
FITTED = """() => {
    const page = document.querySelector(".jp-WindowedPanel-outer").getBoundingClientRect();
    return Math.abs(page.right - window.innerWidth) < 3 && [...document.querySelectorAll(".mbc-plot")].every((area) => {
        const svg = area.querySelector(".main-svg");
        return svg && Math.abs(svg.getBoundingClientRect().width - Math.floor(area.clientWidth)) <= 1;
    });
}"""

# A table that is wider than the page scrolls within itself; nothing else may.
SIDEWAYS = """() => {
    const wrong = [];
    const edge = document.documentElement.clientWidth;
    for (const node of document.querySelectorAll(".mbc, .mbc *, .jp-WindowedPanel-outer, .jp-RenderedMarkdown")) {
        if (node.closest(".mbc-scroll, .mbc-spoken, svg") || !node.getClientRects().length) continue;
        const box = node.getBoundingClientRect();
        const name = node.className || node.tagName;
        if (box.right > edge + 1 || box.left < -1) wrong.push(`out of the page: ${name} ${box.left}-${box.right}`);
        const inline = getComputedStyle(node).display === "inline";
        if (!inline && node.scrollWidth > node.clientWidth + 1 && !/^(INPUT|SELECT|BUTTON|LEGEND)$/.test(node.tagName))
            wrong.push(`scrolls: ${name} ${node.scrollWidth} > ${node.clientWidth}`);
    }
    return wrong;
}"""

OVERLAPS = """() => {
    const wrong = [];
    for (const root of document.querySelectorAll(".mbc")) {
        const parts = "input, select, button, summary, .mbc-option, legend, .mbc-control > label";
        const all = [...root.querySelectorAll(parts)]
            .filter((node) => node.getClientRects().length);
        for (const [i, one] of all.entries()) for (const two of all.slice(i + 1)) {
            if (one.contains(two) || two.contains(one)) continue;
            const a = one.getBoundingClientRect(), b = two.getBoundingClientRect();
            if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
                wrong.push(`${one.outerHTML.slice(0, 80)} and ${two.outerHTML.slice(0, 80)}`);
        }
    }
    return wrong;
}"""

SMALL_PRINT = """() => {
    const size = (node) => parseFloat(getComputedStyle(node).fontSize);
    const speaks = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const words = [...document.querySelectorAll(".mbc *:not(svg, svg *)")].filter(
        (node) => node.getClientRects().length && speaks(node));
    const small = words.filter((node) => size(node) < 13);
    const labels = [...document.querySelectorAll(".mbc-plot text")].filter((node) => size(node) < 12);
    return [...small, ...labels].map((node) => `${node.className} ${node.textContent.slice(0, 40)}`);
}"""


def test_the_figure_fills_its_column_and_stands_beside_its_controls_where_there_is_room(
    notebook: Notebook, bench: Explorer
):
    page = notebook.page
    for size, beside in (((1280, 720), True), ((400, 800), False)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_function(FITTED)
        controls = bench.root.locator(".mbc-controls").bounding_box()
        picture = bench.plot.bounding_box()
        column = bench.root.locator(".mbc-main-column").bounding_box()
        assert controls and picture and column
        assert (picture["x"] >= controls["x"] + controls["width"]) is beside
        assert picture["width"] == pytest.approx(column["width"], abs=1)
