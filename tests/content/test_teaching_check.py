"""The strict check of lessons, questions and classes: one bad thing at a time, named by file, id and field."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from small_course import DROP, Course, names

from content import evidence
from content.teaching import rules
from content.teaching.__main__ import cli
from content.teaching.schema import check


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


def test_the_good_lesson_has_no_problem(course: Course) -> None:
    assert not course.problems()


def test_a_lesson_may_have_no_person_and_nothing_but_its_record(course: Course) -> None:
    course.spoil("lesson.yaml", "person", None)
    course.files = {"lesson.yaml": course.files["lesson.yaml"]}
    assert not course.problems()


def test_the_lessons_of_the_course_have_no_problem() -> None:
    assert not check(files("content.lessons"))


@pytest.mark.parametrize(
    ("path", "value", "field", "found", "expected"),
    [
        ("title", DROP, "title", "nothing", "a value"),
        ("colour", "blue", "colour", "'blue'", "one of the known fields (lesson, title"),
        ("lesson", "04", "lesson", "'04'", "'03', as the folder has it"),
        ("minutes.core", 41, "minutes.core", "41", "35"),
        ("minutes.all", 20, "minutes.core", "30", "no more minutes than 'all'"),
        ("outcomes", [7, 63], "outcomes.1", "63", "62"),
        ("outcomes", [], "outcomes", "[]", "at least 1 item"),
        ("tracks", ["fast"], "tracks.0", "'fast'", "'core'"),
        ("person.invented", False, "person.invented", "False", "True"),
        ("person.traits", ["tall"], "person.traits.0", "'tall'", "'over_75'"),
        ("say_to_the_person", ["One."], "say_to_the_person", "['One.']", "at least 2 items"),
        ("five_things", ["a."] * 6, "five_things", "['a.', 'a.', 'a.', 'a.', 'a.', 'a.']", "at most 5 items"),
        ("objectives", ["x" * 121], "objectives.0", f"'{'x' * 121}'", "at most 120 characters"),
        ("facts", ["meng2004-gone"], "facts", "'meng2004-gone'", "the id of a fact"),
    ],
)
def test_a_bad_lesson_is_named(course: Course, path: str, value: Any, field: str, found: str, expected: str) -> None:
    course.spoil("lesson.yaml", path, value)
    names(course.problems(), f"03_cascade/lesson.yaml: 03: {field}: found {found}, expected", expected)


@pytest.mark.parametrize(
    ("path", "value", "id", "field", "found", "expected"),
    [
        ("0.options.2.reason", DROP, "03-a", "options.2.reason", "nothing", "a value"),
        ("0.options.2.reason", "", "03-a", "options.2.reason", "''", "at least 1 character"),
        ("3.options.1.reason", DROP, "03-order", "options.1.reason", "nothing", "a value"),
        ("4.reason", DROP, "03-number", "reason", "nothing", "a value"),
        ("0.options.1.correct", False, "03-a", "options", "'0 right'", "one right option"),
        ("0.options.2.correct", True, "03-a", "options", "'2 right'", "one right option"),
        ("5.options.1.correct", False, "03-several", "options", "'1 right'", "two or more right options"),
        ("5.options.2.correct", True, "03-several", "options", "'3 right'", "and a wrong one"),
        ("0.key", 4, "03-a", "key", "4", "one of the known fields"),  # a key lives in its option, so it is always one
        ("0.options.0.corect", True, "03-a", "options.0.corect", "True", "(text, correct, reason, misconception"),
        ("0.options.0", "text", "03-a", "options.0.entry", "'text'", "keys and values"),
        ("0.options.2.text", "Right", "03-a", "options.2.text", "'Right'", "a text that no other option has"),
        ("0.options.0.misconception", "MC99", "03-a", "options.0.misconception", "'MC99'", "id of a misconception"),
        ("0.options.1.misconception", "MC10", "03-a", "options.1.misconception", "'MC10'", "this option is right"),
        ("0.options.0.opens", {"fold": 2}, "03-a", "options.0.opens", "{'fold': 2}", "nothing is predicted"),
        ("0.outcome", 63, "03-a", "outcome", "63", "62"),
        ("0.outcome", 0, "03-a", "outcome", "0", "1"),
        ("0.outcome", 11, "03-a", "outcome", "11", "an outcome of this lesson (7, 57)"),
        ("0.facts", ["koop1995-survive"], "03-a", "facts", "'koop1995-survive'", "the id of a fact"),
        ("0.facts", [], "03-a", "facts", "[]", "at least 1 item"),
        ("0.id", "04-a", "04-a", "id", "'04-a'", "an id that begins with '03-'"),
        ("0.id", "03 A", "03 A", "id", "'03 A'", "pattern"),
        ("0.id", DROP, "question 1", "id", "nothing", "a value"),
        ("1.id", "03-a", "03-a", "id", "'03-a'", "another id, because this one stands in 03_cascade/questions.yaml"),
        ("0.kind", "essay", "03-a", "kind", "'essay'", "one of single, several, order, number"),
        ("0.kind", DROP, "03-a", "kind", "nothing", "one of single"),
        ("0.kind", ["single"], "03-a", "kind", "['single']", "one of single"),
        ("0.role", "exam", "03-a", "role", "'exam'", "'predict'"),
        ("0.vignette", "yes", "03-a", "vignette", "'yes'", "boolean"),
        ("0.stem", "What is true?", "03-a", "vignette", "True", "a situation in a sentence of its own"),
        ("0.expected_right", DROP, "03-a", "expected_right", "nothing", "35 to 70"),
        ("0.expected_right", 90, "03-a", "expected_right", "90", "70"),
        ("0.expected_right", 20, "03-a", "expected_right", "20", "35"),
        ("4.unit", DROP, "03-number", "unit", "nothing", "a value"),
        ("4.tolerance", DROP, "03-number", "tolerance", "nothing", "a value"),
        ("4.tolerance", -1, "03-number", "tolerance", "-1", "0"),
        ("4.answer", float("nan"), "03-number", "answer", "'.nan'", "a valid number"),
        ("4.answer", "2", "03-number", "answer", "'2'", "a valid number"),
        ("3.options.2", DROP, "03-order", "options", "[", "at least 3 items"),
        ("3.options.0.correct", True, "03-order", "options.0.correct", "True", "(text, reason)"),
        ("0.options.2", DROP, "03-a", "options", "[", "at least 3 items"),
        ("0", "a text", "question 1", "entry", "'a text'", "keys such as 'id:'"),
    ],
)
def test_a_bad_question_is_named(
    course: Course, path: str, value: Any, id: str, field: str, found: str, expected: str
) -> None:
    course.spoil("questions.yaml", path, value)
    names(course.problems(), f"03_cascade/questions.yaml: {id}: {field}: found {found}", expected)


def test_a_fact_from_memory_may_not_be_asked(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    recalled = replace(evidence.fact("meng2004-ctc-in-36"), checked="memory")
    monkeypatch.setattr(rules.evidence, "fact", lambda id: recalled)
    names(
        course.problems(),
        "03_cascade/questions.yaml: 03-a: facts: found 'meng2004-ctc-in-36', expected",
        "not one from",
    )


def test_questions_before_the_course_may_ask_for_other_outcomes(course: Course) -> None:
    assert not course.spoil("questions.yaml", "3.outcome", 12).problems()


def test_a_lesson_that_gives_answers_away_by_length_is_named(course: Course) -> None:
    course.spoil("questions.yaml", "0.options.1.text", "Right, and much longer than the others")
    assert not course.problems()  # one of three is no pattern
    course.spoil("questions.yaml", "1.options.1.text", "Right, and much longer than the others")
    beginning = "03_cascade/questions.yaml: all questions: options: found ['03-a', '03-b'], expected"
    names(course.problems(), beginning, "at most 40%")


def test_two_options_of_the_same_length_give_nothing_away(course: Course) -> None:
    for number in range(3):
        course.spoil("questions.yaml", f"{number}.options.1.text", "Somewhat longish")
        course.spoil("questions.yaml", f"{number}.options.0.text", "Somewhat shorter")
    assert not course.problems()


def test_a_lesson_without_situations_is_named(course: Course) -> None:
    course.spoil("questions.yaml", "0.vignette", False)
    beginning = "03_cascade/questions.yaml: all questions: vignette: found '2 of 6', expected"
    names(course.problems(), beginning, "at least half")


def test_a_lesson_without_common_beliefs_is_named(course: Course) -> None:
    for number in range(3):
        course.spoil("questions.yaml", f"{number}.options.0.misconception", DROP)
    beginning = "03_cascade/questions.yaml: all questions: misconception: found '1 of 4', expected"
    names(course.problems(), beginning, "a third")


def test_an_id_that_two_lessons_have_is_named_with_the_other_file(course: Course) -> None:
    course.write("03_cascade")
    course.spoil("lesson.yaml", "lesson", "04").write("04_routes")
    names(check(course.folder), "04_routes/questions.yaml: 03-a: id: found '03-a'", "stands in 03_cascade/questions")


@pytest.mark.parametrize(
    ("path", "value", "field", "found", "expected"),
    [
        ("plan.0.minutes", 4, "plan", "'44 minutes'", "add up to 45 minutes"),
        ("plan.0.minutes", 6, "plan", "'46 minutes'", "add up to 45 minutes"),
        ("plan.0.items", ["03-a", "03-b"], "plan", "'2 questions polled'", "at least 3"),
        ("plan.0.items.0", "03-z", "plan.0.items", "'03-z'", "a question of this lesson"),
        ("plan.0.items.0", "03-order", "plan.0.items", "'03-order'", "with expected_right"),
        ("plan.3.items", ["03-order"], "plan.3.items", "'03-order'", "polled before"),
        ("plan.1.items", ["03-bea"], "plan.1.items", "'03-bea'", "the case of this lesson (03-ana)"),
        ("plan.2.items", [], "plan.2.items", "[]", "what to do in the part 'explorer'"),
        ("plan.2.do", "sing", "plan.2.do", "'sing'", "'poll'"),
        ("plan.2.say", DROP, "plan.2.say", "nothing", "a value"),
        ("notes.opening", "", "notes.opening", "''", "at least 1 character"),
        ("facts", ["gone"], "facts", "'gone'", "the id of a fact"),
    ],
)
def test_a_bad_class_is_named(course: Course, path: str, value: Any, field: str, found: str, expected: str) -> None:
    course.spoil("class.yaml", path, value)
    names(course.problems(), f"03_cascade/class.yaml: class: {field}: found {found}, expected", expected)


@pytest.mark.parametrize("name", ["lesson.yaml", "questions.yaml", "case.yaml", "class.yaml"])
def test_a_bad_file_is_named(course: Course, name: str) -> None:
    course.files[name] = "a text"
    names(course.problems(), f"03_cascade/{name}: ", "keys" if name != "questions.yaml" else "a list of questions")
    (course.folder / "03_cascade" / name).write_text("- [", encoding="utf-8")
    names(check(course.folder), f"03_cascade/{name}: the file: YAML: found", "a readable file")


def test_the_command_says_that_all_is_well_and_what_is_open() -> None:
    done = CliRunner().invoke(cli, ["check"])
    assert done.exit_code == 0
    assert done.output.startswith("Nothing wrong.\n")
    assert "outcomes wait for their lesson." in done.output


def test_the_command_names_problems_and_fails(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = course.spoil("class.yaml", "plan.0.minutes", 4).write()
    monkeypatch.setattr("content.teaching.__main__.files", lambda package: folder)
    done = CliRunner().invoke(cli, ["check"])
    assert done.exit_code == 1
    assert "03_cascade/class.yaml: class: plan: found '44 minutes'" in done.output
    assert "Error: 1 problem found" in done.output
