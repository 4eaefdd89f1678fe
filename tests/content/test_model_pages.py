"""What stands on the screen under "why does it do that?": the docstring of a model and its parameters."""

import importlib
import pkgutil
import re

import pytest

from content import evidence, models
from content.models.parameters import UNSOURCED, Parameter

HEADINGS = ["Equations", "Origin", "Limits", "Source"]


def modules():
    names = [entry.name for entry in pkgutil.iter_modules(models.__path__)]
    found = [importlib.import_module(f"content.models.{name}") for name in names]
    return [module for module in found if hasattr(module, "PARAMETERS")]


MODULES = modules()
PARAMETERS = [
    pytest.param(parameter, id=f"{module.__name__.rpartition('.')[2]}-{parameter.name}")
    for module in MODULES
    for parameter in module.PARAMETERS
]


def sections(module):
    """The text of each section by its heading; the first paragraph has none."""
    parts = re.split(r"^([A-Z]\w+):\n", module.__doc__, flags=re.MULTILINE)
    return {
        "": parts[0].strip(),
        **{heading: text.strip() for heading, text in zip(parts[1::2], parts[2::2], strict=True)},
    }


def test_the_first_models_are_found():
    assert {"content.models.cascade", "content.models.ctc"} <= {module.__name__ for module in MODULES}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
class TestDocstring:
    def test_it_has_the_fixed_sections_in_order(self, module):
        assert list(sections(module)) == ["", *HEADINGS]
        assert all(sections(module).values())

    def test_the_origin_fits_on_the_screen(self, module):
        origin = sections(module)["Origin"]
        assert "\n" not in origin
        assert len(origin.split()) <= 12

    def test_its_sources_are_references_of_the_evidence_base(self, module):
        for key in sections(module)["Source"].split(","):
            evidence.reference(key.strip())

    def test_the_sources_of_its_parameters_are_among_them(self, module):
        named = {key.strip() for key in sections(module)["Source"].split(",")}
        used = {evidence.fact(p.fact).source.reference for p in module.PARAMETERS if p.fact}
        assert used <= named


@pytest.mark.parametrize("parameter", PARAMETERS)
class TestParameters:
    def test_a_number_is_the_figure_of_its_fact(self, parameter):
        if parameter.fact is None:
            assert parameter.origin.startswith(UNSOURCED)
            return
        fact = evidence.fact(parameter.fact)
        assert fact.showable
        scale = 0.01 if fact.unit == "%" else 1
        published = [scale * figure for figure in fact.numbers]
        for value in parameter.value if isinstance(parameter.value, tuple) else [parameter.value]:
            assert any(value == pytest.approx(figure) for figure in published)

    def test_its_origin_fits_on_the_screen(self, parameter):
        assert 1 <= len(parameter.origin.split()) <= 6


def test_a_number_without_fact_must_own_up():
    with pytest.raises(ValueError, match="rests on no fact"):
        Parameter("luck", 7.0, "none", "a number out of the air", fact=None, origin="people")
