"""monotone.onset: from which step on the effective rank does not decrease (C4)."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import BELOW_SMALLEST, LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.effective_rank import distinct, rank_sequence, sum_of
from dmfcheck.theory.monotone.rank import IDENTICAL
from dmfcheck.theory.vocabulary import ALPHA, DEPTH, ETA, LATER, ONSET_STEP, POSITIVE_SPECTRUM


def _rises_from_onset(a: Arithmetic, p: Point, c: Constants) -> Any:
    a.require_few_of(p)
    groups = distinct(p)
    if len(groups) == 1:
        return a.number(Fraction(0))
    N = p.depth
    speeds = [
        [d ** (N - 2) * (p.spectrum[index] - d**N) for d in a.orbit(p, index)]
        for index, _ in groups
    ]
    ranks = rank_sequence(a, p)
    margins, caught_up = [], None
    for (lead, *others), (before, after) in zip(
        zip(*speeds, strict=True), pairwise(ranks), strict=False
    ):
        lag = a.minimum(*others) - lead
        caught_up = lag if caught_up is None else a.maximum(caught_up, lag)
        # Before the onset the indicator is -1, which allows everything.
        margins.append(a.maximum((after - before) / before, -a.indicator(caught_up)))
    return a.minimum(*margins)


def _keeps_its_share(a: Arithmetic, p: Point, c: Constants) -> Any:
    ranks = rank_sequence(a, p)
    if p.exact["alpha"] ** p.depth == p.exact["spectrum"][0]:
        # Every eigenvalue is lambda_1 and every share is 1: an equality that balls cannot show.
        return a.number(Fraction(0))
    leading = a.end_to_end(p, 0)
    later = a.running_least(ranks[::-1])[::-1]
    return a.minimum(
        *(
            least / rank - w / p.spectrum[0]
            for least, rank, w in zip(later, ranks, leading, strict=True)
        )
    )


def _speeds(a: Arithmetic, p: Point, step: int) -> list[tuple[Any, Any]]:
    exact = p.exact
    a.require_few(p.depth, step, exact["alpha"], exact["eta"], exact["spectrum"][-1])
    return [a.iterate_at(p, step, index) for index, _ in distinct(p)]


def _onset_reached(a: Arithmetic, p: Point, c: Constants) -> Any:
    """min_i phi_i / phi_1 - 1 at the given step."""
    (_, lead), *others = _speeds(a, p, p.step)
    return a.minimum(a.number(Fraction(0)), *(phi / lead - 1 for _, phi in others))


def next_change(a: Arithmetic, p: Point, step: int) -> Any:
    """A number in [-1, 1] with the sign of r(step + 1) - r(step), which does not fade with it.

    sum_i w_i (s_i^N - s_1^N) over the sum of the absolute values of its parts,
    s_i - s_1 = eta (phi_i - phi_1).
    """
    N = p.depth
    counts = [count for _, count in distinct(p)]
    (_, lead), *others = _speeds(a, p, step)
    if not others:
        return a.number(Fraction(0))
    s_1 = 1 + p.eta * lead
    parts = []
    for (d, phi), count in zip(others, counts[1:], strict=True):
        s = 1 + p.eta * phi
        parts.append(count * d**N * sum_of(s**j * s_1 ** (N - 1 - j) for j in range(N)))
    differences = [(phi - lead) for _, phi in others]
    total = sum_of(part * gap for part, gap in zip(parts, differences, strict=True))
    sizes = [part * a.absolute(gap) for part, gap in zip(parts, differences, strict=True)]
    return total / sum_of(sizes)


def _later(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.number(Fraction(p.later - p.step))


LATER_STEP = Hypothesis("k' >= k", _later)
ONSET_REACHED = Hypothesis("phi_1(k) <= min phi_i(k)", _onset_reached)

_claim = partial(
    Claim,
    source="abstract C4",
    kind="inequality",
    expected="holds",
    variables=IDENTICAL,
    constants=(LEADING_STEP_BOUND,),
)

ONSET = _claim(
    id="monotone.onset",
    statement=(
        r"h_1 \le 1/N,\ \alpha^N \le \lambda_n \implies r \text{ does not decrease from the"
        r" first step with } \varphi_1 \le \min_{i \ge 2} \varphi_i \text{ on, }"
        r" \varphi_i = d_i^{N-2}(\lambda_i - w_i)"
    ),
    hypotheses=(BELOW_SMALLEST, LEADING_STEP),
    margin=_rises_from_onset,
    exact=True,
    derivation="monotone_rank",
)
SHARE = _claim(
    id="monotone.onset/share",
    statement=(
        r"h_1 \le 1/N,\ \alpha^N \le \lambda_n,\ k' \ge k \implies"
        r" r(W(k')) \ge (w_1(k)/\lambda_1)\, r(W(k))"
    ),
    hypotheses=(BELOW_SMALLEST, LEADING_STEP),
    margin=_keeps_its_share,
    exact=True,
)
ANY_SCALE = _claim(
    id="monotone.onset/any_scale",
    statement=(
        r"h_1 \le 1/N,\ \alpha^N \le \lambda_n,\ \varphi_1(k) \le \min_{i \ge 2} \varphi_i(k),"
        r"\ k' \ge k \implies r(W(k'+1)) \ge r(W(k'))"
    ),
    variables=(DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, ONSET_STEP, LATER),
    hypotheses=(BELOW_SMALLEST, LEADING_STEP, LATER_STEP, ONSET_REACHED),
    margin=lambda a, p, c: next_change(a, p, p.later),
)

CLAIMS = (
    ONSET,
    SHARE,
    ANY_SCALE,
)
