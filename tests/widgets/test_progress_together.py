"""Progress shared by processes and threads, and by one that is killed: nothing is lost, and nothing is torn.

Other processes are waited for by reading their pipe; nothing here sleeps.
"""

import contextlib
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from kept import NOW, fill, on_disk

from content.teaching.records import Visit
from widgets.progress.keeper import Keeper

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.sqlite"


@pytest.fixture
def store(path: Path) -> Keeper:
    return Keeper(path, clock=lambda: NOW)


@pytest.fixture(params=["disk", "memory"])
def either(request: pytest.FixtureRequest, path: Path) -> Keeper:
    return Keeper(path if request.param == "disk" else None, clock=lambda: NOW)


CHILD = """
import sys
from pathlib import Path
from widgets.progress import tables
from widgets.progress.keeper import Keeper
from content.teaching.records import Visit
from datetime import UTC, datetime

store, name = Keeper(Path(sys.argv[1])), sys.argv[2]

def say(words):
    print(words, flush=True)

say("ready")
sys.stdin.readline()
"""
WRITE_30 = """
for number in range(30):
    answer = store.record_answer(f"03-{number}", "03", True)
    store.record_visit("03", f"{name}-{number}")
    say(f"{answer.item_id} {answer.first}")
say(store.notice())
"""
WRITE_FOR_EVER = """
number = 0
while True:
    store.record_visit("03", f"{name}-{number}")
    say(number)
    number += 1
"""
STOP_IN_THE_MIDDLE = """
def half_way(db):
    db.execute("PRAGMA cache_size = 1")  # so that pages reach the file before the transaction ends
    for number in range(2000):
        tables.add_visit(db, Visit("03", f"half-{number}", datetime.now(UTC)))
    say("half way")
    sys.stdin.readline()

store._file.run(half_way, writes=True)
"""


@contextlib.contextmanager
def child(code: str, path: Path, name: str = "a") -> Any:
    """Another process, which has loaded everything and waits for a line before it begins."""
    command = [sys.executable, "-c", CHILD + code, str(path), name]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def begin(process: Any) -> None:
    process.stdin.write("\n")
    process.stdin.flush()


class TestTogether:
    def test_two_processes_at_once_lose_nothing(self, path: Path):
        """They make the file together, answer the same items, and each item has exactly one first answer."""
        with child(WRITE_30, path, "a") as one, child(WRITE_30, path, "b") as other:
            begin(one)
            begin(other)
            said = [process.communicate()[0].splitlines() for process in (one, other)]
        assert [len(lines) for lines in said] == [31, 31] and said[0][-1] == said[1][-1] == "None"
        store = Keeper(path)
        assert len(store.answers()) == 60
        assert sorted(a.item_id for a in store.answers() if a.first) == sorted(f"03-{n}" for n in range(30))
        assert sum(line.endswith("True") for lines in said for line in lines) == 30
        assert {visit.cell_id for visit in store.visits()} == {f"{name}-{n}" for name in "ab" for n in range(30)}
        assert on_disk(path, "PRAGMA integrity_check") == [("ok",)]

    def test_a_second_thread_loses_nothing(self, either: Keeper):
        start, trouble = threading.Barrier(3), []

        def work(name: str) -> None:
            try:
                start.wait(timeout=30)
                for number in range(20):
                    either.record_answer(f"03-{number}", "03", True)
                    either.record_visit("03", f"{name}-{number}")
                    either.answers()
            except BaseException as error:
                trouble.append(error)

        threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
        for thread in threads:
            thread.start()
        start.wait(timeout=30)
        for thread in threads:
            thread.join(timeout=60)
        assert not trouble and either.notice() is None
        assert len(either.answers()) == len(either.visits()) == 40
        assert sum(answer.first for answer in either.answers()) == 20

    @pytest.mark.parametrize("heard", [1, 7, 23])
    def test_killed_while_it_writes_all_that_was_said_to_be_kept_is_kept(self, path: Path, heard: int):
        with child(WRITE_FOR_EVER, path) as process:
            begin(process)
            for _ in range(heard):
                last = int(process.stdout.readline())
            process.kill()
            said = [last, *(int(line) for line in process.stdout.read().split("\n")[:-1])]
        store = Keeper(path)
        kept = [visit.cell_id for visit in store.visits()]
        # The last one may have been kept and the word of it cut off; none is torn, none is missing in between.
        assert kept == [f"a-{number}" for number in range(len(kept))]
        assert len(kept) in (said[-1] + 1, said[-1] + 2)
        store.record_visit("03", "afterwards")
        assert (store.visits()[-1].cell_id, store.notice()) == ("afterwards", None)
        assert on_disk(path, "PRAGMA integrity_check") == [("ok",)]

    def test_killed_between_the_first_page_and_the_last_nothing_of_it_remains(self, store: Keeper, path: Path):
        fill(store)
        with child(STOP_IN_THE_MIDDLE, path) as process:
            begin(process)
            assert process.stdout.readline() == "half way\n"
            process.kill()
            process.wait()
        assert b"half-1" in path.read_bytes() and Path(f"{path}-journal").stat().st_size > 0
        assert store.visits() == (Visit("03", "warm-up", NOW),)
        assert (store.notice(), on_disk(path, "PRAGMA integrity_check")) == (None, [("ok",)])
        assert not Path(f"{path}-journal").exists()
