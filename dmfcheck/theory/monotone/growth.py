"""The proof of monotone.rank as numbers: what one step of the rank says of the next.

Growth factors s_i = d_i(k+1) / d_i(k); r(k+1) - r(k) has the sign of
S_k = sum_i w_i (s_i^N - s_1^N). The proof (notes/monotone-rank.md) bounds S_{k+1} by S_k.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.theory.effective_rank import sum_of


def next_growth_slope(s: Any, H: Any, depth: int) -> Any:
    """G'(s), G(s) = 1 + H s^{N-2} - (1+H) s^{2N-2} + s^{2N-1}: a lower bound of the next growth.

    At s = 1 it is 1 - N H.

    >>> next_growth_slope(Fraction(1), Fraction(1, 8), 4)
    Fraction(1, 2)
    """
    N = depth
    slope = (2 * N - 1) * s ** (2 * N - 2) - (2 * N - 2) * (1 + H) * s ** (2 * N - 3)
    return slope + (N - 2) * H * s ** (N - 3) if N > 2 else slope


@dataclass(frozen=True)
class Growths:
    """Two consecutive growth factors (s, s+) and the weight m w of one eigenvalue at one step."""

    weight: Any
    now: Any
    later: Any


def growths(orbit: Sequence[Any], count: int, depth: int) -> list[Growths]:
    """The growth factors along d(0), ..., d(K) of an eigenvalue that occurs ``count`` times.

    >>> growths([Fraction(1), Fraction(2), Fraction(3)], 5, 2)[0].later
    Fraction(3, 2)
    """
    factors = [after / before for before, after in pairwise(orbit)]
    return [
        Growths(count * d**depth, now, later)
        for d, (now, later) in zip(orbit, pairwise(factors), strict=False)
    ]


def tangent_slopes(
    leading: Sequence[Any], eigenvalue: Any, steps: Sequence[Any], depth: int
) -> list[Any]:
    """kappa_t = s_1 t G'(s_1) (s_1+)^{N-1} at every step, t = eta_{k+1} / eta_k.

    ``leading`` is the orbit d_1(0), ..., d_1(K), ``steps`` the K step sizes. For equal steps
    s_1+ = G(s_1) and this is kappa = s_1 G(s_1)^{N-1} G'(s_1).

    >>> orbit = [Fraction(1), Fraction(1), Fraction(1)]
    >>> tangent_slopes(orbit, Fraction(1), [Fraction(1, 4)] * 2, 2)
    [Fraction(1, 2)]
    """
    N = depth
    factors = [after / before for before, after in pairwise(leading)]
    slopes = []
    for k, (now, later) in enumerate(pairwise(factors)):
        H = steps[k] * leading[k] ** (N - 2) * eigenvalue
        t = steps[k + 1] / steps[k]
        slopes.append(now * t * next_growth_slope(now, H, N) * later ** (N - 1))
    return slopes


def growth_margins(
    a: Arithmetic, modes: Sequence[Sequence[Growths]], slopes: Sequence[Any], depth: int
) -> Iterator[Any]:
    """(S_{k+1} - kappa S_k) / (N-th powers' growth at step k), for every k; ``modes[0]`` leads.

    The scale sum_i w_i (s_i^N - 1 + s_1^N - 1) is first order where the descent has nearly ended,
    as S_k is. A single distinct eigenvalue has S = 0 for ever, and margin 0.
    """
    if len(modes) == 1:
        yield a.number(Fraction(0))
        return
    for k, kappa in enumerate(slopes):
        lead = modes[0][k]
        rest = [growth[k] for growth in modes[1:]]
        change = sum_of(g.weight * pair_excess(g, lead, kappa, depth) for g in rest)
        yield change / sum_of(g.weight * size(g, lead, depth) for g in rest)


def pair_excess(growth: Growths, lead: Growths, kappa: Any, depth: int) -> Any:
    """s^N ((s+)^N - (s_1+)^N) - kappa (s^N - s_1^N): one eigenvalue's part of S_{k+1} - kappa S_k.

    >>> pair_excess(Growths(1, 2, 3), Growths(1, 1, 1), 10, 2)
    2
    """
    N = depth
    later = growth.later**N - lead.later**N
    return growth.now**N * later - kappa * (growth.now**N - lead.now**N)


def size(growth: Growths, lead: Growths, depth: int) -> Any:
    """s^N - 1 + s_1^N - 1, the scale of :func:`pair_excess`.

    >>> size(Growths(1, 2, 3), Growths(1, 1, 1), 2)
    3
    """
    return growth.now**depth + lead.now**depth - 2
