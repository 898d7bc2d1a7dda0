"""The dynamics of both arithmetics of the replay are those of the claims' exact arithmetic."""

from fractions import Fraction

import pytest
from flint import ctx
from mpmath import iv, mpf

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import PERTURBED, PLAIN
from dmfcheck.replay.abel import interval, precision
from dmfcheck.replay.exact import NotRational, Number
from dmfcheck.replay.intervals import Intervals, Unscaled
from dmfcheck.replay.rationals import BIT_LIMIT, FEW_STEPS, QUOTIENT_BITS, STEP_LIMIT, Rationals
from dmfcheck.theory.monotone.orbits import DECAYED, HEAVY_BALL, SCHEDULED

F = Fraction
TARGET = ((F(1), F(1, 3)), (F(-1, 2), F(2)))


def point(depth):
    """lambda^{1/N} = 3/2 is rational."""
    return Point(
        {
            "depth": depth,
            "eigenvalue": F(3, 2) ** depth,
            "spectrum": (F(3, 2) ** depth, F(1), F(-1, 3)),
            "alpha": F(2, 3),
            "beta": F(1, 5),
            "eta": F(1, 9),
            "momentum": F(1, 4),
            "decay": F(1, 7),
            "root_real": F(3, 5),
            "root_imaginary": F(4, 5),
            "fraction": F(1, 2),
            "target": TARGET,
            "schedule": ((F(1, 9), F(1, 18), F(1, 3)),),
            "steps": 2,
        }
    )


def matrices(a, depth):
    rows = [[[F(i + j + k, 5 + i) for k in range(2)] for j in range(2)] for i in range(depth)]
    return [tuple(tuple(map(a.number, row)) for row in matrix) for matrix in rows]


ASKED = {
    "orbit": lambda a, p: [a.orbit(p), a.orbit(p, 2), a.run(PLAIN, p, p.spectrum[1])],
    "perturbed": lambda a, p: [
        a.perturbed_orbit(p),
        a.perturbed_orbit(p, 2),
        a.run(PERTURBED, p, p.spectrum[1]),
    ],
    "scheduled": lambda a, p: a.run(SCHEDULED, p, p.eigenvalue),
    "heavy_ball": lambda a, p: a.run(HEAVY_BALL, p, p.eigenvalue),
    "decayed": lambda a, p: a.run(DECAYED, p, p.eigenvalue),
    "complex": lambda a, p: a.complex_orbit(p),
    "end_to_end": lambda a, p: a.end_to_end(p, 1),
    "identical_end_to_end": lambda a, p: a.end_to_end(
        Point({k: v for k, v in point(p.depth).items() if k != "beta"}).converted(a.number), 1
    ),
    "iterate_at": lambda a, p: [a.iterate_at(p, 1), a.iterate_at(p, 2, 1)],
    "value_at": lambda a, p: [a.value_at(p, a.number(F(k)), 1) for k in (0, 1, 2)],
    "scaled": lambda a, p: a.scaled(p),
    "contractions": lambda a, p: a.contractions(p),
    "descend": lambda a, p: a.descend(matrices(a, p.depth), p.target, p.eta, 2),
    "gradients": lambda a, p: a.gradients(matrices(a, p.depth), p.target),
    "end_to_end_matrix": lambda a, p: a.end_to_end_matrix(p),
    "extremes": lambda a, p: [
        a.minimum(p.alpha, p.eta, p.beta),
        a.maximum(p.eta, p.alpha, p.beta),
        a.absolute(p.spectrum[2]),
        [a.indicator(x) for x in (p.alpha, p.spectrum[2])],
    ],
    "constant": lambda a, p: a.constant_orbit(3, 2),
    "hitting_time": lambda a, p: a.hitting_time(p.replaced(steps=9)),
}


def flat(value):
    if isinstance(value, list | tuple):
        return [number for entry in value for number in flat(entry)]
    return [value]


@pytest.mark.parametrize("depth", [2, 3, 4])
@pytest.mark.parametrize("name", list(ASKED))
def test_it_is_the_same_in_every_arithmetic(name, depth):
    exact = Exact()
    expected = flat(ASKED[name](exact, point(depth).converted(exact.number)))
    expected = [Fraction(value) for value in expected]
    rationals = Rationals()
    found = flat(ASKED[name](rationals, point(depth).converted(rationals.number)))
    assert [Number(value).fraction() for value in found] == expected
    with precision(200):
        intervals = Intervals()
        enclosed = flat(ASKED[name](intervals, point(depth).converted(intervals.number)))
        for value, number in zip(enclosed, expected, strict=True):
            apart = iv.mpf(value) - interval(number)
            assert 0 in apart
            assert abs(apart).b < mpf(10) ** -40


def test_equal_numbers_are_compared_in_units_of_each_arithmetic():
    rationals, intervals = Rationals(), Intervals()
    assert (rationals.compared, intervals.compared) == (False, False)
    assert rationals.indicator(Number(F(0))) == 1
    assert intervals.indicator(iv.mpf(0)) == 1
    assert -1 in intervals.indicator(iv.mpf([-1, 0]))
    assert rationals.equal(Number(F(3)), Number(F(1)), Number(F(4))) == F(-1, 2)
    with precision(200):
        found = intervals.equal(iv.mpf(1) + iv.mpf(10) ** -25, iv.mpf(1), iv.mpf(2))
        assert abs(found - iv.mpf(0.5)).b < 1e-20
    assert (rationals.compared, intervals.compared) == (True, True)
    unscaled = Unscaled()
    assert unscaled.equal(iv.mpf(3), iv.mpf(1), iv.mpf(4)) == mpf(-0.5)
    assert unscaled.compared


def test_rationals_are_followed_up_to_limits():
    rationals = Rationals()
    given = point(2).converted(rationals.number)
    assert (
        rationals.value_at(given.replaced(alpha=Number(F(1)), eigenvalue=Number(F(1))), FEW_STEPS)
        == 1
    )
    for step in (FEW_STEPS + 1, F(1, 2), -1):
        with pytest.raises(NotRational, match="a few steps"):
            rationals.value_at(given, step)
    assert len(rationals.constant_orbit(1, STEP_LIMIT)) == STEP_LIMIT + 1
    with pytest.raises(NotRational, match="too many steps"):
        rationals.constant_orbit(1, STEP_LIMIT + 1)
    long = Number(F(1, 2 ** (2 * BIT_LIMIT)))
    with pytest.raises(NotRational, match="too many digits"):
        rationals.followed(iter([Number(F(1)), long]), 1)
    assert rationals.followed(iter([Number(F(1)), long]), 0) == [1]
    # 2 bits, thrice as many a step: 2 * 3^7 = 4374 and 2 * 3^8 = 13122.
    assert 4374 <= QUOTIENT_BITS < 13122
    assert rationals.require_few(2, 7, F(1)) is None
    with pytest.raises(NotRational, match="quotients"):
        rationals.require_few(2, 8, F(1))
    small = [((Number(F(1)),),)] * 2
    # 160,000 bits: 2 * 3^10 = 118,098 are within, 2 * 3^11 are not.
    assert 2 * 3**10 <= 2 * BIT_LIMIT < 2 * 3**11
    one = ((Number(F(1)),),)
    assert rationals.descend(small, one, Number(F(1)), 10) == small
    with pytest.raises(NotRational, match="a matrix of too many digits"):
        rationals.descend(small, one, Number(F(1)), 11)


def test_the_only_rational_values_of_functions():
    for a in (Exact(), Rationals()):
        zero, one = a.number(F(0)), a.number(F(1))
        assert [a.log(one), a.exp(zero), a.atan(zero)] == [0, 1, 0]
        for function in (a.log, a.exp, a.atan):
            with pytest.raises(ArithmeticError):
                function(a.number(F(1, 2)))


@pytest.mark.parametrize("depth", [2, 3])
def test_an_iterate_in_balls_is_the_exact_one(depth):
    balls, exact = BallPoint(), Exact()
    given = Point(dict(point(depth)) | {"eta": F(1, 99)})
    with ctx.workprec(100):
        found = balls.iterate_at(given.converted(balls.number), 2)
        expected = exact.iterate_at(given.converted(exact.number), 2)
        for ball, number in zip(found, map(Fraction, expected), strict=True):
            assert (ball - balls.number(number)).contains(0)
            assert ball.rad() < 1e-20
