"""The learner's own page: the lessons by track with what was done and weak, what is due today, and what is kept.

What is stored in a notebook is a fixed sentence, whoever runs it and whenever.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from content.inputs import Refusal
from content.lessons import lessons
from content.teaching import questions, schedule
from content.teaching.questions import Question, Role
from widgets import progress
from widgets.framework.transport import Reply, Wire
from widgets.quiz import Quiz

TRACKS: Final = {
    "core": "The core: what every doctor needs",
    "finals-night": "The night before finals",
    "biology": "How metastasis happens",
    "full": "Everything",
}
MAP_TEXT: Final = "The map of the lessons, with what you have done in each, is shown here when this lesson runs."
DUE_TEXT: Final = "Questions that are due again today are shown here when this lesson runs."
AT_ONCE: Final = 10


class LearningMap(Wire):
    """The map and the say over what is kept. Asked anew after each answer."""

    def __init__(self) -> None:
        super().__init__("map", MAP_TEXT, spec={"name": "map", "title": "The course, and where you are in it"})

    def _answer(self, content: dict[str, Any]) -> Reply:
        do = content.get("do")
        kept = progress.store()
        if do == "map":
            return {"tracks": _tracks(_now()), "keeping": str(kept.keeping()), "notice": kept.notice()}, []
        if do == "export":
            return {"csv": kept.export_csv()}, []
        if do == "erase":
            return {"erased": kept.erase(), "notice": kept.notice()}, []
        if do == "keep":
            on = content.get("on")
            if not isinstance(on, bool):
                raise Refusal(f"progress is kept or not: true or false, got {on!r:.40}")
            return {"keeping": str(kept.keep(on)), "notice": kept.notice()}, []
        return super()._answer(content)


def learning_map() -> LearningMap:
    """The lessons by track, and export, erase and the switch of what is kept."""
    return LearningMap()


def due_today() -> Quiz:
    """The questions whose day has come, the longest due first, at most ten at once."""
    now = _now()
    planned = schedule.reviews(progress.store().answers(), _zone(now))
    asked = [one for review in planned if review.on <= now.date() if (one := _still_asked(review.item_id))]
    later = [review.on for review in planned if review.on > now.date()]
    if asked:
        note = "Each comes back after 1, 7 and 21 days, and then it rests. A wrong answer begins again at 1 day."
    elif later:
        day = min(later)
        note = f"Nothing is due today. The next question comes back on {day.day} {day:%B}."
    else:
        note = "Nothing is due yet. What you answer today comes back tomorrow."
    return Quiz("00", asked[:AT_ONCE], "Due today", note, DUE_TEXT)


def _tracks(now: datetime) -> list[dict[str, Any]]:
    existing = lessons()
    items = {one.lesson: [item.id for item in questions.load(one.lesson) if _counts(item)] for one in existing}
    kept = progress.store()
    found = schedule.course_map(existing, items, kept.answers(), kept.visits(), now.date(), _zone(now))
    return [
        {"track": track, "title": TRACKS[track], "places": [_place(place) for place in places]}
        for track, places in found.items()
    ]


def _place(place: schedule.Place) -> dict[str, Any]:
    lesson = place.lesson
    return {
        "number": lesson.lesson,
        "title": lesson.title,
        "file": f"{lesson.slug}.ipynb",
        "minutes": lesson.minutes_core,
        "state": str(place.state),
        "questions": place.questions,
        "answered": place.answered,
        "right": place.right,
        "weak": [questions.question(item).stem for item in place.weak],
        "due": len(place.due),
    }


def _counts(question: Question) -> bool:
    """What has to be answered before a lesson counts as done: predictions may be skipped, a bank is for later."""
    return question.role is Role.SELF_CHECK


def _still_asked(item: str) -> Question | None:
    try:
        return questions.question(item)
    except LookupError:
        return None


def _now() -> datetime:
    """Now where the learner is: a day begins at their midnight."""
    return datetime.now().astimezone()


def _zone(now: datetime) -> tzinfo:
    return now.tzinfo or UTC
