"""The wire between a page and the pure functions: one widget class for every explorer and every walk.

The page asks with an id, Python always answers that id: with a view, or with a sentence that says what went wrong.
Nothing here draws, and nothing here knows medicine.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from typing import TYPE_CHECKING, Any, Final

import anywidget
import traitlets

from content.inputs import Refusal
from widgets import progress
from widgets.framework import bundle
from widgets.framework.view import View, pack, pack_table
from widgets.framework.why import origin, why

if TYPE_CHECKING:
    from widgets.framework.explorer import Explorer
    from widgets.framework.walk import Step, Walk

log: Final = logging.getLogger("course")
Reply = tuple[dict[str, Any], list[bytes]]

TROUBLE: Final = "This picture could not be worked out for these settings. Change one of them, or press Start again."
FROM_THE_PAGE: Final = ("settings", "opened", "predicted")


class Wire(anywidget.AnyWidget):
    """What explorers, walks and the top of a lesson share: the page's questions answered one by one, always.

    ipykernel 7 may call the handler from a second thread while a cell runs in the first, hence one lock per widget.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    _front = traitlets.Dict().tag(sync=True)
    shape = traitlets.Unicode().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)
    settings = traitlets.Dict().tag(sync=True)  # a trait, so that a reloaded page finds them again
    opened = traitlets.Bool(True).tag(sync=True)
    predicted = traitlets.Int(None, allow_none=True).tag(sync=True)

    def __init__(self, shape: str, text: str, **traits: Any) -> None:
        self._lock = threading.RLock()
        self._hearing: int | None = None  # the thread that is answering the page
        self._text = text
        super().__init__(_esm=bundle.entrance(), _css=bundle.css(), _front=bundle.front_zipped(), shape=shape, **traits)
        self.on_msg(self._hear)
        retire_former(self)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:  # type: ignore[override]
        """The widget for a live page and plain words for everything else; exactly these two (strict nbval)."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": self._text, "application/vnd.jupyter.widget-view+json": view}

    def close(self) -> None:
        """Close the widget with its layout, which ipywidgets would keep for ever."""
        if self.layout is not None and self.layout.comm is not None:
            self.layout.close()
        super().close()

    def _should_send_property(self, key: str, value: Any) -> bool:
        # What the page has just said need not be said back to it: that would be one more frame per move. A cell that
        # runs in another thread meanwhile is not the page.
        if self._hearing == threading.get_ident() and key in FROM_THE_PAGE:
            return False
        return bool(super()._should_send_property(key, value))

    def _hear(self, _: Any, content: Any, __: Any) -> None:
        if isinstance(content, dict) and content.get("do") == "poke":
            return  # it only had to arrive: see poke() in front/transport.js
        with self._lock:
            self._hearing = threading.get_ident()
            try:
                reply, buffers = self._answer_or_trouble(content)
            finally:
                self._hearing = None
            number = content.get("id") if isinstance(content, dict) else None
            try:
                self.send({**reply, "id": number}, buffers)
            except (TypeError, ValueError):  # something in the answer is not JSON; the page must not wait for it
                log.exception("%s has an answer that cannot be sent", self.spec.get("name"))
                self.send({"trouble": TROUBLE, "id": number})

    def _answer_or_trouble(self, content: Any) -> Reply:
        """In a browser an exception would be silent and the page would wait for ever; so it becomes a sentence."""
        try:
            if not isinstance(content, dict):
                raise Refusal(f"a message is a dictionary with 'do', got {content!r:.80}")
            return self._answer(content)
        except Refusal as error:
            log.info("%s: %s", self.spec.get("name"), error)
            return {"trouble": str(error)}, []
        except Exception:
            log.exception("%s could not answer %r", self.spec.get("name"), content)
            return {"trouble": TROUBLE}, []

    def _answer(self, content: dict[str, Any]) -> Reply:
        do = content.get("do")
        if do == "ping":
            return {}, []
        if do == "front":  # from a browser that cannot unpack gzip
            return {"code": bundle.front()["code"]}, []
        if do == "plotly":
            zipped = bool(content.get("gzip"))
            return {"gzip": zipped}, [bundle.plotly_gzipped() if zipped else bundle.plotly_plain()]
        if do == "drawing":
            return {"svg": bundle.drawing(str(content.get("name")))}, []
        raise Refusal(f"nobody here knows how to answer {do!r:.40}")


class Live(Wire):
    """An explorer in a page: `ask(settings) -> view`, the prediction before it, table and reasons when unfolded."""

    def __init__(self, explorer: Explorer[...], settings: dict[str, Any]) -> None:
        self._explorer = explorer
        self._shown: tuple[dict[str, Any], View] | None = None
        question = explorer.question
        locked = question is not None and os.environ.get("COURSE_MODE") != "class"
        super().__init__(
            "explorer",
            f"{explorer.title}\n{question.stem}" if question and locked else explorer.show(settings).reading,
            spec=_spec(explorer),
            settings=_plain(settings),
            opened=not locked,
        )
        _warm_up()

    def _answer(self, content: dict[str, Any]) -> Reply:
        do = content.get("do")
        if do == "ask":
            return self._show(content.get("settings"))
        if do == "table":
            return {"table": pack_table(self._view(content.get("settings"))[1].table)}, []
        if do == "why":
            return {"why": why(self._explorer.model)}, []
        if do == "predict":
            return self._predict(content.get("option"))
        if do == "feedback":
            return {"feedback": self._feedback()}, []
        if do == "open":
            self.opened = True
            return {}, []
        if do == "forget":
            self.predicted = None
            return {}, []
        return super()._answer(content)

    def _show(self, given: Any) -> Reply:
        settings, view = self._view(given)
        packed, buffers = pack(view)
        self.settings = settings
        return {"view": packed}, buffers

    def _view(self, given: Any) -> tuple[dict[str, Any], View]:
        """Settings and their view; the last pair is kept, since its table is often asked for next."""
        if not isinstance(given, dict):
            raise Refusal(f"settings are a dictionary of names and values, got {given!r:.80}")
        settings = _plain(self._explorer.settings(given))
        if self._shown is None or self._shown[0] != settings:
            self._shown = settings, self._explorer.show(settings)
        return self._shown

    def _predict(self, option: Any) -> Reply:
        """Keep the prediction and open the model where the chosen answer sets it."""
        question = self._explorer.question
        if question is None:
            raise Refusal(f"{self._explorer.name} asks for no prediction")
        if isinstance(option, bool) or not isinstance(option, int) or not 0 <= option < len(question.options):
            raise Refusal(f"a prediction is the number of an option, 0 to {len(question.options) - 1}, got {option!r}")
        opens = question.options[option].opens
        if opens:
            self.settings = _plain(self._explorer.settings({**self.settings, **opens}))
        self.predicted, self.opened = option, True
        chosen = question.options[option]
        progress.store().record_prediction(self._explorer.name, chosen.text[:200])
        progress.store().record_answer(question.id, question.id[:2], bool(chosen.correct), version=question.wording)
        return {"settings": dict(self.settings) if opens else None, "feedback": self._feedback()}, []

    def _feedback(self) -> dict[str, Any] | None:
        """What is to be said about the prediction that was made; None before there is one."""
        question = self._explorer.question
        if question is None or self.predicted is None:
            return None
        chosen = question.options[self.predicted]
        right = next(option for option in question.options if option.correct)
        return {
            "correct": chosen.correct,
            "chosen": [chosen.text, chosen.reason],
            "right": None if chosen.correct else [right.text, right.reason],
        }


class LiveWalk(Wire):
    """A walk in a page: the state stays here, events come, views go; each turn is taken once."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._step: Step = walk()
        self._turn = 0
        super().__init__("walk", self._step.view.reading, spec={"name": walk.name, "title": walk.title})

    def _answer(self, content: dict[str, Any]) -> Reply:
        do = content.get("do")
        if do == "ask":
            return self._stand(self._step, self._turn)
        if do in ("event", "restart"):
            # An event made in an earlier turn was heard already (its answer was lost) or comes from a second page that
            # is behind: it does not count again, and the page is shown where the walk stands.
            if content.get("turn") == self._turn:
                event = str(content.get("event"))
                step = self._walk() if do == "restart" else self._walk.after(self._step, event)
                reply = self._stand(step, self._turn + 1)  # what cannot be sent is not where the walk stands
                self._step, self._turn = step, self._turn + 1
                return reply
            return self._stand(self._step, self._turn)
        if do == "table":
            return {"table": pack_table(self._step.view.table)}, []
        return super()._answer(content)

    def _stand(self, step: Step, turn: int) -> Reply:
        packed, buffers = pack(step.view)
        json.dumps(packed)  # a walk is small; better here than when it has moved on
        return {"view": packed, "events": [[e.name, e.label] for e in step.events], "turn": turn}, buffers


_alive: dict[str, tuple[str, list[Wire]]] = {}


def retire_former(widget: Wire) -> None:
    """Close what the same cell made when it ran before; else each re-run would leave a widget behind."""
    cell, run = _where()
    if cell is None or run is None:
        return
    former_run, former = _alive.get(cell, (run, []))
    if former_run != run:
        for old in former:
            old.close()
        former = []
    _alive[cell] = run, [*former, widget]


def _where() -> tuple[str | None, str | None]:
    """The cell that is running and this run of it, as far as the front end tells: its id, else its text."""
    try:
        from IPython.core.getipython import get_ipython

        shell: Any = get_ipython()
        parent = shell.kernel.get_parent("shell")
        cell = parent["metadata"].get("cellId") or parent["content"]["code"]
        return str(cell), str(parent["header"]["msg_id"])
    except (AttributeError, KeyError, ImportError):
        return None, None  # a plain interpreter or a test: nothing is re-run there


def _spec(explorer: Explorer[...]) -> dict[str, Any]:
    question = explorer.question
    return {
        "name": explorer.name,
        "title": explorer.title,
        "controls": {name: control.wire() for name, control in explorer.controls.items()},
        "defaults": _plain(dict(explorer.defaults)),
        "presets": {label: _plain(dict(settings)) for label, settings in explorer.presets.items()},
        "origin": origin(explorer.model),
        "why": explorer.model is not None,
        # The key and the reasons stay here until a prediction has been made.
        "question": None
        if question is None
        else {"stem": question.stem, "options": [o.text for o in question.options]},
    }


def _plain(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings for a JSON trait: a StrEnum as its string."""
    return {name: str(value) if isinstance(value, str) else value for name, value in settings.items()}


def _warm_up() -> None:
    """Pack plotly.js while the page is still being built; zlib leaves the interpreter free."""
    threading.Thread(target=bundle.plotly_gzipped, daemon=True).start()
