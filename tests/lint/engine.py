"""Rules and what they find. A rule is a function of one notebook; all its findings are told together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from content import evidence
from content import lessons as records
from content.teaching import case, draw, questions
from widgets.publish import measure
from widgets.publish.shape import Cell, headings
from widgets.publish.shape import read as read_notebook

ROOT = Path(__file__).parents[2]
START_HERE = "00"  # the lesson about the course, which has an order of its own
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})(?P<word>[^\n`]*)\n(?P<inside>.*?)^ {0,3}\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(
    r"(?<![!\\])\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\]|!\[[^\]]*\]\([^)]*\))*)\]"
    r"\((?P<to>[^()\s]*(?:\([^()]*\)[^()\s]*)*)[^)]*\)"
)
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<to>[^()\s]*)[^)]*\)")
_TAG = re.compile(r"<[A-Za-z/!][^<>]*>")


@dataclass(frozen=True)
class Finding:
    """Where, what is wrong there, and how to mend it."""

    where: str
    what: str
    how_to_mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.how_to_mend}."


class Teaching:
    """What a lesson asks and repeats, by its number; examples bring their own."""

    misconception = staticmethod(evidence.misconception)
    lesson = staticmethod(records.lesson)
    questions = staticmethod(questions.load)
    warm_ups = staticmethod(draw.warm_ups)
    minutes_of_case = staticmethod(measure.minutes_of_case)

    @staticmethod
    @cache
    def secrets() -> tuple[str, ...]:
        """What nobody may read before an answer: all reasons of questions and cases, and how the cases go on."""
        every = [one.lesson for one in records.lessons()]
        items = [item for number in every for item in questions.load(number)]
        cases = [case.load(number) for number in every if (records.folder(number) / "case.yaml").is_file()]
        nodes = [node for one in cases for node in one.nodes.values()]
        found = [option.reason for item in items for option in item.options]
        found += [item.answer.reason for item in items if item.answer]
        found += [text for node in nodes for one in node.choices for text in (one.reason, one.answer)]
        return (*found, *(node.debrief for node in nodes if node.debrief))


@dataclass(frozen=True)
class Lesson:
    """A notebook as the rules see it. `evidence` has fact(id) and reference(key); examples bring their own."""

    name: str
    notebook: dict[str, Any]
    folder: Path
    size: int = 0
    evidence: Any = evidence
    teaching: Any = Teaching

    @cached_property
    def cells(self) -> list[Cell]:
        return [{**cell, "source": "".join(cell["source"])} for cell in self.notebook["cells"]]

    @property
    def number(self) -> str:
        return str(self.notebook["metadata"].get("course", {}).get("lesson", ""))

    @property
    def questions(self) -> Sequence[Any]:
        return self.teaching.questions(self.number)

    @property
    def markdown(self) -> list[Cell]:
        return [cell for cell in self.cells if cell["cell_type"] == "markdown"]

    @property
    def prose(self) -> list[Cell]:
        """Markdown that somebody wrote: all but the list of references, which publish writes."""
        return [cell for cell in self.markdown if cell["id"] != "references"]

    @property
    def code(self) -> list[Cell]:
        return [cell for cell in self.cells if cell["cell_type"] == "code"]

    def at(self, cell: Cell) -> str:
        return f"{self.name}, cell {cell['id']}"


Rule = Callable[[Lesson], list[Finding]]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    """Enter a rule in the list; the tests hold every lesson to it and demand a bad and a good example of it."""
    RULES.append(check)
    return check


def read(path: Path) -> Lesson:
    return Lesson(path.stem, read_notebook(path), path.parent, path.stat().st_size)


def lessons() -> list[Lesson]:
    return [read(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]


def told(findings: Sequence[object]) -> str:
    """All findings as one message, so that an author mends them in one go."""
    return f"{len(findings)} to mend:\n" + "\n".join(f"- {finding}" for finding in findings)


def facts_of(cell: Cell) -> list[str]:
    return list(cell["metadata"].get("course", {}).get("facts", ()))


def is_folded(cell: Cell) -> bool:
    """Whether it lies under Deeper or For the class, where only those look who want to."""
    return "deeper" in cell["metadata"].get("tags", ())


def stored_text(cell: Cell) -> str:
    """The plain text that stands under a code cell before anybody starts it."""
    parts = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", ())]
    return "\n".join(part if isinstance(part, str) else "".join(part) for part in parts)


def fences(markdown: str) -> list[tuple[str, str]]:
    """The fenced blocks as (word after the fence, inside)."""
    return [(found["word"].strip(), found["inside"]) for found in _FENCED.finditer(markdown)]


def without_fences(markdown: str) -> str:
    return _FENCED.sub("", markdown)


def without_code(markdown: str) -> str:
    """Flowing text only: neither fences nor code spans."""
    return _CODE.sub("", without_fences(markdown))


def links(markdown: str) -> list[tuple[str, str]]:
    """The links of flowing text as (text, address); pictures are none."""
    return [(found["text"], found["to"]) for found in _LINK.finditer(without_code(markdown))]


def pictures(markdown: str) -> list[tuple[str, str]]:
    """The pictures in Markdown form as (alternative text, address)."""
    return [(found["alt"].strip(), found["to"]) for found in _PICTURE.finditer(without_code(markdown))]


def tags(markdown: str) -> list[str]:
    """The HTML tags, each as it is written."""
    return _TAG.findall(without_code(markdown))


def own_words(markdown: str) -> str:
    """What the author says: without links (their words are titles), addresses and tags; diagrams and alt texts stay."""
    return _TAG.sub(" ", _LINK.sub(" ", _PICTURE.sub(lambda found: f" {found['alt']} ", markdown)))


__all__ = [
    "ROOT", "RULES", "START_HERE", "Cell", "Finding", "Lesson", "Rule", "facts_of", "fences", "headings", "is_folded",
    "lessons", "links", "own_words", "pictures", "read", "rule", "stored_text", "tags", "told", "without_code",
    "without_fences",
]  # fmt: skip
