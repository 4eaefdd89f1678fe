"""The evidence base as it stands, the strict check (each rule fed one bad entry), the reader, the command line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from content import evidence
from content.evidence.__main__ import cli
from content.evidence.addresses import refusal
from content.evidence.load import data_files, package_folder, read, read_yaml
from content.evidence.schema import Problem, check

TODAY = date(2026, 11, 25)
Row = dict[str, Any]


# The base as it stands


def test_the_base_is_clean_today_and_two_years_on() -> None:
    for today in (date.today(), date(date.today().year + 2, 12, 31)):
        assert not check(package_folder(), today)


def test_every_fact_can_be_looked_up_and_leads_to_an_address() -> None:
    assert len(evidence.facts()) > 80
    for fact in evidence.facts():
        assert evidence.fact(fact.id) is fact
        assert evidence.reference(fact.source.reference).link.startswith("https://")


def test_every_reference_is_used_and_has_a_citation_of_one_line() -> None:
    used = {fact.source.reference for fact in evidence.facts()}
    for reference in evidence.references():
        assert reference.key in used
        assert "\n" not in reference.citation
        assert ".." not in reference.citation


def test_misconceptions_of_the_cascade_stand_on_facts_a_learner_may_see() -> None:
    ids = {misconception.id for misconception in evidence.misconceptions()}
    assert {"MC09", "MC10", "MC11", "MC12", "MC14"} <= ids
    for misconception in evidence.misconceptions():
        assert all(evidence.fact(id).showable for id in misconception.facts)


@pytest.mark.parametrize(
    ("id", "value", "interval"),
    [
        ("koop1995-survive-24h", 80, None),
        ("luzzi1998-extravasate", 80, None),
        ("luzzi1998-start", 2.5, None),
        ("luzzi1998-grow", 1, None),
        ("luzzi1998-overall", 0.02, None),
        ("luzzi1998-solitary", 36, None),
        ("coumans2013-one-per-60-million", 60e6, None),
        ("coumans2013-efficiency-range", None, (1.3e-8, 4.2e-8)),
        ("coumans2013-doubling", 1.7, None),
        ("meng2004-half-life", None, (1, 2.4)),
        ("cristofanilli2004-cutoff", 5, None),
        ("circe01-os", 0.95, (0.60, 1.40)),
        ("aceto2014-clusters", None, (23, 50)),
        ("butler1975-shed", 3.2e6, None),
    ],
)
def test_figures_that_models_and_lessons_rest_on(id: str, value: float, interval: tuple[float, float] | None) -> None:
    fact = evidence.fact(id)
    assert fact.value == value
    assert (fact.interval and (fact.interval.low, fact.interval.high)) == interval


def test_figures_that_follow_from_others_agree() -> None:
    leave, start, grow, overall = (
        evidence.fact(f"luzzi1998-{step}").value for step in ("extravasate", "start", "grow", "overall")
    )
    assert leave and start and grow and overall
    assert leave / 100 * start / 100 * grow / 100 == pytest.approx(overall / 100)
    cells, chance = (evidence.fact(f"coumans2013-{name}").value for name in ("one-per-60-million", "efficiency"))
    assert cells and chance == pytest.approx(1 / cells, rel=0.01)


# Looking up


@pytest.mark.parametrize(
    ("look_up", "name", "said"),
    [
        (evidence.fact, "koop1995-survive", "no fact 'koop1995-survive'; did you mean 'koop1995-survive-24h'?"),
        (evidence.reference, "coop1995", "no reference 'coop1995'; did you mean 'koop1995'"),
        (evidence.misconception, "MC1O", "no misconception 'MC1O'; did you mean 'MC1"),
        (evidence.fact, "zzzzzzzz", "no fact 'zzzzzzzz'"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(look_up: Callable[[str], object], name: str, said: str) -> None:
    with pytest.raises(evidence.UnknownName) as caught:
        look_up(name)
    assert isinstance(caught.value, LookupError)
    assert str(caught.value).startswith(said)


def test_records_cannot_be_changed() -> None:
    fact = evidence.fact("cristofanilli2004-pfs")
    with pytest.raises(FrozenInstanceError):
        fact.value = 1.0  # type: ignore[misc]
    assert fact.values is not None
    with pytest.raises(TypeError):
        fact.values["at_least_5"] = 3.0  # type: ignore[index]


def test_numbers_are_all_that_a_text_may_print() -> None:
    assert evidence.fact("coumans2013-doubling").numbers == (1.7, 0.9)
    assert evidence.fact("meng2004-ctc-in-36").numbers == (13, 36, 7, 22)
    assert evidence.fact("cristofanilli2004-os").numbers == (10.1, 18)
    assert evidence.fact("cristofanilli2004-cutoff").numbers == (5, 7.5)
    assert evidence.fact("circe01-os").numbers == (0.95, 0.60, 1.40)


def test_the_link_is_the_first_of_doi_pmid_registry_label_url() -> None:
    everything = {
        "doi": ("10.1/x", "https://doi.org/10.1/x"),
        "pmid": (7, "https://pubmed.ncbi.nlm.nih.gov/7/"),
        "registry": ("NCT00000001", "https://clinicaltrials.gov/study/NCT00000001"),
        "label": ("https://label.example", "https://label.example"),
        "url": ("https://page.example", "https://page.example"),
    }
    left: Row = {name: value for name, (value, _) in everything.items()}
    for name, (_, link) in everything.items():
        reference = evidence.Reference(key="k", kind="paper", title="T", year=2000, authors="A", **left)
        assert reference.link == link
        del left[name]


def test_a_fact_from_memory_is_there_but_not_showable(base: Base) -> None:
    base.more = [{**deepcopy(base.fact), "id": "ana2020-recalled", "checked": "memory"}]
    assert not base.problems()
    assert [fact.showable for fact in read(base.write()).facts.values()] == [True, False]


def test_looking_up_needs_neither_pydantic_nor_click() -> None:
    code = "import sys; from content import evidence; evidence.facts(); print({'pydantic', 'click'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# The strict check: a good small base, and one bad thing at a time


class Base:
    """A base of one reference, one fact and one misconception, all good; a test spoils one thing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reference: Row = {
            "key": "ana2020",
            "kind": "paper",
            "title": "A title",
            "year": 2020,
            "authors": "Ana A",
            "doi": "10.1234/abc",
            "opened_on": date(2026, 11, 25),
        }
        self.fact: Row = {
            "id": "ana2020-share",
            "statement": "A share.",
            "value": 50,
            "unit": "%",
            "interval": {"low": 40, "high": 60, "kind": "95% CI"},
            "source": {"reference": "ana2020", "where": "abstract"},
            "checked": "read",
            "checked_on": date(2026, 11, 25),
        }
        self.misconception: Row = {
            "id": "MC10",
            "belief": "B.",
            "correct": "C.",
            "why": "W.",
            "facts": ["ana2020-share"],
        }
        self.more: list[Row] = []

    def write(self) -> Path:
        (self.folder / "data").mkdir(exist_ok=True)
        facts = {"subject": "test", "facts": [self.fact, *self.more], "misconceptions": [self.misconception]}
        self._dump("data/some.yaml", facts)
        self._dump("references.yaml", {"references": [self.reference]})
        return self.folder

    def problems(self) -> tuple[Problem, ...]:
        return check(self.write(), TODAY)

    def _dump(self, name: str, content: object) -> None:
        (self.folder / name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path)


def test_the_good_base_has_no_problem(base: Base) -> None:
    assert not base.problems()


SECONDARY = {"checked": "secondary", "source": {"reference": "ana2020", "where": "abstract", "seen_in": "news"}}


@pytest.mark.parametrize(
    ("spoil", "field", "found", "expected"),
    [
        ({"checked": "seen"}, "checked", "'seen'", "'read', 'secondary' or 'memory'"),
        ({"checked_on": None}, "checked_on", "nothing", "a value"),
        ({"checked_on": ...}, "checked_on", "nothing", "a value"),
        ({"checked_on": "yesterday"}, "checked_on", "'yesterday'", "date"),
        ({"checked_on": date(2026, 11, 26)}, "checked_on", "'2026-11-26'", "not after 2026-11-25"),
        ({"checked_on": date(2019, 12, 31)}, "checked_on", "'2019-12-31'", "not before 2020"),
        ({"source": ...}, "source", "nothing", "a value"),
        ({"source": {"reference": "ana2020"}}, "source.where", "nothing", "a value"),
        ({"source": {"reference": "ana2021", "where": "x"}}, "source.reference", "'ana2021'", "a key of references"),
        ({"checked": "secondary"}, "source.seen_in", "nothing", "where a secondary fact was seen"),
        ({**SECONDARY, "checked": "read"}, "source.seen_in", "'news'", "no such line"),
        ({"id": "Ana 2020"}, "id", "'Ana 2020'", "pattern"),
        ({"vaule": 3}, "vaule", "3", "one of the known fields"),
        ({"statement": ""}, "statement", "''", "at least 1 character"),
        ({"value": "50"}, "value", "'50'", "a valid number"),
        ({"value": float("nan")}, "value", "'.nan'", "a valid number"),
        ({"value": None}, "value", "nothing", "a value, or no such line"),
        ({"value": 101, "interval": ...}, "value", "101", "a percentage from 0 to 100"),
        ({"value": -1, "interval": ...}, "value", "-1", "a percentage from 0 to 100"),
        ({"values": {"a": 120}}, "values.a", "120", "a percentage from 0 to 100"),
        ({"values": {"a": [60, 50]}}, "values.a", "[60, 50]", "the lower first"),
        ({"values": {"a": "many"}}, "values.a", "'many'", "a number"),
        ({"values": {"a": True}}, "values.a", "True", "a number"),
        ({"values": {}}, "values", "{}", "at least 1 item"),
        ({"value": 39}, "interval", "(40, 60)", "holds the value 39"),
        ({"value": 61}, "interval", "(40, 60)", "holds the value 61"),
        ({"interval": {"low": 60, "high": 40, "kind": "95% CI"}}, "interval", "(60, 40)", "the lower end first"),
        ({"interval": {"low": 60, "high": None, "kind": "95% CI"}}, "interval", "(60, None)", "holds the value 50"),
        ({"interval": {"low": 40, "high": 60}}, "interval.kind", "nothing", "a value"),
        ({"unit": ...}, "unit", "nothing", "the unit of the figures"),
        ({"unit": "hazard ratio", "value": 0, "interval": ...}, "value", "0", "a ratio above 0"),
        ({"bound": "roughly"}, "bound", "'roughly'", "'more than'"),
        ({"bound": "about", "value": ..., "interval": ...}, "bound", "'about'", "a value that it limits"),
    ],
)
def test_a_bad_fact_is_named(base: Base, spoil: Row, field: str, found: str, expected: str) -> None:
    base.fact |= spoil
    base.fact = {name: value for name, value in base.fact.items() if value is not ...}
    _names(base.problems(), f"some.yaml: {base.fact['id']}: {field}: found {found}, expected", expected)


@pytest.mark.parametrize(
    ("spoil", "field", "found", "expected"),
    [
        ({"doi": ...}, "doi", "nothing", "one of doi, pmid, registry, label, url"),
        ({"doi": "doi.org/10.1234/abc"}, "doi", "'doi.org/10.1234/abc'", "pattern"),
        ({"pmid": "PMC12"}, "pmid", "'PMC12'", "integer"),
        ({"registry": "NCT1"}, "registry", "'NCT1'", "pattern"),
        ({"kind": "blog"}, "kind", "'blog'", "'paper'"),
        ({"year": 2027}, "year", "2027", "not after 2026"),
        ({"opened_on": date(2026, 12, 1)}, "opened_on", "'2026-12-01'", "not after 2026-11-25"),
        ({"opened_on": date(2019, 1, 1)}, "opened_on", "'2019-01-01'", "not before 2020"),
        ({"url": "http://example.org/a"}, "url", "'http://example.org/a'", "not an https address"),
        ({"url": "https://studylib.net/doc/1"}, "url", "'https://studylib.net/doc/1'", "documents or slides"),
        ({"label": "https://preview.example.org"}, "label", "'https://preview.example.org'", "preview, proxy"),
    ],
)
def test_a_bad_reference_is_named(base: Base, spoil: Row, field: str, found: str, expected: str) -> None:
    base.reference |= spoil
    base.reference = {name: value for name, value in base.reference.items() if value is not ...}
    _names(base.problems(), f"references.yaml: ana2020: {field}: found {found}, expected", expected)


@pytest.mark.parametrize(
    ("spoil", "field", "found", "expected"),
    [
        ({"facts": ["ana2020-gone"]}, "facts", "'ana2020-gone'", "the id of a fact"),
        ({"facts": []}, "facts", "[]", "at least 1 item"),
        ({"id": "MC1"}, "id", "'MC1'", "pattern"),
        ({"why": ""}, "why", "''", "at least 1 character"),
    ],
)
def test_a_bad_misconception_is_named(base: Base, spoil: Row, field: str, found: str, expected: str) -> None:
    base.misconception |= spoil
    _names(base.problems(), f"some.yaml: {base.misconception['id']}: {field}: found {found}, expected", expected)


def test_a_misconception_may_not_stand_on_memory(base: Base) -> None:
    base.more = [{**deepcopy(base.fact), "id": "ana2020-recalled", "checked": "memory"}]
    base.misconception["facts"] = ["ana2020-recalled"]
    _names(base.problems(), "some.yaml: MC10: facts: found 'ana2020-recalled', expected", "learners may see")


def test_a_read_fact_needs_a_reference_that_somebody_opened(base: Base) -> None:
    del base.reference["opened_on"]
    _names(base.problems(), "some.yaml: ana2020-share: checked: found 'read', expected", "nobody has opened it")


def test_a_secondary_fact_may_not_point_at_a_mirror(base: Base) -> None:
    base.fact |= SECONDARY
    base.fact["source"]["seen_in"] = "https://www.scribd.com/document/1"
    _names(base.problems(), "some.yaml: ana2020-share: source.seen_in:", "words instead of an address")


def test_an_id_that_stands_twice_is_named_across_files(base: Base) -> None:
    base.write()
    (base.folder / "data" / "other.yaml").write_text((base.folder / "data" / "some.yaml").read_text(), encoding="utf-8")
    found = [str(problem) for problem in check(base.folder, TODAY)]
    assert found == [
        f"some.yaml: {id}: id: found '{id}', expected another id, because this one stands in other.yaml"
        for id in ("ana2020-share", "MC10")
    ]


def test_a_key_that_stands_twice_is_named(base: Base) -> None:
    base.write()
    file = base.folder / "references.yaml"
    file.write_text(file.read_text() + file.read_text().removeprefix("references:\n"), encoding="utf-8")
    _names(check(base.folder, TODAY), "references.yaml: ana2020: key: found 'ana2020', expected", "another key")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("subject: a\nfacts: [", "YAML"),
        ("subject: a\nsubject: b", "YAML"),
        ("facts: []", "subject"),
        ("subject: a\nfact: []", "fact"),
        ("subject: a\nfacts: [one]", "facts.0"),
        ("- a list", "entry"),
    ],
)
def test_a_bad_file_is_named(base: Base, text: str, said: str) -> None:
    base.write()
    (base.folder / "data" / "bad.yaml").write_text(text, encoding="utf-8")
    _names(check(base.folder, TODAY), f"bad.yaml: the file: {said}: found", "expected")


@pytest.mark.parametrize(
    "address",
    [
        "https://studylib.net/doc/7164423",
        "https://ro.scribd.com/document/1",
        "https://5dok.net/document/1",
        "https://www.researchgate.net/publication/1",
        "https://discovery.researcher.life/article/1",
        "https://paperexplained.cn/articles/1",
        "https://bmj-com.ezproxy.u-pec.fr/1",
        "https://proxy.weglot.com/1",
        "https://preview-www.nature.com/1",
        "https://47.251.13.51/15735118",
        "http://pubmed.ncbi.nlm.nih.gov/1/",
        "https://[broken",
        "pubmed",
    ],
)
def test_addresses_that_are_no_source(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize(
    "address",
    ["https://pmc.ncbi.nlm.nih.gov/articles/PMC1", "https://www.jci.org/1", "https://jhu.pure.elsevier.com/1"],
)
def test_addresses_of_originals(address: str) -> None:
    assert refusal(address) is None


def _names(problems: tuple[Problem, ...], beginning: str, expected: str) -> None:
    """The named problem is among them (one bad thing can make a second one, such as a fact that is then missing)."""
    said = [str(problem) for problem in problems]
    assert any(one.startswith(beginning) and expected in one for one in said), said


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


def test_check_fails_and_says_why(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
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
