"""muon.*: one annealed step by signs of coefficients, and why no theorem of Coq is about it."""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.glue import induction
from dmfcheck.theory.muon.aligned import SLOWEST
from dmfcheck.theory.proof import Coefficients, Inequality, Lemma, Proof, Range, constant


def _nearer(a: Arithmetic, p: Point, c: Constants) -> Any:
    """rho eta/(1-rho) >= |e - eta|, times 1 - rho."""
    moved = (1 - p.rho) * (p.distance - p.eta)
    return a.minimum(p.rho * p.eta - moved, p.rho * p.eta + moved)


def _positive(a: Arithmetic, p: Point, c: Constants) -> Any:
    """d - eta for d = root + distance: a step down stays above 0."""
    return p.root + p.distance - p.eta


NEARER = Lemma(
    "nearer",
    r"\tfrac12 \le \rho < 1,\ 0 \le |d - \lambda^{1/N}| = \delta \le \tfrac{\eta}{1-\rho}"
    r" \implies |\delta - \eta| \le \tfrac{\rho\eta}{1-\rho}",
    Coefficients(
        Inequality(
            (
                Range("rho", low=lambda p, c: c[SLOWEST.name], high=constant(1), open_high=True),
                Range("eta"),
                Range("distance", high=lambda p, c: p.eta, over=lambda p, c: 1 - p.rho),
            ),
            _nearer,
        )
    ),
)
POSITIVE = Lemma(
    "stays positive",
    r"d \ge \lambda^{1/N} \ge \alpha \ge \eta \implies d - \eta \ge 0\text{, so the sign is that of }"
    r"\lambda^{1/N} - d",
    Coefficients(
        Inequality(
            (Range("eta"), Range("root", low=lambda p, c: p.eta), Range("distance")),
            _positive,
        )
    ),
)

PROOFS = {
    "muon.annealed": Proof((NEARER, POSITIVE), (induction(NEARER.name, POSITIVE.name),)),
}

_BY_HAND = "proved in notes/muon.md; not written in Coq yet"
WITHOUT = dict.fromkeys(
    ("muon.growth", "muon.growth/smaller_first", "muon.stable", "muon.gap", "muon.annealed"),
    _BY_HAND,
)
