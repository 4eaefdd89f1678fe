"""How the course's own JupyterLab server behaves. course.py copies this file into its configuration folder.

COURSE_MODE "edit" (contributors, on the original lessons) unlocks cells while a lesson is open and locks them again
when it is saved; every other mode serves the lessons as they are.
"""

import json
import os
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from traitlets.config import get_config

LOCKS = {"editable": False, "deletable": False}
EDITING = os.environ.get("COURSE_MODE") == "edit"


def keep_text_only(content: dict[str, Any]) -> None:
    """Drop every output but text, so that a lesson says what it says in the repository: the question, no answer."""
    content["metadata"].pop("widgets", None)
    for cell in content["cells"]:
        for output in cell.get("outputs", []):
            if isinstance(output.get("data"), dict):
                output["data"] = {kind: data for kind, data in output["data"].items() if kind == "text/plain"}
        if "outputs" in cell:
            cell["outputs"] = [output for output in cell["outputs"] if output.get("data") != {}]


class Lessons(AsyncLargeFileManager):
    """The lessons as files."""

    async def get(self, path: str, content: bool = True, *arguments: Any, **named: Any) -> dict[str, Any]:
        model: dict[str, Any] = await super().get(path, content, *arguments, **named)  # type: ignore[no-untyped-call]
        if content and model["type"] == "notebook":
            if EDITING:
                for cell in model["content"]["cells"]:
                    for key in LOCKS:
                        cell["metadata"].pop(key, None)
            elif not await self.has_kernel(path):
                # A stored explorer whose kernel has ended would read "model not found"; with a living kernel a
                # reload of the page finds its explorers again.
                keep_text_only(model["content"])
        return model

    async def has_kernel(self, path: str) -> bool:
        sessions = await self.parent.session_manager.list_sessions() if self.parent else []
        return any(session["path"] == path.strip("/") for session in sessions)


def leave_originals_clean(model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:
    """What a contributor saves differs from the file in what was edited and in nothing else."""
    if model.get("type") != "notebook" or not model.get("content"):
        return
    keep_text_only(model["content"])
    for cell in model["content"]["cells"]:
        cell["metadata"].update(LOCKS)
    stored = Path(contents_manager.root_dir) / path
    if stored.is_file():
        # A kernel writes its version into the metadata.
        model["content"]["metadata"] = json.loads(stored.read_text(encoding="utf-8"))["metadata"]


c = get_config()
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.answer_yes = True  # Ctrl+C ends at once: course.py speaks with the person, not the server
c.ServerApp.quit_button = True  # Quit in the page ends the server and all kernels
c.ServerApp.terminals_enabled = False
c.ServerApp.jpserver_extensions = {"jupyterlab": True, "jupyter_lsp": False, "jupyter_server_terminals": False}
c.LabApp.extension_manager = "readonly"  # no look-up of further extensions in the network
c.LabApp.news_url = None
c.Application.log_level = "WARN"

c.ServerApp.contents_manager_class = Lessons
c.FileContentsManager.delete_to_trash = False
c.FileCheckpoints.checkpoint_dir = str(Path(os.environ["JUPYTER_DATA_DIR"]) / "checkpoints")
if EDITING:
    c.FileContentsManager.pre_save_hook = leave_originals_clean

# A lesson that was left costs 100 MB or more: its kernel goes after three minutes. One that is open in a page stays.
c.MappingKernelManager.cull_idle_timeout = 180
c.MappingKernelManager.cull_interval = 30
c.MappingKernelManager.cull_connected = False
