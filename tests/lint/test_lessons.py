"""All lessons, held to all rules. What a rule finds in all of them is told together."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from content.teaching.__main__ import cli
from content.teaching.outcomes import outcomes

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


def test_what_the_lessons_leave_open_is_told():
    """pytest -s prints it: each outcome with its lessons, questions and moments, and what it still wants."""
    done = CliRunner().invoke(cli, ["outcomes"])
    print(done.output)
    assert done.exit_code == 0, done.output
    assert [line.split()[0] for line in done.output.splitlines()] == [str(one.number) for one in outcomes()]
