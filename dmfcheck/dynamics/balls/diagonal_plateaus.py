"""Plateaus of the effective rank from a start that is diagonal, with any number an eigenvector.

Eigenvalues are then not recovered in their order, and a plateau is that of the part of What that is
recovered, whichever it is. ``notes/starts.md`` has the proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from dmfcheck.dynamics.balls.level_times import Enclosure, last_step_below
from dmfcheck.dynamics.balls.plateaus import Plateau, rank_bounds

__all__ = ["diagonal_plateaus"]


def diagonal_plateaus(
    spectrum: Sequence[Enclosure],
    starts: Sequence[Fraction],
    *,
    depth: int,
    eta: Fraction,
    delta: Fraction,
    recovered: Sequence[int | None],
) -> list[Plateau]:
    """Every plateau of W_j(0) = V diag(starts) V^T, the fewest recovered eigenvalues first.

    ``spectrum`` is nonincreasing, eta <= 1/(N M^{2N-2}), and ``recovered`` has the first step with
    w_i >= (1-delta) lambda_i, None where there is none or it is not known. For a set S of recovered
    eigenvalues with a_i^N <= lambda_i, of which lambda_s is the largest: K1 is the latest of their
    steps, and K2 the last with w_i <= q_i = delta min(lambda_i, lambda_s) for all others, or
    q_i = max(a_i^N, lambda_i) where a_i^N >= lambda_i, for ever. If all q_i <= (1-delta) lambda_s,
    then on K1..K2, with r_S = sum_S lambda_i / lambda_s,

        -delta (r_S - 1) <= r(W(k)) - r_S
        <= delta/(1-delta) (r_S - 1) + sum q_i / ((1-delta) lambda_s).

    Source: derived (rank.plateau is the case of equal starts).

    >>> exact = [(Fraction(v), Fraction(v)) for v in (3, 1)]
    >>> found = diagonal_plateaus(
    ...     exact, [Fraction(1, 10**6), Fraction(1, 10)],
    ...     depth=2, eta=Fraction(1, 20), delta=Fraction(1, 10), recovered=[106, 69],
    ... )
    >>> [(p.recovered, p.start, p.stop) for p in found]
    [((1,), 69, 90), ((0, 1), 106, None)]
    """
    N = depth
    times = {
        i: time
        for i, time in enumerate(recovered)
        if time is not None and starts[i] ** N <= spectrum[i][0]
    }

    @cache
    def below(i: int, level: Fraction) -> int | None:
        return last_step_below(N, spectrum[i], starts[i], eta, level)

    found: list[Plateau] = []
    for time in sorted(set(times.values())):
        inside = [i for i, own in times.items() if own <= time]
        largest = spectrum[inside[0]]
        quiet, stop = Fraction(0), None
        for i in sorted(set(range(len(spectrum))) - set(inside)):
            low, high = spectrum[i]
            power = starts[i] ** N
            if low <= power:
                # w_i moves from a_i^N to max(0, lambda_i) without passing it.
                level, last = max(power, high), None
            else:
                level = delta * min(low, largest[0])
                last = below(i, level)
                last = -1 if last is None else last
            if level > (1 - delta) * largest[0]:
                stop = -1
            quiet += level
            stop = last if stop is None else stop if last is None else min(stop, last)
        if stop is not None and stop < time:
            continue
        others = [sum((spectrum[i][end] for i in inside[1:]), Fraction(0)) for end in (0, 1)]
        bounds = rank_bounds(largest, (others[0], others[1]), quiet, delta)
        found.append(Plateau(len(inside), time, stop, *bounds, tuple(inside)))
    return found
