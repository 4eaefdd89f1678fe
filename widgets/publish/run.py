"""Runs a notebook in a kernel of its own, as on a machine where nobody has ever taken the course."""

from __future__ import annotations

import os
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from widgets.publish.shape import Notebook
from widgets.publish.shelf import Trouble

SECONDS_A_CELL: Final = 60
_ROOT: Final = Path(__file__).parents[2]


def run(notebook: Notebook, name: str, folder: Path) -> Notebook:
    """The notebook with the outputs of a fresh run in `folder`. Raises Trouble naming the cell that fails."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, CellTimeoutError, DeadKernelError

    here = ""

    def remember(cell: Any, cell_index: int) -> None:
        nonlocal here
        here = cell["id"]

    client = NotebookClient(
        nbformat.from_dict(deepcopy(notebook)),  # type: ignore[no-untyped-call]
        timeout=SECONDS_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        store_widget_state=False,
        extra_arguments=["--log-level=ERROR"],  # what the kernel says of itself to a terminal is nobody's concern
        allow_errors=True,  # an error is an output; it is told with the cell's id where outputs are made plain
        on_cell_start=remember,
    )
    with tempfile.TemporaryDirectory() as nobodys:
        try:
            done: Notebook = client.execute(env=environment(nobodys))
        except CellTimeoutError:
            raise Trouble(f"{name}, cell {here} was not done after {SECONDS_A_CELL} seconds") from None
        except (DeadKernelError, CellControlSignal):
            raise Trouble(f"{name}, cell {here}: Python ended while the cell was running") from None
    return {**notebook, "cells": [{**cell} for cell in done["cells"]]}


def environment(nobodys: str) -> dict[str, str]:
    """The environment of the kernel: nobody's progress, mode or IPython profile, and this very code to import."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COURSE_")}
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **kept,
        "COURSE_PROGRESS": "off",
        "IPYTHONDIR": nobodys,
        "JUPYTER_PLATFORM_DIRS": "1",  # else jupyter_core warns
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # else the debugger warns
        "PYTHONPATH": os.pathsep.join(paths),
    }
