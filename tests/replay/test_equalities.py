"""Certificates of identities, of rates and of exact margins: near is not equal."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from flint import ctx

from dmfcheck import claim
from dmfcheck.base.certificate import seal
from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.dynamics.balls.balls import exact_ball_to_json
from dmfcheck.replay.reading import digest, parsed
from dmfcheck.replay.verify import verify_content

X = Variable("x", "number", Fraction(0), None)
NONNORMAL = {
    "depth": 2,
    "target": [["1", "1e-30"], ["0", "1/2"]],
    "alpha": "1/2",
    "eta": "1/4",
    "steps": 2,
}
ONE = {"mid": [1, 0], "rad": [1, -80]}


def sealed(subject, values, verdict, margin, bits=64):
    return seal(
        {
            "kind": "claim",
            "claim": subject.id,
            "statement": subject.statement,
            "parameters": subject.point(**values).as_text(),
            "verdict": verdict,
            "bits": bits,
            "margin": margin,
        }
    )


def agreement(subject, values):
    """The margin in balls, in the unit of agreement to 25 digits."""
    with ctx.workprec(64):
        balls = BallPoint()
        point = subject.point(**values).converted(balls.number)
        return exact_ball_to_json(subject.margin(balls, point, {}))


@pytest.mark.parametrize(
    "changes", [{}, {"depth": 5, "steps": 3, "alpha": Fraction(10**30 // 2 + 1, 10**30)}]
)
def test_balls_that_agree_do_not_turn_a_refuted_identity(changes):
    subject, values = claim("reduction.nonnormal"), NONNORMAL | changes
    assert verify_content(subject.examine(**values).certificate).verdict == "refuted"
    forged = sealed(subject, values, "holds", agreement(subject, values))
    assert verify_content(forged).verdict == "rejected"


def test_a_false_identity_beyond_exact_numbers_is_not_confirmed():
    subject = claim("reduction.nonnormal")
    values = NONNORMAL | {"depth": 5, "steps": 4, "alpha": Fraction(10**300 // 2 + 1, 10**300)}
    assert subject.examine(**values).name == "refuted"
    forged = sealed(subject, values, "holds", agreement(subject, values))
    assert verify_content(forged).verdict == "rejected"


def test_an_identity_that_is_not_proved_stays_open_where_enclosures_agree():
    own = Claim(
        id="my.identity",
        statement="",
        source="derived",
        kind="identity",
        expected="holds",
        variables=(X,),
        margin=lambda a, p, c: a.equal(a.log(p.x**2), 2 * a.log(p.x), 1),
    )
    replay = verify_content(sealed(own, {"x": 3}, "holds", ONE), user={own.id: own})
    assert replay.verdict == "undecided"
    borrowed = replace(own, derivation="scaling")
    replay = verify_content(sealed(borrowed, {"x": 3}, "holds", ONE), user={own.id: borrowed})
    assert replay.verdict == "undecided"
    near = replace(own, margin=lambda a, p, c: a.equal(a.log(p.x), a.log(p.x + p.x / 10**30), 1))
    replay = verify_content(sealed(near, {"x": 3}, "holds", ONE), user={own.id: near})
    assert replay.verdict == "rejected"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (
            "sensing.recovery",
            {"size": 4, "rank": 1, "measurements": 14, "depth": 2, "scale": "1/1000", "seed": 1},
        ),
        (
            "completion.recovery",
            {"size": 4, "rank": 1, "measurements": 6, "depth": 2, "scale": "1/1000", "seed": 1},
        ),
        (
            "random.plateaus/gaussian",
            {"size": 4, "rank": 1, "depth": 3, "scale": "1/1000", "seed": 1},
        ),
    ],
)
def test_no_instance_confirms_a_rate(name, values):
    subject = claim(name)
    margin = Fraction(float(subject.margin(None, subject.point(**values), {})))
    middle = [margin.numerator, 1 - margin.denominator.bit_length()]
    ball = {"mid": middle, "rad": [1, -60]}
    forged = sealed(subject, values, "holds" if margin >= 0 else "refuted", ball)
    replay = verify_content(forged)
    assert (replay.verdict, replay.reason) == ("rejected", "no single instance decides a rate")


def test_a_float_is_no_margin():
    own = Claim(
        id="my.float",
        statement="",
        source="derived",
        kind="inequality",
        expected="open",
        variables=(X,),
        margin=lambda a, p, c: 0.5,
    )
    for bits, margin in ((64, {"mid": [1, -1], "rad": [1, -60]}), (0, "1/2")):
        replay = verify_content(sealed(own, {"x": 3}, "holds", margin, bits), user={own.id: own})
        assert replay.verdict == "undecided"


def test_an_irrational_margin_is_no_rational_however_near():
    subject = claim("time.two_layer")
    values = {"depth": 2, "eigenvalue": 1, "alpha": "1/100", "eta": "1/8", "fraction": "1/2"}
    genuine = subject.examine(**values).certificate
    assert verify_content(genuine).verdict == "holds"
    middle, exponent = genuine["margin"]["mid"]
    near = Fraction(middle) / 2**-exponent
    forged = sealed(subject, values, "holds", str(near), bits=0)
    replay = verify_content(forged)
    assert replay.verdict == "rejected"
    assert "rational" in replay.reason


def test_minus_zero_is_no_spelling_of_zero():
    genuine = dict(
        claim("order.preserved")
        .examine(depth=2, spectrum="2,1", alpha="1/10", eta="1/8", steps=1)
        .certificate
    )
    assert genuine["bits"] == 0
    text = json.dumps(genuine)
    assert verify_content(parsed(text)).verdict == genuine["verdict"]
    turned = text.replace('"bits": 0', '"bits": -0')
    assert turned != text
    assert verify_content(parsed(turned)).verdict == "rejected"
    assert digest(parsed(text)) == genuine["digest"]
