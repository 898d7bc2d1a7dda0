"""Conjectures: what the linear programs find, what is filtered, and what a hunt does to them."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.claims.judge import float_margin
from dmfcheck.hunt.conjectures import sample as samples
from dmfcheck.hunt.conjectures.conjecture import Conjecture
from dmfcheck.hunt.conjectures.engine import conjecture_id
from dmfcheck.hunt.conjectures.linear import conjectured, fitted, stated
from dmfcheck.hunt.conjectures.novelty import implied, known_sides, novel, says_nothing, side
from dmfcheck.hunt.subject import claims_of
from dmfcheck.theory.quantities import SETTINGS, measured_from

TWO = SETTINGS["two layers up to half"]
POINT = {"depth": 2, "spectrum": "2,1", "alpha": "1/10", "eta": "1/8", "fraction": "1/2"}
RATIO = Conjecture(TWO.name, (("K_1", -1), ("K_2-1", 1), ("gap", -1)), Fraction(1))


@pytest.fixture(scope="module")
def drawn():
    return samples.draw(TWO, 0, 120)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_sample_is_within_the_hypotheses_and_within_what_is_known(name):
    setting = SETTINGS[name]
    found = samples.draw(setting, 3, 60)
    assert len(found.logs) > 0.7 * 60 * len(setting.depths)
    assert (found.low <= found.logs + 1e-6).all()
    assert (found.high >= found.logs - 1e-6).all()
    assert (found.column("gap") > 0).all()
    if setting.half:
        assert (found.column("level") <= np.log(0.5)).all()
    again = samples.draw(setting, 3, 60)
    assert (again.logs == found.logs).all()


def test_the_bounds_of_times_are_those_of_the_ledger(drawn):
    # Of K_1, not infinite, and near to it somewhere.
    place = [q.name for q in TWO.quantities].index("K_1")
    assert np.isfinite(drawn.low[:, place]).all()
    assert (drawn.high[:, place] - drawn.logs[:, place]).min() < 0.1


def steps(eigenvalue):
    """K at :data:`POINT`, by iterating d."""
    d, k = 0.1, 0
    while d * d < eigenvalue / 2:
        d, k = d + d * (eigenvalue - d * d) / 8, k + 1
    return k


def test_the_margin_is_that_of_the_inequality():
    claim = RATIO.claim("my.ratio")
    point = claim.point(**POINT)
    exact = claim.examine(**POINT)
    assert exact.name == "holds"
    first, second = steps(2.0), steps(1.0)
    assert float_margin(claim, point) == pytest.approx(1 - (second - 1) / (first * 2))
    assert "K_2-1" in RATIO.text
    assert claim.constants[-1].stated(2) == 1


def test_a_file_of_it_defines_the_same_claim():
    name = conjecture_id(RATIO)
    claims = claims_of(f"{name}.py", RATIO.source(name))
    assert list(claims) == [name]
    assert claims[name].statement == RATIO.claim(name).statement
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzKLh0123456789_.-")


def test_exponents_are_those_of_a_product_that_is_constant():
    rng = np.random.default_rng(0)
    x, y = rng.random((2, 50))
    assert fitted(2 * x - y, np.array([x, y]), [-2, -2]) == pytest.approx([-2, 1])
    # One that may be 0 is no divisor.
    assert fitted(2 * x, np.array([x]), [0]) == pytest.approx([0])


def test_the_constant_is_simple_and_holds_on_all_of_the_sample(drawn):
    found = stated(drawn, {"K_2-1": 1, "K_1": -1, "gap": -1})
    assert found.conjecture.constant == 1
    assert found.logs.max() <= 0
    assert found.touches > 5
    assert stated(drawn, {"K_2": 2}) is None


def test_what_is_found_holds_on_the_sample_and_comes_the_tightest_first(drawn):
    few = ("K_1", "K_2-1", "gap", "h_1")
    kept = tuple(TWO.quantity(name) for name in few)
    places = [[q.name for q in TWO.quantities].index(name) for name in few]
    smaller = replace(
        drawn,
        setting=replace(TWO, quantities=kept, known=((("K_1", -1),),)),
        logs=drawn.logs[:, places],
        low=drawn.low[:, places],
        high=drawn.high[:, places],
    )
    found = conjectured(smaller, 0)
    assert RATIO.exponents in [one.conjecture.exponents for one in found]
    assert all(one.logs.max() <= 0 for one in found)
    assert [one.rank for one in found] == sorted(one.rank for one in found)
    assert len({one.conjecture.exponents for one in found}) == len(found)
    assert [one.conjecture for one in conjectured(smaller, 0)] == [one.conjecture for one in found]


def test_what_is_known_or_true_of_all_numbers_is_no_news(drawn):
    for exponents, constant, empty in (
        ({"K_1": 1, "K_2": -1}, "1", True),
        ({"K_1": 1, "K_2": -1}, "9/10", False),
        ({"K_1": 1, "K_2-K_1": 1, "K_2": -2}, "1/4", True),
        ({"K_1": 1, "K_2-K_1": 1, "K_2": -2}, "1/5", False),
        # time.two_layer, which is nearly sharp.
        ({"K_1-1": 1, "g_1": 1, "L_1": -1}, "1/2", True),
        ({"K_1-1": 1, "g_1": 1, "L_1": -1}, "2/5", False),
        (dict(RATIO.exponents), "1", False),
    ):
        made = Conjecture(TWO.name, tuple(exponents.items()), Fraction(constant))
        assert says_nothing(drawn, made, 0) is empty, made.text
    ratio = stated(drawn, dict(RATIO.exponents))
    assert not implied(side(drawn, dict(RATIO.exponents)), known_sides(drawn))
    squared = stated(drawn, {name: 2 * exponent for name, exponent in RATIO.exponents})
    looser = stated(drawn, {"K_2-1": 1, "K_2": 0, "K_1": -1, "gap": -2})
    assert [one.conjecture for one in novel(drawn, [ratio, squared, looser], 9)] == [RATIO]


def test_the_measured_quantities_are_those_of_every_setting():
    for setting in SETTINGS.values():
        assert {q.name for q in setting.quantities if q.measured} == set(measured_from(1, 2))
        assert {name for product in setting.known for name, _ in product} <= set(
            measured_from(1, 2)
        )
