"""time.*: what one step makes of the odds, and of the inverse power, by signs of coefficients."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.glue import AT_LEAST, AT_MOST, FALLS_BY, SCALING
from dmfcheck.theory.proof import (
    Coefficients,
    Inequality,
    Kernel,
    Lemma,
    Proof,
    Range,
    constant,
)


def _odds_grow(a: Arithmetic, p: Point, c: Constants) -> Any:
    """rho+ (1-y) - (1+h)^2 rho (1-y) >= 0 times 1 - y+, y = x^2, y+ = y s^2."""
    y, h = p.y, p.h
    s = 1 + h * (1 - y)
    return s**2 * (1 - y) - (1 + h) ** 2 * (1 - y * s**2)


def _odds_grow_no_more(a: Arithmetic, p: Point, c: Constants) -> Any:
    """rho / (1-2h) - rho+ >= 0, times what is positive."""
    y, h = p.y, p.h
    s = 1 + h * (1 - y)
    return (1 - y * s**2) - (1 - 2 * h) * s**2 * (1 - y)


def _inverse_power(a: Arithmetic, p: Point, c: Constants) -> Any:
    """m h x^m s^m - (s^m - 1), m = N-2: x^{-m} - (x+)^{-m} <= m h, times x^m s^m."""
    m = p.depth - 2
    s = 1 + p.h * p.x**m * (1 - p.x**p.depth)
    return m * p.h * p.x**m * s**m - (s**m - 1)


_STEP = (Range("y", high=constant(1)), Range("h", high=constant(Fraction(1, 2))))

GROW = Lemma(
    "odds grow",
    r"0 \le x \le 1,\ 0 \le h \le \tfrac12 \implies \rho^+ \ge (1+h)^2 \rho",
    Coefficients(Inequality(_STEP, _odds_grow, depths=(2,))),
)
NO_MORE = Lemma(
    "odds grow no more",
    r"0 \le x \le 1,\ 0 \le h \le \tfrac12 \implies (1-2h) \rho^+ \le \rho",
    Coefficients(Inequality(_STEP, _odds_grow_no_more, depths=(2,))),
)
INVERSE = Lemma(
    "inverse power",
    r"0 \le x \le 1,\ h \ge 0 \implies x^{-(N-2)} - (x^+)^{-(N-2)} \le (N-2) h",
    Coefficients(
        Inequality(
            (Range("x", high=constant(1)), Range("h")),
            _inverse_power,
            depths=tuple(range(3, 21)),
        )
    ),
)

PROOFS = {
    "time.two_layer": Proof(
        (GROW, NO_MORE),
        (
            SCALING,
            Lemma(
                "at most",
                r"\rho^+ \ge (1+h)^2 \rho \implies K - 1 < \ln(\rho_b/\rho_0) / (2 \ln(1+h))",
                Kernel(AT_MOST),
                ("odds grow", "scaling"),
            ),
            Lemma(
                "at least",
                r"\rho^+ \le \rho / (1-2h) \implies K \ge \ln(\rho_b/\rho_0) / (-\ln(1-2h))",
                Kernel(AT_LEAST),
                ("odds grow no more", "scaling"),
            ),
        ),
    ),
    "time.deep_lower": Proof(
        (INVERSE,),
        (
            SCALING,
            Lemma(
                "sum",
                r"K (N-2) h \ge x_0^{-(N-2)} - b^{-(N-2)}",
                Kernel(FALLS_BY),
                ("inverse power", "scaling"),
            ),
        ),
    ),
}
