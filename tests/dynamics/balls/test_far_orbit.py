"""Far iterates against iteration, and at scales where only their own laws can check them."""

import random
from fractions import Fraction

import pytest
from flint import arb, ctx

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls import far_orbit
from dmfcheck.dynamics.balls.far_orbit import OutOfReach, far_iterate
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original
from dmfcheck.dynamics.balls.orbit import identical_orbit
from dmfcheck.dynamics.balls.precision import ball


def scaled(depth, eigenvalue, alpha, eta, step):
    """x and 1 - x by iteration in balls of many bits."""
    with ctx.workprec(2000):
        d = identical_orbit(depth, eigenvalue, alpha, eta, step, bits=2000)[-1]
        x = d / ball(eigenvalue).root(depth)
        return x, 1 - x


def cases(count):
    generator = random.Random(5)
    for _ in range(count):
        depth = generator.randint(2, 8)
        eigenvalue = Fraction(generator.randint(1, 100), 100)
        share = Fraction(1, generator.choice([1, 2, 20, 40, 1000]))
        alpha = Fraction(generator.randint(1, 99), 100) * Fraction(round(eigenvalue, 2))
        step = generator.choice([0, 1, 2, 17, 300, 2000])
        bits = generator.choice([60, 100, 200])
        yield depth, eigenvalue, max(alpha, Fraction(1, 1000)), share / depth, step, bits


@pytest.mark.parametrize("case", list(cases(120)), ids=str)
def test_it_encloses_what_iteration_gives(case):
    *given, bits = case
    at = far_iterate(*given, bits=bits)
    x, gap = scaled(*given)
    assert at.x.overlaps(x)
    assert at.gap.overlaps(gap)
    # Both parts to relative accuracy, also where x is near 1.
    assert at.x.rad() < 1e-12 * at.x
    assert at.gap.rad() < 1e-12 * abs(at.gap)


@pytest.mark.parametrize("digits", [30, 300])
@pytest.mark.parametrize("depth", [2, 3, 5])
def test_it_agrees_with_certified_hitting_times(depth, digits):
    eta, fraction = Fraction(1, 3 * depth), Fraction(2, 3)
    alpha = Fraction(1, 10**digits)
    K = hitting_time_original(depth, 1, alpha, eta, fraction)
    assert K.exact
    assert far_iterate(depth, 1, alpha, eta, K.lo, bits=64).x ** depth > ball(fraction)
    assert far_iterate(depth, 1, alpha, eta, K.lo - 1, bits=64).x ** depth < ball(fraction)


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_neighbouring_iterates_obey_the_map(depth):
    alpha, eta = Fraction(1, 10**100), Fraction(1, 2 * depth)
    K = hitting_time_original(depth, 1, alpha, eta, Fraction(1, 2)).lo
    for step in (K // 3, K - 1, K + 5, K + 500):
        now, later = (far_iterate(depth, 1, alpha, eta, k, bits=100) for k in (step, step + 1))
        with ctx.workprec(1000):
            image = now.x + ball(eta) * now.x ** (depth - 1) * now.missing(depth)
            shrunk = now.gap - ball(eta) * now.x ** (depth - 1) * now.missing(depth)
        assert image.overlaps(later.x)
        assert shrunk.overlaps(later.gap)


def test_the_gap_keeps_its_digits_when_it_is_far_below_the_precision():
    at = far_iterate(3, 1, "1/2", "1/6", 4000, bits=60)
    # Near 1 every step halves the gap.
    assert arb(2) ** -4050 < at.gap < arb(2) ** -3900
    assert at.gap.rad() < 1e-12 * at.gap


def test_a_start_at_rest_stays():
    at = far_iterate(3, "1/27", "1/3", "1/6", 10**100, bits=60)
    assert at.x == 1
    assert at.gap == 0


def test_what_it_cannot_reach_it_says(monkeypatch):
    monkeypatch.setattr(far_orbit, "WALK_LIMIT", 10)
    with pytest.raises(OutOfReach, match="more than 10 steps"):
        far_iterate(2, 1, "1/7", "3/7", 60, bits=60)
    with pytest.raises(OutOfReach, match="131072"):
        far_iterate(5, 1, "1e-20000", "1/7", 10**10, bits=60)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"eta": "1/2"}, "eta"),
        ({"alpha": 2}, "alpha"),
        ({"eigenvalue": 0}, "eigenvalue"),
        ({"step": -1}, "step"),
        ({"depth": 1}, "depth"),
        ({"bits": 0}, "bits"),
    ],
)
def test_bad_input_is_named(change, named):
    good = {"depth": 3, "eigenvalue": 1, "alpha": "1/2", "eta": "1/4", "step": 3, "bits": 64}
    with pytest.raises(BadInput, match=named):
        far_iterate(**(good | change))


def test_a_wrong_guess_is_not_certified(monkeypatch):
    newton = far_orbit._FarOrbit._newton
    monkeypatch.setattr(
        far_orbit._FarOrbit,
        "_newton",
        lambda self, steps, *rest: newton(self, steps + 1, *rest),
    )
    far_orbit._orbit.cache_clear()
    at = far_iterate(3, 1, "1e-20", "1/4", 10**20, bits=60)
    monkeypatch.undo()
    far_orbit._orbit.cache_clear()
    # The doubt at the guess widens the enclosure until it is certain again.
    right = far_iterate(3, 1, "1e-20", "1/4", 10**20, bits=60)
    assert at.x.overlaps(right.x)
    assert at.x.rad() > 1000 * right.x.rad()


def test_an_enclosure_without_certain_ends_is_refused(monkeypatch):
    far_orbit._orbit.cache_clear()
    newton, growth = far_orbit._FarOrbit._newton, far_orbit._FarOrbit._growth

    def found(self, *arguments):
        at = newton(self, *arguments)
        # From here on the enclosure is made as narrow as if the orbit moved 1e400 times slower.
        monkeypatch.setattr(
            far_orbit._FarOrbit, "_growth", lambda *given: arb(10) ** 400 * growth(*given)
        )
        return at

    monkeypatch.setattr(far_orbit._FarOrbit, "_newton", found)
    with pytest.raises(OutOfReach, match="no enclosure"):
        far_iterate(3, 1, "1e-20", "1/4", 10**20, bits=60)
    far_orbit._orbit.cache_clear()
