"""What an explorer shows: a picture, a reading and a table, as plain frozen data.

Nothing here knows Jupyter; `pack` turns a view into JSON and binary buffers for the wire.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

MAX_ROWS: Final = 20
Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure in plotly's schema as plain dictionaries, built by `widgets.plot`.

    `title` names the figure for everybody, `y_title` stands horizontally above the vertical axis. Colours are tokens
    of `widgets.theme` ("@blue"), so a change of theme needs no kernel. Traces with `meta: {"ghost": True}` stay behind
    as a faint line when the learner moves on.
    """

    title: str
    data: Sequence[Mapping[str, Any]]
    layout: Mapping[str, Any]
    y_title: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One of our own SVGs (`widgets/drawings/NAME.svg`) with states and words set by the ids of its parts.

    `states` maps a part to a state that the style sheet knows, `texts` a part to the words in it, and `picks` a part to
    the control and value that a click on it chooses: the mouse's twin of a control, never the only way.
    """

    name: str
    title: str
    states: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    picks: Mapping[str, tuple[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """Words in rows (a trial, a drug): each row a name and what is said, one thing a line; `links` are (words, https
    address)."""

    title: str
    rows: Sequence[tuple[str, str]]
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of the picture: at most 20 rows, each as wide as the columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if len(self.rows) > MAX_ROWS:
            raise ValueError(f"a table has at most {MAX_ROWS} rows, got {len(self.rows)}")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row must have {len(self.columns)} cells like the columns, got {len(row)}: {row}")


Picture = Plot | Drawing | Card


@dataclass(frozen=True, slots=True)
class View:
    """What one setting shows. `picture` is one picture or two or three side by side; `reading` says in one to three
    true sentences what the numbers are now: the screen reader's text, the caption in print and the speaker's line."""

    picture: Picture | tuple[Picture, ...]
    reading: str
    table: Table

    def __post_init__(self) -> None:
        if not self.reading.strip():
            raise ValueError("a view needs a reading: one to three sentences with the numbers of the picture")

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return self.picture if isinstance(self.picture, tuple) else (self.picture,)


@dataclass(frozen=True, slots=True)
class Event:
    """Something a learner can do next in a walk: the word for `step` and the words on the button."""

    name: str
    label: str


def pack(view: View) -> tuple[dict[str, Any], list[bytes]]:
    """A view as JSON and buffers; the table is left out, since it is sent when somebody unfolds it."""
    buffers: list[bytes] = []
    return {"pictures": [_pack_picture(p, buffers) for p in view.pictures], "reading": view.reading}, buffers


def pack_table(table: Table) -> dict[str, Any]:
    return {"columns": list(table.columns), "rows": [[_plain(cell) for cell in row] for row in table.rows]}


def _pack_picture(picture: Picture, buffers: list[bytes]) -> dict[str, Any]:
    if isinstance(picture, Plot):
        return {
            "kind": "plot",
            "title": picture.title,
            "yTitle": picture.y_title,
            "data": _wire(picture.data, buffers),
            "layout": _wire(picture.layout, buffers),
        }
    if isinstance(picture, Drawing):
        return {
            "kind": "drawing",
            "title": picture.title,
            "name": picture.name,
            "states": dict(picture.states),
            "texts": dict(picture.texts),
            "picks": {part: [control, _plain(value)] for part, (control, value) in picture.picks.items()},
        }
    return {
        "kind": "card",
        "title": picture.title,
        "rows": [list(row) for row in picture.rows],
        "links": [list(link) for link in picture.links],
    }


def _wire(value: Any, buffers: list[bytes]) -> Any:
    """JSON with every long number array moved into a buffer: four bytes a point instead of about eighteen."""
    if isinstance(value, np.ndarray):
        if value.ndim > 1:  # a map of numbers goes row by row, or its shape would be lost
            return [_wire(row, buffers) for row in value]
        if value.dtype.kind not in "fiu" or value.size < 16:
            return [_plain(item) for item in value.tolist()]
        buffers.append(np.ascontiguousarray(value, dtype="<f4").tobytes())
        return {"$float32": len(buffers) - 1}
    if isinstance(value, Mapping):
        return {key: _wire(item, buffers) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_wire(item, buffers) for item in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    """A NumPy scalar as Python's own, and no NaN on the wire: JSON has none, a gap in a line is null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value
