"""Rules about the bones of a lesson: how it opens, what stands in it before somebody starts it."""

from __future__ import annotations

import re

from .calls import explorers, names_called, predictions
from .cells import PUBLISH
from .engine import Finding, Lesson, headings, is_folded, rule, stored_text

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
        if not cells or name not in names_called(cells[0]):
            mend = f'Call {name}("{lesson.number}") in the {place} code cell'
            found.append(Finding(lesson.name, f"{name}() is not the {place} code cell", mend))
        elif is_folded(cells[0]):
            mend = f"Put a heading of the same level before it. {PUBLISH}"
            found.append(Finding(lesson.name, f"{name}() is folded away with the Deeper part", mend))
    return found


@rule
def what_asks_first_stores_its_question(lesson: Lesson) -> list[Finding]:
    """Before the start a student reads the stored text; a locked explorer must not give its answer away there."""
    mend = "Let its stored text be the stem"
    return [
        Finding(lesson.at(cell), f"{name} asks first, but what is stored does not end with a question", mend)
        for cell in lesson.code
        for name in sorted(explorers(cell) & predictions().keys())
        if not stored_text(cell).rstrip().endswith("?")
    ]
