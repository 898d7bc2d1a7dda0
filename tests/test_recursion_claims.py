"""A claim about a recursion in SymPy is decided, hunted and replayed from its own numbers."""

import importlib.util
import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
import sympy as sp

import dmfcheck
from dmfcheck import ETA, Claim, Variable, recursion
from dmfcheck.claims.dynamics_variables import variables_of

FILE = Path(__file__).with_name("recursion_claims.py")


def _claims():
    spec = importlib.util.spec_from_file_location("recursion_claims", FILE)
    module = sys.modules["recursion_claims"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


own = _claims()
POINT = {"depth": 2, "eigenvalue": 1, "alpha": "1/2", "m": "1/2", "eta": "1/32", "steps": 2}
OVERSHOOTS = POINT | {"m": "9/10", "eta": "1/8", "steps": 40}


@pytest.mark.parametrize(
    ("point", "verdict", "arithmetic"),
    [
        (POINT, "holds", "exact"),
        (POINT | {"depth": 3, "steps": 40}, "holds", "balls"),
        (OVERSHOOTS, "refuted", "balls"),
    ],
)
def test_it_is_certified_and_replayed(point, verdict, arithmetic):
    found = own.BELOW.examine(**point)
    assert found.name == verdict
    certificate = dict(found.certificate)
    assert (certificate["bits"] == 0) == (arithmetic == "exact")
    assert dmfcheck.verify_certificate(certificate, claims=[own.BELOW]).verdict == verdict


def test_a_rule_with_a_root_is_replayed():
    x, alpha, eta = sp.symbols("x alpha eta")
    rule = recursion({x: x + eta * x / sp.sqrt(x**2 + 1)}, start={x: alpha}, parameters="0 < alpha")
    # It rises by eta x/(x^2 + 1)^(1/2) < eta.
    for most, verdict in ((1, "holds"), (Fraction(1, 2), "refuted")):
        claim = Claim(
            id="own.root",
            statement="a step is less than so much of eta",
            source="derived",
            kind="inequality",
            expected="open",
            variables=(*variables_of(rule), ETA, Variable("steps", "integer", Fraction(1))),
            margin=lambda a, p, _, most=most: a.minimum(
                *(most * p.eta - (y - x) for (x,), (y,) in pairwise(a.run(rule, p, 1)))
            ),
        )
        found = claim.examine(alpha="3/4", eta="1/5", steps=3)
        assert found.name == verdict, found
        replayed = dmfcheck.verify_certificate(dict(found.certificate), claims=[claim])
        assert replayed.verdict == verdict, replayed


def test_a_false_claim_is_hunted_down():
    found = dmfcheck.hunt_claim(own.BELOW, seed=1, seconds=60)
    assert found.name == "refuted"
    assert dmfcheck.verify_certificate(found.certificate, claims=[own.BELOW]).verdict == "refuted"
