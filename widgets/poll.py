"""`polls("03")`: what a class votes on, for a projector.

Hands are counted in the room and typed in. No key is on the screen until somebody asks for it; a second vote stands
beside the first.
"""

from __future__ import annotations

from typing import Any, Final

from content.inputs import Refusal, whole
from content.teaching import classroom, draw
from content.teaching.questions import Question
from widgets.framework.transport import Reply, Wire

TITLE: Final = "Votes for a class"
VOTES: Final = ("before", "after")
MOST: Final = 2000  # people in a hall


class Polls(Wire):
    """The polls of a lesson. Counts live as long as the kernel and are written nowhere."""

    def __init__(self, lesson: str, asked: tuple[Question, ...]) -> None:
        self._asked = {question.id: question for question in asked}
        self._counts: dict[str, dict[str, dict[str, int]]] = {id: {vote: {} for vote in VOTES} for id in self._asked}
        self._open: dict[str, bool] = dict.fromkeys(self._asked, False)
        spec = {
            "name": f"polls-{lesson}",
            "title": TITLE,
            "polls": [
                {"id": one.id, "stem": one.stem, "options": [[n, one.options[n].text] for n in draw.option_order(one)]}
                for one in asked
            ],
            "most": MOST,
        }
        super().__init__("poll", "\n\n".join([TITLE, *(question.stem for question in asked)]), spec=spec)

    def _answer(self, content: dict[str, Any]) -> Reply:
        do = content.get("do")
        if do == "state":
            return {
                "counts": self._counts,
                "keys": {id: self._key(id) for id, shown in self._open.items() if shown},
            }, []
        if do in ("count", "key", "clear"):
            poll = str(content.get("poll"))
            if poll not in self._asked:
                raise Refusal(f"there is no vote {poll!r:.60} here")
            if do == "count":
                self._count(poll, content)
                return {}, []
            if do == "clear":
                self._counts[poll] = {vote: {} for vote in VOTES}
            self._open[poll] = do == "key"
            return {"key": self._key(poll) if do == "key" else None}, []
        return super()._answer(content)

    def _count(self, poll: str, content: dict[str, Any]) -> None:
        vote = content.get("vote")
        if vote not in VOTES:
            raise Refusal(f"a vote is {' or '.join(VOTES)}, got {vote!r:.40}")
        option = whole("the option", content.get("option"), at_least=0, at_most=len(self._asked[poll].options) - 1)
        self._counts[poll][vote][str(option)] = whole("the count", content.get("count"), at_least=0, at_most=MOST)

    def _key(self, poll: str) -> list[dict[str, Any]]:
        """Every option with its reason: those who chose another one want to hear why."""
        options = self._asked[poll].options
        return [{"option": n, "right": bool(one.correct), "reason": one.reason} for n, one in enumerate(options)]


def polls(lesson: str) -> Polls:
    """The votes of a lesson's class. LookupError where it has no plan for a class."""
    return Polls(lesson, classroom.load(lesson).polls)
