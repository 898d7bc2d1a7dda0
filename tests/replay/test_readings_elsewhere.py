"""The two readings of a statement, around a point of it: each says where the other holds."""

import json
import random
from fractions import Fraction
from pathlib import Path

import pytest

from dmfcheck import claim
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.judge import sign_of
from dmfcheck.replay.readings.catalogue import readings
from dmfcheck.replay.readings.reading import decided
from dmfcheck.replay.readings.truth import every

CASES = json.loads((Path(__file__).parent / "readings.json").read_text(encoding="utf-8"))
FACTORS = [Fraction(text) for text in ("1/4", "1/2", "9/10", "1", "1", "10/9", "2", "4")]
COUNT = 8
SLOW = {"step.perturbed_sharp/convergence": 2}
"""A statement about step 3000."""


def moved(value, generator):
    if isinstance(value, int):
        return max(0, value + generator.choice([-1, 0, 1, 2]))
    if isinstance(value, Fraction):
        return value * generator.choice(FACTORS)
    return tuple(moved(entry, generator) for entry in value)


def points(subject):
    """Points whose values are those of a case, some of them moved."""
    case = dict(subject.point(**CASES[subject.id]["point"]).exact)
    generator = random.Random(subject.id)
    found = []
    while len(found) < SLOW.get(subject.id, COUNT):
        names = generator.sample(sorted(case), min(len(case), generator.choice([0, 1, 1, 2, 9])))
        try:
            found.append(subject.point(**case | {n: moved(case[n], generator) for n in names}))
        except BadInput:
            continue
    return found


def certain(subject, margin, point):
    """The sign of a margin, None also where it is not defined outside the hypotheses."""
    try:
        return sign_of(margin, subject, point, last_bits=1024).value
    except (BadInput, IndexError, ValueError):
        return None


def conclusion(reading, point):
    """What the reading concludes; None also where it cannot outside the hypotheses."""
    try:
        return decided(reading.conclusion, point)
    except (IndexError, ValueError):
        return None


OTHERWISE = {
    # Outside their hypotheses the two readings conclude something else.
    "step.monotone",
    "step.monotone/from_above",
    "step.monotone/sharp",
    "step.nonpositive/cycle",
    "order.preserved",
    "rank.plateau",
    "stopping.plateau",
}


@pytest.mark.parametrize("claim_id", list(readings()))
def test_they_agree(claim_id):
    subject, reading = claim(claim_id), readings()[claim_id]
    compared = 0
    for point in points(subject):
        within = every(decided(given, point) for given in reading.hypotheses.values())
        signs = [(given, certain(subject, given.margin, point)) for given in subject.hypotheses]
        satisfied = every(None if sign is None else sign >= g.strict for g, sign in signs)
        if None not in (within, satisfied):
            assert within == satisfied, point
            compared += 1
        if satisfied is not True and claim_id in OTHERWISE:
            continue
        sign = certain(subject, subject.margin, point)
        concluded = None if sign is None else conclusion(reading, point)
        if concluded is not None:
            assert concluded == (sign >= 0), (within, point)
            compared += 1
    assert compared >= SLOW.get(claim_id, COUNT)
