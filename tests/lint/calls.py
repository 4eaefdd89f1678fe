"""What the code cells of a lesson call, read from their source and never run."""

from __future__ import annotations

import ast
from functools import cache

from .engine import ROOT, Cell


def called(cell: Cell, name: str | None = None) -> list[ast.Call]:
    """The calls of plain functions, `ask(...)` but not `x.ask(...)`; with a name, of that function only."""
    return [call for call in _calls(cell) if isinstance(call.func, ast.Name) and (name is None or call.func.id == name)]


def names_called(cell: Cell) -> set[str]:
    return {call.func.id for call in called(cell) if isinstance(call.func, ast.Name)}


def arguments(cell: Cell, name: str) -> list[object]:
    """What the calls of a function are given as it stands, in order: ask("03-a", "03-b") gives both ids."""
    return [one.value for call in called(cell, name) for one in call.args if isinstance(one, ast.Constant)]


def explorers(cell: Cell) -> set[str]:
    """The names before `.live(`: cascade.live() and cascade.cascade.live() both give cascade."""
    owners = [
        call.func.value for call in _calls(cell) if isinstance(call.func, ast.Attribute) and call.func.attr == "live"
    ]
    return {o.id if isinstance(o, ast.Name) else o.attr for o in owners if isinstance(o, (ast.Name, ast.Attribute))}


@cache
def predictions() -> dict[str, str]:
    """The explorers that ask first, each with the id of its question: read from their declarations, without plotly."""
    found = {}
    for path in sorted((ROOT / "widgets" / "explorers").glob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for declared in function.decorator_list:
                    for given in declared.keywords if isinstance(declared, ast.Call) else ():
                        if given.arg == "predict" and isinstance(given.value, ast.Constant):
                            found[function.name] = str(given.value.value)
    return found


def _calls(cell: Cell) -> list[ast.Call]:
    try:
        return [node for node in ast.walk(ast.parse(cell["source"])) if isinstance(node, ast.Call)]
    except SyntaxError:
        return []  # told by another rule
