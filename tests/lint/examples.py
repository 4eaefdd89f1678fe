"""For each rule the ways in which a lesson breaks it, and what looks like a breach and is none."""

from __future__ import annotations

from widgets.map import MAP_TEXT

from . import asking, bones, cells, facts, page, parts, plain, words
from .engine import Rule
from .good_lesson import CHECKS, Change, code, explorers, markdown, opening, reading, running, saying, storing, without

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
    page.alternative_text_is_no_file_name: [
        saying("![Examples py](examples.py)"),
        saying("![a good lesson](a_good-lesson.svg)"),
    ],
    page.drawings_have_titles: [saying("![A round cell](pictures/untitled.svg)")],
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
        saying("What she took after failing letrozole."),
        saying("After treatment failure."),
        saying("TNBC patients, triple-negative patients, HER2-positive women and metastatic patients."),
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
        saying("She lost her battle, and was lost to cancer."),
        saying("Keep fighting."),
        saying("A survivor of cancer."),
        saying("He suffers from pain, a victim."),
        saying("Subjects were randomised."),
        saying("Female patients were asked."),
        saying("Race is a risk factor. Race as risk factor."),
        running("# See how survivors did then\n3"),
        running("# See how people did then\n3", "Of 100 responders."),
    ],
    bones.first_cell_opens_the_lesson: [
        opening("A good lesson", "Another title"),
        opening("19 with", "20 with"),
        opening("15 minutes", "15 weeks"),
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
    parts.ideas_stand_before_the_case: [
        saying("An idea too early."),
        lambda notebook, _: notebook["cells"].insert(-2, markdown("An idea too late.", "late")),
        lambda notebook, cell: notebook["cells"].append(notebook["cells"].pop(notebook["cells"].index(cell["ana"]))),
    ],
    parts.parts_call_what_they_are_named_after: [
        reading("case", '# The visit of somebody else\ncase("98")'),
        reading("self-check-questions", "# Nothing is asked down here\n3"),
        lambda _, cell: cell["limits"].update(cell_type="code"),
    ],
    parts.what_few_need_is_folded: [
        lambda _, cell: cell["polls"]["metadata"].update(tags=["remove_input"]),
        reading("class", "## To the teacher"),
    ],
    parts.the_core_is_short: [saying(LONG * 10), lambda notebook, _: notebook["cells"].extend(explorers(9))],
    parts.the_minutes_are_honest: [lambda notebook, _: notebook["metadata"]["course"]["minutes"].update(core=16)],
    parts.a_cell_has_one_idea: [saying(LONG * 2)],
    asking.questions_come_often: [saying(LONG * 4), reading("limits", LONG * 4)],
    asking.self_check_has_five_or_six_questions: [
        reading("self-check-questions", f"# Four questions about this\nask{CHECKS[:4]}"),
        reading("self-check-questions", f"# Many questions about this\nask{CHECKS + CHECKS}"),
    ],
    asking.outcomes_are_taught_and_asked: [
        lambda notebook, _: notebook["metadata"]["course"]["outcomes"].append(8),
        lambda _, cell: cell["study"]["metadata"]["course"].pop("outcomes"),
    ],
    asking.every_self_check_is_asked_once: [
        reading("self-check-questions", '# One question about all this\nask("99-one")'),
        running('# One question more than once\nask("99-one")'),
    ],
    asking.what_is_asked_is_there_to_be_asked: [
        running('# A question that nobody wrote\nask("99-none")'),
        running('# A question for a class only\nask("99-poll")'),
    ],
    asking.every_prediction_opens_an_explorer: [without("explorer")],
    asking.no_key_is_stored: [
        running("# A quiz that talks too much\n3", "A. Yes. Because most of them live."),
        running("# A quiz with narrow lines\n3", "A. Yes. Because most\n   of them live."),
    ],
    asking.nobodys_progress_is_stored: [running("# The map of the lessons\nlearning_map()", "You did 3 of 5.")],
    parts.beliefs_are_refuted: [
        without("refutation-mc11"),
        reading("refutation-mc10", "None of them lives? Not so."),
        lambda _, cell: cell["refutation-mc10"]["metadata"]["course"].update(facts=["hazard"]),
        lambda _, cell: cell["refutation-mc10"].update(id="refutation-mc99"),
    ],
    parts.lists_say_what_the_record_says: [
        reading("five-things", "## Five things\n\n1. Most live."),
        reading("two-sentences", "> “Most live on.”\n>\n> “Tell me more.”"),
        reading("objectives", "- say what died."),
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
    asking.questions_come_often: [lambda _, cell: cell["tubes"].update(cell_type="markdown", source=LONG * 4)],
    asking.what_is_asked_is_there_to_be_asked: [running('# One that comes back later\nask("99-bank")')],
    asking.nobodys_progress_is_stored: [running("# The map of the lessons\nlearning_map()", MAP_TEXT)],
    page.drawings_have_titles: [saying("![A round cell](pictures/titled.svg)")],
    parts.ideas_stand_before_the_case: [
        lambda notebook, cell: notebook["cells"].insert(
            notebook["cells"].index(cell["class"]), markdown("## Deeper: more", "more")
        )
    ],
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
