"""step.*: what one step of the identical start does, and what two do, by signs of coefficients."""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.steepness import steepness
from dmfcheck.theory.glue import FALLS as FALLS_THEOREM
from dmfcheck.theory.glue import RISES as RISES_THEOREM
from dmfcheck.theory.glue import SCALING, falls, induction, rises
from dmfcheck.theory.proof import (
    Coefficients,
    Expression,
    Inequality,
    Kernel,
    Lemma,
    Proof,
    Range,
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
from dmfcheck.theory.step.perturbed import QUOTED, QUOTED_STEP


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
            depths=tuple(range(2, 7)),
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


def _odd(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 where d+ of -d is -d+."""
    N = p.depth
    there, back = (d + p.step * d ** (N - 1) * (p.value - d**N) for d in (p.size, -p.size))
    return a.equal(back, -there, 1)


SIGN = Lemma(
    "sign",
    r"N \text{ even: } d \mapsto -d \text{ turns } d^+ \text{ into } -d^+",
    Coefficients(
        Inequality(
            (Range("size"), Range("step"), Range("value", low=None, high=constant(0))),
            _odd,
            depths=tuple(range(2, 21, 2)),
        )
    ),
)

_SIZES = (Range("larger"), Range("smaller", high=lambda p, c: p.larger))


def _slower(a: Arithmetic, p: Point, c: Constants) -> Any:
    return steepness(p.larger, p.depth) - steepness(p.smaller, p.depth)


def _less(a: Arithmetic, p: Point, c: Constants) -> Any:
    """q(larger) - q(smaller), q(d) = d^{N-2} (|lambda| + d^N) with |lambda| = ``size``."""
    N = p.depth
    large, small = (d ** (N - 2) * (p.size + d**N) for d in (p.larger, p.smaller))
    return large - small


SLOWER_BELOW = Lemma(
    "slower below",
    r"0 \le x \le y \implies \phi(x) \le \phi(y)",
    Coefficients(Inequality(_SIZES, _slower)),
)
LESS_BELOW = Lemma(
    "less below",
    r"0 \le x \le y \implies x^{N-2}(|\lambda| + x^N) \le y^{N-2}(|\lambda| + y^N)",
    Coefficients(Inequality((*_SIZES, Range("size")), _less)),
)

# step.quoted: M = max(alpha, |lambda|^{1/N}), lambda = 1 in scaled coordinates where it is > 0.
_STEEPEST = up_to(QUOTED.name)
RISES_QUOTED = Lemma(
    "rises",
    r"0 \le x \le 1,\ h \le \tfrac{1}{3N-2} \implies 0 \le \frac{1-x^+}{1-x} \le 1",
    Coefficients(
        Inequality(
            (Range("alpha", high=constant(1)), Range("eta", high=_STEEPEST, given=QUOTED_STEP)),
            fixed=UNIT,
        )
    ),
)
FALLS_QUOTED = Lemma(
    "falls",
    r"x \ge 1,\ h \le \tfrac{1}{(3N-2)x^{2N-2}} \implies 0 \le \frac{1-x^+}{1-x} \le 1",
    Coefficients(
        Inequality(
            (
                Range("alpha", low=constant(1)),
                Range(
                    "eta",
                    high=_STEEPEST,
                    over=lambda p, c: p.alpha ** (2 * p.depth - 2),
                    given=QUOTED_STEP,
                ),
            ),
            fixed=UNIT,
        )
    ),
)
FROM_BELOW = Lemma(
    "limit from below", r"x < x^+ \le 1 \implies x_k \to 1", Kernel(RISES_THEOREM), ("induction",)
)
FROM_THERE = Lemma(
    "limit from above", r"x > x^+ \ge 1 \implies x_k \to 1", Kernel(FALLS_THEOREM), ("induction",)
)
START_LARGEST = Lemma(
    "start largest",
    r"-d^N \le \lambda \le 0,\ \eta \le \tfrac{1}{(3N-2)d^{2N-2}} \implies 0 \le d^+ \le d",
    Coefficients(
        Inequality(
            (
                Range("alpha"),
                Range("eigenvalue", low=lambda p, c: -(p.alpha**p.depth), high=constant(0)),
                Range(
                    "eta",
                    high=_STEEPEST,
                    over=lambda p, c: p.alpha ** (2 * p.depth - 2),
                    given=QUOTED_STEP,
                ),
            ),
            fixed={"steps": 1},
        )
    ),
)
EIGENVALUE_LARGEST = Lemma(
    "eigenvalue largest",
    r"\lambda = -m^N,\ 0 \le d \le m,\ \eta \le \tfrac{1}{(3N-2)m^{2N-2}}"
    r" \implies 0 \le d^+ \le d",
    Coefficients(
        Inequality(
            (
                Range("root"),
                Range("alpha", high=lambda p, c: p.root),
                Range(
                    "eta",
                    high=_STEEPEST,
                    over=lambda p, c: p.root ** (2 * p.depth - 2),
                    given=QUOTED_STEP,
                ),
            ),
            fixed={"eigenvalue": lambda p, c: -(p.root**p.depth), "steps": 1},
        )
    ),
)

PROOFS = {
    "step.monotone": Proof(
        (NO_OVERSHOOT,),
        (SCALING, induction("no overshoot", "scaling"), rises("1", "induction")),
    ),
    "step.monotone/from_above": Proof(
        (NO_UNDERSHOOT, SLOWER_BELOW),
        (
            SCALING,
            induction("no undershoot", "slower below", "scaling"),
            falls("1", "induction"),
        ),
    ),
    "step.monotone/sharp": Proof((OVERSHOOT,), (SCALING,)),
    "step.convergent/sharp": Proof((TWO_STEPS_REPEL,), (SCALING,)),
    "step.nonpositive": Proof(
        (FALLS, LESS_BELOW),
        (induction("falls", "less below"), falls("0", "induction")),
    ),
    "step.nonpositive/even": Proof(
        (SHRINKS, LESS_BELOW, SIGN), (induction("shrinks", "less below", "sign"),)
    ),
    "step.quoted": Proof(
        (RISES_QUOTED, FALLS_QUOTED),
        (SCALING, induction("rises", "falls", "scaling"), FROM_BELOW, FROM_THERE),
    ),
    "step.quoted/nonpositive": Proof(
        (START_LARGEST, EIGENVALUE_LARGEST),
        (induction("start largest", "eigenvalue largest"), falls("0", "induction")),
    ),
}
