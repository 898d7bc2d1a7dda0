"""What a replay rejects although the quotient is that of the margin."""

from fractions import Fraction

import pytest

from dmfcheck.claims.claim import Hypothesis
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.rejected import Rejected
from dmfcheck.replay.signs.coefficients import require_shown
from dmfcheck.theory.proof import Bernstein, Coefficients, Inequality, Range, constant

X = Range("x", high=constant(1))
WHOLE = [[["0", "1"]]]
HALVES = [[["0", "1/2"]], [["1/2", "1"]]]
ONE = [[[0], "1"]]


def entry(quotient, terms, parts=WHOLE, denominator=ONE):
    return [{"quotient": quotient, "denominator": denominator, "parts": parts, "terms": terms}]


def replay(margin, entries, *, region=(X,), divided=(), parts=1):
    inequality = Inequality(region, margin)
    check = (
        Bernstein(inequality, divided, parts) if parts > 1 else Coefficients(inequality, divided)
    )
    require_shown(check, margin, 2, {"s": Fraction(1)}, entries)


def square(_a, p, _c):
    """x^2 - x + 1/4, which touches 0 at 1/2: a corner of both halves."""
    return (p.x - Fraction(1, 2)) ** 2


SQUARE = [[[2], "1"], [[1], "-1"], [[0], "1/4"]]


def test_parts_are_needed_where_the_whole_has_a_negative_coefficient():
    replay(square, entry(SQUARE, 2, HALVES), parts=2)
    with pytest.raises(Rejected, match="a coefficient is negative"):
        replay(square, entry(SQUARE, 3))
    with pytest.raises(Rejected, match="none, or too many"):
        replay(square, entry(SQUARE, 2, HALVES))
    with pytest.raises(Rejected, match="do not fill"):
        replay(square, entry(SQUARE, 1, HALVES[:1]), parts=2)
    with pytest.raises(Rejected, match="overlap"):
        replay(square, entry(SQUARE, 2, [*HALVES, [["0", "1/2"]]]), parts=3)


def test_a_margin_that_is_negative_somewhere_is_rejected():
    with pytest.raises(Rejected, match="a coefficient is negative"):
        replay(lambda a, p, c: p.x - Fraction(1, 9), entry([[[1], "1"], [[0], "-1/9"]], 2))


def test_a_factor_of_an_odd_power_must_be_shown():
    half = (lambda p, c: p.x - Fraction(1, 2), 1)
    with pytest.raises(Rejected, match="a factor that is divided out"):
        replay(square, entry([[[1], "1"], [[0], "-1/2"]], 2), divided=(half,))
    replay(square, entry(ONE, 1), divided=((half[0], 2),))


def test_a_denominator_must_be_positive():
    def margin(_a, p, _c):
        return 1 / (p.x - Fraction(1, 3))

    with pytest.raises(Rejected, match="the denominator is not shown"):
        replay(margin, entry(ONE, 1, denominator=[[[1], "1"], [[0], "-1/3"]]))
    over = Range("x", high=constant(1), over=lambda p, c: -1)
    with pytest.raises(Rejected, match="divided by is not shown"):
        replay(lambda a, p, c: p.x, entry([[[1], "1"]], 1), region=(over,))


@pytest.mark.parametrize(("bound", "fine"), [(1, True), (Fraction(1, 2), True), (2, False)])
def test_the_hypothesis_must_fail_beyond_the_end(bound, fine):
    given = Hypothesis("x <= bound", lambda a, p, c: bound - p.x)
    region = (Range("x", high=constant(1), given=given),)

    def shown():
        replay(lambda a, p, c: p.x, entry([[[1], "1"]], 1), region=region)

    if fine:
        shown()
    else:
        with pytest.raises(Rejected, match="x <= bound is not shown to fail beyond x"):
            shown()


def test_what_depends_on_the_point_is_not_decided():
    with pytest.raises(CannotReplay, match="which number is the greatest"):
        replay(lambda a, p, c: a.maximum(p.x - Fraction(1, 3), 0 * p.x), entry(ONE, 1))
    with pytest.raises(CannotReplay, match="log of polynomials"):
        replay(lambda a, p, c: a.log(1 + p.x), entry(ONE, 1))
