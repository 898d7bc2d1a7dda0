"""A claim of one's own that is false, or has no value, in a corner is not proved, nor replayed."""

from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck.base.certificate import seal
from dmfcheck.claims.claim import Claim, Constant, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.proofs.boxes.interval import Interval
from dmfcheck.proofs.boxes.jets import Series, variables
from dmfcheck.proofs.boxes.numbers import Choice
from dmfcheck.proofs.covers import require_ends
from dmfcheck.proofs.prove import differs, prove
from dmfcheck.proofs.ratio import NotShown
from dmfcheck.replay.boxes.fixed import Fixed
from dmfcheck.replay.boxes.forms import Sloped, Terms
from dmfcheck.replay.boxes.numbers import Several
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.rejected import Rejected
from dmfcheck.replay.signs import coefficients as replayed
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.own_box import proof_on_box
from dmfcheck.theory.proof import Inequality, Proof, Range, constant, proofs

HALF = Fraction(1, 2)


def side(name="x", low=0, high=1, **more):
    ends = (None if end is None else Fraction(end) for end in (low, high))
    return Variable(name, "number", *ends, **more)


def mine(margin, *variables, **more):
    variables = variables or (side(),)
    return Claim("my.claim", "s", "own", "inequality", "holds", variables, margin, **more)


def found(own, depths=None):
    return prove(own, own, proof_on_box(own), depths, 20)


FALSE_AT_A_POINT = {
    "x == 0": lambda a, p, c: -1 if p.x == 0 else 1,
    "0 == x": lambda a, p, c: -1 if 0 == p.x else 1,  # noqa: SIM300 - the other way round
    "x == 0.5": lambda a, p, c: -1 if p.x == 0.5 else 1,
    "x != 1": lambda a, p, c: 1 if p.x != 1 else -1,
    "x == x^2": lambda a, p, c: -1 if p.x == p.x**2 else 1,
    "not x": lambda a, p, c: -1 if not p.x else 1,
    "x in": lambda a, p, c: -1 if p.x in (0, 1) else 1,
    "x in a dictionary": lambda a, p, c: {0: -1}.get(p.x, 1),
    "|x - 1/2| == 0": lambda a, p, c: -1 if a.absolute(p.x - HALF) == 0 else 1,
    "min(x, 1/2) or": lambda a, p, c: 1 if a.minimum(p.x, 1 - p.x) else -1,
}


def forged(own, depth=0, quotient=1, **entry):
    """A certificate that says the margin is this number, whatever it is."""
    powers = [0] * sum(variable.name != "depth" for variable in own.variables)
    whole = [["0", "1"] for _ in powers]
    proof = {"quotient": [[powers, str(quotient)]], "denominator": [[powers, "1"]]}
    proof |= {"parts": [whole], "terms": 1} | entry
    lemma = {"name": "margin", "statement": "s", "check": "bernstein", "depth": depth}
    lemmas = [lemma | {"proof": [proof]}]
    return seal({"kind": "lemmas", "claim": own.id, "statement": "s", "lemmas": lemmas})


def replay(own, certificate):
    return verify_content(certificate, user={own.id: own}).verdict


@pytest.mark.parametrize("name", FALSE_AT_A_POINT)
def test_a_margin_that_compares_is_not_decided_by_the_object(name):
    own = mine(FALSE_AT_A_POINT[name])
    assert found(own).verdict == "undecided"
    assert replay(own, forged(own)) == "undecided"


@pytest.mark.parametrize(
    "margin",
    [
        lambda a, p, c: a.equal(p.x, p.x, 1) - HALF,
        lambda a, p, c: -HALF + a.equal(p.x, p.x, 1),
        lambda a, p, c: 1 / a.equal(p.x, p.x, 1),
        lambda a, p, c: -a.equal(p.x, p.x, 1),
        lambda a, p, c: a.maximum(-1, a.equal(p.x, p.x, 1)) - HALF,
        lambda a, p, c: a.absolute(a.equal(p.x, p.x, 1)) - HALF,
    ],
)
def test_an_equality_has_a_sign_and_no_size(margin):
    """Where both sides are equal exact arithmetic says 0, balls say 1."""
    assert found(mine(margin)).verdict == "undecided"
    assert replay(mine(margin), forged(mine(margin), quotient=HALF)) == "undecided"


def test_an_equality_is_one_of_several_things_to_be_shown():
    own = mine(lambda a, p, c: a.minimum(a.equal(p.x * p.x, p.x**2, 1), 1 + p.x))
    proved = found(own)
    assert proved.verdict == "proved"
    assert replay(own, proved.certificate()) == "holds"


def test_a_comparison_that_is_so_everywhere_is_decided():
    own = mine(lambda a, p, c: 1 if p.x - p.x == 0 and p.x != p.x + 1 and not p.x * 0 else -1)
    assert found(own).verdict == "proved"
    assert replay(own, forged(own)) == "holds"


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (Interval(0.0, 1.0), NotShown),
        (variables([Interval(0.0, 1.0)])[0], NotShown),
        (Series([0, 1]), NotShown),
        (Choice([0, 1]), NotShown),
        (Fixed.of(1), CannotReplay),
        (Sloped([Fixed.of(1)]), CannotReplay),
        (Terms([HALF]), CannotReplay),
        (Several([0, 1]), CannotReplay),
    ],
)
def test_nor_on_boxes(number, error):
    with pytest.raises(error, match="compar"):
        number == 0  # noqa: B015 - that it asks
    with pytest.raises(error, match="compar"):
        bool(number)


def whole_number(low, high):
    return Variable("depth", "integer", low, high)


@pytest.mark.parametrize(
    "depth",
    [whole_number(None, -1), Variable("depth", "number", Fraction(2), Fraction(3))],
)
def test_a_depth_that_is_no_number_of_layers_has_no_proof(depth):
    own = mine(lambda a, p, c: (p.depth - 2) * (p.depth - 3) + 0 * p.x, depth, side())
    with pytest.raises(ValueError, match="depth"):
        proof_on_box(own)


def test_a_depth_without_a_least_one_begins_where_its_values_do():
    own = mine(lambda a, p, c: p.depth - 1 + 0 * p.x, whole_number(None, 1), side())
    assert proof_on_box(own).depths == (0, 1)
    assert found(own).verdict == "undecided"


def test_nothing_is_proved_at_no_depth():
    own = mine(lambda a, p, c: -1 + 0 * p.x, whole_number(2, 3), side())
    assert found(own, ()).verdict == "undecided"
    [lemma] = proof_on_box(own).lemmas
    check = replace(lemma.check, inequality=replace(lemma.check.inequality, depths=()))
    assert prove(own, own, Proof((replace(lemma, check=check),)), None, 20).verdict == "undecided"


def test_a_lemma_at_a_depth_that_the_claim_has_not_is_none():
    own = mine(lambda a, p, c: 4 - p.depth + 0 * p.x, whole_number(5, 60), side())
    assert replay(own, forged(own, depth=3)) == "rejected"
    assert replay(own, forged(own, depth=5)) == "rejected"
    true = replace(own, margin=lambda a, p, c: p.depth - 4 + 0 * p.x)
    assert replay(true, forged(true, depth=60, quotient=56)) == "holds"
    assert replay(true, forged(true, depth=61, quotient=57)) == "rejected"


def test_the_depths_that_are_shown_are_said():
    """At N = 9 it is false: what a certificate at N = 5 shows is not all of the claim."""
    own = mine(lambda a, p, c: 8 - p.depth + 0 * p.x, whole_number(5, 9), side())
    holds = verify_content(forged(own, depth=5, quotient=3), user={own.id: own})
    assert (holds.verdict, holds.reason) == ("holds", "shown at N = 5 alone")


def test_what_vanishes_all_over_a_region_is_no_common_factor():
    """On 1 <= x <= 1 both -(x - 1) and x - 1 have no term left, of either sign."""
    own = mine(lambda a, p, c: -1 + 0 * p.x, side(low=1, high=1))
    quotient, denominator = [[[1], "-1"], [[0], "1"]], [[[1], "1"], [[0], "-1"]]
    attempt = forged(own) | {}
    attempt["lemmas"][0]["proof"][0] |= {
        "quotient": quotient,
        "denominator": denominator,
        "terms": 0,
    }
    body = {name: value for name, value in attempt.items() if name not in ("schema", "digest")}
    assert replay(own, seal(body)) == "rejected"


OPEN = {"open_high": True}
DIVIDED = [
    # The divisor, the variables, and whether it is 0 nowhere.
    (lambda p: p.x, [side()], False),
    (lambda p: p.x, [side(open_low=True)], True),
    (lambda p: 1 - p.x, [side()], False),
    (lambda p: 1 - p.x, [side(open_low=True)], False),
    (lambda p: 1 - p.x, [side(**OPEN)], True),
    (lambda p: 2 - p.x - p.y, [side(), side("y")], False),
    (lambda p: 2 - p.x - p.y, [side(), side("y", **OPEN)], True),
    (lambda p: 3 - p.x - p.y, [side(), side("y")], True),
    (lambda p: p.x, [side(high=None)], False),
    (lambda p: p.x, [side(high=None, open_low=True)], True),
    (lambda p: p.x + p.y, [side(high=None), side("y")], False),
    (lambda p: p.x + p.y, [side(high=None, open_low=True), side("y")], True),
    (lambda p: -p.x, [side(low=None, high=0, **OPEN)], True),
    (lambda p: -p.x, [side(low=None, high=0)], False),
]


@pytest.mark.parametrize(("divisor", "sides", "everywhere"), DIVIDED)
def test_a_margin_without_a_value_somewhere_is_not_proved(divisor, sides, everywhere):
    own = mine(lambda a, p, c: divisor(p) / divisor(p), *sides)
    assert (found(own).verdict == "proved") is everywhere
    assert (replay(own, forged(own)) == "holds") is everywhere


def test_a_hypothesis_that_holds_at_an_end_of_another_variable_is_seen():
    """At x = 1 it is 0 beyond every y: the end y = 1 leaves out what satisfies it."""
    hypothesis = Hypothesis("(1 - x)(1 - y) >= 0", lambda a, p, c: (1 - p.x) * (1 - p.y))

    def region(**more):
        x = Range("x", low=constant(0), high=constant(1))
        y = Range("y", low=constant(0), high=constant(1), given=replace(hypothesis, **more))
        return Inequality((x, y))

    with pytest.raises(NotShown, match="fail beyond y"):
        require_ends(region(), 2, {})
    with pytest.raises(Rejected, match="fail beyond y"):
        replayed.require_ends(region(), 2, {})
    require_ends(region(strict=True), 2, {})
    replayed.require_ends(region(strict=True), 2, {})


def test_constants_are_compared_at_every_depth():
    original = claim("step.monotone")
    [known] = original.constants

    def stated(N):
        return known.stated(N) * (2 if N == 15 else 1)

    other = replace(original, constants=(Constant(known.name, stated, known.formula),))
    assert differs(other, original) == "constants"
    assert differs(original, replace(original)) == ""
    assert prove(other, original, proofs()["step.monotone"], (15,), 20).verdict == "undecided"


@pytest.mark.parametrize(
    ("margin", "sides"),
    [
        (lambda a, p, c: 0.5, [side()]),
        (lambda a, p, c: float("nan"), [side()]),
        (lambda a, p, c: None, [side()]),
        (lambda a, p, c: a.absolute(float("nan")), [side()]),
        (lambda a, p, c: p.x**2 - p.x + 1, [side(high=None)]),
        (lambda a, p, c: p.x ** (10**9), [side()]),
    ],
)
def test_what_cannot_be_shown_is_undecided_and_no_error(margin, sides):
    assert found(mine(margin, *sides)).verdict == "undecided"
