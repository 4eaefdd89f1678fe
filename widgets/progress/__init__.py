"""What a learner has done, kept on this computer and nowhere else. No other room of the course writes to disk.

`store()` gives the one store of this process. It keeps answers, predictions and visits, never a name, never an answer
to a screening question (`screening: true` in questions.yaml), and it never raises because of a disk: ask `notice()` for
the sentence to show. Memory only, with nothing read from disk either: COURSE_PROGRESS=off, COURSE_MODE=class, or the
learner's own `keep(False)`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from content.teaching.records import Answer, Prediction, Visit
from widgets.progress.promise import Keeping, Progress

if TYPE_CHECKING:
    from widgets.progress.keeper import Keeper

__all__ = ["Answer", "Keeping", "Prediction", "Progress", "Visit", "place", "store"]

_keepers: Final[dict[Path | None, Keeper]] = {}
_one_at_a_time: Final = threading.Lock()


def store() -> Progress:
    """The store of this process: on disk, or in memory where progress is off. The same one at every call."""
    from widgets.progress.keeper import Keeper  # brings SQLite, which a lesson needs only once something is asked

    where = place(os.environ)
    with _one_at_a_time:
        if where not in _keepers:
            _keepers[where] = Keeper(where)
        return _keepers[where]


def place(env: Mapping[str, str]) -> Path | None:
    """The file that these environment variables ask for; None where nothing may be kept."""
    wanted = env.get("COURSE_PROGRESS", "").strip()
    if wanted.lower() == "off" or env.get("COURSE_MODE") == "class":
        return None
    if wanted:
        return Path(wanted).expanduser()
    from platformdirs import user_data_path

    return user_data_path("mbc-course") / "progress.sqlite"
