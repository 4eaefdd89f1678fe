"""Runs one notebook through strict nbval in a process of its own, without a network and with the clock ahead.

A stored output that depends on the date cannot be equal two years later, and one that depends on somebody's progress
cannot be equal where a stranger has answered every question; so one run per notebook holds all of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from content.lessons import lessons
from content.teaching import questions
from widgets.progress.keeper import Keeper

ROOT = Path(__file__).parents[2]
GUARD = Path(__file__).parent / "guard"
TWO_YEARS = 730
PROGRESS = "progress.sqlite"
UNUSED_PLUGINS = ("cacheprovider", "hypothesispytest", "xdist", "anyio")


@dataclass(frozen=True)
class Outcome:
    """What came of it: whether every cell gives what is stored, nbval's report, connections that were tried."""

    equal: bool
    report: str
    refused: tuple[str, ...]


def run_strictly(notebook: Path, nobodys: Path, days_ahead: int = TWO_YEARS) -> Outcome:
    """`nobodys` is an empty folder that serves as home; somebody's progress is put there."""
    log = nobodys / "refused.txt"
    answer_everything(nobodys / PROGRESS)
    command = [sys.executable, "-m", "pytest", "-q", "--color=no", "--nbval", "--nbval-current-env"]
    command += [f"-pno:{plugin}" for plugin in UNUSED_PLUGINS]
    done = subprocess.run(
        [*command, str(notebook)],
        cwd=ROOT,
        env=guarded(nobodys, log, days_ahead),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    refused = tuple(log.read_text(encoding="utf-8").splitlines()) if log.exists() else ()
    return Outcome(done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:], refused)


def answer_everything(path: Path) -> None:
    """A store in which every question was answered, half of them wrongly and surely, and every lesson was begun."""
    keeper = Keeper(path, lambda: datetime(2026, 11, 1, tzinfo=UTC))
    for lesson in lessons():
        keeper.record_visit(lesson.lesson, "lesson-top")
        for number, question in enumerate(questions.load(lesson.lesson)):
            keeper.record_answer(question.id, lesson.lesson, number % 2 == 0, 3)


def guarded(nobodys: Path, log: Path, days_ahead: int) -> dict[str, str]:
    """The environment: nothing of the person who runs the tests, guard and course on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "PYTEST_"))}
    home = {"HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}
    home |= {"IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"}
    return {
        **kept,
        **{name: str(nobodys) for name in home},
        "COURSE_PROGRESS": str(nobodys / PROGRESS),
        "COURSE_GUARD": str(log),
        "COURSE_CLOCK": str(days_ahead),
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join([str(GUARD), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
