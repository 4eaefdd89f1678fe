"""The rows that need no browser: explorer functions, imports, memory of a kernel, the evidence base, strict nbval."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil
from jupyter_client.manager import KernelManager

import course
from tests.notebooks.strict import run_strictly
from widgets import explorers
from widgets.framework import Explorer

from . import stock
from .rows import Row, median, say

MOST_SETTINGS = 300
LESSON = "03_cascade"
IMPORT_WIDGETS = "import widgets"
LOAD_EVIDENCE = "from content import evidence; evidence.facts(), evidence.references()"


def measure(quick: bool) -> list[Row]:
    repeats = 3 if quick else 7
    say("explorer functions")
    worst_ms, where = explorer_worst_ms(repeats)
    say("imports in fresh processes")
    import_s = fresh_process_s(IMPORT_WIDGETS, repeats)
    evidence_ms = 1e3 * fresh_process_s(LOAD_EVIDENCE, repeats)
    say("memory of a kernel")
    memory_mb = kernel_lesson_mb()
    say("strict nbval of every notebook")
    seconds, unequal = notebooks_nbval_s()
    return [
        Row("explorer_worst_ms", worst_ms, "ms", note=where),
        Row("import_widgets_s", import_s, "s"),
        Row("kernel_lesson_mb", memory_mb, "MB"),
        Row("evidence_load_ms", evidence_ms, "ms"),
        Row("notebooks_nbval_s", seconds, "s", note=f"not as stored: {', '.join(unequal)}" if unequal else ""),
    ]


def explorer_worst_ms(repeats: int) -> tuple[float, str]:
    """The slowest explorer's slowest setting: median from message in to answer serialised; and which it is.

    The slowest is the one with the longest shortest time, so that a moment in which the machine did something else
    does not choose it.
    """
    fastest = {}
    for name in explorers.names():
        explorer = explorers.load(name)
        live: Any = explorer.live()
        live.send = lambda content, buffers=None: json.dumps(content)  # instead of the wire, which is not there
        tried = list(_settings(explorer))
        for settings, others in itertools.pairwise([*tried, tried[0]]):
            words = ", ".join(f"{key}={value}" for key, value in settings.items())
            fastest[f"{name}({words})"] = min(_answers_s(live, settings, others, repeats)), live, settings, others
    where = max(fastest, key=lambda call: fastest[call][0])
    _, live, settings, others = fastest[where]
    return 1e3 * median(_answers_s(live, settings, others, 10 * repeats)), where


def _answers_s(live: Any, settings: dict[str, Any], others: dict[str, Any], times: int) -> list[float]:
    """Seconds of each answer, other settings asked for in between: the last view is kept, and would cost nothing."""
    took = []
    for number in range(times):
        live._handle_custom_msg({"do": "ask", "id": f"others-{number}", "settings": others}, [])
        begun = time.perf_counter()
        live._handle_custom_msg({"do": "ask", "id": f"these-{number}", "settings": settings}, [])
        took.append(time.perf_counter() - begun)
    return took


def _settings(explorer: Explorer) -> Iterator[dict[str, Any]]:
    """The presets, and every combination of what each control calls its extremes with its default."""
    yield from (dict(preset) for preset in explorer.presets.values())
    values = [
        dict.fromkeys([explorer.defaults[name], *control.extremes()]) for name, control in explorer.controls.items()
    ]
    for chosen in itertools.islice(itertools.product(*values), MOST_SETTINGS):
        yield dict(zip(explorer.controls, chosen, strict=True))


def fresh_process_s(statement: str, repeats: int) -> float:
    """Seconds that a statement takes in a Python that has just started; the median, after one that fills caches."""
    code = f"import time\nbegun = time.perf_counter()\n{statement}\nprint(time.perf_counter() - begun)"
    times = []
    for _ in range(repeats + 1):
        done = subprocess.run([sys.executable, "-c", code], env=stock.environment(), capture_output=True, check=True)
        times.append(float(done.stdout))
    return median(times[1:])


def kernel_lesson_mb() -> float:
    """Resident memory of a kernel in which all cells of a lesson have run and which has packed plotly.js for a page."""
    notebook = nbformat.read(course.HOME / "notebooks" / f"{LESSON}.ipynb", as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    cells.append("from widgets.framework import bundle\nlen(bundle.plotly_gzipped())")
    with tempfile.TemporaryDirectory() as nobodys:
        manager = KernelManager(kernel_name="python3", connection_file=str(Path(nobodys, "kernel.json")))
        env = {**stock.environment(), "IPYTHONDIR": nobodys}
        manager.start_kernel(env=env, cwd=nobodys, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=60)
            for cell in cells:
                client.execute_interactive(cell, timeout=120, output_hook=_refuse_errors)
            return psutil.Process(manager.provisioner.pid).memory_info().rss / 1e6
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def _refuse_errors(message: dict[str, Any]) -> None:
    if message["msg_type"] == "error":
        raise RuntimeError(f"lesson {LESSON}: {message['content']['ename']}: {message['content']['evalue']}")


def notebooks_nbval_s() -> tuple[float, list[str]]:
    """Seconds for all notebooks one after the other, each as the tests run it; and those that were not as stored."""
    unequal = []
    begun = time.perf_counter()
    for notebook in sorted((course.HOME / "notebooks").glob("*.ipynb")):
        with tempfile.TemporaryDirectory() as nobodys:
            if not run_strictly(notebook, Path(nobodys)).equal:
                unequal.append(notebook.stem)
    return time.perf_counter() - begun, unequal
