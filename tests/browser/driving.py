"""How the tests drive a notebook in JupyterLab. Everything here waits for a condition, nothing waits for a time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from .server import TOKEN, Server

PATIENCE_MS = 30_000  # for a page or a kernel to come up on a busy machine
SOON_MS = 15_000  # for anything else
START = 'button[data-commandlinker-command="notebook:run-all-cells"]'
READY = """() => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return Boolean(panel?.context?.isReady && panel.sessionContext.isReady
        && panel.sessionContext.session?.kernel?.status === "idle");
}"""
DONE = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const code = panel.content.widgets.filter((cell) => cell.model.type === "code");
    const views = [...panel.node.querySelectorAll("[data-mime-type*='widget-view']")];
    const shown = views.map((view) => view.textContent.trim());
    return code.every((cell) => cell.model.executionCount !== null && cell.model.executionState === "idle")
        && panel.sessionContext.session?.kernel?.status === "idle"
        && shown.every((words) => words && !words.startsWith("Loading widget"));
}"""
MODEL = """() => JSON.stringify(
    window.jupyterapp.shell.currentWidget.content.model.toJSON().cells.map((c) => [c.id, c.cell_type, c.source])
)"""
OURS = [".mbc", ".jp-RenderedMarkdown"]


@dataclass
class Frames:
    """What went over the page's websockets: sizes, and the bytes in which a text can be looked for."""

    sent: list[bytes] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)

    def listen(self, page: Page) -> Frames:
        def note(kept: list[bytes]) -> Any:
            return lambda payload: kept.append(payload.encode() if isinstance(payload, str) else payload)

        def opened(socket: Any) -> None:
            socket.on("framesent", note(self.sent))
            socket.on("framereceived", note(self.received))

        page.on("websocket", opened)
        return self

    def asks(self) -> int:
        """How many times an explorer has asked for a view."""
        return sum(b'"do":"ask"' in frame for frame in self.sent)


@dataclass
class Notebook:
    """A notebook that stands open in a page."""

    page: Page
    server: Server
    name: str
    frames: Frames

    def open(self, view: str = "doc", idle: bool = True) -> Notebook:
        self.page.goto(f"{self.server.address}{view}/tree/notebooks/{self.name}.ipynb?token={TOKEN}&reset")
        self.page.wait_for_selector(START, state="attached", timeout=PATIENCE_MS)
        if idle:
            self.page.wait_for_function(READY, timeout=PATIENCE_MS)
        return self

    def start(self) -> Notebook:
        """Press the start button and wait until every cell has run and shows what it has."""
        self.page.locator(START).click()
        return self.done()

    def done(self) -> Notebook:
        self.page.wait_for_function(DONE, timeout=PATIENCE_MS)
        return self

    def command(self, name: str, **arguments: Any) -> None:
        """A command of JupyterLab's own that has no button in the course's dress."""
        run = "async ([name, args]) => { await window.jupyterapp.commands.execute(name, args); }"
        self.page.evaluate(run, [name, arguments])

    def save(self) -> None:
        self.page.evaluate("() => { window.jupyterapp.shell.currentWidget.context.save(); }")
        self.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty", timeout=SOON_MS)

    def run_cell(self, index: int) -> None:
        self.page.evaluate(
            """async (index) => {
                const notebook = window.jupyterapp.shell.currentWidget.content;
                notebook.deselectAll();
                notebook.activeCellIndex = index;
                await window.jupyterapp.commands.execute("notebook:run-cell");
            }""",
            index,
        )

    def text_of(self, index: int) -> str:
        """The text/plain that a code cell has put out."""
        return str(
            self.page.evaluate(
                """(index) => {
                    const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
                    return cells.get(index).outputs.get(0).data["text/plain"];
                }""",
                index,
            )
        )

    def cells(self) -> list[Any]:
        """Id, kind and source of every cell, as the page holds them."""
        return list(json.loads(self.page.evaluate(MODEL)))

    def explorer(self, title: str, nth: int = 0) -> Explorer:
        return Explorer(self.page, self.page.get_by_role("region", name=title, exact=True).nth(nth))


@dataclass(frozen=True)
class Explorer:
    """One of our widgets in a page."""

    page: Page
    root: Locator

    @property
    def reading(self) -> Locator:
        return self.root.locator(".mbc-reading")

    @property
    def spoken(self) -> Locator:
        return self.root.get_by_role("status")

    @property
    def plot(self) -> Locator:
        return self.root.locator(".mbc-plot")

    def says(self, words: str) -> None:
        expect(self.reading).to_contain_text(words)

    def draws(self, end: float) -> None:
        """Wait until the first line that is no ghost ends at this height."""
        self.page.wait_for_function(
            """([area, end]) => {
                const lines = (area.data ?? []).filter((trace) => trace.hoverinfo !== "skip");
                return lines.length && Math.abs(lines[0].y.at(-1) - end) < 1e-3
                    && area.querySelector(".scatterlayer path.js-line");
            }""",
            arg=[self.plot.element_handle(), end],
            timeout=SOON_MS,
        )

    def drawn_path(self) -> str:
        """The first line that is no ghost as the browser has drawn it."""
        return str(self.plot.locator(".scatterlayer path.js-line").first.get_attribute("d"))


def theme(page: Page, scheme: str) -> None:
    """Light or dark; JupyterLab follows the system."""
    page.emulate_media(color_scheme=scheme)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(scheme == "light").lower())


def violations(page: Page, *selectors: str) -> list[str]:
    """What axe-core has to say against these parts of the page, all of its rules and the size of targets included."""
    include = [[selector] for selector in selectors or OURS if page.locator(selector).count()]
    found = Axe().run(
        page, {"include": include}, {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    )
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
