"""The pages for paper and for the speaker: whole, safe, the keys only at the end, nothing fetched from anywhere."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Annotated

import pytest
from sheets import ASKED, EVIL, Document, code, evil, flat, lay, text, words

from content import lessons
from content.teaching import case as cases
from content.teaching import classroom, draw, questions
from content.teaching.classroom import Do
from widgets import explorers
from widgets.framework import Card, Drawing, Plot, Slider, Table, View, explorer
from widgets.lesson import DISCLAIMER
from widgets.paper import class_page, print_page
from widgets.paper.__main__ import main
from widgets.paper.blocks import figures
from widgets.paper.cells import calls
from widgets.paper.markdown import Addresses, listed, prose

AS_OF = date(2031, 2, 3)
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PAGES = {"print": print_page, "class": class_page}
each_lesson = pytest.mark.parametrize("lesson", lessons.lessons(), ids=lambda lesson: lesson.lesson)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay(tmp_path)


def every_page(folder: Path) -> dict[str, str]:
    made = {f"{kind} fixture": page("03", AS_OF, folder) for kind, page in PAGES.items()}
    for lesson in lessons.lessons():
        made |= {f"{kind} {lesson.lesson}": page(lesson.lesson, AS_OF, NOTEBOOKS) for kind, page in PAGES.items()}
    return made


def parted(page: str) -> tuple[str, str]:
    """The words before the answers, and the words from there on."""
    before, after = page.split('<section class="answers">')
    return tuple(flat(unescape(re.sub(r"<[^>]*>", " ", part))) for part in (before, after))


def test_every_page_is_whole_runs_nothing_and_fetches_nothing(folder: Path):
    for name, page in every_page(folder).items():
        document = Document(page)
        found = [tag for tag, _ in document.tags]
        assert {"script", "link", "iframe", "object", "base", "button"}.isdisjoint(found), name
        assert found.count("h1") == 1, name
        for tag, attributes in document.tags:
            assert not any(key.startswith("on") for key in attributes), f"{name}: {tag} {attributes}"
            for key in attributes.keys() & {"src", "srcset", "data", "action", "href"}:
                assert tag == "a" or str(attributes[key]).startswith(("data:image/", "#")), f"{name}: {tag} {key}"
        assert "@import" not in page and not re.search(r"url\((?!#)", page), name
        ids = [attributes["id"] for _, attributes in document.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), name
        assert document.text.count(DISCLAIMER) == 1, name
        assert document.text.endswith("on 3 February 2031."), name


def test_no_key_stands_before_the_answers_and_every_key_after(folder: Path):
    before, after = parted(print_page("03", AS_OF, folder))
    shown = [questions.question(id) for id in (*ASKED, "03-which-step", "03-two-tubes")]
    shown += [*classroom.load("03").polls, *draw.warm_ups("03")]
    assert {question.kind for question in shown} == set(questions.Kind)
    for question in shown:
        assert flat(question.stem) in before and flat(question.stem) in after, question.id
        for option in question.options:
            assert flat(option.text) in before and flat(option.reason) in after, question.id
            assert flat(option.reason) not in before, question.id
        if question.answer:
            assert question.answer.unit in before and flat(question.answer.reason) in after
            assert flat(question.answer.reason) not in before
    assert "Right." not in before and "give or take" not in before


def test_the_case_stands_up_to_its_choices_and_what_experts_say_at_the_end(folder: Path):
    before, after = parted(print_page("03", AS_OF, folder))
    case = cases.load("03")
    assert case.notice in before and flat(case.intro) in before
    for number, node in enumerate(case.nodes.values(), start=1):
        assert f"{number} {flat(node.text)}" in (before if node.choices else after)
        assert (flat(node.text) in before) == bool(node.choices)
        assert flat(node.debrief or "") in after
        for choice in node.choices:
            assert flat(choice.text) in before
            for said in (choice.answer, choice.reason):
                assert flat(said) in after and flat(said) not in before
    assert "Go on with 4, if this holds: You know what she is afraid of; otherwise 5." in after


def test_options_stand_in_the_order_of_the_screen_and_an_order_is_told_right(folder: Path):
    before, after = parted(print_page("03", AS_OF, folder))
    asked = questions.question("03-easiest-first")
    letters = {position: chr(ord("A") + n) for n, position in enumerate(draw.option_order(asked))}
    assert " ".join(f"{letter} {flat(asked.options[n].text)}" for n, letter in letters.items()) in before
    places = [after.index(f"{letters[n]} {flat(option.text)}") for n, option in enumerate(asked.options)]
    assert places == sorted(places)


def test_a_cell_shows_what_it_calls_and_what_nobody_knows_its_stored_text(folder: Path):
    page = print_page("03", AS_OF, folder)
    said = text(page)
    assert "Words that only stand here." in said
    for silent in ("Stored text", "Your map.", "How sure you were.", "The top of", "The end of", "a thing nobody else"):
        assert silent not in said
    assert flat(explorers.load("ctc")(mean_per_tube=15).reading) in said, "it stands where the lesson starts it"
    assert said.index("Check this") < said.index("Deeper: more") < said.index("Far down.") < said.index("References")
    deeper = page[page.index('<section class="deeper">') :]
    assert "Far down." in deeper and "Check this" not in deeper
    assert all(objective in said for objective in lessons.lesson("03").objectives)


def test_an_explorer_brings_its_table_and_its_drawing_in_the_state_of_the_view(folder: Path):
    page = print_page("03", AS_OF, folder)
    view = explorers.load("cascade")()
    for row in view.table.rows:
        cells = "".join(rf'\s*<td data-column="[^"]+">{re.escape(figures(cell))}</td>' for cell in row[1:])
        assert re.search(rf'<th scope="row">{re.escape(str(row[0]))}</th>{cells}', page), row
    (drawing,) = (picture for picture in view.pictures if isinstance(picture, Drawing))
    shown = {a["data-part"]: a["data-state"] for _, a in Document(page).tags if "data-part" in a and a["data-state"]}
    assert shown == dict(drawing.states)
    assert all(f">{said}</text>" in page for said in drawing.texts.values())
    assert '.mbc-drawing[data-drawing="people"]' in page and "prefers-color-scheme" not in page


@pytest.mark.parametrize(
    ("cell", "written"),
    [("a", "a"), (5, "5"), (0.02, "0.02"), (36.79, "36.79"), (6e7, "60,000,000"), (1234.567891, "1,234.57")],
)
def test_a_number_is_written_as_on_the_screen(cell: str | float, written: str):
    assert figures(cell) == written


def test_links_become_numbers_of_the_list_of_references(folder: Path):
    said = text(print_page("03", AS_OF, folder))
    assert "Meng 2004 [1]" in said and "Ward [2]" in said
    assert "the first (lesson 00)" in said
    assert "Meng S. Title. 2004. https://doi.org/10.1/a Seen 25 November 2026. Ward https://x.org/b" in said


def test_two_references_with_one_address_keep_their_places():
    source = (
        "## References\n\n1. [A. \\[B\\]](https://x.org/a) Seen.\n2. [C](https://x.org/a)\n3. [D](https://x.org/d(1))"
    )
    addresses = Addresses(listed(source))
    assert addresses.number("https://x.org/d(1)", "D") == 3 and not addresses.further
    assert addresses.number("https://x.org/e", "E") == 4


def test_prose_loses_its_tags_and_keeps_its_words(folder: Path):
    page = print_page("03", AS_OF, folder)
    assert "Start this lesson" not in page and "flowchart" not in page
    assert "10<sup>9</sup> bold" in page and "<td>1</td>" in page
    assert '<p class="diagram">The way</p>\n<p class="diagram">Out of the vessel.</p>' in page
    assert 'src="data:image/svg+xml;base64,PHN2Zy8+" alt="Two cells"' in page
    assert '<p class="title"><strong>What it shows</strong></p>' in page


@pytest.mark.parametrize("source", [EVIL, f"Word {EVIL} word.", "<script>x()</script>\n\nWord", "[w](javascript:x())"])
def test_nothing_in_prose_runs(source: str, folder: Path):
    html = prose(f"{source}\n\n`{source}`", Addresses(), folder)
    assert not re.search(r"<(img|script|a)\b", html), html


@explorer(title=f"Title {EVIL}", predict="03-which-step")
def marked_up(mean_per_tube: Annotated[float, Slider(0, 20, 1, label="Size")] = 0) -> View:
    return View(
        picture=(
            Drawing("people", f"Drawing {EVIL}", {"a1": EVIL}, {"a-title": f"Part {EVIL}"}),
            Plot(f"Plot {EVIL}", [], {}),
            Card(f"Card {EVIL}", [(f"Row {EVIL}", f"Said {EVIL}")], [(f"Link {EVIL}", f"javascript:{EVIL}")]),
        ),
        reading=f"Reading {EVIL}",
        table=Table((f"Column {EVIL}",), ((f"Cell {EVIL}",),)),
    )


@pytest.fixture
def spoilt(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebook, and every text that a page takes from the course, with markup at its end."""

    def spoil(module: ModuleType, name: str) -> None:
        clean = getattr(module, name)
        monkeypatch.setattr(module, name, lambda wanted: evil(clean(wanted)))

    spoil(questions, "question")
    spoil(classroom, "question")
    spoil(lessons, "lesson")
    spoil(cases, "load")
    spoil(classroom, "load")
    spoil(draw, "warm_ups")
    monkeypatch.setattr(explorers, "load", lambda name: marked_up)
    notebook = json.loads((folder / "03_cascade.ipynb").read_text())
    notebook["cells"] += [code("odd()", stored=f"Stored {EVIL}"), words(f"## Heading {EVIL}", "opening")]
    (folder / "03_cascade.ipynb").write_text(json.dumps(notebook))
    return folder


@pytest.mark.parametrize("kind", PAGES)
def test_markup_in_any_string_stands_there_as_words(kind: str, spoilt: Path):
    document = Document(PAGES[kind]("03", AS_OF, spoilt))
    for tag, attributes in document.tags:
        assert tag != "img" or str(attributes["src"]).startswith("data:image/svg+xml;base64,")
        assert tag != "a" or str(attributes["href"]).startswith(("https://", "#"))
        assert not any(key.startswith("on") for key in attributes)
    lesson, question = lessons.lesson("03"), questions.question(ASKED[0])
    if kind == "print":
        case = cases.load("03")
        node, *_, end = case.nodes.values()
        number = questions.question("03-one-day-later").answer
        choice, option = node.choices[0], question.options[0]
        shown = [
            lesson.title,
            lesson.objectives[0],
            question.stem,
            option.text,
            option.reason,
            number.unit,
            number.reason,
        ]
        shown += [case.intro, case.notice, node.text, choice.text, choice.answer, choice.reason, end.text, end.debrief]
        parts = ("Title", "Drawing", "Part", "Card", "Row", "Said", "Link", "Reading", "Column", "Cell", "Stored")
        shown += [f"{part} {EVIL}" for part in parts]
    else:
        plan = classroom.load("03")
        poll = plan.polls[0]
        shown = [lesson.title, lesson.say_to_the_person[0], lesson.five_things[0], plan.plan[0].say, marked_up.title]
        shown += [plan.notes["opening"], poll.stem, poll.options[0].text, poll.options[0].reason]
    assert all(EVIL in words for words in shown)
    assert not [words for words in shown if flat(words) not in document.text]


@each_lesson
def test_the_class_page_holds_the_clock_the_notes_and_the_keys(lesson: lessons.Lesson):
    plan = classroom.load(lesson.lesson)
    said = text(class_page(lesson.lesson, AS_OF, NOTEBOOKS))
    for start, part in plan.clock():
        assert f"{start}–{start + part.minutes}" in said and flat(part.say) in said
    places = [said.index(flat(note)) for note in plan.notes.values()]
    assert places == sorted(places), "notes stand in the order of the lesson"
    pictures = [explorers.load(id) for part in plan.plan if part.do is Do.EXPLORER for id in part.items]
    for question in (*plan.polls, *(picture.question for picture in pictures if picture.question)):
        assert flat(question.stem) in said
        assert all(flat(f"{option.text} {option.reason}") in said for option in question.options)
        assert all(f"Right. {flat(option.text)}" in said for option in question.options if option.correct)
        if question.expected_right is not None:
            assert f"We guess that {question.expected_right} of 100 are right at the first vote." in said
    for sentence in (*lesson.say_to_the_person, *lesson.five_things):
        assert said.index(flat(sentence)) < said.index("Notes, in the order of the lesson")


@each_lesson
def test_a_plan_names_cells_that_stand_in_the_lesson(lesson: lessons.Lesson):
    plan = classroom.load(lesson.lesson)
    there = {cell["id"] for cell in json.loads((NOTEBOOKS / f"{lesson.slug}.ipynb").read_text("utf-8"))["cells"]}
    told = {id for part in plan.plan if part.do in (Do.STORY, Do.TALK, Do.CLOSE) for id in part.items}
    assert (told | set(plan.notes)) <= there


def test_calls_are_read_as_they_stand_and_what_is_worked_out_is_left():
    found = calls("a.b.live(fold=2)\nask('x', title='t'); f(g(1), h())\nx = 3")
    assert [(call.name, call.owner) for call in found] == [("live", "b"), ("ask", None), ("g", None), ("h", None)]
    assert (found[0].named, found[1].arguments, found[1].named) == ({"fold": 2}, ("x",), {"title": "t"})


@pytest.mark.parametrize("kind", PAGES)
def test_the_command_writes_a_page_and_never_over_a_file_of_somebody(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    to = folder / "page.html"
    arguments = [kind, "03", "--to", str(to), "--folder", str(folder)]
    assert main([*arguments, "--as-of", "2031-02-03"]) == 0
    told = capsys.readouterr().out
    assert told.endswith(f"is written, a browser opens and prints it: {to}\n") and told.count("\n") == 1
    assert main([*arguments, "--as-of", "2032-02-03"]) == 0
    assert "3 February 2032" in to.read_text(encoding="utf-8"), "our own page is made anew"
    to.write_text("<html>mine", encoding="utf-8")
    capsys.readouterr()
    assert main(arguments) == 1
    told = capsys.readouterr().err
    assert "page.html" in told and told.count("\n") == 1
    assert to.read_text(encoding="utf-8") == "<html>mine"


@pytest.mark.parametrize(("number", "says"), [("99", "there are 00, 03"), ("00", "00_start_here.ipynb")])
def test_what_cannot_be_written_is_one_sentence(
    number: str, says: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["print", number, "--to", str(folder / "x.html"), "--folder", str(folder)]) == 1
    told = capsys.readouterr().err
    assert says in told and told.count("\n") == 1
    assert not (folder / "x.html").exists()
