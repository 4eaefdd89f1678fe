"""The numbered list that closes a lesson: the sources of the facts its cells name, in order of first appearance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from content.evidence import Fact
from widgets.publish.shelf import Shelf, Trouble

ID: Final = "references"
_MONTHS: Final = (  # not from `calendar`, which would follow the language of the machine
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MARKS: Final = re.compile(r"([\\\[\]*_`<>$])")


def section(cells: Iterable[tuple[str, Sequence[str]]], name: str, shelf: Shelf) -> str:
    """The Markdown of the references cell, or "" where no cell names a fact.

    `cells` are the cells' ids with the ids of their facts; `name` is the notebook's, for the sentence of a Trouble.
    """
    cited: dict[str, list[Fact]] = {}
    for cell, facts in cells:
        for id in facts:
            fact = _fact(id, f"{name}, cell {cell}", shelf)
            cited.setdefault(fact.source.reference, []).append(fact)
    if not cited:
        return ""
    lines = [f"{number}. {_entry(key, facts, shelf)}" for number, (key, facts) in enumerate(cited.items(), 1)]
    return "\n".join(["## References", "", *lines])


def _fact(id: str, where: str, shelf: Shelf) -> Fact:
    try:
        fact = shelf.fact(id)
        shelf.reference(fact.source.reference)
    except LookupError as error:
        raise Trouble(f"{where}: {error.args[0]}") from None
    if not fact.showable:
        raise Trouble(f"{where}: the fact {id!r} is from memory; look its source up before a learner sees it")
    return fact


def _entry(key: str, facts: Sequence[Fact], shelf: Shelf) -> str:
    """The whole citation is the link: its words say where it leads, also to somebody who only hears the links."""
    reference = shelf.reference(key)
    read = [fact.checked_on for fact in facts if fact.checked == "read"]
    reported = dict.fromkeys(_seen_in(fact) for fact in facts if fact.checked == "secondary")
    notes = [f"seen {_day(max(read))}"] if read else []
    if reported:
        notes.append(f"{'in part ' if read else ''}as reported by: {', '.join(reported)}")
    said = "; ".join(notes)
    return f"[{_escaped(reference.citation)}]({reference.link}) {said[0].upper()}{said[1:]}."


def _seen_in(fact: Fact) -> str:
    seen = fact.source.seen_in or "another publication"
    if re.match(r"https?://", seen):
        return f"[{seen.split('/')[2].removeprefix('www.')}]({seen})"
    return _escaped(seen.rstrip("."))


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
