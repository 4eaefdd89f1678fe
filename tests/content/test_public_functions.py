"""No public function takes nonsense: NaN, infinity, less than nothing or a wrong kind is refused in one plain sentence.

A new module is found by itself. Each of its public functions needs one line in CALLS: arguments that are right.
"""

import enum
import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Sequence

import numpy as np
import pytest

from content.models.cascade import Harder

PACKAGES = ["content.models"]

CALLS = {
    "cascade.draw_people": {"n": 3, "expected": 1.0, "rng": np.random.default_rng(1)},
    "cascade.fitted_step": {"total": 1e-8, "known_steps": (0.8, 0.01)},
    "cascade.mouse_chain": {"injected": 10_000, "harder": Harder.START, "fold": 2.0},
    "cascade.people": {"cells_millions": 60.0, "harder": Harder.START, "fold": 2.0},
    "cascade.takes_hold": {"deaths_per_division": 0.9, "cells": 1},
    "cascade.tally": {"metastases": [0, 1, 5]},
    "ctc.disagreement": {"means_per_tube": [1.0, 5.0], "cutoff": 5},
    "ctc.draw": {"mean_per_tube": 5.0, "tubes": 3, "rng": np.random.default_rng(1)},
    "ctc.probabilities": {"mean_per_tube": 5.0, "up_to": 12},
    "ctc.steady_state": {"shed_per_day": 3.2e6, "half_life_h": 1.5, "blood_l": 5.0},
    "ctc.tube": {"mean_per_tube": 5.0, "cutoff": 5},
}

NOT_A_NUMBER = [float("nan"), float("inf"), -float("inf"), np.float64("nan"), True, np.True_, None, "3", [3.0], 10**400]
BAD = {
    "number": [*NOT_A_NUMBER, -3],
    "whole number": [*NOT_A_NUMBER, -3, 2.5],
    "row": [
        None,
        True,
        3.0,
        "12",
        [],
        [[1.0]],
        [[1.0], [2.0, 3.0]],
        np.eye(2),
        *([value] for value in [*NOT_A_NUMBER, -3]),
        np.array([1, np.nan]),
    ],
    "word": [None, True, 3, "no such word", ["none"]],
    "generator": [None, True, 3, "seed", np.random],
}


def public_functions():
    found = {}
    for package in PACKAGES:
        for entry in pkgutil.iter_modules(importlib.import_module(package).__path__):
            module = importlib.import_module(f"{package}.{entry.name}")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if function.__module__ == module.__name__ and not name.startswith("_"):
                    found[f"{entry.name}.{name}"] = function
    return found


FUNCTIONS = public_functions()


def kind(hint):
    if hint in (float, int):
        return "number" if hint is float else "whole number"
    if hint is np.random.Generator:
        return "generator"
    if isinstance(hint, enum.EnumType):
        return "word"
    choices = typing.get_args(hint) or (hint,)
    if any((typing.get_origin(choice) or choice) in (Sequence, np.ndarray) for choice in (hint, *choices)):
        return "row"
    raise AssertionError(f"no bad values are known for a parameter of type {hint}; add a kind to BAD")


def cases():
    for name in sorted(set(FUNCTIONS) & set(CALLS)):
        hints = typing.get_type_hints(FUNCTIONS[name])
        for parameter in inspect.signature(FUNCTIONS[name]).parameters:
            for position, bad in enumerate(BAD[kind(hints[parameter])]):
                yield pytest.param(name, parameter, bad, id=f"{name}-{parameter}-{position}")


def test_every_public_function_has_a_line_in_calls():
    assert sorted(FUNCTIONS) == sorted(CALLS), "each public function needs one line in CALLS, and no line more"


@pytest.mark.parametrize("name", sorted(CALLS))
def test_the_right_arguments_are_taken(name):
    assert set(CALLS[name]) == set(inspect.signature(FUNCTIONS[name]).parameters), (
        "name every parameter, so each is tried"
    )
    FUNCTIONS[name](**CALLS[name])


@pytest.mark.parametrize(("name", "parameter", "bad"), list(cases()))
def test_nonsense_is_refused_in_a_sentence(name, parameter, bad):
    with pytest.raises(ValueError) as refused:
        FUNCTIONS[name](**{**CALLS[name], parameter: bad})
    assert re.fullmatch(rf"(each of )?{parameter} must be [^\n]+, got [^\n]+", str(refused.value))


def test_the_sentence_reads_as_promised():
    with pytest.raises(ValueError, match=r"^cells_millions must be at least 0, got -3$"):
        FUNCTIONS["cascade.people"](cells_millions=-3)


def test_a_long_wrong_value_is_cut_short():
    with pytest.raises(ValueError) as refused:
        FUNCTIONS["cascade.people"](cells_millions="9" * 5_000)
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_docstring_says_that_it_may_refuse(name):
    assert "Raises ValueError" in inspect.getdoc(FUNCTIONS[name])
