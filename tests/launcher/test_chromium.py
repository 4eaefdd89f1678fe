"""Where a browser for the tests is looked for, in which order."""

from __future__ import annotations

import pytest

import course

LOCAL = r"C:\Users\a\AppData\Local"
WINDOWS = {"PROGRAMFILES": r"C:\Program Files", "PROGRAMFILES(X86)": r"C:\Program Files (x86)", "LOCALAPPDATA": LOCAL}
CHROME = r"C:\Program Files\Google\Chrome\Application\chrome.exe"
EDGE = r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"


def find(platform: str, env: dict[str, str], there: tuple[str, ...] = (), path: tuple[str, ...] = ()) -> str | None:
    def glob(pattern: str) -> list[str]:
        head = pattern.split("*")[0]
        return [place for place in there if place.startswith(head)]

    return course.find_chromium(
        env,
        which=lambda name: f"/bin/{name}" if name in path else None,
        exists=lambda place: place in there,
        platform=platform,
        glob=glob,
    )


def test_chrome_path_wins_when_it_exists() -> None:
    env = {"CHROME_PATH": "/opt/c"}
    assert find("linux", env, ("/opt/c",), ("chromium",)) == "/opt/c"
    assert find("linux", env, (), ("chromium",)) == "/bin/chromium"


def test_then_the_path_in_the_order_the_readme_names() -> None:
    names = ("chromium", "google-chrome", "msedge")
    for position, name in enumerate(names):
        assert find("linux", {}, path=names[position:]) == f"/bin/{name}"


@pytest.mark.parametrize("there", [CHROME, EDGE])
def test_the_usual_places_on_windows(there: str) -> None:
    assert find("win32", WINDOWS, (there,)) == there
    assert find("win32", WINDOWS, (EDGE, CHROME)) == CHROME


def test_the_usual_places_on_macos() -> None:
    chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    own = "/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium"
    assert find("darwin", {"HOME": "/Users/a"}, (own, chrome)) == chrome
    assert find("darwin", {"HOME": "/Users/a"}, (own,)) == own


@pytest.mark.parametrize(
    ("platform", "env", "there"),
    [
        ("linux", {"HOME": "/home/a"}, "/home/a/.cache/ms-playwright/chromium-1200/chrome-linux/chrome"),
        ("linux", {"PLAYWRIGHT_BROWSERS_PATH": "/pw"}, "/pw/chromium-1200/chrome-linux64/chrome"),
        ("win32", {"LOCALAPPDATA": LOCAL}, LOCAL + r"\ms-playwright\chromium-1200\chrome-win\chrome.exe"),
        (
            "darwin",
            {"HOME": "/Users/a"},
            "/Users/a/Library/Caches/ms-playwright/chromium-1200/chrome-mac/Chromium.app/Contents/MacOS/Chromium",
        ),
    ],
)
def test_playwrights_own_comes_last(platform: str, env: dict[str, str], there: str) -> None:
    assert find(platform, env, (there,)) == there
    assert find(platform, env, (there,), ("chrome",)) == "/bin/chrome"


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_none_is_none(platform: str) -> None:
    assert find(platform, {}) is None


def test_the_tests_are_told_which_one(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    import sys
    from pathlib import Path

    monkeypatch.setattr(course, "find_chromium", lambda: "/opt/found")
    monkeypatch.setattr(course.Environment, "python", property(lambda self: Path(sys.executable)))
    course.run_with(course.choose_environment({}), ["-c", "import os; print(os.environ['CHROME_PATH'])"])
    assert capfd.readouterr().out.strip() == "/opt/found"
