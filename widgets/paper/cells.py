"""A notebook read for paper: its cells in order, and for each code cell what it calls, without running it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS: Final = re.compile(r"<[^<>]+>|[*_`>#\\]|^\s*([-+]|\d+[.)])\s", re.MULTILINE)
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_BOLD: Final = re.compile(r"^[> ]*\*\*(.+?)\*\*\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Call:
    """A call as it is written: `cascade.live(fold=4)` has the name "live" and the owner "cascade"."""

    name: str
    owner: str | None
    arguments: tuple[Any, ...]
    named: Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """A cell of a lesson. `name`: what a speaker would call it. `stored`: what a code cell shows before the start."""

    id: str
    name: str
    markdown: str
    calls: tuple[Call, ...]
    stored: str
    deeper: bool


def read(path: Path) -> tuple[Cell, ...]:
    """The cells of a lesson below its title cell, which has nothing but title, minutes and the start button.

    Raises OSError or ValueError if there is no such notebook.
    """
    return tuple(_cell(row) for row in json.loads(path.read_text(encoding="utf-8"))["cells"][1:])


def plain(markdown: str) -> str:
    """The words of a piece of Markdown, in one line."""
    return " ".join(_MARKS.sub(" ", _LINK.sub(r"\1", markdown)).split())


def _cell(row: Mapping[str, Any]) -> Cell:
    source, metadata = _joined(row["source"]), row["metadata"]
    is_code = row["cell_type"] == "code"
    return Cell(
        id=row.get("id", ""),
        name=source.partition("\n")[0].lstrip("# ") if is_code else _name(source, row.get("id", "")),
        markdown=source if row["cell_type"] == "markdown" else "",
        calls=calls(source) if is_code else (),
        stored="\n".join(map(_stored, row.get("outputs", ()))).strip(),
        deeper="deeper" in metadata.get("tags", ()) or "jp-MarkdownHeadingCollapsed" in metadata,
    )


def calls(source: str) -> tuple[Call, ...]:
    """The calls in a piece of code, as they follow one another; those whose arguments are worked out are left out."""
    nodes = sorted(
        (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)),
        key=lambda node: (node.lineno, node.col_offset),
    )
    return tuple(call for node in nodes if (call := _call(node)))


def _call(node: ast.Call) -> Call | None:
    try:
        arguments = tuple(ast.literal_eval(argument) for argument in node.args)
        named = {word.arg: ast.literal_eval(word.value) for word in node.keywords if word.arg}
    except ValueError:
        return None
    if isinstance(node.func, ast.Name):
        return Call(node.func.id, None, arguments, named)
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, (ast.Name, ast.Attribute)):
        owner = node.func.value
        return Call(node.func.attr, owner.id if isinstance(owner, ast.Name) else owner.attr, arguments, named)
    return None


def _name(markdown: str, id: str) -> str:
    """The heading of a cell, else a line of it that is set in bold, else the words of its id."""
    heading = _HEADING.search(markdown) or _BOLD.search(markdown)
    return plain(heading[1]) if heading else id.replace("-", " ").capitalize()


def _stored(output: Mapping[str, Any]) -> str:
    return _joined(output.get("text") or output.get("data", {}).get("text/plain", ""))


def _joined(text: str | Sequence[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
