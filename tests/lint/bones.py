"""Rules about the bones of a lesson: how it opens, what stands in it before somebody starts it."""

from __future__ import annotations

import ast
import re
from functools import cache

from .cells import PUBLISH
from .engine import ROOT, Cell, Finding, Lesson, headings, rule, stored_text

START = 'data-commandlinker-command="notebook:run-all-cells"'


@rule
def first_cell_opens_the_lesson(lesson: Lesson) -> list[Finding]:
    """Title, minutes, one start button, and a line for those who opened it without course.py and see no button."""
    if not lesson.cells or lesson.cells[0]["cell_type"] != "markdown":
        return [Finding(lesson.name, "does not begin with a text", "Begin with title, minutes and the start button")]
    cell, about = lesson.cells[0], lesson.notebook["metadata"].get("course", {})
    source = cell["source"]
    title = next((text for level, text in headings(source) if level == 1), None)
    minutes = [str(number) for number in about.get("minutes", {}).values()]
    wanted = {
        f"the title '# {about.get('title')}'": title is not None and title == about.get("title"),
        f"the minutes ({', '.join(minutes)})": "minute" in source
        and all(re.search(rf"\b{number}\b", source) for number in minutes),
        f"one start button (<button {START} ...>)": source.count(START) == 1 and source.count("<button") == 1,
        "a line for those who see no button (it names Run All Cells)": "Run All Cells" in source,
    }
    return [Finding(lesson.at(cell), f"lacks {what}", "Add it") for what, there in wanted.items() if not there]


@rule
def lesson_top_comes_first_and_lesson_end_last(lesson: Lesson) -> list[Finding]:
    found = []
    for name, cells, place in (("lesson_top", lesson.code[:1], "first"), ("lesson_end", lesson.code[-1:], "last")):
        if not cells or name not in _called(cells[0]):
            number = lesson.notebook["metadata"].get("course", {}).get("lesson", "NN")
            mend = f'Call {name}("{number}") in the {place} code cell'
            found.append(Finding(lesson.name, f"{name}() is not the {place} code cell", mend))
        elif "deeper" in cells[0]["metadata"].get("tags", ()):
            mend = f"Put a heading of the same level before it. {PUBLISH}"
            found.append(Finding(lesson.name, f"{name}() is folded away with the Deeper part", mend))
    return found


@rule
def what_asks_first_stores_its_question(lesson: Lesson) -> list[Finding]:
    """Before the start a student reads the stored text; a locked explorer must not give its answer away there."""
    locked = locked_explorers()
    mend = "Let its stored text be the stem"
    return [
        Finding(lesson.at(cell), f"{name} asks first, but what is stored does not end with a question", mend)
        for cell in lesson.code
        for name in sorted(_live(cell) & locked)
        if not stored_text(cell).rstrip().endswith("?")
    ]


@cache
def locked_explorers() -> frozenset[str]:
    """The explorers that ask for a prediction, read from their declarations without importing plotly."""
    found = set()
    for path in sorted((ROOT / "widgets" / "explorers").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for call in node.decorator_list:
                    if isinstance(call, ast.Call) and any(k.arg == "predict" for k in call.keywords):
                        found.add(node.name)
    return frozenset(found)


def _nodes(cell: Cell) -> list[ast.AST]:
    try:
        return list(ast.walk(ast.parse(cell["source"])))
    except SyntaxError:
        return []  # told by another rule


def _called(cell: Cell) -> set[str]:
    return {node.func.id for node in _nodes(cell) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def _live(cell: Cell) -> set[str]:
    """The names before `.live(`: cascade.live() and cascade.cascade.live() both give cascade."""
    owners = (
        node.func.value
        for node in _nodes(cell)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "live"
    )
    return {o.id if isinstance(o, ast.Name) else o.attr for o in owners if isinstance(o, (ast.Name, ast.Attribute))}
