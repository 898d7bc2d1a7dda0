"""Claims, hypotheses and strategies are reached as objects: no text and no name leads to them."""

import json
import subprocess
import sys

import pytest

from dmfcheck.hunt.provider import draw_until
from dmfcheck.hunt.tuned import strategies_for
from dmfcheck.theory.ledger import claim, ledger
from dmfcheck.theory.look import look, looks
from dmfcheck.theory.mutants import mutants

OTHER_TEXTS = """
import itertools, json
from dmfcheck.claims import claim
number, made = itertools.count(), claim.Hypothesis.__init__

def renamed(self, text, margin, strict=False):
    made(self, str(next(number)), margin, strict)

claim.Hypothesis.__init__ = renamed
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.look import looks
from dmfcheck.theory.mutants import mutants
counts = {name: len(one.claim.hypotheses) for name, one in mutants().items()}
counts |= {name: len(one.hypotheses) for name, one in ledger().items()}
assert len({h.text for one in ledger().values() for h in one.hypotheses}) > 100
print(json.dumps([counts, sorted(looks())]))
"""

WITHOUT_HYPOTHESIS = """
import sys
from dmfcheck.theory.look import looks
from dmfcheck.theory.mutants import mutants
looks(), mutants()
print(*sorted({"hypothesis", "numpy", "scipy", "sympy", "numba"} & set(sys.modules)))
"""


def printed(code):
    run = [sys.executable, "-c", code]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout


def test_other_texts_of_hypotheses_change_nothing_else():
    counts, looked = json.loads(printed(OTHER_TEXTS))
    expected = {name: len(one.claim.hypotheses) for name, one in mutants().items()}
    expected |= {name: len(one.hypotheses) for name, one in ledger().items()}
    assert counts == expected
    assert looked == sorted(looks())


def test_mutants_and_strategies_are_listed_without_hypothesis():
    assert printed(WITHOUT_HYPOTHESIS).split() == []


def test_every_claim_but_the_studies_has_its_strategy():
    assert {name for name, one in ledger().items() if one.study is None} == set(looks())
    for name, one in looks().items():
        assert one.claim is claim(name)


@pytest.mark.parametrize("claim_id", sorted(looks()))
def test_a_look_draws_points_of_its_claim(claim_id):
    drawn = []
    draw_until(look(claim_id), lambda values: bool(drawn.append(values)), (0,), 1)
    assert drawn
    claim(claim_id).point(**drawn[0])


def test_a_hunt_begins_at_the_look_of_a_claim_that_is_false_or_open():
    for name, one in looks().items():
        if one.first:
            assert one.claim.expected != "holds", name
    assert repr(strategies_for("monotone.decay")[0]) == repr(look("monotone.decay"))
