"""A small good evidence base that a test spoils in one place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from content.evidence.schema import Problem, check

TODAY = date(2026, 11, 25)
Row = dict[str, Any]


class Base:
    """A base of one reference, one fact and one misconception, all good; a test spoils one thing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reference: Row = {
            "key": "ana2020",
            "kind": "paper",
            "title": "A title",
            "year": 2020,
            "authors": "Ana A",
            "doi": "10.1234/abc",
            "opened_on": date(2026, 11, 25),
        }
        self.fact: Row = {
            "id": "ana2020-share",
            "statement": "A share.",
            "value": 50,
            "unit": "%",
            "interval": {"low": 40, "high": 60, "kind": "95% CI"},
            "source": {"reference": "ana2020", "where": "abstract"},
            "checked": "read",
            "checked_on": date(2026, 11, 25),
        }
        self.misconception: Row = {
            "id": "MC10",
            "belief": "B.",
            "correct": "C.",
            "why": "W.",
            "facts": ["ana2020-share"],
        }
        self.more: list[Row] = []

    def write(self) -> Path:
        (self.folder / "data").mkdir(exist_ok=True)
        facts = {"subject": "test", "facts": [self.fact, *self.more], "misconceptions": [self.misconception]}
        self._dump("data/some.yaml", facts)
        self._dump("references.yaml", {"references": [self.reference]})
        return self.folder

    def problems(self) -> tuple[Problem, ...]:
        return check(self.write(), TODAY)

    def _dump(self, name: str, content: object) -> None:
        (self.folder / name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path)
