"""A claim about a recursion in SymPy is decided, hunted and replayed from its own numbers."""

import importlib.util
import sys
from pathlib import Path

import pytest

import dmfcheck

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


def test_a_false_claim_is_hunted_down():
    found = dmfcheck.hunt_claim(own.BELOW, seed=1, seconds=60)
    assert found.name == "refuted"
    assert dmfcheck.verify_certificate(found.certificate, claims=[own.BELOW]).verdict == "refuted"
