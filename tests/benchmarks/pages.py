"""The rows that need a browser: key to painted, Run All to the first picture, bytes on the wire.

Ours and the peer take turns on one stock JupyterLab, so that whatever else the machine does hits both.
"""

from __future__ import annotations

import contextlib
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from . import stock
from .rows import BROWSER_ROWS, Row, median, percentile, say

PEER = "FigureWidget + FloatSlider"
STAMPS = Path(__file__).with_name("stamps.js")
CELLS = {
    "ours": "from benchmarks.ours import three_lines\nthree_lines.live()",
    "peer": "from benchmarks.peer import three_lines\nthree_lines()",
}
HANDLE = {"ours": ".mbc input[type=range]", "peer": ".noUi-handle"}
# After a pause Linux acknowledges every packet at once for a while, so that the first presses say too little.
WARM_UP, BLOCK = 5, 10
BETWEEN_PRESSES_MS = 120
QUIET_MS, QUIETS = 500, 40
PATIENCE_MS = 120_000


@dataclass
class Wire:
    """Payload of all websocket frames of a page, both ways."""

    bytes: int = 0
    frames: int = 0

    def listen(self, page: Page) -> Wire:
        def note(payload: str | bytes) -> None:
            self.bytes += len(payload.encode() if isinstance(payload, str) else payload)
            self.frames += 1

        def opened(socket: Any) -> None:
            socket.on("framesent", note)
            socket.on("framereceived", note)

        page.on("websocket", opened)
        return self


@dataclass
class Seen:
    """What one side has shown over all rounds."""

    first_s: dict[int, list[float]] = field(default_factory=lambda: {1: [], 4: []})
    run_mb: dict[int, list[float]] = field(default_factory=lambda: {1: [], 4: []})
    painted_ms: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})  # by poke on, off
    step_kb: list[float] = field(default_factory=list)


def measure(chromium: str, quick: bool) -> list[Row]:
    rounds, blocks = (1, 2) if quick else (3, 4)
    seen = {"ours": Seen(), "peer": Seen()}
    for side in seen:  # once beforehand, so that no round pays for compiling modules
        subprocess.run([sys.executable, "-c", CELLS[side]], env=stock.environment(), check=True)
    notebooks = {f"{side}_{count}": [cell] * count for side, cell in CELLS.items() for count in (1, 4)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with stock.server(folder, notebooks) as server, stock.browser(chromium, folder) as context:
            for turn in range(1, rounds + 1):
                say(f"browser, round {turn} of {rounds}")
                try:
                    for count, side in itertools.product((1, 4), seen):
                        _first_picture(context, server, side, count, seen[side])
                    _presses(context, server, blocks, seen)
                except PlaywrightError as error:  # what this round measured before that counts
                    say(f"round {turn} ended early: {str(error).splitlines()[0]}")
    return _rows(seen["ours"], seen["peer"])


def _rows(ours: Seen, peer: Seen) -> list[Row]:
    def row(name: str, mine: list[float], theirs: list[float], of: Callable[[list[float]], float] = median) -> Row:
        return Row(name, of(mine) if mine else None, BROWSER_ROWS[name], of(theirs) if theirs else None, PEER)

    poke, theirs = ours.painted_ms[True], peer.painted_ms[True]
    return [
        row("paint_median_ms", poke, theirs),
        row("paint_p95_ms", poke, theirs, of=lambda times: percentile(times, 95)),
        row("paint_no_poke_median_ms", ours.painted_ms[False], theirs),
        row("first_picture_one_s", ours.first_s[1], peer.first_s[1]),
        row("first_picture_four_s", ours.first_s[4], peer.first_s[4]),
        row("wire_one_mb", ours.run_mb[1], peer.run_mb[1]),
        row("wire_four_mb", ours.run_mb[4], peer.run_mb[4]),
        row("wire_step_kb", ours.step_kb, peer.step_kb),
    ]


def _first_picture(context: BrowserContext, server: dict[str, str], side: str, count: int, kept: Seen) -> None:
    with _page(context, server, side, count) as (page, wire):
        before = wire.bytes
        kept.first_s[count].append(_run_all_s(page, count))
        _until_quiet(page, wire)
        kept.run_mb[count].append((wire.bytes - before) / 1e6)


def _presses(context: BrowserContext, server: dict[str, str], blocks: int, seen: dict[str, Seen]) -> None:
    """Ours, the peer and ours without the poke by turns, a few presses each, so that a noisy moment hits all three."""
    with _page(context, server, "ours", 1) as ours, _page(context, server, "peer", 1) as peer:
        for page, wire in (ours, peer):
            page.bring_to_front()
            _run_all_s(page, 1)
            _until_quiet(page, wire)
        for _, ((page, wire), side, poke) in itertools.product(
            range(blocks), ((ours, "ours", True), (peer, "peer", True), (ours, "ours", False))
        ):
            page.bring_to_front()
            page.evaluate("(poke) => { globalThis.mbcPoke = poke; }", poke)
            before = wire.bytes
            painted = _press(page, HANDLE[side], WARM_UP + BLOCK)
            seen[side].painted_ms[poke] += painted[WARM_UP:]
            if poke:
                seen[side].step_kb.append((wire.bytes - before) / len(painted) / 1e3)


@contextlib.contextmanager
def _page(context: BrowserContext, server: dict[str, str], side: str, count: int) -> Iterator[tuple[Page, Wire]]:
    """A fresh page on a fresh kernel, with a notebook that has not been run."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(path=STAMPS)
    wire = Wire().listen(page)
    try:
        page.goto(f"{server['address']}lab/tree/{side}_{count}.ipynb?token={server['token']}&reset")
        page.wait_for_function("() => mbcStamps.ready()")
        yield page, wire
    finally:
        page.close()
        stock.end_kernel(server, f"{side}_{count}.ipynb")


def _run_all_s(page: Page, count: int) -> float:
    return float(page.evaluate("([count, patience]) => mbcStamps.runAll(count, patience)", [count, PATIENCE_MS])) / 1e3


def _press(page: Page, handle: str, times: int) -> list[float]:
    """Milliseconds from key to painted, one press at a time, each after the former was painted and had settled."""
    page.evaluate("() => { mbcStamps.presses = []; mbcStamps.pressed = null; }")
    page.locator(handle).first.focus()
    for number in range(1, times + 1):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(BETWEEN_PRESSES_MS)  # a person's pause; the page does nothing for us meanwhile
        page.wait_for_function("(number) => mbcStamps.presses.length >= number", arg=number)
    return [press["painted"] for press in page.evaluate("() => mbcStamps.presses")]


def _until_quiet(page: Page, wire: Wire) -> None:
    before = -1
    for _ in range(QUIETS):
        if before == wire.frames:
            return
        before = wire.frames
        page.wait_for_timeout(QUIET_MS)
