"""The logic of the front end without a browser: each case of front*.mjs, run once by node where there is one."""

import json
import re
import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("front.mjs")
FILES = sorted(SCRIPT.parent.glob("front*.mjs"))
CASES = [name for file in FILES for name in re.findall(r'^test\("([^"]+)"', file.read_text(encoding="utf-8"), re.M)]


@pytest.fixture(scope="module")
def results():
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not on this machine, so the logic of the front end is only seen by the browser ring")
    with as_file(files("widgets") / "front") as folder:
        done = subprocess.run([node, SCRIPT, folder], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_case_was_run(results):
    assert sorted(results) == sorted(CASES) and len(set(CASES)) == len(CASES)


@pytest.mark.parametrize("case", CASES)
def test_front(case, results):
    assert results[case] is None, results[case]
