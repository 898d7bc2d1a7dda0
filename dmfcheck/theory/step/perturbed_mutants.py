"""What is wrong about step.quoted and step.perturbed: larger steps, other powers of M."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis, turned, with_value
from dmfcheck.claims.point import Point
from dmfcheck.theory.drawing import depths
from dmfcheck.theory.perturbed.sign import SAFE_STEP, STEP, size_power
from dmfcheck.theory.perturbed.sign_strategies import perturbed_starts
from dmfcheck.theory.step import perturbed as steps
from dmfcheck.theory.step.perturbed import (
    BELOW_CONVERGENT_STEP,
    CONVERGENCE,
    INSIDE,
    MANY_STEPS,
    MAP_STEP,
    MONOTONE_MAP,
    NEGATIVE,
    PERTURBED,
    POSITIVE,
    QUOTED_ANY_SIGN,
    QUOTED_NONPOSITIVE,
    QUOTED_PERTURBED_STEP,
    QUOTED_POSITIVE,
    QUOTED_STEP,
    SHARP_NEGATIVE_STEP,
    SHARP_POSITIVE_STEP,
)
from dmfcheck.theory.step.perturbed_strategies import (
    differentiated_maps,
    far_from_balance,
    fast_perturbed,
    near_first_crossing,
    quoted_starts,
)


def _halves(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(a.number(Fraction(1, 2)) - f for f in steps.factors_of(a, p)))


def _always_positive(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(w / p.alpha**p.depth for _, _, w in a.perturbed_orbit(p)))


def _halves_at_once(a: Arithmetic, p: Point, c: Constants) -> Any:
    half = a.number(Fraction(1, 2))
    return a.minimum(*(half - after / before for before, after in pairwise(a.orbit(p))))


def _gap_halves(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(a.number(Fraction(1, 2)) - f for f in a.contractions(p)))


def _steep(a: Arithmetic, p: Point, c: Constants) -> Any:
    N, d = p.depth, p.position
    return 1 + p.eta * d ** (N - 2) * ((N - 1) * p.eigenvalue - (2 * N + 1) * d**N)


def _with_power(
    claim: Claim,
    bound: Hypothesis,
    share: Constant,
    shift: int,
    measured_by: Callable[[Arithmetic, Point], Any],
) -> Claim:
    """eta M^{2N-2+shift} <= share for the bound on the step, M^N = measured_by(a, p)."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        N = p.depth
        size = measured_by(a, p) ** (2 * N - 2 + shift)
        return 1 - (p.eta / c[share.name]) ** N * size

    return swap_hypothesis(claim, bound, Hypothesis(f"{bound.text} changed", margin))


def _alpha_only(a: Arithmetic, p: Point) -> Any:
    return p.alpha**p.depth


def _eigenvalue_only(a: Arithmetic, p: Point) -> Any:
    return a.absolute(p.eigenvalue)


def _times(constant: Constant, factor: Fraction) -> Constant:
    return replace(constant, stated=lambda N: constant.stated(N) * factor, formula="raised")


def _over_depth(constant: Constant, twice: int) -> Constant:
    return replace(constant, stated=lambda N: Fraction(twice, 2 * N), formula=f"{twice}/(2N)")


SHARE = Fraction(106, 100)
LARGE = Fraction(3)


def _large(N: int) -> Fraction:
    return LARGE


def _past_proved(N: int) -> Fraction:
    return STEP.stated(N) * SHARE


ABOVE_ZERO = partial(quoted_starts, sign=1, bound=_large)
BELOW_ZERO = partial(quoted_starts, sign=-1, bound=_large)
TWO_BELOW_ZERO = partial(quoted_starts, depth=partial(depths, 2, 2), sign=-1, bound=_large)
MAPS = partial(differentiated_maps, bound=_large)
LARGE_STEPS = partial(perturbed_starts, bound=_large)
FAST = partial(fast_perturbed, largest=Fraction(21, 20))
NEAR_PROVED = partial(near_first_crossing, sign=1, bound=_past_proved)


def _raised(claim: Claim, suffix: str, broken: str, strategy: Any, constant: Constant) -> Mutant:
    return mutate(claim, suffix, broken, strategy, constant=constant)


def _sharp_mutants(
    claim: Claim, bound: Hypothesis, constant: Constant, sign: int
) -> tuple[Mutant, ...]:
    largest = steps.beyond(constant)
    near = partial(near_first_crossing, sign=sign, bound=largest.stated)
    signed = partial(perturbed_starts, depth=partial(depths, 2, 10), sign=sign, bound=_large)
    shallow = partial(perturbed_starts, depth=partial(depths, 2, 10), sign=sign)
    return (
        mutate(claim, "one-digit", "one unit of the last digit more", near, constant=largest),
        mutate(claim, "any-step", "the bound on eta dropped", signed, without=bound),
        mutate(claim, "turned", "crosses at every step", shallow, margin=turned(claim)),
        mutate(claim, "halves", "the distance halves at every step", shallow, margin=_halves),
    )


MUTANTS: tuple[Mutant, ...] = (
    mutate(
        QUOTED_POSITIVE, "any-step", "the bound on eta dropped", ABOVE_ZERO, without=QUOTED_STEP
    ),
    _raised(
        QUOTED_POSITIVE,
        "raised",
        "3/(2N) for 1/(3N-2)",
        partial(quoted_starts, sign=1, bound=lambda N: Fraction(3, 2 * N)),
        _over_depth(steps.QUOTED, 3),
    ),
    mutate(
        _with_power(QUOTED_POSITIVE, QUOTED_STEP, steps.QUOTED, 0, _alpha_only),
        "alpha",
        "alpha for M",
        ABOVE_ZERO,
    ),
    mutate(
        _with_power(QUOTED_POSITIVE, QUOTED_STEP, steps.QUOTED, 0, _eigenvalue_only),
        "eigenvalue",
        "lambda^{1/N} for M",
        ABOVE_ZERO,
    ),
    mutate(
        _with_power(QUOTED_POSITIVE, QUOTED_STEP, steps.QUOTED, 1, size_power),
        "exponent",
        "M^{2N-1}",
        ABOVE_ZERO,
    ),
    mutate(
        QUOTED_POSITIVE,
        "halves",
        "the distance halves at every step",
        ABOVE_ZERO,
        margin=_gap_halves,
    ),
    mutate(
        QUOTED_NONPOSITIVE, "any-step", "the bound on eta dropped", BELOW_ZERO, without=QUOTED_STEP
    ),
    mutate(
        QUOTED_NONPOSITIVE,
        "raised",
        "3/5 for 1/(3N-2)",
        partial(quoted_starts, sign=-1, bound=lambda N: Fraction(3, 5)),
        constant=with_value(steps.QUOTED, Fraction(3, 5)),
    ),
    mutate(
        _with_power(QUOTED_NONPOSITIVE, QUOTED_STEP, steps.QUOTED, 0, _alpha_only),
        "alpha",
        "alpha for M",
        TWO_BELOW_ZERO,
    ),
    mutate(
        _with_power(QUOTED_NONPOSITIVE, QUOTED_STEP, steps.QUOTED, 1, size_power),
        "exponent",
        "M^{2N-1}",
        BELOW_ZERO,
    ),
    mutate(
        QUOTED_NONPOSITIVE, "halves", "d halves at every step", BELOW_ZERO, margin=_halves_at_once
    ),
    mutate(MONOTONE_MAP, "any-step", "the bound on eta dropped", MAPS, without=MAP_STEP),
    mutate(
        MONOTONE_MAP,
        "past-sharp",
        "1/(3N-3) for 1/(3N-2)",
        partial(differentiated_maps, bound=lambda N: Fraction(1, 3 * N - 3)),
        constant=replace(steps.MAP, stated=lambda N: Fraction(1, 3 * N - 3), formula="1/(3N-3)"),
    ),
    mutate(
        MONOTONE_MAP,
        "anywhere",
        "position <= M dropped",
        partial(differentiated_maps, farthest=Fraction(3, 2)),
        without=INSIDE,
    ),
    mutate(MONOTONE_MAP, "steeper", "2N+1 for 2N-1", differentiated_maps, margin=_steep),
    mutate(PERTURBED, "any-step", "the bound on eta dropped", LARGE_STEPS, without=SAFE_STEP),
    _raised(PERTURBED, "raised", "1.06/L_N", NEAR_PROVED, _times(STEP, SHARE)),
    _raised(
        PERTURBED,
        "ceiling",
        "0.97 c for c",
        far_from_balance,
        _times(steps.STRETCH, Fraction(97, 100)),
    ),
    mutate(
        _with_power(PERTURBED, SAFE_STEP, STEP, -1, size_power), "exponent", "M^{2N-3}", LARGE_STEPS
    ),
    mutate(PERTURBED, "positive", "w stays positive", perturbed_starts, margin=_always_positive),
    mutate(
        PERTURBED, "halves", "the distance halves at every step", perturbed_starts, margin=_halves
    ),
    mutate(
        QUOTED_ANY_SIGN,
        "any-step",
        "the bound on eta dropped",
        LARGE_STEPS,
        without=QUOTED_PERTURBED_STEP,
    ),
    _raised(
        QUOTED_ANY_SIGN,
        "raised",
        "2.12/L_N",
        NEAR_PROVED,
        replace(steps.QUOTED_PERTURBED, stated=lambda N: STEP.stated(N) * SHARE * 2),
    ),
    mutate(
        _with_power(QUOTED_ANY_SIGN, QUOTED_PERTURBED_STEP, steps.QUOTED_PERTURBED, -1, size_power),
        "exponent",
        "M^{2N-3}",
        LARGE_STEPS,
    ),
    mutate(
        QUOTED_ANY_SIGN,
        "positive",
        "w stays positive",
        partial(
            perturbed_starts, bound=lambda N: steps.QUOTED_PERTURBED.stated(N) / 2, most_steps=400
        ),
        margin=_always_positive,
    ),
    *_sharp_mutants(POSITIVE, SHARP_POSITIVE_STEP, steps.POSITIVE_STEP, 1),
    *_sharp_mutants(NEGATIVE, SHARP_NEGATIVE_STEP, steps.NEGATIVE_STEP, -1),
    mutate(
        CONVERGENCE,
        "past-sharp",
        "(21/20) (2/N) for (9/10) (2/N)",
        FAST,
        constant=replace(steps.CONVERGENT_STEP, stated=lambda N: Fraction(21, 10 * N)),
    ),
    mutate(
        CONVERGENCE,
        "any-step",
        "the bound on eta dropped",
        FAST,
        without=BELOW_CONVERGENT_STEP,
    ),
    mutate(
        CONVERGENCE,
        "at-once",
        "k >= 3000 dropped",
        partial(fast_perturbed, steps=2),
        without=MANY_STEPS,
    ),
    mutate(
        CONVERGENCE,
        "turned",
        "does not converge",
        fast_perturbed,
        margin=turned(CONVERGENCE),
    ),
)
