"""Every rule catches its bad examples, leaves the good ones alone, and says how to mend what it finds."""

from __future__ import annotations

import re
from typing import Any

import pytest

from . import plain, words
from .cells import MOST_BYTES, file_is_small
from .engine import Rule, told
from .examples import BAD, GOOD
from .good_lesson import Change, lesson, saying
from .rules import RULES
from .words import disrespect


def one_by_one(examples: dict[Rule, list[Change]]) -> list[Any]:
    pairs = ((rule, number, change) for rule, all in examples.items() for number, change in enumerate(all))
    return [pytest.param(rule, change, id=f"{rule.__name__}-{number}") for rule, number, change in pairs]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_good_lesson_passes(rule: Rule):
    assert not rule(lesson()), told(rule(lesson()))


@pytest.mark.parametrize(("rule", "good"), one_by_one(GOOD))
def test_a_good_example_passes(rule: Rule, good: Change):
    assert not rule(lesson(good)), told(rule(lesson(good)))


@pytest.mark.parametrize(("rule", "bad"), one_by_one(BAD))
def test_a_bad_example_is_caught_and_told_how_to_mend(rule: Rule, bad: Change):
    findings = rule(lesson(bad))
    assert findings
    assert all(f.where.startswith("99_good") and f.what and f.how_to_mend for f in findings)


def test_a_big_file_is_caught():
    assert not file_is_small(lesson(size=MOST_BYTES - 1))
    assert file_is_small(lesson(size=MOST_BYTES))


def test_every_rule_has_a_bad_example():
    assert {rule.__name__ for rule in RULES} - {rule.__name__ for rule in BAD} == {"file_is_small"}


def test_every_word_that_is_refused_has_a_bad_example():
    rule = words.words_respect_people
    said = "\n".join(str(finding) for bad in BAD[rule] for finding in rule(lesson(bad)))
    missing = [instead for instead in words.REFUSED.values() if instead not in said]
    assert not missing


def test_a_listed_quotation_stands_and_no_other():
    text = 'She said: "I am a fighter." He is no fighter.'
    assert len(disrespect(text, "here", [])) == 2
    assert len(disrespect(text, "here", ["I am a fighter."])) == 1


def test_reading_grades_are_those_of_the_formula():
    # 5 letters a word and one sentence of 10 words: 0.0588 * 500 - 0.296 * 10 - 15.8.
    assert plain.reading_grade("abcde " * 9 + "abcde.") == pytest.approx(10.64)
    assert plain.reading_grade("") == 0.0


@pytest.mark.parametrize(("pattern", "instead"), plain.JARGON.items())
def test_every_word_of_the_jargon_list_finds_itself(pattern: str, instead: str):
    word = pattern.split("|")[0].replace("\\w+", "ia").replace("\\w*", "ed").replace("s?", "s")
    said = re.sub(r"\(\?:.*", "events", word)
    found = plain.what_is_said_to_people_is_plain(lesson(saying(f"> “This is {said} for you.”", patient_facing=True)))
    assert any(instead in finding.how_to_mend for finding in found), said
