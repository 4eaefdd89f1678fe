"""Views become JSON and buffers and can be read back."""

import json
from enum import StrEnum

import numpy as np
import pytest
from cases import same, unpack
from hypothesis import given
from hypothesis import strategies as some

from widgets.framework import Card, Drawing, Plot, Table, View
from widgets.framework.view import pack, pack_table

TABLE = Table(("a",), ((1,),))


def sent(data, layout=None):
    packed, buffers = pack(View(Plot("A plot", data, layout or {}), "It shows.", TABLE))
    picture = json.loads(json.dumps(packed, allow_nan=False))["pictures"][0]
    return picture, buffers


@pytest.mark.parametrize("dtype", ["f8", "f4", "i8", "i4", "u2", ">f8"])
def test_a_long_array_goes_as_four_byte_floats(dtype):
    numbers = np.arange(16).astype(dtype)
    picture, buffers = sent([{"y": numbers}])
    assert picture["data"] == [{"y": {"$float32": 0}}]
    assert len(buffers[0]) == 4 * 16
    assert unpack(picture, buffers)["data"][0]["y"].tolist() == list(range(16))


def test_a_short_array_goes_inline_as_it_is():
    picture, buffers = sent([{"y": np.arange(15) / 3}])
    assert picture["data"][0]["y"] == [n / 3 for n in range(15)]
    assert buffers == []


def test_every_long_array_has_its_own_buffer():
    picture, buffers = sent([{"x": np.arange(20), "y": np.arange(20) * 2}, {"y": np.arange(30)}])
    back = unpack(picture, buffers)["data"]
    assert len(buffers) == 3
    assert (back[0]["y"][19], back[1]["y"][29]) == (38, 29)


def test_two_plots_share_one_row_of_buffers():
    plots = tuple(Plot("A plot", [{"y": np.arange(16) + k}], {}) for k in (0, 100))
    packed, buffers = pack(View(plots, "They show.", TABLE))
    assert [unpack(p, buffers)["data"][0]["y"][0] for p in packed["pictures"]] == [0, 100]


def test_a_slice_and_a_column_go_as_what_they_show():
    picture, buffers = sent([{"x": np.arange(64)[::-2], "y": np.arange(64).reshape(32, 2)[:, 1]}])
    back = unpack(picture, buffers)["data"][0]
    assert (back["x"][0], back["x"][1], back["y"][2]) == (63, 61, 5)


def test_a_map_of_numbers_keeps_its_shape():
    z = np.arange(60.0).reshape(3, 20)
    z[0, 0] = np.nan
    picture, buffers = sent([{"type": "heatmap", "z": z}, {"z": np.array([[1, np.nan], [2, 3]])}])
    back = unpack(picture, buffers)["data"]
    assert [row.tolist() for row in back[0]["z"][1:]] == z[1:].tolist()
    assert np.isnan(back[0]["z"][0][0])
    assert back[1]["z"] == [[1, None], [2, 3]]


@pytest.mark.parametrize("gap", [np.nan, np.inf, -np.inf, float("nan"), np.float32("nan")])
def test_what_json_does_not_know_becomes_null(gap):
    picture, _ = sent([{"y": [1.0, gap, 2.0], "x": np.array([1.0, gap])}], {"width": gap})
    assert picture["data"][0] == {"y": [1.0, None, 2.0], "x": [1.0, None]}
    assert picture["layout"] == {"width": None}


def test_nan_in_a_long_array_stays_a_gap():
    numbers = np.arange(16.0)
    numbers[3] = np.nan
    picture, buffers = sent([{"y": numbers}])
    assert np.isnan(unpack(picture, buffers)["data"][0]["y"][3])


def test_scalars_of_numpy_become_those_of_python():
    picture, _ = sent([{"a": np.float64(1.5), "b": np.int64(3), "c": np.bool_(True), "d": np.str_("x")}])
    assert picture["data"][0] == {"a": 1.5, "b": 3, "c": True, "d": "x"}


def test_words_and_switches_in_an_array_stay_what_they_are():
    picture, _ = sent([{"text": np.array(["a", "b"] * 10), "on": np.array([True, False] * 10)}])
    assert picture["data"][0] == {"text": ["a", "b"] * 10, "on": [True, False] * 10}


def test_a_drawing_and_a_card_go_by_their_words():
    class Side(StrEnum):
        LEFT = "left"

    picks = {"a1": ("side", Side.LEFT), "a2": ("n", np.int64(2))}
    drawing = Drawing("people", "People", {"a1": "one"}, {"a-title": "A"}, picks)
    card = Card("A trial", [("who", "177 women")], [("the paper", "https://doi.org/x")])
    packed, _ = pack(View((drawing, card), "It shows.", TABLE))
    assert json.loads(json.dumps(packed["pictures"])) == [
        {
            "kind": "drawing",
            "title": "People",
            "name": "people",
            "states": {"a1": "one"},
            "texts": {"a-title": "A"},
            "picks": {"a1": ["side", "left"], "a2": ["n", 2]},
        },
        {
            "kind": "card",
            "title": "A trial",
            "rows": [["who", "177 women"]],
            "links": [["the paper", "https://doi.org/x"]],
        },
    ]


def test_a_table_goes_as_rows_of_plain_cells():
    table = Table(("what", "n"), (("a", np.float64(1.5)), ("b", float("nan"))))
    assert pack_table(table) == {"columns": ["what", "n"], "rows": [["a", 1.5], ["b", None]]}


numbers = some.floats(width=32) | some.integers(-1000, 1000)
values = some.recursive(
    numbers | some.text(max_size=5) | some.none() | some.booleans() | some.lists(numbers, max_size=40).map(np.array),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


@given(values)
def test_whatever_a_figure_holds_comes_back(value):
    picture, buffers = sent([{"a": value}])
    assert same(unpack(picture, buffers)["data"], [{"a": value}])
