"""No file carries a registry's address, a path of one machine, or words about how the work is organised."""

from __future__ import annotations

import pytest

from .engine import ROOT, told
from .repository import REGISTRIES, files, strangers, texts


def test_no_file_holds_what_belongs_elsewhere():
    findings = [finding for name, text in texts() for finding in strangers(name, text)]
    assert not findings, told(findings)


def test_files_are_found():
    names = {path.relative_to(ROOT).as_posix() for path in files()}
    assert {"pyproject.toml", "widgets/publish/prose.py", "tests/lint/repository.py"} <= names
    assert not any("__pycache__" in name or name.startswith(".venv/") for name in names)


@pytest.mark.parametrize(
    "text",
    [
        *(f"see https://{host}/simple" for host in REGISTRIES),
        "/tmp/" + "dev/bin/python",
        "/wo" + "rk/main/course.py",
        "/home/" + "somebody/course",
        f"{ROOT}/course.py",
        "TO" + "DO: write this",
        "comes with the next iss" + "ue",
        "see DES" + "IGN.md",
        "as in iss" + "ue 4",
    ],
)
def test_a_stranger_is_found(text: str):
    (finding,) = strangers("a.md", f"first line\n{text}\n")[:1]
    assert finding.where == "a.md:2" and finding.how_to_mend


@pytest.mark.parametrize(
    "text",
    ["single agents", "a coordinator for cord compression", "/home/ana/course", "issue: 4 times", "jupyterlab#16402"],
)
def test_ordinary_words_stand(text: str):
    assert not strangers("a.md", text)
