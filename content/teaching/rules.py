"""What no shape can say of lessons, questions, classes, diagrams: keys that lead nowhere, answers given away, no split.

Used by schema.py; cases have rules of their own in case_rules.py. Each rule takes well-shaped rows and yields (field,
what was found, what was expected).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from content import evidence
from content.evidence.load import Row
from content.evidence.rules import What
from content.teaching.classroom import MINUTES

MOST_LONGEST = 0.40  # of the single questions of a lesson, how many may have their longest option right
LEAST_VIGNETTES = 0.50
LEAST_MISCONCEPTIONS = 1 / 3
POLLS = 3
WORDS_IN_A_NAME = 3
_END_OF_SENTENCE = re.compile(r"[.!?:][”\"’')]*\s")


def lesson(row: Row, slug: str) -> Iterator[What]:
    """A lesson against its folder, its minutes and the evidence."""
    if row["lesson"] != slug[:2]:
        yield "lesson", row["lesson"], f"{slug[:2]!r}, as the folder has it"
    if row["minutes"]["core"] > row["minutes"]["all"]:
        yield "minutes.core", row["minutes"]["core"], "no more minutes than 'all'"
    yield from facts("facts", row["facts"])


def question(row: Row, about: Row) -> Iterator[What]:
    """A question against its lesson, its key and the evidence."""
    yield from begins(row["id"], f"{about['lesson']}-")
    yield from facts("facts", row["facts"])
    if row["outcome"] not in about["outcomes"] and row["role"] != "bank":
        yield "outcome", row["outcome"], f"an outcome of this lesson ({', '.join(map(str, about['outcomes']))})"
    if row.get("vignette") and not _END_OF_SENTENCE.search(row["stem"]):
        yield "vignette", True, "a situation in a sentence of its own before the question"
    if row["role"] == "poll" and "expected_right" not in row:
        yield "expected_right", "nothing", "of 100 in a class, how many you guess right at the first vote, 35 to 70"
    yield from _options(row)


def questions(rows: list[Row]) -> Iterator[What]:
    """All questions of a lesson together."""
    single = [row for row in rows if row["kind"] == "single"]
    given_away = [row["id"] for row in single if _longest_is_right(row)]
    if len(given_away) > MOST_LONGEST * len(single):
        yield "options", given_away, f"the longest option right in at most {MOST_LONGEST:.0%} of the single questions"
    vignettes = sum(row.get("vignette", False) for row in rows)
    if vignettes < LEAST_VIGNETTES * len(rows):
        yield "vignette", f"{vignettes} of {len(rows)}", "a situation to apply it to in at least half"
    chosen = [row for row in rows if row["kind"] in ("single", "several") and row["role"] != "predict"]
    named = sum(any("misconception" in option for option in row["options"]) for row in chosen)
    if named < LEAST_MISCONCEPTIONS * len(chosen):
        yield "misconception", f"{named} of {len(chosen)}", "a wrong option with a misconception in a third or more"


def plan(row: Row, asked: Mapping[str, Row], case: str | None) -> Iterator[What]:
    """The plan of a class: its minutes, and that what it calls exists."""
    minutes = sum(part["minutes"] for part in row["plan"])
    if minutes != MINUTES:
        yield "plan", f"{minutes} minutes", f"parts that add up to {MINUTES} minutes"
    polled: list[str] = []
    for place, part in enumerate(row["plan"]):
        at = f"plan.{place}.items"
        if part["do"] in ("explorer", "poll", "poll-again", "case") and not part["items"]:
            yield at, [], f"what to do in the part {part['do']!r}"
        for id in part["items"]:
            if part["do"] == "case" and id != case:
                yield at, id, f"the case of this lesson ({case or 'it has none'})"
            elif part["do"] in ("poll", "poll-again") and id not in asked:
                yield at, id, "a question of this lesson"
            elif part["do"] == "poll" and "expected_right" not in asked[id]:
                yield at, id, "a question with expected_right, built to split a class"
            elif part["do"] == "poll-again" and id not in polled:
                yield at, id, "a question that was polled before"
            elif part["do"] == "poll":
                polled.append(id)
    if len(set(polled)) < POLLS:
        yield "plan", f"{len(set(polled))} questions polled", f"at least {POLLS}"
    yield from facts("facts", row["facts"])


def diagram(row: Row) -> Iterator[What]:
    """A diagram: no step twice, names that a drawing can hold, and a fact that learners may see behind all it says."""
    ids = [step["id"] for step in row["steps"]]
    for place, step in enumerate(row["steps"]):
        at = f"steps.{place}"
        if step["id"] in ids[:place]:
            yield f"{at}.id", step["id"], "an id that no other step has"
        if len(step["name"].split()) > WORDS_IN_A_NAME:
            yield f"{at}.name", step["name"], f"at most {WORDS_IN_A_NAME} words, which is what the drawing has room for"
        yield from facts(f"{at}.facts", step["facts"])
        for number, target in enumerate(step["targets"]):
            yield from facts(f"{at}.targets.{number}.facts", target["facts"])


def _options(row: Row) -> Iterator[What]:
    options = row.get("options", [])
    texts = [option["text"] for option in options]
    for number, option in enumerate(options):
        at = f"options.{number}"
        if option["text"] in texts[:number]:
            yield f"{at}.text", option["text"], "a text that no other option has"
        if option.get("correct") and "misconception" in option:
            yield f"{at}.misconception", option["misconception"], "no such line, because this option is right"
        if "opens" in option and row["role"] != "predict":
            yield f"{at}.opens", option["opens"], "no such line, because nothing is predicted"
        yield from misconception(f"{at}.misconception", option)
    right = sum(option.get("correct", False) for option in options)
    if row["kind"] == "single" and right != 1:
        yield "options", f"{right} right", "one right option (or the kind 'several')"
    if row["kind"] == "several" and not 2 <= right < len(options):
        yield "options", f"{right} right", "two or more right options, and a wrong one"


def _longest_is_right(row: Row) -> bool:
    longest = max(len(option["text"]) for option in row["options"])
    return [option["correct"] for option in row["options"] if len(option["text"]) == longest] == [True]


def misconception(at: str, row: Row) -> Iterator[What]:
    """The misconception that a row names, if it names one, exists."""
    if "misconception" in row:
        try:
            evidence.misconception(row["misconception"])
        except evidence.UnknownName:
            yield at, row["misconception"], "the id of a misconception"


def facts(at: str, ids: list[str]) -> Iterator[What]:
    """The facts exist and may be shown."""
    for id in ids:
        try:
            if not evidence.fact(id).showable:
                yield at, id, "a fact that learners may see, not one from memory"
        except evidence.UnknownName:
            yield at, id, "the id of a fact"


def begins(id: str, beginning: str) -> Iterator[What]:
    """An id begins with that of what it belongs to."""
    if not id.startswith(beginning):
        yield "id", id, f"an id that begins with {beginning!r}"
