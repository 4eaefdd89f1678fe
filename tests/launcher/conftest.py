"""`clone`: course.py as it stands in a fresh clone of its own, loaded as a module; whatever it writes lands there."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    for name in ("MBC_COURSE_ENV", "CONDA_PREFIX", "CHROME_PATH", "COURSE_PROGRESS"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "clone"
    home.mkdir()
    for source in (ROOT / "course.py", *ROOT.glob("requirements*")):
        shutil.copy(source, home)
    shutil.copytree(ROOT / "widgets" / "dress", home / "widgets" / "dress")
    pictures = home / "notebooks" / "pictures"
    pictures.mkdir(parents=True)
    (home / "notebooks" / "00_start_here.ipynb").write_text("{}", encoding="utf-8")
    (home / "notebooks" / "03_cascade.ipynb").write_text("{}", encoding="utf-8")
    (pictures / "cell.svg").write_text("<svg/>", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("course_in_a_clone", home / "course.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up by name while the module is still being made.
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


class Calls:
    """Stands in for `course.call`: keeps what was asked, makes what `venv` makes, answers what the test says."""

    def __init__(self, clone: ModuleType) -> None:
        self.clone = clone
        self.commands: list[list[str]] = []
        self.install: tuple[int, str] = (0, "")
        self.venv: tuple[int, str] = (0, "")
        self.breaks: BaseException | None = None

    def __call__(self, command: list[str], **more: object) -> tuple[int, str]:
        self.commands.append([str(word) for word in command])
        if "venv" in command:
            self.make(Path(command[-1]))
            return self.venv
        if "install" in command:
            if self.breaks:
                raise self.breaks
            return self.install
        return 0, str(self.clone.PLACE / ".venv" / "site")

    def make(self, folder: Path) -> None:
        environment = self.clone.Environment(folder, "venv")
        environment.python.parent.mkdir(parents=True)
        environment.python.write_bytes(b"")
        (folder / "site").mkdir()
        (folder / "pyvenv.cfg").write_text(f"home = {folder.parent}\n", encoding="utf-8")

    def count(self, word: str) -> int:
        return sum(word in command for command in self.commands)


@pytest.fixture
def calls(clone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Calls:
    fake = Calls(clone)
    monkeypatch.setattr(clone, "call", fake)
    monkeypatch.setattr(clone.shutil, "which", lambda name, *rest, **more: None)  # no uv: the longer road
    return fake
