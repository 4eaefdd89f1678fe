"""`case("03")`: the invented person of a lesson, one decision after the other, each commented at once.

How far somebody has come stays here and in nothing stored; the page shows the moment and what can be said in it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from content.inputs import Refusal
from content.teaching import case as cases
from content.teaching import case_page
from content.teaching.case import Case, State
from widgets import progress
from widgets.framework.transport import Reply, Wire


class LiveCase(Wire):
    """A case in a page. Each decision is taken once: a press that was heard already does not count again."""

    def __init__(self, case: Case) -> None:
        self._state = cases.start(case)
        self._turn = 0
        spec = {"name": f"case-{case.lesson}", "title": f"{case.person}: what would you say?", "person": case.person}
        super().__init__("case", _text(spec["title"], self._state), spec=spec)

    def _answer(self, content: dict[str, Any]) -> Reply:
        do = content.get("do")
        if do == "ask":
            return self._stand(), []
        if do in ("choose", "back", "restart"):
            if content.get("turn") == self._turn:
                self._state, self._turn = self._after(do, content.get("choice")), self._turn + 1
            return self._stand(), []
        return super()._answer(content)

    def _after(self, do: str, choice: Any) -> State:
        case = self._state.case
        if do == "restart":
            return cases.start(case)
        if do == "back":
            return cases.replay(case, self._state.choices[:-1])
        if isinstance(choice, bool) or not isinstance(choice, int):
            raise Refusal(f"a choice is its number, from 0, got {choice!r:.40}")
        state = cases.step(self._state, choice)
        progress.store().record_visit(case.lesson, state.node)
        return state

    def _stand(self) -> dict[str, Any]:
        page = asdict(case_page.look(self._state))
        review = None
        if page["debrief"] is not None:
            review = asdict(case_page.review(self._state))
        return {"page": page, "review": review, "turn": self._turn}


def case(lesson: str) -> LiveCase:
    """The case of a lesson ("03"). LookupError where it has none."""
    return LiveCase(cases.load(lesson))


def _text(title: str, state: State) -> str:
    """The first moment for a page that nobody has started: what could be said, and not what experts would."""
    page = case_page.look(state)
    choices = (f"   {chr(ord('A') + n)}. {words}" for n, words in enumerate(page.choices))
    return "\n\n".join([f"{title} {page.notice}", page.intro or "", page.text, "\n".join(choices)])
