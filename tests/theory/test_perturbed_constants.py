from fractions import Fraction

import mpmath
import numpy as np
import pytest
from flint import arb, fmpq

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.jets import Jet, variables
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.sharp_witness import verdict_at_witness, with_constant
from dmfcheck.theory.step import perturbed_boxes_sharp as perturbed_boxes
from dmfcheck.theory.step import perturbed_rows_sharp as perturbed_rows
from dmfcheck.theory.step import perturbed_sharp as perturbed

TINY = Fraction(1, 10**40)

SUFFICIENT = (
    ".44721",
    ".28469",
    ".20820",
    ".16396",
    ".13519",
    ".11502",
    ".10009",
    ".08861",
    ".07950",
)
SEARCHED = {
    (2, 1): ".464", (2, -1): ".470", (3, 1): ".296", (3, -1): ".298",
    (4, 1): ".2161", (4, -1): ".2173", (5, 1): ".1698", (5, -1): ".1705",
}  # fmt: skip
CASES = [(2, 1), (2, -1), (3, 1), (3, -1), (5, -1)]
EACH = pytest.mark.parametrize(("depth", "sign"), CASES)


@pytest.mark.parametrize("depth", range(2, 11))
def test_the_algebraic_number_against_mpmath(depth):
    low, high = perturbed.sufficient_step(depth)
    with mpmath.workdps(60):
        c = mpmath.findroot(lambda c: (c - 1) * c ** (depth - 1) - 1, 1.4)
        value = 1 / (c ** (depth - 1) + (depth - 1) / c)
        assert abs(value - mpmath.mpf(low.numerator) / low.denominator) < mpmath.mpf(10) ** -40
    assert 0 < high - low < Fraction(1, 10**40)
    rounded = Fraction(SUFFICIENT[depth - 2])
    assert abs(low - rounded) <= Fraction(1, 2 * 10**5)
    root = perturbed.stretch_root(depth)
    assert [(c - 1) * c ** (depth - 1) < 1 for c in root] == [True, False]


def test_the_number_at_two_layers_is_known():
    low, high = perturbed.sufficient_step(2)
    assert low**2 * 5 < 1 < high**2 * 5


@EACH
def test_the_sharp_step_is_enclosed_to_eleven_digits_and_is_what_a_search_finds(depth, sign):
    found = perturbed.sharp_step(depth, sign)
    assert found.low is not None
    assert 0 < found.high - found.low < Fraction(1, 10**11)
    searched = SEARCHED[depth, sign]
    assert abs(found.high - Fraction(searched)) <= Fraction(6, 10 ** len(searched))
    assert found.low > perturbed.sufficient_step(depth)[1]


def slowest_crossing(depth, sign, eta):
    """Whether some orbit on a float64 grid of starts with M = 1 crosses lambda."""
    share, r = (
        a.ravel() for a in np.meshgrid(np.linspace(1e-6, 0.999, 400), np.linspace(0.05, 1, 39))
    )
    for alpha, size in ((r, np.ones_like(r)), (np.ones_like(r), r)):
        p, q, level = share * alpha, alpha.copy(), sign * size
        w = p * q ** (depth - 1)
        side = np.sign(level - w)
        for _ in range(60):
            e = eta * q ** (depth - 2) * (level - w)
            p, q = p + e * q, q + e * p
            w = p * q ** (depth - 1)
            if np.any((level - w) * side < -1e-9):
                return True
    return False


@EACH
def test_an_independent_grid_of_orbits(depth, sign):
    found = perturbed.sharp_step(depth, sign)
    assert not slowest_crossing(depth, sign, float(found.low))
    assert slowest_crossing(depth, sign, float(found.high) * 1.003)


@EACH
def test_the_witness_refutes_what_the_claim_would_be_with_a_larger_constant(depth, sign):
    found = perturbed_rows.one_sign(depth, sign)
    assert verdict_at_witness(found, found.high + TINY).name == "refuted"
    assert verdict_at_witness(found, found.low).name == "outside hypotheses"
    # The same start at the proved step does not cross: the witness is not one of everything.
    at_low = with_constant(found.claim, found.name, found.low)
    witness = {**found.witness, "eta": str(found.low)}
    assert at_low.examine(**witness).name == "holds"


def test_both_signs_and_the_quoted_step_share_the_smaller_constant():
    for depth in (2, 3):
        both = perturbed_rows.both_signs(depth)
        assert both.high == perturbed.sharp_step(depth, 1).high
        assert both.high < perturbed.sharp_step(depth, -1).low
        assert verdict_at_witness(both, both.high + TINY).name == "refuted"
        quoted = perturbed_rows.quoted_perturbed_step(depth)
        assert (quoted.low, quoted.high) == (both.low, both.high)
        assert quoted.stated == claim("step.quoted_perturbed").constants[0].stated(depth)


@pytest.mark.parametrize(("depth", "times"), [(2, 21), (10, 183)])
def test_the_quoted_step_is_so_many_times_below_the_proved_one(depth, times):
    c = float(perturbed.stretch_root(depth)[0])
    quoted = 1 / (9 * depth * c ** (2 * depth - 2))
    assert round(float(perturbed.sufficient_step(depth)[0]) / quoted) == times


@EACH
def test_nothing_above_the_sharp_step_is_proved(monkeypatch, depth, sign):
    monkeypatch.setattr(perturbed_boxes, "LARGEST_COUNT", 600)
    high = perturbed.sharp_step(depth, sign).high
    low = perturbed.sufficient_step(depth)[0]
    assert not perturbed_boxes.prove_monotone(depth, sign, low, high).complete
    assert not perturbed_boxes.prove_monotone(depth, sign, low, 2 * high).complete
    assert not perturbed_boxes.prove_monotone(depth, sign, high, low).complete


def test_the_lemma_that_ends_an_orbit():
    # Starts with eta S <= 1 from the first step on: random orbits must never cross.
    generator = np.random.default_rng(3)
    for _ in range(300):
        depth = int(generator.integers(2, 7))
        sign = int(generator.choice([-1, 1]))
        q, size = 1.0, float(generator.uniform(0.05, 1))
        p = float(generator.uniform(0, 1))
        delta = q * q - p * p
        Q = max(np.roots([1, -delta, *[0] * (depth - 2), -(size**2)]).real)
        S = Q ** (depth - 1) + (depth - 1) * size**2 / Q
        eta = min(1 / S, 1 / depth)
        w = p * q ** (depth - 1)
        side = np.sign(sign * size - w)
        for _ in range(200):
            e = eta * q ** (depth - 2) * (sign * size - w)
            p, q = p + e * q, q + e * p
            before, w = w, p * q ** (depth - 1)
            assert (sign * size - w) * side >= -1e-12
            assert (w - before) * side >= -1e-15


def test_a_sign_is_1_or_minus_1():
    with pytest.raises(BadInput, match="sign is 0"):
        perturbed.sharp_step(2, 0)
    with pytest.raises(BadInput):
        perturbed_rows.one_sign(11, 1)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("face", ["alpha", "lambda"])
@pytest.mark.parametrize("depth", [2, 3, 5])
def test_an_orbit_of_boxes_holds_the_exact_orbit(depth, sign, face):
    eta, share, r = Fraction(1, 2 * depth), Fraction(1, 5), Fraction(4, 5)
    alpha, level = (r, Fraction(sign)) if face == "alpha" else (Fraction(1), sign * r)
    p, q = share * alpha, alpha
    box = [arb(arb(fmpq(*x.as_integer_ratio())).mid(), 1e-6) for x in (eta, share, r)]
    wide = perturbed_boxes._Orbit(depth, sign, face, variables(box))
    balls = perturbed_boxes._Orbit(depth, sign, face, box)
    for _ in range(2):
        gap = level - p * q ** (depth - 1)
        e = eta * q ** (depth - 2) * gap
        p, q = p + e * q, q + e * p
        factor, in_balls = wide.advance(), balls.advance()
        exact = (level - p * q ** (depth - 1)) / gap
        for enclosed, number in (
            (factor, exact),
            (Jet(in_balls, ()), exact),
            (wide.p, p),
            (wide.q, q),
            (wide.delta, q * q - p * p),
            (wide.gap(), gap * exact * sign),
        ):
            assert enclosed.value.contains(arb(fmpq(*number.as_integer_ratio())))
            assert enclosed.value.rad() < 1e-3
