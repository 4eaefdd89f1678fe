"""A lesson's prose as HTML for paper: addresses become numbers, pictures come along, no raw HTML passes.

What is written here as Markup went through mistune's renderer, which escapes every word; tags of the author's own are
dropped with the start button, and only sub, sup and br pass, in their bare form.
"""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import mistune
from markupsafe import Markup, escape

from content.lessons import lessons

_GONE: Final = re.compile(r"<(button|script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"(</?(?:sub|sup)>|<br>)|<[A-Za-z/!?][^<>]*>?")
_BOLD_LINE: Final = re.compile(r"<strong>(?:(?!</strong>).)*</strong>")
_DIAGRAM_SAYS: Final = re.compile(r"^\s*acc(?:Title|Descr)\s*(?::\s*(.+)|\{([^}]*)\})", re.MULTILINE)


class Addresses:
    """A number for each address: those of the lesson's list of references first, others as they are met."""

    def __init__(self, listed: Iterable[str] = ()) -> None:
        self._numbers: dict[str, int] = {}
        self.further: list[tuple[int, Markup, str]] = []
        self._next = 1
        for address in listed:
            self._numbers.setdefault(address, self._next)
            self._next += 1

    def number(self, address: str, words: Markup) -> int:
        """The number of an address; a new one joins `further` with the words that linked to it."""
        if address not in self._numbers:
            self._numbers[address] = self._next
            self.further.append((self._next, words, address))
            self._next += 1
        return self._numbers[address]


def prose(markdown: str, addresses: Addresses, folder: Path) -> Markup:
    """The HTML of a cell; `folder` holds the notebook and its pictures. Raises OSError where a picture is missing."""
    return _rendered(_GONE.sub("", markdown), _Prose(addresses, folder))


def references(markdown: str) -> Markup:
    """The HTML of a list of references, each with its address in full."""
    return _rendered(markdown, _References())


def listed(markdown: str) -> list[str]:
    """The addresses of a numbered list of references in its order, one for each entry."""
    tree = mistune.create_markdown(renderer="ast")(markdown)
    assert isinstance(tree, list)
    entries = [entry for block in tree if block["type"] == "list" for entry in block["children"]]
    return [next(_links(entry), "") for entry in entries]


def _links(token: dict[str, Any]) -> Iterator[str]:
    if token["type"] == "link":
        yield token["attrs"]["url"]
    for child in token.get("children", ()):
        yield from _links(child)


def _rendered(markdown: str, renderer: mistune.HTMLRenderer) -> Markup:
    html = mistune.create_markdown(renderer=renderer, plugins=["table", "strikethrough"])(markdown)
    return Markup(html)


def _words_of(html: str) -> Markup:
    """The words of raw HTML without its tags."""
    parts = _TAG.split(html)
    return Markup("").join(Markup(part) if n % 2 else escape(part) for n, part in enumerate(parts) if part)


class _Prose(mistune.HTMLRenderer):
    def __init__(self, addresses: Addresses, folder: Path) -> None:
        super().__init__(escape=True)
        self._addresses = addresses
        self._folder = folder

    def paragraph(self, text: str) -> str:
        """A line set in bold stands for a heading, which a page must not end with."""
        return f'<p class="title">{text}</p>\n' if _BOLD_LINE.fullmatch(text) else super().paragraph(text)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Words with the number of their address; a link to another lesson says which."""
        if url.startswith(("https://", "http://")):
            number = self._addresses.number(url, Markup(text))
            return f'<a href="{escape(url)}">{text}</a>&nbsp;<span class="number">[{number}]</span>'
        slug = unquote(url.partition("#")[0]).removesuffix(".ipynb")
        number_of = {lesson.slug: lesson.lesson for lesson in lessons()}
        return f"{text} (lesson {number_of[slug]})" if slug in number_of else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture of ours, carried inside the page; in an img element no SVG can run or fetch anything."""
        kind = mimetypes.guess_type(url)[0] or "image/svg+xml"
        data = base64.b64encode((self._folder / unquote(url)).read_bytes()).decode()
        return f'<img src="data:{kind};base64,{data}" alt="{escape(Markup(text).striptags())}">'

    def block_code(self, code: str, info: str | None = None) -> str:
        """A diagram is drawn by a script on the screen; on paper stand the words that describe it."""
        if info and info.split()[0] == "mermaid":
            said = (" ".join((line or block).split()) for line, block in _DIAGRAM_SAYS.findall(code))
            return "".join(f'<p class="diagram">{escape(words)}</p>\n' for words in said)
        return super().block_code(code, info)

    def block_html(self, html: str) -> str:
        words = _words_of(html).strip()
        return f"<p>{words}</p>\n" if words else ""

    def inline_html(self, html: str) -> str:
        return _words_of(html)


class _References(mistune.HTMLRenderer):
    def link(self, text: str, url: str, title: str | None = None) -> str:
        address = escape(url) if url.startswith(("https://", "http://")) else ""
        return f'{text} <a class="address" href="{address}">{address}</a>' if address else text
