"""What becomes of one drawn point, and of the points of a batch: counted, decided, kept."""

from dataclasses import replace
from fractions import Fraction

import hypothesis
import numpy as np
import pytest

from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.exact import Exact
from dmfcheck.hunt import draws
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.decision import Decision
from dmfcheck.hunt.look import look
from dmfcheck.hunt.objective import Scores, evaluate
from dmfcheck.hunt.structure import Structure
from dmfcheck.hunt.tally import CANDIDATES, KEPT, Tally

TINY = Fraction(1, 10**30)


def claimed(margin, *hypotheses):
    return Claim(
        id="my.drawn",
        statement="s",
        source="derived",
        kind="inequality",
        expected="open",
        variables=(Variable("x", "number", Fraction(-9), Fraction(9)),),
        margin=margin,
        hypotheses=tuple(Hypothesis("given", given) for given in hypotheses),
        exact=True,
    )


@pytest.fixture
def targeted(monkeypatch):
    seen = []
    monkeypatch.setattr(hypothesis, "target", seen.append)
    return seen


def test_a_positive_margin_is_aimed_at_and_kept(targeted):
    tally = Tally(claimed(lambda a, p, c: p.x))
    for x in (Fraction(3), Fraction(1, 4)):
        assert not draws._refutes(tally, {"x": x})
    assert targeted == [-3, -0.25]
    assert [margin for margin, _ in tally.tightest] == [0.25, 3]
    assert (tally.evaluations, tally.inside, tally.certified) == (2, 2, 0)


def test_a_tie_in_float64_is_decided(targeted):
    refuted = Tally(claimed(lambda a, p, c: 1 - p.x - 1))
    assert draws._refutes(refuted, {"x": TINY})
    assert refuted.found.outcome == "refuted"
    assert (refuted.inside, refuted.certified, refuted.false_alarms) == (1, 1, 0)
    # Asked again, it is what was found and nothing else.
    assert draws._refutes(refuted, {"x": TINY})
    assert not draws._refutes(refuted, {"x": 2 * TINY})
    assert refuted.evaluations == 1
    holds = Tally(claimed(lambda a, p, c: 1 + p.x - 1))
    assert not draws._refutes(holds, {"x": TINY})
    assert (holds.certified, holds.false_alarms) == (1, 0)
    assert targeted == []


def test_only_so_many_alarms_and_unknown_margins_are_decided(targeted):
    # In float64 a violation, exactly 0.
    alarms = Tally(claimed(lambda a, p, c: p.x - (p.x + 1) + 1 if p.x > 0 else p.x))
    for number in range(draws.ALARMS + 3):
        assert not draws._refutes(alarms, {"x": Fraction(1, 3) + number * TINY})
    assert alarms.certified == draws.ALARMS
    # In float64 infinity less infinity, exactly 1.
    power = Fraction(10) ** 200
    unknown = Tally(claimed(lambda a, p, c: 1 + (p.x * power) ** 2 - (p.x * power) ** 2))
    for number in range(draws.DECISIONS + 3):
        assert not draws._refutes(unknown, {"x": 2 + number * TINY})
    assert unknown.unknown == draws.DECISIONS + 3
    assert unknown.certified == draws.DECISIONS
    assert targeted == []


def test_a_hypothesis_that_fails_by_a_rounding_is_decided(targeted):
    tally = Tally(claimed(lambda a, p, c: -p.x - 1, lambda a, p, c: p.x))
    assert not draws._refutes(tally, {"x": Fraction(-1)})
    assert not draws._refutes(tally, {"x": -2 * Fraction(draws.ROUNDING)})
    assert (tally.evaluations, tally.inside, tally.certified) == (2, 0, 0)
    assert not draws._refutes(tally, {"x": -Fraction(draws.ROUNDING) / 2})
    assert (tally.inside, tally.certified, tally.undecided) == (0, 0, 0)
    assert draws._refutes(tally, {"x": Fraction(1)})
    assert (tally.inside, tally.certified) == (1, 1)
    assert targeted == []


def test_false_alarms_are_violations_in_float64_that_hold():
    tally = Tally(claimed(lambda a, p, c: p.x))
    for margin in (-1.0, 0.0, 1.0, float("nan")):
        tally.decide({"x": Fraction(2)}, margin)
    assert (tally.certified, tally.false_alarms, tally.found) == (4, 1, None)
    for x, margin in ((-1, -1.0), (-3, 1.0), (-2, -2.0)):
        tally.decide({"x": Fraction(x)}, margin)
    assert (tally.certified, tally.false_alarms) == (7, 1)
    assert tally.found.margin == -3
    assert [margin for margin, _ in tally.tightest] == [-3, -2, -1, 2][:KEPT]


def test_a_batch_is_counted_and_its_worst_points_are_decided():
    """Violations first, a tie by a look, then unknown margins, as many as are left.

    The clear ones are kept.
    """
    subject = claimed(lambda a, p, c: p.x)
    box = Box(subject, Structure((), ()))
    decided = []

    class Told(Tally):
        def decide(self, values, margin):
            decided.append(margin)
            return super().decide(values, margin)

    nan = float("nan")
    margins = [0.5, -2.0, nan, 0.0, 3.0, -1.0, 0.25, 9.0, nan, -5.0, 8.0, nan]
    inside = np.array([True] * 9 + [False] + [True] * 2)
    cube = np.linspace(0.6, 0.9, len(margins))[:, np.newaxis]
    tally = Told(subject)
    scores = Scores(np.array(margins), inside, np.zeros(len(margins)))
    tally.count(scores, box, cube)
    assert (tally.evaluations, tally.inside, tally.unknown) == (12, 11, 3)
    tally.harvest(scores, box, cube)
    assert decided[:2] == [-2.0, -1.0]
    assert np.isnan(decided[2:]).all()
    assert (len(decided), tally.certified) == (CANDIDATES - 1, CANDIDATES)
    assert len(tally.tightest) == KEPT
    decided.clear()
    tally.harvest(scores, box, cube)
    assert decided == []
    assert tally.as_json()["found"] is None


def test_points_that_are_not_finite_are_not_kept():
    tally = Tally(claimed(lambda a, p, c: p.x))
    for margin in (1.0, float("inf"), float("nan"), 0.5):
        tally.keep(margin, {"x": Fraction(1)})
    assert [margin for margin, _ in tally.tightest] == [0.5, 1.0]


def test_the_most_refuted_decision_stays_what_was_found():
    tally = Tally(claimed(lambda a, p, c: p.x))
    first = tally.decide({"x": Fraction(-1)}, -1.0)
    assert isinstance(first, Decision)
    assert tally.decide({"x": Fraction(-1)}, -1.0) is not tally.found
    assert tally.found is first


@pytest.mark.parametrize("strict", [False, True])
def test_an_end_of_a_hypothesis_is_inside_unless_it_is_strict(strict):
    subject = replace(
        claimed(lambda a, p, c: p.x), hypotheses=(Hypothesis("given", lambda a, p, c: p.x, strict),)
    )
    for x, inside in ((Fraction(1), True), (Fraction(0), not strict), (Fraction(-1), False)):
        scores = evaluate(subject, {"x": x}, 1)
        assert scores.inside[0] == inside
        assert scores.distance[0] == max(0, -x)


def undefined_below_one(_a, p, _c):
    if p.x < 1:
        raise ValueError("x is below 1")
    return p.x


def test_a_look_where_the_margin_raises_counts_as_undefined_and_keeps_the_first_error():
    subject = claimed(undefined_below_one, lambda a, p, c: p.x)
    tally = Tally(subject)
    for x in (Fraction(1, 2), Fraction(2), Fraction(-1), Fraction(1, 4)):
        tally.looked({"x": x}, look(subject, {"x": x}))
    assert (tally.evaluations, tally.inside, tally.unknown, tally.undefined) == (4, 3, 2, 2)
    assert tally.raised.startswith("raises ValueError: x is below 1 (test_draws.py, line ")


def test_what_only_a_hypothesis_raises_is_not_the_margins():
    subject = claimed(lambda a, p, c: p.x, undefined_below_one)
    seen = look(subject, {"x": Fraction(1, 2)})
    assert (seen.what, seen.raised) == ("unknown", "")


def test_where_float64_has_a_margin_it_is_not_undefined():
    def exact_only_raises(a, p, _c):
        if isinstance(a, Exact):
            raise ValueError("no exact numbers")
        return p.x

    subject = claimed(exact_only_raises)
    tally = Tally(subject)
    tally.looked({"x": Fraction(2)}, look(subject, {"x": Fraction(2)}))
    assert (tally.inside, tally.unknown, tally.undefined, tally.raised) == (1, 1, 0, "")


def test_a_point_that_is_certified_has_a_margin_though_float64_has_none():
    subject = claimed(lambda a, p, c: p.x)
    box = Box(subject, Structure((), ()))
    cube = np.array([[0.75]])
    nothing = np.array([np.nan])
    scores = Scores(nothing, np.array([True]), np.zeros(1), "raises OverflowError")
    tally = Tally(subject)
    tally.count(scores, box, cube)
    assert (tally.unknown, tally.undefined, tally.raised) == (1, 1, "raises OverflowError")
    tally.harvest(scores, box, cube)
    assert (tally.unknown, tally.undefined, tally.certified) == (1, 0, 1)
