"""What the tests of widgets share: every comm keeps what it was given, as JSON would carry it."""

from collections.abc import Callable
from typing import Any

import comm
import pytest
import toys
from ipywidgets import Widget
from pages import KeptComm, Page

from widgets import progress
from widgets.framework import transport


@pytest.fixture(autouse=True)
def kept_comms(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(comm, "create_comm", KeptComm)
    monkeypatch.delenv("COURSE_MODE", raising=False)
    monkeypatch.delenv("COURSE_HOME", raising=False)
    monkeypatch.setenv("COURSE_PROGRESS", "off")
    yield
    Widget.close_all()
    progress.store().erase()  # one store serves the process
    transport._alive.clear()


@pytest.fixture
def page() -> Callable[[transport.Wire], Page]:
    return Page


@pytest.fixture
def live(page):
    return page(toys.toy.live())


@pytest.fixture
def locked(page):
    return page(toys.asking.live())
