"""What is shown of a case: a page for each state, and the comments at the end."""

from dataclasses import dataclass

from content.teaching.case import Case, Node, State, ends, replay


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
