"""That two numbers agree to 25 digits is no equality, unless it is proved for every parameter."""

from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.sign import NO_EQUALITY, sign_of
from dmfcheck.theory.ledger import claim, ledger

X = Variable("x", "number", Fraction(0), None)
NEAR = Fraction(1, 10**30)


def own(margin, **changes):
    subject = Claim(
        id="my.identity",
        statement="",
        source="derived",
        kind="identity",
        expected="holds",
        variables=(X,),
        margin=margin,
    )
    return replace(subject, **changes)


def logarithms(share):
    """ln x^2 = (2 + share) ln x: an identity where share is 0, in balls in any case."""
    return lambda a, p, c: a.equal(a.log(p.x**2), (2 + share) * a.log(p.x), 1)


@pytest.mark.parametrize(("depth", "steps"), [(3, 4), (5, 3)])
def test_a_false_identity_of_tiny_numbers_is_refuted(depth, steps):
    """The entry beside the diagonal is 3.2e-34: exact numbers are too long at depth 5."""
    verdict = claim("reduction.nonnormal").examine(
        depth=depth,
        target=[["1", "1e-30"], ["0", "1/2"]],
        alpha=Fraction(10**30 // 2 + 1, 10**30),
        eta="1/64",
        steps=steps,
    )
    assert verdict.name == "refuted"


def test_balls_that_agree_leave_an_identity_undecided():
    verdict = own(logarithms(0)).examine(x=3)
    assert (verdict.name, verdict.reason) == ("undecided", NO_EQUALITY)


def test_balls_refute_an_identity_however_little_is_between():
    assert own(logarithms(NEAR)).examine(x=3).name == "refuted"
    assert own(logarithms(NEAR**5)).examine(x=3).name == "refuted"
    assert own(logarithms(Fraction(1, 100))).examine(x=3).name == "refuted"


def test_balls_that_are_exact_show_an_equality():
    assert own(lambda a, p, c: a.equal(p.x + a.log(p.x) * 0, p.x, 1)).examine(x=3).name == "holds"


def test_an_inequality_beside_an_equality_decides_what_it_can():
    def both(less):
        return lambda a, p, c: a.minimum(a.log(p.x) - less, logarithms(0)(a, p, c))

    assert own(both(2)).examine(x=3).name == "refuted"
    assert own(both(1)).examine(x=3).name == "undecided"


def test_a_difference_is_no_agreement():
    apart = own(lambda a, p, c: -logarithms(NEAR)(a, p, c))
    assert apart.examine(x=3).name == "holds"


def test_a_hypothesis_that_balls_agree_on_is_undecided():
    subject = own(lambda a, p, c: p.x, hypotheses=(Hypothesis("equal", logarithms(0)),))
    verdict = subject.examine(x=3)
    assert (verdict.name, verdict.reason) == ("undecided", "undecided hypothesis: equal")


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "my.time"},
        {"expected": "open"},
        {"kind": "inequality"},
        {"derivation": None},
        {"derivation": "logistic"},
        {"derivation": "nothing"},
    ],
)
def test_only_its_own_derivation_proves_an_identity(changes):
    proved = claim("flow.time")
    values = {"depth": 3, "start": "1/10", "level": "1/2"}
    assert proved.examine(**values).name == "holds"
    verdict = replace(proved, **changes).examine(**values)
    assert (verdict.name, verdict.reason) == ("undecided", NO_EQUALITY)


def test_an_identity_without_one_of_its_hypotheses_is_proved_no_more():
    decoupling = claim("reduction.decoupling")
    assert decoupling.is_proved_identity(3)
    for hypothesis in decoupling.hypotheses:
        assert not decoupling.without_hypothesis(hypothesis).is_proved_identity(3)


def test_every_proved_identity_of_the_ledger_is_expected_to_hold_and_no_other():
    proved = {name for name, known in ledger().items() if known.is_proved_identity(2)}
    assert proved == {
        "flow.time",
        "flow.logistic",
        "flow.balanced",
        "flow.perturbed",
        "perturbed.invariant",
        "reduction.decoupling",
        "reduction.scaling",
    }


def test_the_balls_of_a_false_identity_are_those_that_refuted_it_before():
    """Where the difference is plain the margin keeps the unit of agreement."""
    subject = own(logarithms(1))
    sign = sign_of(subject.margin, subject, subject.point(x=3))
    assert sign.size < -1e24


def test_an_identity_without_a_derivation_is_decided_in_long_exact_numbers():
    verdict = claim("rectangular.aligned").examine(
        depth=4,
        left=[["-3/5", "4/5"], ["-4/5", "-3/5"]],
        right=[["1", "0", "0"], ["0", "-3/5", "4/5"], ["0", "4/5", "3/5"]],
        spectrum=[Fraction(10**9 + 7, 10**9), Fraction(1, 3)],
        alpha=Fraction(10**10 + 1, 3 * 10**10),
        eta=Fraction(10**9 + 1, 7 * 10**9),
        steps=3,
    )
    assert (verdict.name, verdict.certificate["margin"]) == ("holds", "0")
