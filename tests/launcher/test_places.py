"""Where things lie, what may be deleted, and that files are written whole."""

from __future__ import annotations

import os
import threading
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import ModuleType

import pytest

import course

LOCAL = {"LOCALAPPDATA": r"C:\Users\a\AppData\Local"}


@pytest.mark.parametrize(
    ("home", "env", "reason"),
    [
        (r"C:\Users\a\course", {}, ""),
        (r"C:\Users\a\OneDrive\course", {}, "synchronised"),
        (r"C:\Users\a\OneDrive - University\course", {}, "synchronised"),
        (r"C:\Users\a\Dropbox (Personal)\course", {}, "synchronised"),
        (r"C:\Users\a\iCloudDrive\course", {}, "synchronised"),
        (r"G:\My Drive\course", {}, "synchronised"),
        (r"D:\cloud\course", {"OneDrive": r"D:\cloud"}, "synchronised"),
        (r"\\server\share\course", {}, "network"),
        ("C:\\Users\\a\\" + "deep\\" * 16 + "course", {}, "long"),
    ],
)
def test_on_windows_some_folders_are_no_place_for_an_environment(home: str, env: dict, reason: str) -> None:
    place, why = course.place_of("win32", PureWindowsPath(home), {**LOCAL, **env})
    assert reason in why
    if reason:
        assert str(place).startswith(r"C:\Users\a\AppData\Local\mbc-course")
        assert len(str(place)) + course.LONGEST_PATH_INSIDE <= course.WINDOWS_PATH_LIMIT
    else:
        assert place == PureWindowsPath(home)


def test_two_clones_in_the_cloud_do_not_share_an_environment() -> None:
    places = {course.place_of("win32", PureWindowsPath(rf"C:\OneDrive\{n}"), LOCAL)[0] for n in ("a", "b", "A")}
    assert len(places) == 2, "and Windows does not tell a from A"


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_elsewhere_everything_stays_in_the_clone(platform: str) -> None:
    home = PurePosixPath("/home/a/Dropbox/course")
    assert course.place_of(platform, home, {}) == (home, "")


@pytest.mark.parametrize("name", ["notebooks", "notebooks/00_start_here.ipynb", ".", ".course/../notebooks", ".venvx"])
def test_nothing_but_the_two_folders_is_ever_deleted(tmp_path: Path, name: str) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / ".course").mkdir()
    (tmp_path / "notebooks" / "00_start_here.ipynb").write_text("{}")
    with pytest.raises(ValueError, match="not ours"):
        course.remove(tmp_path / name, tmp_path)
    assert (tmp_path / "notebooks" / "00_start_here.ipynb").is_file()


def test_a_path_outside_the_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(ValueError, match="not"):
        course.remove(tmp_path / ".venv", tmp_path / "a")


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_is_cut_and_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("mine")
    (tmp_path / ".venv").symlink_to(precious)
    course.remove(tmp_path / ".venv", tmp_path)
    assert not (tmp_path / ".venv").exists()
    assert (precious / "thesis.txt").read_text() == "mine"


def test_deleting_goes_through_one_function() -> None:
    source = Path(course.__file__).read_text(encoding="utf-8")
    body = source[source.index("def remove(") :].split("\n\n\n")[0]
    for call in ("rmtree(", ".unlink(", "os.remove(", "rmdir("):
        assert source.count(call) == body.count(call), f"{call} outside remove()"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a" / "b.json"
    assert course.write_if_changed(target, b"one") is True
    assert course.write_if_changed(target, b"one") is False

    def killed(self: Path, other: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        course.write_if_changed(target, b"two")
    assert target.read_bytes() == b"one"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_a_damaged_state_file_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert course.read_json(tmp_path / "x.json") == {}


def test_a_second_start_waits_for_the_first(clone: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    order: list[str] = []

    def second() -> None:
        with clone.one_start_at_a_time(clone.STATE):
            order.append("second")

    thread = threading.Thread(target=second)
    with clone.one_start_at_a_time(clone.STATE):
        thread.start()
        thread.join(timeout=0.1)
        assert thread.is_alive()
        order.append("first")
    thread.join(timeout=10)
    assert order == ["first", "second"]
    assert "waiting" in capsys.readouterr().out
