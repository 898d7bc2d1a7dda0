"""Bounds of K_2/K_1 (notes/conjectures.md): each step of their proofs, and the bounds."""

import pytest
import sympy as sp

from dmfcheck import Claim
from dmfcheck.theory.quantities import SETTINGS, odds_to_gain

h, w, u, m, N, y, c, t = sp.symbols("h w u m N y c t", positive=True)
TWO, DEEP = SETTINGS["two layers"], SETTINGS["deep"]
SIZE = 600


def factor(h, w):
    """1 - w_+ over 1 - w, N = 2."""
    return 1 - 2 * h * w - h**2 * w * (1 - w)


def test_the_gain_of_a_step_with_two_factors():
    after = w * (1 + h * (1 - w)) ** 2
    assert sp.expand(1 - after - (1 - w) * factor(h, w)) == 0
    # (rho_+/rho) - (1+h)^2, over w h^2 and the factor; 0 < w < 1 is w = 1 - u.
    rest = (1 + h * (1 - w)) ** 2 - (1 + h) ** 2 * factor(h, w)
    least = 3 + 2 * h * (2 - w) + h**2 * (1 - w)
    assert sp.expand(rest - w * h**2 * least) == 0
    terms = sp.Poly(sp.expand(least.subs(w, 1 - u)), h, u).terms()
    assert all(coefficient > 0 for _, coefficient in terms)


@pytest.mark.parametrize("depth", range(3, 9))
def test_the_gain_of_a_step_with_more_factors(depth):
    # y = x^{-m}: y - y_+ >= y (1 - (1 + c/y)^{-m}) >= m c y/(y + m c).
    power = depth - 2
    rest = (1 + t) ** power - (1 + power * t)
    assert all(coefficient >= 0 for coefficient in sp.Poly(sp.expand(rest), t).coeffs())
    assert sp.simplify(y * (1 - 1 / (1 + m * c / y)) - m * c / (1 + m * c / y)) == 0
    assert sp.simplify((N - 2) / N - (2 - 2 / N) + 1) == 0


def start(p):
    return p.alpha**2 / p.spectrum[1]


def gap(p):
    return p.spectrum[0] / p.spectrum[1]


def first_low(a, p):
    return a.log(p.fraction * p.spectrum[0] / p.alpha**2)


def slow(a, p, _):
    """K_i >= ln(theta/w_0)/(2 ln(1+h)), i = 1."""
    return a.hitting_time(p, 0) * 2 * a.log(1 + a.scaled(p, 0)[1]) / first_low(a, p) - 1


def ratio(a, p, _):
    """K_2 - 1 <= gap K_1 L_2/ln(theta/w_0)."""
    left = (a.hitting_time(p, 1) - 1) * first_low(a, p)
    return 1 - left / (gap(p) * a.hitting_time(p, 0) * odds_to_gain(a, p, 1))


def far_apart(a, p, _):
    """K_2 - 1 <= gap K_1 where gap >= (1 - w_0)/(1 - theta)."""
    return 1 - (a.hitting_time(p, 1) - 1) / (gap(p) * a.hitting_time(p, 0))


def order(a, p, _):
    """K_2 >= (K_1 - 1) ln(1+h_1)/ln(1+h_2) ln(theta/w_0)/L_1."""
    second = a.log(p.fraction / start(p)) / odds_to_gain(a, p, 0)
    rates = a.log(1 + a.scaled(p, 0)[1]) / a.log(1 + a.scaled(p, 1)[1])
    return 1 - (a.hitting_time(p, 0) - 1) * rates * second / a.hitting_time(p, 1)


def room(a, p):
    level = a.root(p.fraction, p.depth) ** (p.depth - 2)
    return 1 / (1 - p.fraction) + (p.depth - 2) * a.scaled(p, 1)[1] * level


def deep_upper(a, p, _):
    """K_2 - 1 <= (x_0^{-m} - tau^{-m})/(m h) (1/(1-theta) + m h tau^m)."""
    x, step = a.scaled(p, 1)
    power = p.depth - 2
    gone = x**-power - a.root(p.fraction, p.depth) ** -power
    return 1 - (a.hitting_time(p, 1) - 1) * power * step / (gone * room(a, p))


def deep_ratio(a, p, _):
    """K_2 - 1 <= gap K_1 (1/(1-theta) + m h_2 theta^{m/N})."""
    return 1 - (a.hitting_time(p, 1) - 1) / (gap(p) * a.hitting_time(p, 0) * room(a, p))


APART = "gap >= (1 - w_0)/(1 - theta)"


def claimed(setting, margin, apart=False):
    from dmfcheck import Hypothesis

    more = (Hypothesis(APART, lambda a, p, c: gap(p) * (1 - p.fraction) - 1 + start(p)),)
    return Claim(
        id=f"ratios.{margin.__name__}",
        statement=margin.__doc__,
        source="derived",
        kind="inequality",
        expected="holds",
        variables=setting.variables,
        hypotheses=(*setting.hypotheses, *(more if apart else ())),
        constants=(),
        margin=margin,
    )


BOUNDS = [
    (TWO, slow, False),
    (TWO, ratio, False),
    (TWO, far_apart, True),
    (TWO, order, False),
    (DEEP, deep_upper, False),
    (DEEP, deep_ratio, False),
]


@pytest.mark.parametrize(("setting", "margin", "apart"), BOUNDS)
def test_no_sampled_point_is_beyond_a_bound(setting, margin, apart):
    import numpy as np

    from dmfcheck.claims.float_fractions import float_margins
    from dmfcheck.hunt.conjectures.sample import points_of

    claim = claimed(setting, margin, apart)
    tight = 1.0
    for depth in setting.depths:
        values = points_of(setting, depth, np.random.default_rng(depth), SIZE)
        found = float_margins(claim, claim.margin, values, SIZE)
        if apart:
            within = float_margins(claim, claim.hypotheses[-1].margin, values, SIZE) >= 0
            assert within.sum() > SIZE / 20
            found = found[within]
        assert np.isfinite(found).mean() > 0.6
        tight = min(tight, np.nanmin(found))
    assert -1e-9 < tight < 0.3


@pytest.mark.parametrize(
    ("setting", "parameters"),
    [
        # Conjectures that hunts have refuted: without theta <= 1/2, and N = 7.
        (
            TWO,
            {"depth": 2, "spectrum": "1,1/2", "alpha": "1/2", "eta": "1/2", "fraction": "323/324"},
        ),
        (DEEP, {"depth": 7, "spectrum": "1,1/3", "alpha": "1/3", "eta": "1/45", "fraction": "1/2"}),
    ],
)
def test_the_plain_ratio_is_no_bound(setting, parameters):
    from dataclasses import replace

    from dmfcheck.theory.conditions import LEADING_STEP_BOUND

    claim = replace(claimed(setting, far_apart), constants=(LEADING_STEP_BOUND,))
    assert claim.examine(**parameters).name == "refuted"
