"""Rules about every text file of the repository: what belongs to somebody's machine or desk does not belong in it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .engine import ROOT, Finding

# Written in parts, so that this file does not contain what it refuses.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npm" + "js.org",
    "npm" + "js.com",
    "conda." + "anaconda.org",
    "repo." + "anaconda.com",
    "proxy." + "golang.org",
]
MACHINE = [
    "/wo" + "rk/(main|shared)",
    "/tmp/" + "(dev|tool|brief)\\b",
    r"/home/(?!a\b|anna\b|annabel\b|ana\b|NAME\b)[a-z]\w*/",
    r"/Users/(?!a\b|annamaria\b|ana\b|NAME\b)[a-z]\w*/",
]
DESK = [
    "issues " + "show",
    r"\b[Ii]ss" + r"ue [1-9]\b",
    r"\bnext iss" + "ue\\b",
    "this ses" + "sion of",
    r"\bsub-?" + r"agents?\b",
    r"\blanguage mo" + r"dels?\b",
    r"\bthe coordi" + r"nator (commits|writes|says)\b",
    r"\bTO" + r"DO\b",
    r"\bFIX" + r"ME\b",
    r"\b(CONTRACTS|DATA|DESIGN|SAFETY|SYLLABUS|TEACHING|TOOLING|VOICE)\." + r"md\b",
]
WITHOUT_GIT = re.compile(r"(^|/)(\.[^/]+|__pycache__|build|dist|node_modules|[^/]+\.egg-info)(/|$)")


@cache
def files() -> tuple[Path, ...]:
    """What git tracks or would track; without git, everything but hidden and built folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = (path.relative_to(ROOT).as_posix() for path in sorted(ROOT.rglob("*")))
        listed = [name for name in names if not WITHOUT_GIT.search(name)]
    return tuple(path for name in listed if name and (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    """The text files as (path from the root, content); what is not UTF-8 is no text."""
    for path in files():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def strangers(name: str, text: str) -> list[Finding]:
    """What a text file of the repository must not hold."""
    here = [re.escape(str(ROOT))] if len(ROOT.parts) > 2 else []
    reasons = (
        ("an address of a package registry", [re.escape(host) for host in REGISTRIES], "Leave it to pip's settings"),
        ("a path of one machine", MACHINE + here, "Work it out from the file's own place"),
        ("a word about how the work is organised", DESK, "Say what the thing is, for somebody who finds it here"),
    )
    return [
        Finding(f"{name}:{text.count(chr(10), 0, found.start()) + 1}", f"{what}: {found[0]!r}", mend)
        for what, patterns, mend in reasons
        for pattern in patterns
        for found in re.finditer(pattern, text)
    ]
