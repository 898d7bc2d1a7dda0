"""Hypothesis strategies for plateaus of the effective rank that do begin before they end.

The levels are drawn last: delta' is (just above) the value that w_{L+1} has at a step after K1, so
that both ends of a plateau, and steps at which a bound is nearly attained, are met at any scale.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from dmfcheck.strategies import DEPTHS, ONE, Draw, Values, scales, shares

EXACT_BITS = 3000
"""Exact levels have fewer: Python refuses to print integers of more than 4300 digits."""


@st.composite
def plateaus(
    draw: Draw,
    depth: st.SearchStrategy[int] = DEPTHS,
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
    N = draw(depth)
    scale = draw(scales())
    L = draw(st.integers(least_rank, 3))
    roots = [scale]
    for _ in range(L - 1):
        roots.append(roots[-1] * draw(shares()))
    leading = [root**N for root in roots]
    share = draw(st.one_of(st.just(largest_start), shares().map(lambda s: s * largest_start)))
    alpha = _below_root(leading[-1] * share, N) / 10 ** draw(st.sampled_from(exponents))
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


def _below_root(power: Fraction, depth: int) -> Fraction:
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


@st.composite
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


@st.composite
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
    from dmfcheck.certified.hitting_time import hitting_time_original

    eigenvalue = values["spectrum"][index]
    given = (values["depth"], eigenvalue, values["alpha"], values["eta"], 1 - delta)
    return hitting_time_original(*given).hi


def _value(values: Values, eigenvalue: Fraction, step: int) -> tuple[Fraction, Fraction]:
    """Rationals around w(step): the exact value where it has few digits."""
    from dmfcheck.certified.balls import interval
    from dmfcheck.certified.value_at import value_at
    from dmfcheck.claims.arithmetic import Exact, NotExact
    from dmfcheck.claims.point import Point

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


@st.composite
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


@st.composite
def early_leading(draw: Draw, share: Fraction = ONE) -> Values:
    """N = 2, a much larger eigenvalue before lambda_L, alpha^2 = share (1-delta) lambda_L / delta.

    lambda_L is recovered at the start, or soon, so the larger one is last; delta' is just so large
    that alpha = a_0.
    """
    scale = draw(scales())
    ratio = draw(st.integers(2, 20))
    following = scale**2 * draw(st.fractions(Fraction(1, 4), Fraction(3, 4), max_denominator=8))
    delta = draw(st.fractions(Fraction(3, 5), Fraction(99, 100), max_denominator=100))
    values: Values = {
        "depth": 2,
        "spectrum": ((scale * ratio) ** 2, scale**2, following),
        "rank": 2,
        "delta": delta,
        "eta": draw(shares()) / (2 * (scale * ratio) ** 2),
        "alpha": _below_root(share * (1 - delta) / delta * scale**2, 2),
    }
    level = min(_smallest_level(values, values["alpha"] ** 2, None), 1 - Fraction(1, 2**20))
    return values | {"quiet_level": following * level}


Formula = Callable[[Any, Any], Any]
"""(arithmetic, point) -> a_0, whatever the point's alpha is."""


@st.composite
def windows(
    draw: Draw,
    depth: st.SearchStrategy[int] = DEPTHS,
    *,
    formula: Formula | None = None,
    leading_share: Fraction | None = Fraction(8, 27),
) -> Values:
    """alpha at, or a share below, the a_0 of rank.window or of another ``formula`` for it.

    N = 2: alpha^2 <= leading_share (1-delta) lambda_L / delta as well, unless that is None; and for
    some of the points equality there comes first and delta' is as small as it then can be.
    """
    N = draw(depth)
    scale = draw(scales())
    ratio = st.one_of(
        st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=50),
        st.integers(1, 6).map(lambda j: 1 - Fraction(1, 2**j)),
    )
    earlier = [scale / draw(shares()) for _ in range(draw(st.integers(0, 2)))]
    following = scale**N * draw(ratio)
    values: Values = {
        "depth": N,
        "spectrum": tuple(sorted((root**N for root in (*earlier, scale)), reverse=True)),
        "rank": len(earlier) + 1,
        "delta": draw(shares(reach_one=False)),
        "quiet_level": following * draw(shares(reach_one=False)),
        "eta": draw(shares()) / (N * max(scale, *earlier, scale) ** (2 * N - 2)),
    }
    values["spectrum"] = (*values["spectrum"], following)
    start = draw(st.one_of(st.just(ONE), shares()))
    if N == 2 and leading_share is not None:
        largest = leading_share * (1 - values["delta"]) / values["delta"] * scale**2
        level = _smallest_level(values, largest, formula) if draw(st.booleans()) else ONE
        if level < 1:
            values["quiet_level"] = following * level
        bound = _below_root(largest, 2)
        return values | {"alpha": start * min(bound, _largest_start(values, formula))}
    return values | {"alpha": start * _largest_start(values, formula)}


def _largest_start(values: Values, formula: Formula | None) -> Fraction:
    """The largest rational of 60 bits that is at most a_0."""
    from flint import arb, ctx

    from dmfcheck.certified.balls import interval

    with ctx.workprec(256):
        a_0 = arb(_evaluated(values, formula))
    with ctx.workprec(60):
        return interval(a_0.lower())[0]


def _smallest_level(values: Values, square: Fraction, formula: Formula | None) -> Fraction:
    """A share of lambda_{L+1}, near the least delta' for which a_0^2 is above ``square``.

    1 or more if there is none below lambda_{L+1}: a_0^2 is a power of delta' for N = 2.
    """
    from flint import arb, ctx

    from dmfcheck.certified.balls import interval

    following = values["spectrum"][-1]
    with ctx.workprec(256):
        ends = [
            2 * arb(_evaluated(values | {"quiet_level": following * share}, formula)).log()
            for share in (ONE, Fraction(1, 2))
        ]
        power = (ends[0] - ends[1]) / arb(2).log()
        wanted = arb(square.numerator).log() - arb(square.denominator).log()
        share = ((wanted - ends[0]) / power).exp() * (1 + arb(2) ** -50)
        if not share < 1:
            return ONE
    with ctx.workprec(60):
        return interval(share.upper())[1]


def _evaluated(values: Values, formula: Formula | None) -> Any:
    from dmfcheck.claims.ball_point import BallPoint
    from dmfcheck.claims.families.rank_window import stated_start
    from dmfcheck.claims.point import Point

    balls = BallPoint()
    point = Point(values | {"alpha": ONE}).converted(balls.number)
    return (formula or stated_start)(balls, point)
