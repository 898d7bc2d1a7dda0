"""The claims about steps for every sign must break where they should, and only there."""

from fractions import Fraction

import pytest

from dmfcheck.claims.judge import confirm
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.perturbed.sign import STEP
from dmfcheck.theory.step import perturbed as steps
from dmfcheck.theory.step.perturbed_mutants import MUTANTS


def test_every_claim_that_may_hold_has_four_mutants():
    for entry in steps.CLAIMS:
        if entry.expected != "refuted":
            assert sum(mutant.claim_id == entry.id for mutant in MUTANTS) >= 4


@pytest.mark.parametrize("depth", range(2, 51))
def test_the_stretch_is_rounded_up_to_its_last_digit(depth):
    c = steps.stretch(depth)
    below = c - Fraction(1, 10**30)
    assert (below - 1) * below ** (depth - 1) < 1 <= (c - 1) * c ** (depth - 1)


@pytest.mark.parametrize(
    ("depth", "stated"),
    [(2, 0.44721), (3, 0.28469), (4, 0.20820), (5, 0.16396), (6, 0.13519), (10, 0.07950)],
)
def test_the_proved_steps_have_the_stated_digits(depth, stated):
    assert round(float(STEP.stated(depth)), 5) == stated


@pytest.mark.parametrize("depth", range(2, 11))
@pytest.mark.parametrize("sign", [1, -1])
def test_the_last_digit_decides_between_crossing_and_not(depth, sign):
    name = "" if sign > 0 else "/negative"
    constant = steps.POSITIVE_STEP if sign > 0 else steps.NEGATIVE_STEP
    beyond = claim(f"step.perturbed_sharp{'/beyond' if sign > 0 else '/negative_beyond'}")
    witness = next(v for v in beyond.counterexamples if v["depth"] == depth)
    assert confirm(beyond, beyond.point(**witness)).name == "refuted"
    below = claim(f"step.perturbed_sharp{name}")
    values = {**witness, "eta": constant.stated(depth)}
    assert confirm(below, below.point(**values)).name == "holds"


def test_the_bounds_are_met_with_equality():
    perturbed = claim("step.perturbed")
    values = {"depth": 2, "eigenvalue": -4, "alpha": 2, "beta": 1, "steps": 4}
    at_bound = values | {"eta": STEP.stated(2) / 4}
    assert confirm(perturbed, perturbed.point(**at_bound)).name == "holds"
    past = values | {"eta": STEP.stated(2) / 4 + Fraction(1, 10**40)}
    assert confirm(perturbed, perturbed.point(**past)).name == "outside hypotheses"
    quoted = claim("step.quoted")
    strict = {"depth": 2, "eigenvalue": 4, "alpha": 1, "eta": "1/16", "steps": 2}
    assert confirm(quoted, quoted.point(**strict)).name == "outside hypotheses"


def test_small_steps_are_not_there_after_three_thousand_of_them():
    slow = {"depth": 2, "eigenvalue": -1, "alpha": 1, "beta": "1/2", "eta": "1/916", "steps": 3000}
    original = claim("step.perturbed_sharp/convergence")
    assert original.examine(**slow).name == "outside hypotheses"
    assert original.without_hypothesis(steps.HALF_OF_THE_BOUND).examine(**slow).name == "refuted"
