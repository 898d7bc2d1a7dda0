"""What is wrong about rank.window: other exponents, factors and hypotheses in a_0."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.drawing import two_layers
from dmfcheck.theory.late import Values, st
from dmfcheck.theory.rank.window import (
    BELOW_LEADING,
    LEADING_SHARE,
    SHARPER,
    SMALL_START,
    WINDOW,
    largest_start,
    neighbours,
)
from dmfcheck.theory.rank.window_strategies import (
    deep_windows,
    early_leading,
    slow_two_layer_windows,
    two_layer_windows,
    windows,
)

Formula = Callable[[Arithmetic, Point], Any]
Windows = Callable[[Formula], "st.SearchStrategy[Values]"]


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
    return swap_hypothesis(original, SMALL_START, wrong)


def _mutant(
    original: Claim, suffix: str, broken: str, formula: Formula, windows: Windows
) -> Mutant:
    """At a wrong a_0 = ``formula``, on ``windows`` that begin right there."""
    return mutate(_wrong(original, formula), suffix, broken, partial(windows, formula))


def _share(formula: str, value: Fraction) -> Constant:
    return Constant(LEADING_SHARE.name, lambda N: value, formula)


MUTANTS: tuple[Mutant, ...] = (
    _mutant(
        WINDOW, "exponent-0", "(1+eta lambda_L)^4 dropped", _with_exponent(0), two_layer_windows
    ),
    _mutant(
        WINDOW, "power-off-by-one", "1/rho for 1/(rho-1)", _with_power_of_rho(1), two_layer_windows
    ),
    _mutant(WINDOW, "factor-1", "9/10 for 2 in a_0", _deeper(Fraction(9, 10)), deep_windows),
    _mutant(
        WINDOW, "kappa-forgotten", "delta'^{-m/N} not over kappa", _without_kappa, deep_windows
    ),
    mutate(
        WINDOW,
        "share-1",
        "1 for 8/27",
        early_leading,
        constant=_share("1", Fraction(1)),
    ),
    mutate(
        WINDOW,
        "recovered-start",
        "the bound on alpha^2 dropped",
        partial(early_leading, share=Fraction(3, 2)),
        without=BELOW_LEADING,
    ),
    mutate(
        WINDOW,
        "any-start",
        "alpha <= a_0 dropped",
        partial(windows, two_layers, formula=_with_exponent(-20)),
        without=SMALL_START,
    ),
    _mutant(
        SHARPER, "exponent-0", "(1+eta lambda_L)^2 dropped", _with_exponent(0), two_layer_windows
    ),
    _mutant(SHARPER, "exponent-1", "exponent 1 for 2", _with_exponent(1), slow_two_layer_windows),
    _mutant(SHARPER, "factor-1", "9/10 for 2 in a_0", _deeper(Fraction(9, 10)), deep_windows),
    mutate(
        SHARPER,
        "share-1",
        "1 for 8/27",
        early_leading,
        constant=_share("1", Fraction(1)),
    ),
    mutate(
        SHARPER,
        "any-start",
        "alpha <= a_0 dropped",
        partial(windows, two_layers, formula=_with_exponent(-20)),
        without=SMALL_START,
    ),
)
