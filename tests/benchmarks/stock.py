"""What both sides run on: a plain `jupyter lab` without our dress, and one Chromium.

The plain server is what a student meets who starts JupyterLab alone, and what the peer is used on.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import BrowserContext, sync_playwright

import course

TESTS = Path(__file__).parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


def environment() -> dict[str, str]:
    """Our packages on the path, nobody's progress, and modules kept compiled as every ordinary Python keeps them."""
    env = {**course.clean(os.environ), "COURSE_PROGRESS": "off"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**env, "PYTHONPATH": os.pathsep.join((str(course.HOME), str(TESTS)))}


@contextlib.contextmanager
def server(folder: Path, notebooks: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    """A running server on `folder`, whose notebooks (name -> cells) can be opened; its address and token."""
    work = folder / "work"
    work.mkdir()
    for name, cells in notebooks.items():
        notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, work / f"{name}.ipynb")
    port, token = course.free_port(), os.urandom(16).hex()
    env = environment()
    for name in ("CONFIG", "DATA", "RUNTIME"):
        env[f"JUPYTER_{name}_DIR"] = str(folder / name.lower())
    env |= {"JUPYTER_TOKEN": token, "IPYTHONDIR": str(folder / "ipython")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={work}"]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += ["--LabApp.expose_app_in_browser=True"]  # so that the page can be told to run all cells
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    running = {"address": f"http://127.0.0.1:{port}/", "token": token}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=env, cwd=work, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        while not course.ask_server(running, "api/status"):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
                raise RuntimeError(f"JupyterLab did not start:\n{(folder / 'server.log').read_text(errors='replace')}")
        yield running
    finally:
        course.stop_server(process, running)


@contextlib.contextmanager
def browser(chromium: str, folder: Path) -> Iterator[BrowserContext]:
    """One headless Chromium with a profile of its own in `folder`."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(folder / "chromium"),
            executable_path=chromium,
            headless=True,
            args=FLAGS,
            viewport={"width": 1280, "height": 900},
        )
        yield context
        context.close()


def end_kernel(running: dict[str, str], notebook: str) -> None:
    """A session keeps its kernel between page loads, and with it the modules and models of the page before."""
    for session in _rest(running, "sessions"):
        if session["path"] == notebook:
            _rest(running, f"sessions/{session['id']}", "DELETE")


def _rest(running: dict[str, str], path: str, method: str = "GET") -> Any:
    request = urllib.request.Request(f"{running['address']}api/{path}", method=method)
    request.add_header("Authorization", f"token {running['token']}")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text else None
