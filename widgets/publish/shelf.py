"""What the pipeline looks up elsewhere (lessons, facts, questions), and what it says when something is to mend."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from content.evidence import Fact, Reference


class Trouble(Exception):
    """Something that an author has to mend, in one sentence that names notebook and cell."""


class AboutALesson(Protocol):
    """What the metadata of a notebook tell about its lesson (content.lessons.Lesson has it all)."""

    @property
    def lesson(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def minutes_core(self) -> int: ...
    @property
    def minutes_all(self) -> int: ...
    @property
    def tracks(self) -> Sequence[str]: ...
    @property
    def outcomes(self) -> Sequence[int]: ...


@dataclass(frozen=True)
class Shelf:
    """Look-ups by name: a lesson and its question ids by the notebook's file name, facts and references by theirs.

    Each raises LookupError for a name it does not know. Tests bring a shelf of their own.
    """

    lesson: Callable[[str], AboutALesson]
    fact: Callable[[str], Fact]
    reference: Callable[[str], Reference]
    questions: Callable[[str], Collection[str]]


def the_course() -> Shelf:
    """The shelf of this course: content.lessons, content.evidence, content.teaching."""
    from content import evidence, lessons
    from content.teaching import questions

    by_slug = {lesson.slug: lesson for lesson in lessons.lessons()}
    return Shelf(
        lesson=by_slug.__getitem__,
        fact=evidence.fact,
        reference=evidence.reference,
        questions=lambda slug: frozenset(question.id for question in questions.load(by_slug[slug].lesson)),
    )
