"""Every control by keyboard and by mouse, on an open explorer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .driving import Explorer, Notebook

TITLE = "How high does the line go?"


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    return open_for_module("fixture_bench").start()


@pytest.fixture
def bench(notebook: Notebook) -> Explorer:
    """The explorer at its defaults, whatever the test before has left."""
    explorer = notebook.explorer(TITLE)
    explorer.root.locator("details").evaluate_all("(all) => all.forEach((one) => (one.open = false))")
    explorer.root.get_by_role("button", name="Start again").click()
    explorer.says("With 4 mg and cold water the line ends at 40 units after a meal.")
    explorer.draws(40)
    return explorer


def test_a_slider_by_keyboard_moves_picture_and_reading(bench: Explorer):
    slider = bench.root.get_by_role("slider", name="Dose")
    number = bench.root.get_by_role("spinbutton", name="Dose in mg")
    slider.focus()
    before = bench.drawn_path()
    for key, value in (("ArrowRight", 5), ("ArrowUp", 6), ("ArrowLeft", 5), ("Home", 0), ("PageUp", 1), ("End", 10)):
        bench.page.keyboard.press(key)
        bench.says(f"With {value} mg")
        bench.draws(10 * value)
        expect(slider).to_have_attribute("aria-valuetext", f"{value} mg")
        expect(number).to_have_value(str(value))
    assert bench.drawn_path() != before


def test_keys_in_our_controls_do_not_reach_jupyterlab(notebook: Notebook, bench: Explorer):
    cells, state = notebook.cells(), STATE_OF_NOTEBOOK
    bench.root.get_by_text("More settings").click()
    before = notebook.page.evaluate(state)
    for control in bench.root.locator("input:visible, select:visible, button:visible, summary:visible").all():
        is_list = control.evaluate("(node) => node.tagName === 'SELECT'")
        control.focus()
        for key in ("d", "d", "x", "a", "b", "z", "m", "Shift+Enter", "Control+Enter", "ArrowDown", "ArrowUp"):
            notebook.page.keyboard.press(key)
        if not is_list:  # there it opens the list
            notebook.page.keyboard.press("Enter")
        assert control.evaluate("(node) => node === document.activeElement"), "the focus stays where it was"
    assert notebook.cells() == cells
    assert notebook.page.evaluate(state) == before


STATE_OF_NOTEBOOK = """() => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const counts = notebook.widgets.map((cell) => cell.model.executionCount ?? null);
    return [notebook.activeCellIndex, notebook.mode, notebook.widgets.length, counts];
}"""


def test_radio_check_box_list_dice_preset_and_reset_by_keyboard(bench: Explorer):
    press = bench.page.keyboard.press
    bench.root.get_by_role("radio", name="Cold water").focus()
    press("ArrowDown")
    bench.says("hot tea")
    expect(bench.root.get_by_role("radio", name="Hot tea")).to_be_checked()
    bench.root.get_by_role("checkbox", name="On an empty stomach").focus()
    press("Space")
    bench.says("on an empty stomach")
    bench.root.get_by_text("More settings").focus()
    press("Enter")
    bench.root.get_by_role("combobox", name="Day of the week").focus()
    press("ArrowDown")
    bench.says("It is Tuesday")
    bench.root.get_by_role("button", name="Throw again").focus()
    press("Enter")
    bench.says("this is throw 2")
    press("Space")
    bench.says("this is throw 3")
    bench.root.get_by_role("button", name="As much as there is").focus()
    press("Enter")
    bench.says("With 10 mg and hot tea the line ends at 100 units")
    bench.root.get_by_role("button", name="Start again").focus()
    press("Space")
    bench.says("With 4 mg and cold water the line ends at 40 units after a meal. It is Monday")
    expect(bench.root.get_by_role("radio", name="Cold water")).to_be_checked()
    expect(bench.root.get_by_role("checkbox", name="On an empty stomach")).not_to_be_checked()


def test_a_number_is_typed_and_what_cannot_be_is_set_to_the_nearest_that_can(bench: Explorer):
    number = bench.root.get_by_role("spinbutton", name="Dose in mg")
    typed_and_stands = (("7", "Enter", 7), ("99", "Enter", 10), ("-3", "Tab", 0), ("", "Tab", 0), ("3", "Tab", 3))
    for typed, end, stands in typed_and_stands:
        number.focus()
        number.press("Control+A")
        number.press("Delete")
        number.press_sequentially(typed)
        number.press(end)
        bench.says(f"With {stands} mg")
        expect(number).to_have_value(str(stands))
        expect(bench.root.get_by_role("slider", name="Dose")).to_have_value(str(stands))


def test_the_mouse_does_what_the_keyboard_does(bench: Explorer):
    slider = bench.root.get_by_role("slider", name="Dose")
    box = slider.bounding_box()
    assert box
    slider.click(position={"x": box["width"] - 2, "y": box["height"] / 2})
    bench.says("With 10 mg")
    bench.root.get_by_text("Warm milk", exact=True).click()
    bench.says("warm milk")
    bench.root.get_by_text("On an empty stomach", exact=True).click()
    bench.says("on an empty stomach")


def test_tab_goes_through_the_controls_in_the_order_they_are_read(bench: Explorer):
    bench.root.get_by_role("slider", name="Dose").focus()
    stops = []
    for _ in range(12):
        here = bench.page.evaluate(STOP)
        if here is None:
            break
        stops.append(here)
        bench.page.keyboard.press("Tab")
    assert stops == [
        "range Dose", "number Dose in mg", "radio Cold water", "checkbox On an empty stomach", "More settings",
        "As much as there is", "Start again", "As a table", "Why does it do that?",
    ]  # fmt: skip


STOP = """() => {
    const node = document.activeElement;
    if (!node.closest(".mbc")) return null;
    const name = node.getAttribute("aria-label") ?? node.labels?.[0]?.textContent ?? node.textContent;
    return `${node.tagName === "INPUT" ? node.type + " " : ""}${name}`.trim();
}"""


def test_the_focus_can_be_seen_on_every_control(bench: Explorer):
    bench.root.get_by_text("More settings").click()
    bench.root.get_by_role("spinbutton", name="Dose in mg").focus()
    bench.page.keyboard.press("Shift+Tab")  # from here on the keyboard is at work, and the browser shows it
    seen = 0
    while bench.page.evaluate(STOP) is not None:
        width, style = bench.page.evaluate(OUTLINE)
        assert style == "solid" and width >= 2, f"no outline on {bench.page.evaluate(STOP)}"
        seen += 1
        bench.page.keyboard.press("Tab")
    assert seen >= 12


OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement);
    return [parseFloat(style.outlineWidth), style.outlineStyle];
}"""


def test_every_control_has_a_name_a_unit_and_its_help(bench: Explorer):
    bench.root.get_by_text("More settings").click()
    root = bench.root
    for role, name in (
        ("slider", "Dose"),
        ("spinbutton", "Dose in mg"),
        ("group", "Taken with"),
        ("radio", "Cold water"),
        ("radio", "Hot tea"),
        ("radio", "Warm milk"),
        ("checkbox", "On an empty stomach"),
        ("combobox", "Day of the week"),
        ("slider", "Share"),
        ("spinbutton", "Share"),
        ("button", "Throw again"),
        ("button", "As much as there is"),
        ("button", "Start again"),
        ("figure", "Three lines"),
    ):
        expect(root.get_by_role(role, name=name, exact=True)).to_have_count(1)
    assert root.locator("input, select, button").count() == 13, "a control that this test does not know"
    expect(root.get_by_role("slider", name="Dose")).to_have_accessible_description("What is taken.")
    expect(root.get_by_role("group", name="Taken with")).to_have_accessible_description("What it is washed down with.")
    expect(root.get_by_role("checkbox")).to_have_accessible_description("Nothing since last night.")
    expect(root.get_by_role("button", name="Throw again")).to_have_accessible_description("The same with other luck.")
    expect(root.get_by_role("slider", name="Share")).to_have_attribute("aria-valuetext", "0.5")


def test_everything_that_is_pressed_is_at_least_24_pixels(bench: Explorer):
    bench.root.get_by_text("More settings").click()
    fields = "input:not([type=radio], [type=checkbox]):visible"  # those two are pressed by their whole row
    for target in bench.root.locator(f"label.mbc-option, {fields}, select, button:visible, summary").all():
        box = target.bounding_box()
        words = target.evaluate("(node) => node.outerHTML.slice(0, 120)")
        assert box and min(box["width"], box["height"]) >= 24, f"{words}: {box}"


def test_speech_says_the_last_reading_and_only_that(bench: Explorer):
    bench.page.evaluate(
        """(region) => {
            window.__said = [];
            const watch = new MutationObserver(() => window.__said.push(region.textContent));
            watch.observe(region, { childList: true, characterData: true, subtree: true });
        }""",
        bench.spoken.element_handle(),
    )
    expect(bench.spoken).to_contain_text("With 4 mg")  # the press of Start again has been said
    bench.page.evaluate("() => { window.__said = []; }")
    bench.root.get_by_role("slider", name="Dose").focus()
    for _ in range(4):
        bench.page.keyboard.press("ArrowRight")
    expect(bench.spoken).to_contain_text("With 8 mg")
    assert bench.page.evaluate("() => window.__said") == [bench.reading.text_content()]
    expect(bench.spoken).to_have_attribute("aria-live", "polite")
    live = bench.root.locator("[aria-live], [role=status], [role=alert], output")
    assert live.count() == 2, "speech and trouble, no more"


def test_the_setting_before_the_last_move_stays_as_a_ghost_until_reset(bench: Explorer):
    ghosts = "(area) => area.data.filter((trace) => trace.hoverinfo === 'skip').map((trace) => trace.y.at(-1))"
    assert bench.plot.evaluate(ghosts) == []
    bench.root.get_by_role("radio", name="Hot tea").check()
    bench.says("hot tea")
    bench.root.get_by_role("slider", name="Dose").press("ArrowRight")
    bench.draws(50)
    assert bench.plot.evaluate(ghosts)[0] == pytest.approx(40)
    bench.root.get_by_role("slider", name="Dose").press("ArrowRight")  # the same gesture, so the same ghost
    bench.draws(60)
    assert bench.plot.evaluate(ghosts)[0] == pytest.approx(40)
    bench.root.get_by_role("button", name="Start again").click()
    bench.draws(40)
    assert bench.plot.evaluate(ghosts) == []


def test_numbers_that_have_just_changed_are_bold(bench: Explorer):
    bench.root.get_by_role("slider", name="Dose").press("ArrowRight")
    bench.says("With 5 mg")
    expect(bench.reading.locator("b")).to_have_text(["5", "50"])
