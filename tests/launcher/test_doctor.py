"""The report of `doctor`: complete, written by no network and no installation, and without a person in it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

import course


def report(clone: ModuleType, capsys: pytest.CaptureFixture[str]) -> str:
    assert clone.main(["doctor"]) == 0
    return capsys.readouterr().out


def test_a_fresh_clone_is_described_and_left_as_it_was(clone: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(clone.HOME.rglob("*"))
    text = report(clone, capsys)
    for name in ("System", "Environment", "Chromium", "Working copy", "Server", "Progress", "Free disk"):
        assert f"\n{name} " in f"\n{text}"
    assert "not made yet" in text and "none yet" in text and "not running" in text
    assert sorted(clone.HOME.rglob("*")) == before


def test_it_names_no_person(
    clone: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clone.Path, "home", lambda: clone.HOME.parent)
    monkeypatch.setenv("USER", "annamaria")
    monkeypatch.setenv("USERNAME", "annamaria")
    monkeypatch.setattr(clone, "find_chromium", lambda: "/mnt/c/Users/annamaria/chrome")
    text = report(clone, capsys)
    assert str(clone.HOME.parent) not in text
    assert "annamaria" not in text
    assert "~" in text


def test_versions_come_from_the_environment(
    clone: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    python = clone.choose_environment().python
    python.parent.mkdir(parents=True)
    python.touch()
    progress = tmp_path / "progress.sqlite"
    about = '{"python": "3.13.1", "packages": {"jupyterlab": "4.6.6"}, "progress": "%s"}' % progress.as_posix()  # noqa: UP031
    monkeypatch.setattr(clone, "call", lambda command, **more: (0, f"a warning\n{about}\n"))
    text = report(clone, capsys)
    assert "4.6.6" in text and "3.13.1" in text and "half made" in text
    assert "none yet, will be" in text
    assert not progress.exists()
    progress.touch()
    assert "kept in" in report(clone, capsys)


@pytest.mark.parametrize(
    ("text", "home", "user", "wanted"),
    [
        ("/home/anna/course", "/home/anna", "anna", "~/course"),
        ("/home/annabel/course", "/home/anna", "anna", "/home/annabel/course"),
        (r"C:\Users\anna\course", r"C:\Users\anna", "anna", r"~\course"),
        ("/mnt/c/Users/anna", "/home/anna", "anna", "/mnt/c/Users/<user>"),
        ("Python 3.11", "/", "", "Python 3.11"),
    ],
)
def test_home_and_name_are_taken_out(text: str, home: str, user: str, wanted: str) -> None:
    assert course.anonymous(text, home, user) == wanted
