"""Running a cell again closes what it made before: fifty re-runs leave nothing behind."""

import gc
from types import SimpleNamespace

import pytest
import toys
from IPython.core.formatters import DisplayFormatter
from ipywidgets.widgets.widget import _instances

from widgets.explorers import load
from widgets.framework import transport
from widgets.lesson import lesson_top

WIDGET_MIMES = {"text/plain", "application/vnd.jupyter.widget-view+json"}


@pytest.fixture
def run(monkeypatch):
    """Runs `make` as the code of a cell of the given name."""
    here = {"cell": None, "run": 0}
    monkeypatch.setattr(transport, "_where", lambda: (here["cell"], f"run-{here['run']}"))

    def run_cell(cell, make):
        here.update(cell=cell, run=here["run"] + 1)
        return make()

    return run_cell


@pytest.mark.parametrize("make", [lambda: load("cascade").live(), toys.house.live, lambda: lesson_top("03")])
def test_fifty_reruns_leave_instances_and_objects_flat(run, make, page):
    def rerun(times):
        for _ in range(times):
            widget = run("a", make)
            page(widget).request(do="ask", settings={})
        gc.collect()
        return len(_instances), len(gc.get_objects())

    widgets, objects = rerun(10)
    widgets_after, objects_after = rerun(50)
    assert widgets_after == widgets
    assert objects_after - objects < 50  # less than one object for each re-run


def test_a_rerun_closes_the_former_and_keeps_the_new(run, page):
    former, new = (run("a", toys.toy.live) for _ in range(2))
    assert former.comm is None
    assert page(new).request(do="ask", settings={})["view"]


def test_two_of_one_kind_in_one_cell_both_stay_until_the_next_run(run, page):
    both = run("a", lambda: (toys.toy.live(), toys.toy.live(size=9)))
    tables = [page(one).request(do="table", settings=one.settings)["table"] for one in both]
    assert [table["rows"][0][1] for table in tables] == [4, 9]
    run("a", toys.toy.live)
    assert [one.comm for one in both] == [None, None]


def test_another_one_shown_by_an_edited_cell_closes_the_former(run):
    toy, walk, top = (run("a", make) for make in (toys.toy.live, toys.house.live, lambda: lesson_top("03")))
    assert (toy.comm, walk.comm) == (None, None)
    assert top.comm is not None


def test_two_kinds_in_one_run_both_stay(run):
    both = run("a", lambda: (toys.toy.live(), toys.house.live(), lesson_top("03")))
    assert None not in [one.comm for one in both]
    run("a", toys.house.live)
    assert [one.comm for one in both] == [None, None, None]


def test_other_cells_are_left_alone(run):
    first, second = run("a", toys.toy.live), run("b", toys.toy.live)
    assert None not in (first.comm, second.comm)
    run("b", toys.toy.live)
    assert (first.comm is None, second.comm is None) == (False, True)


@pytest.mark.parametrize(
    ("parent", "where"),
    [
        ({"metadata": {"cellId": "c1"}, "content": {"code": "x"}, "header": {"msg_id": "m1"}}, ("c1", "m1")),
        (
            {"metadata": {}, "content": {"code": "x"}, "header": {"msg_id": "m2"}},
            ("x", "m2"),
        ),  # a front end without ids
        ({"metadata": {}, "content": {}, "header": {"msg_id": "m3"}}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_a_cell_is_known_by_what_the_front_end_says_of_it(parent, where, monkeypatch):
    shell = SimpleNamespace(kernel=SimpleNamespace(get_parent=lambda channel: {"shell": parent}[channel]))
    monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: shell)
    assert transport._where() == where


def test_where_nothing_tells_the_cell_nothing_is_closed():
    assert transport._where() == (None, None)  # a plain interpreter
    first, second = toys.toy.live(), toys.toy.live()
    assert None not in (first.comm, second.comm)


@pytest.mark.parametrize("make", [toys.toy.live, toys.asking.live, toys.house.live, lambda: lesson_top("03")])
def test_an_output_has_exactly_the_two_kinds_that_strict_nbval_expects(make):
    widget = make()
    shown, _ = DisplayFormatter().format(widget)
    assert set(shown) == WIDGET_MIMES
    assert shown["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id


def test_closing_twice_is_closing_once():
    widget = toys.toy.live()
    widget.close()
    widget.close()
    assert widget.comm is None
