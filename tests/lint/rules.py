"""All rules: importing these modules enters them in the list. A new module of rules is named here."""

from . import asking, bones, cells, facts, page, parts, plain, words
from .engine import RULES

MODULES = (asking, bones, cells, facts, page, parts, plain, words)

__all__ = ["MODULES", "RULES"]
