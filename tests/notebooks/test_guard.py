"""The guard itself: it really refuses, lets this machine through, and turns the clock."""

import socket
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from .strict import guarded

TRY = """
import socket
try:
    {attempt}
    print("reached")
except ConnectionRefusedError as refusal:
    print(refusal)
"""


def python(code: str, nobodys: Path, days: int = 0) -> str:
    log = nobodys / "refused.txt"
    done = subprocess.run(
        [sys.executable, "-c", code], env=guarded(nobodys, log, days), capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=5)",
        "socket.create_connection(('example.org', 80), timeout=5)",
        "socket.socket().connect_ex(('192.0.2.1', 80))",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'.', ('192.0.2.1', 53))",
        "socket.gethostbyname('example.org')",
        "__import__('asyncio').run(__import__('asyncio').open_connection('192.0.2.1', 80))",
        "__import__('urllib.request').request.urlopen.__globals__['socket'].getaddrinfo(b'example.org', 80)",
    ],
)
def test_nothing_leaves_the_machine(attempt: str, tmp_path: Path):
    said = python(TRY.format(attempt=attempt), tmp_path)
    assert "a lesson must run without a network" in said, said
    assert len((tmp_path / "refused.txt").read_text().splitlines()) == 1


def test_this_machine_can_be_reached(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        attempt = f"socket.create_connection(('localhost', {server.getsockname()[1]}), timeout=5)"
        assert python(TRY.format(attempt=attempt), tmp_path).strip() == "reached"
    assert not (tmp_path / "refused.txt").exists()


@pytest.mark.parametrize(
    "today",
    [
        "datetime.date.today()",
        "datetime.datetime.now().date()",
        "datetime.datetime.now(datetime.timezone.utc).astimezone().date()",
        "datetime.date.fromtimestamp(time.time())",
        "datetime.date(*time.localtime()[:3])",
        "time.strftime('%Y-%m-%d')",
        "datetime.datetime.fromtimestamp(time.time_ns() / 1e9).date()",
    ],
)
def test_the_clock_is_ahead(today: str, tmp_path: Path):
    before = date.today()
    said = python(f"import datetime, time; print({today})", tmp_path, days=730)
    assert said.strip() in {str(day + timedelta(days=730)) for day in (before, date.today())}


def test_dates_of_the_real_class_are_still_dates(tmp_path: Path):
    code = (
        "import datetime, pickle, numpy;"
        "made = datetime.date(2026, 1, 2); real = numpy.datetime64('2026-01-02').item();"
        "print(isinstance(real, datetime.date), real == made, pickle.loads(pickle.dumps(made)) == made, repr(made),"
        " isinstance(datetime.datetime.now(), datetime.date), made + datetime.timedelta(1) > made)"
    )
    assert python(code, tmp_path, days=730).strip() == "True True True datetime.date(2026, 1, 2) True True"
