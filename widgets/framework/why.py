""" "Why does it do that?": a model's docstring and PARAMETERS as something a page can show."""

from __future__ import annotations

import inspect
import re
from types import ModuleType
from typing import Any, Final

from content import evidence
from widgets.plot import in_words

SECTIONS: Final = ("Equations", "Origin", "Limits", "Source")


def sections(model: ModuleType) -> dict[str, str]:
    """The docstring of a model by its fixed headings; what stands before the first heading is "About"."""
    text = inspect.cleandoc(model.__doc__ or "")
    parts = re.split(rf"^({'|'.join(SECTIONS)}):[ \t]*\n?", text, flags=re.MULTILINE)
    found = {"About": parts[0].strip()}
    for heading, body in zip(parts[1::2], parts[2::2], strict=True):
        found[heading] = inspect.cleandoc("\n" + body).strip()
    return found


def origin(model: ModuleType | None) -> str:
    """The few words about where a model's numbers come from, which stand under every picture."""
    return " ".join(sections(model).get("Origin", "").split()) if model else ""


def why(model: ModuleType | None) -> dict[str, Any]:
    """Equations, limits and parameters with their sources, ready for the wire."""
    if model is None:
        return {"sections": [], "parameters": []}
    said = sections(model)
    return {
        "sections": [
            [heading, said[heading]] for heading in ("About", "Equations", "Origin", "Limits") if said.get(heading)
        ],
        "parameters": [_parameter(p) for p in model.PARAMETERS],
    }


def _parameter(parameter: Any) -> dict[str, Any]:
    value = parameter.value
    shown = " to ".join(in_words(v) for v in (value if isinstance(value, tuple) else (value,)))
    row = {"name": parameter.meaning, "value": f"{shown} {parameter.unit}".strip(), "origin": parameter.origin}
    if parameter.fact is not None:
        fact = evidence.fact(parameter.fact)
        if not fact.showable:
            raise ValueError(f"{fact.id} rests on memory and may not be shown")
        source = evidence.reference(fact.source.reference)
        row |= {
            "source": source.citation,
            "link": source.link,
            "seen": f"{fact.source.where}; {'as reported by others' if fact.checked == 'secondary' else 'read'}",
        }
    return row
