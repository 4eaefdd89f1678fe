"""`python -m tests.benchmarks [--json FILE] [--quick]`: measure, print one table, write the same as JSON."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import course

from . import kernel, pages
from .rows import BROWSER_ROWS, Row, table

NO_BROWSER = "no Chromium, Chrome or Edge was found: set CHROME_PATH to one"


def main() -> None:
    parser = argparse.ArgumentParser(prog="course.py bench", description="Measure the course beside its peers.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: minutes become seconds, figures noisy")
    arguments = parser.parse_args()

    chromium = course.find_chromium()
    if chromium is None:
        rows = [Row(name, None, unit, note=NO_BROWSER) for name, unit in BROWSER_ROWS.items()]
    else:
        rows = pages.measure(chromium, arguments.quick)
    rows += kernel.measure(arguments.quick)

    print(table(rows))
    if hasattr(os, "getloadavg"):
        load = ", ".join(f"{busy:.1f}" for busy in os.getloadavg())
        print(f"\n{os.cpu_count()} cores; load of the last 1, 5 and 15 minutes: {load}")
    if arguments.json:
        arguments.json.write_text(json.dumps([row.plain() for row in rows], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
