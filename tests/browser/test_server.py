"""The life of the server: kernels that were left go, Quit ends everything, and a plain JupyterLab works as well."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from . import server as servers
from .driving import START, Frames, Notebook

BENCH = "How high does the line go?"


@pytest.fixture
def plain(chromium: str, tmp_path) -> Iterator[servers.Server]:
    """JupyterLab in the same environment, without anything of the course's configuration."""
    running = servers.start(tmp_path, mode="plain")
    yield running
    running.stop()


def opened(page: Page, server: servers.Server, name: str, view: str = "doc") -> Notebook:
    return Notebook(page, server, name, Frames()).open(view)


@pytest.fixture(scope="module")
def short_lived(chromium: str, tmp_path_factory) -> Iterator[servers.Server]:
    """A server on which a second of idleness is long."""
    further = [f"--MappingKernelManager.{setting}" for setting in ("cull_idle_timeout=1", "cull_interval=1")]
    running = servers.start(tmp_path_factory.mktemp("short"), *further)
    yield running
    running.stop()


def test_the_kernel_of_a_lesson_that_was_left_goes_and_that_of_an_open_one_stays(
    short_lived: servers.Server, context: BrowserContext, page: Page
):
    left = context.new_page()
    opened(left, short_lived, "fixture_plain").start()
    opened(page, short_lived, "fixture_bench")
    left.close()
    give_up = time.monotonic() + 30
    while short_lived.kernel_of("fixture_plain"):
        assert time.monotonic() < give_up, "the kernel of the closed page is still there"
        page.evaluate("() => new Promise(requestAnimationFrame)")
    assert short_lived.kernel_of("fixture_bench")


def test_the_course_culls_idle_kernels_of_closed_pages_and_only_those(server: servers.Server):
    settings = (server.state / "config" / "jupyter_server_config.py").read_text(encoding="utf-8")
    assert "cull_idle_timeout = 180" in settings
    assert "cull_interval = 30" in settings
    assert "cull_connected = False" in settings


def test_quit_ends_server_and_kernels_and_says_so(short_lived: servers.Server, page: Page):
    opened(page, short_lived, "fixture_lesson").start()
    page.get_by_role("button", name="Quit the course").click()
    expect(page.get_by_role("heading", name="The course has ended.")).to_be_visible()
    assert short_lived.process.wait(timeout=60) == 0
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_a_plain_jupyterlab_shows_folded_cells_and_living_explorers(plain: servers.Server, page: Page):
    notebook = opened(page, plain, "fixture_bench", view="lab")
    expect(page.locator(".jp-CodeCell .jp-InputPlaceholder, .jp-CodeCell .jp-Placeholder").first).to_be_visible()
    expect(page.locator(".jp-CodeCell .cm-editor:visible")).to_have_count(0)
    expect(page.get_by_text("# Show bench")).to_be_visible()
    notebook.start()
    explorer = notebook.explorer(BENCH)
    explorer.draws(40)
    explorer.root.get_by_role("slider", name="Dose").press("ArrowRight")
    explorer.says("With 5 mg")


@pytest.mark.skipif(
    importlib.util.find_spec("notebook") is None, reason="Notebook 7 is not installed: not in the lock."
)
def test_notebook_7_shows_living_explorers(chromium: str, tmp_path, page: Page):
    running = servers.start(tmp_path, mode="plain", program="notebook")
    try:
        page.goto(f"{running.address}notebooks/notebooks/fixture_bench.ipynb?token={servers.TOKEN}")
        page.locator(START).click()
        expect(page.locator(".mbc-reading")).to_contain_text("With 4 mg")
    finally:
        running.stop()


def test_the_course_opens_quietly(open_notebook):
    """No news, no question about trust, no status bar."""
    notebook: Notebook = open_notebook("fixture_lesson")
    expect(notebook.page.locator(".jp-Dialog, .jp-toastContainer *, #jp-main-statusbar:visible")).to_have_count(0)
    assert notebook.page.evaluate(TRUSTED)


TRUSTED = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .every((cell) => cell.model.type !== "code" || cell.model.trusted)"""
