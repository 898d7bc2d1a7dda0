"""weights.decay: weight decay c shrinks an eigenvalue of two factors by c; three may lose it.

d+ = d + eta (d^{N-1} (lambda - d^N) - c d): descent on the loss and (c/2) sum_j ||W_j||_F^2.
Derived for this project. Proofs: ``notes/weights.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import Dynamics
from dmfcheck.dynamics.start import Identical, Perturbed
from dmfcheck.dynamics.updates.weight_decay import WeightDecay
from dmfcheck.theory.vocabulary import (
    ALPHA,
    ANY_BETA,
    DECAY,
    DEEP,
    DEPTH,
    EIGENVALUE,
    ETA,
    POSITIVE_EIGENVALUE,
    STEPS,
    TWO_LAYERS,
    UP_TO_6_STEPS,
)

DECAYED = Dynamics(Identical, WeightDecay)
DECAYED_PAIR = Dynamics(Perturbed, WeightDecay)


def orbit(a: Arithmetic, p: Point) -> list[Any]:
    """d(0), d(1), ... with weight decay."""
    a.require_few(p.depth, p.steps, p.exact["alpha"], p.exact["eta"])
    return [d for (d,) in a.run(DECAYED, p, p.eigenvalue)]


def shifted(p: Point, times: int = 1) -> Point:
    """The point with the eigenvalue lambda - ``times`` c.

    >>> shifted(Point({"eigenvalue": 3, "decay": 1})).eigenvalue
    2
    """
    exact = p.exact | {"eigenvalue": p.exact["eigenvalue"] - times * p.exact["decay"]}
    return Point(exact, {**p, "eigenvalue": p.eigenvalue - times * p.decay})


def like_shifted(times: int) -> Any:
    """The margin of: the orbit is that of lambda - ``times`` c without decay."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        pairs = zip(orbit(a, p), a.orbit(shifted(p, times)), strict=True)
        return a.minimum(*(a.equal(d, other, p.alpha) for d, other in pairs))

    return margin


def pull(p: Point, d: Any) -> Any:
    """d^{N-2} (lambda - d^N), which decays more slowly than c where d grows."""
    return d ** (p.depth - 2) * (p.eigenvalue - d**p.depth)


def falls_by(rate: Callable[[Point], Any]) -> Any:
    """The margin of 0 <= d(k+1)/d(k) <= 1 - ``rate`` at every step."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        factors = [1 + p.eta * (pull(p, d) - p.decay) for d in orbit(a, p)[:-1]]
        return a.minimum(*(a.minimum(f, 1 - rate(p) - f) for f in factors))

    return margin


def _lost_rate(p: Point) -> Any:
    return p.eta * (p.decay - p.eigenvalue * p.alpha ** (p.depth - 2))


def _goes_on(a: Arithmetic, p: Point, c: Constants) -> Any:
    first = a.indicator(pull(p, p.alpha) - p.decay)
    moves = [p.eta * (pull(p, d) - p.decay) for d in orbit(a, p)[:-1]]
    return a.minimum(*(first * move for move in moves))


def balances(power: int) -> Any:
    """The margin of |p^2 - q^2| <= (1 - eta c)^(``power`` k) times that of the start."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        gaps = [(x - y) * (x + y) for x, y in a.run(DECAYED_PAIR, p, p.eigenvalue)]
        left = (1 - p.eta * p.decay) ** power
        sizes = [a.absolute(gap) / a.absolute(gaps[0]) for gap in gaps]
        return a.minimum(*(left * before - after for before, after in pairwise(sizes)))

    return margin


def _short_pulls(a: Arithmetic, p: Point, c: Constants) -> Any:
    states = a.run(DECAYED_PAIR, p, p.eigenvalue)[:-1]
    pulls = [p.eta * (p.eigenvalue - x * y) for x, y in states]
    room = c[PULL.name] * (1 - p.eta * p.decay) * (1 - p.eta * p.decay)
    return a.minimum(*(room - e * e for e in pulls))


def _increasing(a: Arithmetic, p: Point, c: Constants) -> Any:
    # (h N / room)^N, h^N = eta^N lambda^{2N-2}: rational, and room = 1 - eta c is positive.
    N, room = p.depth, c[ROOM.name] - p.eta * p.decay
    return a.minimum(room, 1 - (p.eta * N / room) ** N * p.eigenvalue ** (2 * N - 2))


PULL = Constant("squared pull", lambda N: Fraction(2), "2", sharp=True)
ROOM = Constant("room", lambda N: Fraction(1), "1")

UNEQUAL = Hypothesis(
    "p(0)^2 != q(0)^2",
    lambda a, p, c: a.absolute(p.beta * (2 * p.alpha - p.beta)),
    strict=True,
)
PULLS = Hypothesis("(eta (lambda - w(j)))^2 <= 2 (1 - eta c)^2 for j < k", _short_pulls)
SHORT = Hypothesis("eta c < 1", lambda a, p, c: 1 - p.eta * p.decay, strict=True)
WEAK = Hypothesis(
    "lambda alpha^{N-2} <= c",
    lambda a, p, c: p.decay - p.eigenvalue * p.alpha ** (p.depth - 2),
)
NO_CROSSING = Hypothesis(
    "eta (c + alpha^{2N-2}) <= 1",
    lambda a, p, c: 1 - p.eta * (p.decay + p.alpha ** (2 * p.depth - 2)),
)
BELOW = Hypothesis("alpha^N <= lambda", lambda a, p, c: 1 - p.alpha**p.depth / p.eigenvalue)
INCREASING = Hypothesis("h N + eta c <= 1", _increasing)


_claim = partial(Claim, source="derived", kind="inequality", expected="holds", exact=True)
_DECAYS = r"d^+ = d + \eta(d^{N-1}(\lambda - d^N) - c d)"

SHIFT = _claim(
    id="weights.decay",
    statement=(
        r"N = 2,\ d^+ = d + \eta(d(\lambda - d^2) - c d) \text{ is descent on } \lambda - c"
        r"\text{: the limit is } (\lambda - c)_+ \text{, a soft threshold}"
    ),
    kind="identity",
    variables=(TWO_LAYERS, EIGENVALUE, ALPHA, ETA, DECAY, UP_TO_6_STEPS),
    margin=like_shifted(1),
)
BALANCES = _claim(
    id="weights.decay/balances",
    statement=(
        r"N = 2,\ \eta|\lambda - w(j)| \le \sqrt2(1 - \eta c) \text{ for } j < k,\ \eta c < 1"
        r" \implies |p(k)^2 - q(k)^2| \le (1 - \eta c)^{2k}|p(0)^2 - q(0)^2|"
    ),
    variables=(TWO_LAYERS, EIGENVALUE, ALPHA, ANY_BETA, ETA, DECAY, UP_TO_6_STEPS),
    hypotheses=(UNEQUAL, SHORT, PULLS),
    constants=(PULL,),
    margin=balances(2),
)
LOST = _claim(
    id="weights.decay/lost",
    statement=(
        rf"N \ge 3,\ {_DECAYS},\ \lambda\alpha^{{N-2}} \le c,\ \eta(c + \alpha^{{2N-2}}) \le 1"
        r" \implies 0 \le d(k) \le \alpha(1 - \eta(c - \lambda\alpha^{N-2}))^k"
        r"\text{: a small start is lost, however large } \lambda"
    ),
    variables=(DEEP, POSITIVE_EIGENVALUE, ALPHA, ETA, DECAY, STEPS),
    hypotheses=(WEAK, NO_CROSSING),
    margin=falls_by(_lost_rate),
)
GOES_ON = _claim(
    id="weights.decay/goes_on",
    statement=(
        rf"{_DECAYS},\ \alpha^N \le \lambda,\ hN + \eta c \le 1 \implies d \text{{ rises for }}"
        r"\text{ever if } \alpha^{N-2}(\lambda - \alpha^N) \ge c \text{, and falls otherwise}"
    ),
    variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, DECAY, STEPS),
    hypotheses=(BELOW, INCREASING),
    constants=(ROOM,),
    margin=_goes_on,
)

CLAIMS = (SHIFT, BALANCES, LOST, GOES_ON)
