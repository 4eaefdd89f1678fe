"""`python -m widgets.paper print 03 --to FILE` and `python -m widgets.paper class 03 --to FILE`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from widgets.paper.pages import NOTEBOOKS, OURS, class_page, print_page

_PAGES = {"print": print_page, "class": class_page}
_CALLED = {"print": "The lesson for paper", "class": "The page for the speaker, to keep off the projector,"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a page and say where it is; 0 if it stands there, 1 with one sentence if not."""
    parser = argparse.ArgumentParser(
        prog="paper", description="Write a lesson for paper, or for the one who teaches it."
    )
    parser.add_argument("page", choices=_PAGES)
    parser.add_argument("lesson", help="its number, such as 03")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="where to write it")
    parser.add_argument("--folder", type=Path, default=NOTEBOOKS, help="where the notebooks are")
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, help="the day to print on it (2026-11-28)")
    given = parser.parse_args(arguments)
    try:
        if not _free_or_ours(given.to):
            raise FileExistsError(f"{given.to} is there already and the course has not made it: move it away first")
        page = _PAGES[given.page](given.lesson, given.as_of or date.today(), given.folder)
        given.to.write_text(page, encoding="utf-8", newline="\n")
    except (LookupError, OSError, ValueError) as error:
        print(f"Nothing was written: {error.args[0] if len(error.args) == 1 else error}.", file=sys.stderr)
        return 1
    print(f"{_CALLED[given.page]} is written, a browser opens and prints it: {given.to}")
    return 0


def _free_or_ours(path: Path) -> bool:
    return not path.exists() or OURS in path.read_text(encoding="utf-8", errors="replace")[:1000]


if __name__ == "__main__":
    sys.exit(main())
