"""The course's own JupyterLab server, started as course.py starts it, on a working copy in a folder of the test's."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import course

from . import fixture_notebooks
from .fixture_explorers import GATE

TOKEN = "a-token-for-tests"


class Gate:
    """The door at which a fixture in a kernel waits: `await_arrival` returns once one stands there."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(30)
        self.port = self.listener.getsockname()[1]

    def await_arrival(self) -> Waiting:
        return Waiting(self.listener.accept()[0])


@dataclass(frozen=True)
class Waiting:
    door: socket.socket

    def let_on(self) -> None:
        self.door.close()


@dataclass
class Server:
    """A running server. `originals` are the lessons it was laid out from, `work` is the students' copy."""

    originals: Path
    work: Path
    state: Path
    address: str
    process: subprocess.Popen[bytes]
    gate: Gate = field(default_factory=Gate)

    def rest(self, path: str, method: str = "GET", body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}api/{path}", data=data, method=method)
        request.add_header("Authorization", f"token {TOKEN}")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def kernel_of(self, name: str) -> str | None:
        """The id of the kernel of a notebook, if it has one."""
        for session in self.rest("sessions"):
            if session["path"] == f"notebooks/{name}.ipynb":
                return str(session["kernel"]["id"])
        return None

    def end_kernel(self, name: str) -> None:
        for session in self.rest("sessions"):
            if session["path"] == f"notebooks/{name}.ipynb":
                self.rest(f"sessions/{session['id']}", "DELETE")

    def stop(self) -> None:
        course.stop_server(self.process, {"address": self.address, "token": TOKEN})


def lay_out(place: Path) -> tuple[Path, Path, Path]:
    """State folder, originals and working copy below `place`, laid out and trusted by course.py's own functions."""
    state, originals = place / ".course", place / "notebooks"
    work = state / "work"
    fixture_notebooks.write_all(originals)
    # Workers share one environment and so one overrides.json; one writes, the others find it written.
    with course.one_start_at_a_time(place.parent / "dress"):
        course.write_dress(Path(sys.prefix), course.config_folder(state, "learn"), "learn")
    laid = course.lay_working_copy(originals, work / "notebooks", state / "work.json", place)
    course.trust(Path(sys.executable), laid, course.server_environment(os.environ, state, work, "learn", TOKEN))
    course.finish_working_copy(originals, state / "work.json")
    return state, originals, work


def start(place: Path, *further: str, mode: str = "learn", program: str = "jupyterlab") -> Server:
    """Start the server and wait until it answers. `further` are arguments that only a test gives."""
    state, originals, work = lay_out(place)
    gate = Gate()
    port = course.free_port()
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    command = course.server_command(Path(sys.executable), work, mode, port, as_root)
    command[command.index("jupyterlab")] = program
    env = course.server_environment(os.environ, state, work, mode, TOKEN)
    env["PYTHONPATH"] = os.pathsep.join((str(course.HOME), str(Path(__file__).parents[1])))
    env[GATE] = str(gate.port)
    env["COURSE_PROGRESS"] = "off"  # nobody's own progress is read or written
    log = place / "server.log"
    with log.open("wb") as output:
        # The page's application object is what tests ask for the model and for commands that have no button.
        process = subprocess.Popen(
            [*command, "--LabApp.expose_app_in_browser=True", *further],
            env=env,
            cwd=str(work),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(originals, work, state, f"http://127.0.0.1:{port}/", process, gate)
    record = {"address": server.address, "token": TOKEN}
    while not course.ask_server(record, "api/status"):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
            raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
    return server
