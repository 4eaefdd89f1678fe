"""Rules about the page: what a reader, a screen reader and a printer meet (A-rules of accessibility)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from .engine import Finding, Lesson, fences, headings, links, pictures, rule, tags, without_code, without_fences

_EMPTY_WORDS = re.compile(
    r"(click |see |read |look |tap )?((this |the |a )?(link|page|paper|source|website|study)|here|this|that"
    r"|more( info)?|details|url|ref|\d+|\W*)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:|www\.)\S+")
_IN_BRACKETS = re.compile(r"\]\([^)]*\)|\]:\s*\S+")
_SVG_TITLE = re.compile(r"<title[^>]*>\s*\w")
_DELIMITER_ROW = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?\s*)?$")


@rule
def exactly_one_title(lesson: Lesson) -> list[Finding]:
    titles = [text for cell in lesson.markdown for level, text in headings(cell["source"]) if level == 1]
    if len(titles) == 1:
        return []
    return [Finding(lesson.name, f"{len(titles)} headings of level 1", "Give it one, the title in the first cell")]


@rule
def headings_go_down_one_step_at_a_time(lesson: Lesson) -> list[Finding]:
    """Who listens to a page walks along its headings; a missing level sounds like a missing part."""
    found, before = [], 0
    for cell in lesson.markdown:
        for level, text in headings(cell["source"]):
            if level > before + 1:
                mend = f"Make it level {before + 1}"
                found.append(Finding(lesson.at(cell), f"{text!r} has level {level} after level {before}", mend))
            before = level
    return found


@rule
def pictures_have_words(lesson: Lesson) -> list[Finding]:
    mend = "Say in the alternative text what the picture shows"
    found = []
    for cell in lesson.markdown:
        blank = [to for alt, to in pictures(cell["source"]) if len(alt.split()) < 2]
        blank += [tag for tag in tags(cell["source"]) if tag.startswith("<img") and not re.search(r'alt="[^"]+ ', tag)]
        found += [Finding(lesson.at(cell), f"{picture} has no alternative text", mend) for picture in blank]
    return found


@rule
def alternative_text_is_no_file_name(lesson: Lesson) -> list[Finding]:
    mend = "Say what the picture shows"
    return [
        Finding(lesson.at(cell), f"the alternative text of {to} is its file's name", mend)
        for cell in lesson.markdown
        for alt, to in pictures(cell["source"])
        if _letters(alt) in (_letters(Path(to).name), _letters(Path(to).stem))
    ]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unquote(text)).lower()


@rule
def drawings_have_titles(lesson: Lesson) -> list[Finding]:
    """A drawing that is opened by itself has no alternative text any more, only the title inside it."""
    found = []
    for cell in lesson.markdown:
        for _, to in pictures(cell["source"]):
            path = lesson.folder / unquote(to)
            if path.suffix == ".svg" and path.is_file() and not _SVG_TITLE.search(path.read_text(encoding="utf-8")):
                found.append(Finding(lesson.at(cell), f"{to} has no title", "Begin the drawing with <title>"))
    return found


@rule
def diagrams_have_words(lesson: Lesson) -> list[Finding]:
    mend = "Begin the diagram with accTitle: and accDescr: and say what it shows"
    return [
        Finding(lesson.at(cell), f"a Mermaid diagram without {' and '.join(missing)}", mend)
        for cell in lesson.markdown
        for word, inside in fences(cell["source"])
        if word.startswith("mermaid")
        and (missing := [key for key in ("accTitle", "accDescr") if not _has_words(key, inside)])
    ]


def _has_words(key: str, diagram: str) -> bool:
    return re.search(rf"{key}[ \t]*(:[ \t]*|\{{\s*)\w", diagram) is not None


@rule
def pictures_lie_beside_the_lessons(lesson: Lesson) -> list[Finding]:
    """Without a network a picture from elsewhere is a hole, and with one it tells who reads."""
    found = []
    for cell in lesson.markdown:
        sources = [to for _, to in pictures(cell["source"])]
        sources += re.findall(r'<img[^>]*\bsrc="([^"]*)"', without_fences(cell["source"]))
        for to in sources:
            if re.match(r"[a-z]+:|//|/", to):
                found.append(Finding(lesson.at(cell), f"the picture {to[:60]} is not ours", "Draw it into pictures/"))
            elif not (lesson.folder / unquote(to)).is_file():
                found.append(Finding(lesson.at(cell), f"there is no picture {to}", "Put it there or mend the path"))
        if cell.get("attachments"):
            found.append(Finding(lesson.at(cell), "a picture is pasted into the cell", "Save it under pictures/"))
    return found


@rule
def links_lead_to_files_that_exist(lesson: Lesson) -> list[Finding]:
    return [
        Finding(lesson.at(cell), f"there is no {to}", "Mend the path, or wait with the link until the lesson exists")
        for cell in lesson.markdown
        for _, to in links(cell["source"])
        if not re.match(r"[a-z]+:|#|$", to) and not (lesson.folder / unquote(to.split("#")[0])).is_file()
    ]


@rule
def links_say_where_they_lead(lesson: Lesson) -> list[Finding]:
    """Screen readers list the links of a page without the sentences around them."""
    found = []
    for cell in lesson.markdown:
        for text, to in links(cell["source"]):
            if _EMPTY_WORDS.fullmatch(text.strip()) or _ADDRESS.match(text.strip()):
                mend = "Write who or what is behind it: [Meng 2004](...)"
                found.append(Finding(lesson.at(cell), f"the link {text!r} to {to} says nothing", mend))
        rest = without_code(cell["source"])
        for tag in (tag for tag in tags(rest) if not _ADDRESS.match(tag[1:])):
            rest = rest.replace(tag, " ")
        for address in _ADDRESS.findall(_IN_BRACKETS.sub("]", rest)):
            found.append(Finding(lesson.at(cell), f"a bare address {address}", "Make it a link with words"))
    return found


@rule
def tables_have_headers(lesson: Lesson) -> list[Finding]:
    found = []
    for cell in lesson.markdown:
        lines = without_fences(cell["source"]).splitlines()
        for number, line in enumerate(lines):
            starts = line.lstrip().startswith("|") and not (number and lines[number - 1].lstrip().startswith("|"))
            under = lines[number + 1] if number + 1 < len(lines) else ""
            if starts and not _DELIMITER_ROW.match(under):
                mend = "Put a row of dashes under its first row"
                found.append(Finding(lesson.at(cell), f"the table at {line.strip()!r} has no header", mend))
            elif starts and any(not name.strip() for name in line.strip().strip("|").split("|")):
                found.append(Finding(lesson.at(cell), f"an empty header in {line.strip()!r}", "Name every column"))
        parser = _Tables()
        parser.feed(cell["source"])
        if parser.without_header:
            found.append(Finding(lesson.at(cell), "an HTML table without <th>", "Write it as a Markdown table"))
    return found


class _Tables(HTMLParser):
    """Counts the tables in which no header cell was met."""

    def __init__(self) -> None:
        super().__init__()
        self.without_header = 0
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self._open.append(False)
        elif tag == "th" and self._open:
            self._open[-1] = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._open:
            self.without_header += not self._open.pop()
