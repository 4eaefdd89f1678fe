"""`python -m widgets.publish [NAME ...] [--check]`: run the notebooks and write them in their one form."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from widgets.publish import measure
from widgets.publish.run import run
from widgets.publish.shape import Notebook, dump, normal, read
from widgets.publish.shelf import AboutALesson, Shelf, Trouble, the_course


def main(arguments: Sequence[str] | None = None, shelf: Shelf | None = None) -> int:
    """Publish and print a line for each notebook; 0 if all is well, 1 if something is to mend (or would change)."""
    parser = argparse.ArgumentParser(prog="publish", description="Run notebooks, strip them, write their one form.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="03, 03_cascade or a path; without names: all")
    parser.add_argument("--check", action="store_true", help="write nothing; say which notebooks would change")
    parser.add_argument("--folder", type=Path, default=Path("notebooks"), help="where the notebooks are")
    given = parser.parse_args(arguments)
    troubles: list[str] = []
    changed = 0
    try:
        shelf = shelf or the_course()
        paths = _paths(given.folder, given.names)
    except Trouble as trouble:
        paths, troubles = [], [str(trouble)]
    for path in paths:
        try:
            assert shelf is not None
            before = path.read_text(encoding="utf-8")
            notebook = published(path, shelf)
        except Trouble as trouble:
            troubles.append(str(trouble))
            continue
        after = dump(notebook)
        changed += before != after
        verdict = "unchanged" if before == after else "would change" if given.check else "written"
        if before != after and not given.check:
            _write(path, after)
        print(f"{path.stem}: {verdict}. {_length(notebook, shelf.lesson(path.stem), shelf.questions(path.stem))}")
    for sentence in troubles:
        print(f"To mend: {sentence}", file=sys.stderr)
    if given.check and changed:
        print(f"{changed} of {len(paths)} would change: run python3 course.py notebooks", file=sys.stderr)
    return 1 if troubles or (given.check and changed) else 0


def published(path: Path, shelf: Shelf) -> Notebook:
    """The notebook in `path` after a fresh run, in its one form; nothing is written. Raises Trouble."""
    name = path.stem
    unrun = read(path)
    for cell in unrun["cells"]:
        cell["outputs"] = []  # what an earlier run left does not matter
    return normal(run(normal(unrun, name, shelf), name, path.parent), name, shelf)


def _paths(folder: Path, names: Sequence[str]) -> list[Path]:
    if not folder.is_dir():
        raise Trouble(f"there is no folder {folder} here: start from the folder that holds course.py")
    there = sorted(folder.glob("*.ipynb"))
    if not names:
        return there
    found: list[Path] = []
    for name in names:
        wanted = Path(name).name.removesuffix(".ipynb")
        hits = [path for path in there if path.stem == wanted or path.stem.split("_")[0] == wanted]
        if not hits:
            have = ", ".join(path.stem for path in there) or "none"
            raise Trouble(f"there is no notebook {name!r} in {folder}, which has {have}")
        found += [path for path in hits if path not in found]
    return found


def _length(notebook: Notebook, lesson: AboutALesson, questions: Collection[str]) -> str:
    core, whole = measure.core(notebook, questions), measure.whole(notebook, questions)
    return (
        f"Core {core.words:,} words, {core.questions} questions, {core.explorers} explorers: {core.minutes} minutes "
        f"(lesson.yaml says {lesson.minutes_core}); all {whole.words:,} words: {whole.minutes} ({lesson.minutes_all})."
    )


def _write(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")  # a notebook is never half written
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


if __name__ == "__main__":
    sys.exit(main())
