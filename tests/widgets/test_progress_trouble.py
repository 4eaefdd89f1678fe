"""Progress where the file is old, new, damaged or somebody else's, and where the disk does not take it.

No disk ever brings a lesson down: what was damaged is set aside, and what cannot be written is remembered.
"""

import contextlib
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kept import NOW, fill, full, impatient, on_disk, read_only

from content.teaching.records import Answer, Visit
from widgets.progress import Keeping, file, keeper, tables
from widgets.progress.keeper import Keeper


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.sqlite"


@pytest.fixture
def store(path: Path) -> Keeper:
    return Keeper(path, clock=lambda: NOW)


VERSION_1 = """
CREATE TABLE answers(item_id TEXT NOT NULL, lesson TEXT NOT NULL, at TEXT NOT NULL, correct INTEGER NOT NULL,
                     certainty INTEGER, first INTEGER NOT NULL);
CREATE TABLE predictions(explorer TEXT NOT NULL, at TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE visits(lesson TEXT NOT NULL, cell_id TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO answers VALUES ('03-a', '03', '2026-01-01T09:00:00+00:00', 0, 3, 1);
INSERT INTO predictions VALUES ('ctc', '2026-01-01T09:00:00+00:00', '2');
INSERT INTO visits VALUES ('03', 'warm-up', '2026-01-01T09:00:00+00:00');
INSERT INTO meta VALUES ('schema', '1'), ('keep', 'yes');
"""


def write(path: Path, script: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(script)


class TestSchema:
    def test_a_file_of_version_1_is_brought_up_to_date_with_all_it_holds(self, store: Keeper, path: Path):
        write(path, VERSION_1)
        again = store.record_answer("03-a", "03", True, version="0.2.0")
        then = datetime(2026, 1, 1, 9, tzinfo=UTC)
        assert store.answers() == (Answer("03-a", "03", then, False, 3, True, ""), again)
        assert again and not again.first
        assert (len(store.predictions()), len(store.visits()), store.notice()) == (1, 1, None)
        assert on_disk(path, "SELECT * FROM meta ORDER BY key") == [("keep", "yes"), ("schema", "2")]
        assert [row[1] for row in on_disk(path, "PRAGMA table_info(answers)")] == list(tables.COLUMNS["answers"])

    def test_reading_alone_does_it_too(self, store: Keeper, path: Path):
        write(path, VERSION_1)
        assert [answer.version for answer in store.answers()] == [""]

    def test_a_migration_that_fails_leaves_the_file_as_it_was(
        self, store: Keeper, path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        write(path, VERSION_1)
        monkeypatch.setitem(tables._MIGRATE, 1, (*tables._MIGRATE[1], "ALTER TABLE nothing ADD COLUMN x"))
        assert store.record_answer("03-b", "03", True)  # in memory
        assert store.keeping() is Keeping.TROUBLE
        assert on_disk(path, "SELECT count(*) FROM answers") == [(1,)]
        assert on_disk(path, "SELECT value FROM meta WHERE key = 'schema'") == [("1",)]
        assert len(on_disk(path, "PRAGMA table_info(answers)")) == 6

    def test_every_older_version_has_its_migration(self):
        assert list(tables._MIGRATE) == list(range(1, tables.SCHEMA))

    def test_a_newer_file_is_left_as_it_is(self, store: Keeper, path: Path):
        fill(store)
        write(path, "UPDATE meta SET value = '3' WHERE key = 'schema'; ALTER TABLE visits ADD COLUMN more")
        before = path.read_bytes()
        assert store.record_answer("03-b", "03", True)
        assert [answer.item_id for answer in store.answers()] == ["03-b"]
        assert (store.notice(), store.notice(), store.keeping()) == (keeper.NEWER, None, Keeping.TROUBLE)
        assert store.erase() is False
        assert path.read_bytes() == before


class TestDamage:
    @pytest.fixture(params=["no database", "torn in the middle", "tables amiss", "version amiss"])
    def damaged(self, request: pytest.FixtureRequest, path: Path) -> bytes:
        store = Keeper(path)
        many = [Visit("03", f"cell-{number}", NOW) for number in range(300)]
        store._file.run(lambda db: [tables.add_visit(db, visit) for visit in many], writes=True)
        if request.param == "no database":
            path.write_bytes(b"My essay. " * 1000)
        elif request.param == "torn in the middle":
            content = path.read_bytes()
            path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
        elif request.param == "tables amiss":
            write(path, "ALTER TABLE visits RENAME COLUMN cell_id TO cell")
        else:
            write(path, "UPDATE meta SET value = 'two' WHERE key = 'schema'")
        return path.read_bytes()

    def test_it_is_set_aside_and_a_new_one_begins(self, store: Keeper, path: Path, damaged: bytes):
        fill(store)
        assert len(store.answers()) == len(Keeper(path).answers()) == 1
        assert store.visits() == (Visit("03", "warm-up", NOW),)
        assert (store.notice(), store.notice(), store.keeping()) == (keeper.DAMAGED, None, Keeping.ON)
        (aside,) = [entry for entry in path.parent.iterdir() if entry != path]
        assert aside.name.startswith("progress-damaged-2026-11-25-120000-") and aside.suffix == ".sqlite"
        assert aside.read_bytes() == damaged

    def test_looking_finds_it_too(self, store: Keeper, path: Path, damaged: bytes):
        assert (store.visits(), store.notice()) == ((), keeper.DAMAGED)

    def test_its_journal_is_not_played_into_the_new_file(self, store: Keeper, path: Path):
        path.parent.mkdir()
        path.write_bytes(b"My essay. " * 1000)
        journal = Path(f"{path}-journal")
        journal.write_bytes(b"\0" * 512)
        fill(store)
        assert not journal.exists()
        assert len(list(path.parent.glob("progress-damaged-*.sqlite-journal"))) == 1

    def test_what_somebody_else_has_begun_meanwhile_is_not_set_aside(self, path: Path):
        """Two notebooks find the damage at once: the slower one must not move the file that the faster one has made."""
        path.parent.mkdir()
        path.write_bytes(b"My essay. " * 1000)
        faster, slower = Keeper(path), file.File(path, lambda: NOW)
        seen = slower._identity()
        fill(faster)
        slower._move_away(seen)
        assert (slower.set_aside, len(Keeper(path).answers())) == (False, 1)

    def test_an_empty_file_is_a_new_one(self, store: Keeper, path: Path):
        path.parent.mkdir()
        path.touch()
        fill(store)
        assert (len(Keeper(path).answers()), store.notice()) == (1, None)

    def test_another_programs_database_is_left_alone(self, store: Keeper, path: Path):
        write(path, "CREATE TABLE bookmarks(address); INSERT INTO bookmarks VALUES ('x')")
        before = path.read_bytes()
        fill(store)
        assert (store.notice(), store.keeping(), len(store.answers())) == (keeper.FOREIGN, Keeping.TROUBLE, 1)
        assert (path.read_bytes(), [entry.name for entry in path.parent.iterdir()]) == (before, ["progress.sqlite"])


class TestTrouble:
    def lives_on_in_memory(self, store: Keeper, before: int) -> None:
        """Said once, everything known so far still there, new answers remembered, and the lesson goes on."""
        first = store.record_answer("03-b", "03", False, 3)
        assert first and first.first
        assert (store.notice(), store.notice(), store.keeping()) == (keeper.UNWRITABLE, None, Keeping.TROUBLE)
        retry = store.record_answer("03-b", "03", True)
        assert retry and not retry.first
        assert len(store.answers()) == before + 2
        assert store.keep(False) is Keeping.TROUBLE
        assert "03-b" in store.export_csv()
        assert store.notice() is None

    def test_read_only(self, store: Keeper, path: Path, monkeypatch: pytest.MonkeyPatch):
        fill(store)
        monkeypatch.setattr(sqlite3, "connect", read_only)
        assert len(store.answers()) == 1 and store.keeping() is Keeping.ON
        self.lives_on_in_memory(store, before=1)
        assert on_disk(path, "SELECT count(*) FROM answers") == [(1,)]

    def test_full(self, store: Keeper, path: Path, monkeypatch: pytest.MonkeyPatch):
        fill(store)
        monkeypatch.setattr(sqlite3, "connect", full)
        with pytest.raises(sqlite3.OperationalError, match="full"):
            store._file.run(
                lambda db: [tables.add_visit(db, Visit("03", "x" * 90, NOW)) for _ in range(200)], writes=True
            )
        assert (len(store.visits()), Path(f"{path}-journal").exists()) == (1, False)  # all or nothing
        for number in range(60):
            store.record_visit("03", f"{number}-" + "x" * 90)
        assert len(store.visits()) == 61
        assert 1 < len(on_disk(path, "SELECT * FROM visits")) < 60
        self.lives_on_in_memory(store, before=1)

    def test_full_from_the_beginning(self, store: Keeper, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(sqlite3, "connect", full)
        self.lives_on_in_memory(store, before=0)

    def test_held_by_somebody_for_too_long(self, store: Keeper, path: Path, monkeypatch: pytest.MonkeyPatch):
        fill(store)
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            monkeypatch.setattr(sqlite3, "connect", impatient)
            self.lives_on_in_memory(store, before=1)

    def test_no_folder_can_be_made(self, tmp_path: Path):
        (tmp_path / "a file").touch()
        self.lives_on_in_memory(Keeper(tmp_path / "a file" / "progress.sqlite"), before=0)

    def test_the_path_is_a_folder(self, tmp_path: Path):
        self.lives_on_in_memory(Keeper(tmp_path), before=0)

    def test_a_folder_closed_to_writing(self, store: Keeper, path: Path):
        fill(store)
        path.chmod(0o400)
        path.parent.chmod(0o500)
        try:
            if os.access(path.parent, os.W_OK):
                pytest.skip("this user may write anywhere; the test above has the same disk without the rights")
            self.lives_on_in_memory(store, before=1)
        finally:
            path.parent.chmod(0o700)

    def test_damage_that_cannot_be_set_aside(self, store: Keeper, path: Path, monkeypatch: pytest.MonkeyPatch):
        path.parent.mkdir()
        path.write_bytes(b"My essay. " * 1000)

        def refuse(*_: Any) -> None:
            raise PermissionError("held open by another program")

        monkeypatch.setattr(Path, "replace", refuse)
        self.lives_on_in_memory(store, before=0)

    def test_what_was_to_be_kept_nowhere_is_not_fetched_back_by_trouble(
        self, store: Keeper, path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        fill(store)
        store.keep(False)
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            monkeypatch.setattr(sqlite3, "connect", impatient)
            self.lives_on_in_memory(store, before=0)
