"""What is shown of a case: a page for each state, the comments at the end, and the whole as text for paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from content.teaching.case import Case, Node, State, Way, ends, replay


@dataclass(frozen=True)
class Comment:
    """What is said about a decision that was made. `expert` is what experts would have chosen, None if it is this."""

    asked: str
    chosen: str
    answer: str
    reason: str
    score: int
    best: int
    misconception: str | None
    expert: str | None
    expert_reason: str | None


@dataclass(frozen=True)
class Standing:
    """One sentence about how things stand between the two; `changed` by the last choice."""

    name: str
    text: str
    changed: bool


@dataclass(frozen=True)
class Page:
    """What is on the screen: decision number `decision` of `decisions`, or an end (no choices, a debrief)."""

    notice: str
    intro: str | None
    decision: int
    decisions: int
    comment: Comment | None
    text: str
    choices: tuple[str, ...]
    standing: tuple[Standing, ...]
    debrief: str | None


@dataclass(frozen=True)
class Review:
    """Each decision against what experts would do, and the sum; `best` is what the best way through would have."""

    comments: tuple[Comment, ...]
    score: int
    best: int


def look(state: State) -> Page:
    """What to show in this state."""
    case, node = state.case, state.case.nodes[state.node]
    before = replay(case, state.choices[:-1]).values
    return Page(
        notice=case.notice,
        intro=None if state.made else case.intro,
        decision=len(state.made) + bool(node.choices),
        decisions=len(state.made) + _left(case, node),
        comment=_comment(case, *state.made[-1]) if state.made else None,
        text=node.text,
        choices=tuple(choice.text for choice in node.choices),
        standing=tuple(
            Standing(one.name, one.says[state.values[one.name]], state.values[one.name] != before[one.name])
            for one in case.aspects
        ),
        debrief=node.debrief,
    )


def review(state: State) -> Review:
    """Each decision so far against what experts would do."""
    comments = tuple(_comment(state.case, *made) for made in state.made)
    return Review(comments, state.score, best=max(end.score for end in ends(state.case)))


def as_text(case: Case) -> str:
    """The whole case for paper: what happens and what could be said; then what experts would say; then how it ends."""
    numbers = {id: str(number) for number, id in enumerate(case.nodes, start=1)}
    asked = [node for node in case.nodes.values() if node.choices]
    parts = [f"{case.person}. {case.notice}", case.intro]
    for node in asked:
        letters = (f"   {_letter(n)}. {choice.text}" for n, choice in enumerate(node.choices))
        parts += [f"{numbers[node.id]}. {node.text}", "\n".join(letters)]
    parts.append("What experts would say")
    for node in asked:
        for n, choice in enumerate(node.choices):
            ways = "; ".join(_way(case, way, numbers) for way in choice.goto)
            mark = "best" if choice.score == node.best else f"{choice.score:+d}".replace("-", "−").replace("+0", "0")
            parts.append(
                f"{numbers[node.id]}{_letter(n)} ({mark}). {choice.answer}\n   {choice.reason}\n   Then: {ways}."
            )
    parts.append("How it ends")
    parts += (f"{numbers[node.id]}. {node.text}\n   {node.debrief}" for node in case.nodes.values() if node.debrief)
    return "\n\n".join(parts) + "\n"


def _comment(case: Case, id: str, position: int) -> Comment:
    node = case.nodes[id]
    made, expert = node.choices[position], node.expert
    as_good = made.score == node.best
    return Comment(
        asked=node.text,
        chosen=made.text,
        answer=made.answer,
        reason=made.reason,
        score=made.score,
        best=node.best,
        misconception=made.misconception,
        expert=None if as_good else expert.text,
        expert_reason=None if as_good else expert.reason,
    )


def _left(case: Case, node: Node) -> int:
    """How many decisions are left at most, this one included."""
    ways = {way.to for choice in node.choices for way in choice.goto}
    return 1 + max(_left(case, case.nodes[to]) for to in ways) if ways else 0


def _way(case: Case, way: Way, numbers: Mapping[str, str]) -> str:
    says = {aspect.name: aspect.says for aspect in case.aspects}
    held = " ".join(says[name][value] for name, value in way.when.items())
    return f"{numbers[way.to]}, if this holds: {held.rstrip('.')}" if held else f"{numbers[way.to]}"


def _letter(position: int) -> str:
    return chr(ord("A") + position)
