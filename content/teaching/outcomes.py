"""The 62 outcomes of the course, and which of them the lessons that exist already teach and ask.

`outcome(7)` gives one; `coverage()` counts questions and moments of cases; what is still open is said, not hidden.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from content import lessons
from content.evidence.load import read_yaml
from content.teaching import case, questions

QUESTIONS_WANTED = 2


class Level(StrEnum):
    """The steps of Bloom's list, from the lowest."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"

    @property
    def applies(self) -> bool:
        """From here on knowing is not enough, it has to be used."""
        return self not in (Level.REMEMBER, Level.UNDERSTAND)


@dataclass(frozen=True)
class Outcome:
    """What a learner can do at the end; `theme` groups outcomes and is not a lesson."""

    number: int
    theme: str
    level: Level
    text: str


@dataclass(frozen=True)
class Coverage:
    """Where an outcome is taught and asked: lessons by number, questions and moments of cases by id."""

    outcome: Outcome
    lessons: tuple[str, ...]
    questions: tuple[str, ...]
    moments: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still wanted, in words; nothing when the outcome is covered."""
        few = QUESTIONS_WANTED - len(self.questions)
        return (
            *(() if self.lessons else ("a lesson",)),
            *((f"{few} question{'s' if few > 1 else ''}",) if few > 0 else ()),
            *(("a moment in a case",) if self.outcome.level.applies and not self.moments else ()),
        )


@cache
def outcomes() -> tuple[Outcome, ...]:
    """All outcomes, in the order of their numbers."""
    rows = read_yaml((files("content.teaching") / "outcomes.yaml").read_text(encoding="utf-8"))
    return tuple(Outcome(row["number"], row["theme"], Level(row["level"]), row["text"]) for row in rows)


def outcome(number: int) -> Outcome:
    """The outcome of that number. Raises LookupError."""
    for found in outcomes():
        if found.number == number:
            return found
    raise LookupError(f"no outcome {number!r}; they run from 1 to {len(outcomes())}")


@cache
def coverage() -> tuple[Coverage, ...]:
    """How each outcome stands over the lessons that exist, in the order of their numbers."""
    existing = lessons.lessons()
    asked = [item for lesson in existing for item in questions.load(lesson.lesson)]
    cases = [case.load(one.lesson) for one in existing if (lessons.folder(one.lesson) / "case.yaml").is_file()]
    moments = [node for one in cases for node in one.nodes.values()]
    return tuple(
        Coverage(
            outcome=one,
            lessons=tuple(lesson.lesson for lesson in existing if one.number in lesson.outcomes),
            questions=tuple(item.id for item in asked if item.outcome == one.number),
            moments=tuple(node.id for node in moments if one.number in node.outcomes),
        )
        for one in outcomes()
    )
