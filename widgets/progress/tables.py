"""The tables of progress in SQLite: made, brought up to date, written and read. Works on a file and in memory alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, Final, TypeVar

from content.teaching.records import Answer, Prediction, Visit

SCHEMA: Final = 2
COLUMNS: Final = {
    "answers": ("item_id", "lesson", "at", "correct", "certainty", "first", "version"),
    "predictions": ("explorer", "at", "value"),
    "visits": ("lesson", "cell_id", "at"),
    "meta": ("key", "value"),
}
_CREATE: Final = (
    "CREATE TABLE answers(item_id TEXT NOT NULL, lesson TEXT NOT NULL, at TEXT NOT NULL, correct INTEGER NOT NULL,"
    " certainty INTEGER, first INTEGER NOT NULL, version TEXT NOT NULL DEFAULT '')",
    "CREATE TABLE predictions(explorer TEXT NOT NULL, at TEXT NOT NULL, value TEXT NOT NULL)",
    "CREATE TABLE visits(lesson TEXT NOT NULL, cell_id TEXT NOT NULL, at TEXT NOT NULL)",
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
# From the version that is the key to the next one.
_MIGRATE: Final = {1: ("ALTER TABLE answers ADD COLUMN version TEXT NOT NULL DEFAULT ''",)}

_Record = TypeVar("_Record", Answer, Prediction, Visit)


class Broken(sqlite3.DatabaseError):
    """It calls itself ours, but its tables are not what they should be."""


class Foreign(sqlite3.DatabaseError):
    """A database of another program: to be left alone."""


class Newer(sqlite3.DatabaseError):
    """A later version of the course has written it; this one must not."""


@contextmanager
def transaction(db: sqlite3.Connection, *, writes: bool) -> Iterator[None]:
    """All or nothing. A writer takes its lock at once, so that what it reads first is still true when it writes."""
    db.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite has rolled back by itself after some errors
            db.execute("ROLLBACK")
        raise


def prepare(db: sqlite3.Connection) -> None:
    """Make the tables, or bring older ones up to date. Raises Broken, Foreign or Newer."""
    # Bytes that are no UTF-8 are no reason to lose a whole file.
    db.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
    if _up_to_date(db):
        return
    with transaction(db, writes=True):  # looks again inside, since another notebook may just have done it
        found = _columns(db)
        if not found:
            for statement in _CREATE:
                db.execute(statement)
        else:
            for version in range(_version(found, db), SCHEMA):
                for statement in _MIGRATE[version]:
                    db.execute(statement)
        db.execute("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", (str(SCHEMA),))
        if not _up_to_date(db):
            raise Broken("its tables have other columns")


def add_answer(db: sqlite3.Connection, answer: Answer) -> Answer:
    """The answer as it was written: `first` is found out here, inside the caller's transaction."""
    (known,) = db.execute("SELECT EXISTS(SELECT 1 FROM answers WHERE item_id = ?)", (answer.item_id,)).fetchone()
    written = Answer(**{**vars(answer), "first": not known})
    _insert(db, "answers", written)
    return written


def add_prediction(db: sqlite3.Connection, prediction: Prediction) -> None:
    _insert(db, "predictions", prediction)


def add_visit(db: sqlite3.Connection, visit: Visit) -> None:
    _insert(db, "visits", visit)


def read_answers(db: sqlite3.Connection) -> tuple[Answer, ...]:
    def answer(item: str, lesson: str, at: str, correct: int, certainty: int | None, first: int, name: str) -> Answer:
        return Answer(item, lesson, datetime.fromisoformat(at), bool(correct), certainty, bool(first), name)

    return _read(db, "answers", answer)


def read_predictions(db: sqlite3.Connection) -> tuple[Prediction, ...]:
    return _read(db, "predictions", lambda explorer, at, value: Prediction(explorer, datetime.fromisoformat(at), value))


def read_visits(db: sqlite3.Connection) -> tuple[Visit, ...]:
    return _read(db, "visits", lambda lesson, cell, at: Visit(lesson, cell, datetime.fromisoformat(at)))


def rows(db: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as it stands, in the order of COLUMNS."""
    return {
        table: db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid").fetchall()
        for table, columns in COLUMNS.items()
    }


def put_rows(db: sqlite3.Connection, found: dict[str, list[tuple[Any, ...]]]) -> None:
    """Write what `rows` gave into tables that are empty."""
    for table, columns in COLUMNS.items():
        db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(columns))})", found[table])


def delete_records(db: sqlite3.Connection) -> None:
    """Delete every record and overwrite its place in the file; the settings in meta stay."""
    db.execute("PRAGMA secure_delete = ON")
    for table in ("answers", "predictions", "visits"):
        db.execute(f"DELETE FROM {table}")


def keeps(db: sqlite3.Connection) -> bool:
    """The learner's own choice; on until it is taken back."""
    row: tuple[str] | None = db.execute("SELECT value FROM meta WHERE key = 'keep'").fetchone()
    return row != ("no",)


def set_keep(db: sqlite3.Connection, on: bool) -> None:
    db.execute("INSERT OR REPLACE INTO meta VALUES ('keep', ?)", ("yes" if on else "no",))


def _insert(db: sqlite3.Connection, table: str, record: Answer | Prediction | Visit) -> None:
    values = {**vars(record), "at": record.at.isoformat()}
    columns = COLUMNS[table]
    db.execute(
        f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [values[column] for column in columns],
    )


def _read(db: sqlite3.Connection, table: str, make: Callable[..., _Record]) -> tuple[_Record, ...]:
    found = []
    for row in db.execute(f"SELECT {', '.join(COLUMNS[table])} FROM {table} ORDER BY rowid"):
        with suppress(TypeError, ValueError):  # a row that somebody has written by hand is passed over
            found.append(make(*row))
    return tuple(found)


def _up_to_date(db: sqlite3.Connection) -> bool:
    found = _columns(db)
    return bool(found) and _version(found, db) == SCHEMA and found == COLUMNS


def _columns(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    # The names come from the file itself, so they are quoted as SQLite wants it.
    info = {name: db.execute('PRAGMA table_info("{}")'.format(name.replace('"', '""'))) for name in tables}
    return {name: tuple(column[1] for column in columns) for name, columns in info.items()}


def _version(found: dict[str, tuple[str, ...]], db: sqlite3.Connection) -> int:
    row = None
    if found.get("meta") == COLUMNS["meta"]:
        row = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if row is None:
        raise Foreign("it does not say that its tables are those of this course")
    try:
        version = int(row[0])
    except ValueError as error:
        raise Broken(f"its tables have the version {row[0]!r:.20}") from error
    if version > SCHEMA:
        raise Newer(f"its tables have version {version}, and this course knows {SCHEMA}")
    if version < 1:
        raise Broken(f"there is no version {version} of its tables")
    return version
