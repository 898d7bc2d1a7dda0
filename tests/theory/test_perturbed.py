"""The claims about perturbed starts must break where they should, and only there."""

from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest

from dmfcheck.claims.exact import Exact
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.claims.judge import confirm
from dmfcheck.claims.point import Point
from dmfcheck.dynamics.dynamics import PLAIN
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.perturbed import sign as perturbed
from dmfcheck.theory.perturbed import time as perturbed_time
from dmfcheck.theory.perturbed.sign_mutants import MUTANTS as SIGN_MUTANTS
from dmfcheck.theory.perturbed.time_mutants import MUTANTS as TIME_MUTANTS

MUTANTS = (*SIGN_MUTANTS, *TIME_MUTANTS)

START = {"depth": 3, "eigenvalue": -1, "alpha": 1, "beta": "1/2", "eta": "1/8", "steps": 5}
RECOVERY = {
    "depth": 2,
    "eigenvalue": -1,
    "alpha": "1/2",
    "beta": "1/100",
    "eta": "1/8",
    "fraction": "1/2",
}


def test_every_claim_has_four_mutants():
    for family in (perturbed, perturbed_time):
        for entry in family.CLAIMS:
            assert sum(mutant.claim_id == entry.id for mutant in MUTANTS) >= 4


@pytest.mark.parametrize("depth", [2, 3, 4, 6])
@pytest.mark.parametrize("eigenvalue", [Fraction(2), Fraction(0), Fraction(-3, 2)])
def test_contraction_factors_are_the_quotients_of_distances(depth, eigenvalue):
    eta = Fraction(1, 20)
    values = {"depth": depth, "alpha": Fraction(1), "beta": Fraction(1, 3), "eta": eta, "steps": 3}
    orbit = Exact().perturbed_orbit(Point(values | {"eigenvalue": eigenvalue}))
    factors = perturbed.contraction_factors(depth, eigenvalue, eta, orbit)
    for factor, (before, after) in zip(factors, pairwise(orbit), strict=True):
        assert factor == (after[2] - eigenvalue) / (before[2] - eigenvalue)


@pytest.mark.parametrize("power", range(6))
def test_the_sine_integral_is_the_quotient_of_gamma_functions(power):
    found = perturbed_time.sine_integral(FloatBatch(), power)[0]
    expected = mpmath.sqrt(mpmath.pi) * mpmath.gamma((power + 1) / 2) / mpmath.gamma(power / 2 + 1)
    assert abs(found - float(expected)) < 1e-12


@pytest.mark.parametrize("depth", [3, 4, 7])
def test_kappa_is_enclosed(depth):
    values = {"depth": depth, "eigenvalue": -1.0, "alpha": 1.0, "beta": 0.5, "eta": 0.1}
    low, high = perturbed_time.kappa(FloatBatch(), Point(values | {"steps": 1}))
    orbit = [d for (d,) in PLAIN.orbit(values | {"steps": 200_000}, -1.0)]
    product = 1.0
    for before, after in pairwise(orbit):
        product *= 1 - (1 - after / before) ** 2
    assert low < product < high
    assert high / low < 1.02


def test_exact_margins_of_the_invariant_vanish():
    invariant = claim("perturbed.invariant")
    point = invariant.point(**START | {"steps": 3})
    assert invariant.margin(Exact(), point, {}) == 0


@pytest.mark.parametrize(
    ("claim_id", "values", "hypothesis"),
    [
        ("perturbed.sign", START | {"beta": 1}, "beta < alpha"),
        ("perturbed.sign", START | {"eta": "3/10"}, "eta <= 1/(L_N M^{2N-2})"),
        ("perturbed.time", RECOVERY | {"fraction": "9999999/10000000", "beta": "1/4"}, None),
    ],
)
def test_nothing_is_claimed_outside_the_hypotheses(claim_id, values, hypothesis):
    subject = claim(claim_id)
    verdict = confirm(subject, subject.point(**values))
    assert verdict.name == "outside hypotheses"
    assert verdict.which == (hypothesis or "beta (2 alpha - beta) <= 2 l sqrt(1 - theta^2)",)


@pytest.mark.parametrize("exponent", [3, 30, 300, 3000])
def test_recovery_times_are_bounded_at_every_scale(exponent):
    for claim_id in ("perturbed.time", "perturbed.time/sharper"):
        subject = claim(claim_id)
        values = RECOVERY | {"beta": Fraction(1, 10**exponent)}
        assert confirm(subject, subject.point(**values)).name == "holds"
