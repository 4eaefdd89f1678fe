"""Rules about cells: what a student must not see, must not break and must not wait for."""

from __future__ import annotations

import ast
import re

from .engine import Cell, Finding, Lesson, rule, stored_text

PUBLISH = "Run python3 course.py notebooks"
MOST_LINES = 5
MOST_BYTES = 400_000
_PLAIN_COMMENT = re.compile(r"#\s+[A-Z][^=_(){}\[\]`<>\\]*")


@rule
def code_cell_begins_with_plain_words(lesson: Lesson) -> list[Finding]:
    """The first line stays visible when the cell is folded, and students are not programmers."""
    return [
        Finding(
            lesson.at(cell),
            f"the first line is {cell['source'].splitlines()[:1]}",
            "Begin with a comment of three or more plain words: # Make one step harder and look",
        )
        for cell in lesson.code
        if not _is_plain(cell["source"])
    ]


def _is_plain(source: str) -> bool:
    first = (source.splitlines() or [""])[0].rstrip()
    return bool(_PLAIN_COMMENT.fullmatch(first)) and len(first.split()) >= 4


@rule
def code_cell_is_short(lesson: Lesson) -> list[Finding]:
    """One to five lines: a lesson tells, widgets and content do."""
    return [
        Finding(lesson.at(cell), f"{count} lines of code", "Keep one to five; move the rest to widgets or content")
        for cell in lesson.code
        if not 1 <= (count := _lines_of_code(cell)) <= MOST_LINES
    ]


def _lines_of_code(cell: Cell) -> int:
    lines = (line.strip() for line in cell["source"].splitlines())
    return sum(bool(line) and not line.startswith("#") for line in lines)


@rule
def code_cell_is_python_without_magic(lesson: Lesson) -> list[Finding]:
    """No shell, no magic, no marker that would let a cell escape the strict comparison."""
    found = []
    for cell in lesson.code:
        if "nbval" in cell["source"].lower():
            found.append(Finding(lesson.at(cell), "a marker for nbval", "Let the cell be compared like all others"))
        try:
            ast.parse(cell["source"])
        except SyntaxError as error:
            found.append(Finding(lesson.at(cell), f"is not plain Python ({error.msg})", "Use no magic and no shell"))
    return found


@rule
def code_cell_is_folded(lesson: Lesson) -> list[Finding]:
    return [
        Finding(lesson.at(cell), "the code is not folded and tagged", PUBLISH)
        for cell in lesson.code
        if cell["metadata"].get("jupyter", {}).get("source_hidden") is not True
        or "remove_input" not in cell["metadata"].get("tags", ())
    ]


@rule
def every_cell_is_locked(lesson: Lesson) -> list[Finding]:
    return [
        Finding(lesson.at(cell), "a student can edit or delete it", PUBLISH)
        for cell in lesson.cells
        if cell["metadata"].get("editable") is not False or cell["metadata"].get("deletable") is not False
    ]


@rule
def only_plain_text_is_stored(lesson: Lesson) -> list[Finding]:
    """Neither errors nor warnings nor pages of widgets: a saved view without its kernel shows an error."""
    found = []
    for cell in lesson.code:
        for output in cell["outputs"]:
            kind = output["output_type"]
            if kind == "error":
                what = f"stores the error {output['ename']}"
                found.append(Finding(lesson.at(cell), what, f"Mend the cell. {PUBLISH}"))
            elif kind == "stream" and output["name"] != "stdout":
                found.append(Finding(lesson.at(cell), "stores a warning", f"Mend its cause. {PUBLISH}"))
            elif others := sorted(set(output.get("data", ())) - {"text/plain"}):
                found.append(Finding(lesson.at(cell), f"stores {', '.join(others)}", PUBLISH))
    return found


@rule
def no_widget_state_is_stored(lesson: Lesson) -> list[Finding]:
    stored = "widgets" in lesson.notebook["metadata"]
    return [Finding(lesson.name, "stores the state of widgets", PUBLISH)] if stored else []


@rule
def code_cell_says_something_before_it_runs(lesson: Lesson) -> list[Finding]:
    """Until the lesson is started the stored text is all that a student sees of a cell."""
    return [
        Finding(lesson.at(cell), "nothing is stored under it", f"End the cell with what it shows. {PUBLISH}")
        for cell in lesson.code
        if not stored_text(cell).strip()
    ]


@rule
def file_is_small(lesson: Lesson) -> list[Finding]:
    if lesson.size < MOST_BYTES:
        return []
    what = f"the file has {lesson.size // 1000} kB"
    return [Finding(lesson.name, what, f"Keep it under {MOST_BYTES // 1000} kB: no pictures inside")]
