"""What every store of progress promises to quizzes, explorers and the map."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from content.teaching.records import Answer, Prediction, Visit


class Keeping(StrEnum):
    """Whether what is recorded now will still be there tomorrow."""

    ON = "on"
    OFF = "off"  # the learner's own choice, which keep(True) takes back
    NEVER = "never"  # a class, a public computer, a test: the environment says so
    TROUBLE = "trouble"  # it should be kept, but the disk does not take it


class Progress(Protocol):
    """Every `at` is a time with its zone, now if left out. Wrong values are the caller's slip and raise ValueError."""

    def record_answer(
        self,
        item_id: str,
        lesson: str,
        correct: bool,
        certainty: int | None = None,
        *,
        version: str = "",
        at: datetime | None = None,
    ) -> Answer | None:
        """Keep an answer and give it back, with `first` set if none came before. None: a screening item, not kept.

        `lesson` is where the question was asked; `version` names the wording that was answered.
        """

    def record_prediction(self, explorer: str, value: str, *, at: datetime | None = None) -> Prediction:
        """Keep what was predicted before an explorer opened."""

    def record_visit(self, lesson: str, cell_id: str, *, at: datetime | None = None) -> Visit:
        """Keep that a cell was reached."""

    def answers(self) -> tuple[Answer, ...]:
        """All answers in the order they came."""

    def predictions(self) -> tuple[Prediction, ...]:
        """All predictions in the order they came."""

    def visits(self) -> tuple[Visit, ...]:
        """All visits in the order they came."""

    def export_csv(self) -> str:
        """Everything that is kept, as one sheet: the column `table` says which table a row is from."""

    def erase(self) -> bool:
        """Delete every record, on disk, in memory and in damaged files that were set aside. Asks nothing.

        The learner's choice to keep nothing stays. False: something could not be deleted, and `notice()` says so.
        """

    def keep(self, on: bool) -> Keeping:
        """The learner's own switch. Off: what was kept stays on disk until `erase` and is neither read nor added to."""

    def keeping(self) -> Keeping:
        """Whether progress is kept now."""

    def notice(self) -> str | None:
        """A sentence that the learner should see, each one given once; None where all is well."""
