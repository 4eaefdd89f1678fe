"""Rules about what a lesson asks: often enough, each thing once, and never with the answer beside it."""

from __future__ import annotations

from widgets.map import DUE_TEXT, MAP_TEXT
from widgets.publish import measure

from .calls import arguments, explorers, names_called, predictions
from .engine import START_HERE, Cell, Finding, Lesson, is_folded, rule, stored_text

MOST_WORDS_BETWEEN_QUESTIONS = 700
FEWEST_QUESTIONS, MOST_QUESTIONS = 5, 6
ON_THE_PAGE = ("self-check", "bank")
SAME_FOR_ALL = {"learning_map": MAP_TEXT, "due_today": DUE_TEXT}


@rule
def questions_come_often(lesson: Lesson) -> list[Finding]:
    """What is asked is remembered; prose that runs on is not."""
    if lesson.number == START_HERE:
        return []
    found, since, begins = [], 0, "the beginning"
    for cell in lesson.cells:
        if is_folded(cell) or cell["id"] == "references":
            continue
        if cell["cell_type"] == "markdown":
            since += measure.words(cell["source"])
            if since > MOST_WORDS_BETWEEN_QUESTIONS:
                what = f"{since} words without a question since {begins}"
                found.append(Finding(lesson.at(cell), what, "Ask something before this cell"))
                since = 0
        elif _asks(cell):
            since, begins = 0, cell["id"]
    return found


def _asks(cell: Cell) -> bool:
    return bool(names_called(cell) & {"ask", "warm_up", "case"} or explorers(cell) & predictions().keys())


@rule
def outcomes_are_taught_and_asked(lesson: Lesson) -> list[Finding]:
    found = []
    taught = {number for cell in lesson.cells for number in cell["metadata"].get("course", {}).get("outcomes", ())}
    asked = {question.outcome for question in lesson.questions}
    for outcome in lesson.notebook["metadata"].get("course", {}).get("outcomes", ()):
        if outcome not in taught:
            mend = "Name it in metadata.course.outcomes of the cell that teaches it"
            found.append(Finding(lesson.name, f"no cell teaches outcome {outcome}", mend))
        if outcome not in asked:
            found.append(Finding(lesson.name, f"no question asks outcome {outcome}", "Write one in questions.yaml"))
    return found


@rule
def self_check_has_five_or_six_questions(lesson: Lesson) -> list[Finding]:
    return [
        Finding(lesson.at(cell), f"asks {count} questions", f"Ask {FEWEST_QUESTIONS} or {MOST_QUESTIONS}")
        for cell in lesson.code
        if cell["id"] == "self-check-questions"
        and not FEWEST_QUESTIONS <= (count := len(arguments(cell, "ask"))) <= MOST_QUESTIONS
    ]


@rule
def every_self_check_is_asked_once(lesson: Lesson) -> list[Finding]:
    checks = [one.id for one in lesson.questions if one.role == "self-check"]
    asked = [id for cell in lesson.code for id in arguments(cell, "ask")]
    return [
        Finding(lesson.name, f"{id} is asked {asked.count(id)} times", "Name it in one ask(...), or make its role bank")
        for id in checks
        if asked.count(id) != 1
    ]


@rule
def what_is_asked_is_there_to_be_asked(lesson: Lesson) -> list[Finding]:
    """A question of another lesson comes as a warm-up; predictions and votes have their own places."""
    roles = {one.id: one.role for one in lesson.questions}
    found = []
    for cell in lesson.code:
        for id in arguments(cell, "ask"):
            if id not in roles:
                what = f"asks {id!r}, which lesson {lesson.number} does not have"
                found.append(Finding(lesson.at(cell), what, "Mend the id, or write the question"))
            elif roles[id] not in ON_THE_PAGE:
                mend = f"Leave it to its explorer or class, or make its role {' or '.join(ON_THE_PAGE)}"
                found.append(Finding(lesson.at(cell), f"asks {id}, whose role is {roles[id]}", mend))
    return found


@rule
def every_prediction_opens_an_explorer(lesson: Lesson) -> list[Finding]:
    opened = {predictions().get(name) for cell in lesson.code for name in explorers(cell)}
    return [
        Finding(lesson.name, f"no explorer of it asks {one.id}", "Name it in predict=, show the explorer, or delete it")
        for one in lesson.questions
        if one.role == "predict" and one.id not in opened
    ]


@rule
def no_key_is_stored(lesson: Lesson) -> list[Finding]:
    """Before the start a student reads the stored text; the reasons of any lesson belong to the answers."""
    found = []
    for cell in lesson.code:
        stored = _flat(stored_text(cell))
        for secret in map(_flat, lesson.teaching.secrets()):
            if secret in stored:
                what = f"what is stored gives away {secret[:40]!r}"
                found.append(Finding(lesson.at(cell), what, "Store the question and not the answer"))
    return found


@rule
def nobodys_progress_is_stored(lesson: Lesson) -> list[Finding]:
    return [
        Finding(lesson.at(cell), f"what is stored under {name}() is not its sentence for all", f"Store: {sentence}")
        for cell in lesson.code
        for name, sentence in SAME_FOR_ALL.items()
        if name in names_called(cell) and stored_text(cell).strip() != sentence
    ]


def _flat(text: str) -> str:
    return " ".join(text.split())
