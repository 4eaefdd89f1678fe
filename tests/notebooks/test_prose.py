"""One sentence per line: never another page than before, never a second change, and no break inside what is one."""

import re

import mistune
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.publish import measure
from widgets.publish.prose import one_sentence_per_line

as_page = mistune.create_markdown(plugins=["table", "math", "strikethrough"], escape=False)

BLOCKS = [
    "# A title. With a stop",
    "Seven years later Ana comes back. The study is real ([Meng. 2004](https://doi.org/10.1/a(b)c)). Is it\nin me now?",
    "Doctors (e.g. Dr. Smith, J. Smith et al. 2004) waited 2.4 h vs. 7.5 h. See Fig. 2. The answer is no. It is.",
    "**Bold. Still bold.** After `code. With stop` and $x. Y$ is <b>a tag. Here.</b> Then ![a. Picture](a.svg). End.",
    "- one. Two.\n  three. Four\n- five\n    - nested. Item. Here\n      goes on\n- six",
    "1. first. Second.\n\n   A paragraph. In it.\n\n   ```python\n   a = 1. # B. C\n   ```\n2. second. Third",
    "> quoted. Twice.\n> more. Here\n>\n> - listed. There",
    "| a. B | c |\n|---|:-:|\n| x. Y | z. W |",
    "Hard break. Here  \nnext. Line\\\nthird. Line",
    "```mermaid\nflowchart LR\n  accTitle: A. B\n  A --> B. C\n```",
    "~~~\nA. B\n\n```\nC. D\n~~~",
    '<div class="alert">\nSome. Text.\n</div>',
    "<details><summary>More. Here</summary>\n\nInside. It.\n\n</details>",
    "Set out. Twice\n===",
    "It was 1. The list is none. 1. Nor here. - Nor here. # Nor here.",
    "    code. Block. Here",
    "$$\na. B\n$$",
    "***",
    "[ref]: https://example.org",
    "<!-- a. B\n\nC. D -->",
    "<button data-x=\"y\">Start. This</button>",
]  # fmt: skip


def shown(markdown: str) -> str:
    return re.sub(r"\s+", " ", str(as_page(markdown)))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6), st.sampled_from(["\n\n", "\n\n\n"]))
def test_the_page_stays_the_same_and_twice_changes_nothing(blocks: list[str], between: str):
    before = between.join(blocks)
    after = one_sentence_per_line(before)
    assert shown(after) == shown(before)
    assert one_sentence_per_line(after) == after


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="aB1. !?\"'()[]*_`$<>|#-+\n", max_size=80))
def test_no_text_is_lost_however_odd(text: str):
    after = one_sentence_per_line(text)
    assert re.sub(r"[\s\\>]", "", after) == re.sub(r"[\s\\>]", "", text)


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("One. Two! Three? Four… Five.", 5),
        ("It halved every 1 to 2.4 hours. Hours.", 2),
        ("Found in 13 women, i.e. a third, cf. Fig. 2, no. 5 and p. 7 of Smith J. Smith vs. Jones et al. 2004.", 1),
        ('"So is it in me now?" She waits. (She has waited.) *Long.* [Meng](a) agrees.', 5),
        ("Read `a. B. C` and [Meng. Et al. 2004](https://doi.org/10.1/a.B).", 1),
        ("A sentence that its author\nbroke over\nthree lines.", 1),
        ("The answer is no. Then nothing.", 2),
        ("Stage I. Smith said so.", 1),
        ("Break here  \nand here\\\nend.", 3),
        ("Ask. 36 women came. 1. Not a list.", 3),
    ],
)
def test_where_a_line_ends(markdown: str, lines: int):
    assert len(one_sentence_per_line(markdown).splitlines()) == lines


def test_words_are_what_a_reader_meets():
    markdown = (
        "## Two words\n\nOf 1,800 cells 2.4% [were found](https://doi.org/10.1/a-b-c), Ana's <b>bold</b> word.\n\n"
        "![not these](a.svg)\n\n```mermaid\nnor these\n```\n\n| a | b |\n|---|---|\n| c | d |"
    )
    assert measure.words(markdown) == 2 + 9 + 4


def test_minutes_count_reading_questions_and_explorers_and_leave_deeper_out():
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "word " * 400},
        {"cell_type": "markdown", "id": "b", "metadata": {"tags": ["deeper"]}, "source": "word " * 600},
        {"cell_type": "code", "id": "c", "metadata": {}, "source": "quiz('03-a', '03-b', '03-z')\ncascade.live()"},
        {"cell_type": "markdown", "id": "references", "metadata": {}, "source": "word " * 1000},
    ]
    core, whole = (f({"cells": cells}, {"03-a", "03-b"}) for f in (measure.core, measure.whole))
    assert (core.words, core.questions, core.explorers, core.minutes) == (400, 2, 1, 8)
    assert (whole.words, whole.minutes) == (1000, 11)
