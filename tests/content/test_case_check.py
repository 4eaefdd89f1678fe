"""The strict check of cases: names that lead nowhere, dead ends, harm that pays; one bad thing at a time."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from small_course import DROP, Course, choice, names


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


@pytest.mark.parametrize(
    ("path", "value", "field", "found", "expected"),
    [
        ("person", "Bea", "person", "'Bea'", "'Ana', the invented person"),
        ("id", "04-ana", "id", "'04-ana'", "an id that begins with '03-'"),
        ("intro", DROP, "intro", "nothing", "a value"),
        ("start", "03-ana-0", "start", "'03-ana-0'", "the id of a node"),
        ("nodes.1.id", "03-bea-2", "nodes.1.id", "'03-bea-2'", "an id that begins with '03-ana-'"),
        ("nodes.3.id", "03-ana-good", "nodes.3.id", "'03-ana-good'", "an id that no other node has"),
        ("nodes.0.facts", ["gone"], "nodes.0.facts", "'gone'", "the id of a fact"),
        ("nodes.0.outcomes", [99], "nodes.0.outcomes.0", "99", "62"),
        ("nodes.0.choices.0.reason", DROP, "nodes.0.choices.0.reason", "nothing", "a value"),
        ("nodes.0.choices.0.answer", DROP, "nodes.0.choices.0.answer", "nothing", "a value"),
        ("nodes.0.choices.0.score", 3, "nodes.0.choices.0.score", "3", "2"),
        ("nodes.0.choices.0.scores", 1, "nodes.0.choices.0.scores", "1", "known fields (text, answer"),
        ("nodes.0.choices.1.misconception", "MC99", "nodes.0.choices.1.misconception", "'MC99'", "a misconception"),
        ("nodes.0.choices.0.sets", {"aksed": True}, "nodes.0.choices.0.sets", "'aksed'", "name of the state (asked)"),
        ("nodes.0.choices.0.sets", {"asked": "twice"}, "nodes.0.choices.0.sets", "'asked: twice'", "(false, true)"),
        ("nodes.1.choices.0.goto.0.if", {"aksed": True}, "nodes.1.choices.0.goto.if", "'aksed'", "name of the state"),
        ("nodes.1.choices.0.goto.0.when", {}, "nodes.1.choices.0.goto.0.when", "{}", "(goto, if)"),
        ("nodes.0.choices.0.goto", "03-ana-9", "nodes.0.choices.0.goto", "'03-ana-9'", "the id of a node"),
        ("nodes.1.choices.0.goto.1", DROP, "nodes.1.choices.0.goto", "[", "one without it at the end"),
        ("nodes.0.choices", DROP, "nodes.0.choices", "nothing", "choices, or (at an end) a debrief"),
        ("nodes.2.debrief", DROP, "nodes.2.choices", "nothing", "choices, or (at an end) a debrief"),
        ("nodes.0.debrief", "D.", "nodes.0.choices", "'both'", "choices, or (at an end) a debrief"),
        ("nodes.0.choices.1", DROP, "nodes.0.choices", "[", "at least 2 items"),
        ("state.asked.start", "maybe", "state.asked.start", "'asked: maybe'", "(false, true)"),
        ("state.asked.says", {"true": "A."}, "state.asked.says", "{'true': 'A.'}", "at least 2 items"),
        ("start", "03-ana-2", "03-ana-1", "'no way to it'", "a node that some choices lead to"),
        ("nodes.0.choices.0.sets", DROP, "03-ana-good", "'no way to it'", "a node that some choices lead to"),
        ("nodes.0.choices.0.goto", "03-ana-1", "goto", "'03-ana-1 > 03-ana-1'", "a way that never comes back"),
        ("nodes.1.choices.0.goto", "03-ana-1", "goto", "'03-ana-1 > 03-ana-2 > 03-ana-1'", "never comes back"),
        ("nodes.0.choices.0.score", 0, "03-ana-1", "'best score 0'", "a choice that experts would make"),
        ("nodes.1.choices", "same", "choices", "'the best is always number 1'", "in different places"),
        ("nodes.1.choices.1.text", "Tell her the whole of it.", "choices", "['03-ana-2']", "at most 40%"),
    ],
)
def test_a_bad_case_is_named(course: Course, path: str, value: Any, field: str, found: str, expected: str) -> None:
    case = course.files["case.yaml"]
    if value == "same":
        value = case["nodes"][1]["choices"][::-1]
    course.spoil("case.yaml", path, value)
    names(course.problems(), f"03_cascade/case.yaml: {case['id']}: {field}: found {found}", expected)


def test_a_way_that_never_opens_is_named(course: Course) -> None:
    for node in course.files["case.yaml"]["nodes"][:1]:
        node["choices"][1]["goto"] = [{"if": {"asked": True}, "goto": "03-ana-good"}, {"goto": "03-ana-2"}]
    beginning = "03_cascade/case.yaml: 03-ana: 03-ana-1.choices.1.goto: found '03-ana-good'"
    names(course.problems(), beginning, "a way that some earlier choices open")


def test_harm_that_pays_in_the_end_is_named(course: Course) -> None:
    """The quick comfort loses a point at once, and a further decision behind it brings more back."""
    nodes = course.files["case.yaml"]["nodes"]
    extra = deepcopy(nodes[1]) | {"id": "03-ana-extra", "text": "She comes back."}
    for one in extra["choices"]:
        one["goto"] = "03-ana-2"
    for one in nodes[1]["choices"]:
        one["score"] = {1: 0, 2: 1}[one["score"]]
    extra["choices"][0]["score"], extra["choices"][1]["score"] = 1, 2
    nodes[0]["choices"][0]["score"] = 1
    nodes[0]["choices"][1]["goto"] = "03-ana-extra"
    nodes.append(extra)
    nodes[0]["choices"].append(choice("Say nothing.", 0, "03-ana-2"))
    said = course.problems()
    beginning = "03_cascade/case.yaml: 03-ana: 03-ana-1.choices.1.score: found '2 after harm'"
    names(said, beginning, "less than the 2 of a better choice")


def test_a_detour_that_scores_more_than_experts_is_named(course: Course) -> None:
    nodes = course.files["case.yaml"]["nodes"]
    extra = deepcopy(nodes[1]) | {"id": "03-ana-extra", "text": "She comes back."}
    for one in extra["choices"]:
        one["goto"] = "03-ana-2"
    nodes[0]["choices"].append(choice("Say nothing.", 1, "03-ana-extra"))
    nodes.append(extra)
    beginning = "03_cascade/case.yaml: 03-ana: score: found '4 for the choices of experts'"
    names(course.problems(), beginning, "the best of all ways, which is 5")
