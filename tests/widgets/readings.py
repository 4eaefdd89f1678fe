"""Holds a reading to its rule: one to three sentences, and every number in it can be looked up.

A number may come from the table, from the settings, or from a fact or parameter that the explorer cites. It counts as
found when some known value, rounded as the reading writes it, is that number: "2.67" is found in 2.668 and not in 2.7.
Digits that belong to a name (HER2, CDK4/6, CA 15-3, p53) are no numbers. Number words are not looked at.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from content import evidence
from widgets.framework import Choice, Dice, Explorer, View

_NAMES = re.compile(r"\bCA \d+[-.]\d+|\b[^\W\d_]+[-\u2011]?\d+(?:[/\u2013-]\d+)*\w*")
_NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[-\u2212]?)(?P<whole>\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?!\d)|\d+)(?P<decimals>\.\d+)?"
    r"(?:\s?[\u00d7x]\s?10(?P<power>\u207b?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+))?"
    r"(?:\s(?P<scale>thousand|million|billion)\b)?(?P<percent>\s?%)?"
)
_UNSAYABLE = re.compile(r"\d[eE][-+]?\d|\b(?:nan|inf|None|True|False)\b|<\w|\s\s|[{}]")
_ONE_OF_MANY = re.compile(r"(?<![\d.,\u2013-])1 (?!plus\b|was\b|has\b|does\b|as\b)[a-z]+(?<![isu])s\b")
_BETWEEN = re.compile(r"^(?: \w+){0,2} (?:in|of|out of)(?: every| these| the)? $")
_ABOUT = re.compile(r"(?:about|around|nearly|almost|roughly)\s$")
_END = re.compile(r"(?<=[.!?])[\u201d\u2019\"')]*\s+(?=[\u201c\u2018\"'(]*[A-Z0-9])")
_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|vs|approx|cf|ca|No|St|Dr|Fig)\.(?=\s)")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_SUPERSCRIPTS = str.maketrans("\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "-0123456789")
_COARSEST = 0.05  # rounding may move a number by a twentieth of itself: 12 for 12.4, never 1 for 1.4


@dataclass(frozen=True)
class Written:
    """A number as a text writes it: its value, half a unit of its last written place, and what stands around it."""

    text: str
    value: float
    half: float
    percent: bool
    start: int
    end: int


@dataclass(frozen=True)
class Known:
    """A number that may be said, with the words around it: "People: cells that left, millions" makes 60 60 million."""

    value: float
    words: str = ""

    def values(self) -> Iterator[float]:
        yield self.value
        for scale, factor in _SCALES.items():
            if scale in self.words.lower():
                yield self.value * factor


def sentences(reading: str) -> list[str]:
    """The sentences of a reading; the point of "e.g." or of 2.5 ends none."""
    return [part for part in _END.split(_SHORTENED.sub(lambda m: m.group().replace(".", "\u2024"), reading)) if part]


def numbers(text: str) -> list[Written]:
    """The numbers a text writes in digits, without the digits of names."""
    bare = _NAMES.sub(lambda match: "\u00a4" * len(match.group()), text)
    found = []
    for match in _NUMBER.finditer(bare):
        digits = re.sub(r"\D", "", match["whole"])
        factor = _SCALES.get(match["scale"] or "", 1.0)
        factor *= 10.0 ** int((match["power"] or "\u2070").translate(_SUPERSCRIPTS))
        value = float(digits + (match["decimals"] or ""))
        last_place = 10.0 ** -max(0, len(match["decimals"] or "") - 1)
        if _ABOUT.search(bare[: match.start()]) and value >= 100 and not match["decimals"]:
            trailing = len(digits) - len(digits.rstrip("0"))
            last_place = 10.0 ** min(trailing, len(digits) - 2)  # "about 30,000" is rounded, to two digits at worst
        sign = -1.0 if match["sign"] else 1.0
        half = 0.5 * last_place * factor
        shown = text[match.start() : match.end()]
        found.append(Written(shown, sign * value * factor, half, bool(match["percent"]), match.start(), match.end()))
    return found


def known(explorer: Explorer, settings: dict[str, object], view: View) -> list[Known]:
    """Every number that this explorer may say at these settings."""
    found: list[Known] = []
    for name, control in explorer.controls.items():
        if isinstance(control, Dice):
            continue  # the number of a throw is nobody's business
        value = settings[name]
        words = f"{control.label}, {getattr(control, 'unit', '')}"
        said = f"{words} {control.words.get(value, '')}" if isinstance(control, Choice) else words
        found += _in_text(said)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            found.append(Known(value, words))
    found += [number for column in view.table.columns for number in _in_text(column)]
    for row in view.table.rows:
        label = " ".join(cell for cell in row if isinstance(cell, str))
        found += _in_text(label)
        for column, cell in zip(view.table.columns, row, strict=True):
            if isinstance(cell, (int, float)):
                found.append(Known(cell, f"{label} {column}"))
    cited = {p.fact for p in explorer.model.PARAMETERS if p.fact} if explorer.model else set()
    for parameter in explorer.model.PARAMETERS if explorer.model else ():
        values = parameter.value if isinstance(parameter.value, tuple) else (parameter.value,)
        found += [Known(value, parameter.unit) for value in values]
    for fact in map(evidence.fact, sorted(cited | set(explorer.question.facts if explorer.question else ()))):
        found += [Known(value, fact.unit or "") for value in fact.numbers]
    return found


def unexplained(reading: str, allowed: Iterable[Known]) -> list[str]:
    """The numbers of a reading that nobody knows, as they are written."""
    values = {value for one in allowed for value in one.values()}
    written = numbers(reading)
    shares = set(range(len(written))) & {i + d for i in _shares(reading, written, values) for d in (0, 1)}
    return [one.text for i, one in enumerate(written) if i not in shares and not _found(one, values)]


def troubles(reading: str, allowed: Iterable[Known]) -> list[str]:
    """What is wrong with a reading, one sentence each; nothing if it keeps the rule."""
    found = [f"the number {text!r} stands in no table, setting or cited fact" for text in unexplained(reading, allowed)]
    if not 1 <= len(sentences(reading)) <= 3:
        found.append(f"it has {len(sentences(reading))} sentences, not one to three")
    if not re.search(r"[.!?][\u201d\u2019\"')]*$", reading):
        found.append("it does not end like a sentence")
    if match := _UNSAYABLE.search(reading):
        found.append(f"{match.group()!r} is not what a person would say")
    if match := _ONE_OF_MANY.search(reading):
        found.append(f"{match.group()!r} is not English")
    return found


def _in_text(text: str) -> list[Known]:
    return [Known(one.value, text) for one in numbers(text)]


def _found(one: Written, values: Iterable[float]) -> bool:
    return any(_rounds_to(one, value) or (one.percent and _rounds_to(one, 100 * value)) for value in values)


def _rounds_to(one: Written, value: float) -> bool:
    distance = abs(value - one.value)
    slack = 1e-9 * max(abs(value), abs(one.value))
    if one.value == 0:
        return distance <= min(one.half, _COARSEST)
    return math.isfinite(value) and distance <= min(one.half, _COARSEST * abs(one.value)) + slack


def _shares(reading: str, written: list[Written], values: set[float]) -> Iterator[int]:
    """Where "1 in 40", "8 in 10" or "49 times in 100" begins and says a known fraction."""
    fractions = [value for value in values if 0 < value < 1]
    for i, (part, whole) in enumerate(pairwise(written)):
        if not _BETWEEN.match(reading[part.end : whole.start]) or whole.value <= 0:
            continue
        if part.value == 1 and any(_rounds_to(whole, 1 / fraction) for fraction in fractions):
            yield i
        is_round = math.log10(whole.value).is_integer()
        if is_round and any(_rounds_to(part, whole.value * fraction) for fraction in fractions):
            yield i
