"""step.*: which step sizes make the identical start converge (C1)."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Former, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.steepness import steepness
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DEPTH,
    ETA,
    NONPOSITIVE_EIGENVALUE,
    POSITIVE_EIGENVALUE,
    STEPS,
    TWO_STEPS,
)


def scaled_step_margin(point: Point, bound: Any) -> Any:
    """1 - (h / bound)^N, where h^N = eta^N lambda^{2N-2}: rational, so equality is decided.

    ``bound`` is the largest h allowed, as a number of the point's arithmetic.
    """
    N = point.depth
    return 1 - (point.eta / bound) ** N * point.eigenvalue ** (2 * N - 2)


def _no_overshoot(a: Arithmetic, p: Point, c: Constants) -> Any:
    # A factor in [0, 1) says: no overshoot, and nearer to the eigenvalue than before.
    return a.minimum(*a.along(within_one, a.contractions(p)))


def within_one(a: Arithmetic, factor: Any) -> Any:
    """>= 0 exactly where 0 <= factor <= 1, the upper end by its sign alone.

    >>> from dmfcheck.claims.exact import Exact
    >>> [within_one(Exact(), Fraction(f, 2)) for f in (-1, 1, 3)]
    [Fraction(-1, 2), Fraction(1, 2), Fraction(-1, 1)]
    """
    return a.minimum(factor, a.indicator(1 - factor))


def _start_below(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.alpha**p.depth / p.eigenvalue


def _start_above(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.alpha**p.depth / p.eigenvalue - 1


def _step_from_above(a: Arithmetic, p: Point, c: Constants) -> Any:
    x, h = a.scaled(p)
    return 1 - h * steepness(x, p.depth)


def _two_step_contraction(a: Arithmetic, p: Point, c: Constants) -> Any:
    pairs = a.two_step_contractions(p)
    return a.minimum(*a.along(lambda a, product: 1 - a.absolute(product), pairs))


def _never_arrives(a: Arithmetic, p: Point, c: Constants) -> Any:
    """Positive where no x_k is 1, k <= steps: nothing contracts by 0."""
    return a.minimum(*(a.absolute(factor) for factor in a.contractions(p)))


def _decreases_to_zero(a: Arithmetic, p: Point, c: Constants) -> Any:
    # Shares of the start, not ratios of neighbours: at the bound the first step lands on 0.
    orbit = a.along(lambda a, d: d / p.alpha, a.orbit(p))
    return a.minimum(
        *a.along(
            lambda a, before, after: a.minimum(after, a.indicator(before - after)),
            orbit,
            orbit[1:],
        )
    )


def _size_decreases(a: Arithmetic, p: Point, c: Constants) -> Any:
    sizes = [a.absolute(d / p.alpha) for d in a.orbit(p)]
    return a.minimum(*(before - after for before, after in pairwise(sizes)))


def _size_repeats(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = a.orbit(p)
    return a.equal(orbit[1], -orbit[0], orbit[0])


def decay_size(p: Point) -> Any:
    """eta alpha^{N-2} (|lambda| + alpha^N), the quantity that the claims for lambda <= 0 bound."""
    return p.eta * p.alpha ** (p.depth - 2) * (p.alpha**p.depth - p.eigenvalue)


def _overshoots_near_one(a: Arithmetic, p: Point, c: Constants) -> Any:
    return -a.contractions(p)[0]


def _overshoot_witness(a: Arithmetic, p: Point, c: Constants) -> Any:
    x, h = a.scaled(p)
    return h * steepness(x, p.depth) - 1


def _near_one(a: Arithmetic, p: Point, c: Constants) -> Any:
    # phi is convex with phi(1) = N and phi'(1) = 3N(N-1)/2: so near, |1 - h phi(x_0)| >= 1.
    x, h = a.scaled(p)
    N = p.depth
    return 2 * (h * N - 2) - 3 * h * N * (N - 1) * (1 - x)


def _repels(a: Arithmetic, p: Point, c: Constants) -> Any:
    first, second = a.contractions(p)[:2]
    return a.absolute(first * second) - 1


STEP_BOUND = Constant("monotone bound", lambda N: Fraction(1, N), "1/N", sharp=True)
CONVERGENCE_BOUND = Constant("convergence bound", lambda N: Fraction(2, N), "2/N", sharp=True)

BELOW = Hypothesis("alpha^N < lambda", _start_below, strict=True)
ABOVE = Hypothesis("alpha^N > lambda", _start_above, strict=True)
MONOTONE_STEP = Hypothesis("h <= 1/N", lambda a, p, c: scaled_step_margin(p, c[STEP_BOUND.name]))

_SCALAR = (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, STEPS)
_TWO_STEPS = (*_SCALAR[:-1], TWO_STEPS)

STEP_FROM_ABOVE = Hypothesis("h <= 1/(x_0^{N-1}(1+...+x_0^{N-1}))", _step_from_above)
OVERSHOOTING_STEP = Hypothesis("h x_0^{N-1}(1+...+x_0^{N-1}) > 1", _overshoot_witness, strict=True)
CONVERGENT_STEP = Hypothesis(
    "h <= 2/N", lambda a, p, c: scaled_step_margin(p, c[CONVERGENCE_BOUND.name])
)
REPELLING_STEP = Hypothesis(
    "h > 2/N",
    lambda a, p, c: -scaled_step_margin(p, c[CONVERGENCE_BOUND.name]),
    strict=True,
)
NEAR_ONE = Hypothesis(
    "1 - x_0 <= 2(hN - 2) / (3hN(N-1))",
    _near_one,
)
DECAY_STEP = Hypothesis(
    "eta alpha^{N-2}(|lambda| + alpha^N) <= 1", lambda a, p, c: 1 - decay_size(p)
)
EVEN_DEPTH = Hypothesis("N even", lambda a, p, c: a.number(Fraction(-(p.depth % 2))))
EVEN_DECAY_STEP = Hypothesis(
    "eta alpha^{N-2}(|lambda| + alpha^N) < 2",
    lambda a, p, c: 2 - decay_size(p),
    strict=True,
)
CYCLE_STEP = Hypothesis(
    "eta alpha^{N-2}(|lambda| + alpha^N) = 2",
    lambda a, p, c: -a.absolute(2 - decay_size(p)),
)

_claim = partial(
    Claim,
    source="abstract C1",
    kind="equivalence",
    expected="holds",
)

MONOTONE = _claim(
    id="step.monotone",
    statement=(
        r"0 < x_0 < 1,\ h \le 1/N \implies"
        r" x_k \text{ increases to } 1 \text{ without overshoot}"
    ),
    variables=_SCALAR,
    hypotheses=(BELOW, MONOTONE_STEP),
    constants=(STEP_BOUND,),
    margin=_no_overshoot,
    on_descent=True,
    derivation="monotone",
)
FROM_ABOVE = _claim(
    id="step.monotone/from_above",
    statement=(
        r"x_0 > 1,\ h \le 1/(x_0^{N-1}(1+\dots+x_0^{N-1})) \implies x_k \text{ decreases to } 1"
    ),
    variables=_SCALAR,
    hypotheses=(ABOVE, STEP_FROM_ABOVE),
    margin=_no_overshoot,
    on_descent=True,
    derivation="monotone",
)
OVERSHOOTS = _claim(
    id="step.monotone/sharp",
    statement=(
        r"h > 1/N \implies \text{every } x_0 < 1 \text{ with }"
        r" h x_0^{N-1}(1+\dots+x_0^{N-1}) > 1 \text{ overshoots}"
    ),
    variables=_SCALAR,
    hypotheses=(BELOW, OVERSHOOTING_STEP),
    margin=_overshoots_near_one,
    derivation="monotone",
)
CONVERGENT = _claim(
    id="step.convergent",
    statement=(
        r"0 < x_0 < 1,\ h \le 2/N \implies |1-x_{k+2}| < |1-x_k| \text{ or } x_k = 1"
        r" \text{ for every } k,\text{ so } x_k \to 1"
    ),
    variables=_TWO_STEPS,
    hypotheses=(BELOW, CONVERGENT_STEP),
    constants=(CONVERGENCE_BOUND,),
    margin=_two_step_contraction,
    on_descent=True,
    former=(
        Former(
            r"0 < x_0 < 1,\ h \le 2/N \implies |1-x_{k+2}| < |1-x_k| \text{ for every } k,"
            r"\text{ so } x_k \to 1",
            (Hypothesis("x_k != 1", _never_arrives, strict=True),),
        ),
    ),
)
REPELS = _claim(
    id="step.convergent/sharp",
    statement=r"h > 2/N \implies 1 \text{ repels: } |1-x_2| > |1-x_0| \text{ near } 1",
    variables=_TWO_STEPS,
    hypotheses=(BELOW, REPELLING_STEP, NEAR_ONE),
    constants=(CONVERGENCE_BOUND,),
    margin=_repels,
)
DECAYS = _claim(
    id="step.nonpositive",
    statement=(
        r"\lambda \le 0,\ \eta\alpha^{N-2}(|\lambda|+\alpha^N) \le 1 \implies"
        r" d_k \ge 0 \text{ decreases to } 0"
    ),
    variables=(DEPTH, NONPOSITIVE_EIGENVALUE, ALPHA, ETA, STEPS),
    hypotheses=(DECAY_STEP,),
    margin=_decreases_to_zero,
    exact=True,
    on_descent=True,
)
EVEN = _claim(
    id="step.nonpositive/even",
    statement=(
        r"N \text{ even},\ \lambda \le 0,\ \eta\alpha^{N-2}(|\lambda|+\alpha^N) < 2 \implies"
        r" |d_k| \text{ decreases}"
    ),
    variables=(DEPTH, NONPOSITIVE_EIGENVALUE, ALPHA, ETA, STEPS),
    hypotheses=(EVEN_DEPTH, EVEN_DECAY_STEP),
    margin=_size_decreases,
    exact=True,
)
CYCLE = _claim(
    id="step.nonpositive/cycle",
    statement=(
        r"N \text{ even},\ \eta\alpha^{N-2}(|\lambda|+\alpha^N) = 2 \implies"
        r" \alpha \to -\alpha \to \alpha"
    ),
    kind="identity",
    variables=(DEPTH, NONPOSITIVE_EIGENVALUE, ALPHA, ETA, STEPS),
    hypotheses=(EVEN_DEPTH, CYCLE_STEP),
    margin=_size_repeats,
    exact=True,
)

CLAIMS = (
    MONOTONE,
    FROM_ABOVE,
    OVERSHOOTS,
    CONVERGENT,
    REPELS,
    DECAYS,
    EVEN,
    CYCLE,
)
