"""Markup in any string of ours travels as the plain text it is; the browser ring sees that the page shows it so."""

import re
from dataclasses import replace
from enum import StrEnum
from importlib.resources import files
from typing import Annotated

import pytest
import toys
from cases import strings

from content.lessons import lesson
from content.models.parameters import Parameter
from widgets.framework import (
    Card,
    Choice,
    Dice,
    Drawing,
    Event,
    Plot,
    Slider,
    Step,
    Switch,
    Table,
    View,
    bundle,
    explorer,
    walk,
)
from widgets.lesson import LessonWire

EVIL = '<img src=x onerror="document.body.remove()">&amp;'


def evil(where):
    return f"{where} {EVIL}"


class Word(StrEnum):
    WORD = evil("value")


PICTURES = (
    Plot(
        evil("plot"),
        [{"type": "scatter", "x": [1], "y": [2], "text": [evil("text")], "name": evil("name")}],
        {"xaxis": {"title": {"text": evil("x")}, "ticktext": [evil("tick")]}, "annotations": [{"text": evil("note")}]},
        evil("y"),
    ),
    Drawing("people", evil("drawing"), {"a1": evil("state")}, {"a-title": evil("part")}, {"a1": ("word", Word.WORD)}),
    Card(evil("card"), [(evil("row"), evil("words"))], [(evil("link"), "javascript:alert(1)")]),
)
TABLE = Table((evil("column"), evil("other")), ((evil("cell"), 1),))


@explorer(title=evil("title"), presets={evil("preset"): {"on": True}})
def marked_up(
    size: Annotated[float, Slider(0, 1, 0.5, label=evil("slider"), unit=evil("unit"), help=evil("help"))] = 0,
    word: Annotated[Word, Choice(evil("choice"), words={Word.WORD: evil("option")}, help=evil("why"))] = Word.WORD,
    on: Annotated[bool, Switch(evil("switch"), help=evil("which"))] = False,
    throw: Annotated[int, Dice(evil("dice"), help=evil("throw"), folded=True)] = 1,
) -> View:
    return View(PICTURES, evil("reading"), TABLE)


asked = toys.Asking(marked_up.function, title=marked_up.title, predict="toy", presets={}, model=None)
asked.question = toys.question(evil("stem"), f" {EVIL}", opens={"on": True})


@walk(title=evil("walk"), start=None)
def wandering(state, event):
    return Step(None, View(PICTURES, evil("reading"), TABLE), (Event(evil("event"), evil("button")),))


def said(value):
    """Which of the marked strings are there, by their first word; none may have lost or gained a character."""
    found = [text for _, text in strings(value) if "<img" in text or "onerror" in text]
    assert all(text.endswith(EVIL) for text in found)
    return {text.removesuffix(EVIL).strip() for text in found}


VIEW = {"plot", "text", "name", "x", "tick", "note", "y", "drawing", "state", "part", "value"}
VIEW |= {"card", "row", "words", "link"}


def test_every_string_of_an_explorer_arrives_as_it_is(page):
    here = page(marked_up.live())
    spec = here.first_state["spec"]
    words = {"title", "slider", "unit", "help", "choice", "option", "why", "switch", "which", "dice", "throw", "value"}
    assert said(spec) == words
    assert list(spec["presets"]) == [evil("preset")]
    assert said(here.request(do="ask", settings={})["view"]) == VIEW | {"reading"}
    assert said(here.request(do="table", settings={})["table"]) == {"column", "other", "cell"}
    assert here.widget._repr_mimebundle_()["text/plain"] == evil("reading")


def test_the_page_may_send_markup_too(page):
    here = page(marked_up.live())
    for answer in (
        here.request(do="ask", settings={EVIL: 1}),
        here.request(do="ask", settings={"word": EVIL}),
        here.request(do="table", settings={EVIL: 1}),
        here.request(do=EVIL),
        here.request(do="drawing", name=EVIL),
    ):
        assert "<img" in answer["trouble"]  # said back as words, and shown as words by the page


def test_every_string_of_a_question_arrives_as_it_is(page):
    here = page(asked.live())
    assert said(here.first_state["spec"]["question"]) == {"stem", "The round one", "The square one"}
    feedback = here.request(do="predict", option=0)["feedback"]
    assert said(feedback) == {"The round one", "It rolls", "The square one", "It stands"}


def test_every_string_of_a_walk_arrives_as_it_is(page):
    here = page(wandering.live())
    assert said(here.first_state["spec"]) == {"walk"}
    answer = here.request(do="ask")
    assert said(answer["view"]) == VIEW | {"reading"}
    assert said(answer["events"]) == {"event", "button"}


def test_every_string_of_a_lesson_arrives_as_it_is(page):
    here = page(LessonWire("top", lesson("03")))
    assert here.first_state["spec"]["title"] == lesson("03").title
    marked = replace(lesson("03"), title=evil("lesson"))
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr("widgets.lesson.lessons", lambda: (marked,))
        here = page(LessonWire("top", marked))
    assert said(here.first_state["spec"]) == {"lesson"}


def test_every_string_of_the_reasons_arrives_as_it_is(page, monkeypatch):
    class model:
        """Docstring with <img src=x onerror=1>.

        Origin:
            from <img src=x onerror=2>
        """

        PARAMETERS = (Parameter("p", 1, evil("unit"), evil("meaning"), None, evil("illustrative")),)

    monkeypatch.setattr(toys.toy, "model", model)
    here = page(toys.toy.live())
    assert here.first_state["spec"]["origin"] == "from <img src=x onerror=2>"
    answer = here.request(do="why")["why"]
    assert said(answer["parameters"]) == {"1 unit", "meaning", "illustrative"}
    assert dict(map(tuple, answer["sections"]))["About"] == "Docstring with <img src=x onerror=1>."


FORBIDDEN = re.compile(
    r"\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|createContextualFragment"
    r"|setHTMLUnsafe|parseHTMLUnsafe|DOMParser\(\)\.parseFromString\([^)]*text/html|setTimeout\(\s*[\"'`]|setInterval\(\s*[\"'`]"
    r"|\[[\"'](?:inner|outer)HTML[\"']\]"
)
HOUSE = [path for path in (files("widgets") / "front").iterdir() if path.name.endswith(".js")]


@pytest.mark.parametrize("file", HOUSE, ids=lambda path: path.name)
def test_no_file_of_the_front_end_turns_text_into_markup(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    assert not [(number, line) for number, line in enumerate(lines, start=1) if FORBIDDEN.search(line)]


@pytest.mark.parametrize(
    "line",
    [
        "el.innerHTML = words;",
        'el["outerHTML"] = words',
        "el.insertAdjacentHTML('beforeend', words)",
        "document.write(words)",
        "eval(words)",
        "new Function(words)()",
        'setTimeout("go()", 1)',
    ],
)
def test_the_check_of_the_front_end_catches_what_it_is_for(line):
    assert FORBIDDEN.search(line)


@pytest.mark.parametrize("name", [path.name for path in (files("widgets") / "drawings").iterdir()])
def test_nothing_in_a_drawing_can_run_or_leave_the_page(name):
    svg = bundle.drawing(name.removesuffix(".svg"))
    assert not re.search(r"<(?:script|style|foreignObject|iframe|image|a)\b|\son\w+=|javascript:|<!", svg, re.I)
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', svg))
    assert "<title>" in svg
