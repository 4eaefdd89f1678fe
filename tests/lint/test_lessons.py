"""All lessons, held to all rules. What a rule finds in all of them is told together."""

from __future__ import annotations

import pytest

from .engine import Rule, lessons, stored_text, told
from .rules import RULES
from .words import quotations


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_lessons_keep_the_rule(rule: Rule):
    findings = [finding for lesson in lessons() for finding in rule(lesson)]
    assert not findings, told(findings)


def test_no_quotation_is_listed_that_no_lesson_has():
    texts = {
        lesson.name: " ".join(" ".join(f"{cell['source']} {stored_text(cell)}" for cell in lesson.cells).split())
        for lesson in lessons()
    }
    unused = [f"{name} | {said}" for name, said in quotations() if said not in texts.get(name, "")]
    assert not unused, told(unused)
