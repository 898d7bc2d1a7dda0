"""monotone.*: the inequalities of its proof, each by signs of coefficients (notes/monotone.md).

lambda_1 = 1; s, t >= 1 are growth factors of an eigenvalue and of the leading one, H = h d_1^{N-2},
D = h d^{2N-2}, G(s) = 1 + H s^{N-2} - (1+H) s^{2N-2} + s^{2N-1}, and B = 1 + r (G - 1) for a step r
times as large as the one before.
"""

from __future__ import annotations

from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP_BOUND
from dmfcheck.theory.glue import LARGER, falls_then_rises, induction, sum_of_parts
from dmfcheck.theory.monotone.growth import next_growth_slope
from dmfcheck.theory.order.one_step_proofs import PERSISTS, STAYS
from dmfcheck.theory.proof import (
    Coefficients,
    Inequality,
    Kernel,
    Lemma,
    Proof,
    Range,
    Symbolic,
    Taken,
    constant,
)

NOTE = "notes/monotone.md"


def _bound(p: Point, s: Any) -> Any:
    """G(s)."""
    N, H = p.depth, p.H
    return 1 + H * s ** (N - 2) - (1 + H) * s ** (2 * N - 2) + s ** (2 * N - 1)


def _curvature(p: Point, s: Any) -> Any:
    """G''(s)."""
    N, H = p.depth, p.H
    rest = (2 * N - 1) * s - (2 * N - 3) * (1 + H)
    value = (2 * N - 2) * s ** (2 * N - 4) * rest
    return value + (N - 2) * (N - 3) * H * s ** (N - 4) if N > 3 else value


def _largest(p: Point, c: Constants) -> Any:
    return c[LEADING_STEP_BOUND.name]


S = Range("s", low=constant(1))
T = Range("t", low=constant(1))
LEADING = Range("H", low=None, high=_largest)
RATIO = Range("ratio")


def _next(a: Arithmetic, p: Point, c: Constants) -> Any:
    """s+ - G(s)."""
    N, s = p.depth, p.s
    return 1 + s ** (N - 2) * (s - 1 - p.D * (s**N - 1)) - _bound(p, s)


def _convex(a: Arithmetic, p: Point, c: Constants) -> Any:
    slope = next_growth_slope(p.s, p.H, p.depth)
    return a.minimum(_bound(p, p.s) - 1, slope, _curvature(p, p.s))


def _pair(a: Arithmetic, p: Point, c: Constants) -> Any:
    """s^N (B(s)^N - B(t)^N) - kappa (s^N - t^N), kappa = t r G'(t) B(t)^{N-1}; r = 1 where none."""
    N, s, t = p.depth, p.s, p.t
    ratio = p.get("ratio", 1)
    at_s, at_t = (1 + ratio * (_bound(p, x) - 1) for x in (s, t))
    kappa = t * ratio * next_growth_slope(t, p.H, N) * at_t ** (N - 1)
    return s**N * (at_s**N - at_t**N) - kappa * (s**N - t**N)


def _log_convex(a: Arithmetic, p: Point, c: Constants) -> Any:
    """B B' + s (B B'' - B'^2): what the derivative of s B'/B has the sign of."""
    ratio, s = p.ratio, p.s
    value = 1 + ratio * (_bound(p, s) - 1)
    slope, curve = ratio * next_growth_slope(s, p.H, p.depth), ratio * _curvature(p, s)
    return value * slope + s * (value * curve - slope**2)


def _faster(a: Arithmetic, p: Point, c: Constants) -> Any:
    """E = (N-1) s - (N-2) - D ((2N-2) s^N - (N-2)): s^{N-3} E is the derivative of h phi+ by s."""
    N = p.depth
    return (N - 1) * p.s - (N - 2) - p.D * ((2 * N - 2) * p.s**N - (N - 2))


def _falls_in_size(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.s ** (p.depth - 2) * (p.s**p.depth - 1)


IDENTITIES = Lemma(
    "identities",
    r"s^+ = 1 + s^{N-2}(s - 1 - D(s^N - 1)),\ s - 1 + D = h d^{N-2} \lambda,\ G(1) = 1",
    Symbolic("monotone_rank"),
)
NEXT = Lemma(
    "next growth",
    r"s \ge 1,\ D \le H - (s-1) \implies s^+ \ge G(s)",
    Coefficients(
        Inequality((S, LEADING, Range("D", low=None, high=lambda p, c: p.H - (p.s - 1))), _next)
    ),
)
CONVEX = Lemma(
    "convex",
    r"s \ge 1,\ H \le 1/N \implies G \ge 1,\ G' \ge 0,\ G'' \ge 0",
    Coefficients(Inequality((S, LEADING), _convex)),
)


def _difference(p: Point, c: Constants) -> Any:
    return p.s - p.t


TANGENT = Lemma(
    "pair",
    r"s, t \ge 1,\ H \le 1/N \implies s^N(G(s)^N - G(t)^N) \ge t G'(t) G(t)^{N-1} (s^N - t^N)",
    Coefficients(
        Inequality((S, T, LEADING), _pair, depths=tuple(range(2, 14))), ((_difference, 2),)
    ),
)
RESCALED = Lemma(
    "pair with steps",
    r"s, t \ge 1,\ H \le 1/N,\ r \ge 0 \implies"
    r" s^N(B(s)^N - B(t)^N) \ge t r G'(t) B(t)^{N-1} (s^N - t^N),\ B = 1 + r(G-1)",
    Coefficients(
        Inequality((S, T, LEADING, RATIO), _pair, depths=tuple(range(2, 10))), ((_difference, 2),)
    ),
)
LOG_CONVEX = Lemma(
    "convex in logarithms",
    r"0 \le H \le 1/N,\ 1 \le s \le 1+H,\ 0 \le r \le 1 \implies B B' + s(B B'' - B'^2) \ge 0",
    Coefficients(
        Inequality(
            (
                Range("H", high=_largest),
                Range("s", low=constant(1), high=lambda p, c: 1 + p.H),
                Range("ratio", high=constant(1)),
            ),
            _log_convex,
        ),
        ((lambda p, c: p.ratio, 1),),
    ),
)
FASTER = Lemma(
    "speeds persist",
    r"s \ge 1,\ D \le 1/N - (s-1) \implies \varphi^+ \text{ rises with } \varphi",
    Coefficients(
        Inequality((S, Range("D", low=None, high=lambda p, c: _largest(p, c) - (p.s - 1))), _faster)
    ),
)
SLOWER = Lemma(
    "speeds fall in size",
    r"s \ge 1 \implies s^{N-2}(s^N - 1) \ge 0, \text{ so } \varphi^+ \text{ falls in } d",
    Coefficients(Inequality((S,), _falls_in_size)),
)

_BASIS = (PERSISTS, STAYS, IDENTITIES, NEXT)
_KEPT = induction("order persists", "stays below")
_HELD = (_KEPT.name, "identities", "next growth")


def _parts(pair: Lemma) -> Lemma:
    """Glue: the lemma about G is one of growth factors: s_i+ >= G(s_i) >= 0, with = at i = 1."""
    return Lemma(
        "growth factors",
        r"s_i^N((s_i^+)^N - (s_1^+)^N) \ge \kappa (s_i^N - s_1^N)",
        Kernel(LARGER),
        (*_HELD, pair.name),
    )


def _by_tangent(name: str) -> Lemma:
    return Lemma(
        "tangent",
        r"P = B^q \text{ is convex in } s^{-q}, \text{ so } S_{k+1} \ge \kappa S_k",
        Taken(f"{NOTE}, steps 5 and 6"),
        (*_HELD, name),
    )


def _speeds(*more: Lemma) -> Proof:
    persistence = Lemma(
        "persistence",
        r"\varphi_i \ge \varphi_1 \text{ persists}",
        Taken(f"{NOTE}, monotone.ratio"),
        (_KEPT.name, "identities", "speeds persist", "speeds fall in size"),
    )
    return Proof((PERSISTS, STAYS, IDENTITIES, FASTER, SLOWER), (_KEPT, persistence, *more))


def _risen(statement: str) -> Lemma:
    return Lemma("from then on", statement, Taken(NOTE), ("persistence",))


_RANK = Proof(
    (*_BASIS, CONVEX, TANGENT),
    (_KEPT, _parts(TANGENT), sum_of_parts("growth factors", "convex"), falls_then_rises("sum")),
)

PROOFS = {
    "monotone.rank": _RANK,
    "monotone.rank/starts": _RANK,
    "monotone.rank/growth": Proof(
        (*_BASIS, CONVEX, TANGENT), (_KEPT, _parts(TANGENT), sum_of_parts("growth factors"))
    ),
    "monotone.pair": Proof((*_BASIS, TANGENT), (_KEPT, _parts(TANGENT))),
    "monotone.schedule": Proof(
        (*_BASIS, CONVEX, RESCALED),
        (_KEPT, _parts(RESCALED), sum_of_parts("growth factors"), falls_then_rises("sum")),
    ),
    "monotone.schedule/growth": Proof(
        (*_BASIS, CONVEX, RESCALED), (_KEPT, _parts(RESCALED), sum_of_parts("growth factors"))
    ),
    "monotone.rank/powers": Proof(
        (*_BASIS, CONVEX), (_KEPT, _by_tangent("convex"), falls_then_rises("tangent"))
    ),
    "monotone.rank/any_power": Proof(
        (*_BASIS, CONVEX, LOG_CONVEX),
        (_KEPT, _by_tangent("convex in logarithms"), falls_then_rises("tangent")),
    ),
    "monotone.rank/sharp": Proof(
        (
            Lemma(
                "wavers",
                r"0 \le c - 1 \le 1 \implies r(W(1)) \le r(W(2)) \ge r(W(3))",
                Coefficients(Inequality((Range("excess", high=constant(1)),), depths=(2, 3))),
            ),
        )
    ),
    "monotone.ratio": _speeds(_risen(r"w_i/w_1 \text{ falls, then rises}")),
    "monotone.onset": _speeds(_risen(r"r \text{ does not decrease}")),
    "monotone.onset/any_scale": _speeds(_risen(r"r \text{ does not decrease}")),
}
