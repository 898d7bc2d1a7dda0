"""Plateaus against brute force: scalar orbits at 50 digits, and a descent on real matrices."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.plateaus import plateaus

# spectrum, depth, alpha, eta, delta
CASES = [
    ("3,1", 2, "1/100", "1/20", "1/10"),
    ("3,1,0", 2, "1/100", "1/20", "1/10"),
    ("2,1,1/2,-1", 2, "1/50", "1/8", "1/5"),
    ("1,1,1/4", 3, "1/20", "1/4", "1/10"),
    ("1,3/4,1/2,1/8,1/100", 3, "1/10", "1/4", "3/10"),
    ("1,1/2", 2, "67/100", "1/8", "11/100"),
    ("1,9/10,8/10", 4, "1/4", "1/5", "1/2"),
    ("1,1/4,1/100", 2, "3/10", "1/4", "1/10"),
    ("1,1/2,1/4", 6, "2/5", "1/6", "1/20"),
    ("2,-1,-2", 3, "1/5", "1/10", "1/3"),
    ("5/2", 5, "1/2", "1/40", "1/10"),
    ("1,1/2,1/2", 2, "1/1000", "1/2", "1/100"),
    ("1,1/3", 2, "1/21", "1/4", "1/10"),  # rank 1 rests for a single step
    ("1,1/4", 2, "1/2", "1/8", "1/10"),  # the second eigenvalue rests where it starts
]


def numbers(spectrum):
    return [Fraction(part) for part in spectrum.split(",")]


def exactly(spectrum):
    return [(value, value) for value in numbers(spectrum)]


def found(case):
    spectrum, depth, alpha, eta, delta = case
    return plateaus(
        exactly(spectrum),
        depth=depth,
        alpha=Fraction(alpha),
        eta=Fraction(eta),
        delta=Fraction(delta),
    )


def ball_free(number):
    return mpmath.mpf(number.numerator) / number.denominator


def end_to_end_orbits(spectrum, depth, alpha, eta, steps):
    """w_i(k) as a list over k of lists over i."""
    values = [ball_free(value) for value in numbers(spectrum)]
    d = [ball_free(Fraction(alpha))] * len(values)
    step = ball_free(Fraction(eta))
    orbits = []
    for _ in range(steps):
        orbits.append([entry**depth for entry in d])
        d = [
            entry + step * entry ** (depth - 1) * (value - entry**depth)
            for entry, value in zip(d, values, strict=True)
        ]
    return orbits


def expected(case, orbits):
    """(rank, K1, K2) by the definition, K2 = None where w_{L+1} stays below delta' for ever."""
    spectrum, depth, alpha, _, delta = case
    values, alpha, delta = numbers(spectrum), Fraction(alpha), Fraction(delta)
    intervals = []
    for rank in range(1, len(values) + 1):
        if values[rank - 1] <= 0 or alpha**depth > values[rank - 1]:
            break
        first = next(
            k
            for k, w in enumerate(orbits)
            if all(w[i] >= ball_free((1 - delta) * values[i]) for i in range(rank))
        )
        if rank == len(values) or values[rank] <= alpha**depth:
            intervals.append((rank, first, None))
            continue
        below = [k for k, w in enumerate(orbits) if w[rank] <= ball_free(delta * values[rank])]
        if below and below[-1] >= first:
            intervals.append((rank, first, below[-1]))
    return intervals


@pytest.mark.parametrize("case", CASES, ids=str)
def test_intervals_are_those_of_the_definition(case):
    with mpmath.workdps(50):
        orbits = end_to_end_orbits(*case[:4], steps=3000)
        assert [(p.rank, p.start, p.stop) for p in found(case)] == expected(case, orbits)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_effective_rank_stays_between_the_bounds(case):
    with mpmath.workdps(50):
        orbits = end_to_end_orbits(*case[:4], steps=3000)
        ranks = [sum(map(abs, w)) / max(map(abs, w)) for w in orbits]
        for plateau in found(case):
            last = len(ranks) - 1 if plateau.stop is None else plateau.stop
            for k in range(plateau.start, last + 1):
                assert ball_free(plateau.lower) <= ranks[k] <= ball_free(plateau.upper)


def test_the_cases_have_plateaus_that_end_and_plateaus_that_do_not():
    stops = [plateau.stop for case in CASES for plateau in found(case)]
    assert None in stops
    assert sum(stop is not None for stop in stops) >= 5


def test_both_bounds_are_nearly_attained():
    # Lower: all of the L recovered just now, but the leading one already complete.
    # Upper: nothing but the leading one at its least, w_{L+1} at its most.
    case = ("1,999/1000", 2, "1/1000", "1/1000", "1/10")
    [plateau] = found(case)
    with mpmath.workdps(50):
        w = end_to_end_orbits(*case[:4], steps=plateau.start + 1)[-1]
        rank = float(sum(w) / max(w))
    assert plateau.rank == 2
    assert plateau.lower < rank < plateau.upper
    case = ("1,1/10", 2, "1/100", "1/3", "1/10")
    first = found(case)[0]
    with mpmath.workdps(50):
        w = end_to_end_orbits(*case[:4], steps=first.stop + 1)[-1]
        rank = float(sum(w) / max(w))
    assert 0.7 * (first.upper - 1) < rank - 1 < first.upper - 1


@pytest.mark.parametrize(("depth", "start"), [(2, 0.015625), (3, 0.0625)])
def test_a_real_matrix_descent_rests_where_predicted(depth, start):
    generator = np.random.default_rng(depth)
    basis = np.linalg.qr(generator.normal(size=(4, 4)))[0]
    spectrum = np.array([2.0, 1.0, 0.25, -0.5])
    target = basis @ np.diag(spectrum) @ basis.T
    target = (target + target.T) / 2
    enclosures = [
        (Fraction(value) - Fraction(1, 10**12), Fraction(value) + Fraction(1, 10**12))
        for value in spectrum
    ]
    resting = plateaus(
        enclosures,
        depth=depth,
        alpha=Fraction(start),
        eta=Fraction(1, 20),
        delta=Fraction(1, 10),
    )
    factors = [start * np.eye(4) for _ in range(depth)]
    ranks = []
    for _ in range(max(p.start for p in resting) + 100):
        product = np.linalg.multi_dot([*factors[::-1], np.eye(4)])
        sizes = np.linalg.svd(product, compute_uv=False)
        ranks.append(sizes.sum() / sizes[0])
        error = product - target
        moves = []
        for j in range(depth):
            above, below = np.eye(4), np.eye(4)
            for factor in factors[j + 1 :]:
                above = factor @ above
            for factor in factors[:j]:
                below = factor @ below
            moves.append(above.T @ error @ below.T)
        factors = [factor - 0.05 * move for factor, move in zip(factors, moves, strict=True)]
    assert [p.rank for p in resting] == [1, 2, 3]
    for plateau in resting:
        inside = [rank for k, rank in enumerate(ranks) if plateau.holds_at(k)]
        assert inside
        assert float(plateau.lower) - 1e-9 <= min(inside)
        assert max(inside) <= float(plateau.upper) + 1e-9


@pytest.mark.parametrize("width", [Fraction(1, 10**6), Fraction(1, 150)])
@pytest.mark.parametrize("case", CASES[:9], ids=str)
def test_enclosures_leave_an_interval_inside_the_exact_one(case, width):
    # A step slightly below the stable bound stays below it when the eigenvalues grow.
    spectrum, depth, alpha, eta, delta = case
    eta = str(Fraction(eta) * Fraction(9, 10))
    wide = plateaus(
        [(value - width, value + width) for value in numbers(spectrum)],
        depth=depth,
        alpha=Fraction(alpha),
        eta=Fraction(eta),
        delta=Fraction(delta),
    )
    assert wide
    exact = {p.rank: p for p in found((spectrum, depth, alpha, eta, delta))}
    with mpmath.workdps(50):
        orbits = end_to_end_orbits(spectrum, depth, alpha, eta, steps=2000)
        ranks = [sum(map(abs, w)) / max(map(abs, w)) for w in orbits]
        for plateau in wide:
            inner = exact[plateau.rank]
            assert plateau.start >= inner.start
            assert inner.stop is None or plateau.stop <= inner.stop
            assert plateau.lower <= inner.lower
            low, high = plateau.effective_rank
            assert low <= inner.effective_rank[0] <= high
            for rank in ranks[plateau.start : None if plateau.stop is None else plateau.stop + 1]:
                assert ball_free(plateau.lower) <= rank <= ball_free(plateau.upper)


def test_plateaus_at_a_start_of_1e_300_two_layers():
    # The orbit is short enough to iterate: 1e-300 doubles in a few steps.
    case = ("1,1/2", 2, "1e-300", "1/4", "1/10")
    with mpmath.workdps(50):
        orbits = end_to_end_orbits(*case[:4], steps=7000)
        assert [(p.rank, p.start, p.stop) for p in found(case)] == expected(case, orbits)


def test_plateaus_at_a_start_of_1e_300_three_layers():
    # K = (T(b) - T(x_0))/h + ln(f(b)/f(x_0))/2 + O(1), T(x) = -1/x + int_0^x y/(1-y^3) dy.
    first, second = found(("1,1/2", 3, "1e-300", "1/4", "1/10"))

    def steps(eigenvalue, level):
        root = mpmath.cbrt(eigenvalue)
        x, b = mpmath.mpf(10) ** -300 / root, mpmath.cbrt(level)
        h = mpmath.mpf(1) / 4 * eigenvalue / root * eigenvalue / root
        regular = mpmath.quad(lambda y: y / (1 - y**3), [0, b])
        speed = [y * y * (1 - y**3) for y in (x, b)]
        return (1 / x - 1 / b + regular) / h + mpmath.log(speed[1] / speed[0]) / 2

    with mpmath.workdps(340):
        half, tenth = mpmath.mpf(1) / 2, mpmath.mpf(1) / 10
        assert abs(first.start - steps(mpmath.mpf(1), 1 - tenth)) < 3
        assert abs(first.stop - steps(half, tenth)) < 3
        assert abs(second.start - steps(half, 1 - tenth)) < 3
    assert second.stop is None
    assert len(str(first.start)) == 301


def test_the_bounds_hold_for_every_eigenvalue_of_wide_enclosures():
    wide = [(Fraction(1), Fraction(3, 2)), (Fraction(1, 2), Fraction(3, 4))]
    half = Fraction(1, 2)
    *_, last = plateaus(wide, depth=2, alpha=Fraction(1, 100), eta=Fraction(1, 10), delta=half)
    assert last.rank == 2
    assert last.effective_rank == (1 + half / Fraction(3, 2), 1 + Fraction(3, 4))
    assert last.lower == 1 + half * half / Fraction(3, 2)
    assert last.upper == 1 + Fraction(3, 4) / half


def test_the_level_of_a_plateau_without_end_is_that_of_the_whole_enclosure():
    """alpha^N = 1/4 lies in the enclosure of lambda_2, whose w may rise to its upper end."""
    alpha, eta, delta = Fraction(1, 2), Fraction(1, 10), Fraction(1, 10)
    low, high = Fraction(1, 8), Fraction(3, 8)
    one = (Fraction(1), Fraction(1))
    [only] = plateaus([one, (low, high)], depth=2, alpha=alpha, eta=eta, delta=delta)
    assert (only.rank, only.stop) == (1, None)
    assert only.upper == 1 + high / (1 - delta)
    with mpmath.workdps(50):
        for second in (low, Fraction(1, 4), high):
            orbits = end_to_end_orbits(f"1,{second}", 2, alpha, eta, steps=400)
            ranks = [sum(w) / max(w) for w in orbits]
            assert max(ranks[only.start :]) <= ball_free(only.upper)
        # The upper end is needed: from a level of alpha^N the bound would be passed.
        assert max(ranks[only.start :]) > ball_free(1 + alpha**2 / (1 - delta))


@pytest.mark.parametrize("width", [Fraction(1, 20), Fraction(1, 1000)])
@pytest.mark.parametrize("depth", [2, 3])
def test_a_plateau_without_end_starts_when_every_eigenvalue_of_the_enclosures_is_recovered(
    depth, width
):
    alpha, eta, delta = Fraction(1, 20), Fraction(1, 10), Fraction(1, 10)
    spectrum = [Fraction(3, 2), Fraction(1)]
    wide = [(value - width, value + width) for value in spectrum]
    *_, last = plateaus(wide, depth=depth, alpha=alpha, eta=eta, delta=delta)
    assert (last.rank, last.stop) == (2, None)
    firsts = []
    with mpmath.workdps(50):
        for ends in ([0, 0], [0, 1], [1, 0], [1, 1]):
            chosen = [enclosure[end] for enclosure, end in zip(wide, ends, strict=True)]
            text = ",".join(map(str, chosen))
            orbits = end_to_end_orbits(text, depth, alpha, eta, steps=last.start + 2)
            levels = [ball_free((1 - delta) * value) for value in chosen]
            firsts.append(
                next(
                    k
                    for k, w in enumerate(orbits)
                    if all(x >= level for x, level in zip(w, levels, strict=True))
                )
            )
    # The latest of them has begun; the enclosure costs a few steps and no more.
    assert min(firsts) <= max(firsts) <= last.start <= max(firsts) + 1 + 400 * width


def test_a_plateau_needs_the_start_below_its_eigenvalue():
    # alpha^2 = 1/4 lies between the eigenvalues: rank 1 rests for ever, rank 2 is not listed.
    [only] = found(("1,1/5", 2, "1/2", "1/8", "1/10"))
    assert (only.rank, only.stop) == (1, None)
    assert only.upper == 1 + Fraction(1, 4) / Fraction(9, 10)


def test_a_plateau_holds_from_its_first_to_its_last_step():
    first, second = found(("3,1", 2, "1/100", "1/20", "1/10"))
    steps = range(first.start - 1, first.stop + 2)
    assert [step for step in steps if first.holds_at(step)] == list(steps)[1:-1]
    assert [second.holds_at(second.start + more) for more in (-1, 0, 10**9)] == [False, True, True]


def test_refusals():
    good = {
        "depth": 2,
        "alpha": Fraction(1, 10),
        "eta": Fraction(1, 10),
        "delta": Fraction(1, 10),
    }
    for name, value in [("delta", 0), ("delta", 1), ("eta", 0), ("eta", 1), ("alpha", 0)]:
        with pytest.raises(BadInput, match=f"^{name} "):
            plateaus(exactly("2,1"), **{**good, name: Fraction(value)})
    with pytest.raises(BadInput, match="spectrum is not sorted"):
        plateaus(exactly("1,2"), **good)
