"""The two pages, made from a notebook and the course's data and set by the templates beside this file."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from content import lessons
from content.lessons import Lesson
from content.teaching import case as cases
from content.teaching import classroom
from content.teaching.classroom import Do, Part
from widgets import explorers
from widgets.lesson import DISCLAIMER
from widgets.paper import drawn, markdown
from widgets.paper.blocks import Block, Item, Maker, figures
from widgets.paper.cells import read
from widgets.publish import references
from widgets.publish.shelf import the_course

NOTEBOOKS: Final = Path("notebooks")
OURS: Final = '<meta name="generator" content="mbc-course">'
_SENTENCE_END: Final = re.compile(r"""(?<=[.?!])[”"]? +""")
_ELSEWHERE_ON_PAPER: Final = {"objectives", references.ID}
_DOES: Final = {
    Do.POLL: "Vote",
    Do.STORY: "Story",
    Do.EXPLORER: "Live picture",
    Do.CASE: "Case",
    Do.TALK: "Talk",
    Do.POLL_AGAIN: "Vote again",
    Do.CLOSE: "Close",
}


def print_page(number: str, as_of: date, folder: Path = NOTEBOOKS) -> str:
    """The lesson for paper, with an answer to every question at its end, as a whole HTML document.

    `as_of` is the day that stands on it, `folder` holds the notebooks. Raises LookupError for a lesson that does not
    exist, OSError where its notebook or a picture in it is missing.
    """
    lesson = lessons.lesson(number)
    cells = read(folder / f"{lesson.slug}.ipynb")
    source = next((cell.markdown for cell in cells if cell.id == references.ID), "")
    addresses = markdown.Addresses(markdown.listed(source))
    maker = Maker()
    parts: list[tuple[bool, Markup | list[Block]]] = [
        (cell.deeper, markdown.prose(cell.markdown, addresses, folder) if cell.markdown else maker.blocks(cell))
        for cell in cells
        if cell.id not in _ELSEWHERE_ON_PAPER
    ]
    return _page(
        "print.html",
        lesson,
        as_of,
        core=[part for deeper, part in parts if not deeper],
        deeper=[part for deeper, part in parts if deeper],
        references=markdown.references(source),
        further=addresses.further,
        items=maker.items,
        stories=maker.stories,
    )


def class_page(number: str, as_of: date, folder: Path = NOTEBOOKS) -> str:
    """The lesson as a class of 45 minutes, for the speaker alone: it holds the keys. Raises as `print_page` does."""
    lesson, plan = lessons.lesson(number), classroom.load(number)
    cells = read(folder / f"{lesson.slug}.ipynb")
    votes = [Item(n, question) for n, question in enumerate(plan.polls, start=1)]
    names = {cell.id: cell.name for cell in cells} | {vote.question.id: _short(vote) for vote in votes}
    shown = [explorers.load(name) for part in plan.plan if part.do is Do.EXPLORER for name in part.items]
    return _page(
        "class.html",
        lesson,
        as_of,
        clock=[
            (start, part, _DOES[part.do], [_in_words(id, part, names) for id in part.items])
            for start, part in plan.clock()
        ],
        minutes=classroom.MINUTES,
        notes=[(cell, plan.notes[cell.id]) for cell in cells if cell.id in plan.notes],
        votes=votes,
        guesses=[Item(n, explorer.question) for n, explorer in enumerate(shown, len(votes) + 1) if explorer.question],
        references=markdown.references(references.section([("class", plan.facts)], lesson.slug, the_course())),
    )


def _in_words(id: str, part: Part, names: dict[str, str]) -> str:
    if part.do is Do.EXPLORER:
        return explorers.load(id).title
    if part.do is Do.CASE:
        return f"The case of {cases.load(id[:2]).person}"
    return names.get(id, id)


def _short(vote: Item) -> str:
    """A vote in few words: the question with which its stem ends."""
    return f"{vote.number}. {_SENTENCE_END.split(vote.question.stem.strip())[-1]}"


def _page(template: str, lesson: Lesson, as_of: date, **more: Any) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            lesson=lesson,
            disclaimer=DISCLAIMER,
            ours=Markup(OURS),
            css=drawn.css() + Markup((files(__package__) / "paper.css").read_text(encoding="utf-8")),
            # The names of months are English as long as nobody sets a locale, and nobody here does.
            day=f"{as_of.day} {as_of:%B %Y}",
            **more,
        )
    )


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("widgets", "paper"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["figures"] = figures
    return made
