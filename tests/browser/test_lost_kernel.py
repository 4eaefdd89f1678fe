"""A kernel that restarts, dies or is taken away: the page says so, and running the cells again brings all back."""

from __future__ import annotations

from collections.abc import Callable

import psutil
import pytest
from playwright.sync_api import expect

from .driving import Notebook

STOPPED = "The engine behind this page has stopped."


@pytest.fixture(scope="module")
def notebook(open_for_module) -> Notebook:
    return open_for_module("fixture_lost", prepare=lambda page: page.clock.install()).start()


def restart(notebook: Notebook) -> None:
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")


def kill(notebook: Notebook) -> None:
    """As the system does when memory runs out."""
    kernel = notebook.server.kernel_of(notebook.name)
    for process in psutil.Process(notebook.server.process.pid).children(recursive=True):
        if any(str(kernel) in word for word in process.cmdline()):
            process.kill()
    notebook.page.get_by_role("dialog").get_by_role("button", name="OK").click()  # JupyterLab says it as well


@pytest.mark.parametrize("lose", [restart, kill], ids=["restarted", "killed"])
def test_a_kernel_that_comes_back_empty_is_told_and_a_new_run_recovers(
    notebook: Notebook, lose: Callable[[Notebook], None]
):
    explorer = notebook.explorer("How high does the line go?")
    walk = notebook.explorer("Where do you go?")
    explorer.root.get_by_role("button", name="Start again").click()
    explorer.says("With 4 mg")
    walk.says("You stand on floor")
    lose(notebook)
    expect(explorer.root.get_by_role("alert")).to_contain_text(STOPPED)
    explorer.root.get_by_role("slider", name="Dose").press("ArrowRight")
    expect(explorer.root.get_by_role("alert")).to_contain_text(STOPPED)
    walk.root.get_by_role("button", name="Go up").click()
    expect(walk.root.get_by_role("alert")).to_contain_text(STOPPED)
    notebook.command("notebook:run-all-cells")
    notebook.done()
    explorer.says("With 4 mg")
    explorer.root.get_by_role("slider", name="Dose").press("ArrowRight")
    explorer.says("With 5 mg")
    walk.root.get_by_role("button", name="Go up").click()
    expect(walk.reading).to_have_text("You stand on floor 1.")
    expect(explorer.root.get_by_role("alert")).to_be_hidden()


def test_a_kernel_that_was_taken_away_is_told_when_somebody_moves(notebook: Notebook):
    """As happens to a page that slept for an hour; the top of a lesson says it at once (test_lesson)."""
    explorer = notebook.explorer("How high does the line go?")
    explorer.says("mg")
    notebook.server.rest(f"kernels/{notebook.server.kernel_of(notebook.name)}", "DELETE")
    notebook.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel")
    explorer.root.get_by_role("slider", name="Dose").press("End")
    notebook.page.clock.run_for(10_000)
    expect(explorer.root.get_by_role("alert")).to_contain_text("engine behind this page has stopped")
    notebook.page.clock.resume()
