"""What the tests of progress share: one moment, one of each record, and a look at the file behind the store's back."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from widgets.progress import Progress

NOW = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
connect = sqlite3.connect  # the real one, whatever a test puts in its place


def fill(store: Progress) -> None:
    store.record_answer("03-a", "03", True, 3, version="0.1.0")
    store.record_prediction("ctc", "-2.5")
    store.record_visit("03", "warm-up")


def on_disk(path: Path, sql: str) -> list[Any]:
    with contextlib.closing(connect(path)) as db:
        return db.execute(sql).fetchall()


def read_only(path: Any, **more: Any) -> sqlite3.Connection:
    """The file as on a disk that is mounted read-only."""
    name = path if str(path).startswith("file:") else f"{Path(path).as_uri()}?mode=ro"
    return connect(name, **{**more, "uri": True})


def full(path: Any, **more: Any) -> sqlite3.Connection:
    """The file on a disk that has no room for another page."""
    db = connect(path, **more)
    db.execute("PRAGMA max_page_count = 1")  # SQLite takes what there is already, if that is more
    return db


def careless(path: Any, **more: Any) -> sqlite3.Connection:
    """The file as by an SQLite that leaves deleted bytes where they were; some are built not to."""
    db = connect(path, **more)
    db.execute("PRAGMA secure_delete = OFF")
    return db


def impatient(path: Any, **more: Any) -> sqlite3.Connection:
    """The file with no patience for whoever holds it."""
    return connect(path, **{**more, "timeout": 0})
