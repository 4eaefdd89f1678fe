"""Every trouble of real life gets one sentence that says what to do, exit code 1 and no traceback."""

from __future__ import annotations

import errno
from pathlib import Path
from types import ModuleType

import pytest

import course

from .conftest import Calls

PIP_NO_NETWORK = """WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError: Failed
to establish a new connection: [Errno -3] Temporary failure in name resolution': /simple/anyio/
ERROR: Could not find a version that satisfies the requirement anyio==4.16.0 (from versions: none)
ERROR: No matching distribution found for anyio==4.16.0"""
DEBIAN_VENV = """The virtual environment was not created successfully because ensurepip is not
available.  On Debian/Ubuntu systems, you need to install the python3-venv package using the following command.

    apt install python3.11-venv"""
OUTPUTS = {
    PIP_NO_NETWORK: "network",
    "error: Request failed after 3 retries\n  Caused by: dns error\n  Caused by: failed to lookup address": "network",
    "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication'))": "network",
    "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool: Read timed out.": "network",
    "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed "
    "certificate in certificate chain'))\nERROR: No matching distribution found for anyio": "certificate",
    "Caused by: invalid peer certificate: UnknownIssuer": "certificate",
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device": "disk full",
    "error: Failed to install: x.whl\n  Caused by: No space left on device (os error 28)": "disk full",
    "OSError: [WinError 112] There is not enough space on the disk": "disk full",
    "OSError: [Errno 30] Read-only file system: '/media/usb/course/.venv'": "read-only",
    "Error: [Errno 13] Permission denied: '/opt/course/.venv'": "read-only",
    "error: failed to create directory `C:\\x\\.venv`: Access is denied. (os error 5)": "read-only",
    "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: 'C:\\\\long'\n"
    "HINT: This error might have occurred since this system does not have Windows Long Path support enabled.": "path "
    "too long",
    "[WinError 206] The filename or extension is too long": "path too long",
    "PermissionError: [WinError 32] The process cannot access the file because it is being used by another "
    "process": "file in use",
    "ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 (from versions: 2.9.0)\n"
    "ERROR: No matching distribution found for numpy==2.4.6": "no wheel",
    "  x No solution found when resolving dependencies:": "no wheel",
    DEBIAN_VENV: "venv missing",
    "/usr/bin/python3: No module named venv": "venv missing",
    "Error: Command '[...] -m ensurepip --upgrade' returned non-zero exit status 1.": "venv missing",
}


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: OUTPUTS[output])
def test_what_an_installer_printed_becomes_its_sentence(output: str) -> None:
    trouble = course.trouble_from_output(output)
    assert trouble.kind == OUTPUTS[output]
    assert str(trouble) == course.SENTENCES[trouble.kind]


def test_each_sentence_is_one_and_says_what_to_do() -> None:
    assert set(OUTPUTS.values()) == set(course.SENTENCES), "each kind of trouble has an example"
    for sentence in course.SENTENCES.values():
        assert "\n" not in sentence
        assert "start again" in sentence
        assert sentence.count(". ") == 0


def test_an_unknown_failure_keeps_its_last_line_and_names_the_log() -> None:
    trouble = course.trouble_from_output("first\n\nlast words\n", ".course/install.log")
    assert trouble.kind == "unknown"
    assert "last words" in str(trouble) and ".course/install.log" in str(trouble)


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, "disk full"), (errno.EROFS, "read-only"), (errno.EACCES, "read-only"), (errno.EPERM, "read-only")],
)
def test_a_full_or_read_only_disk_is_one_sentence(
    clone: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, kind: str
) -> None:
    def refuse(self: Path, *args: object, **more: object) -> None:
        raise OSError(number, "injected")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert clone.main(["--no-browser"]) == 1
    printed = capsys.readouterr()
    assert printed.err.strip() == clone.SENTENCES[kind]
    assert "Traceback" not in printed.out + printed.err


@pytest.mark.parametrize(("winerror", "kind"), [(112, "disk full"), (5, "read-only"), (206, "path too long")])
def test_windows_error_numbers(winerror: int, kind: str) -> None:
    error = OSError(0, "injected")
    error.winerror = winerror  # type: ignore[attr-defined]
    assert course.trouble_from_os_error(error).kind == kind


def test_an_unforeseen_error_is_not_hidden() -> None:
    assert "injected" in str(course.trouble_from_os_error(OSError(errno.EIO, "injected")))


def test_too_little_room_is_said_before_anything_is_made(
    clone: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clone.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 10_000_000})())
    assert clone.main(["test"]) == 1
    assert capsys.readouterr().err.strip() == clone.SENTENCES["disk full"]
    assert calls.commands == []


@pytest.mark.parametrize("words", [["tets"], ["--port=1"], ["quit-it"]])
def test_an_unknown_word_is_answered(clone: ModuleType, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert clone.main(words) == 1
    printed = capsys.readouterr().err.strip()
    assert words[0] in printed and "\n" not in printed


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert course.main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(f"course.py {name}" in printed for name in course.COMMANDS if name != "open")


def test_ctrl_c_while_installing(clone: ModuleType, calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    calls.breaks = KeyboardInterrupt()
    assert clone.main(["test"]) == 130
    assert "next start carries on" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("platform", "in_console", "env", "closes"),
    [
        ("win32", 2, {}, True),  # double click: py.exe and python.exe
        ("win32", 1, {}, True),
        ("win32", 2, {"PROMPT": "$P$G"}, False),  # typed into a command prompt as python course.py
        ("win32", 3, {}, False),
        ("win32", 0, {}, False),  # no console at all
        ("linux", 1, {}, False),
        ("darwin", 1, {}, False),
    ],
)
def test_the_window_of_a_double_click_is_kept(platform: str, in_console: int, env: dict, closes: bool) -> None:
    assert course.window_closes(platform, in_console, env) is closes
