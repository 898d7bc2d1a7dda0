"""The judge must tell true from false, and neither from undecided."""

from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.judge import confirm, float_margin
from dmfcheck.theory.ledger import claim, ledger
from dmfcheck.theory.step.identical import CONVERGENT_STEP, MONOTONE_STEP

DEPTH = Variable("depth", "integer", Fraction(2), Fraction(50))
X = Variable("x", "number", Fraction(0), None)


def simple(margin, **changes):
    subject = Claim(
        id="simple",
        statement="",
        source="derived",
        kind="inequality",
        expected="holds",
        variables=(DEPTH, X),
        margin=margin,
    )
    return replace(subject, **changes)


def at(subject, x):
    return confirm(subject, subject.point(depth=2, x=x))


def test_exact_ties_hold_without_balls():
    verdict = at(simple(lambda a, p, c: p.x**2 - Fraction(1, 4)), "1/2")
    assert verdict.name == "holds"
    assert verdict.certificate["margin"] == "0"
    assert verdict.certificate["bits"] == 0


def test_balls_decide_what_float64_cannot():
    tiny = Fraction(1, 10**40)
    subject = simple(lambda a, p, c: a.log(1 + p.x) - a.log(a.number(1 + tiny)))
    assert float_margin(subject, subject.point(depth=2, x=0)) == 0.0
    assert at(subject, 0).name == "refuted"
    assert at(subject, 2 * tiny).name == "holds"


def test_a_transcendental_tie_is_undecided():
    subject = simple(lambda a, p, c: a.log(p.x**2) - 2 * a.log(p.x))
    verdict = at(subject, 3)
    assert verdict.name == "undecided"
    assert "contains 0" in verdict.reason


def test_a_strict_hypothesis_excludes_equality():
    loose = Hypothesis("x >= 1", lambda a, p, c: p.x - 1)
    subject = simple(lambda a, p, c: p.x, hypotheses=(loose,))
    assert at(subject, 1).name == "holds"
    strict = replace(loose, text="x > 1", strict=True)
    verdict = at(replace(subject, hypotheses=(strict,)), 1)
    assert verdict.name == "outside hypotheses"
    assert verdict.which == ("x > 1",)


def test_dropping_a_hypothesis_that_matters_lets_a_refutation_in():
    monotone = claim("step.monotone")
    point = {
        "depth": 2,
        "eigenvalue": 1,
        "alpha": "9/10",
        "eta": "3/4",
        "steps": 2,
    }
    assert monotone.examine(**point).name == "outside hypotheses"
    assert monotone.without_hypothesis(MONOTONE_STEP).examine(**point).name == "refuted"
    with pytest.raises(KeyError):
        monotone.without_hypothesis(CONVERGENT_STEP)


def test_every_false_claim_carries_a_certified_counterexample():
    false_claims = [entry for entry in ledger().values() if entry.expected == "refuted"]
    assert false_claims
    for entry in false_claims:
        for values in entry.counterexamples:
            assert entry.examine(**values).name == "refuted", (entry.id, values)


def test_points_are_validated():
    two_layer = claim("time.two_layer")
    good = {"depth": 2, "eigenvalue": 1, "alpha": "1/10", "eta": "1/8", "fraction": "1/2"}
    assert two_layer.examine(**good).name == "holds"
    for name, value in [("depth", 3), ("eigenvalue", 0), ("fraction", 1), ("alpha", "x")]:
        with pytest.raises(BadInput, match=name):
            two_layer.examine(**{**good, name: value})
    with pytest.raises(BadInput, match="beta is not a parameter"):
        two_layer.examine(**good, beta=1)
    del good["eta"]
    with pytest.raises(BadInput, match="eta is missing"):
        two_layer.examine(**good)
