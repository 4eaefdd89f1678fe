"""The framework of explorers: a pure function with a declared signature becomes a live picture.

`explorer` and `walk` declare, the controls stand in signatures, views are what functions return; `transport` is the
only module that knows the wire and `bundle` the only one that knows the front end's files.
"""

from widgets.framework.controls import Choice, Dice, Slider, Switch
from widgets.framework.explorer import Explorer, explorer
from widgets.framework.view import Card, Drawing, Event, Plot, Table, View
from widgets.framework.walk import Step, Walk, walk

__all__ = [
    "Card",
    "Choice",
    "Dice",
    "Drawing",
    "Event",
    "Explorer",
    "Plot",
    "Slider",
    "Step",
    "Switch",
    "Table",
    "View",
    "Walk",
    "explorer",
    "walk",
]
