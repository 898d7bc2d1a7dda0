"""A property test of a claim of one's own, in three lines, and what it says when it fails."""

import subprocess
import sys
from dataclasses import replace

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.testing import examine
from dmfcheck.theory.ledger import claim

SUITE = """
from fractions import Fraction
from hypothesis import given
from dmfcheck import ALPHA, ETA, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable
from dmfcheck.testing import examine

def growing(name, most):
    def margin(a, p, c):
        orbit = a.orbit(p)
        return a.minimum(*(most - after / before for before, after in zip(orbit, orbit[1:])))

    return Claim(
        id=name, statement=rf"\\eta\\lambda \\le 1/2 \\implies d_{{k+1}} \\le {most} d_k",
        source="derived", kind="inequality", expected="holds", exact=True,
        variables=(Variable("depth", "integer", 2, 2), POSITIVE_EIGENVALUE, ALPHA, ETA, FEW),
        hypotheses=(SMALL,), margin=margin,
    )

FEW = Variable("steps", "integer", 1, 3)
SMALL = Hypothesis("eta lambda <= 1/2", lambda a, p, c: 1 - 2 * p.eta * p.eigenvalue)
doubling, slow = growing("my.doubling", 2), growing("my.slow", Fraction(5, 4))

@given(doubling.strategy())
def test_doubling(values):
    examine(doubling, values)

@given(slow.strategy())
def test_slow(values):
    examine(slow, values)
"""


def test_a_property_of_ones_own_passes_or_says_what_fails_where(pytester, monkeypatch):
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist")
    result.assert_outcomes(passed=1, failed=1)
    verdicts = {line.split()[0]: line.split()[1:4] for line in result.outlines if "/" in line}
    assert verdicts["my.doubling"] == ["holds", "swept", "60/60"]
    assert verdicts["my.slow"][0] == "REFUTED"

    said = [line.removeprefix("E").strip() for line in result.outlines if line.startswith("E ")]
    assert any("my.slow fails with certainty (margin -" in line for line in said)
    assert "ηλ ≤ 1/2 ⟹ dₖ₊₁ ≤ 5/4 dₖ" in said
    (where,) = [line for line in said if line.startswith("N = 2, lambda = ")]
    assert "alpha = " in where
    assert "eta = " in where
    assert "my.slow fails by k = 1 (margin -" in where
    start = said.index("from dmfcheck.hunt.subject import read_subject")
    pasted = subprocess.run(
        [sys.executable, "-c", "\n".join(said[start : start + 2])],
        capture_output=True,
        text=True,
        check=True,
    )
    assert pasted.stdout.startswith("Refuted(margin -")


def test_a_claim_is_examined_as_its_id_is():
    preserved = claim("order.preserved")
    values = {"depth": 2, "spectrum": "2,1", "alpha": "1/10", "eta": "1/8", "steps": 1}
    assert examine(preserved, values) is examine("order.preserved", values) is True
    assert examine(preserved, values | {"eta": 1}) is False


def test_what_is_no_claim_is_refused():
    with pytest.raises(BadInput, match="claim is of type int; accepted: a Claim or an id"):
        examine(3, {})
    other = replace(claim("order.preserved"), expected="open")
    with pytest.raises(BadInput, match=r"'order.preserved', a built-in one; accepted: an id of"):
        examine(other, {})
