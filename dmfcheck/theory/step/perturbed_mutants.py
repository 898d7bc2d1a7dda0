"""What is wrong about step.quoted and step.perturbed: larger steps, other powers of M."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.perturbed.sign import STEP, size_power
from dmfcheck.theory.perturbed.sign_mutants import at_depths, other, perturbed_strategy, turned
from dmfcheck.theory.step import perturbed as steps


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


def _with_power(claim: Claim, shift: int, measured_by: Callable[[Arithmetic, Point], Any]) -> Claim:
    """The bound eta M^{2N-2+shift} <= share, M^N = measured_by(a, p)."""
    hypothesis = next(h for h in claim.hypotheses if h.text.startswith("eta"))
    share = next(c for c in claim.constants if c.name != steps.STRETCH.name)

    def bound(a: Arithmetic, p: Point, c: Constants) -> Any:
        N = p.depth
        size = measured_by(a, p) ** (2 * N - 2 + shift)
        return 1 - (p.eta / c[share.name]) ** N * size

    return swap_hypothesis(claim, hypothesis.text, Hypothesis(f"{hypothesis.text} changed", bound))


def _alpha_only(a: Arithmetic, p: Point) -> Any:
    return p.alpha**p.depth


def _eigenvalue_only(a: Arithmetic, p: Point) -> Any:
    return a.absolute(p.eigenvalue)


def _times(constant: Constant, factor: Fraction) -> Constant:
    return replace(constant, stated=lambda N: constant.stated(N) * factor, formula="raised")


def _over_depth(constant: Constant, twice: int) -> Constant:
    return replace(constant, stated=lambda N: Fraction(twice, 2 * N), formula=f"{twice}/(2N)")


_CLAIMS = {claim.id: claim for claim in steps.CLAIMS}
QUOTED, NONPOSITIVE = _CLAIMS["step.quoted"], _CLAIMS["step.quoted/nonpositive"]
MAP, PERTURBED = _CLAIMS["step.quoted/monotone_map"], _CLAIMS["step.perturbed"]
QUOTED_PERTURBED = _CLAIMS["step.quoted_perturbed"]
POSITIVE, NEGATIVE = _CLAIMS["step.perturbed_sharp"], _CLAIMS["step.perturbed_sharp/negative"]
CONVERGENCE = _CLAIMS["step.perturbed_sharp/convergence"]

SHARE = Fraction(106, 100)
LARGE = Fraction(3)


def _large(N: int) -> Fraction:
    return LARGE


def _past_proved(N: int) -> Fraction:
    return STEP.stated(N) * SHARE


ABOVE_ZERO = perturbed_strategy("quoted_starts", sign=1, bound=_large)
BELOW_ZERO = perturbed_strategy("quoted_starts", sign=-1, bound=_large)
TWO_BELOW_ZERO = at_depths("quoted_starts", 2, 2, sign=-1, bound=_large)
MAPS = perturbed_strategy("differentiated_maps", bound=_large)
STARTS = perturbed_strategy("perturbed_starts")
LARGE_STEPS = perturbed_strategy("perturbed_starts", bound=_large)
FAR = perturbed_strategy("far_from_balance")
FAST = perturbed_strategy("fast_perturbed", largest=Fraction(21, 20))
NEAR_PROVED = perturbed_strategy("near_first_crossing", sign=1, bound=_past_proved)
_STRICT, _MAP_STEP = "eta < 1/((3N-2) M^{2N-2})", "eta <= 1/((3N-2) M^{2N-2})"
_SAFE, _SHARE = "eta <= 1/(L_N M^{2N-2})", "eta <= s/M^{2N-2}"


def _raised(claim: Claim, suffix: str, broken: str, strategy: Any, constant: Constant) -> Mutant:
    return mutate(claim, suffix, broken, strategy, constant=constant)


def _sharp_mutants(claim: Claim, constant: Constant, sign: int) -> tuple[Mutant, ...]:
    largest = steps.beyond(constant)
    near = perturbed_strategy("near_first_crossing", sign=sign, bound=largest.stated)
    signed = at_depths("perturbed_starts", 2, 10, sign=sign, bound=_large)
    shallow = at_depths("perturbed_starts", 2, 10, sign=sign)
    return (
        mutate(claim, "one-digit", "one unit of the last digit more", near, constant=largest),
        mutate(claim, "any-step", "the bound on eta dropped", signed, without=_SHARE),
        mutate(claim, "turned", "crosses at every step", shallow, margin=turned(claim)),
        mutate(claim, "halves", "the distance halves at every step", shallow, margin=_halves),
    )


MUTANTS: tuple[Mutant, ...] = (
    mutate(QUOTED, "any-step", "the bound on eta dropped", ABOVE_ZERO, without=_STRICT),
    _raised(
        QUOTED,
        "raised",
        "3/(2N) for 1/(3N-2)",
        perturbed_strategy("quoted_starts", sign=1, bound=lambda N: Fraction(3, 2 * N)),
        _over_depth(steps.QUOTED, 3),
    ),
    mutate(_with_power(QUOTED, 0, _alpha_only), "alpha", "alpha for M", ABOVE_ZERO),
    mutate(
        _with_power(QUOTED, 0, _eigenvalue_only), "eigenvalue", "lambda^{1/N} for M", ABOVE_ZERO
    ),
    mutate(_with_power(QUOTED, 1, size_power), "exponent", "M^{2N-1}", ABOVE_ZERO),
    mutate(QUOTED, "halves", "the distance halves at every step", ABOVE_ZERO, margin=_gap_halves),
    mutate(NONPOSITIVE, "any-step", "the bound on eta dropped", BELOW_ZERO, without=_STRICT),
    mutate(
        NONPOSITIVE,
        "raised",
        "3/5 for 1/(3N-2)",
        perturbed_strategy("quoted_starts", sign=-1, bound=lambda N: Fraction(3, 5)),
        constant=other(steps.QUOTED, Fraction(3, 5)),
    ),
    mutate(_with_power(NONPOSITIVE, 0, _alpha_only), "alpha", "alpha for M", TWO_BELOW_ZERO),
    mutate(_with_power(NONPOSITIVE, 1, size_power), "exponent", "M^{2N-1}", BELOW_ZERO),
    mutate(NONPOSITIVE, "halves", "d halves at every step", BELOW_ZERO, margin=_halves_at_once),
    mutate(MAP, "any-step", "the bound on eta dropped", MAPS, without=_MAP_STEP),
    mutate(
        MAP,
        "past-sharp",
        "1/(3N-3) for 1/(3N-2)",
        perturbed_strategy("differentiated_maps", bound=lambda N: Fraction(1, 3 * N - 3)),
        constant=replace(steps.MAP, stated=lambda N: Fraction(1, 3 * N - 3), formula="1/(3N-3)"),
    ),
    mutate(
        MAP,
        "anywhere",
        "position <= M dropped",
        perturbed_strategy("differentiated_maps", farthest=Fraction(3, 2)),
        without="position <= M",
    ),
    mutate(
        MAP, "steeper", "2N+1 for 2N-1", perturbed_strategy("differentiated_maps"), margin=_steep
    ),
    mutate(PERTURBED, "any-step", "the bound on eta dropped", LARGE_STEPS, without=_SAFE),
    _raised(PERTURBED, "raised", "1.06/L_N", NEAR_PROVED, _times(STEP, SHARE)),
    _raised(PERTURBED, "ceiling", "0.97 c for c", FAR, _times(steps.STRETCH, Fraction(97, 100))),
    mutate(_with_power(PERTURBED, -1, size_power), "exponent", "M^{2N-3}", LARGE_STEPS),
    mutate(PERTURBED, "positive", "w stays positive", STARTS, margin=_always_positive),
    mutate(PERTURBED, "halves", "the distance halves at every step", STARTS, margin=_halves),
    mutate(
        QUOTED_PERTURBED,
        "any-step",
        "the bound on eta dropped",
        LARGE_STEPS,
        without="eta < 1/(9N (cM)^{2N-2})",
    ),
    _raised(
        QUOTED_PERTURBED,
        "raised",
        "2.12/L_N",
        NEAR_PROVED,
        replace(steps.QUOTED_PERTURBED, stated=lambda N: STEP.stated(N) * SHARE * 2),
    ),
    mutate(_with_power(QUOTED_PERTURBED, -1, size_power), "exponent", "M^{2N-3}", LARGE_STEPS),
    mutate(
        QUOTED_PERTURBED,
        "positive",
        "w stays positive",
        perturbed_strategy(
            "perturbed_starts",
            bound=lambda N: steps.QUOTED_PERTURBED.stated(N) / 2,
            most_steps=400,
        ),
        margin=_always_positive,
    ),
    *_sharp_mutants(POSITIVE, steps.POSITIVE_STEP, 1),
    *_sharp_mutants(NEGATIVE, steps.NEGATIVE_STEP, -1),
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
        without="eta <= (9/10) 2/(N M^{2N-2})",
    ),
    mutate(
        CONVERGENCE,
        "at-once",
        "k >= 3000 dropped",
        perturbed_strategy("fast_perturbed", steps=2),
        without="k >= 3000",
    ),
    mutate(
        CONVERGENCE,
        "turned",
        "does not converge",
        perturbed_strategy("fast_perturbed"),
        margin=turned(CONVERGENCE),
    ),
)
