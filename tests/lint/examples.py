"""A good lesson in miniature, and for each rule the ways in which a lesson breaks it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from content.evidence import Fact, Interval, Reference, Source

from . import bones, cells, facts, page, words
from .engine import Cell, Lesson, Rule

TRIAL = Reference("trial2020", "paper", "A trial", 2020, "Smith J", doi="10.1/trial")
SURVIVE = Fact(
    "survive", "cells", "More than 80% survive 24 hours.", Source("trial2020", "abstract"), "read", date(2026, 11, 25),
    value=82.6, unit="%", timeframe="24 hours",
)  # fmt: skip
HAZARD = Fact(
    "hazard", "trial", "No longer life.", Source("trial2020", "abstract"), "read", date(2026, 11, 25),
    value=0.95, unit="hazard ratio", interval=Interval(0.6, 1.4, "95% CI"), timeframe="3 years",
)  # fmt: skip
GUESS = Fact("guess", "trial", "Perhaps.", Source("trial2020", "?"), "memory", date(2026, 11, 25), value=7, unit="mg")
EVIDENCE = SimpleNamespace(
    fact={"survive": SURVIVE, "hazard": HAZARD, "guess": GUESS}.__getitem__,
    reference={"trial2020": TRIAL}.__getitem__,
)
HERE = Path(__file__).parent
LOCK = {"deletable": False, "editable": False}


def markdown(source: str, id: str = "text", **course: Any) -> Cell:
    metadata = {**LOCK, **({"course": course} if course else {})}
    return {"cell_type": "markdown", "id": id, "metadata": metadata, "source": source}


def code(source: str, stored: str, id: str = "code") -> Cell:
    output = {"data": {"text/plain": stored}, "execution_count": 1, "metadata": {}, "output_type": "execute_result"}
    folded = {**LOCK, "jupyter": {"source_hidden": True}, "tags": ["remove_input"]}
    return {
        "cell_type": "code", "execution_count": 1, "id": id, "metadata": folded, "outputs": [output], "source": source
    }  # fmt: skip


GOOD_CELLS = [
    markdown(
        "# A good lesson\n\n12 minutes for the core, 18 with everything.\n\n"
        '<button data-commandlinker-command="notebook:run-all-cells">Start this lesson</button>\n\n'
        "No button above? Choose **Run**, then **Run All Cells**.",
        "title",
    ),
    code('# The top of the lesson\nlesson_top("99")', "For teaching only.", "top"),
    markdown(
        "## What the study showed\n\nAbout 83% of the cells lived for 24 hours, 83 of 100, in a 2020 study "
        "([Smith 2020](https://doi.org/10.1/trial)).\nA hazard ratio of 0.95 (95% CI 0.60 to 1.40) at three years says "
        "that [27% is not what she hoped](https://doi.org/10.1/trial).\n\n"
        "![Cells that leave a vessel](examples.py)\n\n"
        "```mermaid\nflowchart LR\n  accTitle: The steps\n  accDescr: Two steps in a row\n  A --> B\n```\n\n"
        "| Step | Share |\n|---|---|\n| first | small |",
        "study", facts=["survive", "hazard"],
    ),
    markdown(
        '### Ana\n\nAna is 63 years old. Seven years after her operation her saturation is 91%. "Is it in me now?"',
        "ana", kind="person",
    ),
    code("# Make one step harder and look\ncascade.live()", "Which is the hardest?\nWhere do most fail?", "explorer"),
    markdown("## References\n\n1. [Smith J. Survivors for 30 years. 2020.](https://doi.org/10.1/trial)", "references"),
    code('# Where to go from here\nlesson_end("99")', "Next: nothing.", "end"),
]  # fmt: skip
ABOUT = {"lesson": "99", "title": "A good lesson", "minutes": {"core": 12, "all": 18}, "tracks": [], "outcomes": []}
Change = Callable[[dict[str, Any], dict[str, Cell]], object]


def lesson(change: Change | None = None, size: int = 3_000) -> Lesson:
    """The good lesson, or what becomes of it: `change` gets the notebook and its cells by id."""
    notebook: dict[str, Any] = {"cells": deepcopy(GOOD_CELLS), "metadata": {"course": deepcopy(ABOUT)}}
    if change:
        change(notebook, {cell["id"]: cell for cell in notebook["cells"]})
    return Lesson("99_good", notebook, HERE, size, EVIDENCE)


def saying(text: str, **course: Any) -> Change:
    """A lesson with one more cell of text."""
    return lambda notebook, _: notebook["cells"].insert(2, markdown(text, "said", **course))


def running(source: str, stored: str = "Something.") -> Change:
    """A lesson with one more cell of code."""
    return lambda notebook, _: notebook["cells"].insert(2, code(source, stored, "run"))


def storing(output: dict[str, Any]) -> Change:
    return lambda _, cell: cell["explorer"].update(outputs=[output])


def without(id: str) -> Change:
    return lambda notebook, cell: notebook["cells"].remove(cell[id])


def opening(old: str, new: str) -> Change:
    return lambda _, cell: cell["title"].update(source=cell["title"]["source"].replace(old, new))


BAD: dict[Rule, list[Change]] = {
    cells.code_cell_begins_with_plain_words: [
        running("cascade.live()"),
        running("# x = 3 here so\nx"),
        running("# Look\nx"),
        running("\n# Look at this one\nx"),
    ],
    cells.code_cell_is_short: [running("# A long cell it is\n" + "x = 1\n" * 6), running("# Nothing comes after this")],
    cells.code_cell_is_python_without_magic: [
        running("# List the files here\n!ls"),
        running("# A magic is used here\n%time 3"),
        running("# NBVAL_IGNORE_OUTPUT is not plain\n3"),
    ],
    cells.code_cell_is_folded: [
        lambda _, cell: cell["top"]["metadata"].pop("jupyter"),
        lambda _, cell: cell["top"]["metadata"].update(tags=["deeper"]),
    ],
    cells.every_cell_is_locked: [
        lambda _, cell: cell["ana"]["metadata"].pop("editable"),
        lambda _, cell: cell["top"]["metadata"].update(deletable=True),
    ],
    cells.only_plain_text_is_stored: [
        storing({"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": []}),
        storing({"output_type": "stream", "name": "stderr", "text": "soon to go"}),
        storing({"output_type": "display_data", "data": {"text/plain": "a", "image/png": "b"}, "metadata": {}}),
        storing({"output_type": "display_data", "data": {"text/html": "<b>a</b>"}, "metadata": {}}),
    ],
    cells.no_widget_state_is_stored: [lambda notebook, _: notebook["metadata"].update(widgets={})],
    cells.code_cell_says_something_before_it_runs: [
        lambda _, cell: cell["explorer"].update(outputs=[]),
        storing({"output_type": "stream", "name": "stdout", "text": " \n"}),
    ],
    page.exactly_one_title: [saying("# Another title"), opening("# A good lesson", "A good lesson")],
    page.headings_go_down_one_step_at_a_time: [saying("### Too deep"), saying("## Two\n\n#### Four")],
    page.pictures_have_words: [
        saying("![](examples.py)"),
        saying("![cell](examples.py)"),
        saying('<img src="examples.py">'),
        saying('<img src="examples.py" alt="">'),
    ],
    page.diagrams_have_words: [
        saying("```mermaid\nflowchart LR\n  accTitle: Steps\n  A --> B\n```"),
        saying("```mermaid\nflowchart LR\n  accTitle:\n  accDescr: Two\n```"),
    ],
    page.pictures_lie_beside_the_lessons: [
        saying("![A cell leaves](pictures/none.svg)"),
        saying("![A cell leaves](https://example.org/a.svg)"),
        saying('<img alt="a cell leaves" src="//example.org/a.svg">'),
        saying("![A cell leaves](data:image/png;base64,AAAA)"),
        lambda _, cell: cell["ana"].update(attachments={"a.png": {}}),
    ],
    page.links_lead_to_files_that_exist: [saying("[The next lesson](99_none.ipynb)"), saying("[Up](../x.md#part)")],
    page.links_say_where_they_lead: [
        saying("Look [here](https://doi.org/10.1/a)."),
        saying("[Click here](https://doi.org/10.1/a)"),
        saying("[this paper](https://doi.org/10.1/a)"),
        saying("[https://doi.org/10.1/a](https://doi.org/10.1/a)"),
        saying("See https://doi.org/10.1/a for more."),
        saying("<https://doi.org/10.1/a>"),
        saying("[3](https://doi.org/10.1/a)"),
    ],
    page.tables_have_headers: [
        saying("| a | b |\n| c | d |"),
        saying("| | share |\n|---|---|\n| first | small |"),
        saying("<table><tr><td>a</td></tr></table>"),
    ],
    facts.facts_exist_and_were_seen: [saying("Words.", facts=["none"]), saying("Words.", facts=["guess"])],
    facts.sources_are_linked_beside_their_numbers: [
        saying("Most of them lived.", facts=["survive"]),
        saying("Most of them lived ([Smith 2020](https://doi.org/10.1/trials)).", facts=["survive"]),
    ],
    facts.numbers_are_facts: [
        saying("Most lived, 83%.", facts=["hazard"]),
        saying("Most lived, 84% ([Smith](https://doi.org/10.1/trial)).", facts=["survive"]),
        saying("Most lived, 80 of 100.", facts=["survive"]),
        saying("The HR was 0.96.", facts=["hazard"]),
        saying("A hazard ratio of 0.95 (0.6 to 1.5).", facts=["hazard"]),
        saying("She takes 75 mg/m² now."),
        saying("It takes five years."),
        saying("The five-year survival."),
        saying("It takes 30 minutes to work."),
        saying("Of cells, 25 per cent."),
        saying("Cells halved every 1 to 24 hours.", facts=["survive"]),
        saying("Her dose is 6 mg, and 20% feel it.", kind="person"),
    ],
    words.words_respect_people: [
        saying("The patient failed chemotherapy."),
        saying("Women who have failed two lines."),
        saying("After treatment failure."),
        saying("She progressed on tamoxifen."),
        saying("Breast cancer patients."),
        saying("All HER2-positives."),
        saying("She is a triple negative."),
        saying("Responders live longer."),
        saying("She was non-compliant and refused."),
        saying("Salvage therapy."),
        saying("A heroic operation in an aggressive patient."),
        saying("She is terminal."),
        saying("Nothing more can be done."),
        saying("She lost her battle."),
        saying("Keep fighting."),
        saying("A survivor of cancer."),
        saying("He suffers from pain, a victim."),
        saying("Subjects were randomised."),
        saying("Female patients were asked."),
        saying("Race is a risk factor."),
        running("# See how survivors did then\n3"),
        running("# See how people did then\n3", "Of 100 responders."),
    ],
    bones.first_cell_opens_the_lesson: [
        opening("A good lesson", "Another title"),
        opening("18 with", "19 with"),
        opening("12 minutes", "12 weeks"),
        opening("<button", "<span"),
        opening("notebook:run-all-cells", "notebook:run-cell"),
        opening("Run All Cells", "help"),
        without("title"),
    ],
    bones.lesson_top_comes_first_and_lesson_end_last: [
        without("top"),
        without("end"),
        lambda _, cell: cell["end"]["metadata"]["tags"].append("deeper"),
    ],
    bones.what_asks_first_stores_its_question: [
        lambda _, cell: cell["explorer"]["outputs"][0]["data"].update({"text/plain": "Of 10,000 cells two are left."})
    ],
}
GOOD: dict[Rule, list[Change]] = {
    cells.code_cell_is_short: [running("# Five lines are still good\na = 1\n\n# and why\nb = 2\nc = 3\nd = 4\na + b")],
    page.links_say_where_they_lead: [
        saying("[What is here and there](examples.py), `https://none`, [Koop 1995](<https://a>)")
    ],
    page.tables_have_headers: [saying("<table><tr><th>a</th></tr></table>"), saying("`| a | b |` is code")],
    page.pictures_have_words: [saying("```\n![](none.svg)\n```")],
    facts.numbers_are_facts: [
        saying("Two panels, 36 women, in 2004, at 63 years of age, aged 7 years, a 50-year-old; [5% of 9](x)."),
        saying("82.6% and 83 per cent, 826 of 1,000, within a day, for 1440 minutes.", facts=["survive"]),
        saying("HR 0.95, 0.60 to 1.40, over 36 months.", facts=["hazard"]),
        saying("This lesson takes 35 minutes. Phone the 24-hour line."),
    ],
    words.words_respect_people: [
        saying("Where do cells fail? They fail late. The cancer progressed. Subject to change, C-terminal."),
        saying("A triple-negative breast cancer; its terminal half-life; an aggressive cancer."),
        saying("[Breast cancer patients](examples.py)"),
        running("# See how people did then\n3", "Survival of people with cancer."),
    ],
}
