"""The strict check: a good small base, and one bad thing at a time."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from content.evidence.addresses import refusal
from content.evidence.schema import Problem, check

TODAY = date(2026, 11, 25)
Row = dict[str, Any]


def test_the_good_base_has_no_problem(base: Any) -> None:
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
def test_a_bad_fact_is_named(base: Any, spoil: Row, field: str, found: str, expected: str) -> None:
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
def test_a_bad_reference_is_named(base: Any, spoil: Row, field: str, found: str, expected: str) -> None:
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
def test_a_bad_misconception_is_named(base: Any, spoil: Row, field: str, found: str, expected: str) -> None:
    base.misconception |= spoil
    _names(base.problems(), f"some.yaml: {base.misconception['id']}: {field}: found {found}, expected", expected)


def test_a_misconception_may_not_stand_on_memory(base: Any) -> None:
    base.more = [{**deepcopy(base.fact), "id": "ana2020-recalled", "checked": "memory"}]
    base.misconception["facts"] = ["ana2020-recalled"]
    _names(base.problems(), "some.yaml: MC10: facts: found 'ana2020-recalled', expected", "learners may see")


def test_a_read_fact_needs_a_reference_that_somebody_opened(base: Any) -> None:
    del base.reference["opened_on"]
    _names(base.problems(), "some.yaml: ana2020-share: checked: found 'read', expected", "nobody has opened it")


def test_a_secondary_fact_may_not_point_at_a_mirror(base: Any) -> None:
    base.fact |= SECONDARY
    base.fact["source"]["seen_in"] = "https://www.scribd.com/document/1"
    _names(base.problems(), "some.yaml: ana2020-share: source.seen_in:", "words instead of an address")


def test_an_id_that_stands_twice_is_named_across_files(base: Any) -> None:
    base.write()
    (base.folder / "data" / "other.yaml").write_text((base.folder / "data" / "some.yaml").read_text(), encoding="utf-8")
    found = [str(problem) for problem in check(base.folder, TODAY)]
    assert found == [
        f"some.yaml: {id}: id: found '{id}', expected another id, because this one stands in other.yaml"
        for id in ("ana2020-share", "MC10")
    ]


def test_a_key_that_stands_twice_is_named(base: Any) -> None:
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
def test_a_bad_file_is_named(base: Any, text: str, said: str) -> None:
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
