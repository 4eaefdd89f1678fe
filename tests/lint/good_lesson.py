"""A good lesson in miniature, and the ways to change it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from content.evidence import Fact, Interval, Reference, Source

from .engine import Cell, Lesson

TRIAL = Reference("trial2020", "paper", "A trial", 2020, "Smith J", doi="10.1/trial")
SURVIVE = Fact(
    "survive", "cells", "More than 80% survive 24 hours.", Source("trial2020", "abstract"), "read", date(2026, 11, 25),
    value=82.6, unit="%", timeframe="24 hours",
)  # fmt: skip
HAZARD = Fact(
    "hazard", "trial", "No longer life.", Source("trial2020", "abstract"), "read", date(2026, 11, 25),
    value=0.95, unit="hazard ratio", interval=Interval(0.6, 1.4, "95% CI"), timeframe="3 years",
)  # fmt: skip
GUESS = Fact("guess", "trial", "Perhaps.", Source("trial2020", "?"), "memory", date(2026, 11, 25), value=7, unit="mg")
EVIDENCE = SimpleNamespace(
    fact={"survive": SURVIVE, "hazard": HAZARD, "guess": GUESS}.__getitem__,
    reference={"trial2020": TRIAL}.__getitem__,
)
HERE = Path(__file__).parent
CHECKS = ("99-one", "99-two", "99-three", "99-four", "99-five")
LOCK = {"deletable": False, "editable": False}


def markdown(source: str, id: str = "text", **course: Any) -> Cell:
    metadata = {**LOCK, **({"course": course} if course else {})}
    return {"cell_type": "markdown", "id": id, "metadata": metadata, "source": source}


def code(source: str, stored: str, id: str = "code") -> Cell:
    output = {"data": {"text/plain": stored}, "execution_count": 1, "metadata": {}, "output_type": "execute_result"}
    folded = {**LOCK, "jupyter": {"source_hidden": True}, "tags": ["remove_input"]}
    return {
        "cell_type": "code", "execution_count": 1, "id": id, "metadata": folded, "outputs": [output], "source": source
    }  # fmt: skip


def deeper(cell: Cell) -> Cell:
    return {**cell, "metadata": {**cell["metadata"], "tags": ["deeper", "remove_input"]}}


GOOD_CELLS = [
    markdown(
        "# A good lesson\n\n15 minutes for the core, 19 with everything.\n\n"
        '<button data-commandlinker-command="notebook:run-all-cells">Start this lesson</button>\n\n'
        "No button above? Choose **Run**, then **Run All Cells**.",
        "title",
    ),
    code('# The top of the lesson\nlesson_top("99")', "For teaching only.", "lesson-top"),
    markdown("She rings on a Monday.", "opening"),
    markdown("**After this lesson you can**\n\n- say what lived.", "objectives"),
    markdown(
        "## What the study showed\n\nAbout 83% of the cells lived for 24 hours, 83 of 100, in a 2020 study "
        "([Smith 2020](https://doi.org/10.1/trial)).\nA hazard ratio of 0.95 (95% CI 0.60 to 1.40) at three years says "
        "that [27% is not what she hoped](https://doi.org/10.1/trial).\n\n"
        "![Cells that leave a vessel](examples.py)\n\n"
        "```mermaid\nflowchart LR\n  accTitle: The steps\n  accDescr: Two steps in a row\n  A --> B\n```\n\n"
        "| Step | Share |\n|---|---|\n| first | small |",
        "study", facts=["survive", "hazard"], outcomes=[7],
    ),
    markdown(
        "> **“None of them lives.”**\n>\n> Not so, most do ([Smith 2020](https://doi.org/10.1/trial)).",
        "refutation-mc10", facts=["survive"],
    ),
    markdown(
        "> **“It lengthens life.”**\n>\n> Not by itself ([Smith 2020](https://doi.org/10.1/trial)).",
        "refutation-mc11", facts=["hazard"],
    ),
    markdown(
        '### Ana\n\nAna is 63 years old. Seven years after her operation her saturation is 91%. "Is it in me now?"',
        "ana", kind="person",
    ),
    code("# Make one step harder and look\ncascade.live()", "Which is the hardest?\nWhere do most fail?", "explorer"),
    code('# The visit of Ana, decision by decision\ncase("99")', "She waits. What do you do?", "case"),
    markdown("## Check yourself", "self-check"),
    code(f"# Five questions about this\nask{CHECKS}", "Who lives? How many?", "self-check-questions"),
    code('# How sure you were just now\nhow_sure("99")', "This says how sure you were.", "how-sure"),
    markdown("## Five things\n\n1. Most live.\n2. No longer life.", "five-things"),
    markdown("## At once\n\nAsk.", "at-once"),
    markdown("## Two sentences\n\n> “Most live.”\n>\n> “Tell me more.”", "two-sentences", patient_facing=True),
    markdown("## What was not shown\n\nMuch.", "limits"),
    {**markdown("## For the class", "class"), "metadata": {**LOCK, "jp-MarkdownHeadingCollapsed": True}},
    deeper(code("# Two tubes of the same blood\nctc.live()", "Will they say the same?", "tubes")),
    deeper(code('# Votes for a whole class\npolls("99")', "Who lives?", "polls")),
    markdown("## References\n\n1. [Smith J. Survivors for 30 years. 2020.](https://doi.org/10.1/trial)", "references"),
    code('# Where to go from here\nlesson_end("99")', "Next: nothing.", "lesson-end"),
]  # fmt: skip
ABOUT = {"lesson": "99", "title": "A good lesson", "minutes": {"core": 15, "all": 19}, "tracks": [], "outcomes": [7]}
RECORD = SimpleNamespace(
    objectives=("Say what lived.",), five_things=("Most live.", "No longer life."),
    say_to_the_person=("Most live.", "Tell me more."),
)  # fmt: skip
ROLES = {**dict.fromkeys(CHECKS, "self-check"), "99-bank": "bank", "99-poll": "poll", "03-which-step": "predict"}
QUESTIONS = tuple(SimpleNamespace(id=id, role=role, outcome=7) for id, role in ROLES.items())
BELIEFS = {"MC10": SimpleNamespace(facts=("survive",)), "MC11": SimpleNamespace(facts=("hazard",))}
TEACHING = SimpleNamespace(
    lesson=lambda number: RECORD,
    questions=lambda number: QUESTIONS,
    warm_ups=lambda number: (),
    minutes_of_case=lambda number: 5,
    secrets=lambda: ["Because most of them live."],
    misconception=BELIEFS.__getitem__,
)
Change = Callable[[dict[str, Any], dict[str, Cell]], object]


def lesson(change: Change | None = None, size: int = 3_000) -> Lesson:
    """The good lesson, or what becomes of it: `change` gets the notebook and its cells by id."""
    notebook: dict[str, Any] = {"cells": deepcopy(GOOD_CELLS), "metadata": {"course": deepcopy(ABOUT)}}
    if change:
        change(notebook, {cell["id"]: cell for cell in notebook["cells"]})
    return Lesson("99_good", notebook, HERE, size, EVIDENCE, TEACHING)


def saying(text: str, **course: Any) -> Change:
    """A lesson with one more cell of text."""
    return lambda notebook, _: notebook["cells"].insert(2, markdown(text, "said", **course))


def running(source: str, stored: str = "Something.") -> Change:
    """A lesson with one more cell of code."""
    return lambda notebook, _: notebook["cells"].insert(2, code(source, stored, "run"))


def explorers(count: int) -> list[Cell]:
    return [code("# One picture after the other\nctc.live()", "Which?", f"explorer-{n}") for n in range(count)]


def storing(output: dict[str, Any]) -> Change:
    return lambda _, cell: cell["explorer"].update(outputs=[output])


def reading(id: str, source: str) -> Change:
    """A lesson with another source in one cell."""
    return lambda _, cell: cell[id].update(source=source)


def without(id: str) -> Change:
    return lambda notebook, cell: notebook["cells"].remove(cell[id])


def opening(old: str, new: str) -> Change:
    return lambda _, cell: cell["title"].update(source=cell["title"]["source"].replace(old, new))
