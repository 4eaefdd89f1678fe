"""Pictures that answer: the words of the drawing, their sources, and the strict check of diagram.yaml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from small_course import DROP, Course, names

from content import evidence
from content.evidence import Reference
from content.teaching import diagram
from content.teaching.diagram import Standing

WORDS_WITH_DIGITS = re.compile(r"\b[A-Z][A-Z\d/-]*\d[A-Z\d/-]*\b")  # HER2, CXCR4, CDK4/6


def target(**more: Any) -> dict[str, Any]:
    return {"name": "HER2", "text": "so.", "standing": "used", "facts": ["koop1995-survive-24h"], **more}


def step(id: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "name": "Survive the current",
        "what": "It goes.",
        "players": ["Platelets."],
        "against": ["Killer cells."],
        "targets": [target(), target(name="Clusters", standing="idea")],
        "sure": "In mice.",
        "facts": ["ward2021-platelets"],
        **more,
    }


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path)
    made.files["diagram.yaml"] = {"title": "The way", "steps": [step("one"), step("two")]}
    return made


def test_a_good_diagram_has_no_problem(course: Course) -> None:
    assert not course.problems()


def test_the_way_of_a_cell_has_the_seven_steps_of_the_lesson() -> None:
    steps = diagram.load("03").steps
    assert [one.name for one in steps] == [
        "Loosen",
        "Enter a vessel",
        "Survive the current",
        "Stop",
        "Leave the vessel",
        "Start to divide",
        "Go on growing",
    ]


def test_drugs_in_use_act_on_the_last_two_steps_only() -> None:
    assert [one.id for one in diagram.load("03").steps if one.used] == ["divide", "grow"]


def test_it_says_no_number() -> None:
    """Figures belong to the prose, where the lint holds each to its fact; the drawing says who and what."""
    for one in diagram.load("03").steps:
        said = [one.what, *one.players, *one.against, *(target.sentence for target in one.targets), one.sure]
        assert not re.findall(r"\d", WORDS_WITH_DIGITS.sub("", " ".join(said))), one.id


def test_every_source_of_a_step_is_named_once_and_leads_somewhere() -> None:
    for one in diagram.load("03").steps:
        assert len(set(one.sources)) == len(one.sources)
        assert all(source.link.startswith("https://") for source in one.sources)
        facts = {*one.facts, *(fact for target in one.targets for fact in target.facts)}
        assert {evidence.fact(id).source.reference for id in facts} == {source.key for source in one.sources}
        assert all(evidence.fact(id).showable for id in facts)


def test_a_target_says_how_far_it_has_come() -> None:
    found = diagram.Target("Clusters", "digoxin made them smaller.", Standing.STUDIED, ("kurzeder2025-digoxin",))
    assert found.sentence == "Clusters (being studied): digoxin made them smaller."


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ("Ward MP, Kane LE, Norris LA, et al.", "Ward 2021"),
        ("Szczerba BM, et al.", "Szczerba 2021"),
        ("Auf der Maur P, Li J", "Auf der Maur 2021"),
        ("Holmes DR", "Holmes 2021"),
        (
            "Early Breast Cancer Trialists' Collaborative Group",
            "Early Breast Cancer Trialists' Collaborative Group 2021",
        ),
    ],
)
def test_a_source_is_named_by_its_first_person_and_year(authors: str, short: str) -> None:
    assert diagram.short(Reference("key", "paper", "Title", 2021, authors)) == short


def test_a_lesson_without_a_diagram_says_so() -> None:
    with pytest.raises(LookupError, match="lesson 00 has no diagram"):
        diagram.load("00")


@pytest.mark.parametrize(
    ("path", "value", "field", "found", "expected"),
    [
        ("title", DROP, "title", "nothing", "a value"),
        ("colour", "blue", "colour", "'blue'", "one of the known fields (title, steps)"),
        ("steps", [], "steps", "[]", "at least 1 item"),
        ("steps.0", "text", "steps.0.entry", "'text'", "keys and values"),
        ("steps.0.id", "Step 1", "steps.0.id", "'Step 1'", "pattern"),
        ("steps.1.id", "one", "steps.1.id", "'one'", "an id that no other step has"),
        ("steps.0.name", "Go on and on", "steps.0.name", "'Go on and on'", "at most 3 words"),
        ("steps.0.name", "Extravasate somewhere", "steps.0.name", "'Extravasate somewhere'", "at most 20 characters"),
        ("steps.0.what", "x" * 141, "steps.0.what", f"'{'x' * 141}'", "at most 140 characters"),
        ("steps.0.players", [], "steps.0.players", "[]", "at least 1 item"),
        ("steps.0.against", DROP, "steps.0.against", "nothing", "a value"),
        ("steps.0.sure", "", "steps.0.sure", "''", "at least 1 character"),
        ("steps.0.facts", [], "steps.0.facts", "[]", "at least 1 item"),
        ("steps.0.facts", ["ward2021-gone"], "steps.0.facts", "'ward2021-gone'", "the id of a fact"),
        ("steps.0.targets", [], "steps.0.targets", "[]", "at least 1 item"),
        ("steps.0.targets.1.standing", "promising", "steps.0.targets.1.standing", "'promising'", "'used'"),
        ("steps.0.targets.1.facts", [], "steps.0.targets.1.facts", "[]", "at least 1 item"),
        ("steps.1.targets.0.facts", ["gone-1"], "steps.1.targets.0.facts", "'gone-1'", "the id of a fact"),
        ("steps.1.targets.0.dose", 5, "steps.1.targets.0.dose", "5", "(name, text, standing, facts)"),
    ],
)
def test_a_bad_diagram_is_named(course: Course, path: str, value: Any, field: str, found: str, expected: str) -> None:
    course.spoil("diagram.yaml", path, value)
    names(course.problems(), f"03_cascade/diagram.yaml: diagram: {field}: found {found}", expected)


def test_a_diagram_that_is_a_list_is_named(course: Course) -> None:
    course.files["diagram.yaml"] = ["a"]
    names(course.problems(), "03_cascade/diagram.yaml: diagram: entry: found ['a']", "keys 'title:' and 'steps:'")
