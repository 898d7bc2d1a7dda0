"""``claim.strategy()``: points of any claim that all satisfy its hypotheses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.provider import draw_until
from dmfcheck.testing.strategy.drawn import drawn_points, forms_of
from dmfcheck.testing.strategy.inside import REFUSED, Inside
from dmfcheck.testing.strategy.moves import moves_of
from dmfcheck.theory.drawing import ONE, shares
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import looks

TRIALS = 30
"""Points drawn beforehand, to see which moves bring them into the hypotheses."""

POINTS_OF_A_FORM = 2
MOST_FORMS = 100
"""Choices of forms that are tried, and points of each."""

KEPT = 8
"""Points within the hypotheses that stand in for those that no move brings there."""

Drawn = st.SearchStrategy[Values]


def strategy(claim: Claim) -> Drawn:
    """A Hypothesis strategy of points of ``claim``, each within its hypotheses for certain.

    A built-in claim has that of its family, which looks where the claim is tight. Others have one
    derived from their variables: what is drawn from their ranges and does not satisfy the
    hypotheses is moved until it does, a step size to a share of the bound on it, say. A point that
    cannot be moved there gives way to another that could.

    Raises :class:`~dmfcheck.base.validation.BadInput` where no such point was found.

    >>> from hypothesis import find
    >>> from dmfcheck import claim
    >>> preserved = claim("order.preserved")
    >>> point = find(strategy(preserved), lambda values: values["depth"] == 3)
    >>> preserved.examine(**point).name
    'holds'
    """
    known = looks().get(claim.id)
    if known is not None and known.claim is claim:
        return _inside(claim, known.strategy())
    matrices = [forms_of(variable) for variable in claim.variables if forms_of(variable)]
    choices = tuple(product(*matrices))
    if not claim.hypotheses:
        return drawn_points(claim, choices[:1])
    if len(choices) > 1:
        choices = _fitting(claim, choices[:MOST_FORMS])
    return _inside(claim, drawn_points(claim, choices))


def _fitting(claim: Claim, choices: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The choices of forms at whose points the fewest hypotheses fail."""
    inside = Inside(claim, ())
    fewest = {chosen: _fewest_failing(inside, chosen) for chosen in choices}
    least = min(fewest.values())
    return tuple(chosen for chosen, count in fewest.items() if count == least)


def _fewest_failing(inside: Inside, chosen: tuple[str, ...]) -> int:
    counts: list[int] = []

    def seen(values: Mapping[str, Any]) -> bool:
        counts.append(len(inside.failing(values)))
        return len(counts) >= POINTS_OF_A_FORM

    draw_until(drawn_points(inside.claim, (chosen,)), seen, (0,), POINTS_OF_A_FORM)
    return min(counts)


@dataclass
class Sample:
    """Points within the hypotheses, and what failed at those that were not brought there."""

    kept: list[dict[str, Any]] = field(default_factory=list)
    failing: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)

    def said(self) -> str:
        """The hypothesis that fails most often, and why where it has no value."""
        worst = max(self.failing, key=lambda text: (self.failing[text], text), default="")
        reason = self.reasons.get(worst)
        return f"{worst!r} ({reason})" if reason else repr(worst)


def _sampled(drawn: Drawn, inside: Inside, count: int) -> Sample:
    """What becomes of ``count`` drawn points, fewer if enough of them are within."""
    sample = Sample()

    def enough(values: Mapping[str, Any]) -> bool:
        moved = inside.moved(values, ONE)
        if moved is not None:
            sample.kept.append(moved)
        else:
            failing = inside.failing(values) - {REFUSED}
            sample.failing.update(failing)
            for text in failing - set(sample.reasons):
                sample.reasons[text] = inside.why(values, text)
        return len(sample.kept) >= KEPT

    draw_until(drawn, enough, (0,), count)
    return sample


def _inside(claim: Claim, drawn: Drawn) -> Drawn:
    if not claim.hypotheses:
        return drawn
    trial = Inside(claim, moves_of(claim))
    sample = _sampled(drawn, trial, TRIALS)
    if not sample.kept:
        raise BadInput(
            f"hypotheses of claim {claim.id!r}",
            f"hold at none of {TRIALS} points, however moved; most often not: {sample.said()}",
            "hypotheses that such points satisfy, or a strategy of your own, as in "
            "st.fixed_dictionaries({'depth': st.just(2), ...})",
        )
    # The moves that helped, the best first: fixed now, so that equal choices draw equal points.
    moves = [move for move, _ in trial.used.most_common()]
    return moved_points(Inside(claim, tuple(moves)), drawn, tuple(map(_frozen, sample.kept)))


def _frozen(values: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(values.items())


@composite
def moved_points(
    draw: Draw, inside: Inside, drawn: Drawn, kept: tuple[tuple[tuple[str, Any], ...], ...]
) -> Values:
    """Points of ``drawn`` moved into the hypotheses, one of ``kept`` where that fails."""
    values: Values = draw(drawn)
    if not inside.failing(values):
        return values
    moved = inside.moved(values, draw(shares()))
    return dict(draw(st.sampled_from(kept))) if moved is None else moved
