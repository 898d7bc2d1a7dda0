"""monotone.momentum/order: the induction of its proof, in exact numbers."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

SHARES = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)


def orbit(depth, value, alpha, eta, momentum, steps):
    found = [alpha, alpha]
    for _ in range(steps):
        before, d = found[-2:]
        force = eta * d ** (depth - 1) * (value - d**depth)
        found.append(d + force + momentum * (d - before))
    return found[1:]


@given(st.integers(2, 5), SHARES, SHARES, SHARES, st.integers(1, 3))
def test_distances_and_gaps_keep_the_share_r_of_themselves(depth, r, part, start, steps):
    """lambda = 1 and root^N below it, at the largest step that goes with m = r^2."""
    eta, root = (1 - r) ** 2 / depth, start + (1 - start) * part
    steps = steps if depth < 4 else min(steps, 2)
    first = orbit(depth, Fraction(1), start, eta, r**2, steps)
    second = orbit(depth, root**depth, start, eta, r**2, steps)
    for d, limit in ((first, 1), (second, root)):
        assert all(limit - after >= r * (limit - now) > 0 for now, after in pairwise(d))
    gaps = [one - other for one, other in zip(first, second, strict=True)]
    assert all(after >= r * now >= 0 for now, after in pairwise(gaps))


def test_a_larger_momentum_does_not_keep_it():
    """N = 2, h = 1/8, r = 1/2 is critical; with momentum 9/16 the distance soon keeps less."""
    d = orbit(2, Fraction(1), Fraction(1, 2), Fraction(1, 8), Fraction(9, 16), 6)
    assert any(1 - after < Fraction(3, 4) * (1 - now) for now, after in pairwise(d))
