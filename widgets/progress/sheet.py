"""Progress as one sheet that every spreadsheet opens, and in which nothing is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from widgets.progress.tables import COLUMNS

HEADER: Final = tuple(dict.fromkeys(("table", *(column for columns in COLUMNS.values() for column in columns))))
_FORMULA: Final = re.compile(r"\s*[=+\-@]|[\t\r\n]")
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def sheet(rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> str:
    """CSV with the columns of HEADER: a row's table first, then its columns, those of other tables left empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER)
    writer.writeheader()
    for table, found in rows.items():
        for row in found:
            writer.writerow({"table": table, **{c: plain(v) for c, v in zip(COLUMNS[table], row, strict=True)}})
    return text.getvalue()


def plain(value: object) -> object:
    """`value` so that no spreadsheet computes it: an apostrophe before what looks like a formula and is no number."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value
