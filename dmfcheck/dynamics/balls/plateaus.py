"""The step intervals on which the effective rank is provably that of a best rank-L part (C3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dmfcheck.base import validation
from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.level_times import Enclosure, last_step_below, recovery_time
from dmfcheck.dynamics.problem import Problem


@dataclass(frozen=True)
class Plateau:
    """lower <= r(W(k)) <= upper for every step k in start..stop (for ever if ``stop`` is None).

    ``rank`` is L and ``effective_rank`` encloses r(What_L) = sum_{i<=L} lambda_i / lambda_1. All
    numbers are exact rationals; ``start`` and ``stop`` are in steps. From a start that is not
    identical others may be recovered first: ``recovered`` then has the places of those that are,
    counted from 0, and What_L is made of them.

    >>> Plateau(1, 3, None, (Fraction(1), Fraction(1)), Fraction(1), Fraction(2)).holds_at(3)
    True
    """

    rank: int
    start: int
    stop: int | None
    effective_rank: Enclosure
    lower: Fraction
    upper: Fraction
    recovered: tuple[int, ...] | None = None

    def holds_at(self, step: int) -> bool:
        """Whether ``step`` is in start..stop."""
        return self.start <= step and (self.stop is None or step <= self.stop)


def plateaus(
    spectrum: Sequence[Enclosure],
    *,
    depth: int,
    alpha: Fraction,
    eta: Fraction,
    delta: Fraction,
    recovered: Sequence[int | None] | None = None,
) -> list[Plateau]:
    """Every plateau of the identical start, by rank, from eigenvalues or their enclosures.

    ``spectrum`` is nonincreasing (in both ends); eigenvalues <= 0 may follow positive ones. For
    each L with alpha^N <= lambda_L: K1 is the first step with w_i >= (1-delta) lambda_i for all
    i <= L, and K2 the last with w_{L+1} <= delta' = delta lambda_{L+1}; if lambda_{L+1} <= alpha^N,
    then w_{L+1} <= delta' = alpha^N for ever, and for L = n there is no w_{L+1}. On K1..K2, if not
    empty, with r_L = r(What_L),

        -delta (r_L - 1) <= r(W(k)) - r_L
        <= delta/(1-delta) (r_L - 1) + (n-L) delta' / ((1-delta) lambda_1).

    Eigenvalues <= 0 only shrink within [0, alpha^N], so this needs no positive semidefinite What.
    Where an enclosure or a bracket leaves room, the interval is the one that is certain.
    ``recovered``, if given, is K_i(1-delta) where it is already known (its upper end, or None).

    Raises :class:`~dmfcheck.base.validation.BadInput`, among others for eta > 1/(N M^{2N-2}).
    Source: rank.plateau.

    >>> exact = [(Fraction(v), Fraction(v)) for v in (3, 1)]
    >>> found = plateaus(
    ...     exact, depth=2, alpha=Fraction(1, 100), eta=Fraction(1, 20), delta=Fraction(1, 10)
    ... )
    >>> [(p.rank, p.start, p.stop, float(p.upper)) for p in found]
    [(1, 44, 71, 1.037037037037037), (2, 116, None, 1.3703703703703705)]
    """
    _validate(spectrum, depth, alpha, eta, delta)
    size = len(spectrum)
    positive = sum(low > 0 and low >= alpha**depth for low, _ in spectrum)
    if recovered is None:
        parts = counted(spectrum[:positive], "recovery times")
        times = (recovery_time(depth, v, alpha, eta, 1 - delta) for v in parts)
        recovered = [_upper_end(time) for time in times]
    found, start = [], 0
    # lambda_2 + ... + lambda_L, from its lower and from its upper ends.
    least = most = Fraction(0)
    for rank in range(1, positive + 1):
        if rank > 1:
            low, high = spectrum[rank - 1]
            least, most = least + low, most + high
        latest = recovered[rank - 1]
        if latest is None:
            break
        start = max(start, latest)
        following = spectrum[rank] if rank < size else None
        level, stop = _quiet_until(following, depth, alpha, eta, delta)
        if stop is None or start <= stop:
            ends = rank_bounds(spectrum[0], (least, most), (size - rank) * level, delta)
            found.append(Plateau(rank, start, stop, *ends))
    return found


def _validate(
    spectrum: Sequence[Enclosure], depth: int, alpha: Fraction, eta: Fraction, delta: Fraction
) -> None:
    validation.proper_fraction(delta, "delta")
    ends = [bound for enclosure in spectrum for bound in enclosure]
    Problem.from_spectrum(ends, depth=depth, alpha=alpha, eta=eta).require_stable_step()
    for column in zip(*spectrum, strict=True):
        if list(column) != sorted(column, reverse=True):
            raise BadInput("spectrum", "is not sorted", "nonincreasing eigenvalues")


def _upper_end(bracket: tuple[int, int] | None) -> int | None:
    return None if bracket is None else bracket[1]


NEVER = -1
"""The last step of an interval that is empty."""


def _quiet_until(
    following: Enclosure | None, depth: int, alpha: Fraction, eta: Fraction, delta: Fraction
) -> tuple[Fraction, int | None]:
    """(delta', K2) for lambda_{L+1} in ``following``; K2 = None is for ever."""
    if following is None:
        return Fraction(0), None
    low, high = following
    start = alpha**depth
    if low <= start:
        # w_{L+1} moves from alpha^N to max(0, lambda_{L+1}) without passing it.
        return max(start, high), None
    level = delta * low
    stop = last_step_below(depth, following, alpha, eta, level)
    return level, NEVER if stop is None else stop


def rank_bounds(
    first: Enclosure, others: Enclosure, quiet: Fraction, delta: Fraction
) -> tuple[Enclosure, Fraction, Fraction]:
    """r_L and the bounds of r(W(k)): of lambda_1, of lambda_2 + ... + lambda_L.

    ``quiet`` bounds the sum of what is not recovered.

    >>> one, half = Fraction(1), Fraction(1, 2)
    >>> rank_bounds((one, one), (half, half), Fraction(0), half)
    ((Fraction(3, 2), Fraction(3, 2)), Fraction(5, 4), Fraction(2, 1))
    """
    low_1, high_1 = first
    # r_L - 1; for L = 1 it is exactly 0, whatever the enclosures.
    least, most = others[0] / high_1, others[1] / low_1
    rest = quiet / ((1 - delta) * low_1)
    return (1 + least, 1 + most), 1 + (1 - delta) * least, 1 + most / (1 - delta) + rest
