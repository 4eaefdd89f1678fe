"""The files round the launcher say the same as it: locks, environment.yml, package data, continuous integration."""

from __future__ import annotations

import fnmatch
import itertools
import re
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import course

ROOT = Path(course.__file__).parent
LOCKS = [ROOT / name for name in course.LOCKS.values()]


def pins(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if "==" in line and not line.startswith("#")}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_hold_pins_and_no_address(lock: Path) -> None:
    content = lock.read_text(encoding="utf-8")
    course.refuse_addresses(lock.name, content)
    for line in content.splitlines():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9a-z.]+( ; .+)?", line), line


@pytest.mark.parametrize("line", ["-i https://x.org/simple", "--index-url x", "a @ http://x.org/a.whl", "-f ./wheels"])
def test_an_address_in_a_lock_is_refused(line: str) -> None:
    with pytest.raises(course.Trouble, match="no address"):
        course.refuse_addresses("requirements.txt", f"numpy==2.4.6\n{line}\n")


def test_each_lock_holds_the_one_before() -> None:
    for smaller, larger in itertools.pairwise(LOCKS):
        assert pins(smaller) <= pins(larger)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_each_wish_stands_in_its_lock(lock: Path) -> None:
    locked = {pin.split(" ;")[0].lower() for pin in pins(lock)}
    wished = {pin.lower() for pin in pins(lock.with_suffix(".in"))}
    assert wished <= locked


def test_the_lock_command_is_bound_by_the_former_lock_and_writes_no_address(
    clone: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(clone, "call", lambda command, **more: (commands.append(list(command)), (0, ""))[1])
    monkeypatch.setattr(clone.shutil, "which", lambda name: None)
    assert clone.main(["lock"]) == 1
    assert "needs uv" in capsys.readouterr().err
    monkeypatch.setattr(clone.shutil, "which", lambda name: name)
    assert clone.main(["lock", "--upgrade"]) == 0
    assert [command[3] for command in commands] == [lock.with_suffix(".in").name for lock in LOCKS]
    assert all({"--no-emit-index-url", "--universal", "--upgrade"} <= set(command) for command in commands)
    assert [command[-1] for command in commands[1:]] == ["requirements.txt", "requirements-test.txt"]
    (clone.HOME / "requirements.txt").write_text("--find-links https://x.org\n", encoding="utf-8")
    assert clone.main(["lock"]) == 1


def test_environment_yml_equals_the_locks_and_carries_the_marker() -> None:
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    named = [item for item in content["dependencies"] if isinstance(item, str)]
    locked = {pin.split(" ;")[0] for lock in LOCKS for pin in pins(lock)}
    ours = {item.split("=")[0]: item.split("=")[1] for item in named if item.count("=") == 1}
    python = tuple(int(part) for part in ours.pop("python").split("."))
    assert course.suitable(python)
    assert set(ours) == {"jupyterlab", "ipywidgets", "plotly", "nbval"}
    assert {f"{name}=={version}" for name, version in ours.items()} <= locked
    pip = next(item["pip"] for item in content["dependencies"] if isinstance(item, dict))
    assert pip == ["-r requirements.txt", "-r requirements-test.txt"]
    assert content["variables"] == {"MBC_COURSE_ENV": "1"}


def test_a_wheel_carries_every_file_that_the_packages_read() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]
    started = ROOT / "widgets" / "dress"  # read by course.py, which a wheel does not carry
    for package in ("content", "widgets"):
        for path in sorted((ROOT / package).rglob("*")):
            name = path.relative_to(ROOT / package).as_posix()
            if path.is_dir() or "__pycache__" in name or started in path.parents:
                continue
            if path.suffix == ".py":
                for folder in [path.parent, *path.parent.relative_to(ROOT).parents]:
                    if folder != Path():
                        assert (ROOT / folder / "__init__.py").exists(), (
                            f"{folder} is no package: a wheel leaves it out"
                        )
            elif path.name != "README.md":
                globs = [pattern.replace("**/", "*") for pattern in patterns[package]]
                assert any(fnmatch.fnmatch(name, glob) for glob in globs), f"{package}/{name} is in no wheel"


def test_supported_pythons_are_the_same_everywhere() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (low, high), newest = (course.OLDEST, course.NEWEST), course.NEWEST[1] + 1
    assert settings["project"]["requires-python"] == f">={low[0]}.{low[1]},<3.{newest}"
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"]
    matrix = jobs["test"]["strategy"]["matrix"]
    assert matrix["python"] == [f"{low[0]}.{low[1]}", f"{high[0]}.{high[1]}"]
    assert {name.split("-")[0] for name in matrix["system"]} == {"ubuntu", "macos", "windows"}


def test_continuous_integration_runs_the_readmes_command_and_refuses_a_skipped_browser() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^python3 course\.py test", script, re.MULTILINE)
    assert "COURSE_REQUIRE_BROWSER=1" in script
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")]).returncode == 0


def test_what_course_py_writes_is_ignored_by_git() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".venv/", ".course/"} <= set(ignored)
