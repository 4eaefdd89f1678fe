"""Why does it do that: the words of a model, its numbers as a person says them, and where each comes from."""

from dataclasses import replace

import pytest

from content import evidence
from content.models.parameters import Parameter
from widgets.framework.why import origin, sections, why


class model:
    """A line that goes up.

    It goes up
    for ever.

    Equations:
        peak = 10 * dose

    Origin:
    Invented
    for a test.

    Limits: It leaves everything out.

    Source:
    nobody
    """

    PARAMETERS = (
        Parameter("cells", 60e6, "cells", "cells that leave", None, "illustrative"),
        Parameter("chance", 1.7e-8, "", "chance of one", None, "identity"),
        Parameter("range", (0.00002, 12_345.6), "days", "from first to last", None, "illustrative"),
        Parameter("grow", 0.01, "of 1", "go on growing", "luzzi1998-grow", "mouse liver, melanoma cells"),
    )


def rows(model):
    return {row["name"]: row for row in why(model)["parameters"]}


def test_a_docstring_is_read_by_its_headings():
    assert sections(model) == {
        "About": "A line that goes up.\n\nIt goes up\nfor ever.",
        "Equations": "peak = 10 * dose",
        "Origin": "Invented\nfor a test.",
        "Limits": "It leaves everything out.",
        "Source": "nobody",
    }
    assert [heading for heading, _ in why(model)["sections"]] == ["About", "Equations", "Origin", "Limits"]
    assert origin(model) == "Invented for a test."
    assert (origin(None), why(None)) == ("", {"sections": [], "parameters": []})


def test_a_number_is_said_as_a_person_says_it():
    said = {name: row["value"] for name, row in rows(model).items()}
    assert said == {
        "cells that leave": "60 million cells",
        "chance of one": "0.000000017",
        "from first to last": "0.00002 to 12,346 days",
        "go on growing": "0.01 of 1",
    }


def test_where_it_comes_from_is_said_beside_a_source_too():
    row = rows(model)["go on growing"]
    fact = evidence.fact("luzzi1998-grow")
    reference = evidence.reference(fact.source.reference)
    assert row["origin"] == "mouse liver, melanoma cells"
    assert (row["source"], row["link"]) == (reference.citation, reference.link)
    assert row["seen"].startswith(f"{fact.source.where}; ")
    assert all(row["origin"] for row in rows(model).values())
    assert set(rows(model)["cells that leave"]) == {"name", "value", "origin"}


@pytest.mark.parametrize(("checked", "words"), [("read", "read"), ("secondary", "as reported by others")])
def test_how_a_source_was_seen_is_said(checked, words, monkeypatch):
    fact = replace(evidence.fact("luzzi1998-grow"), checked=checked)
    monkeypatch.setattr(evidence, "fact", lambda _: fact)
    assert rows(model)["go on growing"]["seen"] == f"{fact.source.where}; {words}"


def test_what_rests_on_memory_is_never_shown(monkeypatch):
    fact = replace(evidence.fact("luzzi1998-grow"), checked="memory")
    monkeypatch.setattr(evidence, "fact", lambda _: fact)
    with pytest.raises(ValueError, match="luzzi1998-grow rests on memory and may not be shown"):
        why(model)
