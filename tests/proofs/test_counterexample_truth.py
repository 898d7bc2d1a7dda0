"""The truth of a number in a margin is what Coq is asked to show, as for a comparison."""

from fractions import Fraction

import pytest

from dmfcheck.base.certificate import seal
from dmfcheck.base.exact_text import json_text
from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.commands.main import main
from dmfcheck.proofs.counterexample.bounds import parts
from dmfcheck.proofs.counterexample.export import export
from dmfcheck.proofs.counterexample.term import CannotWrite, Page


def test_zero_is_false_and_that_is_to_be_shown():
    page = Page()
    zero, half = page.named("x", page.number(0)), page.named("y", page.number(Fraction(1, 2)))
    assert not zero
    assert [sign for sign, _ in page.sides] == ["nonnegative", "nonnegative"]
    assert half
    assert [sign for sign, _ in page.sides][2:] == ["positive"]


def test_a_constant_that_has_not_the_sign_is_shown_all_the_same():
    """A hypothesis min(x, -1) >= 0 holds nowhere, although 0 <= x does."""
    page = Page()
    x = page.named("x", page.number(0))
    for constant in (page.number(-1), page.number(1)):
        for members in ([x, constant], [constant, x]):
            kept = parts("nonnegative", page.least(members))
            assert any(part is constant for part in kept) is (constant.value < 0)
            assert any(part is x for part in kept)
    [kept] = parts("positive", page.least([page.number(0), page.named("y", page.number(1))]))[:1]
    assert kept.value == 0


def test_a_point_beyond_a_constant_hypothesis_refutes_nothing():
    x = Variable("x", "number", Fraction(0), Fraction(1))
    never = Hypothesis("min(x, -1) >= 0", lambda a, p, c: a.minimum(p.x, -1))
    parts_of = ("my.claim", "s", "own", "inequality", "refuted", (x,), lambda a, p, c: p.x - 1)
    with pytest.raises(CannotWrite, match=r"^a hypothesis that fails: min\(x, -1\) >= 0$"):
        export(Claim(*parts_of, (never,)), Claim(*parts_of).point(x="0"))


def test_a_number_that_python_does_not_write_is_refused_in_words(capsys, tmp_path):
    path = tmp_path / "time.json"
    content = {"kind": "hitting_time", "depth": 2, "x0": "1/2", "b": "3/4", "lo": 3, "hi": 3}
    path.write_text(json_text(seal(content | {"h": "1/1" + "0" * 5000})))
    assert main(["prove", str(path), "--kernel"]) == 2
    assert "more than 14000 bits" in capsys.readouterr().err
    x = Variable("x", "number", Fraction(0), Fraction(1))
    own = Claim("my.claim", "s", "own", "inequality", "refuted", (x,), lambda a, p, c: p.x - 1)
    with pytest.raises(CannotWrite, match="more than 14000 bits"):
        export(own, own.point(x=Fraction(1, 10**5000)))
