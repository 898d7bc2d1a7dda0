"""monotone.*: other descents than the identical start with a constant step (C4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis, Margin
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import BELOW_SMALLEST, LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.effective_rank import distinct, effective_rank, rank_sequence, unimodal_margin
from dmfcheck.theory.monotone.growth import growth_margins, growths, tangent_slopes
from dmfcheck.theory.monotone.orbits import SCHEDULED, decayed, heavy_ball, powers
from dmfcheck.theory.monotone.rank import (
    IDENTICAL,
    RankSequence,
    Slopes,
    falls_then_rises,
    unchanged,
)
from dmfcheck.theory.perturbed.sign import SMALLER, STEP
from dmfcheck.theory.vocabulary import (
    ALPHA,
    BETA,
    DECAY,
    DEPTH,
    ETA,
    MOMENTUM,
    POSITIVE_SPECTRUM,
    REAL_SPECTRUM,
    SCHEDULE,
    TWO_LAYERS,
    TWO_STEPS,
)

Orbits = Callable[[Arithmetic, Point, Any], Sequence[Any]]


def ranks_along(orbit_of: Orbits) -> RankSequence:
    """r at every step where ``orbit_of(arithmetic, point, eigenvalue)`` is d(0), d(1), ..."""

    def sequence(a: Arithmetic, p: Point) -> Sequence[Any]:
        a.require_few_of(p)
        groups = distinct(p)
        counts = [count for _, count in groups]
        ends = [powers(orbit_of(a, p, p.spectrum[i]), p.depth) for i, _ in groups]
        return [effective_rank(a, column, counts) for column in zip(*ends, strict=True)]

    return sequence


def scheduled_orbits(a: Arithmetic, p: Point) -> list[list[Any]]:
    """d(0), d(1), ... of every distinct eigenvalue along the schedule."""
    (steps,) = p.schedule
    exact = p.exact
    a.require_few(p.depth, len(steps), exact["alpha"], exact["schedule"][0][0])
    orbits = (a.run(SCHEDULED, p, p.spectrum[index]) for index, _ in distinct(p))
    return [[d for (d,) in orbit] for orbit in orbits]


def scheduled_ranks(a: Arithmetic, p: Point) -> list[Any]:
    """r at every step of the schedule."""
    counts = [count for _, count in distinct(p)]
    columns = zip(*scheduled_orbits(a, p), strict=True)
    return [effective_rank(a, powers(column, p.depth), counts) for column in columns]


def scheduled_growth(change: Slopes) -> Margin:
    """The margin of S_{k+1} >= kappa_t S_k, every kappa_t sent through ``change``."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        orbits = scheduled_orbits(a, p)
        slopes = tangent_slopes(orbits[0], p.spectrum[0], p.schedule[0], p.depth)
        counts = [count for _, count in distinct(p)]
        modes = [growths(orbit, m, p.depth) for orbit, m in zip(orbits, counts, strict=True)]
        changed = [change(a, kappa) for kappa in slopes]
        return a.minimum(*growth_margins(a, modes, changed, p.depth))

    return margin


def _two_or_more(a: Arithmetic, p: Point, c: Constants) -> Any:
    rows, length = len(p.schedule), len(p.schedule[0])
    return a.number(Fraction(length - 2 if rows == 1 else -1))


def _every_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    N = p.depth
    largest = a.maximum(*p.schedule[0])
    bound = 1 - (largest / c[LEADING_STEP_BOUND.name]) ** N * p.spectrum[0] ** (2 * N - 2)
    return a.minimum(bound, *(a.indicator(eta) for eta in p.schedule[0]))


def _small_momentum(a: Arithmetic, p: Point, c: Constants) -> Any:
    _, h = a.scaled(p, 0)
    spare = 1 - a.root(h * p.depth, 2)
    return spare * spare - p.momentum


def _below_decayed(a: Arithmetic, p: Point, c: Constants) -> Any:
    return (p.spectrum[-1] - p.decay) / p.alpha**2 - 1


def _decayed_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.eta * (p.spectrum[0] - p.decay) / c[LEADING_STEP_BOUND.name]


def _perturbed(a: Arithmetic, p: Point, c: Constants) -> Any:
    ends = [a.end_to_end(p, index) for index, _ in distinct(p)]
    order = [
        (larger - smaller) / larger
        for above, below in pairwise(ends)
        for larger, smaller in zip(above[1:], below[1:], strict=True)
    ]
    return a.minimum(unimodal_margin(a, rank_sequence(a, p)), *order)


def perturbed_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - (eta / share)^N M^{N(2N-2)}, M^N = max(alpha^N, |lambda_1|, |lambda_n|)."""
    N = p.depth
    M = a.maximum(p.alpha**N, a.absolute(p.spectrum[0]), a.absolute(p.spectrum[-1]))
    return 1 - (p.eta / c[STEP.name]) ** N * M ** (2 * N - 2)


SAFE_PERTURBED_STEP = Hypothesis("eta <= 1/(L_N M^{2N-2})", perturbed_step)
_BELOW = r"h_1 \le 1/N,\ \alpha^N \le \lambda_n"
_UNIMODAL = r"r(W(k)) \text{ falls, then rises}"


def _claim(claim_id: str, expected: Any, statement: str, **rest: Any) -> Claim:
    defaults: dict[str, Any] = {
        "source": "derived",
        "kind": "inequality",
        "hypotheses": (BELOW_SMALLEST, LEADING_STEP),
        "constants": (LEADING_STEP_BOUND,),
        "exact": True,
    }
    return Claim(id=claim_id, expected=expected, statement=statement, **(defaults | rest))


ANY_SCHEDULE: dict[str, Any] = {
    "variables": (DEPTH, POSITIVE_SPECTRUM, ALPHA, SCHEDULE),
    "hypotheses": (
        Hypothesis("one row of two or more steps", _two_or_more),
        BELOW_SMALLEST,
        Hypothesis("every eta_k > 0 with h_1 <= 1/N", _every_step),
    ),
}

BELOW_DECAYED = Hypothesis("alpha^2 <= lambda_n - c", _below_decayed)
OVERDAMPED = Hypothesis("m < (1 - sqrt(h_1 N))^2", _small_momentum, strict=True)


ANY_STEPS = _claim(
    "monotone.schedule",
    "holds",
    r"\text{any steps } \eta_k \text{ with } h_1 \le 1/N,\ \alpha^N \le \lambda_n \implies "
    + _UNIMODAL,
    margin=falls_then_rises(scheduled_ranks),
    **ANY_SCHEDULE,
)
ANY_STEPS_GROWTH = _claim(
    "monotone.schedule/growth",
    "holds",
    r"S_{k+1} \ge \kappa_t S_k,\ \kappa_t = s_1 t G'(s_1) (1 + t(G(s_1)-1))^{N-1},"
    r"\ t = \eta_{k+1}/\eta_k",
    margin=scheduled_growth(unchanged),
    **ANY_SCHEDULE,
)
HEAVY_BALL = _claim(
    "monotone.momentum",
    "refuted",
    rf"d^+ = d + \eta d^{{N-1}}(\lambda - w) + m(d - d^-),\ {_BELOW} \implies {_UNIMODAL}",
    variables=(*IDENTICAL, MOMENTUM),
    margin=falls_then_rises(ranks_along(heavy_ball)),
    counterexamples=(
        {
            "depth": 2,
            "spectrum": "1,1/4",
            "alpha": "1/2",
            "eta": "1/2",
            "momentum": "1/2",
            "steps": 7,
        },
    ),
)
SMALL_MOMENTUM = _claim(
    "monotone.momentum/small",
    "open",
    rf"m < (1-\sqrt{{h_1 N}})^2,\ {_BELOW} \implies {_UNIMODAL}",
    variables=(*IDENTICAL, MOMENTUM),
    hypotheses=(BELOW_SMALLEST, LEADING_STEP, OVERDAMPED),
    margin=falls_then_rises(ranks_along(heavy_ball)),
)
DECAYED = _claim(
    "monotone.decay",
    "refuted",
    rf"d^+ = d + \eta (d^{{N-1}}(\lambda - w) - c d),\ {_BELOW} \implies {_UNIMODAL}",
    variables=(*IDENTICAL, DECAY),
    margin=falls_then_rises(ranks_along(decayed)),
    # (1, 5/8, 4/25), alpha^2 = 1/8, h = 1/2, decay 1/6, scaled by 2 so that alpha is rational.
    counterexamples=(
        {
            "depth": 2,
            "spectrum": "2, 5/4, 8/25",
            "alpha": "1/2",
            "eta": "1/4",
            "decay": "1/3",
            "steps": 11,
        },
    ),
)
DECAYED_TWO_LAYERS = _claim(
    "monotone.decay/two_layers",
    "holds",
    r"N = 2,\ \eta(\lambda_1 - c) \le 1/2,\ \alpha^2 \le \lambda_n - c \implies " + _UNIMODAL,
    variables=(TWO_LAYERS, POSITIVE_SPECTRUM, ALPHA, ETA, TWO_STEPS, DECAY),
    hypotheses=(
        BELOW_DECAYED,
        Hypothesis("eta (lambda_1 - c) <= 1/2", _decayed_step),
    ),
    margin=falls_then_rises(ranks_along(decayed)),
)
PERTURBED = _claim(
    "monotone.perturbed",
    "open",
    r"0 < \beta < \alpha,\ \eta \le 1/(L_N M^{2N-2}),\ \alpha^N \le \lambda_n \implies "
    + _UNIMODAL
    + r"\text{, and larger eigenvalues stay ahead}",
    variables=(*IDENTICAL, BETA),
    hypotheses=(SMALLER, BELOW_SMALLEST, SAFE_PERTURBED_STEP),
    constants=(STEP,),
    margin=_perturbed,
)
LITERAL_PERTURBED = _claim(
    "monotone.literal/perturbed",
    "refuted",
    r"0 < \beta < \alpha,\ \eta \le 1/(L_N M^{2N-2}),\ \hat W \text{ of any signs} \implies "
    + _UNIMODAL,
    source="abstract C4",
    variables=(DEPTH, REAL_SPECTRUM, ALPHA, ETA, TWO_STEPS, BETA),
    hypotheses=(SMALLER, SAFE_PERTURBED_STEP),
    constants=(STEP,),
    margin=falls_then_rises(rank_sequence),
    counterexamples=(
        {
            "depth": 2,
            "spectrum": "1,-3",
            "alpha": "1/2",
            "beta": "1/4",
            "eta": "1/16",
            "steps": 20,
        },
    ),
)

CLAIMS = (
    ANY_STEPS,
    ANY_STEPS_GROWTH,
    HEAVY_BALL,
    SMALL_MOMENTUM,
    DECAYED,
    DECAYED_TWO_LAYERS,
    PERTURBED,
    LITERAL_PERTURBED,
)
