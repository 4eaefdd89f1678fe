"""Pictures that answer: what each step of a lesson's drawing says when somebody asks it.

`load("03")` reads diagram.yaml. A drawing of `widgets` shows the steps; their words and sources live here, so that the
drawing, the text beside it and the table that stands for both say the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from content import evidence, lessons
from content.evidence import Reference
from content.evidence.load import read_yaml

_FIRST_PERSON = re.compile(r"(.+?) [A-Z]{1,4}(?:,|$)")  # "Ward MP, Kane LE", not "Canadian Cancer Society"


class Standing(StrEnum):
    """How far a target has come, as it is said of it."""

    USED = "in use"
    STUDIED = "being studied"
    TRIED = "tried"
    IDEA = "an idea"


@dataclass(frozen=True)
class Target:
    """Something that a drug could hit: what it is, what is known of hitting it, and the facts that say so."""

    name: str
    text: str
    standing: Standing
    facts: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Name, standing and text, as they are shown."""
        return f"{self.name} ({self.standing}): {self.text}"


@dataclass(frozen=True)
class Step:
    """One step: what happens, who helps (`players`), who stands in the way (`against`), what a drug could hit, and in
    one phrase how sure all this is. `facts` carry what no target says."""

    id: str
    name: str
    what: str
    players: tuple[str, ...]
    against: tuple[str, ...]
    targets: tuple[Target, ...]
    sure: str
    facts: tuple[str, ...]

    @property
    def used(self) -> tuple[Target, ...]:
        """The targets that a treatment in use hits."""
        return tuple(target for target in self.targets if target.standing is Standing.USED)

    @property
    def sources(self) -> tuple[Reference, ...]:
        """What the step rests on, each source once, in the order in which it is needed."""
        ids = (*self.facts, *(fact for target in self.targets for fact in target.facts))
        keys = dict.fromkeys(evidence.fact(id).source.reference for id in ids)
        return tuple(evidence.reference(key) for key in keys)


@dataclass(frozen=True)
class Diagram:
    """The steps in their order, under one title."""

    title: str
    steps: tuple[Step, ...]


def short(reference: Reference) -> str:
    """A source in two words, "Ward 2021"; a group that signs as one keeps its whole name."""
    person = _FIRST_PERSON.match(reference.authors)
    return f"{person[1] if person else reference.authors} {reference.year}"


@cache
def load(lesson: str) -> Diagram:
    """The diagram of a lesson ("03"). Raises LookupError where the lesson, or its diagram, does not exist."""
    file = lessons.folder(lesson) / "diagram.yaml"
    if not file.is_file():
        raise LookupError(f"lesson {lesson} has no diagram")
    return parse(file.read_text(encoding="utf-8"))


def parse(text: str) -> Diagram:
    """The diagram that the YAML in `text` describes. The file is trusted here; schema.py distrusts it in the tests."""
    row = read_yaml(text)
    return Diagram(row["title"], tuple(_step(one) for one in row["steps"]))


def _step(row: Mapping[str, Any]) -> Step:
    return Step(
        id=row["id"],
        name=row["name"],
        what=row["what"],
        players=tuple(row["players"]),
        against=tuple(row["against"]),
        targets=tuple(_target(one) for one in row["targets"]),
        sure=row["sure"],
        facts=tuple(row["facts"]),
    )


def _target(row: Mapping[str, Any]) -> Target:
    return Target(row["name"], row["text"], Standing[row["standing"].upper()], tuple(row["facts"]))
