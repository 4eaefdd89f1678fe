"""What a code cell shows on paper: an explorer as it first stands, questions to tick, the case up to its choices.

Each block carries data for a template and the name under which the template knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from markupsafe import Markup

from content.teaching import case as cases
from content.teaching import classroom, draw, questions
from content.teaching.case import Case, Choice, Node
from content.teaching.questions import Kind, Option, Question
from widgets import explorers
from widgets.framework import Card, Drawing, View
from widgets.paper import drawn
from widgets.paper.cells import Call, Cell

# On the screen these lead through the course or speak about the reader; a sheet of paper has nothing to say there.
SILENT: Final = {"lesson_top", "lesson_end", "how_sure", "learning_map", "due_today"}
_HOW: Final = {
    Kind.SINGLE: "Tick one.",
    Kind.SEVERAL: "Tick every one that is right.",
    Kind.ORDER: "Number them, beginning with 1.",
}
_WORTH: Final = {2: "What experts would do", 1: "Will do", 0: "Misses something", -1: "Does harm", -2: "Does harm"}


@dataclass(frozen=True)
class Item:
    """A question on paper. Its options stand in the order of the screen, with letters."""

    number: int
    question: Question

    @property
    def how(self) -> str:
        return _HOW.get(self.question.kind, "")

    @property
    def options(self) -> tuple[tuple[str, Option], ...]:
        """Letter and option, as they are printed."""
        order = draw.option_order(self.question)
        return tuple((letter(n), self.question.options[position]) for n, position in enumerate(order))

    @property
    def key(self) -> tuple[tuple[str, Option], ...]:
        """Letter and option as the answer tells them: in the right order where there is one."""
        if self.question.kind is not Kind.ORDER:
            return self.options
        return tuple(sorted(self.options, key=lambda pair: self.question.options.index(pair[1])))


@dataclass(frozen=True)
class Words:
    """What a cell says that has no form of its own on paper."""

    kind: ClassVar[str] = "words"
    text: str


@dataclass(frozen=True)
class Asked:
    """Questions under a title."""

    kind: ClassVar[str] = "asked"
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Figure:
    """An explorer where it starts: the prediction it asks for, its reading, its drawings and cards, its table."""

    kind: ClassVar[str] = "figure"
    title: str
    item: Item | None
    view: View
    drawings: tuple[tuple[Drawing, Markup], ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Said:
    """Something that can be said in a case: how it is taken, what it is worth, and where it leads."""

    letter: str
    choice: Choice
    worth: str
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """A moment of a case, or an end of it (nothing to say any more)."""

    number: int
    node: Node
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Story:
    """A case with its moments numbered, so that a choice can name the moment it leads to."""

    kind: ClassVar[str] = "story"
    case: Case
    moments: tuple[Moment, ...]


Block = Words | Asked | Figure | Story


class Maker:
    """Makes the blocks of a lesson, cell after cell, and numbers its questions through."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._drawings = 0
        self.stories: list[Story] = []
        self._known: dict[str, Callable[[Call], Block | None]] = {
            "ask": lambda call: self._asked(call.named.get("title", ""), map(questions.question, call.arguments)),
            "warm_up": lambda call: self._asked("To warm up", draw.warm_ups(*call.arguments)),
            "polls": lambda call: self._asked("For a class to vote on", classroom.load(*call.arguments).polls),
            "case": lambda call: self._story(cases.load(*call.arguments)),
            "live": lambda call: self._figure(call),
            **dict.fromkeys(SILENT, lambda call: None),
        }

    @property
    def items(self) -> tuple[Item, ...]:
        """Every question that was asked so far, each once."""
        return tuple(self._items.values())

    def blocks(self, cell: Cell) -> list[Block]:
        """What a code cell shows; what nobody here knows shows its stored text."""
        known = [call for call in cell.calls if call.name in self._known and self._is_ours(call)]
        if not known:
            return [Words(cell.stored)] if cell.stored else []
        return [block for call in known if (block := self._known[call.name](call))]

    def _is_ours(self, call: Call) -> bool:
        return call.owner in explorers.names() if call.name == "live" else call.owner is None

    def _item(self, question: Question) -> Item:
        return self._items.setdefault(question.id, Item(len(self._items) + 1, question))

    def _asked(self, title: str, asked: Iterable[Question]) -> Asked | None:
        items = tuple(map(self._item, asked))
        return Asked(title, items) if items else None

    def _figure(self, call: Call) -> Figure:
        explorer = explorers.load(str(call.owner))
        view = explorer.show(call.named)
        drawings = []
        for picture in view.pictures:
            if isinstance(picture, Drawing):
                self._drawings += 1
                drawings.append((picture, drawn.svg(picture, f"drawing-{self._drawings}")))
        item = self._item(explorer.question) if explorer.question else None
        cards = tuple(picture for picture in view.pictures if isinstance(picture, Card))
        return Figure(explorer.title, item, view, tuple(drawings), cards)

    def _story(self, case: Case) -> Story:
        numbers = {id: number for number, id in enumerate(case.nodes, start=1)}
        says = {aspect.name: aspect.says for aspect in case.aspects}

        def way(to: str, when: Iterable[tuple[str, str]], first: bool) -> str:
            held = " ".join(says[name][value] for name, value in when)
            if held:
                return f"{numbers[to]}, if this holds: {held.rstrip('.')}"
            return f"{'' if first else 'otherwise '}{numbers[to]}"

        def said(node: Node, n: int, choice: Choice) -> Said:
            worth = _WORTH[2] if choice.score == node.best else _WORTH[choice.score]
            ways = (way(one.to, one.when.items(), not n) for n, one in enumerate(choice.goto))
            return Said(letter(n), choice, worth, tuple(ways))

        moments = tuple(
            Moment(numbers[node.id], node, tuple(said(node, n, choice) for n, choice in enumerate(node.choices)))
            for node in case.nodes.values()
        )
        story = Story(case, moments)
        self.stories.append(story)
        return story


def letter(position: int) -> str:
    """A for 0, B for 1."""
    return chr(ord("A") + position)


def figures(cell: str | int | float) -> str:
    """A cell of a table as the screen writes it: six figures that count, thousands apart."""
    return cell if isinstance(cell, str) else f"{Decimal(f'{cell:.6g}'):,f}"
