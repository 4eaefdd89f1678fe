"""One server and one Chromium per worker, one notebook per module, a page of its own where a test needs one.

Without a Chromium the ring is skipped with one plain line; COURSE_REQUIRE_BROWSER=1 makes that a failure.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

import course

from . import server as servers
from .driving import SOON_MS, Frames, Notebook

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
NOT_FOUND = "No Chromium, Chrome or Edge was found: set CHROME_PATH to one, and the browser tests run."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    missing = course.find_chromium() is None and os.environ.get("COURSE_REQUIRE_BROWSER") != "1"
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=NOT_FOUND))


@pytest.fixture(scope="package")
def chromium() -> str:
    found = course.find_chromium()
    if found is None:
        pytest.fail(NOT_FOUND)
    return found


@pytest.fixture(scope="package")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    running = servers.start(tmp_path_factory.mktemp("course"))
    yield running
    running.stop()


# Not for the whole session: Playwright keeps an event loop running, which other rings may not find in their way.
@pytest.fixture(scope="package")
def context(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One browser whose cache all pages share; nothing but this machine may be asked for anything."""
    asked: set[str] = set()
    expect.set_options(timeout=SOON_MS)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("chromium")),
            executable_path=chromium,
            headless=True,
            args=FLAGS,
            viewport={"width": 1280, "height": 900},
        )
        made.set_default_timeout(SOON_MS)
        made.on("request", lambda request: asked.add(urlsplit(request.url).hostname or ""))
        yield made
        made.close()
    assert asked <= {"", "127.0.0.1"}, f"a page asked the outside for something: {sorted(asked)}"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    made = context.new_page()
    yield made
    made.close()


Opener = Callable[..., Notebook]


def opener(context: BrowserContext, server: servers.Server) -> Iterator[Opener]:
    """Opens notebooks; their pages are closed and their kernels ended afterwards."""
    opened: list[tuple[Notebook, bool]] = []

    def open_notebook(
        name: str, *, idle: bool = True, guest: bool = False, prepare: Callable[[Page], object] | None = None
    ) -> Notebook:
        """`guest`: another page that stays open owns the kernel."""
        page = context.new_page()
        notebook = Notebook(page, server, name, Frames().listen(page))
        opened.append((notebook, guest))
        if prepare:
            prepare(page)
        return notebook.open(idle=idle)

    yield open_notebook
    for notebook, guest in opened:
        notebook.page.close()
        if not guest:
            server.end_kernel(notebook.name)


module_opener = pytest.fixture(scope="module", name="open_for_module")(opener)
test_opener = pytest.fixture(name="open_notebook")(opener)
