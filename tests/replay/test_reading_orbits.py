"""The orbits of the second readings against plain recursion in rationals."""

from fractions import Fraction

import pytest
from mpmath import iv, mpf

from dmfcheck.claims.point import Point
from dmfcheck.replay.abel import interval, precision
from dmfcheck.replay.lacking import Blurred, CannotReplay
from dmfcheck.replay.readings import orbits
from dmfcheck.replay.readings.numbers import Enclosed, Exactly, Irrational

F = Fraction


def point(depth, **changed):
    return Point(
        {
            "depth": depth,
            "eigenvalue": F(7, 5),
            "spectrum": (F(7, 5), F(1, 2), F(1, 2), F(-1)),
            "alpha": F(1, 3),
            "beta": F(1, 7),
            "eta": F(1, 9),
            "steps": 3,
        }
        | changed
    )


def plain(depth, eigenvalue, alpha, eta, steps):
    values = [alpha]
    for _ in range(steps):
        d = values[-1]
        values.append(d + eta * d ** (depth - 1) * (eigenvalue - d**depth))
    return values


def factors(depth, eigenvalue, alpha, beta, eta, steps):
    p, q = alpha - beta, alpha
    values = [(p, q, p * q ** (depth - 1))]
    for _ in range(steps):
        gap = eigenvalue - p * q ** (depth - 1)
        p, q = p + eta * q ** (depth - 1) * gap, q + eta * p * q ** (depth - 2) * gap
        values.append((p, q, p * q ** (depth - 1)))
    return values


def fraction(x):
    return Fraction(int(x.p), int(x.q))


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_orbits_and_changes(depth):
    n = Exactly()
    given = point(depth)
    p = given.converted(n.number)
    found = orbits.spectrum_orbits(n, p)
    for eigenvalue, walk in zip(given["spectrum"], found, strict=True):
        expected = plain(depth, eigenvalue, given["alpha"], given["eta"], 3)
        assert list(map(fraction, walk)) == expected
        size = fraction(orbits.change(p, n.number(eigenvalue), walk[1]))
        assert size == expected[2] - expected[1]
    assert found[1] is found[2]
    with pytest.raises(CannotReplay, match="more than"):
        orbits.orbit(n, point(depth, steps=orbits.MOST + 1).converted(n.number), n.number(F(1)))


@pytest.mark.parametrize("depth", [2, 3, 5])
@pytest.mark.parametrize("eigenvalue", [F(7, 5), F(-1)])
def test_perturbed_factors(depth, eigenvalue):
    given = point(depth)
    expected = factors(depth, eigenvalue, given["alpha"], given["beta"], given["eta"], 3)
    n = Exactly()
    found = orbits.perturbed(n, given.converted(n.number), n.number(eigenvalue))
    assert [tuple(map(fraction, triple)) for triple in found] == expected
    with precision(300):
        n = Enclosed()
        found = orbits.perturbed(n, given.converted(n.number), n.number(eigenvalue))
        for triple, exact in zip(found, expected, strict=True):
            for value, number in zip(triple, exact, strict=True):
                assert interval(number) in value
                assert value.delta < mpf(10) ** -60
    with pytest.raises(CannotReplay, match="more than"):
        orbits.perturbed(n, point(depth, steps=orbits.MOST + 1), eigenvalue)


def test_perturbed_factors_at_rest_take_no_digits():
    n = Exactly()
    given = point(2, alpha=F(1), beta=F(1, 2), steps=500).converted(n.number)
    found = orbits.perturbed(n, given, n.number(F(1, 2)))
    assert len(found) == 501
    assert found[-1] == (n.number(F(1, 2)), 1, n.number(F(1, 2)))


@pytest.mark.parametrize("depth", [2, 3])
def test_first_steps(depth):
    given = point(depth)
    walk = [d**depth for d in plain(depth, F(7, 5), F(1, 3), F(1, 9), 4)]
    for n in (Exactly(), Enclosed()):
        for k in range(4):
            # A level that is met exactly, and one just beyond it.
            assert orbits.first_step(n, given, F(7, 5), walk[k]) == (k, k)
            assert orbits.first_step(n, given, F(7, 5), walk[k] + F(1, 10**30)) == (k + 1,) * 2
    level = F(7, 5) * (1 - F(1, 10**6))
    with pytest.raises(Irrational):
        orbits.first_step(Exactly(), given, F(7, 5), level)
    with precision(200):
        converted = given.converted(Enclosed().number)
        first, last = orbits.first_step(Enclosed(), converted, F(7, 5), level)
        assert first == last
        d, k = mpf(1) / 3, 0
        while d**depth < mpf(level.numerator) / level.denominator:
            d += d ** (depth - 1) * (mpf(7) / 5 - d**depth) / 9
            k += 1
        assert k == first


def test_a_level_many_steps_away_is_jumped_to_and_one_without_end_is_not_counted(monkeypatch):
    n = Enclosed()
    slow = point(2, eta=F(1, 10**9))
    asked = []
    monkeypatch.setattr(orbits, "_bracket", lambda *given: asked.append(given) or (7, 9))
    with precision(100):
        assert orbits.first_step(n, slow.converted(n.number), F(7, 5), F(7, 10)) == (7, 9)
        assert asked == [(2, F(7, 5), F(1, 3), F(1, 10**9), F(1, 2))]
        monkeypatch.setattr(orbits, "MOST", 300)
        # About 500 steps are counted.
        nearer = point(2, eta=F(1, 200)).converted(n.number)
        with pytest.raises(CannotReplay, match="more than 300 steps"):
            orbits.first_step(n, nearer, F(7, 5), F(7, 5) * F(9, 10))
    assert len(asked) == 1


def test_a_step_is_known_or_not():
    assert orbits.known_step((4, 4)) == 4
    for step in ((4, 5), (3, 4)):
        with pytest.raises(Blurred):
            orbits.known_step(step)


@pytest.mark.parametrize("eigenvalue", [F(7, 5), F(-1), F(1, 100)])
def test_values_at_a_step(eigenvalue, monkeypatch):
    given = point(3)
    walk = [d**3 for d in plain(3, eigenvalue, F(1, 3), F(1, 9), 3)]
    exactly = Exactly()
    for k in range(4):
        assert (
            fraction(orbits.value(exactly, given.converted(exactly.number), eigenvalue, k))
            == walk[k]
        )
    with pytest.raises(Irrational):
        orbits.value(exactly, given, eigenvalue, orbits.FEW + 1)
    rises = eigenvalue == F(7, 5)
    monkeypatch.setattr(orbits, "COUNTED" if rises else "MOST", 2)
    monkeypatch.setattr(orbits, "_far_value", lambda *_: (mpf(0.25), mpf(0.5)))
    n = Enclosed()
    with precision(200):
        p = given.converted(n.number)
        assert interval(walk[2]) in orbits.value(n, p, eigenvalue, 2)
        far = orbits.value(n, p, eigenvalue, 3)
        unit = interval(eigenvalue) if rises else 1
        assert far == iv.mpf([0.25, 0.5]) * unit
    with precision(orbits.FAR_BITS + 1), pytest.raises(CannotReplay, match="bits"):
        orbits.value(n, given.converted(n.number), eigenvalue, 3)
