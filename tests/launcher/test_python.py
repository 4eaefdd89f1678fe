"""Which Python makes the environment, and that the file runs under old ones far enough to say its sentence."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import course

SOURCE = Path(course.__file__).read_text(encoding="utf-8")


def test_the_file_parses_under_python_3_8() -> None:
    ast.parse(SOURCE, feature_version=(3, 8))
    assert "from __future__ import annotations" in SOURCE, "annotations such as X | None must not be evaluated"


def test_only_the_standard_library_is_imported() -> None:
    modules = set()
    for node in ast.walk(ast.parse(SOURCE)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(str(node.module).split(".")[0])
    assert modules <= set(sys.stdlib_module_names)


def old_python(version: str) -> str:
    kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    found = str(kept[-1]) if kept else shutil.which(f"python{version}")
    if not found or subprocess.run([found, "-c", ""], capture_output=True).returncode:
        pytest.skip(f"no Python {version} on this machine")
    return found


@pytest.mark.parametrize("version", ["3.8", "3.9"])
def test_an_old_python_alone_gets_its_sentence(clone: ModuleType, version: str) -> None:
    done = subprocess.run(
        [old_python(version), str(clone.HOME / "course.py"), "--no-browser"],
        env={"PATH": str(clone.HOME), "HOME": str(clone.HOME)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"The course needs Python 3.11 to 3.14, and this is Python {version}: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("version", ["3.8", "3.9"])
def test_doctor_runs_under_an_old_python(clone: ModuleType, version: str) -> None:
    command = [old_python(version), str(clone.HOME / "course.py"), "doctor"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert f"CPython {version}" in done.stdout


def test_the_running_python_is_taken_when_it_suits() -> None:
    assert course.base_python((3, 11, 0), "cpython", ask=lambda command: pytest.fail("asked")) == sys.executable


@pytest.mark.parametrize(
    ("version", "implementation"), [((3, 9, 6), "cpython"), ((3, 15, 0), "cpython"), ((3, 11, 0), "pypy")]
)
def test_another_one_is_looked_for_newest_first(version: tuple[int, ...], implementation: str) -> None:
    asked: list[list[str]] = []

    def ask(command: list[str]) -> str | None:
        asked.append(command)
        return "/usr/bin/python3.12" if command == ["python3.12"] else None

    assert course.base_python(version, implementation, "linux", {}, ask) == "/usr/bin/python3.12"
    assert asked == [["python3.14"], ["python3.13"], ["python3.12"]]


def test_where_windows_and_macos_are_searched() -> None:
    env = {"LOCALAPPDATA": r"C:\Users\a\AppData\Local", "PROGRAMFILES": r"C:\Program Files"}
    windows = course.python_candidates("win32", env)
    assert windows[0] == ["py", "-3.14"]
    assert [r"C:\Users\a\AppData\Local\Programs\Python\Python313\python.exe"] in windows
    assert [r"C:\Program Files\Python311\python.exe"] in windows
    mac = course.python_candidates("darwin", {})
    assert ["/opt/homebrew/bin/python3.12"] in mac
    assert ["/Library/Frameworks/Python.framework/Versions/3.13/bin/python3.13"] in mac
    assert all(candidates[-1][0] == "uv" for candidates in (windows, mac))


@pytest.mark.parametrize(
    ("platform", "hint"), [("win32", "winget install"), ("darwin", "brew install"), ("linux", "apt install")]
)
def test_none_at_all_says_what_to_install(platform: str, hint: str) -> None:
    with pytest.raises(course.Trouble) as caught:
        course.base_python((3, 9, 6), "cpython", platform, {}, lambda command: None)
    assert hint in str(caught.value) and "Python 3.9" in str(caught.value) and "\n" not in str(caught.value)


def test_what_is_no_python_is_passed_over(tmp_path: Path) -> None:
    assert course.ask_python([str(tmp_path / "missing")]) is None
    assert course.ask_python([sys.executable, "-c", "print('Python was not found; run without arguments')"]) is None
    assert course.ask_python([sys.executable]) == sys.executable
