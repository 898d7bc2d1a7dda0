"""Hypothesis strategies for plateaus of the effective rank that do begin before they end.

The levels are drawn last: delta' is (just above) the value that w_{L+1} has at a step after K1, so
that both ends of a plateau, and steps at which a bound is nearly attained, are met at any scale.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import DEPTHS, ONE, scales, shares
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.rank.plateau import LEADING_AHEAD, LEADING_LAST, LEADING_LAST_LITERAL, PLATEAU

EXACT_BITS = 3000
"""Exact levels have fewer: Python refuses to print integers of more than 4300 digits."""


@composite
def plateaus(
    draw: Draw,
    depth: Depths = DEPTHS,
    *,
    exponents: tuple[int, ...] = (0, 0, 0, 1, 2),
    least_rank: int = 1,
    most_steps: int = 10**40,
    largest_start: Fraction = ONE,
    largest_delta: Fraction = ONE,
) -> Values:
    """A spectrum >= 0 with ties, a rank L, a start, a step up to h_1 = 1/N, levels and steps.

    alpha^N = share lambda_L 10^-{N e}, e one of ``exponents`` and share <= ``largest_start``. Some
    plateaus last as long again as it took to reach them, some for ever.
    """
    N = draw(depth())
    scale = draw(scales())
    L = draw(st.integers(least_rank, 3))
    roots = [scale]
    for _ in range(L - 1):
        roots.append(roots[-1] * draw(shares()))
    leading = [root**N for root in roots]
    share = draw(st.one_of(st.just(largest_start), shares().map(lambda s: s * largest_start)))
    alpha = below_root(leading[-1] * share, N) / 10 ** draw(st.sampled_from(exponents))
    rest = draw(st.lists(_smaller(leading[-1], alpha**N), max_size=3))
    values: Values = {
        "depth": N,
        "spectrum": sorted(leading + rest, reverse=True),
        "rank": L,
        "alpha": alpha,
        "eta": draw(shares()) / (N * scale ** (2 * N - 2)),
        "steps": draw(st.one_of(st.integers(1, min(50, most_steps)), st.just(most_steps))),
    }
    values["delta"] = min(draw(_deltas(values)), largest_delta)
    values["quiet_level"] = draw(_quiet_levels(values))
    return values


def below_root(power: Fraction, depth: int) -> Fraction:
    """A rational a with a^N <= power, and equality where the root is rational."""
    numerator, denominator = power.numerator, power.denominator
    root = Fraction(_floor_root(numerator, depth), _floor_root(denominator, depth))
    if root**depth == power:
        return root
    scale = 1 << max(0, 80 + (denominator.bit_length() - numerator.bit_length()) // depth)
    return Fraction(_floor_root(numerator * scale**depth // denominator, depth), scale)


def _floor_root(number: int, degree: int) -> int:
    import flint

    return int(flint.fmpz(number).root(degree))


def _smaller(largest: Fraction, start: Fraction) -> st.SearchStrategy[Fraction]:
    """Eigenvalues of the rest: ties with lambda_L, the start itself, 0, and shares of lambda_L."""
    return st.one_of(
        shares().map(lambda share: largest * share),
        st.sampled_from([largest, start, Fraction(0)]),
    )


@composite
def _deltas(draw: Draw, values: Values) -> Fraction:
    """Any delta, or one with w_i(k) (just above) (1-delta) lambda_i at a step k = K_i."""
    delta: Fraction = draw(shares(reach_one=False))
    if draw(st.booleans()):
        return delta
    index = draw(st.integers(0, values["rank"] - 1))
    eigenvalue = values["spectrum"][index]
    step = _recovered(values, index, delta) + draw(st.integers(0, 3))
    reached = _value(values, eigenvalue, step)[0] / eigenvalue
    return 1 - reached if 0 < reached < 1 else delta


@composite
def _quiet_levels(draw: Draw, values: Values) -> Fraction:
    """A level that w_{L+1} does not exceed until some steps after K1, or never."""
    start: Fraction = values["alpha"] ** values["depth"]
    rest: list[Fraction] = values["spectrum"][values["rank"] :]
    following = max(rest[0], start) if rest else start
    if not rest or rest[0] <= start or draw(st.integers(0, 4)) == 0:
        factor: Fraction = draw(st.sampled_from([ONE, Fraction(3, 2)]))
        return following * factor
    first = max(_recovered(values, i, values["delta"]) for i in range(values["rank"]))
    step = first + draw(st.one_of(st.just(0), st.integers(0, 20), st.just(first)))
    return max(start, _value(values, rest[0], step)[1])


def _recovered(values: Values, index: int, delta: Fraction) -> int:
    from dmfcheck.dynamics.balls.hitting_time import hitting_time_original

    eigenvalue = values["spectrum"][index]
    given = (values["depth"], eigenvalue, values["alpha"], values["eta"], 1 - delta)
    return hitting_time_original(*given).hi


def _value(values: Values, eigenvalue: Fraction, step: int) -> tuple[Fraction, Fraction]:
    """Rationals around w(step): the exact value where it has few digits."""
    from dmfcheck.claims.exact import Exact
    from dmfcheck.claims.exact_number import NotExact
    from dmfcheck.claims.point import Point
    from dmfcheck.dynamics.balls.balls import interval
    from dmfcheck.dynamics.balls.value_at import value_at

    if step < 4:
        try:
            exact = Exact().value_at(Point({**values, "eigenvalue": eigenvalue}), step)
        except NotExact:
            pass
        else:
            if exact.denominator.bit_length() < EXACT_BITS:
                return exact, exact
    given = (values["depth"], eigenvalue, values["alpha"], values["eta"], step)
    return interval(value_at(*given, bits=40))


@composite
def leading(
    draw: Draw,
    *,
    exponents: tuple[int, ...] = (0, 0, 1),
    largest_start: Fraction = Fraction(1, 5),
    largest_delta: Fraction = Fraction(1, 2),
    steps: bool = True,
) -> Values:
    """L >= 2, a delta up to the largest, and alpha^N up to a share of lambda_L.

    Judged, if with ``steps``, near K1: many steps later both sides are nearer than precision tells.
    """
    values = draw(
        plateaus(
            exponents=exponents,
            least_rank=2,
            largest_start=largest_start,
            largest_delta=largest_delta,
            most_steps=2,
        )
    )
    names = ["depth", "spectrum", "rank", "alpha", "eta", "delta", *(["steps"] if steps else [])]
    return {name: values[name] for name in names}


@composite
def short_plateaus(draw: Draw) -> Values:
    """Plateaus that a real matrix descent reaches soon: a start near lambda_L, steps near 1/N."""
    N = draw(st.integers(2, 4))
    scale = draw(st.sampled_from([ONE, Fraction(1, 3), Fraction(10)]))
    root = fractions(Fraction(7, 10), ONE, max_denominator=20)
    leading = [ONE, *draw(st.lists(root, max_size=3))]
    rest = draw(st.lists(fractions(0, Fraction(2, 3), max_denominator=12), max_size=3))
    spectrum = sorted(((scale * r) ** N for r in (*leading, *rest)), reverse=True)
    least = min(leading)
    values: Values = {
        "depth": N,
        "spectrum": spectrum,
        "rank": len(leading),
        "alpha": scale * least * draw(fractions(Fraction(1, 3), ONE, max_denominator=12)),
        "eta": draw(fractions(Fraction(1, 4), ONE, max_denominator=8)) / (N * scale ** (2 * N - 2)),
        "delta": draw(fractions(Fraction(1, 20), Fraction(1, 2), max_denominator=20)),
        "steps": 50,
    }
    values["quiet_level"] = draw(_quiet_levels(values))
    return values


@composite
def close_leading(
    draw: Draw,
    *,
    start: Fraction = Fraction(21, 100),
    level: Fraction = Fraction(1, 2),
    step: Fraction = Fraction(1, 3),
    steps: bool = True,
) -> Values:
    """N = 2, two eigenvalues close to each other, alpha^2 / lambda_2 just below ``start``.

    h is near ``step``, and delta puts the level exactly at the first w_2 >= level * lambda_2.
    Without arguments this is where the share 1/5 of rank.leading_last cannot be raised.
    """
    from dmfcheck.claims.exact import Exact
    from dmfcheck.claims.point import Point

    scale = draw(scales())
    second = scale**2 * (1 - Fraction(1, 2 ** draw(st.integers(8, 16))))
    values: Values = {
        "depth": 2,
        "spectrum": [scale**2, second],
        "rank": 2,
        # Few digits, for the exact level below.
        "alpha": scale * Fraction(int(2**12 * float(start) ** 0.5), 2**12),
        "eta": draw(st.sampled_from([ONE, Fraction(99, 100), Fraction(101, 100)]))
        * step
        / scale**2,
    }
    point = Point(values)
    reached = next(w for k in range(9) if (w := Exact().value_at(point, k, 1)) >= level * second)
    values["delta"] = 1 - reached / second
    return values | ({"steps": 1} if steps else {})


@composite
def overshooting_plateaus(draw: Draw) -> Values:
    """h_1 in (1/N, 2/N): w_1 jumps above lambda_1 = 1 at K1 = 1, beside a w_2 that rests."""
    N = draw(st.integers(2, 3))
    alpha = 1 - Fraction(1, 2 ** draw(st.integers(4, 6)))
    return {
        "depth": N,
        "spectrum": [ONE, alpha**N],
        "rank": 2,
        "alpha": alpha,
        "eta": draw(st.sampled_from([Fraction(3, 2), Fraction(7, 4)])) / N,
        "delta": Fraction(1, draw(st.integers(100, 200))),
        "quiet_level": ONE,
        "steps": 1,
    }


@composite
def loud_plateaus(draw: Draw) -> Values:
    """L = 1, recovered at the start, and w_2 falling from alpha^N to a delta' below it."""
    N = draw(DEPTHS())
    alpha = draw(fractions(Fraction(9, 10), Fraction(99, 100), max_denominator=100))
    level = alpha**N / 2 * draw(shares(reach_one=False))
    return {
        "depth": N,
        "spectrum": [ONE, level * draw(st.sampled_from([ONE, Fraction(1, 2), Fraction(0)]))],
        "rank": 1,
        "alpha": alpha,
        "eta": draw(shares()) / N,
        "delta": min(1 - alpha**N, Fraction(1, 2)),
        "quiet_level": level,
        "steps": 1,
    }


@composite
def high_starts(draw: Draw) -> Values:
    """lambda = (1, c) with c <= alpha^N < 1, and (1-delta) exactly w_1 at the first or second step.

    lambda_2 is recovered at the start, lambda_1 later.
    """
    from dmfcheck.claims.exact import Exact
    from dmfcheck.claims.point import Point

    N = draw(st.integers(2, 3))
    alpha = draw(fractions(Fraction(1, 4), Fraction(3, 4), max_denominator=8))
    values: Values = {
        "depth": N,
        "spectrum": [ONE, alpha**N * draw(st.sampled_from([ONE, Fraction(3, 4), Fraction(1, 2)]))],
        "rank": 2,
        "alpha": alpha,
        "eta": draw(fractions(Fraction(1, 8), Fraction(1), max_denominator=8)) / N,
        "quiet_level": ONE,
        "steps": 1,
    }
    reached = Exact().value_at(Point(values), draw(st.integers(1, 2)), 0)
    return values | {"delta": 1 - reached}


@composite
def full_plateaus(draw: Draw) -> Values:
    """L = 1, n = 2, K1 = K2 = 1 or 2, where w_1 = 1-delta and w_2 = delta' exactly."""
    from dmfcheck.claims.exact import Exact
    from dmfcheck.claims.point import Point

    alpha = draw(fractions(Fraction(1, 2), Fraction(7, 8), max_denominator=8))
    second = alpha**2 + (1 - alpha**2) * draw(
        fractions(Fraction(1, 2), Fraction(9, 10), max_denominator=1000)
    )
    values: Values = {
        "depth": 2,
        "spectrum": [ONE, second.limit_denominator(64)],
        "rank": 1,
        "alpha": alpha,
        "eta": draw(st.sampled_from([Fraction(1, 2), Fraction(2, 5), Fraction(1, 3)])),
        "steps": 1,
    }
    step, point = draw(st.integers(1, 2)), Point(values)
    reached, grown = (Exact().value_at(point, step, index) for index in (0, 1))
    return values | {"delta": 1 - reached, "quiet_level": grown}


LOOK = (
    Look(PLATEAU, plateaus),
    Look(LEADING_LAST, partial(leading, steps=False)),
    Look(LEADING_AHEAD, leading),
    Look(LEADING_LAST_LITERAL, partial(leading, largest_start=ONE, largest_delta=ONE), first=True),
)
