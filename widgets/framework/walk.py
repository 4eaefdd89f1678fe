"""The second shape: what has a memory. `step(state, event) -> (state, View, events)` is pure as well.

    @walk(title="The phone rings", start=Start())
    def night_call(state: State, event: str | None) -> Step: ...

`event` is None for the first view. The widget keeps the state; the function never does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from content.inputs import Refusal
from widgets.framework.view import Event, View

if TYPE_CHECKING:
    from widgets.framework.transport import LiveWalk


class Step(NamedTuple):
    """Where a walk stands after an event: the state to hand back next time, what to show, what can be done next."""

    state: Any
    view: View
    events: tuple[Event, ...] = ()


class Walk:
    """A pure step function with its start; see `walk`."""

    def __init__(self, function: Callable[[Any, str | None], Step], *, title: str, start: Any) -> None:
        self.function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__
        self.title = title
        self.start = start

    def __call__(self, *events: str) -> Step:
        """Where these events lead from the start: for tests, print and handouts. ValueError for one not on offer."""
        step = self.function(self.start, None)
        for event in events:
            step = self.after(step, event)
        return step

    def after(self, step: Step, event: str) -> Step:
        """One event further. ValueError with one sentence if it is not on offer here."""
        if event not in {offered.name for offered in step.events}:
            offers = ", ".join(repr(offered.name) for offered in step.events) or "nothing: this is an end"
            raise Refusal(f"{event!r} is not on offer here; on offer: {offers}")
        return self.function(step.state, event)

    def live(self) -> LiveWalk:
        """The walk as a widget."""
        from widgets.framework.transport import LiveWalk

        return LiveWalk(self)


def walk(*, title: str, start: Any) -> Callable[[Callable[[Any, str | None], Step]], Walk]:
    """Declare a walk: `title` is the question above it, `start` the state it begins with."""
    return lambda function: Walk(function, title=title, start=start)
