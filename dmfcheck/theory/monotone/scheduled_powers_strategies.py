"""Where powers of the ratios are tight along schedules: a tiny step before a large one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from math import floor

from dmfcheck.theory.drawing import ONE, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.monotone.scheduled_powers import (
    GROWING_STEPS,
    POWERS,
    SMALL_POWERS,
)
from dmfcheck.theory.monotone.variants_strategies import schedules

MOST_COPIES = 40


@composite
def powered_schedules(draw: Draw) -> Values:
    """A schedule with a power p >= 1/N, or with p from 1/(10N) on and steps that never grow."""
    values: Values = draw(schedules())
    N, (steps,) = values["depth"], values["schedule"]
    if draw(st.booleans()):
        power = st.one_of(st.just(ONE), fractions(ONE, 4, max_denominator=2 * N))
        return values | {"power": draw(power) / N}
    power = fractions(Fraction(1, 10), 1, max_denominator=10)
    return values | {"power": draw(power) / N, "schedule": [sorted(steps, reverse=True)]}


@composite
def growing_schedules(draw: Draw) -> Values:
    """A power p from 1/(10N) on, and steps that fall at will and grow by a factor of 2N at most."""
    values: Values = draw(schedules())
    N, (steps,) = values["depth"], values["schedule"]
    row = [steps[0]]
    for step in steps[1:]:
        row.append(min(step, 2 * N * row[-1]))
    power = fractions(Fraction(1, 10), 1, max_denominator=10)
    return values | {"power": draw(power) / N, "schedule": [row]}


def _growing(N: int, eigenvalue: float, start: float) -> Iterator[tuple[float, float]]:
    """(d(k), phi(k)) along steps 1/N."""
    d = start
    while True:
        phi = d ** (N - 2) * (eigenvalue - d**N)
        yield d, phi
        d += d * phi / N


def _turn(N: int, root: float, start: float, power: float, after: int) -> tuple[int, float]:
    """(steps 1/N until the second grows faster than the first, and ``after`` more, copies).

    copies: of the second for one of the third, with which the sum does not move at first.
    """
    orbits = zip(_growing(N, 1.0, start), _growing(N, root**N, start), strict=False)
    faster = (
        (count, (start / second) ** power * phi_1 / (phi_2 - phi_1))
        for count, ((_, phi_1), (second, phi_2)) in enumerate(islice(orbits, 20))
        if phi_2 > phi_1
    )
    return next(islice(faster, after, None), (20, 1.0))


@composite
def wavering_schedules(draw: Draw, *, least: Fraction = Fraction(1, 10)) -> Values:
    """Steps 1/N until the second eigenvalue grows faster than the first, one tiny, one 1/N.

    The third eigenvalue, alpha^N, does not move. With multiplicities that make the sum of the
    powers (w_i/w_1)^{q/N}, q < 1, rise a little in a tiny step, it falls in the large one after.
    """
    N = draw(st.integers(2, 4))
    q = draw(fractions(least, Fraction(9, 10), max_denominator=10))
    alpha = draw(fractions(Fraction(1, 10), Fraction(4, 5), max_denominator=10))
    root = alpha + (1 - alpha) * draw(fractions(Fraction(1, 2), Fraction(9, 10), max_denominator=5))
    tiny = Fraction(1, N * 10 ** draw(st.integers(4, 6)))
    count, copies = _turn(N, float(root), float(alpha), float(q), draw(st.integers(0, 1)))
    still = min(range(1, MOST_COPIES), key=lambda many: floor(copies * many) + 1 - copies * many)
    middle = min(floor(copies * still) + 1, MOST_COPIES)
    return {
        "depth": N,
        "spectrum": [ONE, *[root**N] * middle, *[alpha**N] * still],
        "alpha": alpha,
        "schedule": [[*[Fraction(1, N)] * count, tiny, Fraction(1, N)]],
        "power": q / N,
    }


@composite
def overshooting_powers(draw: Draw) -> Values:
    """(1, alpha^N), equal steps past 1/N by a tenth at most, and the power 1."""
    N = draw(st.integers(2, 5))
    excess = draw(shares(reach_one=False)) / 10
    alpha = 1 - excess / (3 * N)
    return {
        "depth": N,
        "spectrum": [ONE, alpha**N],
        "alpha": alpha,
        "schedule": [[(1 + excess) / N] * 4],
        "power": ONE,
    }


LOOK = (
    Look(POWERS, powered_schedules),
    Look(GROWING_STEPS, growing_schedules),
    Look(SMALL_POWERS, wavering_schedules, first=True),
)
