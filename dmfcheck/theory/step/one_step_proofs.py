"""step.*: what one step of the identical start does, and what two do, by signs of coefficients."""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.steepness import steepness
from dmfcheck.theory.proof import (
    Coefficients,
    Expression,
    Inequality,
    Lemma,
    Proof,
    Range,
    Taken,
    constant,
)
from dmfcheck.theory.step.identical import (
    ABOVE,
    BELOW,
    CONVERGENCE_BOUND,
    DECAY_STEP,
    EVEN_DECAY_STEP,
    FROM_ABOVE,
    MONOTONE_STEP,
    NEAR_ONE,
    OVERSHOOTING_STEP,
    REPELLING_STEP,
    STEP_BOUND,
    STEP_FROM_ABOVE,
)

NOTE = "notes/step.md"


def _steepness(p: Point, c: Constants) -> Any:
    return steepness(p.alpha, p.depth)


def _decay(p: Point, c: Constants) -> Any:
    return p.alpha ** (p.depth - 2) * (p.alpha**p.depth - p.eigenvalue)


def up_to(name: str) -> Expression:
    """The constant of that name, as an end."""
    return lambda p, c: c[name]


# Scaled coordinates: lambda = 1, where alpha is x_0 and eta is h.
UNIT = {"eigenvalue": 1, "steps": 1}
UNIT_TWICE = {"eigenvalue": 1, "steps": 2}
X_BELOW = Range("alpha", high=constant(1), given=BELOW)
X_ABOVE = Range("alpha", low=constant(1), given_low=ABOVE)

SCALING = Lemma(
    "scaling",
    r"(\lambda, \alpha, \eta) \text{ enter only through } (x_0, h)",
    Taken(f"{NOTE}, reduction.scaling"),
)


def induction(*rests_on: str) -> Lemma:
    """Glue: what one step keeps, every step keeps."""
    return Lemma(
        "induction",
        r"\text{what holds after a step holds of the next step's start}",
        Taken(NOTE),
        rests_on,
    )


def limit(*rests_on: str) -> Lemma:
    """Glue: a monotone sequence between fixed points tends to the one ahead."""
    return Lemma("limit", r"x_k \to 1, \text{ the only fixed point ahead}", Taken(NOTE), rests_on)


NO_OVERSHOOT = Lemma(
    "no overshoot",
    r"0 \le x \le 1,\ 0 \le h \le 1/N \implies 0 \le \frac{1-x^+}{1-x} \le 1",
    Coefficients(
        Inequality(
            (X_BELOW, Range("eta", high=up_to(STEP_BOUND.name), given=MONOTONE_STEP)),
            fixed=UNIT,
        )
    ),
)
NO_UNDERSHOOT = Lemma(
    "no undershoot",
    r"x \ge 1,\ 0 \le h \phi(x) \le 1 \implies 0 \le \frac{1-x^+}{1-x} \le 1",
    Coefficients(
        Inequality(
            (X_ABOVE, Range("eta", high=constant(1), over=_steepness, given=STEP_FROM_ABOVE)),
            fixed=UNIT,
        )
    ),
)
OVERSHOOT = Lemma(
    "overshoot",
    r"0 < x \le 1,\ h \phi(x) \ge 1 \implies \frac{1-x^+}{1-x} \le 0",
    Coefficients(
        Inequality(
            (
                X_BELOW,
                Range("eta", low=constant(1), over=_steepness, given_low=OVERSHOOTING_STEP),
            ),
            fixed=UNIT,
        )
    ),
)
FROM_ABOVE_AGAIN = Lemma(
    "from above",
    r"x \ge 1,\ 0 \le h \phi(x) \le 1 \implies 0 \le \frac{1-x^+}{1-x} \le 1",
    Coefficients(
        Inequality(
            (Range("alpha", low=constant(1)), Range("eta", high=constant(1), over=_steepness)),
            FROM_ABOVE.margin,
            UNIT,
        )
    ),
)


def _nearest(p: Point, c: Constants) -> Any:
    return 3 * p.eta * p.depth * (p.depth - 1) - 2 * (p.eta * p.depth - 2)


def _width(p: Point, c: Constants) -> Any:
    return 3 * p.eta * p.depth * (p.depth - 1)


TWO_STEPS_REPEL = Lemma(
    "two steps repel",
    r"h \ge 2/N,\ 0 \le 1 - x \le \frac{2(hN-2)}{3hN(N-1)} \implies |1 - x^{++}| \ge |1 - x|",
    Coefficients(
        Inequality(
            (
                Range("eta", low=up_to(CONVERGENCE_BOUND.name), given_low=REPELLING_STEP),
                Range(
                    "alpha",
                    low=_nearest,
                    high=_width,
                    over=_width,
                    given=BELOW,
                    given_low=NEAR_ONE,
                ),
            ),
            fixed=UNIT_TWICE,
            depths=tuple(range(2, 11)),
        )
    ),
)

NONPOSITIVE = Range("eigenvalue", low=None, high=constant(0))
FALLS = Lemma(
    "falls",
    r"d \ge 0,\ \lambda \le 0,\ \eta d^{N-2}(|\lambda| + d^N) \le 1 \implies 0 \le d^+ \le d",
    Coefficients(
        Inequality(
            (
                Range("alpha"),
                NONPOSITIVE,
                Range("eta", high=constant(1), over=_decay, given=DECAY_STEP),
            ),
            fixed={"steps": 1},
        )
    ),
)
SHRINKS = Lemma(
    "shrinks",
    r"d \ge 0,\ \lambda \le 0,\ \eta d^{N-2}(|\lambda| + d^N) \le 2 \implies |d^+| \le |d|",
    Coefficients(
        Inequality(
            (
                Range("alpha"),
                NONPOSITIVE,
                Range("eta", high=constant(2), over=_decay, given=EVEN_DECAY_STEP),
            ),
            fixed={"steps": 1},
            depths=tuple(range(2, 21, 2)),
        )
    ),
)
SIGN = Lemma(
    "sign",
    r"N \text{ even: } d \mapsto -d \text{ turns } d^+ \text{ into } -d^+",
    Taken(NOTE),
    ("shrinks",),
)

PROOFS = {
    "step.monotone": Proof(
        (NO_OVERSHOOT,),
        (SCALING, induction("no overshoot", "scaling"), limit("induction")),
    ),
    "step.monotone/from_above": Proof(
        (NO_UNDERSHOOT,),
        (SCALING, induction("no undershoot", "scaling"), limit("induction")),
    ),
    "step.monotone/sharp": Proof((OVERSHOOT,), (SCALING,)),
    "step.convergent/sharp": Proof((TWO_STEPS_REPEL,), (SCALING,)),
    "step.nonpositive": Proof(
        (FALLS,), (induction("falls"), Lemma("limit", r"d_k \to 0", Taken(NOTE), ("induction",)))
    ),
    "step.nonpositive/even": Proof((SHRINKS,), (SIGN, induction("shrinks", "sign"))),
}
