"""The hard eye on what a lesson asks and tells: the shape of lesson, questions, case, class and diagram.yaml.

For `check` and the tests only, like the one on the evidence base. Shapes stand in rows.py, what no shape can say in
rules.py. A problem names the file, the entry, the field, what was found and what was expected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from content.evidence.load import Row, read_yaml
from content.evidence.rules import What
from content.evidence.schema import Problem, Strict, misfits
from content.teaching import case_rules, rules
from content.teaching.rows import (
    AspectRow,
    CaseRow,
    ChoiceRow,
    ClassRow,
    DiagramRow,
    LessonRow,
    NodeRow,
    NumberRow,
    OptionRow,
    OrderRow,
    PartRow,
    PlaceRow,
    SeveralRow,
    SingleRow,
    StepRow,
    TargetRow,
    WayRow,
)

_KINDS: dict[str, type[Strict]] = {"single": SingleRow, "several": SeveralRow, "order": OrderRow, "number": NumberRow}


@dataclass
class _Lesson:
    """One folder while it is read: what is well-shaped in it, and what is wrong."""

    folder: Traversable
    problems: list[Problem] = field(default_factory=list)

    def read(self, name: str) -> Any:
        """The content of a file, or None where there is none or it cannot be read."""
        file = self.folder / name
        if not file.is_file():
            return None
        try:
            return read_yaml(file.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            self.tell(name, "the file", [("YAML", " ".join(str(error).split()), "a readable file")])
            return None

    def tell(self, file: str, id: str, found: Iterable[What]) -> None:
        self.problems += (Problem(f"{self.folder.name}/{file}", id, *what) for what in found)


def check(folder: Traversable) -> tuple[Problem, ...]:
    """Everything wrong in the lessons of `folder`, each a folder such as 03_cascade with a lesson.yaml."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and (entry / "lesson.yaml").is_file():
            problems += _check(_Lesson(entry), seen)
    return tuple(problems)


def _check(lesson: _Lesson, seen: dict[str, str]) -> list[Problem]:
    about = lesson.read("lesson.yaml")
    if about is not None:
        wrong = misfits(LessonRow, about) if isinstance(about, dict) else [("entry", about, "keys such as 'title:'")]
        wrong = [what for what in wrong if what != ("person", "nothing", "a value, or no such line")]
        lesson.tell("lesson.yaml", str(lesson.folder.name[:2]), wrong or rules.lesson(about, lesson.folder.name))
        if not wrong:
            asked = list(_questions(lesson, about, seen))
            case = _case(lesson, about, seen)
            _class(lesson, {row["id"]: row for row in asked}, case)
            _diagram(lesson)
    return lesson.problems


def _questions(lesson: _Lesson, about: Row, seen: dict[str, str]) -> Iterator[Row]:
    """The well-shaped questions of a lesson."""
    file, rows = "questions.yaml", lesson.read("questions.yaml")
    if rows is None:
        return
    if not isinstance(rows, list):
        lesson.tell(file, "the file", [("entry", rows, "a list of questions, each beginning with '- id:'")])
        return
    good = []
    for number, row in enumerate(rows, start=1):
        wrong = _question(row)
        id = str(row.get("id") or f"question {number}") if isinstance(row, dict) else f"question {number}"
        lesson.tell(file, id, wrong or [*_twice(id, f"{lesson.folder.name}/{file}", seen), *rules.question(row, about)])
        if not wrong:
            good.append(row)
    lesson.tell(file, "all questions", rules.questions(good))
    yield from good


def _question(row: Any) -> list[What]:
    if not isinstance(row, dict):
        return [("entry", row, "keys such as 'id:'")]
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        return [("kind", kind or "nothing", f"one of {', '.join(_KINDS)}")]
    wrong = misfits(_KINDS[kind], row)
    option = PlaceRow if kind == "order" else OptionRow
    return wrong or list(_each("options", row.get("options", []), option))


def _case(lesson: _Lesson, about: Row, seen: dict[str, str]) -> str | None:
    """The id of the lesson's case, if it has a well-shaped one."""
    file, row = "case.yaml", lesson.read("case.yaml")
    if row is None:
        return None
    wrong = misfits(CaseRow, row) if isinstance(row, dict) else [("entry", row, "keys such as 'id:'")]
    if not wrong:
        wrong += list(_each("state", row["state"], AspectRow))
        for at, node in _named("nodes", row["nodes"]):
            bad = [(f"{at}.{name}", found, expected) for name, found, expected in _shape_of(NodeRow, node)]
            wrong += bad or list(_choices(at, node))
    id = str(row.get("id", "the case")) if isinstance(row, dict) else "the case"
    lesson.tell(file, id, wrong or [*_twice(id, f"{lesson.folder.name}/{file}", seen), *case_rules.case(row, about)])
    return None if wrong else id


def _choices(at: str, node: Row) -> Iterator[What]:
    choices = node.get("choices", [])
    yield from _each(f"{at}.choices", choices, ChoiceRow)
    for number, choice in enumerate(choices):
        if isinstance(choice, dict) and isinstance(choice.get("goto"), list):
            yield from _each(f"{at}.choices.{number}.goto", choice["goto"], WayRow)


def _class(lesson: _Lesson, asked: dict[str, Row], case: str | None) -> None:
    file, row = "class.yaml", lesson.read("class.yaml")
    if row is None:
        return
    wrong = misfits(ClassRow, row) if isinstance(row, dict) else [("entry", row, "keys 'plan:' and 'notes:'")]
    wrong = wrong or list(_each("plan", row["plan"], PartRow))
    lesson.tell(file, "class", wrong or rules.plan(row, asked, case))


def _diagram(lesson: _Lesson) -> None:
    file, row = "diagram.yaml", lesson.read("diagram.yaml")
    if row is None:
        return
    wrong = misfits(DiagramRow, row) if isinstance(row, dict) else [("entry", row, "keys 'title:' and 'steps:'")]
    wrong = wrong or list(_each("steps", row["steps"], StepRow))
    for place, step in enumerate([] if wrong else row["steps"]):
        wrong.extend(_each(f"steps.{place}.targets", step["targets"], TargetRow))
    lesson.tell(file, "diagram", wrong or rules.diagram(row))


def _each(at: str, rows: Any, shape: type[Strict]) -> Iterator[What]:
    """What is wrong with each row of a list (or of a dictionary), by its place or name."""
    for place, row in _named(at, rows):
        for name, found, expected in _shape_of(shape, row):
            yield f"{place}.{name}", found, expected


def _named(at: str, rows: Any) -> Iterator[tuple[str, Any]]:
    pairs = rows.items() if isinstance(rows, dict) else enumerate(rows)
    return ((f"{at}.{name}", row) for name, row in pairs)


def _shape_of(shape: type[Strict], row: Any) -> list[What]:
    return misfits(shape, row) if isinstance(row, dict) else [("entry", row, "keys and values")]


def _twice(id: str, file: str, seen: dict[str, str]) -> Iterator[What]:
    if id in seen:
        yield "id", id, f"another id, because this one stands in {seen[id]}"
    seen.setdefault(id, file)
