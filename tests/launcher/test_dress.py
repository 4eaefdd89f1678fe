"""The settings and the look that JupyterLab gets, and what its server does with a lesson that is saved."""

from __future__ import annotations

import asyncio
import json
import re
import runpy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from traitlets import Unicode
from traitlets.config import Configurable

import course

DRESS = course.HOME / "widgets" / "dress"
CSS = (DRESS / "custom.css").read_text(encoding="utf-8")


def test_a_persons_own_settings_survive_a_new_dress(clone: ModuleType) -> None:
    config = clone.config_folder(clone.STATE, "learn")
    theirs = config / "lab" / "user-settings" / "themes.jupyterlab-settings"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("{}", encoding="utf-8")
    clone.write_dress(clone.PLACE / ".venv", config, "learn", clone.HOME / "widgets" / "dress")
    assert theirs.exists()
    assert (config / "custom" / "custom.css").read_text(encoding="utf-8") == CSS
    quiet = clone.PLACE / ".venv" / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    assert json.loads(quiet.read_text())["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_learners_leave_without_a_question_contributors_are_asked(clone: ModuleType) -> None:
    for mode in ("learn", "edit"):
        clone.write_dress(clone.PLACE / ".venv", clone.config_folder(clone.STATE, mode), mode)
    learn = clone.STATE / "config" / "labconfig"
    page = json.loads((learn / "page_config.json").read_text())
    assert page["disabledExtensions"] == {"@jupyterlab/application-extension:dirty": True}
    assert (learn / "default_setting_overrides.json").is_file()
    assert not (clone.STATE / "config-edit" / "labconfig").exists()


def test_every_setting_exists_in_the_locked_jupyterlab() -> None:
    jupyter_core = pytest.importorskip("jupyter_core.paths")
    schemas = next(
        (
            path / "lab" / "schemas"
            for path in map(Path, jupyter_core.jupyter_path())
            if (path / "lab/schemas").is_dir()
        ),
        None,
    )
    assert schemas, "JupyterLab is installed wherever the tests run"
    for name in ("overrides.json", "learn.json"):
        for plugin, settings in json.loads((DRESS / name).read_text()).items():
            package, _, stem = plugin.partition(":")
            schema = json.loads((schemas / package / f"{stem}.json").read_text(encoding="utf-8"))
            known = set(schema.get("properties", {})) | ({"menus"} if "jupyter.lab.menus" in schema else set())
            assert set(settings) <= known, plugin


def test_every_switched_off_shortcut_is_one_of_jupyterlabs(clone: ModuleType) -> None:
    jupyter_core = pytest.importorskip("jupyter_core.paths")
    known = set()
    for path in map(Path, jupyter_core.jupyter_path()):
        for schema in (path / "lab" / "schemas").glob("@jupyterlab/*/*.json"):
            for shortcut in json.loads(schema.read_text(encoding="utf-8")).get("jupyter.lab.shortcuts", []):
                known.add((shortcut["command"], tuple(shortcut["keys"]), shortcut["selector"]))
    learn = json.loads((DRESS / "learn.json").read_text())
    ours = learn["@jupyterlab/shortcuts-extension:shortcuts"]["shortcuts"]
    assert len(ours) > 30
    for shortcut in ours:
        assert shortcut["disabled"] is True
        assert (shortcut["command"], tuple(shortcut["keys"]), shortcut["selector"]) in known


def test_the_dress_takes_its_colours_from_the_theme() -> None:
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\s*[;,)]|rgba?\(|hsl", rules)
    assert rules.count("{") == rules.count("}")
    assert "url(" not in rules and "@import" not in rules


def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: str) -> dict[str, Any]:
    pytest.importorskip("jupyter_server")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COURSE_MODE", mode)
    return runpy.run_path(str(DRESS / "jupyter_server_config.py"))


def lesson() -> dict[str, Any]:
    widget = {"text/plain": "The question.", "application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    outputs = [
        {"output_type": "display_data", "data": widget, "metadata": {}},
        {"output_type": "display_data", "data": {"text/html": "<b>answer</b>"}, "metadata": {}},
        {"output_type": "stream", "name": "stdout", "text": "printed"},
    ]
    cells = [
        {"cell_type": "markdown", "id": "a", "source": "# A", "metadata": {"editable": False, "deletable": False}},
        {"cell_type": "code", "id": "b", "source": "1", "metadata": {"tags": ["x"]}, "outputs": outputs}
        | {"execution_count": 1},
    ]
    metadata = {"widgets": {"state": {}}}
    return {"type": "notebook", "content": {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}}


class Running(Configurable):
    """Stands in for the server: one kernel, of the lesson at `path`."""

    path = Unicode()

    @property
    def session_manager(self) -> Running:
        return self

    async def list_sessions(self) -> list[dict[str, str]]:
        return [{"path": self.path}]


@pytest.mark.parametrize(("kernel_of", "explorers_stay"), [("a.ipynb", True), ("b.ipynb", False), ("", False)])
def test_explorers_are_served_only_while_their_kernel_lives(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kernel_of: str, explorers_stay: bool
) -> None:
    server = Running(path=kernel_of)
    manager = load(monkeypatch, tmp_path, "learn")["Lessons"](root_dir=str(tmp_path), parent=server)
    asyncio.run(manager.save(lesson() | {"format": "json"}, "a.ipynb"))
    served = asyncio.run(manager.get("a.ipynb"))["content"]
    outputs = [output.get("data") or output["text"] for output in served["cells"][1]["outputs"]]
    if explorers_stay:
        assert len(outputs[0]) == 2 and len(outputs) == 3
    else:
        assert outputs == [{"text/plain": "The question."}, "printed"]
        assert "widgets" not in served["metadata"]
    assert served["cells"][0]["metadata"]["editable"] is False


@pytest.mark.parametrize("model", [{"type": "file", "content": "x"}, {"type": "directory"}, {"type": "notebook"}])
def test_other_files_are_saved_as_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, model: dict[str, Any]
) -> None:
    before = json.dumps(model)
    load(monkeypatch, tmp_path, "edit")["leave_originals_clean"](model=model, path="a", contents_manager=None)
    assert json.dumps(model) == before


@pytest.mark.filterwarnings("ignore:Overriding existing pre_save_hook")  # jupyter_server sets its own trait twice
def test_contributors_find_cells_unlocked_and_leave_them_locked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loaded = load(monkeypatch, tmp_path, "edit")
    (tmp_path / "a.ipynb").write_text(json.dumps(lesson()["content"]), encoding="utf-8")
    manager = loaded["Lessons"](root_dir=str(tmp_path), pre_save_hook=loaded["leave_originals_clean"])
    opened = asyncio.run(manager.get("a.ipynb"))
    assert all("editable" not in cell["metadata"] for cell in opened["content"]["cells"])
    opened["content"]["metadata"]["language_info"] = {"name": "python", "version": "3.13.1"}
    asyncio.run(manager.save({"type": "notebook", "format": "json", "content": opened["content"]}, "a.ipynb"))
    stored = json.loads((tmp_path / "a.ipynb").read_text(encoding="utf-8"))
    assert [cell["metadata"]["deletable"] for cell in stored["cells"]] == [False, False]
    assert stored["cells"][1]["metadata"]["tags"] == ["x"]
    assert "language_info" not in stored["metadata"], "the version of somebody's kernel"


def test_the_server_is_local_culls_left_lessons_and_can_be_quit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    c = load(monkeypatch, tmp_path, "learn")["c"]
    assert c.ServerApp.ip == "127.0.0.1"
    assert c.ServerApp.quit_button is True
    assert c.ServerApp.terminals_enabled is False
    assert 0 < c.MappingKernelManager.cull_idle_timeout <= 300
    assert c.MappingKernelManager.cull_connected is False
