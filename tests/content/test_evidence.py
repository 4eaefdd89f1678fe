"""The evidence base as it stands, and looking things up in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest

from content import evidence
from content.evidence.load import package_folder, read
from content.evidence.schema import check

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
        (evidence.fact, "koop1995-survive", "no fact 'koop1995-survive'; did you mean 'koop1995-survive-24h'"),
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


def test_a_fact_from_memory_is_there_but_not_showable(base: Any) -> None:
    base.more = [{**deepcopy(base.fact), "id": "ana2020-recalled", "checked": "memory"}]
    assert not base.problems()
    assert [fact.showable for fact in read(base.write()).facts.values()] == [True, False]


def test_looking_up_needs_neither_pydantic_nor_click() -> None:
    code = "import sys; from content import evidence; evidence.facts(); print({'pydantic', 'click'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
