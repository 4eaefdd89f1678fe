"""Finds the numbers in a text that somebody could act on, and asks whether a fact carries them.

Percentages, hazard ratios with their interval, doses and concentrations, durations, and "of 100 people". Counts of
things ("two panels"), dates and ages are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.evidence import Fact

_ONES = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: n for n, word in enumerate([*_ONES, "ten", *_TEENS], start=2)}
WORDS |= {word: 10 * n for n, word in enumerate(_TENS, start=2)}
WORDS |= {f"{ten}-{one}": WORDS[ten] + n for ten in _TENS for n, one in enumerate(["one", *_ONES], start=1)}

# "one" is left out: "one day" is hardly ever a number.
_IN_WORDS = "|".join(sorted(WORDS, key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|(?i:\b(?:{_IN_WORDS})\b)"
_DASH = r"\s*(?:–|-|−|to|or)\s*"
_SPAN = rf"(?<![\w.,])(?:between\s+(?P<from>{_NUMBER})\s+and\s+|(?P<low>{_NUMBER}){_DASH})?(?P<number>{_NUMBER})"
_MASS = r"(?:mg|[µμ]g|mcg|ng|pg|g|micrograms?|milligrams?|grams?|IU|mmol|[µμ]mol|nmol|pmol|m[Ll]|dL|L|litres?|Gy)"
_TIME = r"(?:seconds?|min(?:utes?)?|h(?:ours?)?|days?|weeks?|months?|years?|decades?)"

PERCENT = re.compile(rf"{_SPAN}\s?(?:%|per\s?cent\b)(?!\s*(?:CI\b|confidence|credible|prediction))", re.IGNORECASE)
DOSE = re.compile(rf"{_SPAN}[\s-]?(?P<unit>{_MASS}(?:/(?:kg|m²|m2|day|h|min|week|m[Ll]|dL|L))*)(?![\w/])")
DURATION = re.compile(rf"{_SPAN}[\s-]?(?P<unit>{_TIME})\b(?![\s-](?:old|of age)\b)", re.IGNORECASE)
RATIO = re.compile(
    rf"\b(?:(?i:hazard ratio)|HR)\b(?:\s+(?:of|was|is)|\s*[=:])?\s*(?P<number>{_NUMBER})"
    rf"(?:\s*[(,;]\s*(?:95% (?:CI|confidence interval)[:,]?\s*)?(?P<low>{_NUMBER}){_DASH}(?P<high>{_NUMBER}))?"
)
OF_MANY = re.compile(rf"(?P<number>{_NUMBER})\s+(?:\w+\s+)?(?:out\s+)?of\s+(?:every\s+)?(?P<many>100|1,000|10,000)\b")
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages)\s+(?:\w+\s+)?$", re.IGNORECASE)
_NAMES = re.compile(r"\b24-hour (?:\w+ )?(?:line|number|phone)")  # what the service is called

IN_HOURS = {"s": 1 / 3600, "mi": 1 / 60, "h": 1.0, "da": 24.0, "w": 168.0, "mo": 730.5, "y": 8766.0, "de": 87660.0}


@dataclass(frozen=True)
class Quantity:
    """A number as it is written: its value, its decimals, what kind it is, its unit or its "of how many"."""

    kind: str
    value: float
    decimals: int
    unit: str
    written: str
    at: int


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text that need a fact, in order."""
    text = _NAMES.sub(lambda name: " " * len(name[0]), text)
    found = [*_of("percent", PERCENT, text), *_of("hazard ratio", RATIO, text), *_of("dose", DOSE, text)]
    found += [*_of("of many", OF_MANY, text), *_of("duration", DURATION, text)]
    return sorted(found, key=lambda quantity: quantity.at)


def _of(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Quantity]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        if kind == "duration" and _AGE_BEFORE.search(text[: match.start()]):
            continue
        unit = groups.get("unit") or groups.get("many") or ""
        for name in ("from", "low", "number", "high"):
            if written := groups.get(name):
                value = float(WORDS.get(written.lower()) or written.replace(",", ""))
                decimals = len(written.partition(".")[2])
                yield Quantity(kind, value, decimals, unit, match[0].strip(), match.start())


def carries(fact: Fact, quantity: Quantity) -> bool:
    """Whether the fact has this number, rounded as it is written. Durations and shares are converted."""
    return any(_rounds_to(number, quantity) for number in _candidates(fact, quantity))


def _candidates(fact: Fact, quantity: Quantity) -> Iterator[float]:
    unit = fact.unit or ""
    own = [*fact.numbers, *(float(number) for number in re.findall(r"\d+(?:\.\d+)?", unit))]
    share = any(word in unit for word in ("fraction", "proportion", "probability", "share"))
    if quantity.kind == "percent":
        yield from (100 * number for number in own) if share else own
    elif quantity.kind == "of many":
        many = float(quantity.unit.replace(",", ""))
        yield from (number * many / (1 if share else 100) for number in own)
    elif quantity.kind == "duration":
        stated = re.findall(rf"\b{_TIME}\b", f"{unit} {fact.timeframe or ''}", re.IGNORECASE)
        yield from own
        yield from (number * _hours(other) / _hours(quantity.unit) for number in own for other in set(stated))
    else:
        yield from own


def _hours(unit: str) -> float:
    unit = unit.lower()
    return IN_HOURS.get(unit[:2]) or IN_HOURS[unit[0]]


def _rounds_to(number: float, quantity: Quantity) -> bool:
    step = 10.0**-quantity.decimals
    while step < quantity.value / 100 and quantity.value >= 1000 and quantity.value % (10 * step) == 0:
        step *= 10  # "3,200" stands for what rounds to hundreds; "80" never for 83
    return abs(number - quantity.value) <= step / 2 + 1e-9 * max(1.0, abs(number))
