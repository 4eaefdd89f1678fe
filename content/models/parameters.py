"""What a model takes as given: each number with its unit, its meaning, the fact it rests on and where it is from."""

from dataclasses import dataclass

UNSOURCED = ("illustrative", "identity")


@dataclass(frozen=True)
class Parameter:
    """One number of a model, or a published range.

    `fact` is the id of a fact in content.evidence; only a number that nobody published goes without one, and then its
    `origin` begins with "illustrative" or "identity". `origin` is short: it stands on the screen.
    """

    name: str
    value: float | tuple[float, ...]
    unit: str
    meaning: str
    fact: str | None
    origin: str

    def __post_init__(self) -> None:
        if self.fact is None and not self.origin.startswith(UNSOURCED):
            raise ValueError(f"parameter {self.name} rests on no fact, so its origin must begin with 'illustrative'")
