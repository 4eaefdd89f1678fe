"""The store behind `store()`: on disk while the disk takes it and the learner wants it, else in memory."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from content.teaching import questions
from content.teaching.records import Answer, Prediction, Visit
from widgets.progress import tables
from widgets.progress.file import File
from widgets.progress.promise import Keeping
from widgets.progress.sheet import sheet

log: Final = logging.getLogger("course")
_Result = TypeVar("_Result")

DAMAGED: Final = "The file with your progress was damaged. It was set aside, not deleted, and a new one has begun."
NEWER: Final = (
    "Your progress was kept by a newer version of this course, which this one leaves as it is. What you do now is "
    "remembered until this lesson is closed."
)
UNWRITABLE: Final = (
    "Your progress cannot be kept on this computer just now: the disk may be full, locked or closed to writing. What "
    "you do is remembered until this lesson is closed."
)
FOREIGN: Final = (
    "The file chosen for your progress belongs to another program, so it was left alone. What you do is remembered "
    "until this lesson is closed."
)
NOT_ERASED: Final = (
    "Your progress on this computer could not be erased: the disk may be locked or closed to writing, or a newer "
    "version of this course has kept it and must erase it."
)


def is_screening(item_id: str) -> bool:
    """Whether the question bank marks the item as self-screening; its id begins with the number of its lesson."""
    try:
        bank = questions.load(item_id[:2])
    except LookupError:
        return False
    return any(item.id == item_id and getattr(item, "screening", False) for item in bank)


class Keeper:
    """A `Progress`. `path` is None where nothing may be kept; `clock` gives a time with its zone."""

    def __init__(self, path: Path | None, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._file = None if path is None else File(path, clock)
        self._trouble = False
        self._notices: list[str] = []
        self._lock = threading.RLock()  # one connection serves all threads in memory, and one switch leads there
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        tables.prepare(self._memory)

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
        answer = Answer(item_id, lesson, at or self._clock(), correct, certainty, first=False, version=version)
        if is_screening(item_id):
            return None
        return self._write(lambda db: tables.add_answer(db, answer))

    def record_prediction(self, explorer: str, value: str, *, at: datetime | None = None) -> Prediction:
        prediction = Prediction(explorer, at or self._clock(), value)
        self._write(lambda db: tables.add_prediction(db, prediction))
        return prediction

    def record_visit(self, lesson: str, cell_id: str, *, at: datetime | None = None) -> Visit:
        visit = Visit(lesson, cell_id, at or self._clock())
        self._write(lambda db: tables.add_visit(db, visit))
        return visit

    def answers(self) -> tuple[Answer, ...]:
        return self._read(tables.read_answers)

    def predictions(self) -> tuple[Prediction, ...]:
        return self._read(tables.read_predictions)

    def visits(self) -> tuple[Visit, ...]:
        return self._read(tables.read_visits)

    def export_csv(self) -> str:
        return sheet(self._read(tables.rows))

    def erase(self) -> bool:
        self._in_memory(tables.delete_records, writes=True)
        if self._file is None:
            return True
        try:
            if self._file.path.exists():
                self._file.run(tables.delete_records, writes=True)
            self._file.delete_set_aside()
            self._file.set_aside = False
        except (OSError, sqlite3.Error) as error:
            self._say(NOT_ERASED, error)
            return False
        return True

    def keep(self, on: bool) -> Keeping:
        file = self._file
        # To be on is the rule, so it needs no file to say so.
        if file is not None and not self._trouble:
            try:
                if not on or file.path.exists():
                    file.run(lambda db: tables.set_keep(db, on), writes=True)
            except (OSError, sqlite3.Error) as error:
                self._give_up(error)
        return self.keeping()

    def keeping(self) -> Keeping:
        if self._file is None:
            return Keeping.NEVER
        # Whoever answers this has looked at the disk, and at a setting that another notebook may have changed.
        on_disk = self._on_disk(lambda _: True, writes=False)
        if self._trouble:
            return Keeping.TROUBLE
        return Keeping.ON if on_disk or not self._file.path.exists() else Keeping.OFF

    def notice(self) -> str | None:
        with self._lock:
            if self._file is not None and self._file.set_aside:
                self._file.set_aside = False
                self._say(DAMAGED)
            return self._notices.pop(0) if self._notices else None

    def _write(self, act: Callable[[sqlite3.Connection], _Result]) -> _Result:
        return self._do(act, writes=True)

    def _read(self, act: Callable[[sqlite3.Connection], _Result]) -> _Result:
        return self._do(act, writes=False)

    def _do(self, act: Callable[[sqlite3.Connection], _Result], *, writes: bool) -> _Result:
        done = self._on_disk(lambda db: (act(db),), writes=writes)
        return self._in_memory(act, writes=writes) if done is None else done[0]

    def _on_disk(self, act: Callable[[sqlite3.Connection], _Result], *, writes: bool) -> _Result | None:
        """What `act` gives on the file; None where nothing is kept, or where there is nothing to read yet."""
        file = self._file
        if file is None or self._trouble:
            return None
        try:
            if not writes and not file.path.exists():
                return None
            # The switch is asked inside the transaction: turned off in one notebook, it is off in all of them.
            return file.run(lambda db: act(db) if tables.keeps(db) else None, writes=writes)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)
            return None

    def _in_memory(self, act: Callable[[sqlite3.Connection], _Result], *, writes: bool) -> _Result:
        with self._lock, tables.transaction(self._memory, writes=writes):
            return act(self._memory)

    def _give_up(self, error: Exception) -> None:
        """From here on memory only, beginning with what can still be read; said once."""
        with self._lock:
            if self._trouble or self._file is None:
                return
            found = self._file.recall()
            if found is not None and ("keep", "no") not in found["meta"]:
                self._in_memory(tables.delete_records, writes=True)
                self._in_memory(lambda db: tables.put_rows(db, found), writes=True)
            self._trouble = True
            reasons = ((tables.Newer, NEWER), (tables.Foreign, FOREIGN), (Exception, UNWRITABLE))
            self._say(next(sentence for kind, sentence in reasons if isinstance(error, kind)), error)

    def _say(self, sentence: str, error: Exception | None = None) -> None:
        with self._lock:
            self._notices.append(sentence)
        log.info("progress: %s (%s)", sentence, error)
