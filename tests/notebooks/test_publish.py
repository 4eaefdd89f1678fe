"""The pipeline on tiny notebooks: what it writes, that it changes nothing twice, and what it says when it cannot."""

import json
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from content.evidence import Fact, Reference, Source
from content.teaching import case, draw
from widgets.publish import measure, shape
from widgets.publish.__main__ import main
from widgets.publish.shelf import Shelf

from .strict import run_strictly

FIXTURES = Path(__file__).parent / "fixtures"
KOOP = Reference("koop", "paper", "Fate of [seeds]", 1995, "Koop S", "Seed Res 1:2", doi="10.1/koop")
REST = Reference("rest", "page", "Sleeping seeds", 2001, "Rest A", url="https://example.org/rest")
FACTS = {
    "seed-lives": Fact("seed-lives", "seeds", "83% live.", Source("koop", "abstract"), "read", date(2026, 11, 5)),
    "seed-sleeps": Fact(
        "seed-sleeps", "seeds", "Most sleep.", Source("rest", "text", "a copy"), "secondary", date(2026, 11, 6)
    ),
    "seed-guess": Fact("seed-guess", "seeds", "Some grow.", Source("koop", "?"), "memory", date(2026, 11, 7)),
}
ABOUT = SimpleNamespace(
    lesson="99", title="Where a seed fails", minutes_core=5, minutes_all=6, tracks=("core",), outcomes=(7,)
)


def lesson(slug: str) -> SimpleNamespace:
    if slug == "nobodys":
        raise LookupError(slug)
    return ABOUT


SHELF = Shelf(
    lesson=lesson,
    fact=FACTS.__getitem__,
    reference={"koop": KOOP, "rest": REST}.__getitem__,
    questions=lambda _: {"99-which-step"},
)


@pytest.fixture
def publish(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Copies fixtures into an empty folder and publishes there: (exit code, what was said, the folder)."""

    def go(*names: str, options: tuple[str, ...] = (), ask: tuple[str, ...] = ()):
        for name in names:
            shutil.copy(FIXTURES / f"{name}.ipynb", tmp_path)
        code = main([*ask, *options, "--folder", str(tmp_path)], SHELF)
        said = capsys.readouterr()
        return code, said.out + said.err, tmp_path

    return go


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """as_saved.ipynb after publishing; for tests that only read it."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copy(FIXTURES / "as_saved.ipynb", folder)
    assert main(["--folder", str(folder)], SHELF) == 0
    return folder / "as_saved.ipynb"


def cells(path: Path) -> dict[str, dict]:
    return {cell["id"]: cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}


def test_ids_speak_and_order_stays(published):
    assert list(cells(published)) == [
        "where-a-seed-fails",
        "the-top-of-the-lesson",
        "what-was-counted",
        "explorer",
        "what-to-remember",
        "deeper",
        "mechanism-one",
        "prints",
        "references",
        "end",
    ]


def test_every_cell_is_locked_and_code_folded(published):
    for cell in cells(published).values():
        assert cell["metadata"]["editable"] is False and cell["metadata"]["deletable"] is False
        if cell["cell_type"] == "code":
            assert cell["metadata"]["jupyter"] == {"source_hidden": True}
            assert "remove_input" in cell["metadata"]["tags"]


def test_only_plain_text_of_this_run_is_stored(published):
    code = {id: cell for id, cell in cells(published).items() if cell["cell_type"] == "code"}
    assert [output["data"] for output in code["explorer"]["outputs"]] == [{"text/plain": ["'How many seeds grow?'"]}]
    assert code["prints"]["outputs"] == [{"name": "stdout", "output_type": "stream", "text": ["first\n", "second\n"]}]
    assert [cell["execution_count"] for cell in code.values()] == [1, 2, 3, 4]
    assert [cell["outputs"][0].get("execution_count") for cell in code.values()] == [1, 2, None, 4]


def test_nothing_of_somebodys_machine_is_stored(published):
    notebook = json.loads(published.read_text(encoding="utf-8"))
    assert notebook["metadata"] == {
        "course": {
            "lesson": "99",
            "minutes": {"all": 6, "core": 5},
            "outcomes": [7],
            "title": "Where a seed fails",
            "tracks": ["core"],
        },
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    known = {"course", "deletable", "editable", "jp-MarkdownHeadingCollapsed", "jupyter", "tags"}
    assert all(set(cell["metadata"]) <= known for cell in notebook["cells"])


def test_deeper_is_folded_and_tagged_up_to_the_next_heading(published):
    found = cells(published)
    assert [id for id, c in found.items() if "deeper" in c["metadata"].get("tags", [])] == [
        "mechanism-one",
        "prints",
    ]
    assert [id for id, c in found.items() if c["metadata"].get("jp-MarkdownHeadingCollapsed")] == ["deeper"]


def test_for_the_class_is_folded_like_deeper():
    texts = ("# Seeds", "## Deeper: roots", "Down.", "## For the class", "Hands up.", "## For the classroom", "Open.")
    written = [
        {"cell_type": "markdown", "id": f"part-{n}", "metadata": {}, "source": text} for n, text in enumerate(texts)
    ]
    made = shape.normal({"cells": written}, "seeds", SHELF)["cells"]
    assert [cell["source"] for cell in made if "deeper" in cell["metadata"].get("tags", [])] == ["Down.", "Hands up."]
    folded = [cell["source"] for cell in made if cell["metadata"].get("jp-MarkdownHeadingCollapsed")]
    assert folded == ["## Deeper: roots", "## For the class"]


CASE = """
id: 98-lea
person: Lea
intro: A short beginning.
start: 98-lea-1
state: {}
nodes:
- id: 98-lea-1
  text: Two ways lie open.
  choices:
  - {text: The short one., answer: Yes., reason: Because., score: 2, goto: 98-lea-end}
  - {text: The long one., answer: No., reason: So., score: 1, goto: 98-lea-2}
- id: 98-lea-2
  text: And again.
  choices:
  - {text: This., answer: Yes., reason: Because., score: 1, goto: 98-lea-end}
- {id: 98-lea-end, text: She goes home., debrief: Well done.}
"""


def test_a_case_takes_its_longest_way(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(case, "load", lambda lesson: case.parse(CASE, lesson))
    # 3 words of intro, 4 + 6 + 2 of the first moment, 2 + 1 + 2 of the second, 5 of the end; two decisions.
    assert measure.minutes_of_case("98") == pytest.approx(25 / 200 + 2)


@pytest.mark.parametrize(
    ("source", "questions", "explorers", "minutes"),
    [
        ('ask("99-which-step", "99-none")', 1, 0, 1),
        ('warm_up("99")', 3, 0, 3),
        ('case("99")', 0, 0, 7),
        ("cascade.live()", 0, 1, 4),
        ('polls("99")', 0, 0, 1),
        ('how_sure("99")', 0, 0, 1),
        ("learning_map()", 0, 0, 1),
        ("due_today()", 0, 0, 1),
    ],
)
def test_a_code_cell_takes_its_time(monkeypatch, source: str, questions: int, explorers: int, minutes: int):
    monkeypatch.setattr(draw, "warm_ups", lambda lesson: ("one", "two", "three"))
    notebook = {"cells": [{"cell_type": "code", "id": "x", "metadata": {}, "source": source}]}
    found = measure.core(notebook, {"99-which-step"}, lambda lesson: 7)
    assert (found.questions, found.explorers, found.minutes) == (questions, explorers, minutes)


def test_references_are_numbered_linked_and_dated(published):
    assert "".join(cells(published)["references"]["source"]) == (
        "## References\n\n"
        "1. [Koop S. Fate of \\[seeds\\]. Seed Res 1:2. 1995.](https://doi.org/10.1/koop) Seen 5 November 2026.\n"
        "2. [Rest A. Sleeping seeds. 2001.](https://example.org/rest) As reported by: a copy."
    )


def test_a_sentence_stands_on_its_line(published):
    assert "".join(cells(published)["where-a-seed-fails"]["source"]).splitlines()[2:] == [
        "A lesson of a few sentences.",
        "It stands as JupyterLab saved it, e.g. with sentences in one line and 2.4 hours in another.",
    ]


def test_doing_it_twice_changes_nothing_and_tells_the_length(published, capsys):
    first = published.read_bytes()
    assert first.endswith(b"\n") and b"\r" not in first
    assert main(["--folder", str(published.parent)], SHELF) == 0
    assert published.read_bytes() == first
    assert capsys.readouterr().out == (
        "as_saved: unchanged. Core 58 words, 1 questions, 1 explorers: 5 minutes (lesson.yaml says 5); "
        "all 64 words: 5 (6).\n"
    )


def test_a_published_notebook_passes_strict_nbval(published, tmp_path: Path):
    outcome = run_strictly(published, tmp_path)
    assert outcome.equal and not outcome.refused, outcome.report


def test_check_names_what_would_change_and_writes_nothing(publish):
    code, said, folder = publish("as_saved", options=("--check",))
    assert code == 1 and "as_saved: would change" in said and "1 of 1 would change" in said
    assert (folder / "as_saved.ipynb").read_bytes() == (FIXTURES / "as_saved.ipynb").read_bytes()


def test_one_can_be_named_by_number_or_name(publish):
    for name in ("equal", "unequal.ipynb"):
        assert publish("equal", "unequal", "fails", ask=(name,))[0] == 0
    code, said, _ = publish(ask=("42",))
    assert code == 1 and "there is no notebook '42'" in said and "which has equal, fails, unequal" in said


def test_troubles_are_told_together_and_the_rest_is_published(publish):
    code, said, folder = publish("equal", "fails", "warns", "shows_html", "ends")
    told = [line for line in said.splitlines() if line.startswith("To mend: ")]
    assert code == 1 and len(told) == 4
    assert "To mend: fails, cell divide-by-nothing fails with ZeroDivisionError: division by zero" in told
    assert "To mend: ends, cell end-python: Python ended while the cell was running" in told
    assert any(line.startswith("To mend: warns, cell dry-soil writes a warning") for line in told)
    assert any(line.startswith("To mend: shows_html, cell html-table shows text/html") for line in told)
    assert (folder / "fails.ipynb").read_bytes() == (FIXTURES / "fails.ipynb").read_bytes()
    assert "equal: written" in said


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda cell: cell["metadata"].update(course={"facts": ["no-such"]}), "equal, cell title: no-such"),
        (lambda cell: cell["metadata"].update(course={"facts": ["seed-guess"]}), "is from memory"),
        (lambda cell: cell.pop("source"), "equal.ipynb cannot be read as a notebook"),
    ],
)
def test_what_an_author_can_get_wrong_is_one_sentence(publish, tmp_path: Path, change, sentence: str):
    notebook = json.loads((FIXTURES / "equal.ipynb").read_text(encoding="utf-8"))
    change(notebook["cells"][0])
    (tmp_path / "equal.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    code, said, _ = publish()
    assert code == 1 and said.count("\n") == 1 and sentence in said


def test_a_notebook_without_a_lesson_and_a_missing_folder_are_told(publish, tmp_path: Path, capsys):
    shutil.copy(FIXTURES / "equal.ipynb", tmp_path / "nobodys.ipynb")
    assert "write content/lessons/nobodys/lesson.yaml first" in publish()[1]
    assert main(["--folder", str(tmp_path / "nowhere")], SHELF) == 1
    assert "start from the folder that holds course.py" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "equal", "refused"),
    [("equal", True, 0), ("unequal", False, 0), ("dated", False, 0), ("remembers", False, 0), ("calls_home", True, 1)],
)
def test_the_strict_run_finds_out(name: str, equal: bool, refused: int, tmp_path: Path):
    """A changed digit, today's date, and a connection whose failure is swallowed."""
    path = Path(shutil.copy(FIXTURES / f"{name}.ipynb", tmp_path))
    outcome = run_strictly(path, tmp_path)
    assert (outcome.equal, len(outcome.refused)) == (equal, refused), outcome.report
