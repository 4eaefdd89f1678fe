"""The one form of a committed notebook: ids, locks, folding, tags, metadata, stored text. Pure, nothing is run here."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from widgets.publish import references
from widgets.publish.prose import one_sentence_per_line
from widgets.publish.shelf import Shelf, Trouble

Notebook: TypeAlias = dict[str, Any]
Cell: TypeAlias = dict[str, Any]

LIVE_VIEW: Final = "application/vnd.jupyter.widget-view+json"
_HEADING: Final = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*$", re.MULTILINE)
_FENCED: Final = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_SPEAKING: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DRAWN_BY_A_PROGRAM: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f-]+)?")  # as JupyterLab and nbformat name new cells
_ADDRESS_IN_MEMORY: Final = re.compile(r"\b0x[0-9a-f]{6,}\b")
FOLDED: Final = ("Deeper", "For the class")  # headings, before a colon, under which everything is folded away
_MADE_OUT_OF: Final = 6  # words of a heading or comment that become an id


def read(path: Path) -> Notebook:
    """The notebook in `path`, each source as one string. Raises Trouble where it is no notebook of format 4."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble(f"{path.name} cannot be read as a notebook: {error}") from None
    if notebook.get("nbformat") != 4:
        raise Trouble(f"{path.name} is a notebook of format {notebook.get('nbformat')}; save it again with JupyterLab")
    return dict(notebook)


def dump(notebook: Notebook) -> str:
    """The text of the file: sorted keys, one line for each line of source, a line break at the end."""
    cells = [{**cell, "source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]]
    return json.dumps({**notebook, "cells": cells}, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def normal(notebook: Notebook, name: str, shelf: Shelf) -> Notebook:
    """The notebook in its one form, its stored outputs reduced to plain text. `name` is the file's, without ending."""
    cells = [_cell(cell) for cell in notebook["cells"] if cell.get("id") != references.ID]
    _give_ids(cells)
    cited = [(cell["id"], cell["metadata"].get("course", {}).get("facts", ())) for cell in cells]
    if listed := references.section(cited, name, shelf):
        # The links to the neighbouring lessons close the page, so they stay after the references.
        at = len(cells) - 1 if cells and "lesson_end(" in cells[-1]["source"] else len(cells)
        cells.insert(at, _cell({"cell_type": "markdown", "id": references.ID, "source": listed, "metadata": {}}))
    _tag_deeper(cells)
    for count, cell in enumerate((cell for cell in cells if cell["cell_type"] == "code"), start=1):
        # A fresh run counts like this; nbval takes a cell without a number for one that was never run.
        cell["execution_count"] = count
        cell["outputs"] = plain(cell["outputs"], count, f"{name}, cell {cell['id']}")
    return {
        "cells": cells,
        "metadata": {
            "course": _about(name, shelf),
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},  # no version: the file is the same whoever runs it
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def plain(outputs: Sequence[dict[str, Any]], count: int, where: str) -> list[dict[str, Any]]:
    """Outputs as they are stored: plain text only. Raises Trouble for what cannot be stored so."""
    kept: list[dict[str, Any]] = []
    for output in outputs:
        kind = output["output_type"]
        if kind == "error":
            raise Trouble(f"{where} fails with {output['ename']}: {_one_line(output['evalue'])}")
        if kind == "stream":
            text = _text(output["text"])
            if output["name"] == "stderr":
                raise Trouble(f"{where} writes a warning that students would see: {_one_line(text)}")
            if kept and kept[-1]["output_type"] == "stream":
                text = _text(kept.pop()["text"]) + text
            kept.append({"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)})
            continue
        others = sorted(set(output["data"]) - {"text/plain", LIVE_VIEW})
        if others:
            raise Trouble(f"{where} shows {', '.join(others)}; only a live view and plain text can be kept equal")
        text = _text(output["data"].get("text/plain", ""))
        if not text.strip():
            raise Trouble(f"{where} shows something without words for those who cannot see it: give it text/plain")
        if _ADDRESS_IN_MEMORY.search(text):
            raise Trouble(f"{where} stores an address in memory, which differs every time: {text.strip()[:80]}")
        stored = {"data": {"text/plain": text.splitlines(keepends=True)}, "metadata": {}, "output_type": kind}
        kept.append({**stored, "execution_count": count} if kind == "execute_result" else stored)
    return kept


def headings(markdown: str) -> list[tuple[int, str]]:
    """The headings of a cell as (level, text), in order; what looks like one inside a fence is none."""
    return [(len(mark), text) for mark, text in _HEADING.findall(_FENCED.sub("", markdown))]


def opens_deeper(cell: Cell) -> bool:
    """Whether a folded part of a lesson begins with this cell."""
    return cell["cell_type"] == "markdown" and any(
        level > 1 and text.split(":")[0].strip() in FOLDED for level, text in headings(cell["source"])
    )


def _cell(cell: Cell) -> Cell:
    kind, source = cell["cell_type"], cell["source"]
    metadata: dict[str, Any] = {"deletable": False, "editable": False}
    if course := cell["metadata"].get("course"):
        metadata["course"] = course
    if kind != "code":
        text = source if cell.get("id") == references.ID else one_sentence_per_line(source)
        return {"cell_type": kind, "id": cell.get("id", ""), "metadata": metadata, "source": text.rstrip()}
    metadata |= {"jupyter": {"source_hidden": True}, "tags": ["remove_input"]}
    return {
        "cell_type": "code",
        "id": cell.get("id", ""),
        "metadata": metadata,
        "outputs": cell.get("outputs", []),
        "source": source.strip("\n").rstrip(),
    }


def _give_ids(cells: list[Cell]) -> None:
    """Keep the ids that speak; make the others out of the heading, the first comment or the first words."""
    taken = {references.ID}
    nameless: list[Cell] = []
    for cell in cells:
        good = _SPEAKING.fullmatch(cell["id"]) and not _DRAWN_BY_A_PROGRAM.fullmatch(cell["id"])
        if good and len(cell["id"]) <= 64 and cell["id"] not in taken:
            taken.add(cell["id"])
        else:
            nameless.append(cell)
    for cell in nameless:
        wish = _id_from(cell["source"])
        number = 1
        while (name := wish if number == 1 else f"{wish}-{number}") in taken:
            number += 1
        cell["id"] = name
        taken.add(name)


def _id_from(source: str) -> str:
    first = next((line for line in source.splitlines() if line.strip()), "cell")
    found = headings(source)
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", (found[0][1] if found else first).lower()))
    name = "-".join(words[:_MADE_OUT_OF])[:60].strip("-")
    return f"cell-{name}".rstrip("-") if not name or _DRAWN_BY_A_PROGRAM.fullmatch(name) else name


def _tag_deeper(cells: list[Cell]) -> None:
    """Fold the Deeper heading and tag what lies under it, up to the next heading of its level or above."""
    level_of_deeper = 0
    for cell in cells:
        found = headings(cell["source"]) if cell["cell_type"] == "markdown" else []
        if level_of_deeper and any(level <= level_of_deeper for level, _ in found):
            level_of_deeper = 0
        if opens_deeper(cell):
            level_of_deeper = found[0][0]
            cell["metadata"]["jp-MarkdownHeadingCollapsed"] = True
        elif level_of_deeper:
            cell["metadata"]["tags"] = ["deeper", *cell["metadata"].get("tags", [])]


def _about(name: str, shelf: Shelf) -> dict[str, Any]:
    try:
        lesson = shelf.lesson(name)
    except LookupError:
        raise Trouble(f"{name}.ipynb belongs to no lesson: write content/lessons/{name}/lesson.yaml first") from None
    return {
        "lesson": lesson.lesson,
        "minutes": {"all": lesson.minutes_all, "core": lesson.minutes_core},
        "outcomes": list(lesson.outcomes),
        "title": lesson.title,
        "tracks": list(lesson.tracks),
    }


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "(without words)"


def _text(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)
