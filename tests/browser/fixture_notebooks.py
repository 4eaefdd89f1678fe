"""The notebooks that ring 4 opens: the real lessons, and small ones built here so that no file can grow stale."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).parents[2]
LOCKED = {"editable": False, "deletable": False}
START = (
    '<button data-commandlinker-command="notebook:run-all-cells" class="jp-mod-styled jp-mod-accept">'
    "Start this lesson</button>"
)
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def words(text: str, **metadata: object) -> nbformat.NotebookNode:
    return new_markdown_cell(text, metadata={**LOCKED, **metadata})


def code(text: str, stored: str = "") -> nbformat.NotebookNode:
    outputs = [new_output("execute_result", {"text/plain": stored}, execution_count=None)] if stored else []
    folded = {"jupyter": {"source_hidden": True}, "tags": ["remove_input"]}
    return new_code_cell(text, metadata={**LOCKED, **folded}, outputs=outputs)


def page_of(*names: str) -> nbformat.NotebookNode:
    """A notebook with the named fixture explorers, one a cell, and the start button of a lesson above them."""
    cells = [words(f"# Fixtures\n\n{START}\n\nSome words to read.")]
    for name in names:
        cells.append(code(f"# Show {name}\nfrom browser.fixture_explorers import {name}\n{name}.live()"))
    return new_notebook(cells=cells, metadata=KERNEL)


def two_views() -> nbformat.NotebookNode:
    """One explorer shown twice, another one, a count of all widgets that the kernel holds, and a widget not ours."""
    return new_notebook(
        cells=[
            words(f"# Two views\n\n{START}"),
            code("# One explorer\nfrom browser.fixture_explorers import bench, other\nshown = bench.live()\nshown"),
            code("# The same once more\nshown"),
            code("# Another one\nother.live()"),
            code("# How many widgets live\nimport ipywidgets\nlen(ipywidgets.widgets.widget._instances)"),
            code("# A widget with nothing of ours\nfrom browser.fixture_explorers import bare\nbare()"),
        ],
        metadata=KERNEL,
    )


def teaching() -> nbformat.NotebookNode:
    """Questions, how they went, a case, votes and the map, with progress in a file of the kernel's own."""
    kept = "import os, tempfile\nos.environ['COURSE_PROGRESS'] = tempfile.mkdtemp() + '/progress.sqlite'"
    cells = [words(f"# Questions\n\n{START}\n\nSome words to read."), code(f"# Where progress is kept here\n{kept}")]
    for name in ("quiz", "sure", "case", "votes", "own_page"):
        cells.append(code(f"# Show {name} on the page\nfrom browser.fixture_teaching import {name}\n{name}()"))
    return new_notebook(cells=cells, metadata=KERNEL)


def busy() -> nbformat.NotebookNode:
    """A lesson with a cell that is at work until the test lets it on."""
    made = lesson()
    made.cells.insert(2, code("# Work that takes long\nfrom browser.fixture_explorers import pause\npause()"))
    return made


def lesson() -> nbformat.NotebookNode:
    """A small lesson with all that a lesson has."""
    long = "\n\n".join(f"A paragraph of words, number {n}. " + "It goes on for a while. " * 12 for n in range(8))
    table = "| Site | Of 100 |\n| --- | --- |\n| Bone | 70 |\n| Liver | 40 |"
    top = '# The top of the lesson\nfrom widgets import lesson_end, lesson_top\nlesson_top("03")'
    more = {"jp-MarkdownHeadingCollapsed": True, "tags": ["deeper"]}
    return new_notebook(
        cells=[
            words(f"# A small lesson\n\nThree minutes.\n\n{START}\n\n*If nothing happens, choose Run All Cells.*"),
            code(top, "For teaching only."),
            words(f"## A first question\n\nSome words to *read*.\n\n{table}"),
            code("# An explorer\nfrom browser.fixture_explorers import bench\nbench.live()", "With 4 mg it is so."),
            words(long),
            words("## Deeper", **more),
            words("These words are for those who want more.", tags=["deeper"]),
            words("## The end"),
            code('# The end of the lesson\nlesson_end("03")', "This is the last lesson so far."),
        ],
        metadata=KERNEL,
    )


FIXTURES = {
    "fixture_bench": lambda: page_of("bench"),
    "fixture_locked": lambda: page_of("locked"),
    "fixture_pictures": lambda: page_of("bench", "drawn", "card", "stairs"),
    "fixture_trouble": lambda: page_of("breaking", "slow"),
    "fixture_lost": lambda: page_of("bench", "stairs"),
    "fixture_views": two_views,
    "fixture_hurt": lambda: page_of("hurt", "hurt_walk"),
    "fixture_plain": lambda: page_of("bench"),
    **{f"fixture_teaching{end}": teaching for end in ("", "_phone")},
    # Pages that are open at the same time share a kernel and a file if they show the same notebook.
    **{f"fixture_lesson{end}": lesson for end in ("", "_phone", "_twice", "_lost")},
    **{f"fixture_{name}": busy for name in ("busy", "pressed")},
}


def write_all(originals: Path) -> None:
    """All fixtures and a copy of the real lessons into `originals`."""
    shutil.copytree(ROOT / "notebooks", originals, ignore=shutil.ignore_patterns(".*"))
    for name, make in FIXTURES.items():
        nbformat.write(make(), originals / f"{name}.ipynb")
