"""The proof of monotone.rank: its identities with N symbolic, its inequalities on boxes."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from flint import arb
from sympy.polys.polyerrors import ExactQuotientFailed

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.symbols.exact import N
from dmfcheck.dynamics.symbols.monotone_rank import (
    B0,
    B1,
    D,
    H,
    bound_formula,
    d,
    growth_bound,
    growth_formula,
    monotone_rank,
    next_growth,
    persistence,
    phi,
    q,
    s,
    s_1,
    tangent,
)
from dmfcheck.dynamics.symbols.tangent_gap import bernstein_minimum, bound, bound_slope, tangent_gap

DEPTHS = range(2, 13)


@pytest.mark.parametrize("depth", [N, *range(2, 13), 50], ids=str)
def test_every_identity_of_the_proof_is_checked(depth: int | sp.Symbol) -> None:
    derivation = monotone_rank(depth)
    assert derivation.checked, derivation.failures


WRONG: dict[str, Callable[[Any], Any]] = {
    "s+: sign of D": lambda n: next_growth(n, growth_formula(n).subs(D, -D)),
    "s+: exponent of s": lambda n: next_growth(n, 1 + s ** (n - 1) * (s - 1 - D * (s**n - 1))),
    "s+: N-1 in the bracket": lambda n: next_growth(
        n, 1 + s ** (n - 2) * (s - 1 - D * (s ** (n - 1) - 1))
    ),
    "G: 1 + 2H": lambda n: growth_bound(n, bound_formula(n) - H * s ** (2 * n - 2)),
    "G: s^{2N}": lambda n: growth_bound(n, bound_formula(n) + s ** (2 * n) - s ** (2 * n - 1)),
    "G: H s^{N-1}": lambda n: growth_bound(n, bound_formula(n) + H * (s - 1) * s ** (n - 2)),
    "kappa: without s_1": lambda n: tangent(n, B0 ** (q - 1) * B1),
    "kappa: B^q": lambda n: tangent(n, s_1 * B0**q * B1),
    "kappa: twice": lambda n: tangent(n, 2 * s_1 * B0 ** (q - 1) * B1),
    "phi+: exponent of d": lambda n: persistence(
        n, s ** (n - 2) * (phi - d ** (2 * n - 1) * (s**n - 1))
    ),
    "phi+: exponent of s": lambda n: persistence(
        n, s ** (n - 1) * (phi - d ** (2 * n - 2) * (s**n - 1))
    ),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("depth", [2, 3, 7, N], ids=str)
def test_wrong_formulas_are_not_checked(name: str, depth: int | sp.Symbol) -> None:
    assert not WRONG[name](sp.sympify(depth)).checked


@pytest.mark.parametrize("depth", [3, N], ids=str)
def test_the_right_formulas_handed_in_are_checked(depth: int | sp.Symbol) -> None:
    for derive in (next_growth, growth_bound, tangent, persistence):
        assert derive(depth, derive(depth).expression).checked


def test_floats_are_refused() -> None:
    for derive in (next_growth, growth_bound, tangent, persistence, monotone_rank):
        with pytest.raises(BadInput):
            derive(2.0)


def curvature(s: Any, c: Any, n: int) -> Any:
    """K = s^{4-N} G''."""
    top = (2 * n - 1) * (2 * n - 2) * s ** (n + 1)
    return (n - 2) * (n - 3) * (c / n) - (2 * n - 2) * (2 * n - 3) * (1 + c / n) * s**n + top


def step_derivative(n: int, x: Any, part: Any, c: Any) -> Any:
    """1 + h f'(x) with x^N <= lambda = x^N + part (1 - x^N) <= 1."""
    eigenvalue = x**n + part * (1 - x**n)
    return 1 + c / n * x ** (n - 2) * ((n - 1) * eigenvalue - (2 * n - 1) * x**n)


def persistence_slope(n: int, u: Any, c: Any, part: Any) -> Any:
    """E at s = 1 + u c/N and D = part (c/N - (s-1))."""
    s = 1 + u * c / n
    D = part * (1 - u) * c / n
    return (n - 1) * s - (n - 2) - D * ((2 * n - 2) * s**n - (n - 2))


def tangent_density_rate(n: int, power: int, u: Any, c: Any) -> Any:
    """s^2 [(q+1) G G' + (q-1) s G'^2 + s G G'']: minus the change of dP/dv by s, up to a factor."""
    s = 1 + u * c / n
    G, slope = bound(s, c, n), bound_slope(s, c, n)
    third = s * G * s ** (n - 2) * curvature(s, c, n)
    return s**2 * ((power + 1) * G * slope + (power - 1) * s * slope**2) + third


# Each is >= 0 on the unit box of its variables, u and c standing for s = 1 + u c/N and H = c/N.
# Those marked strict are > 0, also at the corners, and balls can show them.
INEQUALITIES: dict[str, tuple[int, bool, Callable[..., Any]]] = {
    "the step increases in d": (3, False, step_derivative),
    "s^N >= 1": (2, False, lambda n, u, c: (1 + u * c / n) ** n - 1),
    "K(1) >= N+1": (1, False, lambda n, c: 4 * n - 4 - c * (3 * n - 5) - (n + 1)),
    "K' > 0": (
        2,
        True,
        lambda n, u, c: (2 * n - 1) * (n + 1) * (1 + u * c / n) - (2 * n - 3) * (n + c),
    ),
    "G'' > 0": (2, True, lambda n, u, c: curvature(1 + u * c / n, c, n)),
    "G' >= 0": (2, False, lambda n, u, c: bound_slope(1 + u * c / n, c, n)),
    "G >= 1": (2, False, lambda n, u, c: bound(1 + u * c / n, c, n) - 1),
    "dP/dv falls, q = N": (2, True, lambda n, u, c: tangent_density_rate(n, n, u, c)),
    "dP/dv falls, q = 1": (2, True, lambda n, u, c: tangent_density_rate(n, 1, u, c)),
    # Not in the proof: with it the rank of every power p > 0 falls, then rises, at these depths.
    "dP/dv falls, q = 0": (2, True, lambda n, u, c: tangent_density_rate(n, 0, u, c)),
    "phi_i >= phi_1 persists": (3, False, persistence_slope),
}
STRICT = [name for name, (_, strict, _) in INEQUALITIES.items() if strict]


def on_unit_box(name: str, depth: int) -> Any:
    count, _, function = INEQUALITIES[name]
    _, *variables = sp.ring([f"x{i}" for i in range(count)], sp.QQ)
    return function(depth, *variables)


@pytest.mark.parametrize("name", INEQUALITIES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_every_inequality_holds_by_its_bernstein_coefficients(name: str, depth: int) -> None:
    least = bernstein_minimum(on_unit_box(name, depth))
    assert least > 0 if name in STRICT else least >= 0


Box = tuple[tuple[Fraction, Fraction], ...]


def boxes_that_prove(function: Callable[..., arb], box: Box, limit: int) -> int | None:
    """How many boxes show function > 0 on ``box``, halved where needed; None beyond ``limit``."""
    pending, count = [box], 0
    while pending:
        current = pending.pop()
        count += 1
        if count > limit:
            return None
        balls = [arb(float(low + high) / 2, float(high - low) / 2) for low, high in current]
        if function(*balls) > 0:
            continue
        widest = max(range(len(current)), key=lambda i: current[i][1] - current[i][0])
        low, high = current[widest]
        middle = (low + high) / 2
        for half in ((low, middle), (middle, high)):
            pending.append((*current[:widest], half, *current[widest + 1 :]))
    return count


def unit_box(count: int, longest: int = 1) -> Box:
    """[0, 1] for every variable but the last, c, which goes up to ``longest``."""
    zero = Fraction(0)
    return (*[(zero, Fraction(1))] * (count - 1), (zero, Fraction(longest)))


@pytest.mark.parametrize("name", STRICT)
@pytest.mark.parametrize("depth", range(2, 11))
def test_every_strict_inequality_holds_on_boxes_of_balls(name: str, depth: int) -> None:
    count, _, function = INEQUALITIES[name]
    assert boxes_that_prove(lambda *x: function(depth, *x), unit_box(count), 20_000)


def test_boxes_and_coefficients_see_a_step_that_is_too_large() -> None:
    """With h up to 3/N in place of 1/N the curvature changes its sign."""
    count, _, function = INEQUALITIES["G'' > 0"]
    assert function(3, Fraction(0), Fraction(3)) < 0
    assert boxes_that_prove(lambda *x: function(3, *x), unit_box(count, 3), 5000) is None
    _, u, c = sp.ring("u c", sp.QQ)
    assert bernstein_minimum(function(3, u, 3 * c)) < 0


BEYOND = {
    "the step increases in d": (1, 1, 2),
    "s^N >= 1": (-1, 1),
    "K(1) >= N+1": (2,),
    "G' >= 0": (0, 2),
    "G >= 1": (Fraction(1, 10), 2),
    "phi_i >= phi_1 persists": (0, 2, 1),
}


@pytest.mark.parametrize("name", BEYOND)
def test_the_others_fail_just_outside(name: str) -> None:
    """With c = 2, a step of 2/N, or below s = 1."""
    _, _, function = INEQUALITIES[name]
    assert function(3, *map(Fraction, BEYOND[name])) < 0
    assert set(BEYOND) | set(STRICT) == set(INEQUALITIES)


@pytest.mark.parametrize("depth", [2, 3, 4, 5])
def test_the_pair_inequality_has_a_proof_that_does_not_use_convexity(depth: int) -> None:
    assert bernstein_minimum(tangent_gap(depth)) == Fraction(depth + 1, 2 * depth)


def test_the_gap_has_no_double_root_at_another_slope(monkeypatch: pytest.MonkeyPatch) -> None:
    from dmfcheck.dynamics.symbols import tangent_gap as module

    monkeypatch.setattr(
        module, "bound_slope", lambda s, c, n: Fraction(11, 10) * bound_slope(s, c, n)
    )
    with pytest.raises(ExactQuotientFailed):
        tangent_gap(3)
