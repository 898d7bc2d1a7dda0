"""Certified times that are not recoveries of positive eigenvalues from below.

Coming down to an eigenvalue from above, decaying to 0 where the eigenvalue is <= 0, and reaching a
negative eigenvalue from the perturbed start. All in steps, from exact rationals. The orbit is
followed in balls for as long as that takes, up to 100,000 steps, and the rest is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, arb_poly

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput, shown
from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls.balls import at_most, ball, first_answer, less
from dmfcheck.dynamics.balls.bracket import HittingTime
from dmfcheck.dynamics.balls.decay import Decay, DecayToRoot, DecayToZero, SlowCount, slow_count
from dmfcheck.dynamics.balls.orbit import exact_orbit
from dmfcheck.dynamics.balls.perturbed_orbit import FactorPair, PerturbedMap, exact_perturbed_orbit
from dmfcheck.dynamics.balls.recovery import Recovery
from dmfcheck.dynamics.balls.walk import first_passage_of

__all__ = [
    "decay_time",
    "negative_recovery_time",
    "time_from_above",
    "time_from_above_original",
]

DECAY_BITS = 1 << 15
"""Precision at most of a count of decay: enough for times up to about 1e9000."""


def time_from_above(depth: object, h: object, x0: object, b: object) -> HittingTime | Undecided:
    """K = min{k : x_k <= b} of x+ = x + h x^{N-1} (1 - x^N), 1 < b, in steps.

    Exact rationals x0, b > 1 and 0 < h <= 1/(x0^{N-1} (1 + ... + x0^{N-1})), where the orbit falls
    to 1 monotonically; depth N in 2..50. Raises BadInput. Source: derived (claim step.monotone,
    notes/ball-orbits.md).

    >>> time_from_above(2, "1/100", 3, "11/10").lo
    80
    >>> len(str(time_from_above(2, "1e-80", 3, "11/10").lo))
    80
    """
    n = validation.depth(depth)
    level = validation.positive(b, "b")
    if level <= 1:
        raise BadInput("b", f"is {shown(level)}", "a level > 1")
    return _from_above(
        DecayToRoot(
            n,
            Fraction(1),
            validation.positive(x0, "x0"),
            validation.positive(h, "h"),
            level**n,
        ),
        "h",
    )


def time_from_above_original(
    depth: object, eigenvalue: object, alpha: object, eta: object, fraction: object
) -> HittingTime | Undecided:
    """K = min{k : w(k) <= fraction * eigenvalue}, w = d^N, for a start above the eigenvalue.

    d+ = d + eta d^{N-1} (lambda - d^N), d(0) = alpha, exact rationals lambda > 0, fraction > 1.
    The same as :func:`time_from_above` at x0 = alpha / lambda^{1/N}, h = eta lambda^{2-2/N} and
    b = fraction^{1/N}. In steps. Raises BadInput. Source: derived (claim step.monotone).

    >>> time_from_above_original(2, 4, 6, "1/400", "121/100").lo
    80
    """
    n = validation.depth(depth)
    part = validation.positive(fraction, "fraction")
    if part <= 1:
        raise BadInput("fraction", f"is {shown(part)}", "a fraction > 1")
    decay = DecayToRoot(
        n,
        validation.positive(eigenvalue, "eigenvalue"),
        validation.positive(alpha, "alpha"),
        validation.positive(eta, "eta"),
        part,
    )
    return _from_above(decay, "eta")


def _from_above(decay: DecayToRoot, step: str) -> HittingTime | Undecided:
    n, goal = decay.depth, decay.fraction * decay.eigenvalue
    if decay.alpha**n <= goal:
        return HittingTime(0, 0, 0, 0, "start")
    # At equality the first step lands on the eigenvalue itself: no ball decides, and none has to.
    overshoots = first_answer(lambda _: less(1, decay.rate()(decay.start())), limit_bits=1024)
    if overshoots is True:
        raise BadInput(
            step,
            f"is {shown(decay.eta)}, too large for a monotone orbit",
            "h <= 1/(x0^(N-1) (1 + ... + x0^(N-1)))",
        )

    def settles(k: int) -> bool | None:
        d = _exact_iterate(n, decay.eigenvalue, decay.alpha, decay.eta, k)
        return None if d is None else d**n <= goal

    return first_passage_of(_Falling(decay, settles))


def decay_time(
    depth: object, eigenvalue: object, alpha: object, eta: object, level: object
) -> HittingTime | Undecided:
    """K = min{k : d(k) <= level} of d+ = d - eta d^{N-1} (|lambda| + d^N), lambda <= 0, in steps.

    d(0) = alpha, exact rationals alpha, level > 0 and eta alpha^{N-2} (|lambda| + alpha^N) <= 1,
    where d falls to 0 monotonically. Raises BadInput. Source: derived (claim step.nonpositive,
    notes/ball-orbits.md).

    >>> decay_time(2, -1, "1/2", "1/8", "1/100").lo
    29
    >>> len(str(decay_time(3, 0, "1/2", "1/8", "1e-100").lo))
    401
    """
    n = validation.depth(depth)
    target = validation.rational(eigenvalue, "eigenvalue")
    if target > 0:
        raise BadInput("eigenvalue", f"is {shown(target)}", "an eigenvalue <= 0")
    start = validation.positive(alpha, "alpha")
    step = validation.positive(eta, "eta")
    goal = validation.positive(level, "level")
    if step * start ** (n - 2) * (start**n - target) > 1:
        raise BadInput(
            "eta",
            f"is {shown(step)}, too large for a monotone decay",
            "eta <= 1/(alpha^(N-2) (|eigenvalue| + alpha^N))",
        )
    if start <= goal:
        return HittingTime(0, 0, 0, 0, "start")

    def settles(k: int) -> bool | None:
        d = _exact_iterate(n, target, start, step, k)
        return None if d is None else d <= goal

    return first_passage_of(_Falling(DecayToZero(n, -target, start, step, goal), settles))


def negative_recovery_time(
    depth: object,
    eigenvalue: object,
    alpha: object,
    beta: object,
    eta: object,
    fraction: object,
) -> HittingTime | Undecided:
    """T = min{k : w(k) <= fraction * eigenvalue} for an eigenvalue < 0 and the perturbed start.

    p(0) = alpha - beta, q(0) = alpha, 0 < beta < alpha, 0 < fraction < 1, w = p q^{N-1}, with
    p+ = p + eta q^{N-1} (lambda - w), q+ = q + eta p q^{N-2} (lambda - w); exact rationals, in
    steps. For N = 2 almost always a single integer, at any scale of beta and eta. For N >= 3 and
    beyond 100,000 steps a bracket whose relative width is about the square of the relative step
    eta q^{N-2} |lambda| that is reached by then. Undecided where a relative step is 1 or more, or
    too large for the rest to be counted, with the step. Raises BadInput. Source: derived (claims
    perturbed.invariant, perturbed.time, notes/ball-orbits.md).

    >>> negative_recovery_time(2, -1, "1/2", "1e-10", "1/8", "1/2").lo
    201
    >>> len(str(negative_recovery_time(2, -1, "1/2", "1e-3000", "1e-50", "1/2").lo))
    54
    """
    n = validation.depth(depth)
    target = validation.rational(eigenvalue, "eigenvalue")
    if target >= 0:
        raise BadInput("eigenvalue", f"is {shown(target)}", "an eigenvalue < 0")
    start = validation.positive(alpha, "alpha")
    off = validation.positive(beta, "beta")
    if off >= start:
        raise BadInput("beta", f"is {shown(off)}", f"0 < beta < alpha = {shown(start)}")
    part = validation.positive(fraction, "fraction")
    if part >= 1:
        raise BadInput("fraction", f"is {shown(part)}", "0 < fraction < 1")
    step = validation.positive(eta, "eta")
    return first_passage_of(_Recovery(n, target, start, off, step, part))


class _Falling:
    """A decay to its level, as :class:`~dmfcheck.dynamics.balls.walk.CountedOrbit` asks for it."""

    def __init__(self, decay: Decay, settles: Callable[[int], bool | None]) -> None:
        self.decay = decay
        self.settles = settles

    def start(self) -> arb:
        self.rate, self.target = self.decay.rate(), self.decay.target()
        self.slope = (arb_poly([0, 1]) * (1 - self.rate)).derivative()
        return self.decay.start()

    def step(self, y: arb) -> arb:
        middle = y.mid()
        image = middle * (1 - self.rate(middle))
        return arb(image, abs(self.slope(y) * y.rad()).upper())

    def reached(self, y: arb) -> bool | None:
        return at_most(y, self.target)

    def stray(self, y: arb) -> str | None:
        return None

    def count(self, y: arb | None) -> SlowCount | str:
        found = slow_count(self.decay, y, DECAY_BITS)
        return "the decay is too fast for a count" if found is None else found

    def leap(self, y: arb | None, *, forced: bool) -> None:
        return None


@dataclass
class _Recovery:
    """A perturbed start on its way to a negative eigenvalue, as a Descent."""

    depth: int
    eigenvalue: Fraction
    alpha: Fraction
    beta: Fraction
    eta: Fraction
    fraction: Fraction

    def start(self) -> FactorPair:
        self.map = PerturbedMap(self.depth, ball(self.eigenvalue), ball(self.eta))
        self.target = ball(self.fraction * self.eigenvalue)
        return self._first()

    def step(self, pair: FactorPair) -> FactorPair:
        return self.map.step(pair)

    def reached(self, pair: FactorPair) -> bool | None:
        return at_most(pair.end_to_end(self.depth), self.target)

    def stray(self, pair: FactorPair) -> str | None:
        exponent = self.map.exponent(pair)
        return None if abs(exponent) < 1 else f"its relative size {exponent.str(5)} is not below 1"

    def count(self, pair: FactorPair | None) -> SlowCount | str:
        return self._way().count(self._from(pair), self.fraction)

    def leap(self, pair: FactorPair | None, *, forced: bool) -> tuple[int, int, FactorPair] | None:
        return self._way().leap(self._from(pair), self.fraction, forced=forced)

    def _way(self) -> Recovery:
        return Recovery(self.depth, -self.eigenvalue, self.eta)

    def _from(self, pair: FactorPair | None) -> Callable[[], FactorPair]:
        return self._first if pair is None else lambda: pair

    def settles(self, step: int) -> bool | None:
        try:
            orbit = exact_perturbed_orbit(
                self.depth, self.eigenvalue, self.alpha, self.beta, self.eta, step
            )
        except BadInput:
            return None
        p, q = orbit[-1]
        return p * q ** (self.depth - 1) <= self.fraction * self.eigenvalue

    def _first(self) -> FactorPair:
        return FactorPair(ball(2 * self.alpha - self.beta), ball(self.beta))


def _exact_iterate(
    depth: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, step: int
) -> Fraction | None:
    try:
        return exact_orbit(depth, eigenvalue, alpha, eta, step)[-1]
    except BadInput:
        return None
