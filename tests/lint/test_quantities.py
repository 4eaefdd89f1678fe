"""Which numbers a text owes a source for, and when a fact pays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .good_lesson import HAZARD, SURVIVE
from .quantities import carries, quantities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("More than 80% of 36 women in 2004", [("percent", 80)]),
        ("10–20 %, 10% to 20%, 5 or 6 per cent", [("percent", n) for n in (10, 20, 10, 20, 5, 6)]),
        ("between 7 and twenty-two years", [("duration", 7), ("duration", 22)]),
        ("in 2013 and 20 months later", [("duration", 20)]),
        ("five-year survival, a 24-hour wait, 90 min", [("duration", n) for n in (5, 24, 90)]),
        ("a 63-year-old, aged 40 years, 50 years old, 60 years of age", []),
        ("6 mg/kg, then 75 mg/m² in 7.5 mL; 1,000 µg", [("dose", n) for n in (6, 75, 7.5, 1000)]),
        ("hazard ratio 0.95 (95% CI 0.60 to 1.40)", [("hazard ratio", n) for n in (0.6, 0.95, 1.4)]),
        ("HR of 0.8; the hr was 3", [("hazard ratio", 0.8)]),
        ("13 of 100 people, 130 women out of 1,000, 13 of 36", [("of many", 13), ("of many", 130)]),
        ("T1N0, HER2 2+, 3 mm, 2 panels, 24-hour phone line, COVID-19", []),
    ],
)
def test_what_is_found(text: str, found: list[tuple[str, float]]):
    assert sorted((q.kind, q.value) for q in quantities(text)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "value", "unit", "pays"),
    [
        ("83%", 82.6, "%", True),
        ("82.6%", 82.6, "%", True),
        ("82%", 82.6, "%", False),
        ("80%", 82.6, "%", False),
        ("2.5%", 0.025, "fraction", True),
        ("2.5%", 0.025, "%", False),
        ("83 of 100", 82.6, "%", True),
        ("826 of 1,000", 0.826, "proportion", True),
        ("a year and two years", 24, "months", True),
        ("48 hours", 2, "days", True),
        ("3 days", 2, "days", False),
        ("3,200 mg", 3214, "mg", True),
        ("3,200 mg", 3260, "mg", False),
        ("7.5 mL", 5, "cells per 7.5 mL", True),
    ],
)
def test_a_fact_pays_for_what_is_rounded_as_written(text: str, value: float, unit: str, pays: bool):
    fact = replace(SURVIVE, value=value, unit=unit, timeframe=None)
    (quantity,) = quantities(text)
    assert carries(fact, quantity) == pays


def test_interval_and_timeframe_pay_as_well():
    assert all(carries(HAZARD, quantity) for quantity in quantities("HR 0.95 (0.6 to 1.4) at 36 months"))
