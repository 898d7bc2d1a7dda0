"""Margins that ask whether x < y: no verdict rests on an answer that the balls do not give."""

from fractions import Fraction

import pytest

from dmfcheck import ALPHA, Claim, Hypothesis, Variable, verify_certificate
from dmfcheck.base.certificate import seal
from dmfcheck.base.verdict import Unsure
from dmfcheck.dynamics.balls.jets import variables
from dmfcheck.dynamics.balls.mixed_ball import MixedBall

OTHER = Variable("other", "number")


def asks(margin, **more):
    return Claim(
        id="own.asks",
        statement="a statement",
        source="derived",
        kind="inequality",
        expected="open",
        variables=(ALPHA,),
        margin=margin,
        **more,
    )


def irrational(a, p, value):
    """``value`` times a number that exact arithmetic does not have."""
    return a.log(2 + 0 * p.alpha) * value


TIES = {
    "order": lambda a, p, c: irrational(a, p, 1 if 3 * p.alpha >= 1 else -1),
    "strict": lambda a, p, c: irrational(a, p, -1 if 3 * p.alpha > 1 else 1),
    "equality": lambda a, p, c: irrational(a, p, 1 if 3 * p.alpha == 1 else -1),
    "difference": lambda a, p, c: irrational(a, p, -1 if 3 * p.alpha != 1 else 1),
    "truth": lambda a, p, c: irrational(a, p, -1 if 3 * p.alpha - 1 else 1),
    "maximum": lambda a, p, c: irrational(a, p, 1) + (max(3 * p.alpha, 1) - 1) * 10**30,
    "minimum": lambda a, p, c: irrational(a, p, 1) + (1 - min(1, 3 * p.alpha)) * 10**30,
    "order of logarithms": lambda a, p, c: 1 if a.log(p.alpha) <= -a.log(3 + 0 * p.alpha) else -1,
}
"""Each holds at alpha = 1/3, where what it asks is a tie."""

BESIDE = Fraction(1, 3) + Fraction(1, 10**30)


@pytest.mark.parametrize("name", TIES)
def test_a_tie_is_not_refuted(name):
    claim = asks(TIES[name])
    found = claim.examine(alpha="1/3")
    assert found.name in ("holds", "undecided")
    if name not in ("maximum", "minimum"):
        assert "which balls do not decide" in found.reason


@pytest.mark.parametrize("name", TIES)
def test_beside_a_tie_more_bits_decide(name):
    claim = asks(TIES[name])
    found = claim.examine(alpha=BESIDE)
    wanted = "holds" if name in ("order", "maximum", "minimum") else "refuted"
    assert found.name == wanted
    assert verify_certificate(found.certificate, claims=[claim]).verdict == wanted


@pytest.mark.parametrize("name", ["order", "strict", "equality", "difference", "truth"])
def test_a_replay_confirms_no_branch_that_is_a_guess(name):
    claim = asks(TIES[name])
    beside = claim.examine(alpha=BESIDE if name != "order" else "1/4").certificate
    assert beside["verdict"] == "refuted"
    forged = dict(beside) | {"parameters": {"alpha": "1/3"}}
    forged.pop("digest"), forged.pop("schema")
    replayed = verify_certificate(seal(forged), claims=[claim])
    assert replayed.verdict not in ("refuted", "holds"), replayed


def test_a_hypothesis_that_asks_is_undecided_at_a_tie():
    asked = Hypothesis("alpha < 1/3", TIES["strict"])
    found = asks(lambda a, p, c: p.alpha, hypotheses=(asked,)).examine(alpha="1/3")
    assert found.name == "undecided"
    assert found.reason == "undecided hypothesis: alpha < 1/3"


@pytest.mark.parametrize("mistake", [IndexError("no such entry"), ValueError("no such value")])
def test_a_margin_without_a_value_at_the_point_is_undecided(mistake):
    def margin(*_):
        raise mistake

    found = asks(margin).examine(alpha=1)
    assert found.name == "undecided"
    assert f"{type(mistake).__name__}, no such" in found.reason


def test_balls_and_jets_answer_only_what_is_certain():
    wide = MixedBall(0, 1)
    [jet] = variables([wide])
    for unsure in (wide, jet):
        assert unsure < 2
        assert not unsure > Fraction(5, 2)
        assert unsure != 3
        for ask in (lambda x: x < 1, lambda x: x == 0, bool, lambda x: max(x, 0)):
            with pytest.raises(Unsure):
                ask(unsure)
    for rounded in (float, int):
        with pytest.raises(TypeError, match="not rounded"):
            rounded(wide)
    with pytest.raises(Unsure):
        abs(jet)
    [above] = variables([MixedBall(2, 1)])
    assert abs(-above).slopes == (1,)
    assert ((1 / above) * above).value.contains(1)
