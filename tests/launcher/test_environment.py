"""Making, keeping and mending .venv; leaving every other environment alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import Calls


def prepared(clone: ModuleType, level: str = "run") -> None:
    clone.prepare(level)


def words(clone: ModuleType, level: str = "run", uv: str | None = None) -> list[str]:
    return [step[0] for step in clone.environment_steps(clone.choose_environment(), level, uv)]


def test_the_first_start_makes_and_fills_the_second_does_nothing(
    clone: ModuleType, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(clone)
    printed = capsys.readouterr().out.splitlines()
    assert [line[:3] for line in printed] == ["1/2", "2/2"]
    asked = len(calls.commands)
    prepared(clone)
    assert len(calls.commands) == asked
    assert capsys.readouterr().out == ""


def test_the_project_is_importable_in_the_environment_wherever_the_clone_lies(clone: ModuleType, calls: Calls) -> None:
    prepared(clone)
    line = (clone.PLACE / ".venv" / "site" / "mbc_course.pth").read_bytes()
    assert line.isascii()  # each Python version reads .pth files in an encoding of its own
    added: list[str] = []
    exec(line.decode().replace("import sys; sys.path", "added"), {"added": added})
    assert added == [str(clone.HOME)]


def test_tests_get_the_larger_lock_in_one_go_and_the_course_is_served_by_it(clone: ModuleType, calls: Calls) -> None:
    prepared(clone, "test")
    assert calls.count("install") == 1
    assert str(clone.HOME / "requirements-test.txt") in calls.commands[-1]
    assert words(clone, "run") == []
    assert len(words(clone, "bench")) == 1


def test_only_a_changed_lock_installs_again_and_line_ends_do_not_count(clone: ModuleType, calls: Calls) -> None:
    prepared(clone)
    lock = clone.HOME / "requirements.txt"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert words(clone) == []
    lock.write_bytes(lock.read_bytes() + b"six==1.17.0\n")
    assert len(words(clone)) == 1
    prepared(clone)
    assert words(clone) == []


def test_pip_and_uv_take_ready_made_packages_only(clone: ModuleType, calls: Calls) -> None:
    prepared(clone)
    pip = calls.commands[-1]
    assert pip[1:3] == ["-m", "pip"] and "--only-binary" in pip
    for _, do in clone.environment_steps(clone.choose_environment(), "test", "uv"):
        do()
    uv = calls.commands[-1]
    assert uv[:3] == ["uv", "pip", "install"] and "--only-binary" in uv
    assert uv[uv.index("--python") + 1] == str(clone.choose_environment().python), "never the active environment"


def test_a_killed_installation_is_made_anew(clone: ModuleType, calls: Calls) -> None:
    calls.breaks = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        prepared(clone)
    calls.breaks = None
    leftover = clone.PLACE / ".venv" / "half"
    leftover.touch()
    assert len(words(clone)) == 2
    prepared(clone)
    assert not leftover.exists()
    assert words(clone) == []


def test_without_network_the_former_environment_stays(
    clone: ModuleType, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(clone)
    calls.install = (1, "Failed to establish a new connection: [Errno 101] Network is unreachable")
    assert clone.main(["test"]) == 1
    assert capsys.readouterr().err.strip() == clone.SENTENCES["network"]
    assert words(clone) == [], "the course itself still opens"
    calls.install = (0, "")
    prepared(clone, "test")
    assert words(clone, "test") == []


def test_a_disk_that_fills_up_leads_to_a_new_environment(clone: ModuleType, calls: Calls) -> None:
    prepared(clone)
    calls.install = (1, "OSError: [Errno 28] No space left on device")
    assert clone.main(["test"]) == 1
    calls.install = (0, "")
    assert len(words(clone)) == 2, "nobody knows what stands in there"
    assert "No space left" in (clone.STATE / "install.log").read_text(encoding="utf-8")


def test_debian_without_venv_says_so_and_the_next_start_recovers(
    clone: ModuleType, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    calls.venv = (1, "ensurepip is not available")
    assert clone.main(["test"]) == 1
    assert "python3-venv" in capsys.readouterr().err
    calls.venv = (0, "")
    prepared(clone)
    assert words(clone) == []


def test_a_moved_clone_gets_a_new_environment(clone: ModuleType, calls: Calls) -> None:
    prepared(clone)
    stamp = clone.choose_environment().stamp
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "home": "/somewhere/else"}), encoding="utf-8")
    assert len(words(clone)) == 2


def test_a_python_that_was_uninstalled_is_noticed(clone: ModuleType, calls: Calls) -> None:
    prepared(clone)
    (clone.PLACE / ".venv" / "pyvenv.cfg").write_text("home = /opt/gone\n", encoding="utf-8")
    assert len(words(clone)) == 2


def test_uv_makes_environments_without_pip_so_without_uv_it_is_made_anew(clone: ModuleType, calls: Calls) -> None:
    for _, do in clone.environment_steps(clone.choose_environment(), "run", "uv"):
        do()
    assert words(clone, "run", None) == []
    assert len(words(clone, "test", "uv")) == 1
    assert len(words(clone, "test", None)) == 2


@pytest.mark.parametrize(
    "active",
    [
        {"CONDA_PREFIX": "/opt/conda", "CONDA_DEFAULT_ENV": "base"},
        {"CONDA_PREFIX": "/opt/conda/envs/thesis"},
        {"VIRTUAL_ENV": "/home/a/thesis/.venv"},
        {"MBC_COURSE_ENV": "1"},
        {},
    ],
)
def test_somebody_elses_active_environment_is_never_used(clone: ModuleType, active: dict[str, str]) -> None:
    environment = clone.choose_environment(active)
    assert environment.kind == "venv"
    assert environment.folder == clone.PLACE / ".venv"


@pytest.fixture
def conda(clone: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    prefix = tmp_path / "conda" / "envs" / "mbc-course"
    (prefix / "site").mkdir(parents=True)
    monkeypatch.setenv("MBC_COURSE_ENV", "1")
    monkeypatch.setenv("CONDA_PREFIX", str(prefix))
    return prefix


def test_the_environment_of_environment_yml_is_used_as_it_is(
    clone: ModuleType, conda: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def answer(command: list[str], **more: object) -> tuple[int, str]:
        asked.append(command)
        return 0, f"{conda / 'site'}\n"

    monkeypatch.setattr(clone, "call", answer)
    clone.prepare("run")
    clone.prepare("run")
    assert len(asked) == 1 and "-c" in asked[0]
    assert "jupyterlab==4.6.6" in asked[0]
    assert sorted(path.name for path in conda.rglob("*") if path.is_file()) == ["mbc-course.json", "mbc_course.pth"]
    assert not (clone.PLACE / ".venv").exists()


def test_an_outdated_conda_environment_says_how_to_update_it(
    clone: ModuleType, conda: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clone, "call", lambda command, **more: (1, "jupyterlab is 4.5.0, not 4.6.6\n"))
    assert clone.main(["test"]) == 1
    printed = capsys.readouterr().err
    assert "jupyterlab is 4.5.0" in printed and "conda env update" in printed


def test_installers_do_not_hear_the_persons_own_settings(clone: ModuleType) -> None:
    theirs = {
        "PYTHONPATH": "x",
        "PYTHONHOME": "x",
        "PIP_TARGET": "x",
        "PIP_USER": "1",
        "JUPYTER_PATH": "x",
        "LANG": "C",
    }
    assert clone.clean(theirs) == {"LANG": "C", "PYTHONNOUSERSITE": "1"}


def test_what_follows_test_goes_to_pytest(clone: ModuleType, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(clone, "run_with", lambda environment, arguments: ran.append(list(arguments)) or 5)
    assert clone.main(["test"]) == 5
    assert clone.main(["test", "-k", "cascade", "notebooks/03_cascade.ipynb::Cell"]) == 5
    assert ran[0] == ["-m", "pytest", "-n", "2", "--dist", "loadfile", "tests"]
    assert ran[1][6:] == ["-k", "cascade", "notebooks/03_cascade.ipynb::Cell"]
    assert clone.main(["bench", "--json", "x.json"]) == 5
    assert ran[2] == ["-m", "tests.benchmarks", "--json", "x.json"]
    assert clone.main(["notebooks"]) == 5
    assert ran[3] == ["-m", "widgets.publish"]


def test_the_exit_code_of_a_program_is_ours(clone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    python = Path(shutil.which("python3") or shutil.which("python") or "")
    monkeypatch.setattr(clone.Environment, "python", property(lambda self: python))
    assert clone.run_with(clone.choose_environment(), ["-c", "raise SystemExit(7)"]) == 7
