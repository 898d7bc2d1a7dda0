"""Points where something is equal are found, which no random point meets."""

import random
from fractions import Fraction

import pytest
from flint import fmpq, fmpq_poly

from dmfcheck import DEPTH, ETA, POSITIVE_EIGENVALUE, STEPS, Claim, Hypothesis, Variable
from dmfcheck.claims.exact_number import NotExact
from dmfcheck.hunt.equalities.arithmetic import Tracing
from dmfcheck.hunt.equalities.coordinates import Place, admits, simple_values
from dmfcheck.hunt.equalities.lines import crossings, held
from dmfcheck.hunt.equalities.number import LONGEST, MOST_DEGREE, Ratio, Trace, TracedNumber
from dmfcheck.hunt.equalities.stage import LOOKS, equalities
from dmfcheck.hunt.equalities.starts import point_within
from dmfcheck.hunt.equalities.traces import traced
from dmfcheck.hunt.look import FAILS, HOLDS, OUTSIDE, UNKNOWN, look
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.structure import Structure

X = Variable("x", "number", Fraction(0), Fraction(1), open_low=True)
Y = Variable("y", "number", Fraction(0), Fraction(1), open_low=True)
Z = Variable("z", "number", Fraction(0), Fraction(1), open_low=True)
FEW = Variable("few", "integer", Fraction(1), Fraction(5))


def claim_of(margin, variables=(X, Y), hypotheses=(), **more):
    return Claim(
        id="own.equal",
        statement="x",
        source="conjectured",
        kind="inequality",
        expected="open",
        variables=variables,
        margin=margin,
        hypotheses=hypotheses,
        **{"exact": True, **more},
    )


def sought(claim, seeds=range(4)):
    for seed in seeds:
        tally = equalities(Start(claim, Structure((), ()), (), (1, seed)))
        assert tally.evaluations <= LOOKS
        if tally.found is not None:
            return tally.found
    return None


def differ(a, x, y):
    """1 where x != y, -1 where they are equal."""
    return -a.indicator(-a.absolute(x - y))


def test_a_number_remembers_the_ratio_that_it_is_a_value_of():
    a = Tracing(Trace())
    t = a.unknown(Fraction(3))
    value = (t**2 - 1) / (t + 1) + Fraction(1, 2) - 2 * (1 - t) ** -1
    for at in (fmpq(3), fmpq(5, 7)):
        assert value.ratio.at(at) == (at**2 - 1) / (at + 1) + fmpq(1, 2) - 2 / (1 - at)
    assert value.value == value.ratio.at(fmpq(3))


def test_every_comparison_is_noted_in_order_and_answered_by_the_value():
    a = Tracing(Trace())
    t = a.unknown(Fraction(3))
    assert t > 2
    assert Fraction(7, 2) >= t
    assert t != 4
    assert a.minimum(t, a.number(Fraction(1))) == 1
    assert abs(-t) == t
    roots = [ratio.top.roots() for ratio in a.trace.asked[:4]]
    assert [[root for root, _ in found] for found in roots] == [[2], [fmpq(7, 2)], [4], [1]]


def test_what_is_irrational_has_no_ratio_but_a_value_near_it():
    a = Tracing(Trace())
    root = a.root(a.unknown(Fraction(2)), 2)
    assert root.ratio is None
    assert 1.41421 < Fraction(root.numerator, root.denominator) < 1.41422
    assert a.root(a.number(Fraction(4, 9)), 2).ratio.top == fmpq_poly([fmpq(2, 3)])
    assert (root + 1).ratio is None


def test_degrees_bits_and_work_are_bounded():
    trace = Trace()
    t = TracedNumber(fmpq(1, 3), Ratio(fmpq_poly([0, 1])), trace)
    assert (t**MOST_DEGREE).ratio is not None
    assert (t ** (MOST_DEGREE + 1)).ratio is None
    with pytest.raises(NotExact):
        t**LONGEST
    many = [t] * 10**5
    with pytest.raises(NotExact):
        sum(many)


def test_roots_are_exact_and_numbers_between_them_are_admitted():
    place = Place(X)
    found = crossings([Ratio(fmpq_poly([fmpq(1, 3), -1])), Ratio(fmpq_poly([-1, 0, 2]))], place)
    assert [(p.t, p.asked) for p in found if p.asked is not None] == [(Fraction(1, 3), 0)]
    between = [point.t for point in found if point.asked is None]
    # 0, 1/3, 1/sqrt 2, 1
    assert len(between) == 3
    assert between[0] < Fraction(1, 3) < between[1] < Fraction(7071, 10000) < between[2] < 1
    assert all(admits(X, point.t) for point in found)


def test_on_a_curve_the_first_equality_stays():
    claim = claim_of(lambda a, p, c: differ(a, p.x * p.y, Fraction(1, 2)))
    at = {"x": Fraction(2, 3), "y": Fraction(3, 4)}
    asked = traced(claim, at, {Place(X): Ratio(fmpq_poly([0, 1]))}, Fraction(2, 3)).asked
    index = next(i for i, ratio in enumerate(asked) if ratio.at(fmpq(2, 3)) == 0)
    curve = held(claim, at, Place(X), index, Place(Y))
    for y in (fmpq(1, 2), fmpq(4, 5)):
        assert curve[Place(X)].at(y) * y == fmpq(1, 2)


def test_a_start_is_within_the_hypotheses_however_narrow():
    claim = claim_of(
        lambda a, p, c: p.x,
        (X, Y, Z),
        (
            Hypothesis("x = 3y/7", lambda a, p, c: -a.absolute(7 * p.x - 3 * p.y)),
            Hypothesis("y <= 1e-9", lambda a, p, c: 1 - 10**9 * p.y),
            Hypothesis("z > y", lambda a, p, c: p.z - p.y, strict=True),
        ),
    )
    found = [point_within(claim, random.Random(seed)) for seed in range(12)]
    inside = [point for point in found if point is not None]
    assert len(inside) >= 3
    for point in inside:
        assert 7 * point["x"] == 3 * point["y"]
        assert point["z"] > point["y"]
        assert point["y"] <= Fraction(1, 10**9)


def test_a_quick_look_says_what_is_so():
    claim = claim_of(
        lambda a, p, c: p.x - p.y, hypotheses=(Hypothesis("x < 1", lambda a, p, c: 1 - p.x, True),)
    )
    half, third = Fraction(1, 2), Fraction(1, 3)
    assert look(claim, {"x": half, "y": third}).what == HOLDS
    assert look(claim, {"x": third, "y": half}).what == FAILS
    assert look(claim, {"x": Fraction(1), "y": half}).what == OUTSIDE
    assert look(claim, {"x": Fraction(2), "y": half}).what == OUTSIDE
    in_balls = claim_of(lambda a, p, c: a.log(p.x) - a.log(p.y), exact=False)
    seen = look(in_balls, {"x": third, "y": half})
    assert (seen.what, seen.exact) == (FAILS, False)
    assert look(in_balls, {"x": third, "y": third}).what == UNKNOWN


ORBIT = (DEPTH, POSITIVE_EIGENVALUE, Variable("start", "number", Fraction(0), None, open_low=True))


def moved(d, eta, eigenvalue, N):
    return d + eta * d ** (N - 1) * (eigenvalue - d**N)


WRONG = {
    "at an exact value": claim_of(lambda a, p, c: differ(a, 7 * p.x, 3)),
    "at 0 of an entry": claim_of(
        lambda a, p, c: differ(a, p.m[0][1], 0), (Variable("m", "matrix", sizes=(2, 2)),)
    ),
    "at a tie": claim_of(lambda a, p, c: differ(a, p.x, p.y)),
    "at a tie of eigenvalues": claim_of(
        lambda a, p, c: differ(a, p.s[0], p.s[1]),
        (Variable("s", "spectrum", Fraction(0), None, open_low=True, sizes=(2,)),),
    ),
    "where a hypothesis is met with equality": claim_of(
        lambda a, p, c: -a.indicator(3 * p.x - 1 - p.y**2),
        hypotheses=(Hypothesis("x <= (1 + y^2)/3", lambda a, p, c: 1 + p.y**2 - 3 * p.x),),
    ),
    "two at once": claim_of(
        lambda a, p, c: a.maximum(differ(a, 5 * p.x, 2 + p.z), differ(a, p.y, p.x**2 / 3)),
        (X, Y, Z),
    ),
    "alpha^N = lambda": claim_of(lambda a, p, c: differ(a, p.start**p.depth, p.eigenvalue), ORBIT),
    "a level equal to an iterate": claim_of(
        lambda a, p, c: differ(a, moved(p.start, p.eta, p.eigenvalue, p.depth), 2 * p.start),
        (*ORBIT, ETA),
    ),
    "the second iterate is the start": claim_of(
        lambda a, p, c: differ(
            a, moved(moved(p.x, p.y, Fraction(1, 4), 2), p.y, Fraction(1, 4), 2), Fraction(1, 2)
        ),
        (X, Y),
    ),
    "a tie at one depth only": claim_of(
        lambda a, p, c: a.maximum(differ(a, p.x**p.few, p.y), differ(a, p.few, 4)),
        (FEW, X, Y),
    ),
    "a tie of times": claim_of(
        lambda a, p, c: differ(a, a.hitting_time(p) + 0 * p.alpha, 1) if p.fraction != 0 else 1,
        (
            DEPTH,
            POSITIVE_EIGENVALUE,
            Variable("alpha", "number", Fraction(0), Fraction(1), open_low=True),
            ETA,
            Variable("fraction", "number", Fraction(0), Fraction(1), open_low=True, open_high=True),
        ),
        (Hypothesis("alpha^N <= lambda", lambda a, p, c: p.eigenvalue - p.alpha**p.depth),),
    ),
}


@pytest.mark.parametrize("where", WRONG)
def test_a_claim_that_is_wrong_on_a_set_of_measure_0_is_refuted(where):
    found = sought(WRONG[where])
    assert found is not None
    assert WRONG[where].examine(**found.parameters).name == "refuted"


def test_a_true_claim_of_equalities_is_not():
    strict = Hypothesis("x < y", lambda a, p, c: p.y - p.x, strict=True)
    assert (
        sought(claim_of(lambda a, p, c: differ(a, p.x, p.y), hypotheses=(strict,)), [0, 1]) is None
    )


def test_the_same_seed_looks_at_the_same_points():
    claim = claim_of(lambda a, p, c: p.x + p.y)
    one, other = (
        equalities(Start(claim, Structure((), ()), (), (3, 5))).as_json() for _ in range(2)
    )
    assert one == other
    assert one["inside"] > 100


def test_what_has_no_value_or_no_end_is_passed_over(monkeypatch):
    def endless(_a, p, _c):
        x = p.x
        while x < 2:
            x = x / 2
        return x

    def undefined(_a, p, _c):
        return 1 / (p.x - p.x)

    # Nobody waits for balls that halve a number for ever.
    monkeypatch.setattr("dmfcheck.hunt.look.SECONDS", 0.2)
    for margin in (endless, undefined):
        tally = equalities(Start(claim_of(margin), Structure((), ()), (), (1, 1)))
        assert tally.found is None
        assert tally.unknown > 0


def test_simple_values_are_within_the_range():
    narrow = Variable("v", "number", Fraction(5), Fraction(6), open_low=True)
    values = simple_values(narrow)
    assert Fraction(6) in values
    assert Fraction(5) not in values
    assert all(5 < value <= 6 for value in values)
    assert simple_values(STEPS)


def test_a_quotient_of_constants_is_a_number():
    """As in 1/(1 + k): unreduced, every product would double the length of both parts."""
    trace = Trace()
    t = TracedNumber(fmpq(1, 3), Ratio(fmpq_poly([0, 1])), trace)
    x = t
    for k in range(4):
        x = x * (1 + x / (7 + x * 0 + k)) / (1 + k)
    assert x.ratio.bottom.coeffs() == [1]
    assert x.ratio.at(fmpq(1, 3)) == x.value
    inverse = 3 / (2 * t + 4)
    assert inverse.ratio.bottom.coeffs() == [2, 1]
    assert inverse.ratio.top.coeffs() == [fmpq(3, 2)]
