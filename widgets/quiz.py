"""Questions on a page: each is marked at once, beside itself, and the first answer is the one that counts.

`ask("03-a", "03-b")` shows questions, `warm_up("03")` draws some from earlier lessons, and `how_sure("03")` says at the
end of a lesson how often somebody was right, how sure they were, and where they were sure and wrong. Keys and reasons
stay with Python until an answer has come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from content.inputs import Refusal
from content.lessons import lesson as lesson_of
from content.teaching import draw, marking, questions
from content.teaching.questions import Marked, Question
from widgets import progress
from widgets.framework.transport import Reply, Wire

CERTAINTIES: Final = {1: "A guess", 2: "Fairly sure", 3: "Sure"}


class Quiz(Wire):
    """A list of questions. `lesson` is where they are asked, which need not be the lesson that they come from."""

    def __init__(self, lesson: str, asked: Sequence[Question], title: str, note: str = "", text: str = "") -> None:
        self._lesson = lesson
        self._asked = {question.id: question for question in asked}
        self._given: dict[str, dict[str, Any]] = {}
        spec = {
            "name": f"quiz-{lesson}",
            "title": title,
            "note": note,
            "questions": [_shown(question) for question in asked],
            "certainties": [[level, words] for level, words in CERTAINTIES.items()],
        }
        super().__init__("quiz", text or "\n\n".join([title, *([note] if note else []), *_lines(asked)]), spec=spec)

    def _answer(self, content: dict[str, Any]) -> Reply:
        do = content.get("do")
        if do == "given":
            return {"given": self._given}, []
        if do == "answer":
            return self._mark(content), []
        if do == "again":
            self._given.pop(str(content.get("item")), None)
            return {}, []
        return super()._answer(content)

    def _mark(self, content: Mapping[str, Any]) -> dict[str, Any]:
        item, answer, certainty = str(content.get("item")), content.get("answer"), content.get("certainty")
        if item not in self._asked:
            raise Refusal(f"the question {item!r:.60} is not asked here")
        question = self._asked[item]
        marked = questions.mark(question, answer)
        kept = progress.store().record_answer(
            item, self._lesson, marked.correct, certainty, version=question.wording
        )  # its own checks refuse a certainty that is none
        feedback = _feedback(marked, counts=kept is None or kept.first, certainty=certainty)
        self._given[item] = {"answer": answer, "certainty": certainty, "feedback": feedback}
        return {"feedback": feedback, "notice": progress.store().notice()}


class HowSure(Wire):
    """How the first answers of a lesson went, by how sure they were given; asked anew after each answer."""

    def __init__(self, lesson: str) -> None:
        self._lesson = lesson
        title = "How sure, and how right?"
        text = (
            f"{title}\nWhen you have answered, this says how often you were right, and where you were sure and wrong."
        )
        super().__init__("sure", text, spec={"name": f"sure-{lesson}", "title": title})

    def _answer(self, content: dict[str, Any]) -> Reply:
        if content.get("do") != "summary":
            return super()._answer(content)
        answers = [one for one in progress.store().answers() if one.lesson == self._lesson]
        score = marking.score(answers)
        return {
            "answered": score.answered,
            "right": score.right,
            "marks": [score.marks, score.most] if score.marked else None,
            "levels": [[CERTAINTIES[one.certainty], one.answered, one.right] for one in marking.by_certainty(answers)],
            "sure_and_wrong": [_look_again(one.item_id) for one in marking.sure_and_wrong(answers)],
        }, []


def ask(*ids: str, title: str = "", note: str = "") -> Quiz:
    """Questions of one lesson by their ids, in this order. LookupError names the nearest id."""
    asked = [questions.question(id) for id in ids]
    return Quiz(ids[0][:2], asked, title or ("A question" if len(ids) == 1 else "Check yourself"), note)


def warm_up(lesson: str) -> Quiz:
    """Three questions from lessons two or more back: the same for everybody, so that a class can talk about them."""
    asked = draw.warm_ups(lesson)
    if not asked:
        raise Refusal(f"lesson {lesson} has no earlier lessons to draw a warm-up from")
    return Quiz(lesson, asked, "Warm up: what do you still know?", "From earlier lessons. Guess, if you are not sure.")


def how_sure(lesson: str) -> HowSure:
    """What the answers of a lesson say about somebody's own certainty."""
    return HowSure(lesson_of(lesson).lesson)


def _shown(question: Question) -> dict[str, Any]:
    """What a page needs to ask: no key and no reason."""
    return {
        "id": question.id,
        "kind": str(question.kind),
        "stem": question.stem,
        "options": [[position, question.options[position].text] for position in draw.option_order(question)],
        "unit": question.answer.unit if question.answer else None,
    }


def _lines(asked: Sequence[Question]) -> list[str]:
    """The questions as text for a page that nobody has started: stems and options, no key."""
    found = []
    for number, question in enumerate(asked, start=1):
        order = draw.option_order(question)
        options = (f"   {chr(ord('A') + n)}. {question.options[position].text}" for n, position in enumerate(order))
        stem = f"{number}. {question.stem}" if len(asked) > 1 else question.stem
        found.append("\n".join([stem, *options]))
    return found


def _feedback(marked: Marked, *, counts: bool, certainty: int | None) -> dict[str, Any]:
    return {
        "correct": marked.correct,
        "counts": counts,
        "sure": certainty == marking.SURE,
        "remarks": [
            {"option": one.option, "text": one.text, "reason": one.reason, "chosen": one.chosen, "right": one.right}
            for one in marked.remarks
        ],
    }


def _look_again(item: str) -> dict[str, Any]:
    """A question that somebody was sure of and wrong about. It may have left the bank since."""
    try:
        question = questions.question(item)
    except LookupError:
        return {"id": item, "stem": "A question that is no longer asked.", "right": []}
    if question.answer is not None:
        return {"id": item, "stem": question.stem, "right": [f"{question.answer.value:,} {question.answer.unit}"]}
    right = [option.text for option in question.options if option.correct is not False]
    return {"id": item, "stem": question.stem, "right": right}
