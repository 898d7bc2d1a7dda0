"""Claims with a constant scaled: what they say, and what their ids are."""

from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck import claim
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.scaled import constant_of, resolved, scaled, scaled_id, short_name
from dmfcheck.hunt.subject import Subject, read_subject
from dmfcheck.theory.ledger import ledger

POINT = {"depth": 2, "eigenvalue": 1, "alpha": "99/100", "steps": 3}


@pytest.mark.parametrize(("eta", "said"), [("1/2", "holds"), ("26/50", "refuted")])
def test_only_the_constant_is_another(eta, said):
    monotone = claim("step.monotone")
    wider = scaled(monotone, "monotone_bound", "11/10")
    assert monotone.examine(**POINT, eta=eta).name == (
        said if said == "holds" else "outside hypotheses"
    )
    assert wider.examine(**POINT, eta=eta).name == said
    assert [c.stated(7) for c in wider.constants] == [Fraction(11, 70)]
    assert (wider.expected, wider.derivation, wider.counterexamples) == ("open", None, ())
    assert "11/10" in wider.statement


def test_each_constant_of_the_ledger_has_an_id_that_leads_back():
    for entry in ledger().values():
        ids = set()
        for constant in entry.constants:
            name = scaled_id(entry.id, constant.name, Fraction(7, 5))
            made = read_subject(name).claim() if entry.study is None else None
            ids.add(name)
            if made is not None:
                assert made.id == name
                assert constant_of(made, constant.name).stated(3) == constant.stated(3) * 7 / 5
        assert len(ids) == len(entry.constants)


def test_one_of_two_constants_is_scaled_and_twice_if_so_asked():
    made = resolved("rank.plateau@lower_share*2@upper_share*1/3", claim)
    before = claim("rank.plateau").constants
    factors = [
        new.stated(4) / old.stated(4) for new, old in zip(made.constants, before, strict=True)
    ]
    assert factors == [1, 2, Fraction(1, 3)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("step.monotone@monotone_bound*4/2", "accepted: step.monotone@monotone_bound*2"),
        ("step.monotone@edge*2", "no constant of step.monotone; accepted: 'monotone bound'"),
        ("step.monotne@monotone_bound*2", "accepted: step.monotone"),
        ("step.monotone@monotone_bound*0", "which is no claim"),
        ("step.monotone@monotone_bound*-2", "which is no claim"),
        ("step.monotone@monotone_bound*1e3", "which is no claim"),
    ],
)
def test_ids_that_are_none(name, said):
    with pytest.raises(BadInput) as caught:
        read_subject(name)
    assert said in str(caught.value)


def test_factors_that_are_none():
    for factor in (0, -1, "x", True):
        with pytest.raises(BadInput) as caught:
            scaled(claim("step.monotone"), "monotone bound", factor)
        assert caught.value.argument == "factor"


def test_an_own_claim_may_have_such_an_id():
    source = (
        "from dataclasses import replace\nfrom dmfcheck import claim\n"
        "one = replace(claim('step.monotone'), id='a@b*2')\n"
    )
    own = Subject("a@b*2", "mine.py", source)
    assert own.claim().constants == claim("step.monotone").constants
    further = replace(own, name="a@b*2@monotone_bound*3").claim()
    assert further.constants[0].stated(2) == Fraction(3, 2)


def test_short_names_are_told_apart():
    assert short_name("monotone step, lambda > 0") == "monotone_step_lambda_0"
