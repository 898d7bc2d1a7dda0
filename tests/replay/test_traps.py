"""Where a replay could be led astray: forged certificates, and true ones of odd claims."""

from fractions import Fraction

import mpmath
import pytest
from mpmath import iv

from dmfcheck.base.certificate import SCHEMA, digest
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point
from dmfcheck.replay import functions
from dmfcheck.replay.abel import LARGEST_EXPONENT, ends, precision
from dmfcheck.replay.intervals import Intervals
from dmfcheck.replay.lacking import Blurred
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.vocabulary import ALPHA, DEPTH, ETA, STEPS

EIGENVALUE = Variable("eigenvalue", "number", meaning="any")
FREE_ALPHA = Variable("alpha", "number", meaning="of any sign")
BETA = Variable("beta", "number", meaning="of the first factor")
NUMBER = Variable("number", "number", meaning="any")


def claim_of(margin, *variables):
    return Claim(
        id="my.claim",
        statement="as its margin says",
        source="derived",
        kind="inequality",
        expected="open",
        variables=variables,
        margin=margin,
    )


def replayed(subject, certificate):
    return verify_content(certificate, "", {subject.id: subject}).verdict


def forged(subject, verdict, margin, **values):
    content = {
        "schema": SCHEMA,
        "kind": "claim",
        "claim": subject.id,
        "statement": subject.statement,
        "parameters": subject.point(**values).as_text(),
        "verdict": verdict,
        "bits": 64,
        "margin": margin,
    }
    return content | {"digest": digest(content)}


AROUND_ONE = {"mid": [1, 0], "rad": [1, 0]}


@pytest.mark.parametrize(
    ("margin", "verdict", "recorded"),
    [
        (lambda a, p, c: 1 + p.number - a.exp(p.number), "holds", AROUND_ONE),
        (lambda a, p, c: a.atan(p.number) - p.number, "holds", AROUND_ONE),
        (
            lambda a, p, c: a.exp(p.number) - 1 - p.number - p.number * p.number / 4,
            "refuted",
            {"mid": [-1, -161], "rad": [1, -162]},
        ),
    ],
    ids=["exp", "atan", "exp-squared"],
)
def test_the_last_bits_of_a_function_prove_nothing(margin, verdict, recorded):
    subject = claim_of(margin, NUMBER)
    assert replayed(subject, forged(subject, verdict, recorded, number=Fraction(1, 2**80))) in (
        "rejected",
        "undecided",
    )


@pytest.mark.parametrize("bits", [53, 128, 400])
@pytest.mark.parametrize("x", ["-2", "-1e-30", "1e-40", "1e-9", "0.3", "1.0000000000001", "700"])
def test_functions_enclose_what_many_more_digits_say(x, bits):
    with precision(bits):
        given = iv.mpf(Fraction(x).numerator) / Fraction(x).denominator
        pairs = [
            (functions.exponential, mpmath.exp),
            (functions.arctangent, mpmath.atan),
            (functions.logarithm, mpmath.log),
            (lambda y: functions.root(y, 3), lambda y: mpmath.root(y, 3)),
        ]
        for enclosure, function in pairs[: 4 if given.a > 0 else 2]:
            found = enclosure(iv.mpf(given.a))
            with mpmath.workprec(4 * bits + 200):
                assert found.a < function(mpmath.mpf(given.a)) < found.b


TRAJECTORY = {"depth": 2, "alpha": "1/9", "eta": "1/8", "eigenvalue": 1}


@pytest.mark.parametrize(
    ("margin", "steps"),
    [
        (lambda a, p, c: a.equal(a.orbit(p)[1], a.orbit(p)[1], a.orbit(p)[0]), 8),
        (lambda a, p, c: a.equal(a.value_at(p, p.steps), a.value_at(p, p.steps), p.alpha), 7),
    ],
    ids=["orbit", "value"],
)
def test_an_equality_is_not_forged_for_being_decided_elsewhere(margin, steps):
    subject = claim_of(margin, DEPTH, EIGENVALUE, ALPHA, ETA, STEPS)
    verdict = subject.examine(**TRAJECTORY, steps=steps)
    assert verdict.name == "holds"
    assert replayed(subject, verdict.certificate) in ("holds", "undecided")
    # Beyond what exact numbers reach the balls agree, which proves nothing.
    assert subject.examine(**TRAJECTORY, steps=steps + 20).name == "undecided"


def test_an_inequality_that_exact_numbers_see_is_not_forged():
    def margin(a, p, _):
        w = a.perturbed_orbit(p)[1][2]
        return a.equal(w, w * (1 + p.number), w)

    subject = claim_of(margin, DEPTH, EIGENVALUE, ALPHA, BETA, ETA, STEPS, NUMBER)
    point = TRAJECTORY | {"alpha": "1/7", "beta": "1/14", "steps": 8, "number": "1e-30"}
    verdict = subject.examine(**point)
    assert verdict.name == "refuted"
    assert replayed(subject, verdict.certificate) in ("refuted", "undecided")


def test_a_start_below_zero_is_left_open():
    subject = claim_of(
        lambda a, p, c: p.number - a.value_at(p, p.steps),
        DEPTH,
        EIGENVALUE,
        FREE_ALPHA,
        ETA,
        STEPS,
        NUMBER,
    )
    point = {"depth": 2, "eigenvalue": 1, "alpha": -2, "eta": "1e-6", "number": 2}
    certificate = forged(subject, "holds", AROUND_ONE, **point, steps=112_000)
    assert replayed(subject, certificate) == "undecided"


def test_a_value_of_a_sextillion_digits_is_not_written_down():
    exact = {"depth": 2, "eigenvalue": Fraction(-1), "alpha": Fraction(1), "eta": Fraction(1, 4)}
    arithmetic = Intervals()
    found = arithmetic.value_at(Point(exact).converted(arithmetic.number), iv.mpf(10**22))
    assert ends(found) == (0, Fraction(1, 1 << LARGEST_EXPONENT))


def test_half_a_step_is_none():
    subject = claim_of(
        lambda a, p, c: a.value_at(p, p.number) - Fraction(3, 100),
        DEPTH,
        EIGENVALUE,
        ALPHA,
        ETA,
        NUMBER,
    )
    recorded = {"mid": [-1, 0], "rad": [1, -1]}
    certificate = forged(subject, "refuted", recorded, **TRAJECTORY, number="5/2")
    assert replayed(subject, certificate) == "undecided"


def test_ends_are_outward_or_unknown():
    tiny = iv.mpf(2) ** -(2 * LARGEST_EXPONENT)
    least = Fraction(1, 1 << LARGEST_EXPONENT)
    assert ends(iv.mpf([-tiny.a, tiny.a])) == (-least, least)
    assert ends(tiny) == (0, least)
    with pytest.raises(Blurred):
        ends(iv.mpf(1) / iv.mpf([-1, 1]))
    with pytest.raises(Blurred):
        ends(1 / tiny)
