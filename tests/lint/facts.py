"""Rules about facts: no number without a source, no source without a link, nothing from memory."""

from __future__ import annotations

import re

from .engine import Cell, Finding, Lesson, facts_of, own_words, rule
from .quantities import Quantity, carries, quantities

_ABOUT_THE_LESSON = re.compile(r"\b(lessons?|course|read|reading)\b", re.IGNORECASE)
_VITAL_SIGN = re.compile(r"\b(saturation|oxygen|SpO2|SpO₂)\b[^.]*$", re.IGNORECASE)


@rule
def facts_exist_and_were_seen(lesson: Lesson) -> list[Finding]:
    found = []
    for cell in lesson.cells:
        for id in facts_of(cell):
            try:
                fact = lesson.evidence.fact(id)
                lesson.evidence.reference(fact.source.reference)
            except LookupError as error:
                mend = "Mend the id, or write the fact into content/evidence/data"
                found.append(Finding(lesson.at(cell), str(error.args[0]), mend))
                continue
            if not fact.showable:
                what = f"the fact {id} is from memory"
                found.append(Finding(lesson.at(cell), what, "Look its source up, or leave it out"))
    return found


@rule
def sources_are_linked_beside_their_numbers(lesson: Lesson) -> list[Finding]:
    found = []
    for cell in lesson.prose:
        for id in facts_of(cell):
            try:
                link = lesson.evidence.reference(lesson.evidence.fact(id).source.reference).link
            except LookupError:
                continue  # told by the rule above
            if f"({link})" not in cell["source"]:
                mend = f"Link it beside the number: [Name year]({link})"
                found.append(Finding(lesson.at(cell), f"the source of {id} is not linked", mend))
    return found


@rule
def numbers_are_facts(lesson: Lesson) -> list[Finding]:
    """Every percentage, hazard ratio, dose, duration and "of 100 people" equals a fact that its cell names."""
    found = []
    for number, cell in enumerate(lesson.prose):
        facts = []
        for id in facts_of(cell):
            try:
                facts.append(lesson.evidence.fact(id))
            except LookupError:
                continue
        for line in own_words(cell["source"]).splitlines():
            for quantity in quantities(line):
                if _exempt(quantity, cell, line, first=number == 0) or any(carries(fact, quantity) for fact in facts):
                    continue
                named = ", ".join(facts_of(cell)) or "none"
                what = f"{quantity.written!r} is no value of the cell's facts ({named})"
                mend = "Name its fact in metadata.course.facts, write the number as the fact has it, or leave it out"
                found.append(Finding(lesson.at(cell), what, mend))
    return found


def _exempt(quantity: Quantity, cell: Cell, line: str, *, first: bool) -> bool:
    if quantity.unit.lower().startswith("min") and quantity.kind == "duration":
        return first or _ABOUT_THE_LESSON.search(line) is not None
    if cell["metadata"].get("course", {}).get("kind") != "person":
        return False
    # An invented person may have had her operation seven years ago and a saturation of 91%.
    return quantity.kind == "duration" or _VITAL_SIGN.search(line[: quantity.at]) is not None
