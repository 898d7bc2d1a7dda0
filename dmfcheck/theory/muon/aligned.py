"""muon.*: Muon without momentum on factors that are aligned with the target.

W+ = W + eta U V^T for the negative gradient U S V^T. On aligned factors that gradient is diagonal,
so each of its entries is replaced by its sign: every eigenvalue moves by eta a step, whatever its
size. Of arXiv:2606.30509 the abstract and the table of its introduction were read: the modes grow
alike and the smaller are learned first; the step may be longer than descent allows, and its
annealing converges; sqrt(P^T P) - sqrt(Q^T Q) is kept. What is claimed here says when, for N
aligned factors; it was derived for this project. Proofs: ``notes/muon.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import islice, pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point
from dmfcheck.theory.vocabulary import (
    ALPHA,
    ANY_BETA,
    DEPTH,
    ETA,
    POSITIVE_EIGENVALUE,
    POSITIVE_SPECTRUM,
    TWO_LAYERS,
    UP_TO_60_STEPS,
)

ANNEALING = Variable(
    "annealing",
    "number",
    Fraction(0),
    Fraction(1),
    open_low=True,
    open_high=True,
    meaning="rho, the steps are eta, rho eta, rho^2 eta, ...",
)


def sign(a: Arithmetic, x: Any) -> Any:
    """1, 0 or -1.

    >>> from dmfcheck.claims.exact import Exact
    >>> [str(sign(Exact(), Fraction(x))) for x in (-2, 0, 2)]
    ['-1', '0', '1']
    """
    return (a.indicator(x) - a.indicator(-x)) / 2


def signed_orbit(a: Arithmetic, p: Point, eigenvalue: Any, rate: Any = 1) -> Iterator[Any]:
    """d(0) = alpha, d+ = d + eta_k sign(d^{N-1} (lambda - d^N)), eta_k = eta ``rate``^k."""
    N, d, eta = p.depth, p.alpha, p.eta
    while True:
        yield d
        d = d + eta * sign(a, d ** (N - 1) * (eigenvalue - d**N))
        eta = eta * rate


def signed_pair(a: Arithmetic, p: Point) -> Iterator[tuple[Any, Any]]:
    """(p, q): each moves by eta times the sign of the other times lambda - pq."""
    first, other = p.alpha - p.beta, p.alpha
    while True:
        yield first, other
        left = p.eigenvalue - first * other
        move, back = sign(a, other * left), sign(a, first * left)
        first, other = first + p.eta * move, other + p.eta * back


def _last(orbit: Iterator[Any], p: Point) -> Any:
    return next(islice(orbit, p.steps, None))


def _grown(p: Point, steps: Any) -> Any:
    return (p.alpha + steps * p.eta) ** p.depth


def grows(speed: Callable[[Point], Any]) -> Any:
    """The margin of d(k) = alpha + k ``speed`` at the last step."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        d = _last(signed_orbit(a, p, p.eigenvalue), p)
        return a.equal(d, p.alpha + p.steps * speed(p), d)

    return margin


def _smaller_first(a: Arithmetic, p: Point, c: Constants) -> Any:
    # The spectrum falls, so w_i / lambda_i rises.
    done = [_last(signed_orbit(a, p, x), p) ** p.depth / x for x in p.spectrum]
    return a.minimum(*(after / before - 1 for before, after in pairwise(done)), done[0])


def _stays(a: Arithmetic, p: Point, c: Constants) -> Any:
    d = _last(signed_orbit(a, p, p.eigenvalue), p)
    root = a.root(p.eigenvalue, p.depth)
    return c[WIDTH.name] - a.absolute(d - root) / p.eta


def gap_kept(power: int) -> Any:
    """The margin of: p^``power`` - q^``power`` is what it was at the start."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        first, other = _last(signed_pair(a, p), p)
        start = (p.alpha - p.beta) ** power - p.alpha**power
        return a.equal(first**power - other**power, start, first**power + other**power)

    return margin


def within(bound: Callable[[Point], Any]) -> Any:
    """The margin of |d(k) - lambda^{1/N}| <= ``bound`` at the last of the annealed steps."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        d = _last(signed_orbit(a, p, p.eigenvalue, p.annealing), p)
        return 1 - a.absolute(d - a.root(p.eigenvalue, p.depth)) / bound(p)

    return margin


def _what_is_left(p: Point) -> Any:
    """eta rho^k + eta rho^{k+1} + ..."""
    return p.eta * p.annealing**p.steps / (1 - p.annealing)


def _within_reach(a: Arithmetic, p: Point, c: Constants) -> Any:
    reach = p.alpha + p.eta / (1 - p.annealing)
    return reach / a.root(p.eigenvalue, p.depth) - 1


WIDTH = Constant("width", lambda N: Fraction(1), "1", sharp=True)
SLOWEST = Constant("slowest annealing", lambda N: Fraction(1, 2), "1/2", sharp=True)

START_BELOW = Hypothesis("alpha^N <= lambda", lambda a, p, c: 1 - _grown(p, 0) / p.eigenvalue)
NOT_THERE = Hypothesis(
    "(alpha + (k-1) eta)^N < lambda",
    lambda a, p, c: 1 - _grown(p, p.steps - 1) / p.eigenvalue,
    strict=True,
)
NONE_THERE = Hypothesis(
    "(alpha + k eta)^N <= lambda_n", lambda a, p, c: 1 - _grown(p, p.steps) / p.spectrum[-1]
)
THERE = Hypothesis(
    "(alpha + k eta)^N >= lambda", lambda a, p, c: _grown(p, p.steps) / p.eigenvalue - 1
)
POSITIVE_FACTORS = Hypothesis("p(0) > 0", lambda a, p, c: p.alpha - p.beta, strict=True)
PRODUCT_BELOW = Hypothesis(
    "w(0) <= lambda", lambda a, p, c: 1 - p.alpha * (p.alpha - p.beta) / p.eigenvalue
)
SLOW = Hypothesis("rho >= 1/2", lambda a, p, c: p.annealing - c[SLOWEST.name])
SMALL_STEP = Hypothesis("eta <= alpha", lambda a, p, c: 1 - p.eta / p.alpha)
WITHIN_REACH = Hypothesis("lambda^{1/N} <= alpha + eta/(1-rho)", _within_reach)

_VARIABLES = (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, UP_TO_60_STEPS)
_MOVES = r"d^+ = d + \eta\,\mathrm{sign}(d^{N-1}(\lambda - d^N))"

_claim = partial(Claim, source="derived", kind="inequality", expected="holds", exact=True)

GROWTH = _claim(
    id="muon.growth",
    statement=(
        rf"{_MOVES},\ (\alpha + (k-1)\eta)^N < \lambda \implies d(k) = \alpha + k\eta"
        r"\text{: all grow alike, up to the step } \lceil(\lambda^{1/N} - \alpha)/\eta\rceil"
    ),
    kind="identity",
    variables=_VARIABLES,
    hypotheses=(NOT_THERE,),
    margin=grows(lambda p: p.eta),
)
FIRST = _claim(
    id="muon.growth/smaller_first",
    statement=(
        rf"{_MOVES},\ (\alpha + k\eta)^N \le \lambda_n \implies"
        r" \frac{w_i(k)}{\lambda_i} \le \frac{w_j(k)}{\lambda_j}"
        r" \text{ where } \lambda_i \ge \lambda_j"
    ),
    variables=(DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, UP_TO_60_STEPS),
    hypotheses=(NONE_THERE,),
    margin=_smaller_first,
)
STABLE = _claim(
    id="muon.stable",
    statement=(
        rf"{_MOVES},\ \alpha^N \le \lambda,\ (\alpha + k\eta)^N \ge \lambda"
        r" \implies |d(k) - \lambda^{1/N}| \le \eta\text{, however long the step}"
    ),
    variables=_VARIABLES,
    hypotheses=(START_BELOW, THERE),
    constants=(WIDTH,),
    margin=_stays,
)
GAP = _claim(
    id="muon.gap",
    statement=(
        r"N = 2,\ p, q > 0,\ w(0) \le \lambda,\ p^+ = p + \eta\,\mathrm{sign}(q(\lambda - w)),"
        r"\ q^+ = q + \eta\,\mathrm{sign}(p(\lambda - w)) \implies p(k) - q(k) = p(0) - q(0)"
    ),
    kind="identity",
    variables=(TWO_LAYERS, POSITIVE_EIGENVALUE, ALPHA, ANY_BETA, ETA, UP_TO_60_STEPS),
    hypotheses=(POSITIVE_FACTORS, PRODUCT_BELOW),
    margin=gap_kept(1),
)
ANNEALED = _claim(
    id="muon.annealed",
    statement=(
        r"d^+ = d + \eta\rho^k\,\mathrm{sign}(d^{N-1}(\lambda - d^N)),\ \rho \ge \tfrac12,\ "
        r"\eta \le \alpha,\ \alpha \le \lambda^{1/N} \le \alpha + \tfrac{\eta}{1-\rho} \implies"
        r" |d(k) - \lambda^{1/N}| \le \frac{\eta\rho^k}{1-\rho}"
    ),
    variables=(*_VARIABLES[:-1], ANNEALING, UP_TO_60_STEPS),
    hypotheses=(START_BELOW, SMALL_STEP, SLOW, WITHIN_REACH),
    constants=(SLOWEST,),
    margin=within(_what_is_left),
)

CLAIMS = (GROWTH, FIRST, STABLE, GAP, ANNEALED)
