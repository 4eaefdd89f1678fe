"""Every lesson gives what is stored in it: two years from now, whatever somebody has answered, without a network."""

from difflib import unified_diff
from pathlib import Path

import pytest

from widgets.publish.shape import dump, normal, read
from widgets.publish.shelf import the_course

from .strict import ROOT, run_strictly

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_lessons_and_each_has_its_notebook():
    from content.lessons import lessons

    assert [path.stem for path in NOTEBOOKS] == [lesson.slug for lesson in lessons()] != []


@each_notebook
def test_gives_what_is_stored_and_reaches_nobody(notebook: Path, tmp_path: Path):
    outcome = run_strictly(notebook, tmp_path)
    assert not outcome.refused, f"{notebook.stem} wants a network: {', '.join(outcome.refused)}"
    assert outcome.equal, f"If the new text is right, run: python3 course.py notebooks\n{outcome.report}"


@each_notebook
def test_stands_in_its_one_form_with_the_metadata_of_its_lesson(notebook: Path):
    """Together with strict nbval above this is what `publish --check` says, without running everything twice."""
    text = notebook.read_text(encoding="utf-8")
    expected = dump(normal(read(notebook), notebook.stem, the_course()))
    lines = text.splitlines(), expected.splitlines()
    change = list(unified_diff(*lines, "as it is", "as it should be", lineterm="", n=1))
    assert not change, "\n".join(["Run: python3 course.py notebooks", *change[:40]])
    assert text == expected, "Only the line breaks of the file differ. Run: python3 course.py notebooks"
