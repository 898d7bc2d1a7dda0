"""Certified hitting times against brute force, at ties, at any scale and at the edges of input."""

from __future__ import annotations

import importlib.util
import sys
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls import attempt, bracket, climb
from dmfcheck.dynamics.balls.bracket import HittingTime
from dmfcheck.dynamics.balls.hitting_time import hitting_time, hitting_time_original


def _soak(name: str):
    path = Path(__file__).parents[2] / "soak" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


soak = _soak("soak_hitting_time")
oracle = soak.oracle


def _orbit(depth: int, h: Fraction, x0: Fraction, steps: int) -> Fraction:
    x = x0
    for _ in range(steps):
        x += h * x ** (depth - 1) * (1 - x**depth)
    return x


def _ends(found) -> tuple[int, int]:
    return found.lo, found.hi


def test_random_cases_are_single_integers_that_brute_force_confirms():
    margins = soak.theorems.Margins()
    tally = soak.soak(1500, 11, 200_000, margins)
    assert tally.cases == 1500
    assert tally.checked > 600
    assert {"abel", "jump", "orbit"} <= set(tally.methods)
    assert min(tally.methods.values()) > 20
    assert tally.wrong == []
    assert tally.brackets == []
    assert margins.violations == []


@pytest.mark.parametrize("depth", [3, 4, 7])
def test_targets_just_beyond_the_switch_point(depth):
    """h N b^{N-2} a little above 1/32: the jump must not land beyond b."""
    h, methods = Fraction(1, depth), set()
    for i in range(60):
        t = (30.0 + i % 20 / 6) / 1000
        b = Fraction(t ** (1 / (depth - 2)))
        x0 = b / 4 * (1 + Fraction(i, 97))
        found = hitting_time(depth, h, x0, b)
        methods.add(found.method)
        expected = oracle.hitting_time(depth, h, x0, b, 100_000)
        assert _ends(found) == (expected, expected)
    assert methods == {"abel", "jump"}


def test_eighty_orders_of_magnitude():
    found = hitting_time(6, "1/6", "1e-20", "1/2")
    assert found.exact
    assert len(str(found.lo)) == 81
    # T/h alone: x0^{-4}/(4h) = 1.5e80
    assert abs(Fraction(found.lo, 10**80) - Fraction(3, 2)) < Fraction(1, 10**70)


@pytest.mark.parametrize(
    ("depth", "h", "x0", "b"),
    [
        (2, "1e-2400", "1e-3000", "1/2"),
        (3, "1/7", "1e-2400", "1/2"),
        (10, "1/17", "1e-300", "99/100"),
        (50, "1/50", "1e-50", "999/1000"),
        (6, "1e-2400", "1/100", "1/2"),
    ],
)
def test_two_thousand_digits_shift_by_one_with_every_exact_step(depth, h, x0, b):
    """K(x_0) - K(x_1) = 1: the start moved by one exact step, each K found on its own."""
    whole = hitting_time(depth, h, x0, b)
    start = _orbit(depth, Fraction(h), Fraction(x0), 1)
    shifted = hitting_time(depth, h, start, b)
    assert whole.exact
    assert shifted.exact
    assert len(str(whole.lo)) > 2000
    assert whole.lo - shifted.lo == 1


def test_levels_agree_on_an_integer_too_long_to_check(monkeypatch):
    """Another order, switch point and precision find the same 300 digits."""
    cases = [(3, "1/5", "1e-299", "4/5"), (7, "1/70", "1e-60", "0.9"), (2, "1e-298", "1/10", "1/2")]
    expected = [hitting_time(*case) for case in cases]
    monkeypatch.setattr(bracket, "LEVELS", bracket.LEVELS[4:])
    for case, first in zip(cases, expected, strict=True):
        again = hitting_time(*case)
        assert again.order == 48
        assert first.order == 12
        assert _ends(again) == _ends(first)
        assert len(str(first.lo)) > 298


RATES = (Fraction(1), Fraction(1, 2), Fraction(1, 40), Fraction(1, 1000), Fraction(1, 10**6))


@pytest.mark.parametrize("depth", [2, 3, 4, 6, 10, 20, 50])
@pytest.mark.parametrize("rate", RATES)
def test_exact_ties_of_few_steps_are_settled(depth, rate):
    """b = x_k exactly gives k; a 1e-40 above gives k+1."""
    h = rate / depth
    for x0 in (Fraction(1, 3), Fraction(9, 10)):
        for k in range(1, 7):
            if (2 * depth - 1) ** k > 15_000:
                break
            b = _orbit(depth, h, x0, k)
            if 1 - b < Fraction(1, 10**30):
                break
            assert _ends(hitting_time(depth, h, x0, b)) == (k, k)
            assert _ends(hitting_time(depth, h, x0, b - Fraction(1, 10**40))) == (k, k)
            assert _ends(hitting_time(depth, h, x0, b + Fraction(1, 10**40))) == (k + 1, k + 1)


NEAR_TIES = [
    (depth, rate, k)
    for depth in (2, 3, 6, 20)
    for rate in (Fraction(1), Fraction(1, 20), Fraction(1, 40), Fraction(1, 500))
    for k in (25, 70, 400)
]


def _near_tie(depth: int, rate: Fraction, k: int, offset: str):
    """(h, x0, b) with b = x_j (1 + offset), j <= k the last step with 1 - x_j >= 1e-20, and j."""
    with mpmath.workdps(120):
        h, x0 = rate / depth, Fraction(2, 5)
        step, x = mpmath.mpf(h.numerator) / h.denominator, mpmath.mpf(2) / 5
        j = 0
        while j < k:
            image = x + step * x ** (depth - 1) * (1 - x**depth)
            if 1 - image < mpmath.mpf(10) ** -20:
                break
            x, j = image, j + 1
        mantissa, exponent = (x * (1 + mpmath.mpf(offset))).man_exp
        return h, x0, Fraction(int(mantissa)) * Fraction(2) ** int(exponent), j


@pytest.mark.parametrize(("depth", "rate", "k"), NEAR_TIES)
def test_near_ties_are_told_apart(depth, rate, k):
    for offset, more in (("-1e-40", 0), ("1e-40", 1)):
        h, x0, b, j = _near_tie(depth, rate, k, offset)
        assert _ends(hitting_time(depth, h, x0, b)) == (j + more, j + more)


@pytest.mark.parametrize(("depth", "rate", "k"), NEAR_TIES[::5])
def test_ties_beyond_every_level_are_brackets(depth, rate, k):
    """At 1e-110 nothing tells x_k from b but exact arithmetic, which is out of reach."""
    for offset, more in (("-1e-110", 0), ("1e-110", 1)):
        h, x0, b, j = _near_tie(depth, rate, k, offset)
        found = hitting_time(depth, h, x0, b)
        assert found.lo <= j + more <= found.hi
        assert found.hi - found.lo <= 1


def test_a_tie_that_exact_arithmetic_may_not_settle_is_a_bracket(monkeypatch):
    """b = x_3 exactly, but the iterate has more bits than are allowed: no level can tell."""
    b = _orbit(4, Fraction(1, 50), Fraction(1, 3), 3)
    assert _ends(hitting_time(4, "1/50", "1/3", b)) == (3, 3)
    monkeypatch.setattr(bracket, "TIE_BITS", 1000)
    for rate in RATES:
        b = _orbit(4, rate / 4, Fraction(1, 3), 3)
        found = hitting_time(4, rate / 4, "1/3", b)
        assert _ends(found) == (3, 4)
        assert not found.exact


def test_a_target_just_above_the_start_takes_one_step(monkeypatch):
    """Also where nothing but x0 < b tells 0 from 1."""
    monkeypatch.setattr(bracket, "TIE_BITS", 0)
    for depth, h in [(2, "1/1000"), (3, "1/3"), (50, "1/5000")]:
        found = hitting_time(depth, h, "1/2", Fraction(1, 2) + Fraction(1, 10**3000))
        assert _ends(found) == (1, 1)


def test_first_level_alone_is_not_enough_near_a_tie(monkeypatch):
    """What the error bound is for: the first level leaves both integers, and neither is dropped."""
    monkeypatch.setattr(bracket, "LEVELS", bracket.LEVELS[:1])
    monkeypatch.setattr(bracket, "TIE_BITS", 0)
    for depth, rate, k in [
        (2, Fraction(1, 33), 70),
        (3, Fraction(1, 2), 70),
        (6, Fraction(1, 40), 70),
    ]:
        for offset, more in (("-1e-40", 0), ("1e-40", 1)):
            h, x0, b, j = _near_tie(depth, rate, k, offset)
            found = hitting_time(depth, h, x0, b)
            assert found.lo <= j + more <= found.hi


def test_precision_too_low_leaves_a_bracket_that_holds_the_truth():
    for case in [
        (3, "1/7", "1e-100", "1/2"),
        (3, "1/7", "1e-100", "1/10"),
        (3, "1e-7", "1e-100", "1/2"),
        (6, "1/6", "1e-20", "999/1000"),
        (2, "1e-200", "1/10", "1/2"),
    ]:
        rough, fine = hitting_time(*case, max_bits=128), hitting_time(*case)
        assert fine.exact
        assert rough.bits == 128
        assert rough.lo < fine.lo < rough.hi
        assert (rough.hi - rough.lo) * 2**90 < fine.lo


def test_targets_and_starts_at_the_end_of_the_range():
    """b within 1e-300 of 1, x0 within 1e-20 of 1, hN = 1 and hN just below 1, x0 = 1e-3000."""
    near_one = 1 - Fraction(1, 10**300)
    with mpmath.workdps(900):
        for depth, h, x0, b in [
            (2, Fraction(1, 2), Fraction(1, 10**20), near_one),
            (3, Fraction(1, 3) - Fraction(1, 10**60), Fraction(1, 4), near_one),
            (3, Fraction(1, 5), 1 - Fraction(1, 10**20), near_one),
            (50, Fraction(1, 50), Fraction(9, 10), near_one),
            (2, Fraction(1, 3), Fraction(1, 10**3000), Fraction(1, 3)),
        ]:
            step, x = (
                mpmath.mpf(h.numerator) / h.denominator,
                mpmath.mpf(x0.numerator) / x0.denominator,
            )
            k, target = 0, mpmath.mpf(b.numerator) / b.denominator
            while x < target:
                x += step * x ** (depth - 1) * (1 - x**depth)
                k += 1
            assert _ends(hitting_time(depth, h, x0, b)) == (k, k)


@pytest.mark.parametrize("rate", [Fraction(1, 33), Fraction(1, 50), Fraction(1)])
def test_two_layers_never_iterate_long(rate, monkeypatch):
    """From 1e-100000 to 1 - 1e-100000, up to 3e7 steps: only a few thousand are taken."""
    taken = []
    until = climb.Climb._until

    def counted(self, *given, **side):
        found = until(self, *given, **side)
        taken.append(found[0])
        return found

    monkeypatch.setattr(climb.Climb, "_until", counted)
    tiny = Fraction(1, 10**100_000)
    found = hitting_time(2, rate / 2, tiny, 1 - tiny)
    assert found.exact
    assert found.lo > 300_000
    assert bool(taken) == (rate == 1)
    assert sum(taken) < 10_000


def test_original_coordinates_are_the_scaled_ones():
    """lambda = 1 and lambda a perfect power are rational in both; d(k) itself is iterated too."""
    assert _ends(hitting_time_original(3, 1, "1/100", "1/9", "1/8")) == _ends(
        hitting_time(3, "1/9", "1/100", "1/2")
    )
    assert _ends(hitting_time_original(3, 8, "1/50", "1/144", "1/8")) == _ends(
        hitting_time(3, Fraction(16, 144), "1/100", "1/2")
    )
    for depth, eigenvalue, alpha, eta, part in [
        (2, 3, "1/1000", "1/10", "0.99"),
        (3, "7/3", "1/20", "1/15", "0.999999"),
        (5, "1/100", "1/10", 3, "1/2"),
        (4, 10, "1/3", "1/200", "0.1"),
    ]:
        found = hitting_time_original(depth, eigenvalue, alpha, eta, part)
        with mpmath.workdps(80):
            size, d, step = (
                mpmath.mpf(Fraction(q).numerator) / Fraction(q).denominator
                for q in (eigenvalue, alpha, eta)
            )
            target, k = size * mpmath.mpf(Fraction(part).numerator) / Fraction(part).denominator, 0
            while d**depth < target:
                d += step * d ** (depth - 1) * (size - d**depth)
                k += 1
        assert _ends(found) == (k, k)


def test_original_coordinates_at_the_largest_step_and_at_ties():
    """eta = 1/(N lambda^{2-2/N}) exactly; w(k) = theta lambda exactly after three steps."""
    assert hitting_time_original(2, 2, "1/10", "1/4", 1 - Fraction(1, 10**200)).exact
    d, eta, size = Fraction(1, 3), Fraction(1, 40), Fraction(3)
    for _ in range(3):
        d += eta * d**2 * (size - d**3)
    part = d**3 / size
    assert _ends(hitting_time_original(3, 3, "1/3", eta, part)) == (3, 3)
    above = part + Fraction(1, 10**60)
    assert _ends(hitting_time_original(3, 3, "1/3", eta, above)) == (4, 4)


def test_already_there():
    assert _ends(hitting_time(3, "1/3", "1/2", "1/2")) == (0, 0)
    assert _ends(hitting_time(3, "1/3", 2, "1/2")) == (0, 0)
    assert _ends(hitting_time_original(2, 4, 1, "1/100", "1/4")) == (0, 0)
    assert hitting_time_original(2, 4, 1, "1/100", Fraction(1, 4) + Fraction(1, 10**90)).lo == 1
    tiny = Fraction(1, 10**3000)
    assert _ends(hitting_time(50, "1/50", Fraction(1, 2), Fraction(1, 2) + tiny)) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        ((1, "1/4", "1/10", "1/2"), "depth is 1; accepted: an integer in 2..50"),
        ((51, "1/100", "1/10", "1/2"), "depth is 51; accepted: an integer in 2..50"),
        ((2, 0, "1/10", "1/2"), "h is 0; accepted: a positive number such as 1/8"),
        ((10, 0.1, "1/10", "1/2"), "accepted: 0 < h <= 1/N = 1/10"),
        ((3, "1/2", "1/10", "1/2"), "h is 1/2; accepted: 0 < h <= 1/N = 1/3"),
        ((2, "1/4", 0, "1/2"), "x0 is 0; accepted: a positive number such as 1/8"),
        ((2, "1/4", "-1/10", "1/2"), "x0 is -1/10; accepted: a positive number such as 1/8"),
        ((2, "1/4", "1/10", 1), "b is 1; accepted: 0 < b < 1"),
        ((2, "1/4", "1/10", 0), "b is 0; accepted: a positive number such as 1/8"),
        ((2, "1/4", float("nan"), "1/2"), "x0 is nan; accepted: an exact number"),
    ],
)
def test_bad_input_is_refused_by_name(arguments, refused):
    with pytest.raises(BadInput) as error:
        hitting_time(*arguments)
    assert refused in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((2, -1, "1/10", "1/10", "1/2"), "eigenvalue"),
        ((2, 1, "1/10", "51/100", "1/2"), "eta"),
        ((3, 8, "1/10", Fraction(1, 48) + Fraction(1, 10**30), "1/2"), "eta"),
        ((2, 1, "1/10", "1/10", 1), "fraction"),
        ((2, 1, 0, "1/10", "1/2"), "alpha"),
    ],
)
def test_bad_original_input_is_refused_by_name(arguments, named):
    with pytest.raises(BadInput) as error:
        hitting_time_original(*arguments)
    assert error.value.argument == named
    assert hitting_time_original(3, 8, "1/10", "1/48", "1/2").exact


def test_max_bits_is_validated():
    with pytest.raises(BadInput, match="max_bits is 64; accepted: an integer >= 128"):
        hitting_time(2, "1/4", "1/10", "1/2", max_bits=64)


def test_nothing_found_is_an_error_and_never_an_integer(monkeypatch):
    monkeypatch.setattr(attempt.Attempt, "run", lambda _: ("orbit", None))
    with pytest.raises(ArithmeticError, match="do not bracket"):
        hitting_time(2, "1/4", "1/10", "1/2")


def test_oracle_shares_nothing_with_what_it_checks():
    source = Path(oracle.__file__).read_text()
    assert "import dmfcheck" not in source
    assert "from dmfcheck" not in source


@pytest.mark.parametrize("depth", [2, 3, 7, 20])
def test_oracle_is_right_across_the_edge_of_double_double(depth):
    """Targets from 1e-24 to 1e-34 of an orbit point: the error bound calls for mpmath in time."""
    for rate, k in [(Fraction(1), 5), (Fraction(1, 7), 300), (Fraction(1, 100), 1500)]:
        for digits in (24, 26, 28, 30, 31, 32, 34):
            for sign, more in (("-", 0), ("", 1)):
                h, x0, b, j = _near_tie(depth, rate, k, f"{sign}1e-{digits}")
                assert oracle.hitting_time(depth, h, x0, b, 10_000) == j + more
    tie = _orbit(depth, Fraction(1, 3 * depth), Fraction(2, 5), 2)
    with pytest.raises(ArithmeticError, match="a tie"):
        oracle.hitting_time(depth, Fraction(1, 3 * depth), Fraction(2, 5), tie, 10_000)


def test_a_start_at_the_level_needs_no_precision():
    at_once = HittingTime(0, 0, 0, 0, "start")
    assert hitting_time(3, "1/9", "1/2", "1/2") == at_once
    assert hitting_time_original(3, 8, 1, "1/99", "1/8") == at_once


@pytest.mark.parametrize("depth", [3, 6])
def test_what_levels_of_one_start_share_changes_no_bracket(depth):
    levels = [Fraction(k, 100) for k in (1, 7, 30, 55, 80, 99)]
    given = depth, 2, Fraction(1, 50), Fraction(1, 20)

    def alone(level):
        attempt._slow_landing.cache_clear()
        return hitting_time_original(*given, level)

    expected = [alone(level) for level in levels]
    attempt._slow_landing.cache_clear()
    found = [hitting_time_original(*given, level) for level in reversed(levels)]
    assert found[::-1] == expected
    assert attempt._slow_landing.cache_info().hits > 2
