from fractions import Fraction

from flint import arb, ctx

from dmfcheck.dynamics.balls.jets import variables
from dmfcheck.theory.sharp import SharpConstant, decimal_down, decimal_up


def test_decimals_are_rounded_outwards():
    for number in (Fraction(2, 3), Fraction(-2, 3), Fraction(1, 8), Fraction(0), Fraction(-7)):
        low, high = (Fraction(f(number, 5)) for f in (decimal_down, decimal_up))
        assert low <= number <= high
        assert high - low <= Fraction(1, 10**5)
        assert (low == high) == (number * 10**5 == int(number * 10**5))


def test_float64_ends_enclose_and_are_tight():
    third = Fraction(1, 3)
    entry = SharpConstant("c", "n", 2, third, third, third, 1, None, "m").as_json()
    low, high = map(Fraction, entry["sharp"])
    assert low < third < high
    assert high - low < Fraction(1, 2**53)


def test_a_missing_end_is_null_and_the_slack_uses_the_other():
    found = SharpConstant("c", "n", 2, Fraction(1), Fraction(1, 2), None, -1, None, "m", "why")
    entry = found.as_json()
    assert entry["sharp"] == [0.5, None]
    assert entry["digits"][1] is None
    assert (entry["slack"], entry["reason"], entry["fails"]) == (2.0, "why", "below")


def test_jets_agree_with_difference_quotients():
    def function(x, y):
        return 1 - x**3 * y + 2 * (x - y) ** 2 * x

    with ctx.workprec(128):
        x, y, h = arb("0.7"), arb("0.4"), arb(2) ** -30
        jet = function(*variables([x, y]))
        assert abs(jet.value - function(x, y)) < 1e-30
        for slope, dx, dy in zip(jet.slopes, (h, 0), (0, h), strict=True):
            quotient = (function(x + dx, y + dy) - function(x - dx, y - dy)) / (2 * h)
            assert abs(slope - quotient) < 1e-15


def test_the_mean_value_bound_is_an_upper_bound():
    with ctx.workprec(64):
        middle, radius = arb(1) / 3, arb(1) / 500
        [x] = variables([arb(middle, radius)])
        bound = (x * (1 - x)).within(middle * (1 - middle), [radius])
        largest = max(
            float((middle + k * radius / 10) * (1 - middle - k * radius / 10))
            for k in range(-10, 11)
        )
        assert largest <= float(bound) < largest + 2e-5
