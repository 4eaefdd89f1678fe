"""Rules for cases: names that lead somewhere, every moment reached, no dead end, best reasoning best, harm never paid.

Used by schema.py. Each rule takes a well-shaped case and yields (field, what was found, what was expected).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from content.evidence.load import Row
from content.evidence.rules import What
from content.teaching import case as cases
from content.teaching import rules
from content.teaching.case import Case, State


def case(row: Row, about: Row) -> Iterator[What]:
    """A case: its person, its names, its ways, and that the best reasoning scores best."""
    person = about["person"]
    if person is None or person["name"] != row["person"]:
        yield "person", row["person"], f"{person and person['name']!r}, the invented person of lesson.yaml"
    yield from rules.begins(row["id"], f"{about['lesson']}-")
    for place, node in enumerate(row["nodes"]):
        at = f"nodes.{place}"
        yield from (_under(at, what) for what in rules.begins(node["id"], f"{row['id']}-"))
        yield from rules.facts(f"{at}.facts", node.get("facts", []))
        for number, choice in enumerate(node.get("choices", [])):
            yield from rules.misconception(f"{at}.choices.{number}.misconception", choice)
    broken = list(_names(row))
    yield from broken
    if not broken:
        yield from _ways(cases.build(row, about["lesson"]))


def _names(row: Row) -> Iterator[What]:
    """That every name in a case leads somewhere, and that every moment can be left or ends with a debrief."""
    ids = [node["id"] for node in row["nodes"]]
    words = {name: list(aspect["says"]) for name, aspect in row["state"].items()}
    if row["start"] not in ids:
        yield "start", row["start"], "the id of a node"
    for name, aspect in row["state"].items():
        yield from _known(f"state.{name}.start", {name: aspect["start"]}, words)
    for place, node in enumerate(row["nodes"]):
        at = f"nodes.{place}"
        if node["id"] in ids[:place]:
            yield f"{at}.id", node["id"], "an id that no other node has"
        if ("choices" in node) == ("debrief" in node):
            found = "both" if "choices" in node else "nothing"
            yield f"{at}.choices", found, "choices, or (at an end) a debrief"
        for number, choice in enumerate(node.get("choices", [])):
            here = f"{at}.choices.{number}"
            yield from _known(f"{here}.sets", choice.get("sets", {}), words)
            ways = choice["goto"] if isinstance(choice["goto"], list) else [{"goto": choice["goto"]}]
            for way in ways:
                if way["goto"] not in ids:
                    yield f"{here}.goto", way["goto"], "the id of a node"
                yield from _known(f"{here}.goto.if", way.get("if", {}), words)
            if ["if" in way for way in ways] != [True] * (len(ways) - 1) + [False]:
                yield f"{here}.goto", choice["goto"], "ways with 'if', and one without it at the end"


def _known(at: str, values: Row, words: Mapping[str, list[str]]) -> Iterator[What]:
    for name, value in values.items():
        word = str(value).lower() if isinstance(value, bool) else value
        if name not in words:
            yield at, name, f"a name of the state ({', '.join(words) or 'it has none'})"
        elif word not in words[name]:
            yield at, f"{name}: {word}", f"one of its values ({', '.join(words[name])})"


def _ways(case: Case) -> Iterator[What]:
    """What can only be seen by walking every way through a case."""
    if loop := _loop(case, case.start, ()):
        yield "goto", " > ".join(loop), "a way that never comes back to where it was"
        return
    ends = list(cases.ends(case))
    visited = {end.node for end in ends} | {id for end in ends for id, _ in end.made}
    for id in case.nodes:
        if id not in visited:
            yield id, "no way to it", "a node that some choices lead to"
    yield from _unused(case, ends)
    asked = [node for node in case.nodes.values() if node.choices]
    for node in asked:
        if node.best <= 0:
            yield node.id, f"best score {node.best}", "a choice that experts would make (score 1 or 2)"
    places = {node.choices.index(node.expert) for node in asked}
    if len(asked) > 1 and len(places) == 1:
        yield "choices", f"the best is always number {places.pop() + 1}", "the best in different places"
    longest = [node.id for node in asked if node.expert == max(node.choices, key=lambda choice: len(choice.text))]
    if len(longest) > rules.MOST_LONGEST * len(asked):
        yield "choices", longest, f"the longest choice best in at most {rules.MOST_LONGEST:.0%} of the decisions"
    yield from _scores(case, ends)


def _loop(case: Case, id: str, path: tuple[str, ...]) -> tuple[str, ...]:
    if id in path:
        return (*path, id)
    ways = dict.fromkeys(way.to for choice in case.nodes[id].choices for way in choice.goto)
    return next((found for to in ways if (found := _loop(case, to, (*path, id)))), ())


def _unused(case: Case, ends: Iterable[State]) -> Iterator[What]:
    used = {
        (id, position, cases.replay(case, end.choices[: n + 1]).node)
        for end in ends
        for n, (id, position) in enumerate(end.made)
    }
    for node in case.nodes.values():
        for position, choice in enumerate(node.choices):
            for way in choice.goto:
                if (node.id, position, way.to) not in used:
                    yield f"{node.id}.choices.{position}.goto", way.to, "a way that some earlier choices open"


def _scores(case: Case, ends: list[State]) -> Iterator[What]:
    """Nobody scores higher than who always chooses as experts would, and no harm leads to more than a better choice."""
    reach: dict[tuple[int, ...], int] = {}  # the most that can still be had after these choices
    for end in ends:
        for n in range(len(end.made) + 1):
            reach[end.choices[:n]] = max(end.score, reach.get(end.choices[:n], end.score))
    for end in ends:
        as_experts = all(case.nodes[id].choices[position].score == case.nodes[id].best for id, position in end.made)
        if as_experts and end.score < reach[()]:
            yield "score", f"{end.score} for the choices of experts", f"the best of all ways, which is {reach[()]}"
    paid: dict[str, What] = {}
    for end, n in ((one, n) for one in ends for n in range(len(one.made))):
        (id, position), before, after = end.made[n], end.choices[:n], end.choices[: n + 1]
        choices = case.nodes[id].choices
        better = max((reach[*before, other] for other, choice in enumerate(choices) if choice.score >= 0), default=0)
        if choices[position].score < 0 and reach[after] >= better:
            field = f"{id}.choices.{position}.score"
            paid[field] = (field, f"{reach[after]} after harm", f"less than the {better} of a better choice")
    yield from paid.values()


def _under(at: str, what: What) -> What:
    name, found, expected = what
    return f"{at}.{name}", found, expected
