"""A good lesson in miniature, and for each rule the ways in which a lesson breaks it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from content.evidence import Fact, Interval, Reference, Source

from . import bones, cells, facts, page, parts, plain, words
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


def deeper(cell: Cell) -> Cell:
    return {**cell, "metadata": {**cell["metadata"], "tags": ["deeper", "remove_input"]}}


GOOD_CELLS = [
    markdown(
        "# A good lesson\n\n12 minutes for the core, 16 with everything.\n\n"
        '<button data-commandlinker-command="notebook:run-all-cells">Start this lesson</button>\n\n'
        "No button above? Choose **Run**, then **Run All Cells**.",
        "title",
    ),
    code('# The top of the lesson\nlesson_top("99")', "For teaching only.", "lesson-top"),
    markdown("She rings on a Monday.", "opening"),
    markdown("**After this lesson you can**\n\n- say what lived.", "objectives"),
    markdown(
        "## What the study showed\n\nAbout 83% of the cells lived for 24 hours, 83 of 100, in a 2020 study "
        "([Smith 2020](https://doi.org/10.1/trial)).\nA hazard ratio of 0.95 (95% CI 0.60 to 1.40) at three years says "
        "that [27% is not what she hoped](https://doi.org/10.1/trial).\n\n"
        "![Cells that leave a vessel](examples.py)\n\n"
        "```mermaid\nflowchart LR\n  accTitle: The steps\n  accDescr: Two steps in a row\n  A --> B\n```\n\n"
        "| Step | Share |\n|---|---|\n| first | small |",
        "study", facts=["survive", "hazard"], outcomes=[7],
    ),
    markdown(
        "> **“None of them lives.”**\n>\n> Not so, most do ([Smith 2020](https://doi.org/10.1/trial)).",
        "refutation-mc10", facts=["survive"],
    ),
    markdown(
        "> **“It lengthens life.”**\n>\n> Not by itself ([Smith 2020](https://doi.org/10.1/trial)).",
        "refutation-mc11", facts=["hazard"],
    ),
    markdown(
        '### Ana\n\nAna is 63 years old. Seven years after her operation her saturation is 91%. "Is it in me now?"',
        "ana", kind="person",
    ),
    code("# Make one step harder and look\ncascade.live()", "Which is the hardest?\nWhere do most fail?", "explorer"),
    code('# The visit of Ana, decision by decision\ncase("99")', "She waits. What do you do?", "case"),
    markdown("## Check yourself", "self-check"),
    code('# Two questions about this\nask("99-one", "99-two")', "Who lives? How many?", "self-check-questions"),
    code('# How sure you were just now\nhow_sure("99")', "This says how sure you were.", "how-sure"),
    markdown("## Five things\n\n1. Most live.\n2. No longer life.", "five-things"),
    markdown("## At once\n\nAsk.", "at-once"),
    markdown("## Two sentences\n\n> “Most live.”\n>\n> “Tell me more.”", "two-sentences", patient_facing=True),
    markdown("## What was not shown\n\nMuch.", "limits"),
    {**markdown("## For the class", "class"), "metadata": {**LOCK, "jp-MarkdownHeadingCollapsed": True}},
    deeper(code("# Two tubes of the same blood\nctc.live()", "Will they say the same?", "tubes")),
    deeper(code('# Votes for a whole class\npolls("99")', "Who lives?", "polls")),
    markdown("## References\n\n1. [Smith J. Survivors for 30 years. 2020.](https://doi.org/10.1/trial)", "references"),
    code('# Where to go from here\nlesson_end("99")', "Next: nothing.", "lesson-end"),
]  # fmt: skip
ABOUT = {"lesson": "99", "title": "A good lesson", "minutes": {"core": 12, "all": 16}, "tracks": [], "outcomes": [7]}
RECORD = SimpleNamespace(
    objectives=("Say what lived.",), five_things=("Most live.", "No longer life."),
    say_to_the_person=("Most live.", "Tell me more."),
)  # fmt: skip
QUESTIONS = tuple(SimpleNamespace(id=f"99-{name}", role="self-check", outcome=7) for name in ("one", "two"))
BELIEFS = {"MC10": SimpleNamespace(facts=("survive",)), "MC11": SimpleNamespace(facts=("hazard",))}
TEACHING = SimpleNamespace(
    lesson=lambda number: RECORD,
    questions=lambda number: QUESTIONS,
    warm_ups=lambda number: (),
    minutes_of_case=lambda number: 5,
    secrets=lambda number: ["Because most of them live."],
    misconception=BELIEFS.__getitem__,
)
Change = Callable[[dict[str, Any], dict[str, Cell]], object]


def lesson(change: Change | None = None, size: int = 3_000) -> Lesson:
    """The good lesson, or what becomes of it: `change` gets the notebook and its cells by id."""
    notebook: dict[str, Any] = {"cells": deepcopy(GOOD_CELLS), "metadata": {"course": deepcopy(ABOUT)}}
    if change:
        change(notebook, {cell["id"]: cell for cell in notebook["cells"]})
    return Lesson("99_good", notebook, HERE, size, EVIDENCE, TEACHING)


def saying(text: str, **course: Any) -> Change:
    """A lesson with one more cell of text."""
    return lambda notebook, _: notebook["cells"].insert(2, markdown(text, "said", **course))


def running(source: str, stored: str = "Something.") -> Change:
    """A lesson with one more cell of code."""
    return lambda notebook, _: notebook["cells"].insert(2, code(source, stored, "run"))


def _explorers(count: int) -> list[Cell]:
    return [code("# One picture after the other\nctc.live()", "Which?", f"explorer-{n}") for n in range(count)]


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
        lambda _, cell: cell["lesson-top"]["metadata"].pop("jupyter"),
        lambda _, cell: cell["lesson-top"]["metadata"].update(tags=["deeper"]),
    ],
    cells.every_cell_is_locked: [
        lambda _, cell: cell["ana"]["metadata"].pop("editable"),
        lambda _, cell: cell["lesson-top"]["metadata"].update(deletable=True),
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
        opening("16 with", "17 with"),
        opening("12 minutes", "12 weeks"),
        opening("<button", "<span"),
        opening("notebook:run-all-cells", "notebook:run-cell"),
        opening("Run All Cells", "help"),
        without("title"),
    ],
    bones.lesson_top_comes_first_and_lesson_end_last: [
        without("lesson-top"),
        without("lesson-end"),
        lambda _, cell: cell["lesson-end"]["metadata"]["tags"].append("deeper"),
    ],
    bones.what_asks_first_stores_its_question: [
        lambda _, cell: cell["explorer"]["outputs"][0]["data"].update({"text/plain": "Of 10,000 cells two are left."})
    ],
}
LONG = "Words go on and on. " * 40
BAD |= {
    parts.parts_stand_in_order: [
        without("limits"),
        without("how-sure"),
        lambda notebook, _: notebook["cells"].insert(3, notebook["cells"].pop()),
        lambda notebook, _: notebook["cells"].insert(
            4, code('# Three questions from before\nwarm_up("99")', "Who?", "warm-up")
        ),
    ],
    parts.the_core_is_short: [saying(LONG * 10), lambda notebook, _: notebook["cells"].extend(_explorers(9))],
    parts.the_minutes_are_honest: [lambda notebook, _: notebook["metadata"]["course"]["minutes"].update(core=13)],
    parts.a_cell_has_one_idea: [saying(LONG * 2)],
    parts.questions_come_often: [saying(LONG * 4)],
    parts.outcomes_are_taught_and_asked: [
        lambda notebook, _: notebook["metadata"]["course"]["outcomes"].append(8),
        lambda _, cell: cell["study"]["metadata"]["course"].pop("outcomes"),
    ],
    parts.every_self_check_is_asked_once: [
        lambda _, cell: cell["self-check-questions"].update(source='# One question about all this\nask("99-one")'),
        running('# One question more than once\nask("99-one")'),
    ],
    parts.what_is_asked_exists: [running('# A question that nobody wrote\nask("99-none")')],
    parts.no_key_is_stored: [running("# A quiz that talks too much\n3", "A. Yes. Because most of them live.")],
    parts.beliefs_are_refuted: [
        without("refutation-mc11"),
        lambda _, cell: cell["refutation-mc10"].update(source="None of them lives? Not so."),
        lambda _, cell: cell["refutation-mc10"]["metadata"]["course"].update(facts=["hazard"]),
        lambda _, cell: cell["refutation-mc10"].update(id="refutation-mc99"),
    ],
    parts.lists_say_what_the_record_says: [
        lambda _, cell: cell["five-things"].update(source="## Five things\n\n1. Most live."),
        lambda _, cell: cell["two-sentences"].update(source="> “Most live on.”\n>\n> “Tell me more.”"),
        lambda _, cell: cell["objectives"].update(source="- say what died."),
    ],
}
BAD[plain.what_is_said_to_people_is_plain] = [
    saying("> “Your prognosis is good for now.”", patient_facing=True),
    saying("> “" + "we shall look at it and " * 6 + "then we shall see.”", patient_facing=True),
    saying(
        "> “Considerable uncertainty characterises individual expectations concerning recurrence.”", patient_facing=True
    ),
]
GOOD: dict[Rule, list[Change]] = {
    plain.what_is_said_to_people_is_plain: [
        saying(
            "> “The pills can make you tired. Ring us if you have a fever.”\n\nSay the median aloud.",
            patient_facing=True,
        )
    ],
    parts.questions_come_often: [lambda _, cell: cell["limits"].update(source=LONG * 4)],
    parts.a_cell_has_one_idea: [saying(LONG)],
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
