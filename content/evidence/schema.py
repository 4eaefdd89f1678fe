"""The hard eye on the evidence base: the shape of every file and entry. What no shape can say stands in rules.py.

For `check` and the tests only; nothing here is imported at run time (pydantic is not among the course's own
dependencies). A problem names the file, the entry, the field, what was found and what was expected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from content.evidence import rules
from content.evidence.load import Row, data_files, read_yaml
from content.evidence.records import Bound, Checked, Kind

Text = Annotated[str, Field(min_length=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, as a sentence when printed."""

    file: str
    id: str
    field: str
    found: object
    expected: str

    def __str__(self) -> str:
        found = self.found if self.found == "nothing" else repr(self.found)
        return f"{self.file}: {self.id}: {self.field}: found {found}, expected {self.expected}"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class IntervalRow(Strict):
    low: Number
    high: Number | None
    kind: Text


class SourceRow(Strict):
    reference: Text
    where: Text
    seen_in: Text | None = None


class FactRow(Strict):
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$")]
    statement: Text
    source: SourceRow
    checked: Checked
    checked_on: date
    value: Number | None = None
    values: Annotated[dict[str, Any], Field(min_length=1)] | None = None
    bound: Bound | None = None
    unit: Text | None = None
    population: Text | None = None
    arm: Text | None = None
    interval: IntervalRow | None = None
    timeframe: Text | None = None
    note: Text | None = None


class MisconceptionRow(Strict):
    id: Annotated[str, Field(pattern=r"^MC\d{2,3}$")]
    belief: Text
    correct: Text
    why: Text
    facts: Annotated[list[Text], Field(min_length=1)]
    note: Text | None = None


class ReferenceRow(Strict):
    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Kind
    title: Text
    year: Annotated[int, Field(ge=1800)]
    authors: Text
    journal: Text | None = None
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmid: Annotated[int, Field(ge=1, lt=100_000_000)] | None = None
    registry: Annotated[str, Field(pattern=r"^NCT\d{8}$")] | None = None
    label: Text | None = None
    url: Text | None = None
    opened_on: date | None = None


class DataFile(Strict):
    subject: Text
    facts: list[dict[str, Any]] = []
    misconceptions: list[dict[str, Any]] = []


class ReferencesFile(Strict):
    references: list[dict[str, Any]]


_REFERENCES: Mapping[str, type[Strict]] = {"references": ReferenceRow}
_DATA: Mapping[str, type[Strict]] = {"facts": FactRow, "misconceptions": MisconceptionRow}
_Entry = tuple[str, str, Row]  # file, section, row


def check(folder: Traversable, today: date) -> tuple[Problem, ...]:
    """Everything wrong with references.yaml and data/*.yaml in `folder`; a date after `today` is wrong."""
    problems: list[Problem] = []
    references = list(_entries(folder / "references.yaml", ReferencesFile, _REFERENCES, problems))
    data = [entry for file in data_files(folder) for entry in _entries(file, DataFile, _DATA, problems)]
    by_key = {row["key"]: row for _, _, row in references}
    by_id = {row["id"]: row for _, section, row in data if section == "facts"}
    rule: Mapping[str, Callable[[Row], Iterable[rules.What]]] = {
        "references": lambda row: rules.reference(row, today),
        "facts": lambda row: rules.fact(row, by_key, today),
        "misconceptions": lambda row: rules.misconception(row, by_id),
    }
    problems += _twice("key", references)
    problems += _twice("id", data)
    for file, section, row in (*references, *data):
        problems += (Problem(file, _name(row), *what) for what in rule[section](row))
    return tuple(problems)


def _entries(
    file: Traversable, whole: type[Strict], sections: Mapping[str, type[Strict]], problems: list[Problem]
) -> Iterator[_Entry]:
    """The well-shaped entries of one file; what is not well-shaped goes to `problems`."""
    try:
        content = read_yaml(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        problems.append(Problem(file.name, "the file", "YAML", " ".join(str(error).split()), "a readable file"))
        return
    if wrong := misfits(whole, content):
        problems += (Problem(file.name, "the file", *what) for what in wrong)
        return
    for section, shape in sections.items():
        for number, row in enumerate(content.get(section, ()), 1):
            wrong = misfits(shape, row)
            problems += (Problem(file.name, _name(row, f"entry {number} of {section}"), *what) for what in wrong)
            if not wrong:
                yield file.name, section, row


def misfits(shape: type[Strict], row: Any) -> list[rules.What]:
    """What pydantic finds, in our words. A field without a value is to be left out, not to be written empty."""
    empty: list[rules.What] = []
    if isinstance(row, dict):
        empty += ((field, "nothing", "a value, or no such line") for field in row if row[field] is None)
    try:
        shape.model_validate(row)
    except ValidationError as error:
        return empty + [_in_our_words(wrong, shape) for wrong in error.errors()]
    return empty


def _in_our_words(wrong: Mapping[str, Any], shape: type[Strict]) -> rules.What:
    field = ".".join(map(str, wrong["loc"])) or "entry"
    if wrong["type"] == "missing":
        return field, "nothing", "a value"
    if wrong["type"] == "extra_forbidden":
        return field, wrong["input"], f"one of the known fields ({', '.join(shape.model_fields)})"
    return field, wrong["input"], wrong["msg"].removeprefix("Input should be ")


def _twice(field: str, entries: Iterable[_Entry]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file, _, row in entries:
        name = row[field]
        if name in first:
            yield Problem(file, name, field, name, f"another {field}, because this one stands in {first[name]}")
        first.setdefault(name, file)


def _name(row: Row, otherwise: str = "") -> str:
    return str(row.get("id") or row.get("key") or otherwise)
