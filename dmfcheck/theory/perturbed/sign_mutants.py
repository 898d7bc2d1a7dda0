"""What is wrong about perturbed.*: relations, rates and limits that the perturbed start breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Margin
from dmfcheck.claims.domain import DEPTH
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import PERTURBED
from dmfcheck.theory.perturbed import sign as perturbed
from dmfcheck.theory.perturbed import time as perturbed_time
from dmfcheck.theory.perturbed.sign import FLOOR, SAFE_STEP, contraction_factors, decay_bound

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def perturbed_strategy(name: str, **arguments: Any) -> Callable[[], SearchStrategy[Any]]:
    """The strategy of that name among those of signs, made when it is asked for.

    >>> callable(perturbed_strategy("any_perturbed"))
    True
    """

    def make() -> SearchStrategy[Any]:
        from dmfcheck.theory.perturbed import sign_strategies as strategies_perturbed

        strategy: SearchStrategy[Any] = getattr(strategies_perturbed, name)(**arguments)
        return strategy

    return make


def at_depths(
    name: str, least: int, most: int, **arguments: Any
) -> Callable[[], SearchStrategy[Any]]:
    """The strategy of that name at depths least..most.

    >>> callable(at_depths("larger_first", 2, 2))
    True
    """

    def make() -> SearchStrategy[Any]:
        from dmfcheck.theory import drawing as strategies
        from dmfcheck.theory.perturbed import sign_strategies as strategies_perturbed

        strategy: SearchStrategy[Any] = getattr(strategies_perturbed, name)(
            depth=strategies.depths(least, most), **arguments
        )
        return strategy

    return make


def turned(claim: Claim) -> Margin:
    """The inequality of ``claim`` turned round."""
    return lambda a, p, c: -claim.margin(a, p, c)


def other(constant: Constant, value: Fraction) -> Constant:
    """``constant`` with another value, the same at every depth."""
    return replace(constant, stated=lambda N: value, formula=str(value))


def _difference_times(factor: Callable[[Any], Any], shift: int = 0) -> Margin:
    """q^2 - p^2 is multiplied by factor(e), e with the exponent of q ``shift`` too large."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        (x, y), (x_next, y_next) = a.run(PERTURBED, p, p.eigenvalue)[:2]
        e = p.eta * y ** (p.depth - 2 + shift) * (p.eigenvalue - x * y ** (p.depth - 1))
        after = (y - x) * (y + x) * factor(e)
        size = a.absolute(x) + a.absolute(y) + p.alpha
        return a.equal(y_next * y_next - x_next * x_next, after, size * size)

    return margin


def _sum_shrinks(a: Arithmetic, p: Point, c: Constants) -> Any:
    (x, y), (x_next, y_next) = a.run(PERTURBED, p, p.eigenvalue)[:2]
    e = p.eta * y ** (p.depth - 2) * (p.eigenvalue - x * y ** (p.depth - 1))
    return a.equal(y_next + x_next, (y + x) * (1 - e), p.alpha)


def _rate_exponent(exponent: Callable[[int], int]) -> Margin:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        rate = p.eta * (a.absolute(p.beta) / 2) ** exponent(p.depth)
        orbit = list(a.perturbed_orbit(p))
        factors = contraction_factors(p.depth, p.eigenvalue, p.eta, orbit)
        distances = accumulate(factors, lambda x, y: x * y)
        bounds = accumulate([1 - rate] * p.steps, lambda x, y: x * y)
        return a.minimum(
            *(a.indicator(b - a.absolute(x)) for x, b in zip(distances, bounds, strict=True))
        )

    return margin


def _size_shrinks(a: Arithmetic, p: Point, c: Constants) -> Any:
    ends = [w for _, _, w in a.perturbed_orbit(p)]
    return a.minimum(*(1 - a.absolute(after / before) for before, after in pairwise(ends)))


def _vanishes_at(degree: Callable[[int], int], speed: int) -> Margin:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        N, power = p.depth, degree(p.depth)
        slope = -speed * p.eta * p.eigenvalue * p.alpha ** (N - 2)
        return a.minimum(
            *(
                decay_bound(power, slope, step) - (d / p.alpha) ** max(power, 1)
                for step, d in enumerate(a.orbit(p)[1:], start=1)
            )
        )

    return margin


def _stalls_at(degree: Callable[[int], int]) -> Margin:
    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        N, power = p.depth, degree(p.depth)
        slope = p.eta * p.eigenvalue * p.beta / 2 * p.alpha ** (N - 3)
        return a.minimum(
            *(
                decay_bound(power, slope, step) - (q / p.alpha) ** max(power, 1)
                for step, (_, q, _) in enumerate(list(a.perturbed_orbit(p))[1:], start=1)
            )
        )

    return margin


def _others_stay_positive(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(q / p.alpha for _, q, _ in a.perturbed_orbit(p)))


def _later(factor: Fraction) -> Margin:
    """The margin of perturbed.time with the rate multiplied by ``factor``."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        time = perturbed_time.logarithmic_time(a, p) * a.number(factor)
        odds = (1 + p.fraction) / (1 - p.fraction)
        lead = a.log(4 * -p.eigenvalue * odds / p.beta**2) / 2
        return (lead + a.log(1 - p.eta * p.eigenvalue) - time) / (1 + time)

    return margin


def _power_of_asymmetry(shift: int) -> Margin:
    """perturbed.time_deep with C^{(N-2+shift)/2}, M^{shift} making up for the units."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        time = a.negative_recovery_time(p)
        _, kept = perturbed_time.kappa(a, p)
        N, C = p.depth, perturbed_time.asymmetry(p)
        loss = a.root((kept * C) ** (N - 2 + shift), 2) / p.alpha**shift
        predicted = perturbed_time.sine_integral(a, N - 3) / (-p.eta * p.eigenvalue * loss)
        return a.number(Fraction(1, 2)) - a.absolute(time / predicted - 1)

    return margin


_CLAIMS = {claim.id: claim for claim in (*perturbed.CLAIMS, *perturbed_time.CLAIMS)}
INVARIANT, SIGN = _CLAIMS["perturbed.invariant"], _CLAIMS["perturbed.sign"]
UNPERTURBED = _CLAIMS["perturbed.sign/unperturbed"]
LARGER, STALLS = _CLAIMS["perturbed.sign/larger_first"], _CLAIMS["perturbed.sign/stalls"]
TIME, SHARPER = _CLAIMS["perturbed.time"], _CLAIMS["perturbed.time/sharper"]
TIME_DEEP = _CLAIMS["perturbed.time_deep"]

ANY, STARTS = perturbed_strategy("any_perturbed"), perturbed_strategy("perturbed_starts")
LARGE_STEPS = perturbed_strategy("perturbed_starts", bound=lambda N: Fraction(3))
IDENTICAL = perturbed_strategy("unperturbed")
TWO_LAYERS = at_depths("larger_first", 2, 2)
DEEP = at_depths("larger_first", 3, 5)
RECOVERIES = perturbed_strategy("negative_recoveries")
DEEP_RECOVERIES = perturbed_strategy("deep_recoveries")
_SAFE = SAFE_STEP.text
_UPPER = perturbed_time.UPPER_LEVEL

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        INVARIANT, "conserved", "q^2-p^2 is conserved", ANY, margin=_difference_times(lambda e: 1)
    ),
    mutate(
        INVARIANT,
        "twice",
        "1-2e^2 for 1-e^2",
        ANY,
        margin=_difference_times(lambda e: 1 - 2 * e * e),
    ),
    mutate(
        INVARIANT,
        "first-order",
        "1-e for 1-e^2",
        ANY,
        margin=_difference_times(lambda e: 1 - e),
    ),
    mutate(INVARIANT, "swapped", "u is multiplied by 1-e", ANY, margin=_sum_shrinks),
    mutate(
        INVARIANT,
        "exponent",
        "q^{N-1} for q^{N-2} in e",
        ANY,
        margin=_difference_times(lambda e: 1 - e * e, shift=1),
    ),
    mutate(SIGN, "any-step", "the bound on eta dropped", LARGE_STEPS, without=_SAFE),
    mutate(
        SIGN,
        "beyond-alpha",
        "beta < alpha dropped",
        perturbed_strategy("beyond_alpha"),
        without="beta < alpha",
    ),
    mutate(SIGN, "floor", "q >= 2 beta for beta/2", STARTS, constant=other(FLOOR, Fraction(1, 2))),
    mutate(
        SIGN,
        "exponent",
        "(beta/2)^{2N-3} in the rate",
        STARTS,
        margin=_rate_exponent(lambda N: 2 * N - 3),
    ),
    mutate(SIGN, "vanishes", "|w| decreases for either sign", STARTS, margin=_size_shrinks),
    mutate(
        UNPERTURBED,
        "any-step",
        "the bound on eta dropped",
        perturbed_strategy("unperturbed", bound=lambda N: Fraction(3)),
        without=_SAFE,
    ),
    mutate(UNPERTURBED, "turned", "slower than the bound", IDENTICAL, margin=turned(UNPERTURBED)),
    mutate(
        UNPERTURBED,
        "twice",
        "twice the rate",
        IDENTICAL,
        margin=_vanishes_at(lambda N: N - 2, 2),
    ),
    mutate(
        UNPERTURBED,
        "exponent",
        "N-3 for N-2",
        IDENTICAL,
        margin=_vanishes_at(lambda N: max(N - 3, 0), 1),
    ),
    mutate(
        LARGER,
        "any-step",
        "the bound on eta dropped",
        at_depths("larger_first", 2, 2, bound=lambda N: Fraction(3)),
        without=_SAFE,
    ),
    mutate(
        replace(LARGER, variables=(DEPTH, *LARGER.variables[1:])),
        "deep",
        "any N for N = 2",
        at_depths("larger_first", 3, 4, most_steps=300),
    ),
    mutate(
        LARGER,
        "floor",
        "p >= 2|beta| for |beta|/2",
        TWO_LAYERS,
        constant=other(FLOOR, Fraction(1, 2)),
    ),
    mutate(
        LARGER, "exponent", "beta/2 for its square", TWO_LAYERS, margin=_rate_exponent(lambda N: 1)
    ),
    mutate(
        STALLS,
        "any-step",
        "the bound on eta dropped",
        at_depths("larger_first", 3, 5, bound=lambda N: Fraction(3)),
        without=_SAFE,
    ),
    mutate(
        replace(STALLS, variables=(DEPTH, *STALLS.variables[1:])),
        "two-layers",
        "q > 0 for N = 2 as well",
        TWO_LAYERS,
        margin=_others_stay_positive,
    ),
    mutate(
        STALLS,
        "floor",
        "p >= 4|beta| for |beta|/2",
        DEEP,
        constant=other(FLOOR, Fraction(1, 4)),
    ),
    mutate(
        STALLS,
        "exponent",
        "N-4 for N-3",
        at_depths("larger_first", 4, 4, most_steps=400),
        margin=_stalls_at(lambda N: N - 4),
    ),
    mutate(STALLS, "turned", "slower than the bound", DEEP, margin=turned(STALLS)),
    mutate(TIME, "turned", "outside both bounds", RECOVERIES, margin=turned(TIME)),
    mutate(
        TIME,
        "lower-level",
        "16 for 4 in the lower bound",
        RECOVERIES,
        constant=other(perturbed_time.LOWER_LEVEL, Fraction(16)),
    ),
    mutate(
        TIME,
        "delay",
        "a tenth of the delay",
        RECOVERIES,
        constant=other(perturbed_time.DELAY, Fraction(40)),
    ),
    mutate(
        TIME,
        "upper-level",
        "1 for 4 in the upper bound",
        RECOVERIES,
        constant=other(_UPPER, Fraction(1)),
    ),
    mutate(
        TIME,
        "twice-as-fast",
        "twice the rate in the upper bound",
        RECOVERIES,
        margin=_later(Fraction(2)),
    ),
    mutate(SHARPER, "turned", "after the bound", RECOVERIES, margin=turned(SHARPER)),
    mutate(
        SHARPER,
        "past-sharp",
        "19/10 for 2",
        perturbed_strategy("slow_recoveries"),
        constant=other(_UPPER, Fraction(19, 10)),
    ),
    mutate(SHARPER, "half", "1 for 2", RECOVERIES, constant=other(_UPPER, Fraction(1))),
    mutate(
        SHARPER,
        "faster",
        "21/20 of the rate, the level 4",
        RECOVERIES,
        margin=_later(Fraction(21, 20)),
    ),
    mutate(
        TIME_DEEP,
        "lead",
        "11/10 for 1 in front",
        DEEP_RECOVERIES,
        constant=other(perturbed_time.LEAD, Fraction(11, 10)),
    ),
    mutate(
        TIME_DEEP,
        "lead-below",
        "9/10 for 1 in front",
        DEEP_RECOVERIES,
        constant=other(perturbed_time.LEAD, Fraction(9, 10)),
    ),
    mutate(
        TIME_DEEP,
        "slack",
        "a fiftieth of the slack",
        DEEP_RECOVERIES,
        constant=other(perturbed_time.SLACK, Fraction(1, 50)),
    ),
    mutate(
        TIME_DEEP,
        "exponent",
        "C^{(N-1)/2} for C^{(N-2)/2}",
        DEEP_RECOVERIES,
        margin=_power_of_asymmetry(1),
    ),
    mutate(
        TIME_DEEP,
        "any-level",
        "l for theta l in epsilon",
        perturbed_strategy("low_levels"),
        margin=lambda a, p, c: perturbed_time.near_asymptote(a, p, c, -p.eigenvalue),
    ),
)
