"""The settings at which every explorer is tried, the look of what it shows, and the way back from the wire."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import strategies as some

from widgets import theme
from widgets.framework import Choice, Dice, Explorer, Slider, Switch
from widgets.framework.view import View, pack, pack_table


def singles(explorer: Explorer) -> Iterator[dict[str, Any]]:
    """The default, every preset, and every control at each of its ends or choices, the others at their default."""
    yield explorer.settings({})
    yield from (dict(settings) for settings in explorer.presets.values())
    for name, control in explorer.controls.items():
        yield from (explorer.settings({name: value}) for value in control.extremes())


def pairs(explorer: Explorer) -> Iterator[dict[str, Any]]:
    """All pairs of extremes of two controls."""
    for (one, first), (other, second) in combinations(explorer.controls.items(), 2):
        for value in first.extremes():
            yield from (explorer.settings({one: value, other: more}) for more in second.extremes())


def anywhere(explorer: Explorer) -> some.SearchStrategy[dict[str, Any]]:
    """Any settings that the page can ask for."""
    return some.fixed_dictionaries({name: _values(control) for name, control in explorer.controls.items()}).map(
        explorer.settings
    )


def _values(control: Any) -> some.SearchStrategy[Any]:
    if isinstance(control, Slider):
        steps = int((control.high - control.low) / control.step + 1e-9)
        return some.integers(0, steps).map(lambda n: round(control.low + n * control.step, 10))
    if isinstance(control, Dice):
        return some.integers(1, control.throws)
    assert isinstance(control, (Choice, Switch))
    return some.sampled_from(control.extremes())


def packed(view: View) -> tuple[Any, ...]:
    """A view as bytes and plain data: two views are the same if these are equal."""
    return (*pack(view), pack_table(view.table))


def unpack(value: Any, buffers: list[bytes]) -> Any:
    """What the page makes of an answer: every {"$float32": n} is the n-th buffer again."""
    if isinstance(value, Mapping):
        if "$float32" in value:
            return np.frombuffer(buffers[value["$float32"]], dtype="<f4")
        return {key: unpack(inner, buffers) for key, inner in value.items()}
    if isinstance(value, list):
        return [unpack(inner, buffers) for inner in value]
    return value


def same(sent: Any, meant: Any) -> bool:
    """Whether what arrived is what was meant: numbers to four bytes, a gap (None) for NaN, lists for tuples."""
    if isinstance(meant, Mapping):
        return isinstance(sent, Mapping) and list(sent) == list(meant) and all(same(sent[k], meant[k]) for k in meant)
    if isinstance(meant, (list, tuple, np.ndarray)):
        return len(sent) == len(meant) and all(map(same, sent, meant))
    if isinstance(meant, (float, np.floating)):
        if not np.isfinite(meant):
            return sent is None or not np.isfinite(sent)
        return sent is not None and bool(np.isclose(sent, meant, rtol=1e-6, atol=0))
    return bool(sent == meant)


def strings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every string inside plain data, with the keys that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from strings(inner, (*path, key))
    elif isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.dtype.kind in "UO"):
        for i, inner in enumerate(value):
            yield from strings(inner, (*path, i))


def painted(value: Any) -> Any:
    """A figure with hex colours in place of tokens."""
    if isinstance(value, str):
        return theme.resolve(value) if re.fullmatch(r"@[a-z][a-z0-9-]*", value) else value
    if isinstance(value, Mapping):
        return {key: painted(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [painted(inner) for inner in value]
    return value
