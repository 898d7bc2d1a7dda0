"""Starts and updates of others: in every arithmetic the same, or refused by name."""

import importlib.util
import sys
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from pathlib import Path

import numpy as np
import pytest

from dmfcheck import (
    DEPTH,
    ETA,
    POSITIVE_EIGENVALUE,
    BadInput,
    Claim,
    Problem,
    Variable,
    check,
    descend,
    predict,
    verify_certificate,
)
from dmfcheck.claims.dynamics_variables import variables_of
from dmfcheck.dynamics.dynamics import Dynamics, classes_of
from dmfcheck.dynamics.floats.matrix import complete
from dmfcheck.dynamics.start import Identical, Start
from dmfcheck.dynamics.updates.descent import Descent
from dmfcheck.dynamics.updates.nesterov import Nesterov
from dmfcheck.dynamics.updates.schedule import Schedule


def _module():
    path = Path(__file__).with_name("own_dynamics.py")
    spec = importlib.util.spec_from_file_location("own_dynamics", path)
    module = sys.modules["own_dynamics"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


own = _module()
STEPS = Variable("steps", "integer", Fraction(1), Fraction(500))
LEVEL = Variable("level", "number")
ETA_AT, PROBLEM = Fraction(1, 40), {"depth": 2, "alpha": "1/10", "eta": "1/10"}
MOMENTA = (own.Thirds, own.Quotients, own.FromNothing)


def below(start, update, factor=0):
    """w(steps) <= level, of the class ``factor`` of the dynamics."""
    dynamics = Dynamics(start, update)

    def margin(a, p, _):
        return p.level - a.run(dynamics, p, p.eigenvalue)[-1][factor]

    return Claim(
        id="own.below",
        statement="f(k) <= level",
        source="derived",
        kind="inequality",
        expected="open",
        variables=(DEPTH, POSITIVE_EIGENVALUE, *variables_of(dynamics), ETA, STEPS, LEVEL),
        margin=margin,
    )


def descended(first, others, depth, steps, update):
    """W_1 after so many steps, from nothing but the loss, rounded to 60 digits at every one."""
    factors = [Fraction(first)] + [Fraction(others)] * (depth - 1)
    before = list(factors)
    for k in range(steps):
        residual = prod(factors) - 1
        eta = ETA_AT / 2 if update is own.Alternating and k % 3 == 0 else ETA_AT
        pulls = [eta * prod(factors[:j] + factors[j + 1 :]) * residual for j in range(len(factors))]
        if update is own.Clipped:
            pulls = [max(pull, Fraction(-1, 64)) for pull in pulls]
        share = Fraction(1, 3) if update in MOMENTA else 0
        moved = [
            f - pull + share * (f - b) for f, pull, b in zip(factors, pulls, before, strict=True)
        ]
        before, factors = factors, [Fraction(round(f * 10**60), 10**60) for f in moved]
    return factors[0]


@pytest.mark.parametrize(("depth", "steps"), [(2, 3), (3, 40), (3, 250)])
@pytest.mark.parametrize(
    ("start", "first", "others"),
    [
        (Identical, Fraction(3, 4), Fraction(3, 4)),
        (own.FirstIsOne, 1, Fraction(3, 4)),
        (own.FirstIsAThird, Fraction(1, 3), Fraction(3, 4)),
    ],
)
@pytest.mark.parametrize("update", [*MOMENTA, own.Alternating, own.Clipped])
def test_what_others_write_is_certified_and_replayed(start, first, others, update, depth, steps):
    claim = below(start, update)
    end = descended(first, others, depth, steps, update)
    point = {"depth": depth, "eigenvalue": 1, "alpha": "3/4", "eta": ETA_AT, "steps": steps}
    if update is own.Alternating:
        point["period"] = 3
    for off, wanted in ((Fraction(1, 10**12), "holds"), (Fraction(-1, 10**12), "refuted")):
        found = claim.examine(**point, level=end + off)
        assert found.name == wanted, found
        again = verify_certificate(found.certificate, claims=[claim])
        assert again.verdict == wanted, again


def test_what_an_update_asks_and_balls_do_not_decide_is_undecided():
    claim = below(Identical, own.HalvedFromAThird)
    point = {"depth": 2, "eigenvalue": 1, "alpha": "1/3", "eta": "1/8"}
    # Exactly: halved once, and below 1/3 from then on.
    exact = claim.examine(**point, steps=1, level="1/5")
    assert exact.name == "holds"
    # Too many steps for exact numbers, and 3 alpha >= 1 is a tie that no ball decides.
    found = claim.examine(**point, steps=30, level="1/5")
    assert found.name == "undecided"
    assert "which balls do not decide" in found.reason
    # Beside the tie it is decided, in more than the first 64 bits where they do not.
    near = claim.examine(
        **point | {"alpha": Fraction(1, 3) + Fraction(1, 10**25)}, steps=30, level=1
    )
    assert near.name == "holds"
    assert near.certificate["bits"] > 64
    assert verify_certificate(near.certificate, claims=[claim]).verdict == "holds"


@pytest.mark.parametrize("counts", [(3,), (1, 2, 1), (-1, 3), (1.0, 1.0), ()])
def test_multiplicities_are_those_of_the_factors(counts):
    @dataclass(frozen=True)
    class Miscounted(Start):
        def classes(self, depth):
            return tuple((1, count) for count in counts)

    with pytest.raises(BadInput, match=r"multiplicities of Miscounted are .* the depth, 2"):
        classes_of(Miscounted(), 2)
    claim = below(Miscounted, Descent)
    with pytest.raises(BadInput, match="multiplicities of Miscounted"):
        claim.examine(depth=2, eigenvalue=1, eta="1/8", steps=2, level=9)


@pytest.mark.parametrize("wrong", ["nesterov", None, Nesterov, 0.5])
def test_what_is_no_update_is_refused(wrong):
    for ask in (predict, check, Problem.from_spectrum):
        with pytest.raises(BadInput, match=r"^update is "):
            ask("2,1", update=wrong, **PROBLEM)
    if wrong is not None:
        with pytest.raises(BadInput, match=r"^update is "):
            descend([[2.0]], [[[0.5]], [[0.5]]], 0.1, 3, update=wrong)


def test_parameters_of_an_update_of_real_matrices_are_numbers():
    start = [[[0.5]], [[0.5]]]
    for wrong in ("1/2", float("nan"), None):
        with pytest.raises(BadInput, match=r"^update momentum "):
            descend([[2.0]], start, 0.1, 3, update=Nesterov(wrong))
    ends = [
        complete(descend([[2.0]], start, 0.1, 9, update=Nesterov(half))).end_to_end[-1]
        for half in (0.5, Fraction(1, 2))
    ]
    assert ends[0] == ends[1]


def test_a_schedule_of_two_rows_is_refused():
    with pytest.raises(BadInput, match="schedule has 2 rows; accepted: 1"):
        check("2,1", update=Schedule((("1/10", "1/10"), ("1", "2"))), **PROBLEM)


def test_integers_of_an_update_are_read_and_stay_integers():
    problem = Problem.from_spectrum("2,1", update=own.Alternating(3), **PROBLEM)
    assert problem.update == own.Alternating(3) == problem.update.converted(float)
    assert isinstance(problem.update.converted(float).period, int)
    claims = check("2,1", update=own.Alternating(3), **PROBLEM).claims
    assert {entry.verdict for entry in claims} == {"holds"}
    for wrong in (0, 10, "x", Fraction(1, 2)):
        with pytest.raises(BadInput, match=r"^period is "):
            Problem.from_spectrum("2,1", update=own.Alternating(wrong), **PROBLEM)


def test_a_parameter_without_a_range_is_refused():
    for ask in (
        lambda: variables_of(Dynamics(Identical, own.Unsaid)),
        lambda: Problem.from_spectrum("2,1", update=own.Unsaid(), **PROBLEM),
    ):
        with pytest.raises(BadInput, match="parameter momentum has no shape and no range"):
            ask()


def test_real_matrices_descend_by_what_others_write():
    target, start = np.array([[2.0, 1.0], [1.0, 2.0]]), [np.eye(2) / 2] * 2
    ends = [
        complete(descend(target, start, 1 / 16, 30, update=update())).end_to_end[-1]
        for update in MOMENTA
    ]
    plain = complete(descend(target, start, 1 / 16, 30)).end_to_end[-1]
    assert max(np.abs(end - ends[0]).max() for end in ends) < 1e-13
    assert np.abs(ends[0] - plain).max() > 1e-3
    with pytest.raises(BadInput, match=r"^update Clipped raises ValueError"):
        descend(target, start, 1 / 16, 30, update=own.Clipped())
    with pytest.raises(BadInput, match=r"^update Clipped raises ValueError"):
        check("2,1", update=own.Clipped(), **PROBLEM)
