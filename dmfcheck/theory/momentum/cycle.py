"""momentum.cycle: orbits of period two with momentum are those of descent with another step.

Of a heavy ball with the step eta they are those of edge.cycle with eta/(1+m), of Nesterov's step
(where the gradient is taken) those with eta (1+2m)/(1+m). So their edges are h = 2(1+m)/N and
2(1+m)/((1+2m)N), the bounds that are known for quadratic losses. Derived for this project.
Proofs: ``notes/momentum.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import cycle, islice
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.edge.cycle import ON_EIGENVALUE, RATIO, step_share
from dmfcheck.theory.step.identical import scaled_step_margin
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DEPTH,
    ETA,
    MOMENTUM,
    POSITIVE_EIGENVALUE,
    TWO_LAYERS,
    UP_TO_6_STEPS,
)

Places = Callable[[Point], Iterator[Any]]
"""Where the gradients are taken, without end."""


def heavy_share(m: Any) -> Any:
    """eta of a heavy ball by the step of the descent that has its cycles: 1 + m.

    >>> heavy_share(Fraction(1, 2))
    Fraction(3, 2)
    """
    return 1 + m


def nesterov_share(m: Any) -> Any:
    """The same of Nesterov's step: (1 + m) / (1 + 2m).

    >>> nesterov_share(Fraction(1, 2))
    Fraction(3, 4)
    """
    return (1 + m) / (1 + 2 * m)


def _pull(p: Point, d: Any) -> Any:
    return p.eta * d ** (p.depth - 1) * (p.eigenvalue - d**p.depth)


def heavy_ball_cycle(p: Point) -> Iterator[Any]:
    """d(0) = alpha, d(1), ... of a heavy ball that was at r alpha before."""
    before, d = p.ratio * p.alpha, p.alpha
    while True:
        yield d
        before, d = d, d + _pull(p, d) + p.momentum * (d - before)


def nesterov_cycle(p: Point) -> Iterator[Any]:
    """y(0) = alpha, y(1), ..., y = d + m (d - d^-), from the d(0) and d(-1) of the cycle.

    y(0) - y(1) = (1 + 2m)(d(0) - d(1)), and the sums are the same.
    """
    middle, half = (1 + p.ratio) * p.alpha / 2, (p.ratio - 1) * p.alpha / 2 / (1 + 2 * p.momentum)
    before, d = middle + half, middle - half
    while True:
        y = d + p.momentum * (d - before)
        yield y
        before, d = d, y + _pull(p, y)


def alternates(places: Places, *, times: int = 1) -> Any:
    """The margin of ``places`` = alpha, r alpha, alpha, ...; r^``times`` in a mutant."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        swing = cycle((p.alpha, p.alpha * p.ratio**times))
        pairs = islice(zip(places(p), swing, strict=False), p.steps + 1)
        return a.minimum(*(a.equal(d, place, p.alpha) for d, place in pairs))

    return margin


def on_step(share: Callable[[Any], Any]) -> Any:
    """The margin of eta alpha^{2N-2} = share(m) times that of edge.cycle: 0 where it holds."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        due = share(p.momentum) * step_share(p.depth, p.ratio)
        return -a.absolute(p.eta * p.alpha ** (2 * p.depth - 2) / due - 1)

    return margin


def beyond(share: Callable[[Any], Any]) -> Any:
    """The margin of h > share(m) 2/N."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        return -scaled_step_margin(p, c[EDGE.name] * share(p.momentum))

    return margin


def multiplier(times: int) -> Any:
    """The margin of: the two-step derivative has the trace (1+m)^2 (9 - 2(1+h')^2) - ``times`` m.

    h' = eta lambda / (1+m). A step is (d, d^-) -> (d + pull + m (d - d^-), d).
    """

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        m, scale = p.momentum, (1 + p.momentum) ** 2
        h = p.eta * p.eigenvalue
        there, back = (1 + m + h - 3 * p.eta * d * d for d in islice(heavy_ball_cycle(p), 2))
        trace = there * back - 2 * m
        due = scale * (9 - 2 * (1 + h / (1 + m)) ** 2) - times * m
        return a.equal(trace, due, 9 * scale * (1 + h) ** 2)

    return margin


EDGE = Constant("edge", lambda N: Fraction(2, N), "2/N", sharp=True)
HEAVY_STEP = Hypothesis(
    "eta alpha^{2N-2} r^{N-1} (r^N - 1) = (1+m)(r-1)(r^{N-1} + 1)", on_step(heavy_share)
)
NESTEROV_STEP = Hypothesis(
    "eta alpha^{2N-2} r^{N-1} (r^N - 1)(1+2m) = (1+m)(r-1)(r^{N-1} + 1)", on_step(nesterov_share)
)

_VARIABLES = (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, MOMENTUM, RATIO, UP_TO_6_STEPS)
_GIVEN = r"\lambda = \alpha^N\frac{r^{2N-1}+1}{r^{N-1}+1},\ "
_STEP = r"\frac{(r-1)(r^{N-1}+1)}{r^{N-1}(r^N-1)},\ r > 1"
_HEAVY = rf"\text{{heavy ball}}:\ {_GIVEN}\frac{{\eta\alpha^{{2N-2}}}}{{1+m}} = {_STEP}"
_NESTEROV = rf"\text{{Nesterov}}:\ {_GIVEN}\frac{{(1+2m)\eta\alpha^{{2N-2}}}}{{1+m}} = {_STEP}"

_claim = partial(
    Claim, source="derived", kind="identity", expected="holds", variables=_VARIABLES, exact=True
)
_heavy = partial(_claim, hypotheses=(ON_EIGENVALUE, HEAVY_STEP))
_nesterov = partial(_claim, hypotheses=(ON_EIGENVALUE, NESTEROV_STEP))

HEAVY = _heavy(
    id="momentum.cycle",
    statement=rf"{_HEAVY} \implies d: \alpha \to r\alpha \to \alpha",
    margin=alternates(heavy_ball_cycle),
)
HEAVY_BEYOND = _heavy(
    id="momentum.cycle/step",
    statement=rf"{_HEAVY} \implies h > 2(1+m)/N",
    kind="inequality",
    constants=(EDGE,),
    margin=beyond(heavy_share),
)
NESTEROV = _nesterov(
    id="momentum.cycle/nesterov",
    statement=rf"{_NESTEROV} \implies y = d + m(d - d^-): \alpha \to r\alpha \to \alpha",
    margin=alternates(nesterov_cycle),
)
NESTEROV_BEYOND = _nesterov(
    id="momentum.cycle/nesterov_step",
    statement=rf"{_NESTEROV} \implies h > \frac{{2(1+m)}}{{(1+2m)N}}",
    kind="inequality",
    constants=(EDGE,),
    margin=beyond(nesterov_share),
)
MULTIPLIER = _heavy(
    id="momentum.cycle/multiplier",
    statement=(
        r"N = 2, \text{ on the cycle of a heavy ball two steps have the derivative of trace }"
        r" (1+m)^2(9 - 2(1+h')^2) - 2m \text{ and determinant } m^2,\ h' = \frac{\eta\lambda}{1+m}"
        r"\text{: it attracts iff } 2(1+h')^2 < 9 + (\tfrac{1-m}{1+m})^2"
    ),
    variables=(TWO_LAYERS, *_VARIABLES[1:]),
    margin=multiplier(2),
)

CLAIMS = (HEAVY, HEAVY_BEYOND, NESTEROV, NESTEROV_BEYOND, MULTIPLIER)
