"""The reader of the YAML files, and the command line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from content import evidence
from content.evidence.__main__ import cli
from content.evidence.load import data_files, package_folder, read_yaml

TODAY = date(2026, 11, 25)
Row = dict[str, Any]

# The reader


def test_our_reader_and_the_library_read_the_files_alike() -> None:
    for file in (*data_files(package_folder()), package_folder() / "references.yaml"):
        text = file.read_text(encoding="utf-8")
        assert read_yaml(text) == yaml.safe_load(text), file.name


def test_words_numbers_and_dates() -> None:
    text = "{a: 1e-8, b: 3.2e6, c: no, d: 2026-11-25, e: '5', f: 10.1038/nrc865, g: true, h: null, i: -2, j: >-1}"
    assert read_yaml(text.replace(">-1", "'>18'")) == {
        "a": 1e-8,
        "b": 3.2e6,
        "c": "no",
        "d": date(2026, 11, 25),
        "e": "5",
        "f": "10.1038/nrc865",
        "g": True,
        "h": None,
        "i": -2,
        "j": ">18",
    }


@pytest.mark.parametrize("text", ["a: 1\na: 2", "a: &x 1\nb: *x", "[1]: 2", "", "a: 1\n---\nb: 2", "a: [1", "{a: 1"])
def test_what_the_reader_refuses(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        read_yaml(text)


# The command line


def test_check_counts_and_passes() -> None:
    done = CliRunner().invoke(cli, ["check"])
    assert done.exit_code == 0, done.output
    assert f"{len(evidence.facts())} facts" in done.output
    assert "nothing wrong" in done.output


def test_check_fails_and_says_why(base: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    base.fact["value"] = 70
    monkeypatch.setattr("content.evidence.__main__.package_folder", base.write)
    done = CliRunner().invoke(cli, ["check"])
    assert done.exit_code == 1
    assert "some.yaml: ana2020-share: interval: found (40, 60), expected" in done.output
    assert "holds the value 70" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "koop1995-survive-24h"], "https://aacrjournals.org/"),
        (["show", "MC10"], "inevitable"),
        (["cite", "koop1995"], "koop1995-survive-24h (read, abstract)"),
        (["--help"], "cite"),
    ],
)
def test_show_cite_and_help(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    assert said in done.output


@pytest.mark.parametrize("arguments", [["show", "koop1995-survive"], ["cite", "coop1995"], ["show", "MC99"]])
def test_an_unknown_name_is_one_sentence(arguments: list[str]) -> None:
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 1
    assert done.output.startswith("Error: no ")


def test_unverified_lists_what_was_not_read() -> None:
    lines = CliRunner().invoke(cli, ["unverified"]).output.splitlines()
    assert {line.split(":")[0] for line in lines} == {fact.id for fact in evidence.facts() if fact.checked != "read"}
    assert all("seen by nobody" not in line for line in lines)
