"""monotone.pair by boxes: a check of it that knows neither tangents nor signs of coefficients."""

from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck.proofs.boxes.lemma import show_by_boxes
from dmfcheck.proofs.ratio import NotShown
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.proof import Boxes, Inequality, Range, constant, proofs

PAIR = next(lemma for lemma in proofs()["monotone.pair"].lemmas if lemma.name == "pair")

REGION = (
    Range("H", high=lambda p, c: Fraction(1, p.depth)),
    Range("s", low=constant(1), high=lambda p, c: 1 + p.H),
    Range("t", low=constant(1), high=lambda p, c: 1 + p.H),
)
"""All growth factors there are: s - 1 <= h d^{N-2} lambda <= H."""


def powers(x, y, count):
    """(x^n - y^n)/(x - y), n = ``count``."""
    return sum((x**i * y ** (count - 1 - i) for i in range(1, count)), y ** (count - 1))


def divided(_a, p, _c):
    """What is left of the pair's margin without (s - t)^2, in terms that do not cancel.

    With e_n = (s^n - t^n - n t^{n-1} (s-t))/(s-t)^2, e_{n+1} = s e_n + n t^{n-1}: E is G's second
    difference, G' its slope at t, D = G' + (s-t) E its first one.
    """
    N, H, s, t = p.depth, p.H, p.s, p.t
    second = {0: 0 * s, 1: 0 * s}
    for n in range(1, 2 * N - 1):
        second[n + 1] = s * second[n] + n * t ** (n - 1)
    rest = (2 * N - 2) * t ** (2 * N - 3) + H * second[N - 2]
    E = (s - 1 - H) * second[2 * N - 2] + rest
    # G'(t) = t^{N-3} [1 - N H + (t-1) ((2N-1) t^N + (1 - (2N-2) H) (1 + t + ... + t^{N-1}))].
    inner = (2 * N - 1) * t**N + (1 - (2 * N - 2) * H) * powers(t, t**0, N)
    slope = (1 - N * H + (t - 1) * inner) * (t ** (N - 3) if N > 2 else 1 / t)
    D = slope + (s - t) * E
    at_s, at_t = (1 + H * x ** (N - 2) * (1 - x**N) + (x - 1) * x ** (2 * N - 2) for x in (s, t))
    total = s**N * E * powers(at_s, at_t, N)
    for i in range(N):
        part = powers(s, t, N - i) * at_s**i
        if i:
            part = part + t ** (N - i) * D * powers(at_s, at_t, i)
        total = total + slope * at_t ** (N - 1 - i) * s**i * part
    return total


def check(margin=PAIR.check.inequality.margin, quotient=divided):
    return Boxes(Inequality(REGION, margin), ((lambda p, c: p.s - p.t, 2),), quotient=quotient)


def show(chosen, depth):
    stated = {known.name: known.stated(depth) for known in claim("monotone.pair").constants}
    return show_by_boxes(chosen, chosen.inequality.margin, depth, stated)


@pytest.mark.parametrize(("depth", "most"), [(2, 40), (3, 60), (4, 90)])
def test_the_margin_of_a_pair_over_the_square_of_its_distance_is_positive(depth, most):
    words, boxes = show(check(), depth)
    assert len(words) == boxes <= most


@pytest.mark.parametrize("depth", [8])
def test_what_is_left_is_positive_at_larger_depths(depth):
    """The expansion of the pair's margin takes too long there; its terms are the same."""
    words, boxes = show(Boxes(Inequality(REGION, divided)), depth)
    assert len(words) == boxes < 400


@pytest.mark.parametrize("depth", range(2, 21))
def test_what_is_left_is_what_is_left_at_exact_points(depth):
    from dmfcheck.claims.point import Point

    margin = PAIR.check.inequality.margin
    for k in range(1, 8):
        H = Fraction(k, 9 * depth)
        s, t = 1 + H * Fraction(k, 11), 1 + H * Fraction(8 - k, 9)
        point = Point({"depth": depth, "H": H, "s": s, "t": t})
        assert margin(None, point, {}) == (s - t) ** 2 * divided(None, point, {})


@pytest.mark.parametrize("depth", [2, 3])
def test_more_than_the_tangent_is_refused(depth):
    """1.1 kappa: not even divisible; and with less than nothing left, a point is named."""

    def steeper(a, p, c):
        own = PAIR.check.inequality.margin(a, p, c)
        return own - Fraction(1, 10) * (p.s**p.depth - p.t**p.depth)

    with pytest.raises(NotShown, match="not the product"):
        show(check(margin=steeper), depth)
    less = replace(check(), inequality=Inequality(REGION, lambda a, p, c: divided(a, p, c) - 9))
    with pytest.raises(NotShown, match="the margin is negative at H = "):
        show(replace(less, divided=(), quotient=None), depth)
