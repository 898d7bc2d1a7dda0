"""What is wrong about rank.window: other exponents, factors and hypotheses in a_0."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.rank import window as rank_window
from dmfcheck.theory.rank.plateau_mutants import drawn_from
from dmfcheck.theory.rank.window import (
    BELOW_LEADING,
    LEADING_SHARE,
    SMALL_START,
    largest_start,
    neighbours,
)

_CLAIMS = {claim.id: claim for claim in rank_window.CLAIMS}
WINDOW, SHARPER = _CLAIMS["rank.window"], _CLAIMS["rank.window/sharper"]
Formula = Callable[[Arithmetic, Point], Any]


def _with_exponent(exponent: int) -> Formula:
    def a_0(a: Arithmetic, p: Point) -> Any:
        return largest_start(a, p, a.number(Fraction(exponent)), a.number(Fraction(3)))

    return a_0


def _with_power_of_rho(shift: int) -> Formula:
    """N = 2: a_0^2 to the power 1/(rho - 1 + shift)."""

    def a_0(a: Arithmetic, p: Point) -> Any:
        speeds = [a.log(1 + p.eta * value) for value in neighbours(p)]
        exponent = speeds[0] / speeds[1] - 1
        return a.exp(a.log(_with_exponent(4)(a, p)) * exponent / (exponent + shift))

    return a_0


def _deeper(factor: Fraction) -> Formula:
    """N >= 3: a_0^{-m} with another factor than 2 in 2 kappa / (1-kappa)."""

    def a_0(a: Arithmetic, p: Point) -> Any:
        return _with_exponent(4)(a, p) * a.root(a.number(2 / factor), p.depth - 2)

    return a_0


def _without_kappa(a: Arithmetic, p: Point) -> Any:
    """N >= 3: a_0^{-m} with delta'^{-m/N} for delta'^{-m/N} / kappa."""
    leading, following = neighbours(p)
    m, kappa = p.depth - 2, following / leading
    stated = _with_exponent(4)(a, p) ** -m
    quiet = a.root(p.quiet_level, p.depth) ** -m * (1 - kappa) / kappa
    return 1 / a.root(stated - quiet * 2 * kappa / (1 - kappa), m)


def _wrong(original: Claim, formula: Formula) -> Claim:
    wrong = Hypothesis("alpha <= a wrong a_0", lambda a, p, c: 1 - p.alpha / formula(a, p))
    return swap_hypothesis(original, SMALL_START.text, wrong)


def _mutant(original: Claim, suffix: str, broken: str, formula: Formula, depth: str) -> Mutant:
    points = drawn_from("rank.window_strategies", f"{depth}_windows", formula=formula)
    return mutate(_wrong(original, formula), suffix, broken, points)


def _share(formula: str, value: Fraction) -> Constant:
    return Constant(LEADING_SHARE.name, lambda N: value, formula)


MUTANTS: tuple[Mutant, ...] = (
    _mutant(WINDOW, "exponent-0", "(1+eta lambda_L)^4 dropped", _with_exponent(0), "two_layer"),
    _mutant(WINDOW, "power-off-by-one", "1/rho for 1/(rho-1)", _with_power_of_rho(1), "two_layer"),
    _mutant(WINDOW, "factor-1", "9/10 for 2 in a_0", _deeper(Fraction(9, 10)), "deep"),
    _mutant(WINDOW, "kappa-forgotten", "delta'^{-m/N} not over kappa", _without_kappa, "deep"),
    mutate(
        WINDOW,
        "share-1",
        "1 for 8/27",
        drawn_from("rank.window_strategies", "early_leading"),
        constant=_share("1", Fraction(1)),
    ),
    mutate(
        WINDOW,
        "recovered-start",
        "the bound on alpha^2 dropped",
        drawn_from("rank.window_strategies", "early_leading", share=Fraction(3, 2)),
        without=BELOW_LEADING.text,
    ),
    mutate(
        WINDOW,
        "any-start",
        "alpha <= a_0 dropped",
        drawn_from("rank.window_strategies", "windows", formula=_with_exponent(-20)),
        without=SMALL_START.text,
    ),
    _mutant(SHARPER, "exponent-0", "(1+eta lambda_L)^2 dropped", _with_exponent(0), "two_layer"),
    _mutant(SHARPER, "exponent-1", "exponent 1 for 2", _with_exponent(1), "slow_two_layer"),
    _mutant(SHARPER, "factor-1", "9/10 for 2 in a_0", _deeper(Fraction(9, 10)), "deep"),
    mutate(
        SHARPER,
        "share-1",
        "1 for 8/27",
        drawn_from("rank.window_strategies", "early_leading"),
        constant=_share("1", Fraction(1)),
    ),
    mutate(
        SHARPER,
        "any-start",
        "alpha <= a_0 dropped",
        drawn_from("rank.window_strategies", "windows", formula=_with_exponent(-20)),
        without=SMALL_START.text,
    ),
)
