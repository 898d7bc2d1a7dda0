"""A statement read a second time: it agrees with true margins, and wrong ones are noticed."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dmfcheck import claim
from dmfcheck.claims.judge import confirm
from dmfcheck.claims.point import Point
from dmfcheck.replay.readings.catalogue import readings
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.ledger import ledger, standing_in
from dmfcheck.theory.mutants import mutants

CASES = json.loads((Path(__file__).parent / "readings.json").read_text(encoding="utf-8"))
"""By claim: a point within the hypotheses; what is multiplied there so that its margin has the
other sign; and what is multiplied so that it is outside the hypotheses."""

FAR = Fraction(10**6)
"""More than any margin of these tests is away from 0."""


def negated(claim):
    return replace(claim, margin=lambda a, p, c: -claim.margin(a, p, c))


def tightened(claim):
    return replace(claim, margin=lambda a, p, c: claim.margin(a, p, c) - a.number(FAR))


def loosened(claim):
    """With its hypotheses, so that a point outside them gets a certificate too."""

    def more(margin):
        return lambda a, p, c: margin(a, p, c) + a.number(FAR)

    weaker = tuple(replace(given, margin=more(given.margin)) for given in claim.hypotheses)
    return replace(claim, margin=more(claim.margin), hypotheses=weaker)


def shifted(claim, moves):
    """The margin of a point that is elsewhere, or with other constants."""
    elsewhere = dict(moves)
    factor = elsewhere.pop("constants", Fraction(1))

    def margin(a, p, c):
        other = {name: value * a.number(factor) for name, value in c.items()}
        return claim.margin(a, moved(p, elsewhere, a.number), other)

    return replace(claim, margin=margin)


def moved(point, moves, number=Fraction):
    """The point with every value of ``moves`` multiplied; an integer is added."""

    def move(value, by):
        if isinstance(value, tuple):
            return tuple(move(entry, by) for entry in value)
        return value * by

    def changed(values, number):
        return {
            name: values[name] + by
            if isinstance(values[name], int)
            else move(values[name], number(by))
            for name, by in moves.items()
        }

    return Point(
        {**point.exact, **changed(point.exact, Fraction)}, {**point, **changed(point, number)}
    )


MISTAKES = {made.__name__: made for made in (negated, tightened, loosened)}


def moves(case, name):
    return {
        parameter: int(by) if parameter == "steps" else Fraction(by)
        for parameter, by in case[name].items()
    }


def test_these_claims_have_one():
    families = ("step.", "time.", "order.preserved", "monotone.rank", "monotone.pair", "rank.")
    families = (*families, "monotone.ratio", "monotone.literal", "stopping.")
    expected = {claim_id for claim_id in ledger() if claim_id.startswith(families)}
    # A study of random instances, and a perturbed start among the identical ones.
    expected -= {"stopping.gaussian", "monotone.literal/perturbed"}
    assert expected <= set(readings())
    assert set(readings()) <= set(ledger())
    assert len(readings()) >= 50
    assert set(CASES) == set(readings())


@pytest.mark.parametrize("claim_id", list(readings()))
def test_it_agrees_with_the_margin(claim_id):
    subject = claim(claim_id)
    points = [CASES[claim_id]["point"], *subject.counterexamples[:1]]
    for values in points:
        verdict = subject.examine(**values)
        replay = verify_content(verdict.certificate)
        assert (replay.verdict, replay.reason) == (verdict.name, "")
        assert replay.second_reading


def noticed(wrong, point, truth):
    """Whether the certificate of a wrong claim is rejected, by its own margin and by the true."""
    with standing_in(wrong):
        verdict = confirm(wrong, point)
        assert verdict.name != truth
        believed = verify_content(verdict.certificate)
    assert believed.verdict == "rejected"
    assert "second time" in believed.reason
    assert verify_content(verdict.certificate).verdict == "rejected"


def mistakes():
    for claim_id, case in CASES.items():
        if ledger()[claim_id].kind != "identity":
            # The margin of an identity that holds is 0, or as far as the digits go.
            yield pytest.param(claim_id, "negated", {}, {}, id=f"{claim_id}-negated")
        if ledger()[claim_id].expected != "refuted":
            yield pytest.param(claim_id, "tightened", {}, {}, id=f"{claim_id}-tightened")
        if "outside" in case:
            outside = moves(case, "outside")
            yield pytest.param(claim_id, "loosened", {}, outside, id=f"{claim_id}-loosened")
        if "shift" in case:
            shift = moves(case, "shift")
            yield pytest.param(claim_id, "shifted", shift, {}, id=f"{claim_id}-shifted")


def test_every_claim_gets_three():
    counted = {}
    for parameters in mistakes():
        counted.setdefault(parameters.values[0], []).append(parameters.values[1])
    assert {claim_id: kinds for claim_id, kinds in counted.items() if len(kinds) < 3} == {}


@pytest.mark.parametrize(("claim_id", "kind", "shift", "outside"), list(mistakes()))
def test_a_wrong_margin_is_noticed(claim_id, kind, shift, outside):
    subject = claim(claim_id)
    truth = "refuted" if subject.expected == "refuted" else "holds"
    point = subject.point(**CASES[claim_id]["point"])
    if kind == "loosened" and truth == "holds":
        point = subject.point(**moved(point, outside).as_text())
        truth = confirm(subject, point).name
        assert truth == "outside hypotheses"
    wrong = shifted(subject, shift) if kind == "shifted" else MISTAKES[kind](subject)
    noticed(wrong, point, truth)


def test_a_mutant_and_a_claim_of_ones_own_have_none():
    mutant = mutants()["step.monotone~past-sharp"].claim
    assert mutant.id not in readings()
    own = replace(claim("step.monotone"), id="my.monotone")
    certificate = own.examine(**CASES["step.monotone"]["point"]).certificate
    replay = verify_content(certificate, "", {own.id: own})
    assert (replay.verdict, replay.second_reading) == ("holds", False)
