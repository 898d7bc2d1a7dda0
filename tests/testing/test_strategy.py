"""`claim.strategy()`: every drawn point satisfies the hypotheses, and bounds are met."""

import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import find, given, settings

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, POSITIVE_SPECTRUM, STEPS, Claim
from dmfcheck import Hypothesis as Given
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import ClaimFault
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.small_matrices import product, transpose
from dmfcheck.testing.strategy.inside import simplest_between
from dmfcheck.theory.conditions import BELOW_SMALLEST, LEADING_STEP, LEADING_STEP_BOUND, ORTHOGONAL
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.vocabulary import MOMENTUM, ROTATION, SCHEDULE, SQUARE_TARGET


def own(name, variables, *hypotheses):
    return Claim(
        id=name, statement="0 \\le 0", source="derived", kind="inequality", expected="open",
        variables=variables, hypotheses=hypotheses,
        constants=(LEADING_STEP_BOUND,) if DEPTH in variables else (),
        margin=lambda a, p, c: a.number(0),
        exact=True,
    )  # fmt: skip


SMALL_STEP = Given("eta lambda <= 1/2", lambda a, p, c: 1 - 2 * p.eta * p.eigenvalue)
SYMMETRIC = Given(
    "What symmetric",
    lambda a, p, c: (
        -a.maximum(
            *(
                a.absolute(x - y)
                for row, column in zip(p.target, transpose(p.target), strict=True)
                for x, y in zip(row, column, strict=True)
            )
        )
    ),
)
UNEQUAL = Given("lambda_1 > lambda_2", lambda a, p, c: p.spectrum[0] - p.spectrum[1], strict=True)
FALLING = Given(
    "eta_{k+1} <= eta_k",
    lambda a, p, c: a.minimum(
        a.number(Fraction(1)),
        *(x - y for x, y in zip(p.schedule[0], p.schedule[0][1:], strict=False)),
    ),
)
PAIR = Variable("spectrum", "spectrum", Fraction(0), None, sizes=(2,), open_low=True)

OWN = [
    own("my.step", (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, STEPS), SMALL_STEP),
    own("my.spectrum", (DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA), LEADING_STEP, BELOW_SMALLEST),
    own("my.momentum", (DEPTH, PAIR, ALPHA, ETA, MOMENTUM), LEADING_STEP, UNEQUAL),
    own("my.matrix", (DEPTH, SQUARE_TARGET, ALPHA, ETA), SYMMETRIC),
    own("my.basis", (SQUARE_TARGET, ROTATION), SYMMETRIC, ORTHOGONAL),
    own("my.schedule", (STEPS, SCHEDULE, ALPHA), FALLING),
    own("my.anything", (DEPTH, PAIR, ETA, STEPS)),
]
BUILT_IN = [
    claim(name)
    for name in ("step.monotone", "order.preserved", "monotone.momentum", "reduction.nonnormal")
]


def fails(subject, values):
    """The hypotheses that are not satisfied, computed from their margins alone."""
    point = subject.point(**values)

    class Plain:
        number = staticmethod(lambda x: x)
        minimum = staticmethod(lambda *values: min(values))
        maximum = staticmethod(lambda *values: max(values))
        absolute = staticmethod(abs)

    constants = subject.constant_values(Plain, point.exact.get("depth", 0))
    found = {h.text: h.margin(Plain, point, constants) for h in subject.hypotheses}
    strict = {h.text for h in subject.hypotheses if h.strict}
    return [text for text, margin in found.items() if margin < (0 if text not in strict else 1e-30)]


@pytest.mark.parametrize("subject", OWN, ids=lambda subject: subject.id)
def test_every_point_of_an_own_claim_satisfies_its_hypotheses(subject):
    seen = set()

    # With every health check: nothing is filtered, and drawing is fast.
    @settings(max_examples=25, database=None, suppress_health_check=[])
    @given(subject.strategy())
    def drawn(values):
        assert fails(subject, values) == []
        seen.add(str(values))

    drawn()
    assert len(seen) > 12


@pytest.mark.parametrize("subject", BUILT_IN, ids=lambda subject: subject.id)
def test_every_point_of_a_built_in_claim_satisfies_its_hypotheses(subject):
    @settings(max_examples=12, database=None, suppress_health_check=[])
    @given(subject.strategy())
    def drawn(values):
        assert subject.examine(**values).name != "outside hypotheses"

    drawn()


def test_the_test_would_notice():
    step, matrix = OWN[0], OWN[3]
    at = {"depth": 2, "eigenvalue": 1, "alpha": 1, "steps": 1}
    assert fails(step, at | {"eta": "1/2"}) == []
    assert fails(step, at | {"eta": "2/3"}) == ["eta lambda <= 1/2"]
    wrong = {"depth": 2, "target": [[1, 2], [3, 1]], "alpha": 1, "eta": 1}
    assert fails(matrix, wrong) == ["What symmetric"]


def test_a_bound_is_attained():
    step = OWN[0]
    values = find(step.strategy(), lambda v: v["eta"] * v["eigenvalue"] == Fraction(1, 2))
    assert fails(step, values) == []


def test_matrices_are_not_only_diagonal():
    values = find(OWN[4].strategy(), lambda v: len(v["basis"]) == 2 and v["basis"][0][1] != 0)
    V = values["basis"]
    assert product(transpose(V), V) == ((1, 0), (0, 1))


def test_hypotheses_that_nothing_satisfies_are_refused():
    never = Given("0 >= 1", lambda a, p, c: a.number(Fraction(-1)))
    with pytest.raises(BadInput, match=r"most often not: '0 >= 1'; accepted: .* of your own"):
        own("my.never", (DEPTH, ETA), SMALL_STEP_OF_ONE, never).strategy()


def test_a_hypothesis_without_a_value_is_refused_with_the_reason():
    bound = Given("1/0 >= eta", lambda a, p, c: p.eta / (p.eta - p.eta))
    with pytest.raises(BadInput, match=r"'1/0 >= eta' \(the margin has no value here: Zero"):
        own("my.nowhere", (DEPTH, ETA), bound).strategy()


def test_a_mistaken_hypothesis_is_reported():
    bound = Given("eta <= 1/2", lambda a, p, c: c["no such constant"] - p.eta)
    with pytest.raises(ClaimFault, match="no such constant"):
        own("my.undefined", (DEPTH, ETA), bound).strategy()


SMALL_STEP_OF_ONE = Given("eta <= 1/2", lambda a, p, c: 1 - 2 * p.eta)


@pytest.mark.parametrize(
    ("low", "high", "simple"),
    [("3/10", "7/20", "1/3"), ("-1/3", "1/7", "0"), ("-9/4", "-3/2", "-2"), ("7/5", "10/7", "7/5")],
)
def test_the_simplest_fraction(low, high, simple):
    assert simplest_between(Fraction(low), Fraction(high)) == Fraction(simple)


def test_hypothesis_is_loaded_when_a_strategy_is_made():
    script = (
        "import sys\nfrom dmfcheck import claim, Claim, ETA\n"
        "one = claim('step.monotone')\nassert 'hypothesis' not in sys.modules\n"
        "one.strategy()\nassert 'hypothesis' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
