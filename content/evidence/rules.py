"""What no shape can say: keys that lead nowhere, impossible dates and figures, sources that are none.

Used by schema.py. Each rule takes a well-shaped row and yields (field, what was found, what was expected).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from content.evidence.addresses import refusal
from content.evidence.load import Row

What = tuple[str, object, str]
_LIMIT = re.compile(r"[<>]\d+(\.\d+)?")


def fact(row: Row, references: Mapping[str, Row], today: date) -> Iterator[What]:
    """A fact against its reference, its mark and its own figures."""
    yield from _dates("checked_on", row["checked_on"], today, 0)
    yield from _source(row, references)
    yield from _figures(row)


def misconception(row: Row, facts: Mapping[str, Row]) -> Iterator[What]:
    """A misconception stands on facts that exist and that learners may see."""
    for id in row["facts"]:
        if id not in facts:
            yield "facts", id, "the id of a fact"
        elif facts[id]["checked"] == "memory":
            yield "facts", id, "a fact that learners may see, not one from memory"


def reference(row: Row, today: date) -> Iterator[What]:
    """A reference leads somewhere, and there to an original."""
    if not any(field in row for field in ("doi", "pmid", "registry", "label", "url")):
        yield "doi", "nothing", "one of doi, pmid, registry, label, url"
    for field in ("label", "url"):
        if field in row and (why := refusal(row[field])):
            yield field, row[field], f"the address of the original (this is {why})"
    if row["year"] > today.year:
        yield "year", row["year"], f"a year not after {today.year}"
    if "opened_on" in row:
        yield from _dates("opened_on", row["opened_on"], today, row["year"])


def _source(row: Row, references: Mapping[str, Row]) -> Iterator[What]:
    source, checked, seen_in = row["source"], row["checked"], row["source"].get("seen_in")
    known = references.get(source["reference"])
    if known is None:
        yield "source.reference", source["reference"], "a key of references.yaml"
    else:
        yield from _dates("checked_on", row["checked_on"], None, known["year"])
        if checked == "read" and "opened_on" not in known:
            yield "checked", "read", f"another mark, or an opened_on in {known['key']}: nobody has opened it"
    if checked == "secondary" and seen_in is None:
        yield "source.seen_in", "nothing", "where a secondary fact was seen"
    if checked != "secondary" and seen_in is not None:
        yield "source.seen_in", seen_in, f"no such line, because the fact is {checked!r}"
    if seen_in and "://" in seen_in and (why := refusal(seen_in)):
        yield "source.seen_in", seen_in, f"words instead of an address (this is {why})"


def _figures(row: Row) -> Iterator[What]:
    value, interval, unit = row.get("value"), row.get("interval"), row.get("unit")
    numbers: list[tuple[str, float]] = [] if value is None else [("value", value)]
    for name, named in row.get("values", {}).items():
        if _is_number(named):
            numbers.append((f"values.{name}", named))
        elif isinstance(named, list) and len(named) == 2 and all(map(_is_number, named)) and named[0] <= named[1]:
            numbers += [(f"values.{name}", end) for end in named]
        elif not (isinstance(named, str) and _LIMIT.fullmatch(named)):
            yield f"values.{name}", named, "a number, two numbers with the lower first, or a limit such as '>18'"
    if interval:
        low, high = interval["low"], interval["high"]
        numbers += [("interval", end) for end in (low, high) if end is not None]
        if high is not None and low > high:
            yield "interval", (low, high), "the lower end first"
        elif value is not None and not low <= value <= (value if high is None else high):
            yield "interval", (low, high), f"an interval that holds the value {value}"
    if unit is None and (numbers or "values" in row):
        yield "unit", "nothing", "the unit of the figures"
    if "bound" in row and value is None:
        yield "bound", row["bound"], "a value that it limits"
    for field, number in numbers:
        if unit and unit.startswith("%") and not 0 <= number <= 100:
            yield field, number, "a percentage from 0 to 100"
        if unit and unit.endswith("ratio") and number <= 0:
            yield field, number, "a ratio above 0"


def _dates(field: str, day: date, today: date | None, year: int) -> Iterator[What]:
    if today is not None and day > today:
        yield field, day.isoformat(), f"a date not after {today.isoformat()}"
    if day.year < year:
        yield field, day.isoformat(), f"a date not before {year}, the year of the reference"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < float("inf")
