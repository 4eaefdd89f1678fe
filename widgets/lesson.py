"""What stands at the top and at the end of every lesson: where you are, what it is not, how to go on.

`lesson_top("03")` is the first code cell of a notebook and `lesson_end("03")` the last.
"""

from __future__ import annotations

import os
from typing import Any, Final

from content.lessons import Lesson, lesson, lessons
from widgets import progress
from widgets.framework.transport import Reply, Wire

DISCLAIMER: Final = (
    "For teaching only: nothing here is medical advice. People in cases are invented, models are simplified, and "
    "facts carry a source and a date. If you or someone close to you lives with cancer, please talk with the care team."
)


class LessonWire(Wire):
    """The top or the end of a lesson. The page says once that somebody is here, and asks whether Python still is."""

    def __init__(self, part: str, here: Lesson) -> None:
        self._lesson = here.lesson
        before, after = neighbours(here)
        first = lessons()[0]
        own = "COURSE_HOME" in os.environ and os.environ.get("COURSE_MODE") != "edit"
        spec = {
            "name": f"lesson-{part}",
            "part": part,
            "title": here.title,
            "disclaimer": DISCLAIMER,
            "map": None if here == first else _place(first),
            "previous": before and _place(before),
            "next": after and _place(after),
            "start": _place(first),
            # Only a learner's course that course.py has started may be ended from the page (a hub's server is not ours,
            # an editor's work may be unsaved), and only there is the notebook a copy that may be saved unasked.
            "quit": own,
            "copy": own,
            "edit": os.environ.get("COURSE_MODE") == "edit",
        }
        super().__init__("lesson", _text(part, after), spec=spec)

    def _answer(self, content: dict[str, Any]) -> Reply:
        if content.get("do") != "visit":
            return super()._answer(content)
        progress.store().record_visit(self._lesson, "lesson-top")
        return {}, []


def lesson_top(number: str) -> LessonWire:
    """The top of a lesson: the one-line disclaimer, previous, map and next, the switch that shows the code, Quit."""
    return LessonWire("top", lesson(number))


def lesson_end(number: str) -> LessonWire:
    """The end of a lesson: where to go from here."""
    return LessonWire("end", lesson(number))


def neighbours(here: Lesson) -> tuple[Lesson | None, Lesson | None]:
    """The lessons before and after this one, of those that exist."""
    order = lessons()
    at = order.index(here)
    return (order[at - 1] if at else None), (order[at + 1] if at + 1 < len(order) else None)


def _place(one: Lesson) -> dict[str, Any]:
    return {"title": one.title, "file": f"{one.slug}.ipynb"}


def _text(part: str, after: Lesson | None) -> str:
    if part == "top":
        return DISCLAIMER
    return f"Next: {after.title}." if after else "This is the last lesson so far. The map is in Start here."
