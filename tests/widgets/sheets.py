"""For the tests of paper: a notebook with everything that can stand in one, and a page read back as tags and words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import Any

EVIL = "<img src=x onerror=alert(1)>"
ASKED = ("03-cells-in-her-blood", "03-easiest-first", "03-one-day-later", "03-never-multiply")
START = '<button data-commandlinker-command="notebook:run-all-cells">Start this lesson</button>'
DIAGRAM = (
    "```mermaid\nflowchart LR\n  accTitle: The way\n  accDescr {\n    Out of\n    the vessel.\n  }\n  A --> B\n```"
)
VOID = {"meta", "br", "img", "input", "hr", "link"}


def words(text: str, id: str = "words", **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": id, "metadata": metadata, "source": text}


def code(*lines: str, stored: str = "", **metadata: Any) -> dict[str, Any]:
    data = {"output_type": "execute_result", "data": {"text/plain": stored.splitlines(keepends=True)}}
    source = [f"{line}\n" for line in ("# What this cell shows", *lines)]
    return {"cell_type": "code", "id": "code", "metadata": metadata, "source": source, "outputs": [data]}


def lay(folder: Path) -> Path:
    """A notebook of lesson 03 with a picture beside it, laid into `folder`."""
    more = {"tags": ["deeper"]}
    asked = ", ".join(f'"{id}"' for id in ASKED)
    cells = [
        words(f"# The metastatic cascade\n\n12 minutes.\n\n{START}", "title"),
        code('lesson_top("03")', stored="The top of the lesson."),
        words("After this lesson you can\n\n- do a thing nobody else names.", "objectives"),
        code("learning_map()", stored="Your map."),
        code('warm_up("03")', stored="Stored text of a warm-up."),
        words(f"## One\n\nSaid ([Meng 2004](https://doi.org/10.1/a)), ([Ward](https://x.org/b)).\n\n{START}", "one"),
        words("**What it shows**\n\nSee [the first](00_start_here.ipynb).\n\n| A | B |\n| - | - |\n| 1 | 2 |", "two"),
        words(f"{DIAGRAM}\n\n![Two cells](pictures/cell.svg)\n\n10<sup>9</sup> <b onclick='x()'>bold</b>", "drawn"),
        code("from widgets.explorers.cascade import cascade", "cascade.live()", stored="Stored text of an explorer."),
        code(f'ask({asked}, title="Check this")', stored="Stored text of questions."),
        code('case("03")', stored="Stored text of a case."),
        code('polls("03")', stored="Stored text of polls."),
        code('how_sure("03")', stored="How sure you were."),
        code("something_new()", stored="Words that\nonly stand here."),
        words("## Deeper: more", "deeper", **{"jp-MarkdownHeadingCollapsed": True}),
        code("from widgets.explorers.ctc import ctc", "ctc.live(mean_per_tube=15)", stored="Stored.", **more),
        words("Far down.", "far", **more),
        words(
            "## References\n\n1. [Meng S. Title. 2004.](https://doi.org/10.1/a) Seen 25 November 2026.", "references"
        ),
        code('lesson_end("03")', stored="The end of the lesson."),
    ]
    (folder / "pictures").mkdir()
    (folder / "pictures" / "cell.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "03_cascade.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return folder


class Document(HTMLParser):
    """Holds a page to its nesting, and keeps its tags with attributes and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> at {self.getpos()} inside {self.open}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def text(page: str) -> str:
    return Document(page).text


def flat(words: str) -> str:
    return " ".join(words.split())


def evil(value: Any) -> Any:
    """The same with markup in every string but names that are looked up."""
    if isinstance(value, Enum) or (not isinstance(value, (str, tuple, list, Mapping)) and not is_dataclass(value)):
        return value
    if isinstance(value, str):
        return f"{value} {EVIL}"
    if isinstance(value, Mapping):
        return MappingProxyType({key: evil(one) for key, one in value.items()})
    if isinstance(value, (tuple, list)):
        return tuple(evil(one) for one in value)
    kept = {
        "id",
        "lesson",
        "slug",
        "facts",
        "items",
        "opens",
        "to",
        "when",
        "sets",
        "start",
        "name",
        "misconception",
        "tracks",
    }
    changed = {one.name: evil(getattr(value, one.name)) for one in fields(value) if one.init and one.name not in kept}
    return replace(value, **changed)
