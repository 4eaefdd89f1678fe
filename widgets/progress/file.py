"""One SQLite file, opened for each call and closed after it, so that threads, notebooks and processes can share it.

An ordinary journal, no write-ahead log: that needs shared memory, which a home folder on a network does not give.
A file that is no database any more is set aside under a name with its date, never deleted, and a new one begins.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from widgets.progress import tables

log: Final = logging.getLogger("course")
BUSY_SECONDS: Final = 5.0  # a write takes a few milliseconds, so whoever holds the file longer is not one of us
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_Result = TypeVar("_Result")


class File:
    """`set_aside` tells whoever asks that a damaged file has been moved away since it was made."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.set_aside = False
        self._clock = clock

    def run(self, act: Callable[[sqlite3.Connection], _Result], *, writes: bool) -> _Result:
        """What `act` gives, inside one transaction. Raises OSError or sqlite3.Error; nothing is written then."""
        if writes:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = self._identity()
        try:
            return self._once(act, writes)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self._move_away(seen)
        return self._once(act, writes)

    def recall(self) -> dict[str, list[tuple[Any, ...]]] | None:
        """Every row, as far as the file can be read without writing; None otherwise."""
        with (
            suppress(OSError, sqlite3.Error),
            closing(
                sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", timeout=0, isolation_level=None, uri=True)
            ) as db,
        ):
            tables.prepare(db)
            return tables.rows(db)
        return None

    def delete_set_aside(self) -> None:
        """Delete the damaged files too: somebody's answers can still be read in them. Raises OSError."""
        for old in self.path.parent.glob(f"{self.path.stem}-damaged-*"):
            old.unlink(missing_ok=True)

    def _once(self, act: Callable[[sqlite3.Connection], _Result], writes: bool) -> _Result:
        with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)) as db:
            tables.prepare(db)
            with tables.transaction(db, writes=writes):
                return act(db)

    def _identity(self) -> tuple[int, int] | None:
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    def _move_away(self, seen: tuple[int, int] | None) -> None:
        """Rename the damaged file, unless somebody else has done so and what lies there now is already a new one."""
        if self._identity() != seen:
            return
        name = f"{self.path.stem}-damaged-{self._clock():%Y-%m-%d-%H%M%S}-{os.getpid()}{self.path.suffix}"
        # SQLite would play a journal that is left behind into the new file.
        for end in ("-journal", ""):
            with suppress(FileNotFoundError):
                Path(f"{self.path}{end}").replace(self.path.with_name(name + end))
        self.set_aside = True
        log.info("progress: a damaged file was set aside as %s", name)


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is at fault, and not the disk, a lock or a newer version of the course."""
    return isinstance(error, tables.Broken) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
