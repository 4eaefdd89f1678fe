"""`class NN` and `print NN`: which lesson, where its page goes, and a server that keeps nothing."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

import course


class Teacher:
    """Keeps what was written and opened; a class server is running already."""

    def __init__(self, clone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written: list[list[str]] = []
        self.opened: list[str] = []
        self.asked: list[str] = []
        self.code = 0
        monkeypatch.setattr(clone, "in_turn", lambda level: clone.choose_environment())
        monkeypatch.setattr(clone, "run_with", lambda environment, words: self.written.append(words) or self.code)
        monkeypatch.setattr(clone, "open_browser", lambda address: self.opened.append(address) or True)
        monkeypatch.setattr(clone, "living_server", self.living_server)
        monkeypatch.setattr(clone, "ask_server", lambda server, path, **more: self.asked.append(path) or True)

    def living_server(self, state: Path, mode: str) -> dict | None:
        return {"address": "http://127.0.0.1:9/", "token": "t"} if mode == "class" else None


@pytest.fixture
def teacher(clone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Teacher:
    return Teacher(clone, monkeypatch)


def test_a_class_opens_its_lesson_and_the_page_for_the_speaker(
    clone: ModuleType, teacher: Teacher, capsys: pytest.CaptureFixture[str]
) -> None:
    page = clone.STATE / "class_03.html"
    assert clone.main(["class", "03"]) == 0
    assert teacher.written == [["-m", "widgets.paper", "class", "03", "--to", str(page)]]
    lesson = "http://127.0.0.1:9/doc/tree/notebooks/03_cascade.ipynb?token=t"
    assert teacher.opened == [page.as_uri(), lesson], "the lesson last, so that it lies on top"
    assert lesson in capsys.readouterr().out
    assert clone.main(["class", "00", "--no-browser"]) == 0
    assert len(teacher.opened) == 2
    assert "00_start_here.ipynb" in capsys.readouterr().out


def test_without_its_page_no_class_is_opened(clone: ModuleType, teacher: Teacher) -> None:
    teacher.code = 1
    assert clone.main(["class", "03"]) == 1
    assert teacher.opened == []


def test_a_lesson_for_paper_goes_where_the_person_stands(
    clone: ModuleType, teacher: Teacher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert clone.main(["print", "03"]) == 0
    assert teacher.written == [["-m", "widgets.paper", "print", "03", "--to", str(tmp_path / "mbc_03_cascade.html")]]
    assert teacher.opened == []


@pytest.mark.parametrize("command", ["class", "print"])
@pytest.mark.parametrize("words", [[], ["99"], ["3"], ["03_cascade"], ["--no-browser", "03"]])
def test_a_lesson_that_is_not_there_is_answered_with_those_that_are(
    clone: ModuleType, teacher: Teacher, capsys: pytest.CaptureFixture[str], command: str, words: list[str]
) -> None:
    assert clone.main([command, *words]) == 1
    told = capsys.readouterr().err
    assert "00, 03" in told and told.count("\n") == 1
    assert teacher.written == []


@pytest.mark.parametrize("command", ["class", "print"])
def test_a_further_word_is_refused_before_anything_is_written(
    clone: ModuleType, teacher: Teacher, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert clone.main([command, "03", "--port=1"]) == 1
    assert "--port=1" in capsys.readouterr().err
    assert teacher.written == []


def test_quit_ends_a_class_as_well(clone: ModuleType, teacher: Teacher) -> None:
    assert clone.main(["quit"]) == 0
    assert teacher.asked == ["api/shutdown"]


def test_a_class_keeps_nothing_and_shares_nothing_with_a_learner() -> None:
    theirs = {"COURSE_PROGRESS": "/home/a/progress.sqlite"}
    learn, teach = (
        course.server_environment(theirs, Path("/c/.course"), Path("/c"), mode, "") for mode in ("learn", "class")
    )
    assert (learn["COURSE_PROGRESS"], teach["COURSE_PROGRESS"]) == ("/home/a/progress.sqlite", "off")
    assert teach["COURSE_MODE"] == "class"
    assert learn["JUPYTER_CONFIG_DIR"] != teach["JUPYTER_CONFIG_DIR"]
    records = {course.server_record(Path("/c"), mode).name for mode in course.MODES}
    assert records == {"server.json", "server-class.json", "server-edit.json"}


def test_a_class_has_a_copy_of_its_own_in_the_dress_of_learners(
    clone: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clone, "trust", lambda python, paths, env: None)
    environment = clone.Environment(clone.PLACE / ".venv", "venv")
    learn, teach = (clone.lay_out(environment, mode) for mode in ("learn", "class"))
    assert (learn, teach) == (clone.STATE / "work", clone.STATE / "work-class")
    assert (teach / "notebooks" / "03_cascade.ipynb").is_file()
    for name in ("labconfig/page_config.json", "labconfig/default_setting_overrides.json", "custom/custom.css"):
        theirs, ours = (clone.config_folder(clone.STATE, mode) / name for mode in ("learn", "class"))
        assert theirs.read_bytes() == ours.read_bytes()
    assert "--LabApp.custom_css=True" in course.server_command(Path("python"), Path("/c"), "class", 8899, False)
