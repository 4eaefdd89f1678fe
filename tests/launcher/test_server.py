"""Starting, finding again and ending JupyterLab, in the course's own folders."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

import course


class Stub(BaseHTTPRequestHandler):
    """Answers as JupyterLab does to those who know the token."""

    asked: list[str] = []  # noqa: RUF012 (one list for the handlers of all requests)

    def answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        known = self.headers["Authorization"] == "token right"
        self.send_response(200 if known else 403)
        self.end_headers()
        self.wfile.write(b"{}")

    do_GET = do_POST = answer

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def stub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    Stub.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def record(clone: ModuleType, address: str, token: str = "right", mode: str = "learn") -> None:
    clone.STATE.mkdir(exist_ok=True)
    content = json.dumps({"address": address, "token": token, "pid": 1, "mode": mode})
    clone.server_record(clone.STATE, mode).write_text(content, encoding="utf-8")


def test_a_second_start_opens_the_living_server(
    clone: ModuleType, stub: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record(clone, stub)
    opened: list[str] = []
    monkeypatch.setattr(clone, "open_browser", lambda address: opened.append(address) or True)
    monkeypatch.setattr(clone, "prepare", lambda *_: pytest.fail("nothing is to be prepared"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # a proxy must not stand between
    assert clone.main([]) == 0
    assert opened == [f"{stub}doc/tree/notebooks/00_start_here.ipynb?token=right"]
    assert opened[0] in capsys.readouterr().out
    assert clone.main(["--no-browser"]) == 0
    assert len(opened) == 1


@pytest.mark.parametrize("token", ["right", "wrong"])
def test_a_stale_record_is_no_server(clone: ModuleType, stub: str, token: str) -> None:
    record(clone, stub if token == "wrong" else "http://127.0.0.1:9/", token)
    assert clone.living_server(clone.STATE, "learn") is None


@pytest.mark.parametrize("content", ["", "{}", '{"address": 3}', '{"address": "file:///etc/", "token": "right"}'])
def test_a_damaged_record_is_no_server(clone: ModuleType, content: str) -> None:
    clone.STATE.mkdir()
    clone.server_record(clone.STATE, "learn").write_text(content, encoding="utf-8")
    assert clone.living_server(clone.STATE, "learn") is None


def test_editing_and_learning_are_two_servers(clone: ModuleType, stub: str) -> None:
    record(clone, stub)
    assert clone.living_server(clone.STATE, "edit") is None


def test_quit_ends_what_runs_and_says_when_nothing_does(
    clone: ModuleType, stub: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clone.main(["quit"]) == 0
    assert "not running" in capsys.readouterr().out
    record(clone, stub)
    assert clone.main(["quit"]) == 0
    assert "POST /api/shutdown" in Stub.asked


THEIRS = {
    "HOME": "/home/a",
    "JUPYTER_PATH": "/x",
    "JUPYTER_CONFIG_PATH": "/x",
    "JUPYTER_CONFIG_DIR": "/x",
    "JUPYTERLAB_DIR": "/x",
    "PYTHONPATH": "/x",
    "PYTHONHOME": "/x",
    "PYTHONSTARTUP": "/x",
    "IPYTHONDIR": "/x",
    "COURSE_PROGRESS": "/home/a/progress.sqlite",
}


def test_nothing_of_a_persons_own_jupyter_is_read() -> None:
    env = course.server_environment(THEIRS, Path("/c/.course"), Path("/c/.course/work"), "learn", "secret")
    assert "/x" not in env.values()
    assert {key: value for key, value in env.items() if key.startswith(("JUPYTER", "COURSE", "IPYTHON"))} == {
        "JUPYTER_CONFIG_DIR": str(Path("/c/.course/config")),
        "JUPYTER_DATA_DIR": str(Path("/c/.course/data")),
        "JUPYTER_RUNTIME_DIR": str(Path("/c/.course/runtime")),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_TOKEN": "secret",
        "IPYTHONDIR": str(Path("/c/.course/ipython")),
        "COURSE_HOME": str(Path("/c/.course/work")),
        "COURSE_MODE": "learn",
        "COURSE_PROGRESS": "/home/a/progress.sqlite",
    }


def test_the_command_hides_the_token_and_allows_root_only_to_root() -> None:
    command = course.server_command(Path("python"), Path("/c"), "learn", 8899, as_root=False)
    assert "--LabApp.custom_css=True" in command
    assert "--ServerApp.port_retries=0" in command
    assert not any("oken" in word or word == "--allow-root" for word in command)
    assert "--allow-root" in course.server_command(Path("python"), Path("/c"), "learn", 8899, as_root=True)
    assert "--LabApp.custom_css=False" in course.server_command(Path("python"), Path("/c"), "edit", 8899, False)


def test_the_last_port_is_preferred_and_a_used_one_avoided() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert course.free_port(port) not in (0, port)
    free = course.free_port()
    assert course.free_port(free) == free
    assert course.free_port(99999) not in (0, 99999)


def test_a_server_that_does_not_start_says_why(clone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import sys; sys.exit('the last words')"
    monkeypatch.setattr(clone, "server_command", lambda *_: [sys.executable, "-c", script])
    clone.STATE.mkdir()
    with pytest.raises(clone.Trouble, match="the last words"):
        clone.start_server(clone.choose_environment(), clone.STATE, clone.HOME, "learn")
    assert not clone.server_record(clone.STATE, "learn").exists()


def test_an_end_is_asked_for_before_it_is_forced(clone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    def hear(server: dict, path: str, **_: object) -> bool:
        assert path == "api/shutdown" and process.stdin
        process.stdin.write(b"\n")
        process.stdin.close()
        return True

    monkeypatch.setattr(clone, "ask_server", hear)
    clone.stop_server(process, {})
    assert process.returncode == 0


class Deaf:
    """A process that ends only when it is killed."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def poll(self) -> None:
        return None

    def wait(self, timeout: float) -> None:
        if "kill" not in self.heard:
            raise subprocess.TimeoutExpired("deaf", timeout)

    def terminate(self) -> None:
        self.heard.append("terminate")

    def kill(self) -> None:
        self.heard.append("kill")


def test_a_server_that_hears_nothing_is_killed(clone: ModuleType) -> None:
    process = Deaf()
    clone.stop_server(process, {"address": "http://127.0.0.1:9/"})
    assert process.heard == ["terminate", "kill"]


def test_another_program_on_the_remembered_port_is_no_server(clone: ModuleType) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def mumble() -> None:
            with listener.accept()[0] as caller:
                caller.recv(1000)
                caller.sendall(b"220 mail server\r\n")

        threading.Thread(target=mumble, daemon=True).start()
        record(clone, f"http://127.0.0.1:{listener.getsockname()[1]}/")
        assert clone.living_server(clone.STATE, "learn") is None


def test_after_the_end_only_the_address_is_kept(clone: ModuleType) -> None:
    record(clone, "http://127.0.0.1:8899/", "secret")
    process = subprocess.Popen([sys.executable, "-c", ""])
    path = clone.server_record(clone.STATE, "learn")
    assert clone.attend(process, clone.read_json(path), path) == 0
    assert clone.read_json(path) == {"address": "http://127.0.0.1:8899/"}


@pytest.fixture(autouse=True)
def keep_signal_handlers() -> Iterator[None]:
    import signal

    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.getsignal(name) for name in names}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


@pytest.mark.parametrize(
    ("platform", "env", "possible"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_without_a_screen_no_browser_is_tried(platform: str, env: dict[str, str], possible: bool) -> None:
    assert course.can_open_browser(platform, env) is possible


@pytest.mark.skipif(os.name == "nt", reason="file rights are the folder's on Windows")
def test_nobody_else_on_the_machine_can_read_the_token(clone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clone, "ask_server", lambda *_, **__: True)
    monkeypatch.setattr(clone, "server_command", lambda *_: [sys.executable, "-c", ""])
    clone.STATE.mkdir()
    process, _ = clone.start_server(clone.choose_environment(), clone.STATE, clone.HOME, "learn")
    process.wait()
    assert clone.server_record(clone.STATE, "learn").stat().st_mode & 0o077 == 0
