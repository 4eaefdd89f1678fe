"""One sentence per source line, so that a change of one sentence is one line in a diff. What is shown stays the same.

Only flowing text is touched: paragraphs, also those in lists and quotations. Headings, tables, fences (Mermaid too),
formulas, HTML and link definitions pass as they are. Where it is not clear that a sentence ends, the line goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(\s|$)")
_RULE: Final = re.compile(r" {0,3}([-*_])(\s*\1){2,}\s*$")
_QUOTE: Final = re.compile(r" {0,3}>")
_ITEM: Final = re.compile(r"( {0,3})([-+*]|\d{1,9}[.)])( +|$)(.*)")
_DEFINITION: Final = re.compile(r" {0,3}\[[^\]]+\]:\s|\[!\w+\]$")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-+)\s*$")
_DELIMITER_ROW: Final = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?\s*)?$")
_HTML: Final = re.compile(r" {0,3}<[A-Za-z/!?]")
_HTML_IN_PARAGRAPH: Final = re.compile(  # the tags that may end a paragraph; others are part of its text
    r" {0,3}(<!--|</?(address|article|aside|blockquote|details|dialog|dd|div|dl|dt|fieldset|figcaption|figure|footer"
    r"|form|h[1-6]|header|hr|iframe|legend|li|main|menu|nav|ol|p|pre|section|style|summary|table|tbody|td|tfoot|th"
    r"|thead|tr|ul)\b)",
    re.IGNORECASE,
)
_KEPT_WHOLE: Final = re.compile(  # code, formulas, pictures and links, tags: no line ends inside them
    r"(?P<ticks>`+).+?(?<!`)(?P=ticks)(?!`)"
    r"|\$[^$\n]+\$"
    r"|!?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])?"
    r"|<[A-Za-z/!][^<>]*>"
)
_END: Final = re.compile(r"(?P<stop>[.!?…])(?P<close>[\"'”’»)\]*_]*)(?P<gap>\s+)(?=[\"'“‘«(\[*_!]*[A-Z0-9À-ÞΑ-Ω`$])")
_STARTS_A_BLOCK: Final = re.compile(r"[-+*]\s|\d{1,9}[.)](\s|$)|#{1,6}(\s|$)|>|`{3}|~{3}|\||<|[=-]+\s*$|\[[^\]]+\]:")
_LAST_TOKEN: Final = re.compile(r"[A-Za-z.]+$")
_ABBREVIATION: Final = re.compile(
    r"al|approx|ca|cf|dr|e\.g|eqs?|figs?|i\.e|mrs?|ms|nos|prof|refs?|resp|st|u\.k|u\.s|vol|vs", re.IGNORECASE
)
_BEFORE_NUMBERS: Final = re.compile(r"art|ch|ed|no|pp?|sec|tab", re.IGNORECASE)


def one_sentence_per_line(markdown: str) -> str:
    """The same Markdown with each sentence of its flowing text on a line of its own. Doing it twice changes nothing."""
    return "\n".join(_blocks(markdown.expandtabs(4).split("\n"))).strip("\n")


def _blocks(lines: list[str]) -> list[str]:
    out: list[str] = []
    i = 0
    while i < len(lines):
        end = _end_of_block(lines, i)
        block = lines[i:end]
        if not lines[i].strip():
            out += [] if out and not out[-1] else [""]
        elif _as_it_is(lines, i):
            out += [line.rstrip() for line in block]
        elif _QUOTE.match(lines[i]):
            inner = _blocks([_QUOTE.sub("", line, count=1).removeprefix(" ") for line in block])
            out += [f"> {line}".rstrip() if line else ">" for line in inner]
        elif item := _ITEM.match(lines[i]):
            out += _item(item, block[1:])
        elif any(_UNDERLINE.match(line) for line in block[1:]):
            out += [line.rstrip() for line in block]
        else:
            out += _paragraph(block)
        i = end
    return out


def _as_it_is(lines: list[str], i: int) -> bool:
    line = lines[i]
    patterns = (_FENCE, _HEADING, _RULE, _DEFINITION, _HTML)
    return line.startswith(("    ", "$$")) or _is_table(lines, i) or any(p.match(line) for p in patterns)


def _is_table(lines: list[str], i: int) -> bool:
    return "|" in lines[i] and i + 1 < len(lines) and bool(_DELIMITER_ROW.match(lines[i + 1]))


def _end_of_block(lines: list[str], i: int) -> int:
    """The index after the block that begins at line i."""
    line = lines[i]
    if not line.strip():
        return i + 1
    if fence := _FENCE.match(line):
        closing = re.compile(rf" {{0,3}}{re.escape(fence[1][0])}{{{len(fence[1])},}}\s*$")
        return _after(lines, i + 1, lambda later: bool(closing.match(later)))
    if line.startswith("    "):
        return _until(lines, i + 1, lambda later: bool(later.strip()) and not later.startswith("    "))
    if line.startswith("$$"):
        return _after(lines, i if line.rstrip().endswith("$$") and len(line.strip()) > 2 else i + 1, _closes_formula)
    if _HEADING.match(line) or _RULE.match(line) or _DEFINITION.match(line):
        return i + 1
    if line.lstrip().startswith("<!--"):
        return _after(lines, i, lambda later: "-->" in later)
    if _HTML.match(line) or _is_table(lines, i):
        return _until(lines, i + 1, lambda later: not later.strip())
    if _QUOTE.match(line):
        return _until(lines, i + 1, lambda later: not _QUOTE.match(later))
    if item := _ITEM.match(line):
        return _end_of_item(lines, i + 1, _offset(item))
    end = i + 1
    while end < len(lines) and lines[end].strip() and not _interrupts(lines, end):
        end += 1
    return end


def _end_of_item(lines: list[str], i: int, offset: int) -> int:
    end = i
    while i < len(lines):
        line = lines[i]
        if line.strip():
            belongs = line.startswith(" " * offset)
            goes_on_lazily = lines[i - 1].strip() and not _interrupts(lines, i) and not _ITEM.match(line)
            if not belongs and not goes_on_lazily:
                break
            end = i + 1
        i += 1
    return end


def _interrupts(lines: list[str], i: int) -> bool:
    """Whether a line ends the paragraph before it. An ordered list does so only when it begins with 1."""
    line = lines[i]
    if _UNDERLINE.match(line):
        return False  # it makes a heading of the paragraph, which then stays as it is
    item = _ITEM.match(line)
    if item and item[4].strip():
        return not item[2][0].isdigit() or int(item[2][:-1]) == 1
    patterns = (_FENCE, _HEADING, _RULE, _QUOTE, _HTML_IN_PARAGRAPH)
    return line.startswith("$$") or _is_table(lines, i) or any(p.match(line) for p in patterns)


def _item(item: re.Match[str], rest: list[str]) -> list[str]:
    offset = _offset(item)
    inner = _blocks([item[4], *(line[min(offset, len(line) - len(line.lstrip())) :] for line in rest)])
    first = item[0][: len(item[0]) - len(item[4])].ljust(offset) + inner[0]
    return [first.rstrip(), *(" " * offset + line if line else "" for line in inner[1:])]


def _offset(item: re.Match[str]) -> int:
    """How far the text of a list item is indented; five and more spaces after the mark would be code, so count one."""
    return len(item[1]) + len(item[2]) + (len(item[3]) if 1 <= len(item[3]) <= 4 else 1)


def _paragraph(lines: list[str]) -> list[str]:
    out: list[str] = []
    joined: list[str] = []
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        hard_break = "" if last else "\\" if line.endswith("\\") else "  " if line.endswith("  ") else ""
        joined.append(line.strip().removesuffix("\\").rstrip() if hard_break else line.strip())
        if hard_break or last:
            sentences = _sentences(" ".join(joined))
            out += [*sentences[:-1], sentences[-1] + hard_break]
            joined = []
    return out


def _sentences(text: str) -> list[str]:
    whole = [match.span() for match in _KEPT_WHOLE.finditer(text)]
    found: list[str] = []
    begin = 0
    for end in _END.finditer(text):
        gap, after = end.span("gap")
        if any(a <= gap < b for a, b in whole) or _STARTS_A_BLOCK.match(text[after:]):
            continue
        if end["stop"] == "." and not end["close"] and _abbreviated(text[begin : end.start()], text[after]):
            continue
        found.append(text[begin:gap])
        begin = after
    return [*found, text[begin:]]


def _abbreviated(before: str, following: str) -> bool:
    token = _LAST_TOKEN.search(before)
    if token is None:
        return False
    word = token[0]
    if (len(word) == 1 and word.isupper()) or _ABBREVIATION.fullmatch(word):
        return True
    return following.isdigit() and _BEFORE_NUMBERS.fullmatch(word) is not None


def _closes_formula(line: str) -> bool:
    return line.rstrip().endswith("$$")


def _after(lines: list[str], i: int, found: Callable[[str], bool]) -> int:
    return min(_until(lines, i, found) + 1, len(lines))


def _until(lines: list[str], i: int, found: Callable[[str], bool]) -> int:
    while i < len(lines) and not found(lines[i]):
        i += 1
    return i
