"""How long a lesson is: words of its core, and minutes at 200 words a minute, one a question, four an explorer.

A case takes a minute for each decision and the time to read its longest way through; votes, the map and what says how
sure somebody was take none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from content.teaching import case as cases
from content.teaching import draw

WORDS_A_MINUTE: Final = 200
MINUTES_A_QUESTION: Final = 1
MINUTES_AN_EXPLORER: Final = 4
_NOT_READ_AS_WORDS: Final = re.compile(
    r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1|<[^<>]+>|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)", re.MULTILINE | re.DOTALL
)
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.,/-][^\W_]+)*")


@dataclass(frozen=True)
class Length:
    """Words, questions, explorers and cases of some cells, and the minutes that follow from them."""

    words: int
    questions: int
    explorers: int
    case_minutes: float = 0

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one."""
        reading = self.words / WORDS_A_MINUTE
        asking = self.questions * MINUTES_A_QUESTION + self.explorers * MINUTES_AN_EXPLORER
        return max(1, round(reading + asking + self.case_minutes))


@cache
def minutes_of_case(lesson: str) -> float:
    """What the case of a lesson takes: its longest way through, read whole, and a minute for each decision."""
    return max(map(_minutes_of_way, cases.ends(cases.load(lesson))))


def _minutes_of_way(end: cases.State) -> float:
    case = end.case
    texts = [case.intro, case.nodes[end.node].text, case.nodes[end.node].debrief or ""]
    for id, position in end.made:
        node = case.nodes[id]
        chosen = node.choices[position]
        texts += [node.text, *(choice.text for choice in node.choices), chosen.answer, chosen.reason]
    return sum(map(words, texts)) / WORDS_A_MINUTE + len(end.made) * MINUTES_A_QUESTION


def core(
    notebook: dict[str, Any], questions: Collection[str] = (), case: Callable[[str], float] = minutes_of_case
) -> Length:
    """The length of what is open on the page: everything but the folded parts and the list of references."""
    return _length([c for c in notebook["cells"] if "deeper" not in c["metadata"].get("tags", ())], questions, case)


def whole(
    notebook: dict[str, Any], questions: Collection[str] = (), case: Callable[[str], float] = minutes_of_case
) -> Length:
    """The length of the whole lesson; `questions` are the ids that count as one when a code cell names them."""
    return _length(notebook["cells"], questions, case)


def words(markdown: str) -> int:
    """How many words a reader meets; addresses, tags, diagrams and pictures are not words."""
    return len(_WORD.findall(_NOT_READ_AS_WORDS.sub(" ", markdown)))


def _length(cells: list[dict[str, Any]], questions: Collection[str], case: Callable[[str], float]) -> Length:
    read = asked = live = 0
    case_minutes = 0.0
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and cell.get("id") != "references":
            read += words(source)
        elif cell["cell_type"] == "code":
            for node in ast.walk(ast.parse(source)):
                asked += isinstance(node, ast.Constant) and node.value in questions
                live += isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "live"
                match node:
                    case ast.Call(func=ast.Name(id="warm_up"), args=[ast.Constant(value=str(lesson))]):
                        asked += len(draw.warm_ups(lesson))
                    case ast.Call(func=ast.Name(id="case"), args=[ast.Constant(value=str(lesson))]):
                        case_minutes += case(lesson)
    return Length(read, asked, live, case_minutes)
