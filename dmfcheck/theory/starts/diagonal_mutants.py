"""What is wrong about starts.*: other orders, longer steps, and starts beyond the eigenvalues."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.claims.claim import Constant
from dmfcheck.claims.mutant import Mutant, mutate, turned
from dmfcheck.theory.conditions import LEADING_STEP_BOUND
from dmfcheck.theory.monotone.rank import LEADING_ROW_STEP, STARTS_BELOW
from dmfcheck.theory.starts.diagonal import (
    BETWEEN,
    FALLING_EIGENVALUES,
    FALLING_STARTS,
    LITERAL,
    ORDER,
    gaps,
)
from dmfcheck.theory.starts.diagonal_strategies import (
    crossing_rows,
    crossing_starts,
    one_eigenvalue,
    ordered_rows,
    small_rows_above,
    starts_above,
    tied_rows,
    unequal_rows,
    unordered_rows,
)

TWICE = Constant(LEADING_STEP_BOUND.name, lambda N: Fraction(2, N), "2/N")
PERCENT, NEARLY = Fraction(101, 100), Fraction(10**9 + 1, 10**9)

MUTANTS: tuple[Mutant, ...] = (
    mutate(ORDER, "turned", "the smaller is ahead", ordered_rows, margin=turned(ORDER)),
    mutate(
        ORDER,
        "by-a-percent",
        "ahead by one per cent",
        ordered_rows,
        margin=lambda a, p, c: gaps(a, p, 1, PERCENT),
    ),
    mutate(ORDER, "any-starts", "starts in any order", unequal_rows, without=FALLING_STARTS),
    mutate(ORDER, "any-step", "h_1 <= 1/N dropped", crossing_rows, without=LEADING_ROW_STEP),
    mutate(ORDER, "two-over-n", "2/N for 1/N", crossing_rows, constant=TWICE),
    mutate(ORDER, "above", "starts above eigenvalues", small_rows_above, without=STARTS_BELOW),
    mutate(
        ORDER,
        "ties",
        "lambda_i > lambda_{i+1} dropped",
        tied_rows,
        without=FALLING_EIGENVALUES,
        margin=lambda a, p, c: gaps(a, p, 1, NEARLY),
    ),
    mutate(BETWEEN, "turned", "the smaller is ahead", one_eigenvalue, margin=turned(BETWEEN)),
    mutate(
        BETWEEN,
        "twice",
        "ahead by a factor of 2",
        one_eigenvalue,
        margin=lambda a, p, c: gaps(a, p, 0, Fraction(2)),
    ),
    mutate(BETWEEN, "any-step", "h <= 1/N dropped", crossing_starts, without=LEADING_ROW_STEP),
    mutate(BETWEEN, "two-over-n", "2/N for 1/N", crossing_starts, constant=TWICE),
    mutate(BETWEEN, "above", "starts above the eigenvalue", starts_above, without=STARTS_BELOW),
    mutate(
        LITERAL,
        "at-every-step",
        "d_i(k) > d_{i+1}(k)",
        unordered_rows,
        margin=lambda a, p, c: gaps(a, p, 1),
    ),
)
