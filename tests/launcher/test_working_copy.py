"""The working copy: laid, refreshed, never the originals."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

import course


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    folder = tmp_path / "notebooks"
    (folder / "pictures" / "03").mkdir(parents=True)
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / "00_start_here.ipynb").write_bytes(b"start")
    (folder / "03_cascade.ipynb").write_bytes(b"cascade")
    (folder / "pictures" / "03" / "cell.svg").write_bytes(b"<svg/>")
    (folder / ".ipynb_checkpoints" / "old.ipynb").write_bytes(b"old")
    return folder


def lay(lessons: Path) -> list[str]:
    place = lessons.parent
    work, manifest = place / ".course" / "work" / "notebooks", place / ".course" / "work.json"
    changed = course.lay_working_copy(lessons, work, manifest, place)
    course.finish_working_copy(lessons, manifest)
    return sorted(path.name for path in changed)


def state_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_notebooks_and_pictures_are_laid_and_notebooks_are_to_be_trusted(lessons: Path) -> None:
    before = state_of(lessons)
    assert lay(lessons) == ["00_start_here.ipynb", "03_cascade.ipynb"]
    copy = state_of(lessons.parent / ".course" / "work" / "notebooks")
    assert set(copy) == {"00_start_here.ipynb", "03_cascade.ipynb", "pictures/03/cell.svg"}
    assert state_of(lessons) == before


def test_a_second_start_lays_nothing(lessons: Path) -> None:
    lay(lessons)
    assert lay(lessons) == []


def test_what_a_student_added_stays_until_the_lesson_itself_changes(lessons: Path) -> None:
    lay(lessons)
    copy = lessons.parent / ".course" / "work" / "notebooks" / "03_cascade.ipynb"
    copy.write_bytes(b"cascade and my notes")
    assert lay(lessons) == []
    assert copy.read_bytes() == b"cascade and my notes"
    assert (lessons / "03_cascade.ipynb").read_bytes() == b"cascade"
    (lessons / "03_cascade.ipynb").write_bytes(b"cascade, second edition")
    assert lay(lessons) == ["03_cascade.ipynb"]
    assert copy.read_bytes() == b"cascade, second edition"


def test_a_copy_that_was_deleted_comes_back(lessons: Path) -> None:
    lay(lessons)
    (lessons.parent / ".course" / "work" / "notebooks" / "00_start_here.ipynb").unlink()
    assert lay(lessons) == ["00_start_here.ipynb"]


def test_a_lesson_removed_upstream_goes_and_a_students_own_file_stays(lessons: Path) -> None:
    lay(lessons)
    work = lessons.parent / ".course" / "work" / "notebooks"
    (work / "my_notes.ipynb").write_bytes(b"mine")
    (lessons / "03_cascade.ipynb").unlink()
    assert lay(lessons) == []
    assert not (work / "03_cascade.ipynb").exists()
    assert (work / "my_notes.ipynb").read_bytes() == b"mine"


def test_an_interrupted_start_lays_and_trusts_again(lessons: Path) -> None:
    place = lessons.parent
    work, manifest = place / ".course" / "work" / "notebooks", place / ".course" / "work.json"
    assert len(course.lay_working_copy(lessons, work, manifest, place)) == 2
    assert len(course.lay_working_copy(lessons, work, manifest, place)) == 2, "no manifest was written yet"
    manifest.write_bytes(b'{"00_start')
    assert len(course.lay_working_copy(lessons, work, manifest, place)) == 2


def test_a_manifest_cannot_lead_outside(lessons: Path) -> None:
    lay(lessons)
    manifest = lessons.parent / ".course" / "work.json"
    manifest.write_text(json.dumps({"../../../notebooks/03_cascade.ipynb": "x"}), encoding="utf-8")
    with pytest.raises(ValueError, match="not ours"):
        lay(lessons)
    assert (lessons / "03_cascade.ipynb").exists()


def test_jupyterlab_trusts_what_was_laid(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    path = tmp_path / "a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A")]), path)
    env = course.server_environment(os.environ, tmp_path / ".course", tmp_path, "learn", "")
    course.trust(Path(sys.executable), [path], env)
    question = "import nbformat, sys; from nbformat.sign import NotebookNotary as N; "
    question += "print(N().check_signature(nbformat.read(sys.argv[1], 4)))"
    assert course.call([sys.executable, "-c", question, str(path)], env=env)[1].strip() == "True"
    path.write_text("no notebook", encoding="utf-8")
    with pytest.raises(course.Trouble, match="could not be read"):
        course.trust(Path(sys.executable), [path], env)


def test_signatures_that_are_gone_are_given_again(clone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    signed: list[int] = []
    monkeypatch.setattr(clone, "trust", lambda python, paths, env: signed.append(len(list(paths))))
    environment = clone.Environment(clone.PLACE / ".venv", "venv")
    clone.lay_out(environment, "learn")
    (clone.STATE / "data").mkdir()
    (clone.STATE / "data" / "nbsignatures.db").touch()
    clone.lay_out(environment, "learn")
    (clone.STATE / "data" / "nbsignatures.db").unlink()
    clone.lay_out(environment, "learn")
    assert signed == [2, 2]


def test_contributors_work_in_the_clone_students_in_the_copy(
    clone: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clone, "trust", lambda python, paths, env: None)
    environment = clone.Environment(clone.PLACE / ".venv", "venv")
    assert clone.lay_out(environment, "learn") == clone.STATE / "work"
    assert clone.lay_out(environment, "edit") == clone.HOME
