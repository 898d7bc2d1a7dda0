"""The claims about targets that are not symmetric must break where they should, and only there."""

from fractions import Fraction

import pytest

from dmfcheck.claims.judge import confirm
from dmfcheck.claims.other_orbits import complex_orbit
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import descend
from dmfcheck.dynamics.balls.complex_orbit import complex_orbit as certified_orbit
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.normal import targets as normal
from dmfcheck.theory.normal.targets_mutants import MUTANTS


def test_every_claim_has_four_mutants():
    for entry in normal.CLAIMS:
        assert sum(mutant.claim_id == entry.id for mutant in MUTANTS) >= 4


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_pairs_follow_the_recursion_of_complex_numbers(depth):
    root = (Fraction(4, 5), Fraction(1, 5))
    values = {"root_real": root[0], "root_imaginary": root[1], "alpha": Fraction(1, 2)}
    values |= {"depth": depth, "eta": Fraction(1, 8), "steps": 3}
    pairs = complex_orbit(Point(values))
    balls = certified_orbit(depth, normal.complex_power(root, depth), "1/2", "1/8", 3, bits=128)
    for (real, imaginary), ball in zip(pairs, balls, strict=True):
        assert abs(ball.real - float(real)) < 1e-14
        assert abs(ball.imag - float(imaginary)) < 1e-14


def test_the_recursion_is_that_of_the_matrix_a_plus_b_j():
    root = (Fraction(3, 5), Fraction(2, 5))
    (real, imaginary), alpha, eta = normal.complex_power(root, 3), Fraction(1, 2), Fraction(1, 4)
    start = ((alpha, Fraction(0)), (Fraction(0), alpha))
    factors = descend([start] * 3, ((real, -imaginary), (imaginary, real)), eta, 2)
    values = {"root_real": root[0], "root_imaginary": root[1], "alpha": alpha}
    x, y = complex_orbit(Point(values | {"depth": 3, "eta": eta, "steps": 2}))[-1]
    assert all(factor == ((x, -y), (y, x)) for factor in factors)


@pytest.mark.parametrize("exponent", range(1, 7))
def test_the_sine_quotient_is_the_imaginary_part_divided(exponent):
    z = (Fraction(3, 4), Fraction(-2, 5))
    assert normal.sine_quotient(z, exponent) == normal.complex_power(z, exponent)[1] / z[1]


@pytest.mark.parametrize(
    ("root", "hypothesis"),
    [((1, 2), "|arg rho| < pi/N"), ((-1, 0), "|arg rho| < pi/N"), ((2, 0), None)],
)
def test_only_principal_roots_are_meant(root, hypothesis):
    principal = claim("normal.principal")
    values = {"root_real": root[0], "root_imaginary": root[1], "alpha": 1, "steps": 3}
    verdict = confirm(principal, principal.point(depth=3, eta="1/200", **values))
    if hypothesis is None:
        assert verdict.name == "holds"
    else:
        assert verdict.which == (hypothesis,)


def test_negative_triangles_are_reached_and_negative_diagonals_are_not():
    negative = claim("nonnormal.limit/negative")
    values = {"depth": 2, "alpha": "1/2", "eta": "1/24", "steps": 800}
    triangle = negative.point(target=[[-1, 1], [0, -2]], **values)
    assert confirm(negative, triangle).name == "holds"
    everywhere = negative.without_hypothesis(normal.NONNORMAL)
    diagonal = everywhere.point(target=[[-1, 0], [0, -2]], **values)
    assert confirm(everywhere, diagonal).name == "refuted"
