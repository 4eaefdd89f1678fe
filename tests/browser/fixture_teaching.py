"""Questions, a case, votes and the map for ring 4, every string of theirs trying to be markup."""

from __future__ import annotations

from content.teaching import case as cases
from content.teaching.questions import Answer, Kind, Option, Question, Role
from widgets.case import LiveCase
from widgets.map import LearningMap
from widgets.poll import Polls
from widgets.quiz import HowSure, Quiz

from .fixture_explorers import HURT

COLOURS = ("Red", "Green", "Blue")


def _question(kind: Kind, right: tuple[int, ...] = (1,)) -> Question:
    number = kind is Kind.NUMBER
    options = tuple(
        Option(f"{word}{HURT}", None if kind is Kind.ORDER else n in right, f"{word} because{HURT}", None, None)
        for n, word in enumerate(COLOURS)
    )
    answer = Answer(12.5, f"mg{HURT}", 0.1, f"Counted{HURT}") if number else None
    stem = f"A question of the kind {kind}{HURT}"
    return Question(f"99-{kind}", kind, Role.SELF_CHECK, stem, () if number else options, answer, 1, ())


SINGLE, SEVERAL, ORDER, NUMBER = (
    _question(Kind.SINGLE),
    _question(Kind.SEVERAL, (0, 2)),
    _question(Kind.ORDER),
    _question(Kind.NUMBER),
)


def _choice(text: str, answer: str, reason: str, score: int, goto: str, **more: object) -> dict[str, object]:
    said = {"text": text, "answer": answer, "reason": reason}
    return {**{name: f"{words}{HURT}" for name, words in said.items()}, "score": score, "goto": goto, **more}


CASE = {
    "id": "99-bo",
    "person": f"Bo{HURT}",
    "intro": f"Bo comes in{HURT}",
    "start": "99-bo-1",
    "state": {"asked": {"start": False, "says": {"false": f"Nobody asked{HURT}", "true": f"Somebody asked{HURT}"}}},
    "nodes": [
        {
            "id": "99-bo-1",
            "text": f"Bo waits{HURT}",
            "choices": [
                _choice("Talk", "Bo nods", "Too soon", -1, "99-bo-2"),
                _choice("Ask", "Bo talks", "Ask first", 2, "99-bo-2", sets={"asked": True}),
            ],
        },
        {
            "id": "99-bo-2",
            "text": f"Bo gets up{HURT}",
            "choices": [
                _choice("Wave", "Bo waves", "Kind", 1, "99-bo-end"),
                _choice("Hold the door", "Bo smiles", "Kinder", 2, "99-bo-end"),
            ],
        },
        {"id": "99-bo-end", "text": f"Bo leaves{HURT}", "debrief": f"So it went{HURT}"},
    ],
}


def quiz() -> Quiz:
    return Quiz("99", [SINGLE, SEVERAL, ORDER, NUMBER], f"Check{HURT}", f"Note{HURT}")


def sure() -> HowSure:
    return HowSure("99")


def case() -> LiveCase:
    return LiveCase(cases.build(CASE, "99"))


def votes() -> Polls:
    return Polls("99", (SINGLE, SEVERAL))


def own_page() -> LearningMap:
    return LearningMap()
