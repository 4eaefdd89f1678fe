"""Checks of what a caller may give. Each refusal is a ValueError with one sentence that a student understands.

The sentence always reads "NAME must be ..., got ...": "cells_millions must be at least 0, got -3".
"""

import math
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Words = TypeVar("Words", bound=StrEnum)


class Refusal(ValueError):
    """Something given was wrong, said in a sentence for whoever gave it. Other ValueErrors are slips of our own."""


def refusal(name: str, wanted: str, got: object) -> Refusal:
    """The one form of all refusals, to be raised by whoever finds something wrong."""
    shown = " ".join(repr(got.item() if isinstance(got, np.generic) else got).split())
    return Refusal(f"{name} must be {wanted}, got {shown if len(shown) <= 60 else shown[:57] + '...'}")


def number(
    name: str,
    value: object,
    *,
    at_least: float | None = None,
    above: float | None = None,
    at_most: float | None = None,
    unit: str = "",
) -> float:
    """`value` as a float, if it is one finite number inside its range (limits are optional; `unit` is only said)."""
    # True + 1 is 2 in Python: a yes or no where a number belongs is a slip, never meant.
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise refusal(name, "a number", value)
    try:
        result = float(value)
    except OverflowError:  # a whole number of more than 308 digits
        result = math.inf
    if math.isnan(result):
        raise refusal(name, "a number", value)
    if math.isinf(result):
        raise refusal(name, "a finite number", value)
    unit = f" {unit}" if unit else ""
    if at_least is not None and result < at_least:
        raise refusal(name, f"at least {at_least:,}{unit}", value)
    if above is not None and result <= above:
        raise refusal(name, f"above {above:,}{unit}", value)
    if at_most is not None and result > at_most:
        raise refusal(name, f"at most {at_most:,}{unit}", value)
    return result


def whole(name: str, value: object, *, at_least: int, at_most: int, unit: str = "") -> int:
    """`value` as an int, if it is a whole number inside its range (5.0 counts as whole)."""
    result = number(name, value, at_least=at_least, at_most=at_most, unit=unit)
    if not result.is_integer():
        raise refusal(name, "a whole number", value)
    return int(result)


def numbers(
    name: str,
    values: object,
    *,
    at_least: float | None = None,
    above: float | None = None,
    at_most: float | None = None,
    unit: str = "",
    longest: int = 1_000_000,
) -> NDArray[np.float64]:
    """`values` as a float array of shape (n,), if it is a row of 1 to `longest` finite numbers inside the range."""
    if not isinstance(values, (list, tuple, np.ndarray)) or getattr(values, "ndim", 1) != 1:
        raise refusal(name, "a row of numbers", values)
    if not 1 <= len(values) <= longest:
        raise refusal(name, f"a row of 1 to {longest:,} numbers", len(values))
    # A plain array is known by its ends, and NaN comes out as both. A list may hide a True, which an array would
    # turn into a silent 1, so there each value is looked at.
    plain = isinstance(values, np.ndarray) and values.dtype.kind in "iuf"
    for value in (np.min(values), np.max(values)) if plain else values:
        number(f"each of {name}", value, at_least=at_least, above=above, at_most=at_most, unit=unit)
    return np.asarray(values, dtype=np.float64)


def choice(name: str, value: object, words: type[Words]) -> Words:
    """`value` as a member of `words`, if it is one of them or the text of one of them."""
    if isinstance(value, str) and value in {str(word) for word in words}:
        return words(str(value))
    raise refusal(name, "one of " + ", ".join(words), value)


def generator(name: str, value: object) -> np.random.Generator:
    """`value`, if it is a numpy random Generator: chance is passed in, so that the same seed gives the same people."""
    if isinstance(value, np.random.Generator):
        return value
    raise refusal(name, "a random generator such as numpy.random.default_rng(1)", value)
