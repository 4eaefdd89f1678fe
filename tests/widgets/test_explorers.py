"""Every explorer at its default, presets, ends, choices and all pairs of ends: what it shows is whole and true."""

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
import readings
from cases import anywhere, packed, painted, pairs, same, singles, strings, unpack
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from content.teaching.questions import Kind, Role
from widgets import explorers, theme
from widgets.framework import Card, Choice, Drawing, Plot, Slider, View, bundle
from widgets.framework.view import MAX_ROWS

each = pytest.mark.parametrize("name", explorers.names())


@cache
def shown(name, only_singles=False):
    """Each tried setting of an explorer with its view; worked out once for all tests."""
    explorer = explorers.load(name)
    tried = [*singles(explorer), *([] if only_singles else pairs(explorer))]
    unique = {json.dumps(one, default=str, sort_keys=True): one for one in tried}
    return [(one, explorer(**one)) for one in unique.values()]


def pictures(name, kind):
    return [(one, p) for one, view in shown(name) for p in view.pictures if isinstance(p, kind)]


@each
def test_it_shows_a_view_with_a_table_of_at_most_twenty_rows(name):
    for one, view in shown(name):
        assert isinstance(view, View), one
        assert 1 <= len(view.pictures) <= 3, one
        assert 1 <= len(view.table.rows) <= MAX_ROWS, one
        cells = [cell for row in view.table.rows for cell in row]
        assert all(isinstance(cell, (str, int, float, np.integer, np.floating)) for cell in cells), one
        assert all(np.isfinite(cell) for cell in cells if not isinstance(cell, str)), one
        assert all(column.strip() for column in view.table.columns)


@each
def test_every_reading_keeps_the_rule(name):
    explorer = explorers.load(name)
    found = {
        f"{one}\n    {view.reading}": said
        for one, view in shown(name)
        if (said := readings.troubles(view.reading, readings.known(explorer, one, view)))
    }
    assert not found, "\n".join(f"{where}\n      -> {'; '.join(said)}" for where, said in found.items())


@each
@given(data=some.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_reading_keeps_the_rule_wherever_the_controls_stand(name, data):
    explorer = explorers.load(name)
    one = data.draw(anywhere(explorer))
    view = explorer(**one)
    assert readings.troubles(view.reading, readings.known(explorer, one, view)) == []


@each
def test_a_wrong_number_in_its_reading_would_be_caught(name):
    """Guards the rule itself: an explorer that cites so much that any number is known to it proves nothing."""
    explorer = explorers.load(name)
    tried = caught = 0
    for one, view in shown(name, only_singles=True):
        allowed = readings.known(explorer, one, view)
        for number in readings.numbers(view.reading):
            wrong = f"{view.reading[: number.start]}{number.value * 1.37 + 3:.4g}{view.reading[number.end :]}"
            tried, caught = tried + 1, caught + bool(readings.unexplained(wrong, allowed))
    assert caught >= 0.9 * tried, f"{tried - caught} of {tried} wrong numbers would pass"


@each
def test_plotly_accepts_every_figure(name):
    for one, plot in pictures(name, Plot):
        figure = {"data": painted(plot.data), "layout": painted(plot.layout)}
        try:
            go.Figure(figure)
        except ValueError as error:
            pytest.fail(f"{one}: {error}")


@each
def test_every_colour_in_a_figure_is_a_token(name):
    for one, plot in pictures(name, Plot):
        for path, text in strings({"data": plot.data, "layout": plot.layout}):
            if any("color" in str(key) for key in path):
                assert text.startswith("@"), f"{one}: {path} is {text!r}"
            if re.match(r"@[a-z]", text):
                theme.resolve(text)  # raises where there is no such token


@each
def test_the_source_names_no_colour_of_its_own(name):
    source = files("widgets.explorers").joinpath(f"{name}.py").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?)\(", source)


@each
def test_every_picture_has_a_title_and_every_axis_its_unit_or_words(name):
    for one, view in shown(name):
        assert all(picture.title.strip() for picture in view.pictures), one
    for one, plot in pictures(name, Plot):
        xaxis = plot.layout.get("xaxis", {})
        assert xaxis.get("title", {}).get("text") or xaxis.get("ticktext"), f"{one}: nobody knows what x is"
        yaxis = plot.layout.get("yaxis", {})
        assert plot.y_title or yaxis.get("ticktext"), f"{one}: nobody knows what y is"
        assert not yaxis.get("title"), "the y title stands above its axis: Plot(y_title=...)"


@each
def test_no_number_is_written_for_machines(name):
    """1 in 1e+03 says nothing to a person."""
    for _, view in shown(name):
        assert not [words for _, words in strings(packed(view)) if re.search(r"\d[eE][+-]\d", words)]


@each
def test_every_part_of_a_drawing_exists_and_is_told_what_it_is(name):
    for one, drawing in pictures(name, Drawing):
        svg = bundle.drawing(drawing.name)
        parts = set(re.findall(r'data-part="([^"]+)"', svg))
        named = {*drawing.states, *drawing.texts, *drawing.picks}
        assert named <= parts, f"{one}: {sorted(named - parts)} are not in {drawing.name}.svg"
        told = {*drawing.states, *drawing.texts}
        assert parts <= told, f"{one}: {sorted(parts - told)} of {drawing.name}.svg get neither a state nor words"
        keys = set(re.findall(r'data-key="([^"]+)"', svg))
        unseen = set(drawing.states.values()) - styled_states(drawing.name) - keys
        assert not unseen, f"{one}: the states {sorted(unseen)} look like nothing"


@each
def test_a_pick_is_the_twin_of_a_control(name):
    explorer = explorers.load(name)
    for _, drawing in pictures(name, Drawing):
        for control, value in drawing.picks.values():
            assert explorer.controls[control].check(control, value) == value


@each
def test_the_links_of_a_card_leave_by_https(name):
    for _, card in pictures(name, Card):
        assert all(address.startswith("https://") for _, address in card.links)


@each
def test_the_title_is_a_question_and_three_controls_stand_unfolded(name):
    explorer = explorers.load(name)
    assert explorer.title.endswith("?")
    assert sum(not control.folded for control in explorer.controls.values()) <= 3
    assert explorer.name == name


@each
def test_every_control_has_words_for_eye_and_ear(name):
    explorer = explorers.load(name)
    labels = [control.label for control in explorer.controls.values()]
    assert all(label.strip() for label in labels)
    assert len(set(labels)) == len(labels), "two controls of one name cannot be told apart by ear"
    for control in explorer.controls.values():
        if isinstance(control, Choice):
            assert set(control.words) == set(control.options), "each choice in plain words, no words without a choice"
            assert all(words.strip() for words in control.words.values())
            assert len(set(control.words.values())) == len(control.words)
        if isinstance(control, Slider):
            steps = (control.high - control.low) / control.step
            assert steps == pytest.approx(round(steps)), f"{control.label}: the last step misses the end"
    assert all(label.strip() for label in explorer.presets)


@each
def test_a_default_stands_on_a_step_of_its_slider(name):
    explorer = explorers.load(name)
    for setting, control in explorer.controls.items():
        if isinstance(control, Slider):
            for values in (explorer.defaults, *explorer.presets.values()):
                steps = (values[setting] - control.low) / control.step
                assert steps == pytest.approx(round(steps)), f"{setting} = {values[setting]} cannot be set by hand"


@each
def test_every_preset_shows_something_else_than_the_default(name):
    explorer = explorers.load(name)
    for label, preset in explorer.presets.items():
        assert packed(explorer(**preset)) != packed(explorer()), label


@each
def test_the_same_settings_show_the_same_twice(name):
    explorer = explorers.load(name)
    for one, view in shown(name, only_singles=True):
        assert packed(explorer(**one)) == packed(view), one


@each
def test_what_is_sent_is_json_without_nan(name):
    for _, view in shown(name):
        json.dumps([*packed(view)[::2]], allow_nan=False)


@each
def test_the_page_is_shown_what_the_function_returns(name, page):
    explorer = explorers.load(name)
    here = page(explorer.live())
    for one, view in shown(name, only_singles=True):
        answer = here.request(do="ask", settings=one)
        assert "trouble" not in answer
        assert answer["view"]["reading"] == view.reading
        for sent, meant in zip(answer["view"]["pictures"], view.pictures, strict=True):
            sent = unpack(sent, answer["buffers"])
            assert sent["title"] == meant.title
            if isinstance(meant, Plot):
                assert same(sent["data"], meant.data) and same(sent["layout"], meant.layout), one
                assert sent["yTitle"] == meant.y_title
            if isinstance(meant, Drawing):
                assert (sent["name"], sent["states"], sent["texts"]) == (meant.name, meant.states, meant.texts)
                assert same(sent["picks"], meant.picks)
            if isinstance(meant, Card):
                assert same(sent["rows"], meant.rows) and same(sent["links"], meant.links)
        table = here.request(do="table", settings=one)["table"]
        assert same(table["columns"], view.table.columns) and same(table["rows"], view.table.rows), one


@each
def test_without_settings_the_function_shows_the_defaults(name):
    explorer = explorers.load(name)
    assert packed(explorer()) == packed(explorer(**explorer.defaults))
    assert explorer.live().settings == explorer.defaults  # a StrEnum equals its own word


@each
def test_the_stored_output_is_the_question_of_a_locked_explorer_and_the_reading_of_an_open_one(name):
    explorer = explorers.load(name)
    live = explorer.live()
    text = live._repr_mimebundle_()["text/plain"]
    if explorer.question is None:
        assert (text, live.opened) == (explorer().reading, True)
        return
    assert (text, live.opened) == (f"{explorer.title}\n{explorer.question.stem}", False)
    said_too_early = json.dumps([live.spec, text], ensure_ascii=False)
    for option in explorer.question.options:
        assert option.reason not in said_too_early
    assert explorer().reading not in said_too_early
    assert set(live.spec["question"]) == {"stem", "options"}
    assert all(isinstance(option, str) for option in live.spec["question"]["options"])


@each
def test_in_class_it_opens_at_once(name, monkeypatch):
    monkeypatch.setenv("COURSE_MODE", "class")
    explorer = explorers.load(name)
    live = explorer.live()
    assert live.opened
    assert live._repr_mimebundle_()["text/plain"] == explorer().reading


@each
def test_the_prediction_asks_for_one_of_a_few_and_each_answer_opens_what_exists(name):
    explorer = explorers.load(name)
    if explorer.question is None:
        return
    assert (explorer.question.kind, explorer.question.role) == (Kind.SINGLE, Role.PREDICT)
    assert sum(bool(option.correct) for option in explorer.question.options) == 1
    for option in explorer.question.options:
        explorer(**(option.opens or {}))


@each
def test_every_answer_of_the_prediction_is_heard(name, page):
    explorer = explorers.load(name)
    for i, option in enumerate(explorer.question.options if explorer.question else ()):
        answer = page(explorer.live()).request(do="predict", option=i)
        assert answer["feedback"]["chosen"] == [option.text, option.reason]
        assert answer["feedback"]["correct"] is option.correct
        assert (answer["settings"] or {}).items() >= (option.opens or {}).items()


@each
def test_it_says_why_with_a_source_for_each_published_number(name, page):
    explorer = explorers.load(name)
    if explorer.model is None:
        return
    live = explorer.live()
    assert live.spec["origin"]
    said = page(live).request(do="why")["why"]
    assert [heading for heading, _ in said["sections"]] == ["About", "Equations", "Origin", "Limits"]
    assert len(said["parameters"]) == len(explorer.model.PARAMETERS)
    for row, parameter in zip(said["parameters"], explorer.model.PARAMETERS, strict=True):
        assert row["origin"] == parameter.origin and parameter.unit in row["value"]
        assert ("link" in row) == (parameter.fact is not None)
        assert row.get("link", "https://").startswith("https://")


def test_every_module_in_the_folder_is_an_explorer_of_its_own_name():
    modules = {path.stem for path in Path(explorers.__path__[0]).glob("*.py")} - {"__init__"}
    assert set(explorers.names()) == modules
    with pytest.raises(ValueError, match="there is no explorer 'nothing'; there are "):
        explorers.load("nothing")


def styled_states(drawing):
    rules = [rule for rule in re.findall(r"([^{}]+)\{", bundle.css()) if f'data-drawing="{drawing}"' in rule]
    return {state for rule in rules for state in re.findall(r'data-state="([^"]+)"', rule)}
