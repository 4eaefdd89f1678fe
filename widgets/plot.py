"""Drawing functions: numbers in, a `Plot` in plotly's schema out. Colours are tokens, labels stand at the things.

Plain dictionaries on purpose: building `plotly.graph_objects` costs ten times as much on every move; tests validate
each explorer's figure with them instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from widgets.framework.view import Plot

Numbers = Sequence[float] | NDArray[Any]


def in_words(value: float) -> str:
    """A number as a person would say it, never as 1e+03: 8,000; 200; 0.25; 1 million; 0.00002; −3."""
    size = abs(value)
    words = f"{_short(size / 1e6)} million" if round(size) >= 1_000_000 else _short(size)
    return f"−{words}" if value < 0 else words


def _short(size: float) -> str:
    if round(size) >= 1000:
        return f"{size:,.0f}"
    three_figures = f"{size:.3g}"
    return np.format_float_positional(float(three_figures), trim="-") if "e" in three_figures else three_figures


def descent(
    title: str, stages: Sequence[str], counts: Numbers, *, hue: str, x_title: str, marked: int | None = None
) -> Plot:
    """How many are left at each stage, from top to bottom, on a logarithmic axis labelled in words.

    `stages` and `counts` have the same length, counts above 0; `marked` is the stage that was made harder.
    """
    counts = np.asarray(counts, dtype=float)
    rows = list(range(len(stages)))
    symbols = ["diamond" if row == marked else "circle" for row in rows]
    sizes = [15 if row == marked else 11 for row in rows]
    top = int(np.ceil(np.log10(counts.max())))
    bottom = min(-1, int(np.floor(np.log10(counts.min()))))
    ticks = list(range(bottom, top + 1))
    trace = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [float(count) for count in counts],
        "y": rows,
        "text": [f"<b>\u2002{in_words(float(count))}\u2002</b>" for count in counts],
        # Near the right edge of the axis a label goes to the left of its point, so that it is never cut.
        "textposition": ["middle left" if np.log10(c) > top - 1.5 else "middle right" for c in counts.tolist()],
        "textfont": {"size": 15, "color": "@ink"},
        "line": {"color": hue, "width": 2.5},
        "marker": {"color": hue, "size": sizes, "symbol": symbols, "opacity": 1},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "meta": {"ghost": True},
    }
    layout = {
        "xaxis": {
            "type": "log",
            "range": [bottom - 0.1, top + 0.15],
            "tickvals": [10.0**tick for tick in ticks],
            "ticktext": [in_words(10.0**tick) if tick % 2 == 0 else "" for tick in ticks],
            "title": {"text": x_title},
        },
        "yaxis": {
            "tickvals": rows,
            "ticktext": list(stages),
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
            "zeroline": False,
        },
    }
    return Plot(title=title, data=[trace], layout=layout)


def count_bars(
    title: str,
    heights: Numbers,
    *,
    cutoff: int,
    hue: str,
    y_title: str,
    x_title: str,
    cutoff_words: str,
    hover: str,
    marks: Mapping[str, int] | None = None,
) -> Plot:
    """Bars over the counts 0, 1, 2 ...: grey below `cutoff`, in `hue` from it on, the cut-off drawn between them.

    `hover` is what a bar says under the pointer, with %{x} and %{y:.1f} in it. `marks` are single draws
    (words -> count), drawn as labelled points above their bars.
    """
    heights = np.asarray(heights, dtype=float)
    counts = np.arange(len(heights))
    tallest = float(heights.max()) if heights.size else 1.0
    bars = {
        "type": "bar",
        "x": counts,
        "y": heights,
        "marker": {"color": ["@rest" if count < cutoff else hue for count in counts.tolist()]},
        "hovertemplate": f"{hover}<extra></extra>",
        "meta": {"ghost": True},
    }
    shapes = [
        {
            "type": "line",
            "x0": cutoff - 0.5,
            "x1": cutoff - 0.5,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": "@ink", "width": 1.5, "dash": "dash"},
        }
    ]
    annotations = [_label(cutoff - 0.4, 1.0, cutoff_words, yref="paper", xanchor="left", yanchor="top")]
    drawn = list((marks or {}).items())
    # Two marks close together would overlap in words, so the second stands one line higher.
    near = len(drawn) > 1 and abs(drawn[0][1] - drawn[1][1]) < 4
    heights_of_marks = [tallest * (1.08 + (0.13 if near and row else 0)) for row in range(len(drawn))]
    points = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [count for _, count in drawn],
        "y": heights_of_marks,
        "text": [f"<b>{words}</b>" for words, _ in drawn],
        "textposition": "top center",
        "textfont": {"size": 14, "color": "@ink"},
        "marker": {"symbol": "triangle-down", "size": 13, "color": "@ink", "opacity": 1},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    layout = {
        "xaxis": {"title": {"text": x_title}, "range": [-0.6, len(heights) - 0.4], "dtick": 5, "zeroline": False},
        "yaxis": {"range": [0, tallest * 1.5], "rangemode": "tozero", "nticks": 6},
        "bargap": 0.15,
        "shapes": shapes,
        "annotations": annotations,
    }
    return Plot(title=title, data=[bars, points] if drawn else [bars], layout=layout, y_title=y_title)


def lines(
    title: str,
    x: Numbers,
    series: Mapping[str, Numbers],
    hues: Sequence[str],
    *,
    x_title: str,
    y_title: str,
) -> Plot:
    """One line per series over the same x, each with its own hue and dash, named at its right end."""
    dashes = ("solid", "dash", "dot", "dashdot")
    x = np.asarray(x, dtype=float)
    traces = []
    annotations = []
    for index, (name, values) in enumerate(series.items()):
        y = np.asarray(values, dtype=float)
        line = {"color": hues[index % len(hues)], "width": 2.5, "dash": dashes[index % len(dashes)]}
        traces.append(
            {"type": "scatter", "mode": "lines", "x": x, "y": y, "name": name, "line": line, "meta": {"ghost": True}}
        )
        annotations.append(_label(float(x[-1]), float(y[-1]), name, xanchor="left", xshift=6, color=line["color"]))
    layout = {
        "xaxis": {"title": {"text": x_title}, "range": [float(x.min()), float(x.max())]},
        "yaxis": {"rangemode": "tozero"},
        "margin": {"l": 8, "r": 12 + 8 * max(len(name) for name in series), "t": 8, "b": 8},
        "annotations": annotations,
    }
    return Plot(title=title, data=traces, layout=layout, y_title=y_title)


def _label(x: float, y: float, words: str, **more: Any) -> dict[str, Any]:
    color = more.pop("color", "@ink")
    return {"x": x, "y": y, "text": words, "showarrow": False, "font": {"size": 14, "color": color}, **more}
