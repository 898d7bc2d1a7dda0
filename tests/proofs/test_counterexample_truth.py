"""The truth of a number in a margin is what Coq is asked to show, as for a comparison."""

from fractions import Fraction

from dmfcheck.proofs.counterexample.term import Page


def test_zero_is_false_and_that_is_to_be_shown():
    page = Page()
    zero, half = page.named("x", page.number(0)), page.named("y", page.number(Fraction(1, 2)))
    assert not zero
    assert [sign for sign, _ in page.sides] == ["nonnegative", "nonnegative"]
    assert half
    assert [sign for sign, _ in page.sides][2:] == ["positive"]
