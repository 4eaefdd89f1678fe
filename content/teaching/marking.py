"""Certainty-based marks for self-tests: a right answer earns more, and a wrong one costs more, the surer you were.

The scheme is Gardner-Medwin's: 1, 2 or 3 marks when right, 0, -2 or -6 when wrong. Saying 1 pays best below a chance
of 67% of being right and 3 above 80%, so nobody gains by pretending. For self-tests only, never for grades. Only the
first answer to an item counts; whatever follows it is practice. Pure: answers come in, nothing is stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from content.inputs import refusal
from content.teaching.records import CERTAINTIES, Answer

MARKS: Final = MappingProxyType({1: (1, 0), 2: (2, -2), 3: (3, -6)})  # certainty: (right, wrong)
SURE: Final = 3


@dataclass(frozen=True)
class Score:
    """`right` of `answered` first answers; `marks` of at most `most` over the `marked` ones that gave a certainty."""

    answered: int
    right: int
    marked: int
    marks: int
    most: int


@dataclass(frozen=True)
class Level:
    """How often somebody was right when this sure."""

    certainty: int
    answered: int
    right: int

    @property
    def accuracy(self) -> float | None:
        """The share that was right, 0 to 1; None where nothing was answered at this certainty."""
        return self.right / self.answered if self.answered else None


def mark(correct: bool, certainty: int) -> int:
    """The mark of one answer, -6 to 3. Raises ValueError for a certainty that is not 1, 2 or 3."""
    if isinstance(certainty, bool) or certainty not in MARKS:
        raise refusal("certainty", "1, 2 or 3", certainty)
    right, wrong = MARKS[certainty]
    return right if correct else wrong


def score(answers: Iterable[Answer]) -> Score:
    """What the first answers earned. One without a certainty counts as answered and has no mark."""
    first = [answer for answer in answers if answer.first]
    marks = [mark(answer.correct, answer.certainty) for answer in first if answer.certainty is not None]
    return Score(
        answered=len(first),
        right=sum(answer.correct for answer in first),
        marked=len(marks),
        marks=sum(marks),
        most=len(marks) * MARKS[SURE][0],
    )


def by_certainty(answers: Iterable[Answer]) -> tuple[Level, ...]:
    """Three levels, certainty 1 to 3, over the first answers that gave one."""
    first = [answer for answer in answers if answer.first]
    groups = {level: [answer.correct for answer in first if answer.certainty == level] for level in CERTAINTIES}
    return tuple(Level(level, len(group), sum(group)) for level, group in groups.items())


def sure_and_wrong(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """First answers that were given with certainty 3 and were wrong, in the order they came: what to look at first."""
    return tuple(answer for answer in answers if answer.first and answer.certainty == SURE and not answer.correct)
