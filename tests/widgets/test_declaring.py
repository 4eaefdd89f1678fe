"""A mistake in a declaration is told when the module is loaded, in one clear sentence."""

import inspect
import re
from enum import StrEnum
from typing import Annotated, Literal

import numpy as np
import pytest
import toys
from cases import packed
from hypothesis import given
from hypothesis import strategies as some

from content.inputs import Refusal
from content.teaching import questions
from widgets.framework import Choice, Dice, Slider, Switch, Table, View, explorer
from widgets.framework.view import Drawing


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


def no_default(size: Annotated[float, Slider(0, 1, 0.5, label="Size")]) -> View: ...


def no_annotation(size=1) -> View: ...


def no_control(size: float = 1) -> View: ...


def unknown_control(size: Annotated[float, "a slider"] = 1) -> View: ...


def control_not_made(size: Annotated[bool, Switch] = True) -> View: ...


def choice_of_words(side: Annotated[str, Choice("Side")] = "left") -> View: ...


def choice_of_literals(side: Annotated[Literal["left", "right"], Choice("Side")] = "left") -> View: ...


def too_large(size: Annotated[float, Slider(0, 1, 0.5, label="Size", unit="cm")] = 2) -> View: ...


def not_a_choice(side: Annotated[Side, Choice("Side")] = "top") -> View: ...  # type: ignore[assignment]


def not_a_switch(on: Annotated[bool, Switch("On")] = 1) -> View: ...  # type: ignore[assignment]


def not_a_throw(throw: Annotated[int, Dice()] = 0) -> View: ...


def star(**more: Annotated[float, Slider(0, 1, 0.5, label="More")]) -> View: ...


def four(
    a: Annotated[bool, Switch("A")] = True,
    b: Annotated[bool, Switch("B")] = True,
    c: Annotated[bool, Switch("C")] = True,
    d: Annotated[bool, Switch("D")] = True,
) -> View: ...


def three_and_one_folded(
    a: Annotated[bool, Switch("A")] = True,
    b: Annotated[bool, Switch("B")] = True,
    c: Annotated[bool, Switch("C")] = True,
    d: Annotated[bool, Switch("D", folded=True)] = True,
) -> View: ...


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (no_default, "no_default: the setting 'size' needs a default"),
        (star, "star: the setting 'more' needs a default"),
        (no_annotation, "no_annotation: the setting 'size' needs Annotated[type, control]"),
        (no_control, "no_control: the setting 'size' needs Annotated[type, control]"),
        (unknown_control, "unknown_control: 'size' has no control that is known here, got 'a slider'"),
        (control_not_made, "control_not_made: 'size' has no control that is known here, got <class .*Switch'>"),
        (choice_of_words, "choice_of_words: the choice 'side' needs a StrEnum, got <class 'str'>"),
        (choice_of_literals, r"choice_of_literals: the choice 'side' needs a StrEnum, got typing.Literal\[.*\]"),
        (four, "four shows 4 controls at first sight, at most 3: fold some"),
        (too_large, "size must be at most 1 cm, got 2"),
        (not_a_choice, "side must be one of 'left', 'right', got 'top'"),
        (not_a_switch, "on must be True or False, got 1"),
        (not_a_throw, "throw must be at least 1, got 0"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_wrong_declaration_is_told_in_one_sentence(function, sentence):
    with pytest.raises((TypeError, ValueError)) as told:
        explorer(title="What is wrong?")(function)
    assert re.fullmatch(sentence.replace("[type, control]", r"\[type, control\]"), str(told.value))


def test_three_at_first_sight_and_the_rest_folded_is_right():
    assert list(explorer(title="Is it right?")(three_and_one_folded).controls) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("preset", "sentence"),
    [
        ({"colour": "red"}, "three_and_one_folded has no setting 'colour'; it has a, b, c, d"),
        ({"a": "yes"}, "a must be True or False, got 'yes'"),
    ],
)
def test_a_wrong_preset_is_told_when_it_is_declared(preset, sentence):
    with pytest.raises(ValueError) as told:
        explorer(title="Is it right?", presets={"Wrong": preset})(three_and_one_folded)
    assert str(told.value) == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"colour": "red"}, "toy has no setting 'colour'; it has size, shape, striped, throw"),
        ({"size": -0.5}, "size must be at least 0 cm, got -0.5"),
        ({"size": 20.5}, "size must be at most 20 cm, got 20.5"),
        ({"size": 3.3}, "size must be in steps of 0.5 from 0, got 3.3"),
        ({"size": 1e-5}, "size must be in steps of 0.5 from 0, got 1e-05"),
        ({"size": float("nan")}, "size must be a number, got nan"),
        ({"size": float("inf")}, "size must be a finite number, got inf"),
        ({"size": 10**400}, "size must be a finite number, got 1000000.*"),
        ({"size": "4"}, "size must be a number, got '4'"),
        ({"size": None}, "size must be a number, got None"),
        ({"size": True}, "size must be a number, got True"),
        ({"shape": "flat"}, "shape must be one of 'round', 'square', got 'flat'"),
        ({"shape": ["round"]}, r"shape must be one of 'round', 'square', got \['round'\]"),
        ({"striped": 1}, "striped must be True or False, got 1"),
        ({"throw": 1.5}, "throw must be a whole number, got 1.5"),
        ({"throw": 1001}, "throw must be at most 1,000, got 1001"),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(given, sentence):
    for call in (toys.toy, toys.toy.live):
        with pytest.raises(Refusal) as told:
            call(**given)
        assert re.fullmatch(sentence, str(told.value))
        assert len(str(told.value)) < 200


@pytest.mark.parametrize("size", [3, 3.0, np.float64(3), np.int64(3), np.float32(3)])
def test_a_number_is_a_number_whoever_made_it(size):
    assert toys.toy(size=size).reading == "A round toy of 3 cm."
    assert type(toys.toy.settings({"size": size})["size"]) is float


def test_a_slider_in_whole_steps_gives_whole_numbers():
    whole = Slider(0, 10, step=1, label="Cells")
    assert [type(whole.check("cells", value)) for value in (3, 3.0, np.float64(3))] == [int, int, int]
    with pytest.raises(Refusal, match=r"^cells must be in steps of 1 from 0, got 3\.5$"):
        whole.check("cells", 3.5)


@pytest.mark.parametrize("value", [1, 5, 9, 10])
def test_the_last_value_is_one_of_a_slider_even_where_no_step_meets_it(value):
    assert Slider(1, 10, step=4, label="Cells").check("cells", value) == value


@pytest.mark.parametrize("value", [2, 4.99, 6, 9.5, 9.999])
def test_what_lies_between_the_steps_is_refused_with_the_step(value):
    with pytest.raises(Refusal, match=rf"^cells must be in steps of 4 from 1, got {float(value):g}(\.0)?$"):
        Slider(1, 10, step=4, label="Cells").check("cells", value)


@given(some.integers(-100, 100), some.sampled_from([0.001, 0.01, 0.05, 0.1, 0.25, 0.3, 1 / 3, 2, 7]), some.data())
def test_every_step_can_be_set_and_half_a_step_beside_it_cannot(low, step, data):
    n = data.draw(some.integers(0, 999))
    slider = Slider(low / 10, low / 10 + 1000 * step, step, label="Size")
    value = round(slider.low + n * step, 10)  # what the page makes of it: `nearest` in front/controls.js
    assert slider.check("size", value) == value
    with pytest.raises(Refusal, match=r"^size must be in steps of "):
        slider.check("size", value + step / 2)


@pytest.mark.parametrize("ends", [(1, 1, 1), (2, 1, 1), (0, 1, 0), (0, 1, -1), (0, float("nan"), 1)])
def test_a_slider_that_goes_nowhere_cannot_be_made(ends):
    with pytest.raises(TypeError, match="a slider goes from low to high in steps above 0"):
        Slider(*ends, label="Size")


def test_a_table_is_at_most_twenty_rows_as_wide_as_its_columns():
    assert len(Table(("a",), ((1,),) * 20).rows) == 20
    with pytest.raises(ValueError, match="at most 20 rows, got 21"):
        Table(("a",), ((1,),) * 21)
    with pytest.raises(ValueError, match="a row must have 2 cells like the columns, got 1"):
        Table(("a", "b"), ((1,),))


@pytest.mark.parametrize("reading", ["", "  \n"])
def test_a_view_needs_a_reading(reading):
    with pytest.raises(ValueError, match="a view needs a reading"):
        View(Drawing("people", "People"), reading, Table(("a",), ()))


def test_an_explorer_is_an_ordinary_function_too():
    assert toys.toy().reading == "A round toy of 4 cm."
    assert toys.toy(shape="square").reading == toys.toy(shape=toys.Shape.SQUARE).reading
    assert packed(toys.toy(7, toys.Shape.SQUARE, striped=True)) == packed(
        toys.toy(size=7, shape="square", striped=True)
    )
    assert packed(toys.toy.show({"size": 7, "striped": True})) == packed(toys.toy(7, striped=True))
    assert toys.toy.name == "toy"
    assert dict(toys.toy.presets["Big"])["size"] == 20
    with pytest.raises(TypeError):
        toys.toy.defaults["size"] = 5


def test_an_explorer_shows_its_declaration_to_whoever_looks():
    declared = inspect.signature(toys.toy.function)
    assert inspect.signature(toys.toy) == declared
    assert list(declared.parameters) == list(toys.toy.controls)
    size = inspect.signature(toys.toy).parameters["size"]
    assert size.default == 4 and size.annotation == Annotated[float, toys.toy.controls["size"]]
    assert (toys.toy.__name__, toys.toy.__module__, toys.toy.__doc__) == ("toy", "toys", toys.toy.function.__doc__)


def asking_first(predict):
    return explorer(title="Is it right?", predict=predict)(toys.toy.function)


def test_a_prediction_is_a_question_of_that_kind_and_role():
    assert asking_first("03-which-step").question == questions.question("03-which-step")


@pytest.mark.parametrize("id", [q.id for q in questions.load("03") if (q.kind, q.role) != ("single", "predict")])
def test_another_question_before_an_explorer_is_told_when_it_is_first_looked_at(id):
    asked, wrong = questions.question(id), asking_first(id)
    sentence = f"toy: a prediction is a single question with role predict, {id} is {asked.kind}, {asked.role}"
    for look in (lambda: wrong.question, wrong.live):
        with pytest.raises(TypeError) as told:
            look()
        assert str(told.value) == sentence


def test_a_question_that_does_not_exist_is_told_with_the_nearest():
    with pytest.raises(LookupError, match="03-which-step"):
        _ = asking_first("03-wich-step").question
