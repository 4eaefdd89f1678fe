"""Reads the YAML files into records, once per process, and hands them out by name.

The files are trusted here; schema.py distrusts them in `check` and in the tests. The reader takes its events from
PyYAML's C parser and builds dictionaries itself: for 2,000 facts that is four times faster than CSafeLoader's own
construction, it keeps `yes` and `no` as words, reads `1e-8` as a number and refuses a key that stands twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from content.evidence.records import Fact, Interval, Misconception, Reference, Source

Row = dict[str, Any]
_Record = TypeVar("_Record")
_BEGINNINGS_OF_NUMBERS = frozenset("-+.0123456789")
_WORDS: dict[str, bool | None] = {"": None, "null": None, "~": None, "true": True, "false": False}


class UnknownName(LookupError):
    """There is no record of that name; the message offers the nearest ones."""


@dataclass(frozen=True)
class Base:
    """The whole evidence base, each kind by its name."""

    facts: Mapping[str, Fact]
    references: Mapping[str, Reference]
    misconceptions: Mapping[str, Misconception]


def fact(id: str) -> Fact:
    """The fact of that id, whatever its mark. Raises UnknownName. Before showing it to a learner ask `.showable`."""
    return _find("fact", _base().facts, id)


def facts() -> tuple[Fact, ...]:
    """All facts, in the order of the files."""
    return tuple(_base().facts.values())


def reference(key: str) -> Reference:
    """The reference of that key. Raises UnknownName."""
    return _find("reference", _base().references, key)


def references() -> tuple[Reference, ...]:
    """All references, in the order of the file."""
    return tuple(_base().references.values())


def misconception(id: str) -> Misconception:
    """The misconception of that id ("MC10"). Raises UnknownName."""
    return _find("misconception", _base().misconceptions, id)


def misconceptions() -> tuple[Misconception, ...]:
    """All misconceptions, in the order of the file."""
    return tuple(_base().misconceptions.values())


def read(folder: Traversable) -> Base:
    """The base in `folder` (references.yaml and data/*.yaml), built without further checks."""
    found: dict[str, dict[str, Any]] = {"facts": {}, "misconceptions": {}}
    for file in data_files(folder):
        content = read_yaml(file.read_text(encoding="utf-8"))
        for row in content.get("facts", ()):
            found["facts"][row["id"]] = _fact(row, content["subject"])
        for row in content.get("misconceptions", ()):
            found["misconceptions"][row["id"]] = Misconception(**{**row, "facts": tuple(row["facts"])})
    rows = read_yaml((folder / "references.yaml").read_text(encoding="utf-8"))["references"]
    return Base(references={row["key"]: Reference(**row) for row in rows}, **found)


def data_files(folder: Traversable) -> list[Traversable]:
    """The files of data/ by name, so that the order of facts is the same everywhere."""
    return sorted((f for f in (folder / "data").iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)


def package_folder() -> Traversable:
    """Where the YAML files are, in a clone as in an installed wheel."""
    return files("content.evidence")


def read_yaml(text: str) -> Any:
    """The one document in `text` as dictionaries, lists, words, numbers and dates. Raises yaml.YAMLError."""
    parser = yaml.CSafeLoader(text)
    try:
        events: Iterator[Any] = iter(parser.get_event, None)
        next(events)  # the stream begins
        if type(start := next(events)) is StreamEndEvent:
            raise _unfit(start, "expected a document")
        content = _build(events, next(events))
        next(events)  # the document ends
        if type(end := next(events)) is not StreamEndEvent:
            raise _unfit(end, "expected one document")
        return content
    finally:
        parser.dispose()


@lru_cache(maxsize=1)
def _base() -> Base:
    return read(package_folder())


def _find(kind: str, records: Mapping[str, _Record], name: str) -> _Record:
    try:
        return records[name]
    except KeyError:
        near = get_close_matches(str(name), records, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise UnknownName(f"no {kind} {name!r}{hint}") from None


def _fact(row: Row, subject: str) -> Fact:
    row["source"] = Source(**row["source"])
    if "values" in row:
        row["values"] = MappingProxyType({k: tuple(v) if isinstance(v, list) else v for k, v in row["values"].items()})
    if "interval" in row:
        row["interval"] = Interval(**row["interval"])
    return Fact(subject=subject, **row)


def _build(events: Iterator[Any], event: Any) -> Any:
    kind = type(event)
    if kind is ScalarEvent:
        return _plain(event.value) if event.implicit[0] else event.value
    if kind is MappingStartEvent:
        mapping: dict[str, Any] = {}
        while type(key := next(events)) is not MappingEndEvent:
            if type(key) is not ScalarEvent or key.value in mapping:
                raise _unfit(key, "expected a new key")
            mapping[key.value] = _build(events, next(events))
        return mapping
    if kind is SequenceStartEvent:
        items: list[Any] = []
        while type(item := next(events)) is not SequenceEndEvent:
            items.append(_build(events, item))
        return items
    raise _unfit(event, "expected a mapping, a list or a value")


def _plain(word: str) -> Any:
    """What an unquoted word means: a number, a date, true, false, nothing, or itself."""
    if word[:1] in _BEGINNINGS_OF_NUMBERS and "_" not in word:  # Python would read 1_000 as a number, people do not
        readings: tuple[Callable[[str], Any], ...] = (int, float, date.fromisoformat)
        for reading in readings:
            try:
                return reading(word)
            except ValueError:
                continue
        return word
    return _WORDS.get(word, word)


def _unfit(event: Any, sentence: str) -> yaml.YAMLError:
    return yaml.MarkedYAMLError(
        problem=f"{sentence}, found {getattr(event, 'value', event)!r}", problem_mark=event.start_mark
    )
