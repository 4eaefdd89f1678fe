"""What is remembered of somebody's learning: these columns and nothing else about a person.

`widgets.progress` keeps such records; `marking` and `schedule` work on them. A record that is not of this shape is
refused when it is made (ValueError), so free text, names and addresses find no column to stand in.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from content.inputs import refusal

CERTAINTIES = (1, 2, 3)  # from "a guess" to "sure"

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_LESSON = re.compile(r"[0-9]{2}")
_VERSION = re.compile(r"[A-Za-z0-9.+_-]{0,64}")
_LONGEST_VALUE = 200


@dataclass(frozen=True)
class Answer:
    """One answer to one question.

    `lesson` is where it was asked (a warm-up of lesson 03 may ask an item of 01, whose id begins with "01").
    `at` is UTC in whole seconds; `certainty` is 1 to 3, or None where none was given; `first` marks the one answer to
    this item that counts; `version` names the wording that was answered, "" where nobody noted it.
    """

    item_id: str
    lesson: str
    at: datetime
    correct: bool
    certainty: int | None
    first: bool
    version: str

    def __post_init__(self) -> None:
        _expect("item_id", self.item_id, _ID, "the id of a question")
        _expect("lesson", self.lesson, _LESSON, 'the number of a lesson such as "03"')
        _expect("version", self.version, _VERSION, "a short name of a version")
        _set_moment(self, self.at)
        for name, value in (("correct", self.correct), ("first", self.first)):
            if not isinstance(value, bool):
                raise refusal(name, "True or False", value)
        given = self.certainty
        if given is not None and (isinstance(given, bool) or given not in CERTAINTIES):
            raise refusal("certainty", "1, 2, 3 or None", given)


@dataclass(frozen=True)
class Prediction:
    """What was predicted before an explorer opened; `value`, a number or an option, is text of up to 200 characters."""

    explorer: str
    at: datetime
    value: str

    def __post_init__(self) -> None:
        _expect("explorer", self.explorer, _ID, "the name of an explorer")
        _set_moment(self, self.at)
        if not isinstance(self.value, str) or not 0 < len(self.value) <= _LONGEST_VALUE:
            raise refusal("value", f"a text of 1 to {_LONGEST_VALUE} characters", self.value)


@dataclass(frozen=True)
class Visit:
    """That a cell of a lesson was reached."""

    lesson: str
    cell_id: str
    at: datetime

    def __post_init__(self) -> None:
        _expect("lesson", self.lesson, _LESSON, 'the number of a lesson such as "03"')
        _expect("cell_id", self.cell_id, _ID, "the id of a cell")
        _set_moment(self, self.at)


def _expect(name: str, value: object, pattern: re.Pattern[str], wanted: str) -> None:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise refusal(name, wanted, value)


def _set_moment(record: Answer | Prediction | Visit, at: object) -> None:
    """One form of time for all: a time without a zone could mean any of 38 moments."""
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise refusal("at", "a time with its zone", at)
    object.__setattr__(record, "at", at.astimezone(UTC).replace(microsecond=0))
