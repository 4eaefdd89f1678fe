"""The same figure as somebody would build it today: plotly's FigureWidget under an ipywidgets FloatSlider.

Built whole before it is shown and changed in one batch, which is how its documentation makes it fast.
"""

from __future__ import annotations

from typing import Any

import ipywidgets
import plotly.graph_objects as go

from .figure import DASHES, HOURS, HUES, SLIDER, START, X_TITLE, Y_TITLE, curves


def three_lines() -> ipywidgets.VBox:
    series = curves(START)
    traces = [
        go.Scatter(x=HOURS, y=heights, name=name, mode="lines", line={"color": hue, "width": 2.5, "dash": dash})
        for (name, heights), hue, dash in zip(series.items(), HUES, DASHES, strict=True)
    ]
    figure = go.FigureWidget(go.Figure(traces, _layout(series)))
    slider = ipywidgets.FloatSlider(
        value=START, min=SLIDER["low"], max=SLIDER["high"], step=SLIDER["step"], description="Speed, %"
    )

    def move(change: dict[str, Any]) -> None:
        with figure.batch_update():
            for index, (trace, heights) in enumerate(zip(figure.data, curves(change["new"]).values(), strict=True)):
                trace.y = heights
                figure.layout.annotations[index].y = heights[-1]

    slider.observe(move, names="value")
    return ipywidgets.VBox([slider, figure])


def _layout(series: dict[str, Any]) -> dict[str, Any]:
    """What `widgets.plot.lines` and the front end give the same figure, in the size it has there."""
    axis = {"fixedrange": True, "automargin": True, "gridcolor": "#dfe2e6", "linecolor": "#868d95"}
    labels = [
        {"x": HOURS[-1], "y": heights[-1], "text": name, "showarrow": False, "xanchor": "left", "xshift": 6}
        | {"font": {"size": 14, "color": hue}}
        for (name, heights), hue in zip(series.items(), HUES, strict=True)
    ]
    return {
        "xaxis": {**axis, "range": [HOURS[0], HOURS[-1]], "title": {"text": X_TITLE, "standoff": 10}},
        "yaxis": {**axis, "rangemode": "tozero", "title": {"text": Y_TITLE}},
        "margin": {"l": 8, "r": 60, "t": 8, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 14},
        "annotations": labels,
        "width": 600,
        "height": 420,
    }
