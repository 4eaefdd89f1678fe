"""A drawing as it stands in a view, as SVG inside the page, in the light colours of the theme."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from xml.etree import ElementTree

from markupsafe import Markup

from widgets import theme
from widgets.framework import Drawing, bundle

_RULE: Final = re.compile(r"^\.mbc-drawing\b[^{}]*\{[^{}]*\}", re.MULTILINE)


def svg(drawing: Drawing, own: str) -> Markup:
    """The drawing with its states and words set. `own` begins its ids, so that two on one page share none."""
    root = ElementTree.fromstring(bundle.drawing(drawing.name))
    for node in root.iter():
        node.tag = _local(node.tag)
        node.attrib = {_local(name): _with_own_ids(_local(name), value, own) for name, value in node.attrib.items()}
        if part := node.get("data-part"):
            node.set("data-state", drawing.states.get(part, ""))
            if node.tag == "text":
                node.text = drawing.texts.get(part, node.text)
    root.attrib |= {"role": "img", "aria-label": drawing.title}
    return Markup(ElementTree.tostring(root, encoding="unicode"))


@cache
def css() -> Markup:
    """The light colours as custom properties, and what the style sheet of the screen says about drawings."""
    light = theme.TOKENS["light"]
    colours = {**light, **{role: light[hue] for role, hue in theme.ROLES.items()}}
    tokens = " ".join(f"--mbc-{name}: {colour};" for name, colour in colours.items())
    return Markup("\n".join([f":root {{ color-scheme: light; {tokens} }}", *_RULE.findall(bundle.css())]))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _with_own_ids(name: str, value: str, own: str) -> str:
    if name == "id":
        return f"{own}-{value}"
    if name == "href":
        return value.replace("#", f"#{own}-", 1)
    return value.replace("url(#", f"url(#{own}-")
