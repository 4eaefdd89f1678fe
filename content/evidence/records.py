"""What the evidence base is made of: facts, the references they come from, and the beliefs they correct.

Plain frozen dataclasses, filled by load.py from YAML that schema.py has checked. A new kind of record (trial, drug,
term) is a dataclass here, a reader in load.py and a row in schema.py; its figures are facts like all others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Checked: TypeAlias = Literal["read", "secondary", "memory"]
Bound: TypeAlias = Literal["more than", "less than", "at least", "at most", "about"]
Kind: TypeAlias = Literal["paper", "label", "registry", "guideline", "page"]
Value: TypeAlias = float | tuple[float, ...] | str

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends in the unit of the fact; `high` is None where the end was not reached. `kind` says what they enclose."""

    low: float
    high: float | None
    kind: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands: the key of its reference, the place in it, and for a secondary fact where it was seen."""

    reference: str
    where: str
    seen_in: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement in our own words with the figures of one unit.

    `value` is the figure, `values` named figures (all in `unit`); a fact without either is a finding in words.
    `bound` says that the source gives a limit ("more than 80%"). `checked` tells who saw it: "read" in the original,
    "secondary" on a page that reports it (`source.seen_in`), "memory" nobody: such a fact never reaches a learner.
    """

    id: str
    subject: str
    statement: str
    source: Source
    checked: Checked
    checked_on: date
    value: float | None = None
    values: Mapping[str, Value] | None = None
    bound: Bound | None = None
    unit: str | None = None
    population: str | None = None
    arm: str | None = None
    interval: Interval | None = None
    timeframe: str | None = None
    note: str | None = None

    @property
    def showable(self) -> bool:
        """Whether a learner may see it. Whatever puts facts before learners asks this; the lint of lessons does too."""
        return self.checked != "memory"

    @property
    def numbers(self) -> tuple[float, ...]:
        """What a text citing this fact may print: value, values, interval, and those in its unit and timeframe."""
        found: list[float] = [] if self.value is None else [self.value]
        for value in (self.values or {}).values():
            if isinstance(value, str):
                found += _numbers_in(value)
            elif isinstance(value, tuple):
                found += value
            else:
                found.append(value)
        if self.interval:
            found += [end for end in (self.interval.low, self.interval.high) if end is not None]
        return (*found, *_numbers_in(self.unit or ""), *_numbers_in(self.timeframe or ""))


@dataclass(frozen=True, slots=True)
class Misconception:
    """A common belief, what is right instead, why the belief tempts or harms, and the facts that carry the answer."""

    id: str
    belief: str
    correct: str
    why: str
    facts: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper, label, registry entry, guideline or page; `opened_on` is the day somebody last opened the original."""

    key: str
    kind: Kind
    title: str
    year: int
    authors: str
    journal: str | None = None
    doi: str | None = None
    pmid: int | None = None
    registry: str | None = None
    label: str | None = None
    url: str | None = None
    opened_on: date | None = None

    @property
    def link(self) -> str:
        """The address a learner clicks: the first of DOI, PubMed, registry, label and plain address."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.registry:
            return f"https://clinicaltrials.gov/study/{self.registry}"
        return self.label or self.url or ""

    @property
    def citation(self) -> str:
        """One line for a list of references, without the address."""
        title = self.title if self.title.endswith("?") else self.title.rstrip(".") + "."
        place = f" {self.journal}." if self.journal else ""
        return f"{self.authors.rstrip('.')}. {title}{place} {self.year}."


def _numbers_in(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in _NUMBER.findall(text)]
