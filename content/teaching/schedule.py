"""When to look at a question again, and what of the course is done, weak or due.

Fixed steps, nothing clever: an item comes back 1 day after it was first answered, 7 days after it was right then, 21
days after it was right again, and after that it rests. A wrong answer begins again at 1 day. Only the first answer of a
day counts, since later ones have just read the feedback; and a right answer before the item is due changes nothing,
since it was not yet time to forget. Pure: records and the day come in, nothing is stored and no clock is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from content.lessons import TRACKS, Lesson
from content.teaching.records import Answer, Visit

STEPS: Final = (1, 7, 21)  # days


@dataclass(frozen=True)
class Review:
    """The next time for an item: on or after the day `on`, which is `days` (1, 7 or 21) after the last step."""

    item_id: str
    on: date
    days: int


class State(StrEnum):
    """How far somebody is with a lesson."""

    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True)
class Place:
    """One lesson on the map.

    Done is a lesson of which every question has been answered (right or wrong), or a begun one that has no questions.
    `right` counts first answers; `weak` names the items that were wrong at the newest answer that counts; `due` those
    whose day has come.
    """

    lesson: Lesson
    state: State
    questions: int
    answered: int
    right: int
    weak: tuple[str, ...]
    due: tuple[str, ...]


def reviews(answers: Iterable[Answer], zone: tzinfo = UTC) -> tuple[Review, ...]:
    """The next review of every item that has one, the longest due first. `zone` says where a day begins."""
    planned = (_review(item, sittings) for item, sittings in _sittings(answers, zone).items())
    return tuple(sorted((review for review in planned if review), key=lambda review: (review.on, review.item_id)))


def due(answers: Iterable[Answer], today: date, zone: tzinfo = UTC) -> tuple[Review, ...]:
    """The reviews whose day has come, the longest due first.

    An item may have left the question bank since it was answered; whoever shows the reviews leaves it out.
    """
    return tuple(review for review in reviews(answers, zone) if review.on <= today)


def course_map(
    lessons: Sequence[Lesson],
    items: Mapping[str, Sequence[str]],
    answers: Iterable[Answer],
    visits: Iterable[Visit],
    today: date,
    zone: tzinfo = UTC,
) -> Mapping[str, tuple[Place, ...]]:
    """For each track that has lessons, its lessons in order. `items`: a lesson's number -> the ids of its questions."""
    answers = tuple(answers)
    newest = {item: sittings[-1][1] for item, sittings in _sittings(answers, zone).items()}
    first_right = {answer.item_id for answer in answers if answer.first and answer.correct}
    begun = {answer.lesson for answer in answers} | {visit.lesson for visit in visits}
    come = {review.item_id for review in due(answers, today, zone)}

    def place(lesson: Lesson) -> Place:
        asked = items.get(lesson.lesson, ())
        answered = [item for item in asked if item in newest]
        if len(answered) == len(asked) and (asked or lesson.lesson in begun):
            state = State.DONE
        else:
            state = State.BEGUN if lesson.lesson in begun else State.NOT_BEGUN
        return Place(
            lesson=lesson,
            state=state,
            questions=len(asked),
            answered=len(answered),
            right=len(first_right.intersection(asked)),
            weak=tuple(item for item in answered if not newest[item]),
            due=tuple(item for item in answered if item in come),
        )

    places = [place(lesson) for lesson in lessons]
    tracks = {track: tuple(one for one in places if track in one.lesson.tracks) for track in TRACKS}
    return MappingProxyType({track: found for track, found in tracks.items() if found})


def _sittings(answers: Iterable[Answer], zone: tzinfo) -> dict[str, list[tuple[date, bool]]]:
    """For each item the first answer of each day, (day, right), oldest first."""
    found: dict[str, dict[date, bool]] = {}
    for answer in sorted(answers, key=lambda answer: answer.at):
        found.setdefault(answer.item_id, {}).setdefault(answer.at.astimezone(zone).date(), answer.correct)
    return {item: list(days.items()) for item, days in found.items()}


def _review(item: str, sittings: Sequence[tuple[date, bool]]) -> Review | None:
    """Where the steps have led; None once the last step has been passed."""
    (begin, _), *later = sittings
    step, on = 0, begin + timedelta(STEPS[0])
    for day, right in later:
        if not right:
            step, on = 0, day + timedelta(STEPS[0])
        elif step < len(STEPS) and day >= on:
            step += 1
            on = day + timedelta(STEPS[step]) if step < len(STEPS) else on
    return Review(item, on, STEPS[step]) if step < len(STEPS) else None
