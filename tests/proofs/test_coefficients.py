"""Inequalities by signs of coefficients: what is shown is true, and what is false is not shown."""

import random
from fractions import Fraction

import pytest

from dmfcheck.base.bounds import within
from dmfcheck.claims.claim import Hypothesis
from dmfcheck.proofs.coefficients import show
from dmfcheck.proofs.ratio import NotShown
from dmfcheck.theory.proof import Bernstein, Coefficients, Inequality, Range, constant

UNIT = (Range("x", high=constant(1)), Range("y", high=lambda p, c: p.x))


def shown(margin, region=UNIT, *, parts=1, divided=(), fixed=None, constants=None):
    inequality = Inequality(region, margin, fixed or {}, (2,))
    check = (
        Bernstein(inequality, divided, parts) if parts > 1 else Coefficients(inequality, divided)
    )
    return show(check, margin, 2, constants or {})


def is_shown(margin, *args, **options):
    try:
        return bool(shown(margin, *args, **options))
    except NotShown:
        return False


def test_random_polynomials_that_are_shown_are_nonnegative():
    random.seed(5)
    counts = {True: 0, False: 0}
    for _ in range(200):
        terms = [
            (Fraction(random.randint(-2, 4), random.randint(1, 3)), i, j)
            for i in range(3)
            for j in range(3)
        ]

        def margin(a, p, _, terms=terms):
            return sum(a.number(k) * p.x**i * p.y**j for k, i, j in terms)

        found = is_shown(margin, parts=64)
        counts[found] += 1
        grid = [Fraction(k, 12) for k in range(13)]
        least = min(sum(k * x**i * (x * t) ** j for k, i, j in terms) for x in grid for t in grid)
        if found:
            assert least >= 0
        if least < 0:
            assert not found
    assert counts[True] > 20
    assert counts[False] > 20


def test_parts_show_what_the_whole_does_not():
    def margin(a, p, _):
        return (p.x - a.number(Fraction(1, 3))) ** 2 + a.number(Fraction(1, 50))

    assert not is_shown(margin, UNIT[:1])
    [found] = shown(margin, UNIT[:1], parts=64)
    assert len(found.parts) > 2
    assert sum(high - low for ((low, high),) in found.parts) == 1


def test_a_touch_inside_is_shown_by_dividing_it_out():
    def margin(_a, p, _):
        return (p.x - 3 * p.y) ** 2 * (1 + p.x)

    assert not is_shown(margin, parts=128)
    assert is_shown(margin, divided=((lambda p, c: p.x - 3 * p.y, 2),))
    # An odd power of a factor that changes its sign, and one that is not a factor.
    assert not is_shown(margin, divided=((lambda p, c: p.x - 3 * p.y, 1),))
    assert not is_shown(margin, divided=((lambda p, c: p.x + 3, 2),))
    assert is_shown(margin, divided=((lambda p, c: p.x - 3 * p.y, 2), (lambda p, c: 1 + p.x, 1)))


@pytest.mark.parametrize(
    "margin",
    [
        lambda a, p, c: p.y - p.x,
        lambda a, p, c: 1 - p.x - p.y,
        lambda a, p, c: a.minimum(p.x, p.x - p.y, p.y - a.number(Fraction(1, 1000))),
        lambda a, p, c: a.minimum(),
        lambda a, p, c: a.maximum(p.x - p.y - 1, p.y - p.x),
        lambda a, p, c: 1 - 2 * a.absolute(p.x - 2 * p.y),
        lambda a, p, c: a.indicator(p.x - 2 * p.y),
        lambda a, p, c: a.equal(p.x, p.y, 1),
        lambda a, p, c: (p.x - p.y) / (p.y - 1),
        lambda a, p, c: 1 / (p.x - 2 * p.y),
        lambda a, p, c: a.log(1 + p.x),
        lambda a, p, c: a.root(p.x, 2),
        lambda a, p, c: p.x + 0.5,
        lambda a, p, c: p.z,
        lambda a, p, c: max(p.x, p.y),
        lambda a, p, c: a.maximum(p.x, 2 * p.y) * 2,
        lambda a, p, c: -a.number(Fraction(1, 10**9)),
    ],
)
def test_what_is_false_or_beyond_polynomials_is_not_shown(margin):
    assert not is_shown(margin, parts=64)


def test_a_comparison_that_the_region_decides():
    assert is_shown(lambda a, p, c: a.maximum(p.x, p.y) - p.x)
    assert is_shown(lambda a, p, c: a.absolute(p.y - p.x) - p.x + p.y)
    assert is_shown(lambda a, p, c: 1 - a.absolute(p.x - 2 * p.y))
    assert not is_shown(lambda a, p, c: p.y - a.maximum(p.x, p.y))


BELOW_HALF = Hypothesis("x <= s/2", lambda a, p, c: c["s"] / 2 - p.x)


@pytest.mark.parametrize(("end", "covered"), [(1, True), (2, True), (Fraction(1, 2), False)])
def test_the_region_must_leave_out_nothing_that_the_hypothesis_allows(end, covered):
    region = (Range("x", high=constant(end * Fraction(1, 2)), given=BELOW_HALF),)
    options = {"constants": {"s": Fraction(1)}}
    assert is_shown(lambda a, p, c: p.x, region, **options) == covered
    low = (Range("x", low=constant(end - Fraction(1, 2)), given_low=ABOVE_HALF),)
    assert is_shown(lambda a, p, c: p.x, low, **options) == (end <= 1)


ABOVE_HALF = Hypothesis("x > s/2", lambda a, p, c: p.x - c["s"] / 2, strict=True)


def test_a_hypothesis_that_holds_at_some_corner_beyond_is_not_excluded():
    # Beyond x = 1 it fails, but for y = 0, which only a strict inequality would exclude.
    weak = Hypothesis("(x-1) y <= 0", lambda a, p, c: (1 - p.x) * p.y)
    region = (Range("y", high=constant(1)), Range("x", high=constant(1), given=weak))
    assert not is_shown(lambda a, p, c: 1 - p.x, region)


def test_dividing_by_what_may_vanish_is_refused():
    region = (
        Range("x", high=constant(1)),
        Range("y", high=constant(1), over=lambda p, c: 1 - 2 * p.x),
    )
    assert not is_shown(lambda a, p, c: p.y, region)


def test_time_ends_it():
    def margin(a, p, _):
        return sum(((1 + p.x + p.y + i) ** 12 for i in range(40000)), a.number(Fraction(0)))

    with within(0.2) as limit:
        show(Bernstein(Inequality(UNIT, margin), parts=10**6), margin, 2, {})
    assert limit.reached
