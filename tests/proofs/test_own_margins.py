"""Margins of anybody's, written for Coq: what they are made of, how long, and under which names."""

import re
import time
from fractions import Fraction

import pytest

from dmfcheck.claims.claim import Claim, Constant
from dmfcheck.proofs.counterexample.bounds import parts
from dmfcheck.proofs.counterexample.export import check_counterexample, export
from dmfcheck.proofs.counterexample.negation import negations
from dmfcheck.proofs.counterexample.term import MP, CannotWrite, Page
from dmfcheck.theory.ledger import claim

LITERAL = claim("monotone.literal")
VALUES = {"depth": 2, "spectrum": "1,1/2,0", "alpha": "1/2", "eta": "1/2", "steps": 7}
BLOWING_UP = {"depth": 3, "spectrum": "1", "alpha": "3", "eta": "5", "steps": 5000}


def own(margin, *names, claim_id="own"):
    return Claim(
        id=claim_id,
        statement="what it says",
        source="own",
        kind="inequality",
        expected="refuted",
        variables=LITERAL.variables,
        margin=margin,
        constants=tuple(Constant(name, lambda _: Fraction(3), "3") for name in names),
    )


def exported(margin, *names, values=VALUES):
    chosen = own(margin, *names)
    return export(chosen, chosen.point(**values)).text


def test_an_endless_margin_takes_no_longer_than_it_may():
    endless = own(lambda *_: [0 for _ in iter(int, 1)])
    begun = time.monotonic()
    found = check_counterexample(endless, endless.point(**VALUES), 1)
    assert (found.verdict, found.theorems) == ("undecided", [])
    assert found.reason == "it was not written down within 1 s"
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize(
    ("margin", "reason"),
    [
        (lambda *_: {}[1], "a margin that raises KeyError here"),
        (lambda _, p, __: p.alpha % 2, "a margin that raises TypeError here"),
        (lambda *_: -1.0, "a margin that is no number"),
        (lambda _, p, __: -((p.alpha + 2) ** 10**9), "a power with an exponent above 5000"),
        (lambda _, p, __: -((p.alpha + 2) ** -(10**9)), "a power with an exponent above 5000"),
        (
            lambda a, p, _: -a.root((p.alpha / 10**6) ** 4000, 3),
            "a root whose ends have more than 14000 bits",
        ),
    ],
)
def test_what_is_not_written_says_why(margin, reason):
    with pytest.raises(CannotWrite, match=f"^{re.escape(reason)}$"):
        exported(margin)


@pytest.mark.parametrize(
    "margin",
    [
        lambda a, _, __: -((((a.number(Fraction(10**4000)) ** 5000) ** 5000) ** 5000) ** 5000),
        lambda a, p, _: -a.orbit(p, 0)[-1],
    ],
)
def test_long_integers_are_rounded_as_other_rationals_are(margin):
    begun = time.process_time()
    exported(margin, values=BLOWING_UP)
    assert time.process_time() - begun < 10


INJECTED = (
    "x = 1. Admitted. *)\nAxiom f : False. (*",
    'a"b',
    "Prop",
    "with",
    "Rabs",
    "3",
    "_x",
    "3 ",
)


def test_names_are_names_of_coq():
    text = exported(lambda _, p, c: p.alpha - sum(c.values()), *INJECTED)
    names = re.findall(r"^forall (.*), \1 = 3 ->$", text, flags=re.MULTILINE)
    assert len(set(names)) == len(INJECTED)
    for name in names:
        assert re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII)
    assert not set(names) & {"Prop", "with", "Rabs"}
    assert "Axiom f" not in text


@pytest.mark.coq
@pytest.mark.usefixtures("computing")
def test_coq_takes_the_names():
    chosen = own(lambda _, p, c: -abs(p.alpha - sum(c.values())), *INJECTED)
    assert check_counterexample(chosen, chosen.point(**VALUES), 100).verdict == "refuted"


def test_an_own_claim_is_not_the_one_whose_id_it_has():
    """Its counterexample would be shown as one to a formal statement that is not its own."""
    same = own(lambda _, p, __: p.alpha - 2, claim_id="monotone.literal")
    assert negations(same, same.point(**VALUES)) == []
    unsaid = own(lambda _, p, __: p.alpha - 2, claim_id="monotone.entropy")
    assert negations(unsaid, unsaid.point(**VALUES)) == []
    assert len(negations(LITERAL, LITERAL.point(**VALUES))) == 1


def named(page, name, value):
    term = page.named(name, page.number(0))
    term.value = value
    return term


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("side", [0, 1])
def test_the_sign_of_a_factor_is_shown_where_a_choice_is_bounded_by_it(sign, side):
    """It is seen by rounding: were it another, the bound would be one from the other side."""
    page = Page()
    choice = page.least([named(page, "x", MP.mpf(2 * sign)), named(page, "y", MP.mpf(3 * sign))])
    factor = named(page, "z", MP.mpf(-sign))
    pair = (choice, factor) if side == 0 else (factor, choice)
    parts("negative", pair[0] * pair[1])
    assert page.sides == [("positive" if sign < 0 else "negative", factor)]


def test_factors_in_an_exported_file_have_their_signs_shown():
    text = exported(lambda a, p, _: -a.maximum(p.alpha, p.eta) * a.orbit(p, 0)[-1])
    assert "/\\ - alpha * d1_7 < 0" in text or "(- alpha) * d1_7 < 0" in text, text
    assert "\n0 < d1_7\n" in text


def test_an_integer_that_was_counted_is_shown_to_be_that():
    page = Page()
    time_of = page.made("time", ("K", 2, 5, page.number(1)), Fraction(5))
    assert int(time_of) == 5
    assert [sign for sign, _ in page.sides] == ["nonnegative", "nonnegative"]
    assert int(page.number(7)) == 7
    assert len(page.sides) == 2


@pytest.mark.coq
@pytest.mark.usefixtures("computing")
def test_roots_are_computed_with_as_many_bits_as_they_are_told_to():
    rooted = own(lambda a, p, _: -a.root(a.orbit(p, 0)[-1], 2))
    found = check_counterexample(rooted, rooted.point(**VALUES), 100)
    assert (found.verdict, found.reason) == ("refuted", "")
