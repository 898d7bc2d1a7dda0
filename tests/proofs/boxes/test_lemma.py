"""Lemmas that boxes show, and false variants of them, which they never do."""

from dataclasses import replace
from fractions import Fraction

import pytest
from flint import fmpq

from dmfcheck.proofs.boxes.lemma import show_by_boxes
from dmfcheck.proofs.ratio import NotShown
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.proof import Boxes, proofs
from dmfcheck.theory.time.one_step_sharp import series
from dmfcheck.theory.time.residual_proofs import residual_terms

BY_BOXES = {
    (name, lemma.name): lemma
    for name, proof in proofs().items()
    for lemma in proof.steps
    if isinstance(lemma.check, Boxes)
}

ORBITS = ("step.perturbed_sharp", "step.perturbed_sharp/negative")
"""Whole orbits take seconds at a depth; tests/soak/ has more of them."""
SLOW = [("step.perturbed_sharp", "large eigenvalues"), ("step.perturbed_sharp", "large starts")]


def constants(claim, depth):
    return {known.name: known.stated(depth) for known in claim.constants}


def shown(name, lemma, depth, check=None, **other):
    claim = ledger()[name]
    check = check or lemma.check
    margin = check.inequality.margin or claim.margin
    return show_by_boxes(check, margin, depth, {**constants(claim, depth), **other})


@pytest.mark.parametrize(("name", "lemma"), [key for key in BY_BOXES if key not in SLOW])
def test_a_lemma_is_shown_at_the_least_depths_and_at_a_larger_one(name, lemma):
    for depth in (2,) if name in ORBITS else (2, 3, 6):
        words, boxes = shown(name, BY_BOXES[name, lemma], depth)
        assert 1 <= len(words) == boxes < 500


@pytest.mark.parametrize(("name", "lemma"), BY_BOXES)
@pytest.mark.parametrize("depth", [2, 5])
def test_a_lemma_turned_round_is_never_shown(name, lemma, depth):
    check = BY_BOXES[name, lemma].check
    known = check.quotient or check.inequality.margin or ledger()[name].margin
    turned = replace(check.inequality, margin=lambda a, p, c: -known(a, p, c) - Fraction(1, 10**9))
    with pytest.raises(NotShown, match="the margin is negative"):
        shown(name, BY_BOXES[name, lemma], depth, Boxes(turned))


LOOSENED = [
    ("step.convergent", "two steps contract", "convergence bound", "1.001"),
    ("step.convergent", "two steps contract", "convergence bound", "2"),
    ("step.quoted/monotone_map", "the map rises", "monotone map", "1.001"),
    ("step.quoted/monotone_map", "the map rises", "monotone map", "3"),
    ("step.perturbed", "the others stay low", "c", "0.99"),
    ("step.perturbed", "the steepest step above M", "perturbed step", "1.001"),
    ("step.perturbed", "the steepest step up to M", "perturbed step", "2"),
    ("step.perturbed", "u and v keep their signs", "perturbed step", "3"),
    ("order.preserved", "the larger stays larger", "leading step bound", "1.001"),
    ("order.preserved", "the larger stays larger", "leading step bound", "2"),
    ("rank.plateau", "not much less", "lower share", "0.999"),
    ("rank.plateau", "not much less", "lower share", "0.5"),
    ("rank.plateau", "not much more", "upper share", "0.999"),
    ("rank.plateau", "the others add little", "upper share", "0.999"),
    ("time.corrected/sharper", "a step is not much longer", "remainder", "0.9999"),
    ("time.corrected/sharper", "a step is not much longer", "remainder", "0.7"),
    ("time.corrected", "a step is not much longer", "remainder", "0.41"),
    ("step.perturbed_sharp", "all steps", "monotone step, lambda > 0", "1.00001"),
    ("step.perturbed_sharp/negative", "all steps", "monotone step, lambda < 0", "1.00001"),
]


@pytest.mark.parametrize(("name", "lemma", "constant", "factor"), LOOSENED)
def test_with_a_loosened_constant_a_point_shows_the_lemma_false(name, lemma, constant, factor):
    for depth in (2, 3, 7):
        stated = constants(ledger()[name], depth)[constant]
        with pytest.raises(NotShown, match="the margin is negative"):
            shown(name, BY_BOXES[name, lemma], depth, **{constant: stated * Fraction(factor)})


def test_a_factor_that_is_none_and_one_that_may_be_negative_are_refused():
    lemma = BY_BOXES["order.preserved", "the larger stays larger"]
    other = replace(lemma.check, quotient=lambda a, p, c: 1 - p.eta * p.upper)
    with pytest.raises(NotShown, match="not the product"):
        shown("order.preserved", lemma, 3, other)
    negative = replace(
        lemma.check,
        divided=((lambda p, c: p.lower - p.upper, 1),),
        quotient=lambda a, p, c: -lemma.check.quotient(a, p, c),
    )
    with pytest.raises(NotShown, match="not shown to be >= 0"):
        shown("order.preserved", lemma, 3, negative)
    with pytest.raises(NotShown, match="not written out"):
        shown("order.preserved", lemma, 3, replace(lemma.check, quotient=None))


def test_at_the_limit_it_says_how_many_boxes_are_left_and_where():
    lemma = BY_BOXES["order.preserved", "the larger stays larger"]
    with pytest.raises(NotShown) as few:
        shown("order.preserved", lemma, 9, replace(lemma.check, boxes=6))
    assert "6 boxes are not enough; " in str(few.value)
    assert "1 box is left at upper = 7/8, lower = 21/32, eta = 1/18" in str(few.value)
    # Raw, the margin vanishes where both are equal, and no split removes that.
    raw = replace(lemma.check, divided=(), quotient=None, boxes=100)
    with pytest.raises(
        NotShown, match=r"100 boxes are not enough; [0-9]+ boxes are left, the first at upper"
    ):
        shown("order.preserved", lemma, 3, raw)


@pytest.mark.parametrize("depth", [21, 22, 23, 50])
@pytest.mark.parametrize("lemma", ["a step is not much longer", "a step is not much shorter"])
def test_the_residual_is_bounded_beyond_as_many_layers_as_terms(lemma, depth):
    shown("time.corrected/sharper", BY_BOXES["time.corrected/sharper", lemma], depth)


@pytest.mark.parametrize("depth", [2, 5, 30])
def test_the_terms_are_those_of_the_series(depth):
    terms = residual_terms(Fraction(1, 3), depth)
    expected = series(depth)[2 : 2 + len(terms)]
    assert terms == [Fraction(int((x := term(fmpq(1, 3))).p), int(x.q)) for term in expected]
