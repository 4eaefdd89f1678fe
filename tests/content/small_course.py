"""A small good lesson with every file, which a test spoils in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from content.teaching.schema import Problem, check

Row = dict[str, Any]
DROP = object()


def option(text: str, correct: bool = False, **more: Any) -> Row:
    return {"text": text, "correct": correct, "reason": "Because.", **more}


def single(id: str, **more: Any) -> Row:
    options = [option("Somewhat longer", misconception="MC10"), option("Right", True), option("Middling")]
    return {
        "id": id,
        "kind": "single",
        "role": "poll",
        "stem": "Ana asks you something. What is true?",
        "options": options,
        "outcome": 7,
        "facts": ["meng2004-ctc-in-36"],
        "vignette": True,
        "expected_right": 50,
        **more,
    }


def choice(text: str, score: int, goto: Any, **more: Any) -> Row:
    return {"text": text, "answer": "She nods.", "reason": "Because.", "score": score, "goto": goto, **more}


class Course:
    """A folder with one lesson of every file, all good."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Any] = {
            "lesson.yaml": {
                "lesson": "03",
                "title": "T",
                "minutes": {"core": 30, "all": 40},
                "outcomes": [7, 57],
                "tracks": ["core"],
                "person": {"name": "Ana", "invented": True, "traits": ["over_60"]},
                "objectives": ["One."],
                "say_to_the_person": ["First.", "Second."],
                "five_things": ["a.", "b.", "c.", "d.", "e."],
                "facts": ["meng2004-ctc-in-36"],
            },
            "questions.yaml": [
                single("03-a"),
                single("03-b"),
                single("03-c"),
                {
                    "id": "03-order",
                    "kind": "order",
                    "role": "bank",
                    "stem": "In which order?",
                    "options": [{"text": text, "reason": "So."} for text in ("one", "two", "three")],
                    "outcome": 7,
                    "facts": ["koop1995-survive-24h"],
                },
                {
                    "id": "03-number",
                    "kind": "number",
                    "role": "self-check",
                    "stem": "How many?",
                    "answer": 2,
                    "unit": "cells",
                    "tolerance": 0.5,
                    "reason": "So.",
                    "outcome": 57,
                    "facts": ["koop1995-survive-24h"],
                },
                {
                    "id": "03-several",
                    "kind": "several",
                    "role": "self-check",
                    "stem": "Which are true?",
                    "options": [option("This", True), option("That", True), option("Other", misconception="MC11")],
                    "outcome": 57,
                    "facts": ["koop1995-survive-24h"],
                },
            ],
            "case.yaml": {
                "id": "03-ana",
                "person": "Ana",
                "intro": "You are the doctor.",
                "start": "03-ana-1",
                "state": {"asked": {"start": False, "says": {"false": "Unasked.", "true": "Asked."}}},
                "nodes": [
                    {
                        "id": "03-ana-1",
                        "text": "She waits.",
                        "outcomes": [57],
                        "facts": ["meng2004-ctc-in-36"],
                        "choices": [
                            choice("Ask her.", 2, "03-ana-2", sets={"asked": True}),
                            choice("Say quickly that she is well.", -1, "03-ana-2", misconception="MC10"),
                        ],
                    },
                    {
                        "id": "03-ana-2",
                        "text": "She waits again.",
                        "choices": [
                            choice("Tell her half of it.", 1, self.asked()),
                            choice("Tell her.", 2, self.asked()),
                        ],
                    },
                    {"id": "03-ana-good", "text": "She laughs.", "debrief": "You asked."},
                    {"id": "03-ana-sad", "text": "She goes.", "debrief": "Nobody asked."},
                ],
            },
            "class.yaml": {
                "plan": [
                    {"minutes": 5, "do": "poll", "items": ["03-a", "03-b", "03-c"], "say": "Vote."},
                    {"minutes": 20, "do": "case", "items": ["03-ana"], "say": "In pairs."},
                    {"minutes": 15, "do": "explorer", "items": ["cascade"], "say": "Look."},
                    {"minutes": 5, "do": "poll-again", "items": ["03-a"], "say": "Vote again."},
                ],
                "notes": {"opening": "Slowly."},
                "facts": ["meng2004-ctc-in-36"],
            },
        }

    @staticmethod
    def asked() -> list[Row]:
        return [{"if": {"asked": True}, "goto": "03-ana-good"}, {"goto": "03-ana-sad"}]

    def spoil(self, file: str, path: str, value: Any) -> Course:
        """Set what stands at `path` ("nodes.0.text") of a file; DROP takes it away."""
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        at = self.files[file]
        for part in way:
            at = at[part]
        if value is DROP:
            del at[last]
        else:
            at[last] = value
        return self

    def write(self, slug: str = "03_cascade") -> Path:
        (self.folder / slug).mkdir(exist_ok=True)
        for name, content in self.files.items():
            text = yaml.safe_dump(content, sort_keys=False)
            (self.folder / slug / name).write_text(text, encoding="utf-8")
        return self.folder

    def problems(self) -> tuple[Problem, ...]:
        return check(self.write())


def names(problems: tuple[Problem, ...], beginning: str, expected: str) -> None:
    """The problem is among them (one bad thing can make a second one)."""
    said = [str(problem) for problem in problems]
    assert any(one.startswith(beginning) and expected in one for one in said), said
