"""How long a lesson is: words of its core, and minutes at 200 words a minute, one a question, four an explorer."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

WORDS_A_MINUTE: Final = 200
MINUTES_A_QUESTION: Final = 1
MINUTES_AN_EXPLORER: Final = 4
_NOT_READ_AS_WORDS: Final = re.compile(
    r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1|<[^<>]+>|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)", re.MULTILINE | re.DOTALL
)
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.,/-][^\W_]+)*")


@dataclass(frozen=True)
class Length:
    """Words, questions and explorers of some cells, and the minutes that follow from them."""

    words: int
    questions: int
    explorers: int

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one."""
        reading = self.words / WORDS_A_MINUTE
        return max(1, round(reading + self.questions * MINUTES_A_QUESTION + self.explorers * MINUTES_AN_EXPLORER))


def core(notebook: dict[str, Any], questions: Collection[str] = ()) -> Length:
    """The length of what is open on the page: everything but the Deeper part and the list of references."""
    return _length([c for c in notebook["cells"] if "deeper" not in c["metadata"].get("tags", ())], questions)


def whole(notebook: dict[str, Any], questions: Collection[str] = ()) -> Length:
    """The length of the whole lesson; `questions` are the ids that count as one when a code cell names them."""
    return _length(notebook["cells"], questions)


def words(markdown: str) -> int:
    """How many words a reader meets; addresses, tags, diagrams and pictures are not words."""
    return len(_WORD.findall(_NOT_READ_AS_WORDS.sub(" ", markdown)))


def _length(cells: list[dict[str, Any]], questions: Collection[str]) -> Length:
    read = asked = live = 0
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and cell.get("id") != "references":
            read += words(source)
        elif cell["cell_type"] == "code":
            for node in ast.walk(ast.parse(source)):
                asked += isinstance(node, ast.Constant) and node.value in questions
                live += isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "live"
    return Length(read, asked, live)
