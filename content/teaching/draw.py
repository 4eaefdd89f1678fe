"""Chance in lessons that is the same everywhere: which questions come back as warm-ups, how options are turned.

No generator is kept: things are ordered by a hash of the seed and their id. So the same seed gives the same draw on
every machine, and a question that is added or taken away does not shuffle the others.
"""

from collections.abc import Iterable
from hashlib import sha256

from content import lessons
from content.teaching.questions import Kind, Question, Role, load

LESSONS_BACK = 2


def warm_ups(lesson: str, seed: str = "", count: int = 3) -> tuple[Question, ...]:
    """Up to `count` questions for the opening of `lesson` ("05"), from the banks of lessons two or more back.

    Different outcomes come first. A question that asks for more than its own lesson teaches (such as those before the
    course) does not come back: nobody has learnt it there. Empty until such lessons exist. Raises LookupError.
    """
    here = int(lessons.lesson(lesson).lesson)
    learnt = [
        item
        for earlier in lessons.lessons()
        if int(earlier.lesson) <= here - LESSONS_BACK
        for item in load(earlier.lesson)
        if item.role is Role.BANK and item.outcome in earlier.outcomes
    ]
    return spread(learnt, f"{seed}/{lesson}", count)


def spread(items: Iterable[Question], seed: str, count: int) -> tuple[Question, ...]:
    """`count` of the questions (all, if there are fewer); no outcome comes twice before each came once."""
    rounds: dict[int, int] = {}
    ranked = []
    for item in sorted(items, key=lambda item: _luck(seed, item.id)):
        rounds[item.outcome] = rounds.get(item.outcome, 0) + 1
        ranked.append((rounds[item.outcome], item))
    return tuple(item for _, item in sorted(ranked, key=lambda pair: pair[0])[:count])


def option_order(question: Question, seed: str = "") -> tuple[int, ...]:
    """In which order to show the options, as positions in the file; none for a number.

    Options to choose from are turned, so that neighbours such as 10, 20, 30 stay neighbours and the right one can stand
    anywhere. Options to put in order are shuffled, and never stand in the right order from the start.
    """
    positions = range(len(question.options))
    if question.kind is Kind.ORDER:
        shuffled = tuple(sorted(positions, key=lambda position: _luck(seed, f"{question.id}/{position}")))
        return shuffled if shuffled != tuple(positions) else shuffled[::-1]
    first = _luck(seed, question.id) % max(1, len(positions))
    return (*positions[first:], *positions[:first])


def _luck(seed: str, name: str) -> int:
    return int.from_bytes(sha256(f"{seed}/{name}".encode()).digest()[:8], "big")
