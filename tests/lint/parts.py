"""Rules about a lesson as a whole: parts in order, length, the beliefs it refutes, what it repeats of its record."""

from __future__ import annotations

import re

from widgets.publish import measure
from widgets.publish.shape import FOLDED, opens_deeper

from .calls import arguments, called
from .engine import START_HERE, Finding, Lesson, facts_of, is_folded, rule

PARTS = (
    "title", "lesson-top", "opening", "objectives", "warm-up", "case", "self-check", "self-check-questions", "how-sure",
    "five-things", "at-once", "two-sentences", "limits", "class", "polls", "references", "lesson-end",
)  # fmt: skip
PARTS_OF_START_HERE = (
    "title", "lesson-top", "opening", "objectives", "how-it-works", "map", "due", "five-things", "honest", "before",
    "before-questions", "class", "polls", "references", "lesson-end",
)  # fmt: skip
CALLS = {  # what a part of code calls; the number of the lesson goes with it, or nothing
    "lesson-top": ("lesson_top", True), "warm-up": ("warm_up", True), "case": ("case", True),
    "self-check-questions": ("ask", False), "how-sure": ("how_sure", True), "map": ("learning_map", False),
    "due": ("due_today", False), "before-questions": ("ask", False), "polls": ("polls", True),
    "lesson-end": ("lesson_end", True),
}  # fmt: skip
FOLDED_AWAY = ("before-questions", "polls")
MOST_WORDS, MOST_MINUTES = 1_800, 35
MOST_WORDS_OF_A_CELL = 260
REFUTATIONS = 2
_REFUTATION = re.compile(r"refutation-mc(\d{2,3})")
_BELIEF = re.compile(r"> \*\*[“\"].+[”\"]\*\*")
_LIST_ITEM = re.compile(r"^(?:[-*]|\d+\.)\s+(.*?)(?=^(?:[-*]|\d+\.)\s|\Z)", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"^> [“\"](.+?)[”\"]$", re.MULTILINE)


@rule
def parts_stand_in_order(lesson: Lesson) -> list[Finding]:
    """Whoever opens a lesson finds each part where it stood in the one before. Ideas come between, under free names."""
    wanted = [part for part in _parts(lesson) if part != "warm-up" or lesson.teaching.warm_ups(lesson.number)]
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
def ideas_stand_before_the_case(lesson: Lesson) -> list[Finding]:
    """Between the objectives and the person who needs them; what only some need comes folded, after the limits."""
    at = {cell["id"]: number for number, cell in enumerate(lesson.cells)}
    if lesson.number == START_HERE or not at.keys() >= {"objectives", "case", "limits", "references"}:
        return []  # what is missing is told by the rule above
    mend = "Put it between objectives and case, or after limits under a heading ## Deeper: ..."
    return [
        Finding(lesson.at(cell), "stands among the fixed parts", mend)
        for number, cell in enumerate(lesson.cells)
        if cell["id"] not in PARTS
        and not at.get("warm-up", at["objectives"]) < number < at["case"]
        and not (at["limits"] < number < at["references"] and (is_folded(cell) or opens_deeper(cell)))
    ]


@rule
def parts_call_what_they_are_named_after(lesson: Lesson) -> list[Finding]:
    """A lesson begins as a copy of another; whose case is told, whose questions are drawn, is easily left as it was."""
    found = []
    for cell in (cell for cell in lesson.cells if cell["id"] in _parts(lesson)):
        name, numbered = CALLS.get(cell["id"], ("", False))
        if not name and cell["cell_type"] != "markdown":
            found.append(Finding(lesson.at(cell), "is code", "Write it as text"))
        elif name and not (lesson.number in arguments(cell, name) if numbered else called(cell, name)):
            call = f'{name}("{lesson.number}")' if numbered else f"{name}(...)"
            found.append(Finding(lesson.at(cell), f"does not call {call}", f"Let a code cell of this id call {call}"))
    return found


@rule
def what_few_need_is_folded(lesson: Lesson) -> list[Finding]:
    mend = f"Put a heading before it that begins with {' or '.join(f'## {words}' for words in FOLDED)}"
    return [
        Finding(lesson.at(cell), "is not folded", mend)
        for cell in lesson.cells
        if (cell["id"] in FOLDED_AWAY and not is_folded(cell)) or (cell["id"] == "class" and not opens_deeper(cell))
    ]


@rule
def the_core_is_short(lesson: Lesson) -> list[Finding]:
    core, _ = _length(lesson)
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
    return [
        Finding(lesson.name, f"says {printed.get(name)} minutes ({name})", f"Write {length.minutes} in lesson.yaml")
        for name, length in zip(("core", "all"), _length(lesson), strict=True)
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
def beliefs_are_refuted(lesson: Lesson) -> list[Finding]:
    """Belief, not so, reason, evidence: two boxes at least, each named after its misconception."""
    if lesson.number == START_HERE:
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
    record = lesson.teaching.lesson(lesson.number)
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


def _parts(lesson: Lesson) -> tuple[str, ...]:
    return PARTS_OF_START_HERE if lesson.number == START_HERE else PARTS


def _length(lesson: Lesson) -> tuple[measure.Length, measure.Length]:
    """The core, and everything."""
    about = lesson.notebook, {one.id for one in lesson.questions}, lesson.teaching.minutes_of_case
    return measure.core(*about), measure.whole(*about)


def _plain(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().lower()
