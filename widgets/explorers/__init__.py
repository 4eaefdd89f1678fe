"""The explorers, one module each, imported one by one so that a lesson loads only what stands in it.

Each is a pure function from settings to a View over a published model; `widgets.framework` makes it live. `load` finds
one by its name, `names` lists them all for tests and prints.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from widgets.framework import Explorer


def names() -> list[str]:
    """The names of all explorers, sorted."""
    return sorted(module.name for module in iter_modules(__path__))


def load(name: str) -> Explorer[...]:
    """The explorer of that name. ValueError with the known names if there is none."""
    if name not in names():
        raise ValueError(f"there is no explorer {name!r}; there are {', '.join(names())}")
    found: Explorer[...] = getattr(import_module(f"{__name__}.{name}"), name)
    return found
