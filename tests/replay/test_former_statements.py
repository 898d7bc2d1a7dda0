"""Certificates of an earlier wording replay where it says the same, and nowhere else."""

import pytest

from dmfcheck import claim
from dmfcheck.replay.reading import digest
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants

TRUE = {
    "step.convergent": [
        {"depth": 2, "eigenvalue": 1, "alpha": "1/2", "eta": "9/10", "steps": 5},
        {"depth": 3, "eigenvalue": 2, "alpha": "1/2", "eta": "1/10", "steps": 40},
    ],
    "monotone.rank/any_power": [
        {
            "depth": 12,
            "spectrum": ["1", "1/2"],
            "alpha": "1/10",
            "eta": "1/12",
            "steps": 5,
            "power": "1/24",
        }
    ],
    "monotone.from_above/two_layers": [
        {
            "depth": 2,
            "spectrum": ["1", "1/2", "-1/20"],
            "alpha": "3/10",
            "eta": "1/10",
            "steps": 121,
        }
    ],
}


def as_worded(certificate, statement):
    content = dict(certificate) | {"statement": statement}
    return content | {"digest": digest(content)}


def test_these_claims_had_another_wording():
    assert {name for name, known in ledger().items() if known.former} == set(TRUE)


@pytest.mark.parametrize(("name", "values"), [(n, v) for n, points in TRUE.items() for v in points])
def test_true_certificates_of_it_replay(name, values):
    subject = claim(name)
    certificate = subject.examine(**values).certificate
    (former,) = subject.former
    for statement in (subject.statement, former.statement):
        replay = verify_content(as_worded(certificate, statement))
        assert replay.verdict == certificate["verdict"] == "holds", replay.reason
    assert verify_content(as_worded(certificate, former.statement + " ")).verdict == "rejected"


@pytest.mark.parametrize("steps", [2, 3, 10])
def test_where_an_orbit_arrives_the_earlier_wording_was_false(steps):
    """x_1 = 1 exactly, and |1 - x_3| < |1 - x_1| is not so."""
    subject = claim("step.convergent")
    values = {"depth": 2, "eigenvalue": 1, "alpha": "2/3", "eta": "9/10", "steps": steps}
    certificate = subject.examine(**values).certificate
    replay = verify_content(as_worded(certificate, subject.former[0].statement))
    assert (replay.verdict, replay.reason) == ("rejected", "the hypothesis x_k != 1 fails")


def test_the_earlier_wording_of_every_power_ended_at_twelve_factors():
    subject = claim("monotone.rank/any_power")
    values = TRUE[subject.id][0] | {"depth": 13, "eta": "1/13"}
    certificate = subject.examine(**values).certificate
    replay = verify_content(as_worded(certificate, subject.former[0].statement))
    assert (replay.verdict, replay.reason) == ("rejected", "the hypothesis N <= 12 fails")


def test_with_an_eigenvalue_zero_the_earlier_wording_was_false():
    values = {"depth": 2, "spectrum": "1,1/10,0,-1", "alpha": "1/4", "eta": "1/4", "steps": 100}
    wrong = mutants()["monotone.from_above/two_layers~zero"].claim
    subject = claim("monotone.from_above/two_layers")
    content = dict(wrong.examine(**values).certificate) | {"claim": subject.id}
    for verdict in ("holds", "refuted"):
        forged = as_worded(content | {"verdict": verdict}, subject.former[0].statement)
        assert verify_content(forged).verdict == "rejected"
