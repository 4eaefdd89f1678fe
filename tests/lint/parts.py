"""Rules about a lesson as a whole: parts in order, length, what it asks, and what it repeats from its record."""

from __future__ import annotations

import ast
import re

from widgets.publish import measure

from .bones import locked_explorers
from .engine import Cell, Finding, Lesson, facts_of, rule, stored_text

START_HERE = "00"
PARTS = (
    "title", "lesson-top", "opening", "objectives", "warm-up", "case", "self-check", "self-check-questions", "how-sure",
    "five-things", "at-once", "two-sentences", "limits", "class", "polls", "references", "lesson-end",
)  # fmt: skip
PARTS_OF_START_HERE = (
    "title", "lesson-top", "opening", "objectives", "how-it-works", "map", "due", "five-things", "honest", "before",
    "before-questions", "class", "polls", "references", "lesson-end",
)  # fmt: skip
MOST_WORDS, MOST_MINUTES = 1_800, 35
MOST_WORDS_OF_A_CELL = 260
MOST_WORDS_BETWEEN_QUESTIONS = 700
REFUTATIONS = 2
_REFUTATION = re.compile(r"refutation-mc(\d{2,3})")
_BELIEF = re.compile(r"> \*\*[“\"].+[”\"]\*\*")
_LIST_ITEM = re.compile(r"^(?:[-*]|\d+\.)\s+(.*?)(?=^(?:[-*]|\d+\.)\s|\Z)", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"^> [“\"](.+?)[”\"]$", re.MULTILINE)


@rule
def parts_stand_in_order(lesson: Lesson) -> list[Finding]:
    """Whoever opens a lesson finds each part where it stood in the one before. Ideas come between, under free names."""
    wanted = [part for part in _parts(lesson) if part != "warm-up" or lesson.teaching.warm_ups(_number(lesson))]
    there = [cell["id"] for cell in lesson.cells if cell["id"] in {*wanted, "warm-up"}]
    found = [
        Finding(
            lesson.name, f"the part {part!r} is missing", f"Add a cell of that id; the parts are {', '.join(wanted)}"
        )
        for part in wanted
        if part not in there
    ]
    if not found and there != wanted:
        first = next(is_ for is_, should in zip([*there, ""], [*wanted, ""], strict=False) if is_ != should)
        found.append(Finding(lesson.name, f"{first!r} is out of order", f"Put them as {', '.join(wanted)}"))
    return found


@rule
def the_core_is_short(lesson: Lesson) -> list[Finding]:
    core = measure.core(lesson.notebook, _asked_by_id(lesson), lesson.teaching.minutes_of_case)
    mend = "Cut, or move what only some need under Deeper"
    found = []
    if core.words > MOST_WORDS:
        found.append(Finding(lesson.name, f"its core has {core.words:,} words, at most {MOST_WORDS:,}", mend))
    if core.minutes > MOST_MINUTES:
        found.append(Finding(lesson.name, f"its core takes {core.minutes} minutes, at most {MOST_MINUTES}", mend))
    return found


@rule
def the_minutes_are_honest(lesson: Lesson) -> list[Finding]:
    """200 words a minute, a minute a question, four an explorer, a case as long as it is."""
    printed = lesson.notebook["metadata"].get("course", {}).get("minutes", {})
    about = lesson.notebook, _asked_by_id(lesson), lesson.teaching.minutes_of_case
    counted = {"core": measure.core(*about), "all": measure.whole(*about)}
    return [
        Finding(lesson.name, f"says {printed.get(name)} minutes ({name})", f"Write {length.minutes} in lesson.yaml")
        for name, length in counted.items()
        if printed.get(name) != length.minutes
    ]


@rule
def a_cell_has_one_idea(lesson: Lesson) -> list[Finding]:
    return [
        Finding(
            lesson.at(cell),
            f"{count} words in one cell, at most {MOST_WORDS_OF_A_CELL}",
            "Split it where one idea ends",
        )
        for cell in lesson.prose
        if (count := measure.words(cell["source"])) > MOST_WORDS_OF_A_CELL
    ]


@rule
def questions_come_often(lesson: Lesson) -> list[Finding]:
    """What is asked is remembered; prose that runs on is not."""
    if _number(lesson) == START_HERE:
        return []
    found, since, begins = [], 0, "the beginning"
    for cell in lesson.cells:
        if "deeper" in cell["metadata"].get("tags", ()) or cell["id"] == "self-check-questions":
            break
        if cell["cell_type"] == "markdown":
            since += measure.words(cell["source"])
            if since > MOST_WORDS_BETWEEN_QUESTIONS:
                what = f"{since} words without a question since {begins}"
                found.append(Finding(lesson.at(cell), what, "Ask something before this cell"))
                since = 0
        elif _asks(cell):
            since, begins = 0, cell["id"]
    return found


@rule
def outcomes_are_taught_and_asked(lesson: Lesson) -> list[Finding]:
    found = []
    taught = {number for cell in lesson.cells for number in cell["metadata"].get("course", {}).get("outcomes", ())}
    asked = {question.outcome for question in lesson.teaching.questions(_number(lesson))}
    for outcome in lesson.notebook["metadata"].get("course", {}).get("outcomes", ()):
        if outcome not in taught:
            mend = "Name it in metadata.course.outcomes of the cell that teaches it"
            found.append(Finding(lesson.name, f"no cell teaches outcome {outcome}", mend))
        if outcome not in asked:
            found.append(Finding(lesson.name, f"no question asks outcome {outcome}", "Write one in questions.yaml"))
    return found


@rule
def every_self_check_is_asked_once(lesson: Lesson) -> list[Finding]:
    checks = [one.id for one in lesson.teaching.questions(_number(lesson)) if one.role == "self-check"]
    asked = _asked(lesson)
    return [
        Finding(lesson.name, f"{id} is asked {asked.count(id)} times", "Name it in one ask(...), or make its role bank")
        for id in checks
        if asked.count(id) != 1
    ]


@rule
def what_is_asked_exists(lesson: Lesson) -> list[Finding]:
    known = {one.id for one in lesson.teaching.questions(_number(lesson))}
    return [
        Finding(
            lesson.name, f"asks {id!r}, which {_number(lesson)} does not have", "Mend the id, or write the question"
        )
        for id in _asked(lesson)
        if id not in known
    ]


@rule
def no_key_is_stored(lesson: Lesson) -> list[Finding]:
    """Before the start a student reads the stored text; the reasons belong to the answers."""
    secrets = lesson.teaching.secrets(_number(lesson))
    return [
        Finding(lesson.at(cell), f"what is stored gives away {secret[:40]!r}", "Store the question and not the answer")
        for cell in lesson.code
        for secret in secrets
        if secret in stored_text(cell)
    ]


@rule
def beliefs_are_refuted(lesson: Lesson) -> list[Finding]:
    """Belief, not so, reason, evidence: two boxes at least, each named after its misconception."""
    if _number(lesson) == START_HERE:
        return []
    boxes = [(cell, found[1]) for cell in lesson.markdown if (found := _REFUTATION.fullmatch(cell["id"]))]
    found = []
    if len(boxes) < REFUTATIONS:
        what = f"{len(boxes)} boxes refute a belief, at least {REFUTATIONS}"
        found.append(Finding(lesson.name, what, "Add a cell refutation-mcNN with a block quote"))
    for cell, number in boxes:
        if not _BELIEF.match(cell["source"]):
            found.append(Finding(lesson.at(cell), "does not begin with the belief", "Begin: > **“The belief.”**"))
        try:
            carrying = lesson.teaching.misconception(f"MC{number}").facts
        except LookupError as error:
            found.append(Finding(lesson.at(cell), str(error.args[0]), "Mend the id, or write the misconception"))
            continue
        if not set(facts_of(cell)) & set(carrying):
            mend = f"Use one of {', '.join(carrying)}"
            found.append(Finding(lesson.at(cell), f"none of its facts is one of MC{number}", mend))
    return found


@rule
def lists_say_what_the_record_says(lesson: Lesson) -> list[Finding]:
    """The class page and the paper take these lines from lesson.yaml; a lesson must not say something else."""
    record = lesson.teaching.lesson(_number(lesson))
    texts = {cell["id"]: cell["source"] for cell in lesson.markdown}
    found = []
    for part, lines, pattern in (
        ("objectives", record.objectives, _LIST_ITEM),
        ("five-things", record.five_things, _LIST_ITEM),
        ("two-sentences", record.say_to_the_person, _QUOTED),
    ):
        if part not in texts:
            continue
        said = [_plain(line) for line in pattern.findall(texts[part])]
        if said != [_plain(line) for line in lines]:
            mend = "Write the same lines in both"
            found.append(Finding(f"{lesson.name}, cell {part}", "differs from lesson.yaml", mend))
    return found


def _number(lesson: Lesson) -> str:
    return str(lesson.notebook["metadata"].get("course", {}).get("lesson", ""))


def _parts(lesson: Lesson) -> tuple[str, ...]:
    return PARTS_OF_START_HERE if _number(lesson) == START_HERE else PARTS


def _plain(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().lower()


def _calls(cell: Cell) -> list[ast.Call]:
    try:
        return [node for node in ast.walk(ast.parse(cell["source"])) if isinstance(node, ast.Call)]
    except SyntaxError:
        return []  # told by another rule


def _asked(lesson: Lesson) -> list[str]:
    """The ids in ask(...), in the order of the page."""
    return [
        argument.value
        for cell in lesson.code
        for call in _calls(cell)
        if isinstance(call.func, ast.Name) and call.func.id == "ask"
        for argument in call.args
        if isinstance(argument, ast.Constant)
    ]


def _asked_by_id(lesson: Lesson) -> set[str]:
    return {one.id for one in lesson.teaching.questions(_number(lesson))}


def _asks(cell: Cell) -> bool:
    for call in _calls(cell):
        if isinstance(call.func, ast.Name) and call.func.id in ("ask", "warm_up", "case"):
            return True
        if isinstance(call.func, ast.Attribute) and call.func.attr == "live":
            owner = call.func.value
            if isinstance(owner, ast.Name) and owner.id in locked_explorers():
                return True
    return False
