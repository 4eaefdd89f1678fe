"""The lessons as data: one folder each (`03_cascade`) with lesson.yaml and what is asked in it.

`lesson("03")` gives what stands at the top and end of a lesson; its questions are read by content.teaching.questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from content.evidence.load import read_yaml

TRACKS = ("core", "finals-night", "biology", "full")

_KEYS = {
    "lesson", "title", "minutes", "outcomes", "tracks", "person",
    "objectives", "say_to_the_person", "five_things", "facts",
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """The invented person whom a lesson follows; `traits` ("over_75", "carer") are counted over all lessons."""

    name: str
    traits: tuple[str, ...]
    invented: bool = True


@dataclass(frozen=True)
class Lesson:
    """What lesson.yaml says. `slug` names the folder and the notebook; `facts` carry the figures of its sentences."""

    lesson: str
    slug: str
    title: str
    minutes_core: int
    minutes_all: int
    outcomes: tuple[int, ...]
    tracks: tuple[str, ...]
    person: Person | None
    objectives: tuple[str, ...]
    say_to_the_person: tuple[str, ...]
    five_things: tuple[str, ...]
    facts: tuple[str, ...]


@cache
def lessons() -> tuple[Lesson, ...]:
    """All lessons that exist, in the order of their numbers."""
    found = sorted(entry.name for entry in files(__name__).iterdir() if (entry / "lesson.yaml").is_file())
    return tuple(parse((files(__name__) / slug / "lesson.yaml").read_text(encoding="utf-8"), slug) for slug in found)


def lesson(number: str) -> Lesson:
    """The lesson of that number, two figures as text: "03". Raises LookupError."""
    for found in lessons():
        if found.lesson == number:
            return found
    raise LookupError(f"no lesson {number!r}; there are {', '.join(found.lesson for found in lessons())}")


def folder(number: str) -> Traversable:
    """Where the files of a lesson lie. Raises LookupError."""
    return files(__name__) / lesson(number).slug


def parse(text: str, slug: str) -> Lesson:
    """The lesson that the YAML in `text` describes. Raises ValueError with the file and what is wrong with it."""
    where = f"{slug}/lesson.yaml"
    row = read_yaml(text)
    if not isinstance(row, Mapping):
        raise ValueError(f"{where}: expected keys such as 'title:', got {type(row).__name__}")
    if missing := sorted(_KEYS - set(row)):
        raise ValueError(f"{where}: {', '.join(map(repr, missing))} is missing")
    if unknown := sorted(set(row) - _KEYS):
        raise ValueError(
            f"{where}: nobody reads {', '.join(map(repr, unknown))}; the keys are {', '.join(sorted(_KEYS))}"
        )
    if str(row["lesson"]) != slug[:2]:
        raise ValueError(f"{where}: lesson is {row['lesson']!r}, but the folder begins with {slug[:2]!r}")
    return Lesson(
        lesson=slug[:2],
        slug=slug,
        title=row["title"],
        minutes_core=row["minutes"]["core"],
        minutes_all=row["minutes"]["all"],
        outcomes=tuple(row["outcomes"]),
        tracks=tuple(row["tracks"]),
        person=_person(row["person"], where),
        objectives=tuple(row["objectives"]),
        say_to_the_person=tuple(row["say_to_the_person"]),
        five_things=tuple(row["five_things"]),
        facts=tuple(row["facts"]),
    )


def _person(row: Mapping[str, Any] | None, where: str) -> Person | None:
    if row is None:
        return None
    if row.get("invented") is not True:
        raise ValueError(f"{where}: {row.get('name')!r} must carry 'invented: true'; a lesson shows no real person")
    return Person(row["name"], tuple(row["traits"]))
