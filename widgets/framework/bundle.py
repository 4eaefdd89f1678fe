"""What the page is sent: our front end as one module and one style sheet, plotly.js, and our drawings.

The front end's files are joined here in a listed order (a module sent over the wire cannot import its neighbours), so
nobody needs node or a build. plotly.js is read from the installed plotly package and never copied into the repository.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import threading
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from content.inputs import Refusal
from widgets import theme

FRONT: Final = (
    "dom.js",
    "transport.js",
    "plotly.js",
    "plot.js",
    "drawing.js",
    "card.js",
    "controls.js",
    "predict.js",
    "more.js",
    "explorer.js",
    "walk.js",
    "kinds.js",
    "item.js",
    "quiz.js",
    "case.js",
    "poll.js",
    "lesson.js",
    "map.js",
    "main.js",
)
SHEETS: Final = ("style.css", "drawings.css")


def entrance() -> str:
    """The small module that every widget brings; it loads the front end once per page."""
    return (files("widgets") / "front" / "entrance.js").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def front() -> dict[str, str]:
    """The front end as one JavaScript module (`code`) and the name of this version of it (`id`)."""
    code = "\n".join((files("widgets") / "front" / name).read_text(encoding="utf-8") for name in FRONT)
    return {"id": hashlib.sha256(code.encode()).hexdigest()[:16], "code": code}


@lru_cache(maxsize=1)
def front_zipped() -> dict[str, str | bytes]:
    """The same for the wire, a quarter of the size, since every widget brings it: `id` and the gzipped code."""
    front_end = front()
    return {"id": front_end["id"], "gzip": gzip.compress(front_end["code"].encode(), mtime=0)}


@lru_cache(maxsize=1)
def css() -> str:
    """The theme's tokens and the style sheets."""
    sheets = ((files("widgets") / "front" / name).read_text(encoding="utf-8") for name in SHEETS)
    return theme.css() + "".join(sheets)


_packing: Final = threading.Lock()  # explorers begin close together; the second waits instead of packing it again


def plotly_gzipped() -> bytes:
    """plotly.min.js, gzipped at level 6: 1.5 MB instead of 4.8 for 0.12 s; level 9 gains 3 kB more."""
    with _packing:
        return _packed_plotly()


@lru_cache(maxsize=1)
def _packed_plotly() -> bytes:
    return gzip.compress(plotly_plain(), compresslevel=6, mtime=0)


def plotly_plain() -> bytes:
    """plotly.min.js as it lies in the installed package, for browsers that cannot unpack gzip."""
    spec = importlib.util.find_spec("plotly")  # found, not imported: importing plotly costs 40 ms that nobody needs
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the plotly package is not installed in this environment")
    return (Path(spec.submodule_search_locations[0]) / "package_data" / "plotly.min.js").read_bytes()


def drawing(name: str) -> str:
    """The text of one of our SVGs. ValueError if there is none of that name."""
    known = sorted(path.name.removesuffix(".svg") for path in (files("widgets") / "drawings").iterdir())
    if name not in known:
        raise Refusal(f"there is no drawing {name!r}; there are {', '.join(known)}")
    return (files("widgets") / "drawings" / f"{name}.svg").read_text(encoding="utf-8")
