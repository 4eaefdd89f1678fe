"""The house: arrows only downwards, short files, names that say something, types and style."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .engine import ROOT, told
from .repository import files

FRONT_LINES = 200
PYTHON_LINES = 350
JUPYTER = {"IPython", "anywidget", "ipykernel", "ipywidgets", "nbclient", "nbconvert", "nbformat", "traitlets"}
FORBIDDEN = {  # storey -> what it must not know
    "content": JUPYTER | {"plotly", "widgets", "notebooks", "tests", "course"},
    "widgets": {"notebooks", "tests", "course"},
}
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|core|managers?|misc)(_|$)")


def imported(source: str) -> set[str]:
    """The top-level packages a module imports, also inside its functions and by import_module("...")."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("import_module", "__import__") and isinstance(node.args[0].value, str):
                found.add(node.args[0].value.split(".")[0])
    return found


def upwards(storey: str, source: str) -> set[str]:
    names = imported(source)
    return {name for name in names if name in FORBIDDEN[storey] or (storey == "content" and name.startswith("jupyter"))}


def too_long(path: Path, text: str) -> str | None:
    """A sentence if the file is longer than a reader should have to hold in mind."""
    lines = text.count("\n")
    front = path.suffix in (".js", ".css") and "front" in path.parts
    # course.py is one file on purpose: somebody can read it whole, and it runs before anything is installed.
    module = path.suffix == ".py" and path != ROOT / "course.py"
    if (front and lines > FRONT_LINES) or (module and lines > PYTHON_LINES):
        return f"{path.relative_to(ROOT)} has {lines} lines: part it along what it does"
    return None


@pytest.mark.parametrize("storey", FORBIDDEN)
def test_arrows_point_downwards(storey: str):
    found = [
        f"{path.relative_to(ROOT)} imports {', '.join(sorted(names))}"
        for path in sorted((ROOT / storey).rglob("*.py"))
        if (names := upwards(storey, path.read_text(encoding="utf-8")))
    ]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("storey", "source", "caught"),
    [
        ("content", "import numpy, plotly.graph_objects", {"plotly"}),
        ("content", "def f():\n    from widgets.theme import INK", {"widgets"}),
        ("content", "from jupyter_client import x", {"jupyter_client"}),
        ("content", "import_module('anywidget')", {"anywidget"}),
        ("content", "from . import records\nfrom content import evidence", set()),
        ("widgets", "from tests.lint import engine", {"tests"}),
        ("widgets", "import anywidget, plotly\nfrom content import models", set()),
    ],
)
def test_an_arrow_upwards_is_caught(storey: str, source: str, caught: set[str]):
    assert upwards(storey, source) == caught


def test_files_are_short():
    texts = ((path, path.read_text(encoding="utf-8")) for path in files() if path.suffix in (".py", ".js", ".css"))
    found = [sentence for path, text in texts if (sentence := too_long(path, text))]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("name", "lines", "caught"),
    [
        ("widgets/front/a.js", 200, False),
        ("widgets/front/a.js", 201, True),
        ("widgets/front/style.css", 201, True),
        ("content/models/a.py", 350, False),
        ("content/models/a.py", 351, True),
        ("course.py", 900, False),
    ],
)
def test_a_long_file_is_caught(name: str, lines: int, caught: bool):
    assert (too_long(ROOT / name, "x\n" * lines) is not None) == caught


def test_modules_have_names_that_say_something():
    found = [str(p.relative_to(ROOT)) for p in files() if p.suffix == ".py" and EMPTY_NAMES.search(p.stem)]
    assert not found, told(found)
    assert EMPTY_NAMES.search("plot_utils") and EMPTY_NAMES.search("core") and not EMPTY_NAMES.search("score")


@pytest.mark.parametrize("command", [["ruff", "check", "."], ["mypy"]], ids=["ruff", "mypy"])
def test_style_and_types(command: list[str]):
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
