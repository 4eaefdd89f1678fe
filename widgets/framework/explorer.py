"""The one idea: an explorer is a pure function of its settings, and its signature is its declaration.

    @explorer(title="Which step is the hardest?", predict="03-which-step", model=models.cascade)
    def cascade(fold: Annotated[float, Slider(1, 10, step=1, label="How much harder")] = 2) -> View: ...

`cascade(fold=4)` is an ordinary call that returns a View; `cascade.live()` is the widget in a notebook.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import update_wrapper
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Annotated, Any, Generic, ParamSpec, get_args, get_origin, get_type_hints

from content.inputs import Refusal
from widgets.framework.controls import Choice, Control, Dice, Slider, Switch
from widgets.framework.view import View

if TYPE_CHECKING:
    from content.teaching.questions import Question
    from widgets.framework.transport import Live

Settings = Mapping[str, Any]
FIRST_SIGHT = 3
P = ParamSpec("P")


class Explorer(Generic[P]):
    """A pure function with a declared, checked signature; see `explorer`."""

    def __init__(
        self,
        function: Callable[P, View],
        *,
        title: str,
        predict: str | None,
        presets: Mapping[str, Settings],
        model: ModuleType | None,
    ) -> None:
        update_wrapper(self, function)  # so that an editor shows the declaration and not `**settings`
        self.function: Callable[..., View] = function
        self.name = function.__name__
        self.title = title
        self.predict = predict
        self.model = model
        self.controls = _controls(function)
        self.defaults: Settings = MappingProxyType(
            {name: p.default for name, p in inspect.signature(function).parameters.items()}
        )
        shown = [name for name, control in self.controls.items() if not control.folded]
        if len(shown) > FIRST_SIGHT:
            raise TypeError(f"{self.name} shows {len(shown)} controls at first sight, at most {FIRST_SIGHT}: fold some")
        for name, default in self.defaults.items():
            self.controls[name].check(name, default)
        self.presets = MappingProxyType({label: self.settings(some) for label, some in presets.items()})

    def __call__(self, *args: P.args, **settings: P.kwargs) -> View:
        """The view of these settings; what is not given stands at its default. ValueError with one sentence."""
        given = dict(zip(self.controls, args, strict=False))
        if len(args) > len(given):
            raise Refusal(f"{self.name} has {len(self.controls)} settings, got {len(args)} values")
        if twice := given.keys() & settings.keys():
            raise Refusal(f"{self.name} was given {', '.join(sorted(twice))} twice")
        return self.show({**given, **settings})

    def show(self, settings: Settings) -> View:
        """The view of settings given by name."""
        return self.function(**self.settings(settings))

    def settings(self, given: Settings) -> dict[str, Any]:
        """All settings, checked; unknown names are refused with the ones that exist."""
        for name in given:
            if name not in self.controls:
                raise Refusal(f"{self.name} has no setting {name!r}; it has {', '.join(self.controls)}")
        merged = {**self.defaults, **given}
        return {name: self.controls[name].check(name, value) for name, value in merged.items()}

    @property
    def question(self) -> Question | None:
        """The prediction that is asked for before the model opens, or None."""
        if self.predict is None:
            return None
        from content.teaching import questions

        question = questions.question(self.predict)
        if question.kind is not questions.Kind.SINGLE or question.role is not questions.Role.PREDICT:
            kinds = f"{question.kind}, {question.role}"
            raise TypeError(
                f"{self.name}: a prediction is a single question with role predict, {question.id} is {kinds}"
            )
        return question

    def live(self, **settings: Any) -> Live:
        """The explorer as a widget; `settings` are where it starts."""
        from widgets.framework.transport import Live

        return Live(self, self.settings(settings))


def explorer(
    *,
    title: str,
    predict: str | None = None,
    presets: Mapping[str, Settings] | None = None,
    model: ModuleType | None = None,
) -> Callable[[Callable[P, View]], Explorer[P]]:
    """Declare an explorer.

    title    the question above the picture
    predict  id of the question (single, role predict) that is asked before the model opens, if any
    presets  words on a button -> settings
    model    module of `content.models` whose docstring and PARAMETERS answer "why does it do that?"
    """
    return lambda function: Explorer(function, title=title, predict=predict, presets=presets or {}, model=model)


def _controls(function: Callable[..., View]) -> Mapping[str, Control]:
    hints = get_type_hints(function, include_extras=True)
    found: dict[str, Control] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.default is inspect.Parameter.empty:
            raise TypeError(f"{function.__name__}: the setting {name!r} needs a default")
        hint = hints.get(name)
        if get_origin(hint) is not Annotated:
            raise TypeError(f"{function.__name__}: the setting {name!r} needs Annotated[type, control]")
        kind, control = get_args(hint)[:2]
        if isinstance(control, Choice):
            if not (isinstance(kind, type) and issubclass(kind, StrEnum)):
                raise TypeError(f"{function.__name__}: the choice {name!r} needs a StrEnum, got {kind!r}")
            control = replace(control, options=kind)
        elif not isinstance(control, (Slider, Switch, Dice)):
            raise TypeError(f"{function.__name__}: {name!r} has no control that is known here, got {control!r}")
        found[name] = control
    return MappingProxyType(found)
