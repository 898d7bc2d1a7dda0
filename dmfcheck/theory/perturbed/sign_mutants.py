"""What is wrong about perturbed.sign: relations, rates and limits that the start breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import accumulate, pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants, Margin
from dmfcheck.claims.mutant import Mutant, mutate, turned, with_value
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import PERTURBED
from dmfcheck.theory.drawing import depths
from dmfcheck.theory.perturbed.sign import (
    FLOOR,
    INVARIANT,
    LARGER_FIRST,
    SAFE_STEP,
    SIGN,
    SMALLER,
    STALLS,
    UNPERTURBED,
    contraction_factors,
    decay_bound,
)
from dmfcheck.theory.perturbed.sign_strategies import (
    any_perturbed,
    beyond_alpha,
    larger_first,
    perturbed_starts,
    unperturbed,
)
from dmfcheck.theory.vocabulary import DEPTH


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


LARGE_STEPS = partial(perturbed_starts, bound=lambda N: Fraction(3))
TWO_LAYERS = partial(larger_first, depth=partial(depths, 2, 2))
DEEP = partial(larger_first, depth=partial(depths, 3, 5))

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        INVARIANT,
        "conserved",
        "q^2-p^2 is conserved",
        any_perturbed,
        margin=_difference_times(lambda e: 1),
    ),
    mutate(
        INVARIANT,
        "twice",
        "1-2e^2 for 1-e^2",
        any_perturbed,
        margin=_difference_times(lambda e: 1 - 2 * e * e),
    ),
    mutate(
        INVARIANT,
        "first-order",
        "1-e for 1-e^2",
        any_perturbed,
        margin=_difference_times(lambda e: 1 - e),
    ),
    mutate(INVARIANT, "swapped", "u is multiplied by 1-e", any_perturbed, margin=_sum_shrinks),
    mutate(
        INVARIANT,
        "exponent",
        "q^{N-1} for q^{N-2} in e",
        any_perturbed,
        margin=_difference_times(lambda e: 1 - e * e, shift=1),
    ),
    mutate(SIGN, "any-step", "the bound on eta dropped", LARGE_STEPS, without=SAFE_STEP),
    mutate(
        SIGN,
        "beyond-alpha",
        "beta < alpha dropped",
        beyond_alpha,
        without=SMALLER,
    ),
    mutate(
        SIGN,
        "floor",
        "q >= 2 beta for beta/2",
        perturbed_starts,
        constant=with_value(FLOOR, Fraction(1, 2)),
    ),
    mutate(
        SIGN,
        "exponent",
        "(beta/2)^{2N-3} in the rate",
        perturbed_starts,
        margin=_rate_exponent(lambda N: 2 * N - 3),
    ),
    mutate(
        SIGN, "vanishes", "|w| decreases for either sign", perturbed_starts, margin=_size_shrinks
    ),
    mutate(
        UNPERTURBED,
        "any-step",
        "the bound on eta dropped",
        partial(unperturbed, bound=lambda N: Fraction(3)),
        without=SAFE_STEP,
    ),
    mutate(UNPERTURBED, "turned", "slower than the bound", unperturbed, margin=turned(UNPERTURBED)),
    mutate(
        UNPERTURBED,
        "twice",
        "twice the rate",
        unperturbed,
        margin=_vanishes_at(lambda N: N - 2, 2),
    ),
    mutate(
        UNPERTURBED,
        "exponent",
        "N-3 for N-2",
        unperturbed,
        margin=_vanishes_at(lambda N: max(N - 3, 0), 1),
    ),
    mutate(
        LARGER_FIRST,
        "any-step",
        "the bound on eta dropped",
        partial(larger_first, depth=partial(depths, 2, 2), bound=lambda N: Fraction(3)),
        without=SAFE_STEP,
    ),
    mutate(
        replace(LARGER_FIRST, variables=(DEPTH, *LARGER_FIRST.variables[1:])),
        "deep",
        "any N for N = 2",
        partial(larger_first, depth=partial(depths, 3, 4), most_steps=300),
    ),
    mutate(
        LARGER_FIRST,
        "floor",
        "p >= 2|beta| for |beta|/2",
        TWO_LAYERS,
        constant=with_value(FLOOR, Fraction(1, 2)),
    ),
    mutate(
        LARGER_FIRST,
        "exponent",
        "beta/2 for its square",
        TWO_LAYERS,
        margin=_rate_exponent(lambda N: 1),
    ),
    mutate(
        STALLS,
        "any-step",
        "the bound on eta dropped",
        partial(larger_first, depth=partial(depths, 3, 5), bound=lambda N: Fraction(3)),
        without=SAFE_STEP,
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
        constant=with_value(FLOOR, Fraction(1, 4)),
    ),
    mutate(
        STALLS,
        "exponent",
        "N-4 for N-3",
        partial(larger_first, depth=partial(depths, 4, 4), most_steps=400),
        margin=_stalls_at(lambda N: N - 4),
    ),
    mutate(STALLS, "turned", "slower than the bound", DEEP, margin=turned(STALLS)),
)
