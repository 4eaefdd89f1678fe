"""What a learner can set. A control stands in the signature of an explorer: `Annotated[float, Slider(2, 8, ...)]`.

Each control checks a value, says how to show itself on the wire, and offers the values that tests must try.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from content.inputs import number, refusal, whole


class Control(Protocol):
    """Anything that may stand in an explorer's signature."""

    label: str
    help: str
    folded: bool

    def check(self, name: str, value: Any) -> Any:
        """The value in its own type, or ValueError with one sentence."""

    def wire(self) -> dict[str, Any]:
        """What the front end needs to draw it."""

    def extremes(self) -> list[Any]:
        """The values that every test of an explorer goes through."""


@dataclass(frozen=True, slots=True)
class Slider:
    """A number between two ends, drawn as a native slider with a number field beside it."""

    low: float
    high: float
    step: float
    label: str
    unit: str = ""
    help: str = ""
    folded: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high or self.step <= 0:
            raise TypeError(
                f"a slider goes from low to high in steps above 0, got {self.low}, {self.high}, {self.step}"
            )

    def check(self, name: str, value: Any) -> float | int:
        size = number(name, value, at_least=self.low, at_most=self.high, unit=self.unit)
        steps = (size - self.low) / self.step
        if abs(steps - round(steps)) > 1e-6 and size != self.high:
            raise refusal(name, f"in steps of {self.step:,} from {self.low:,}", value)
        return int(size) if self.whole and size.is_integer() else size

    @property
    def whole(self) -> bool:
        """Whether every value on this slider is a whole number."""
        return all(float(x).is_integer() for x in (self.low, self.step))

    def wire(self) -> dict[str, Any]:
        return {
            "kind": "slider",
            "low": self.low,
            "high": self.high,
            "step": self.step,
            "label": self.label,
            "unit": self.unit,
            "help": self.help,
            "folded": self.folded,
        }

    def extremes(self) -> list[Any]:
        return [self.low, self.high]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few: radio buttons up to seven, a list beyond. `words` says each value in plain words."""

    label: str
    words: Mapping[Any, str] = field(default_factory=dict)
    help: str = ""
    folded: bool = False
    options: type[StrEnum] | None = None

    def check(self, name: str, value: Any) -> Any:
        options = self.options
        assert options is not None, "the explorer fills in the options from the annotation"
        try:
            return options(value)
        except ValueError:
            accepted = ", ".join(repr(option.value) for option in options)
            raise refusal(name, f"one of {accepted}", value) from None

    def wire(self) -> dict[str, Any]:
        assert self.options is not None
        options = [{"value": o.value, "label": self.words.get(o, o.value)} for o in self.options]
        return {
            "kind": "choice",
            "options": options,
            "label": self.label,
            "help": self.help,
            "folded": self.folded,
        }

    def extremes(self) -> list[Any]:
        assert self.options is not None
        return list(self.options)


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no, drawn as a check box."""

    label: str
    help: str = ""
    folded: bool = False

    def check(self, name: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise refusal(name, "True or False", value)
        return value

    def wire(self) -> dict[str, Any]:
        return {"kind": "switch", "label": self.label, "help": self.help, "folded": self.folded}

    def extremes(self) -> list[Any]:
        return [False, True]


@dataclass(frozen=True, slots=True)
class Dice:
    """Chance that can be thrown again: a button that draws other people under the same settings.

    The value is the number of the throw, so the same throw always shows the same people.
    """

    label: str = "Throw the dice again"
    help: str = ""
    folded: bool = False
    throws: int = 1000

    def check(self, name: str, value: Any) -> int:
        return whole(name, value, at_least=1, at_most=self.throws)

    def wire(self) -> dict[str, Any]:
        return {
            "kind": "dice",
            "label": self.label,
            "help": self.help,
            "folded": self.folded,
            "throws": self.throws,
        }

    def extremes(self) -> list[Any]:
        return [1, 2, self.throws]
