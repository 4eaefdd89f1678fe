"""The drawing functions: what they return is plotly's schema, and words for numbers that a person would use."""

import plotly.graph_objects as go
import pytest
from cases import painted
from hypothesis import given
from hypothesis import strategies as some
from readings import numbers

from widgets import plot


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (0.25, "0.25"),
        (2 / 3, "0.667"),
        (0.0000833, "0.0000833"),
        (1e-7, "0.0000001"),
        (12.34, "12.3"),
        (200, "200"),
        (999.4, "999"),
        (999.6, "1,000"),
        (2666.7, "2,667"),
        (999_999.7, "1 million"),
        (1_500_000, "1.5 million"),
        (60e6, "60 million"),
        (1e9, "1,000 million"),
        (-3, "\u22123"),
        (-5000, "\u22125,000"),
        (-0.0, "0"),
    ],
)
def test_a_number_in_words(value, words):
    assert plot.in_words(value) == words


@given(some.floats(-1e12, 1e12))
def test_words_for_a_number_are_that_number_to_three_figures(value):
    words = plot.in_words(value)
    assert "e" not in words
    (said,) = numbers(words)
    assert said.value == pytest.approx(value, rel=0.0051, abs=1e-300)


def accepted(figure):
    return go.Figure({"data": painted(figure.data), "layout": painted(figure.layout)})


@pytest.mark.parametrize("counts", [[10_000, 8_000, 200, 2], [10_000, 800, 2, 0.002], [1, 1, 1, 1]])
@pytest.mark.parametrize("marked", [None, 0, 3])
def test_descent(counts, marked):
    figure = plot.descent("Down", ["a", "b", "c", "d"], counts, hue="@animals", x_title="left", marked=marked)
    assert figure.layout["xaxis"]["title"]["text"] == "left"
    (trace,) = accepted(figure).data
    assert list(trace.x) == counts
    assert [words.strip("</b>\u2002") for words in trace.text] == [plot.in_words(count) for count in counts]
    low, high = figure.layout["xaxis"]["range"]
    assert all(10**low <= count <= 10**high for count in counts)
    assert [symbol != "circle" for symbol in trace.marker.symbol] == [row == marked for row in range(4)]


@pytest.mark.parametrize("marks", [None, {}, {"tube 1": 0, "tube 2": 3}, {"tube 1": 2, "tube 2": 2}, {"tube 1": 40}])
def test_count_bars(marks):
    words = {"y_title": "of 100", "x_title": "cells", "cutoff_words": "5 or more", "hover": "%{x}: %{y:.1f}"}
    figure = plot.count_bars("Bars", [1, 2, 3, 2, 1, 0], cutoff=3, hue="@people", marks=marks, **words)
    bars = accepted(figure).data[0]
    assert list(bars.y) == [1, 2, 3, 2, 1, 0]
    assert bars.hovertemplate == "%{x}: %{y:.1f}<extra></extra>"
    assert figure.data[0]["marker"]["color"] == ["@rest"] * 3 + ["@people"] * 3
    assert figure.layout["yaxis"]["range"][0] == 0  # bars start at zero
    said = str(figure.layout) + str(figure.data)
    assert all(word in said for word in (marks or {})) and "5 or more" in said


def test_lines():
    series = {"first": [1, 2, 3], "second": [3, 2, 1]}
    figure = plot.lines("Lines", [0, 1, 2], series, ["@blue", "@vermilion"], x_title="years", y_title="of 100")
    first, second = accepted(figure).data
    assert first.line.dash != second.line.dash  # the second channel
    assert [(a["text"], a["y"]) for a in figure.layout["annotations"]] == [("first", 3), ("second", 1)]
    assert figure.y_title == "of 100"


@pytest.mark.parametrize(
    ("draw", "name"),
    [
        (lambda: plot.descent("Down", ["a"], [1], hue="@animals"), "x_title"),
        (lambda: plot.count_bars("B", [1], cutoff=1, hue="@people", y_title="", x_title="", cutoff_words=""), "hover"),
    ],
)
def test_words_for_an_axis_and_under_the_pointer_are_never_somebody_elses(draw, name):
    with pytest.raises(TypeError, match=f"'{name}'"):
        draw()
