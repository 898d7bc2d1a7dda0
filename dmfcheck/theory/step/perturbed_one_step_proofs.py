"""step.quoted and step.perturbed: the inequalities behind them, by boxes, with M = 1."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.perturbed.sign import STEP
from dmfcheck.theory.proof import Boxes, Inequality, Lemma, Proof, Range, Taken, constant
from dmfcheck.theory.step.one_step_proofs import up_to
from dmfcheck.theory.step.perturbed import MAP, STRETCH

NOTE = "notes/perturbed.md"

SIZE = Lemma(
    "scaling",
    r"(\lambda, \alpha, \beta, \eta) \text{ enter only through their ratios to } M",
    Taken(NOTE),
)

SLOPE = Lemma(
    "the map rises",
    (
        r"0 \le d \le 1,\ |\lambda| \le 1,\ 0 \le \eta \le 1/(3N-2) \implies"
        r" 1 + \eta d^{N-2}((N-1)\lambda - (2N-1)d^N) \ge 0"
    ),
    Boxes(
        Inequality(
            (
                Range("position", high=constant(1)),
                Range("eigenvalue", low=constant(-1), high=constant(1)),
                Range("eta", high=up_to(MAP.name)),
            ),
            fixed={"alpha": 1},
        )
    ),
)


def _height(a: Arithmetic, p: Point, c: Constants) -> Any:
    """w^2 - 1 at least, where q^2 = ``height`` and q^2 - p^2 <= 1."""
    return (p.height - 1) * p.height ** (p.depth - 1) - 1


def _steepest(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - eta A, A = q^{2N-2} + (N-1) p^2 q^{2N-4} where |p| q^{N-1} = 1 and q^2 = ``height``."""
    N, s = p.depth, p.height
    return 1 - c[STEP.name] * (s ** (N - 1) + (N - 1) / s)


def _rises(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.height ** (p.depth - 2) - 1 / p.height**2


def _steepest_inside(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - eta A where |p| <= q and q^2 = ``height`` <= 1."""
    return 1 - c[STEP.name] * p.depth * p.height ** (p.depth - 1)


def _turn(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - |e| for q^2 = ``height`` <= c: |e| <= eta c^{N-1}, and <= 2 eta where q <= 1."""
    step = c[STEP.name]
    return a.minimum(1 - step * p.height ** (p.depth - 1), 1 - 2 * step)


def _below(p: Point, c: Constants) -> Any:
    """A number below the root c: its digits are rounded up."""
    return c[STRETCH.name] - LAST_DIGIT


LAST_DIGIT = Fraction(1, 10**30)
HEIGHT = Range("height", low=constant(1), high=_below)

HEIGHTS = Lemma(
    "the others stay low",
    r"c \le s \le 2 \implies (s-1)s^{N-1} \ge 1",
    Boxes(
        Inequality((Range("height", low=up_to(STRETCH.name), high=constant(2)),), margin=_height)
    ),
)
STEEPEST = Lemma(
    "the steepest step above M",
    r"1 \le s \le c - 10^{-30} \implies \eta (s^{N-1} + (N-1)/s) \le 1",
    Boxes(Inequality((HEIGHT,), margin=_steepest)),
)
RISES = Lemma(
    "the steepest step is at c",
    r"1 \le s \le 2 \implies \frac{d}{ds}(s^{N-1} + (N-1)/s) \ge 0",
    Boxes(
        Inequality((Range("height", low=constant(1), high=constant(2)),), margin=_rises),
    ),
)
STEEPEST_INSIDE = Lemma(
    "the steepest step up to M",
    r"0 \le s \le 1 \implies \eta N s^{N-1} \le 1",
    Boxes(Inequality((Range("height", high=constant(1)),), margin=_steepest_inside)),
)
TURN = Lemma(
    "u and v keep their signs",
    r"1 \le s \le c - 10^{-30} \implies \eta s^{N-1} \le 1,\ 2 \eta \le 1",
    Boxes(Inequality((HEIGHT,), margin=_turn)),
)

PARTS = (HEIGHTS, STEEPEST, RISES, STEEPEST_INSIDE, TURN)

PROOFS = {
    "step.quoted/monotone_map": Proof((SLOPE,), (SIZE,)),
    "step.perturbed": Proof(
        PARTS,
        (
            SIZE,
            Lemma(
                "no crossing",
                r"\text{a first crossing within a step would need } \eta B \ge 1",
                Taken(NOTE),
                tuple(lemma.name for lemma in PARTS),
            ),
            Lemma("limit", r"w(k) \to \lambda", Taken(NOTE), ("no crossing", "scaling")),
        ),
    ),
}
