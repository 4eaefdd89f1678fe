"""A page without a browser: it hears what a widget sends, over a comm that refuses what is not JSON."""

import json
from typing import Any

from comm.base_comm import BaseComm

from widgets.framework import transport


class KeptComm(BaseComm):
    """Sends nothing and keeps everything; refuses what is not JSON, as the kernel's own session does."""

    def __init__(self, *args: Any, **more: Any) -> None:
        self.sent: list[tuple[str, dict[str, Any], list[bytes]]] = []
        super().__init__(*args, **more)

    def publish_msg(self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **_: Any) -> None:
        arrived = json.loads(json.dumps(data or {}, allow_nan=False))
        self.sent.append((msg_type, arrived, [bytes(buffer) for buffer in buffers or ()]))


class Page:
    """What stands before a widget in a browser: it says things and hears the answers."""

    def __init__(self, widget: transport.Wire) -> None:
        self.widget = widget
        self.wire: KeptComm = widget.comm
        self._count = 0

    def say(self, content: Any) -> None:
        """One custom message, through the handler that a kernel would call."""
        content = json.loads(json.dumps(content))
        self.wire.handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})

    def request(self, **content: Any) -> dict[str, Any]:
        """Says something with a fresh id and gives its one answer, with the buffers under "buffers"."""
        self._count += 1
        return self.request_as(f"page-{self._count}", **content)

    def request_as(self, id: Any, **content: Any) -> dict[str, Any]:
        before = len(self.answers)
        self.say({**content, "id": id})
        (answer,) = self.answers[before:]
        assert answer["id"] == id
        return answer

    @property
    def answers(self) -> list[dict[str, Any]]:
        """Every answer so far, in order."""
        return [{**d["content"], "buffers": b} for kind, d, b in self.wire.sent if d.get("method") == "custom"]

    @property
    def updates(self) -> list[dict[str, Any]]:
        """Every trait that Python has told the page by itself."""
        return [data["state"] for _, data, _ in self.wire.sent if data.get("method") == "update"]

    @property
    def first_state(self) -> dict[str, Any]:
        """What the page gets when the widget is made."""
        return next(data["state"] for kind, data, _ in self.wire.sent if kind == "comm_open")
