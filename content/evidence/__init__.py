"""Every clinical figure of the course, once, with its source, how it was checked and when.

`fact("koop1995-survive-24h")`, `reference("koop1995")` and `misconception("MC10")` look one up; the plurals give all.
The figures live in data/*.yaml and references.yaml; `python -m content.evidence check` reads them with a hard eye.
"""

from content.evidence.load import (
    UnknownName,
    fact,
    facts,
    misconception,
    misconceptions,
    reference,
    references,
)
from content.evidence.records import Checked, Fact, Interval, Misconception, Reference, Source

__all__ = [
    "Checked",
    "Fact",
    "Interval",
    "Misconception",
    "Reference",
    "Source",
    "UnknownName",
    "fact",
    "facts",
    "misconception",
    "misconceptions",
    "reference",
    "references",
]
