"""The functions of the replay against mpmath's own, and against direct counting."""

from fractions import Fraction
from functools import partial

import mpmath
import pytest
from mpmath import iv

from dmfcheck import claim
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import PERTURBED
from dmfcheck.hunt.subject import read_subject
from dmfcheck.replay.intervals import Intervals
from dmfcheck.replay.lacking import Blurred, CannotReplay
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.mutants import mutants


@pytest.mark.parametrize("b", [Fraction(1, 25), Fraction(2, 3), Fraction(1)])
@pytest.mark.parametrize("y", ["0", "1e-30", "0.3", "0.9", "0.99", "0.999999999999"])
def test_the_hypergeometric_series_encloses_the_function(b, y, monkeypatch):
    monkeypatch.setattr(iv, "prec", 200)
    given = iv.mpf(Fraction(y).numerator) / Fraction(y).denominator
    found = Intervals().hypergeometric(b, given)
    with mpmath.workdps(80):
        value = mpmath.hyp2f1(1, mpmath.mpf(b.numerator) / b.denominator, 1 + b, mpmath.mpf(y))
        assert abs(value - found.mid) <= found.delta
    assert found.delta < 1e-40 * found.b


def test_the_series_refuses_what_it_cannot_sum():
    with pytest.raises(CannotReplay, match="terms"):
        Intervals().hypergeometric(Fraction(7, 2), 1 - iv.mpf(10) ** -12)
    with pytest.raises(Blurred):
        Intervals().hypergeometric(Fraction(1, 2), iv.mpf([0.5, 1]))


@pytest.mark.parametrize(
    ("integrand", "bounds", "digits"),
    [
        (lambda a, x: 1 / x, (1, 2), 5),
        (lambda a, x: x**3 - 2 / (3 - x) + a.number(Fraction(2)) * x - (1 - x), (0, 2), 4),
        (lambda a, x: a.exp(x) / (1 + x) - a.log(2 + x), (0, 1), 5),
        (lambda a, x: a.root(1 + x * x, 2) * 3, (2, 0), 4),
        # Without a derivative: rectangles.
        (lambda a, x: a.absolute(x - a.number(Fraction(1, 4))), (0, 1), 1),
        (lambda a, x: a.minimum(x, 1 - x), (0, 1), 1),
    ],
)
def test_a_coarse_quadrature_encloses(integrand, bounds, digits):
    found = Intervals().integral(partial(integrand, Intervals()), *map(iv.mpf, bounds))
    value = mpmath.quad(partial(integrand, Floating()), [bounds[0], 0.25, 0.5, bounds[1]])
    assert found.a - 1e-13 <= value <= found.b + 1e-13
    assert found.delta < mpmath.mpf(10) ** -digits


class Floating:
    """What an integrand asks of its arithmetic, of numbers that are no intervals."""

    exp, log, root = staticmethod(mpmath.exp), staticmethod(mpmath.log), staticmethod(mpmath.root)
    absolute, minimum, number = abs, staticmethod(min), float


def test_a_counterexample_that_few_digits_of_an_integral_do_not_show_is_replayed():
    mutant = mutants()["networks.diagonal/jump~past"].claim
    point = {"depth": 2, "eigenvalue": 1, "alpha": "1/28", "fraction": "1/2"}
    certificate = mutant.examine(**point).certificate
    assert certificate["verdict"] == "refuted"
    assert verify_content(certificate).verdict == "refuted"


def test_a_coarse_quadrature_replays_refutations_and_calls_nothing_forged():
    point = {"depth": 3, "start": "1/3", "level": "1/2"}
    wrong = read_subject("flow.time~series").claim().examine(**point)
    assert verify_content(wrong.certificate).verdict == "refuted"
    right = claim("flow.time").examine(**point)
    assert verify_content(right.certificate).verdict == "undecided"


@pytest.mark.parametrize("depth", [2, 3])
def test_recovery_times_of_negative_eigenvalues_are_counted(depth):
    exact = {
        "depth": depth,
        "eigenvalue": Fraction(-1),
        "alpha": Fraction(1, 2),
        "beta": Fraction(1, 4),
        "eta": Fraction(1, 8),
        "fraction": Fraction(1, 2),
    }
    arithmetic = Intervals()
    counted = arithmetic.negative_recovery_time(Point(exact).converted(arithmetic.number))
    values = Point(exact | {"steps": 200}).converted(float)
    orbit = [p * q ** (depth - 1) for p, q in PERTURBED.orbit(values, -1.0)]
    assert counted == next(k for k, w in enumerate(orbit) if w <= -0.5)


@pytest.mark.parametrize("x", ["-1e30", "-2", "0", "1e-9", "0.3", "1", "7"])
def test_the_arctangent_is_enclosed(x):
    found = Intervals().atan(iv.mpf([mpmath.mpf(x), mpmath.mpf(x) + 1]))
    with mpmath.workdps(40):
        ends = mpmath.atan(mpmath.mpf(float(x))), mpmath.atan(mpmath.mpf(float(x)) + 1)
        assert found.a <= ends[0] <= ends[1] <= found.b
        assert found.delta < ends[1] - ends[0] + 1e-14


def test_an_integral_may_run_backwards():
    """A perturbed start falls to a negative eigenvalue, so the end of its integral is below."""
    point = {"depth": 2, "eigenvalue": -1, "alpha": 1, "beta": "1/2", "time": "1/4"}
    certificate = claim("flow.perturbed").examine(**point).certificate
    assert verify_content(dict(certificate)).verdict == "undecided"


def test_a_level_that_is_the_start_is_reached_at_once():
    start = {"depth": 2, "eigenvalue": Fraction(3), "alpha": Fraction(1), "eta": Fraction(1, 6)}
    arithmetic = Intervals()
    for level, expected in ((Fraction(1, 3), 0), (Fraction(1, 3) + Fraction(1, 10**9), 1)):
        point = Point(start | {"fraction": level}).converted(arithmetic.number)
        assert arithmetic.hitting_time(point) == expected


def test_a_near_miss_of_an_integral_is_refuted_to_a_digit():
    """Off by a tenth of a percent, which few pieces of the integral do not tell to a digit."""
    mutant = mutants()["flow.time~parameter"].claim
    verdict = mutant.examine(depth=3, start="1/3", level="1/2")
    assert verdict.certificate["verdict"] == "refuted"
    assert verify_content(verdict.certificate).verdict == "refuted"


@pytest.mark.parametrize(("wrong", "gap"), [("slow", "1"), ("fast", "1/251")])
def test_a_margin_with_rationals_beside_logarithms_is_replayed(wrong, gap):
    mutant = mutants()[f"networks.reversal/flow~{wrong}"].claim
    certificate = mutant.examine(eigenvalue=1, gap=gap).certificate
    assert certificate["verdict"] == "refuted"
    assert verify_content(certificate).verdict == "refuted"


def test_the_margin_of_paths_has_a_value_in_intervals():
    subject, arithmetic = claim("paths.sharpness"), Intervals()
    point = subject.point(depth=3, paths=["2", "1", "1/3"])
    found = subject.margin(arithmetic, point.converted(arithmetic.number), {})
    assert found > 0
