"""Progress: what is kept comes back, off is off, erased is erased, and the export is a sheet without formulas."""

import contextlib
import csv
import io
import os
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from kept import NOW, careless, fill, on_disk, read_only

from content.teaching import questions
from content.teaching.records import Answer, Prediction, Visit
from widgets import progress
from widgets.progress import Keeping, keeper, sheet, tables
from widgets.progress.keeper import Keeper

ROOT = Path(__file__).parents[2]


def never_asked() -> datetime:
    raise AssertionError("the time was passed in, so no clock is read")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.sqlite"


@pytest.fixture
def store(path: Path) -> Keeper:
    return Keeper(path, clock=lambda: NOW)


@pytest.fixture(params=["disk", "memory"])
def either(request: pytest.FixtureRequest, path: Path) -> Keeper:
    return Keeper(path if request.param == "disk" else None, clock=lambda: NOW)


class TestKeeping:
    def test_what_is_kept_comes_back(self, either: Keeper):
        fill(either)
        assert either.answers() == (Answer("03-a", "03", NOW, True, 3, True, "0.1.0"),)
        assert either.predictions() == (Prediction("ctc", NOW, "-2.5"),)
        assert either.visits() == (Visit("03", "warm-up", NOW),)
        assert either.notice() is None

    def test_another_process_finds_it_later(self, path: Path):
        fill(Keeper(path))
        later = Keeper(path)
        assert [len(later.answers()), len(later.predictions()), len(later.visits())] == [1, 1, 1]

    def test_only_the_first_answer_to_an_item_is_first(self, either: Keeper):
        given = [
            either.record_answer(item, "03", right) for item, right in (("03-a", False), ("03-a", True), ("03-b", True))
        ]
        assert [answer.first for answer in given if answer] == [True, False, True]
        assert tuple(given) == either.answers()

    def test_a_time_passed_in_is_the_time(self, path: Path):
        store = Keeper(path, clock=never_asked)
        at = NOW + timedelta(days=3)
        store.record_answer("03-a", "03", True, at=at)
        store.record_prediction("ctc", "2", at=at)
        store.record_visit("03", "warm-up", at=at)
        assert {store.answers()[0].at, store.predictions()[0].at, store.visits()[0].at} == {at}
        assert on_disk(path, "SELECT at FROM answers") == [("2026-11-28T12:00:00+00:00",)]

    def test_a_slip_of_the_caller_is_refused_and_nothing_is_kept(self, either: Keeper):
        with pytest.raises(ValueError, match="certainty must be"):
            either.record_answer("03-a", "03", True, 4)
        assert either.answers() == ()

    def test_looking_makes_no_file(self, store: Keeper, path: Path):
        assert (store.answers(), store.keeping(), store.keep(True), store.erase()) == ((), Keeping.ON, Keeping.ON, True)
        assert not path.parent.exists()

    def test_the_tables_are_what_the_course_says_and_nothing_else_about_a_person(self, store: Keeper, path: Path):
        fill(store)
        found = {
            name: tuple(row[1] for row in on_disk(path, f"PRAGMA table_info({name})"))
            for (name,) in on_disk(path, "SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        assert found == {
            "answers": ("item_id", "lesson", "at", "correct", "certainty", "first", "version"),
            "predictions": ("explorer", "at", "value"),
            "visits": ("lesson", "cell_id", "at"),
            "meta": ("key", "value"),
        }
        assert on_disk(path, "SELECT * FROM meta") == [("schema", "2")]

    def test_an_ordinary_journal_and_no_file_left_open(self, store: Keeper, path: Path):
        fill(store)
        assert on_disk(path, "PRAGMA journal_mode") == [("delete",)]
        assert [entry.name for entry in path.parent.iterdir()] == ["progress.sqlite"]
        if Path("/proc/self/fd").is_dir():
            opened = {str(entry.readlink()) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()}
            assert str(path) not in opened

    @pytest.mark.skipif(os.name != "posix", reason="rights of a folder are a thing of POSIX")
    def test_the_folder_is_for_its_owner_alone(self, store: Keeper, path: Path):
        fill(store)
        assert path.parent.stat().st_mode & 0o077 == 0

    def test_screening_answers_are_never_kept(self, either: Keeper, monkeypatch: pytest.MonkeyPatch):
        bank = {
            "16": (SimpleNamespace(id="16-low-mood", screening=True), SimpleNamespace(id="16-drug", screening=False))
        }
        monkeypatch.setattr(questions, "load", bank.__getitem__)
        assert either.record_answer("16-low-mood", "16", True) is None
        assert either.record_answer("16-low-mood", "18", True) is None  # nor as a warm-up elsewhere
        assert either.record_answer("16-drug", "16", True)
        assert either.record_answer("17-of-no-lesson", "17", True)
        assert [answer.item_id for answer in either.answers()] == ["16-drug", "17-of-no-lesson"]

    def test_a_row_that_somebody_wrote_by_hand_hides_no_other(self, store: Keeper, path: Path):
        fill(store)
        with contextlib.closing(sqlite3.connect(path)) as db, db:
            db.execute("INSERT INTO answers VALUES ('03-b', '03', 'yesterday', 1, NULL, 1, '')")
            db.execute(
                "INSERT INTO answers VALUES (CAST(x'ff' AS TEXT), '03', '2026-11-25T12:00:00+00:00', 1, 1, 1, '')"
            )
        assert [answer.item_id for answer in store.answers()] == ["03-a"]
        assert store.keeping() is Keeping.ON


class TestOnAndOff:
    @pytest.mark.parametrize("env", [{"COURSE_PROGRESS": "off"}, {"COURSE_PROGRESS": " OFF"}, {"COURSE_MODE": "class"},
                                     {"COURSE_MODE": "class", "COURSE_PROGRESS": "/x/progress.sqlite"}])  # fmt: skip
    def test_off_by_the_environment(self, env: dict[str, str]):
        assert progress.place(env) is None

    def test_a_path_of_ones_own(self):
        assert progress.place({"COURSE_PROGRESS": "/x/mine.sqlite"}) == Path("/x/mine.sqlite")
        assert progress.place({"COURSE_PROGRESS": "~/mine.sqlite"}) == Path.home() / "mine.sqlite"

    @pytest.mark.parametrize("env", [{}, {"COURSE_PROGRESS": ""}, {"COURSE_MODE": "learn"}])
    def test_else_the_users_data_folder_as_the_doctor_names_it(self, env: dict[str, str]):
        from platformdirs import user_data_path

        assert progress.place(env) == user_data_path("mbc-course") / "progress.sqlite"

    def test_one_store_for_a_process(self, path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(progress, "_keepers", {})
        monkeypatch.setenv("COURSE_PROGRESS", str(path))
        assert progress.store() is progress.store()
        assert progress.store().keeping() is Keeping.ON
        monkeypatch.setenv("COURSE_MODE", "class")
        progress.store().record_visit("03", "warm-up")
        assert len(progress.store().visits()) == 1  # remembered while the class lasts
        assert progress.store().keeping() is progress.store().keep(True) is Keeping.NEVER
        assert not path.exists()

    def test_the_learners_own_switch_holds_in_every_notebook_at_once(self, path: Path):
        here, there = Keeper(path), Keeper(path)
        fill(there)
        assert here.keep(False) is Keeping.OFF
        assert (there.keeping(), there.answers()) == (Keeping.OFF, ())
        assert there.record_answer("03-a", "03", True)
        assert len(there.answers()) == 1  # in memory
        assert here.answers() == Keeper(path).answers() == ()
        assert Keeper(path).keeping() is Keeping.OFF  # tomorrow too
        assert here.keep(True) is there.keeping() is Keeping.ON
        assert len(here.answers()) == len(there.answers()) == 1

    def test_a_lesson_loads_no_database_before_it_needs_one(self):
        code = "import sys, widgets.progress as p; f = lambda: print('sqlite3' in sys.modules); f(); p.store(); f()"
        env = {**os.environ, "COURSE_PROGRESS": "off"}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        )
        assert done.stdout == "False\nTrue\n"


class TestErase:
    def test_nothing_can_be_read_in_the_file_any_more(self, store: Keeper, path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(sqlite3, "connect", careless)
        many = [Visit("03", f"cell-of-mine-{number}", NOW) for number in range(200)]
        store._file.run(lambda db: [tables.add_visit(db, visit) for visit in many], writes=True)
        fill(store)
        assert b"cell-of-mine" in path.read_bytes()
        assert store.erase() is True
        assert (store.answers(), store.predictions(), store.visits(), store.notice()) == ((), (), (), None)
        assert b"cell-of-mine" not in path.read_bytes() and b"03-a" not in path.read_bytes()

    def test_the_choice_to_keep_nothing_outlives_it(self, store: Keeper, path: Path):
        fill(store)
        store.keep(False)
        fill(store)
        assert store.erase() is True
        assert store.answers() == ()
        assert on_disk(path, "SELECT count(*) FROM answers") == [(0,)]
        assert store.keeping() is Keeping.OFF

    def test_damaged_files_go_too(self, store: Keeper, path: Path):
        path.parent.mkdir()
        path.write_bytes(b"not a database" * 100)
        fill(store)
        assert len(list(path.parent.iterdir())) == 2
        assert store.erase() is True
        assert [entry.name for entry in path.parent.iterdir()] == ["progress.sqlite"]
        assert store.notice() is None  # "set aside, not deleted" would be false by now

    def test_it_says_so_where_it_cannot(self, store: Keeper, path: Path, monkeypatch: pytest.MonkeyPatch):
        fill(store)
        monkeypatch.setattr(sqlite3, "connect", read_only)
        assert store.erase() is False
        assert store.notice() == keeper.NOT_ERASED

    def test_in_memory(self):
        store = Keeper(None)
        fill(store)
        assert store.erase() is True
        assert store.answers() == ()


class TestSheet:
    def test_all_tables_in_one_sheet(self, either: Keeper):
        fill(either)
        either.record_answer("03-b", "03", False)
        found = list(csv.DictReader(io.StringIO(either.export_csv())))
        assert list(found[0]) == list(sheet.HEADER)
        assert [{key: value for key, value in row.items() if value} for row in found] == [
            {"table": "answers", "item_id": "03-a", "lesson": "03", "at": "2026-11-25T12:00:00+00:00", "correct": "1",
             "certainty": "3", "first": "1", "version": "0.1.0"},
            {"table": "answers", "item_id": "03-b", "lesson": "03", "at": "2026-11-25T12:00:00+00:00", "correct": "0",
             "first": "1"},
            {"table": "predictions", "explorer": "ctc", "at": "2026-11-25T12:00:00+00:00", "value": "-2.5"},
            {"table": "visits", "lesson": "03", "cell_id": "warm-up", "at": "2026-11-25T12:00:00+00:00"},
            {"table": "meta", "key": "schema", "value": "2"},
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "text", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", " =1+1", "\t=1", "\r=1", "\n=1", "-", "=", "-2.5\n"]
    )
    def test_no_formula_gets_out(self, store: Keeper, text: str):
        store.record_prediction("ctc", text)
        (row,) = [
            row for row in csv.DictReader(io.StringIO(store.export_csv(), newline="")) if row["table"] == "predictions"
        ]
        assert row["value"] == "'" + text

    @pytest.mark.parametrize("text", ["-2.5", "+3", "1e-3", "a=b", 'It makes no difference, or "does" it?', "−2"])
    def test_numbers_and_words_stay_as_they_are(self, store: Keeper, text: str):
        store.record_prediction("ctc", text)
        assert [
            row["value"] for row in csv.DictReader(io.StringIO(store.export_csv())) if row["table"] == "predictions"
        ] == [text]

    def test_an_empty_store_has_a_header(self, store: Keeper):
        assert store.export_csv().splitlines()[0] == ",".join(sheet.HEADER)
