"""The closed forms against quadrature, integration of the flow and real matrix descent."""

from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest
import sympy as sp

from dmfcheck.dynamics.symbols import abel_coefficients, derivations, flow_time
from dmfcheck.dynamics.symbols.exact import eta, h, lamda, t, x
from dmfcheck.dynamics.symbols.flow import C, perturbed, v0
from dmfcheck.dynamics.symbols.flow_time import time_formula
from dmfcheck.dynamics.symbols.reduction import d, decoupling, p, perturbed_recursion, q


@pytest.mark.parametrize("depth", [*range(2, 13), 50])
def test_flow_time_is_the_integral(depth: int) -> None:
    with mpmath.workdps(30):
        for a, b in pairwise(["1/10", "1/2", "9/10", "99/100"]):
            found = mpmath.mpf((flow_time(depth, b) - flow_time(depth, a)).evalf(30))
            ends = [mpmath.mpf(sp.Rational(end).p) / sp.Rational(end).q for end in (a, b)]
            integral = mpmath.quad(
                lambda u: 1 / (u ** (depth - 1) * (1 - u**depth)), mpmath.linspace(*ends, 17)
            )
            assert abs(found / integral - 1) < mpmath.mpf(10) ** -24


@pytest.mark.parametrize("depth", [*range(2, 13), 50])
@pytest.mark.parametrize("point", ["1/10", "7/10", "999/1000"])
def test_both_forms_agree(depth: int, point: str) -> None:
    series = time_formula(sp.Integer(depth)).subs(x, sp.Rational(point)).evalf(40)
    assert abs(flow_time(depth, point).evalf(40) / series - 1) < sp.Rational(1, 10**37)


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_flow_time_next_to_the_ends(depth: int) -> None:
    """T = -(1/N) ln(1 - x) + constant + O(1 - x) at 1, and T = x^{2-N}/(2-N) + O(x^2) at 0."""
    values = [
        flow_time(depth, 1 - sp.Rational(1, 10**power)).evalf(50) * depth for power in (60, 90)
    ]
    assert abs(values[1] - values[0] - (30 * sp.log(10)).evalf(50)) < sp.Rational(1, 10**45)
    tiny = sp.Rational(1, 10**30)
    leading = sp.log(tiny) if depth == 2 else tiny ** (2 - depth) / (2 - depth)
    assert abs(flow_time(depth, tiny).evalf(50) / leading - 1) < sp.Rational(1, 10**45)


SPECTRUM = (Fraction(2), Fraction(-1, 2))
COLUMNS = ((Fraction(3, 5), Fraction(-4, 5)), (Fraction(4, 5), Fraction(3, 5)))


def product(factors: list[sp.Matrix]) -> sp.Matrix:
    result = sp.eye(2)
    for factor in factors:
        result = factor * result
    return result


def descend(factors: list[sp.Matrix], target: sp.Matrix, step: sp.Rational) -> list[sp.Matrix]:
    """One step of exact matrix gradient descent, by differentiating nothing by hand."""
    error = product(factors) - target
    return [
        factor - step * product(factors[j + 1 :]).T * error * product(factors[:j]).T
        for j, factor in enumerate(factors)
    ]


@pytest.mark.parametrize("depth", [2, 3, 4])
@pytest.mark.parametrize("beta", [sp.S.Zero, sp.Rational(1, 7)])
def test_recursions_follow_exact_matrix_descent(depth: int, beta: sp.Rational) -> None:
    V = sp.Matrix([[sp.Rational(entry) for entry in row] for row in COLUMNS])
    eigenvalues = [sp.Rational(value) for value in SPECTRUM]
    target = V * sp.diag(*eigenvalues) * V.T
    alpha, step = sp.Rational(1, 2), sp.Rational(1, 9)
    factors = [(alpha - beta) * sp.eye(2), *[alpha * sp.eye(2)] * (depth - 1)]
    firsts, others = [alpha - beta] * 2, [alpha] * 2
    identical = decoupling(depth).expression
    pair = perturbed_recursion(depth).expression
    for _ in range(3):
        factors = descend(factors, target, step)
        values = [
            {p: firsts[i], q: others[i], d: firsts[i], eta: step, lamda: eigenvalues[i]}
            for i in range(2)
        ]
        if beta == 0:
            firsts = others = [identical.subs(value) for value in values]
        else:
            firsts = [pair[0].subs(value) for value in values]
            others = [pair[1].subs(value) for value in values]
        assert V.T * factors[0] * V == sp.diag(*firsts)
        for factor in factors[1:]:
            assert V.T * factor * V == sp.diag(*others)


@pytest.mark.parametrize("depth", [2, 3])
def test_gradient_flow_balances_entry_by_entry(depth: int) -> None:
    factors = [sp.Matrix(2, 2, sp.symbols(f"w{j}_:4")) for j in range(depth)]
    target = sp.Matrix(2, 2, sp.symbols("target:4"))
    loss = (product(factors) - target).applyfunc(lambda entry: entry**2 / 2)
    total = sum(loss)
    rates = [-factor.applyfunc(lambda entry: sp.diff(total, entry)) for factor in factors]
    for j in range(depth - 1):
        X, Y = factors[j : j + 2]
        X_rate, Y_rate = rates[j : j + 2]
        change = Y_rate.T * Y + Y.T * Y_rate - X_rate * X.T - X * X_rate.T
        assert change.applyfunc(sp.expand) == sp.zeros(2)


@pytest.mark.parametrize("eigenvalue", [mpmath.mpf(1), mpmath.mpf(-2)])
def test_perturbed_flow_against_its_differential_equation(eigenvalue: mpmath.mpf) -> None:
    alpha, beta = sp.Rational(1, 2), sp.Rational(1, 10)
    solution = perturbed().expression.subs(
        {
            C: beta * (2 * alpha - beta),
            v0: (2 * alpha - beta) ** 2,
            lamda: sp.Integer(int(eigenvalue)),
        }
    )
    flow = mpmath.odefun(
        lambda _, state: [
            state[1] * (eigenvalue - state[0] * state[1]),
            state[0] * (eigenvalue - state[0] * state[1]),
        ],
        0,
        [mpmath.mpf(2) / 5, mpmath.mpf(1) / 2],
    )
    for moment in (Fraction(1, 2), Fraction(2), Fraction(5)):
        first, other = flow(mpmath.mpf(moment.numerator) / moment.denominator)
        found = solution.subs(t, sp.Rational(moment)).evalf(20)
        assert abs(mpmath.mpf(found) - first * other) < mpmath.mpf(10) ** -11


def stated_recursion(depth: sp.Expr, order: int, y: sp.Symbol) -> list[sp.Poly]:
    """Q_0, ..., Q_order by the recursion on P^{[l]} that the certified code runs."""
    domain = sp.QQ[depth] if depth.free_symbols else sp.QQ

    def poly(expression: sp.Expr) -> sp.Poly:
        return sp.Poly(expression, y, domain=domain)

    levels: list[list[sp.Poly]] = []
    Q = [poly(1)]
    for k in range(order + 1):
        if k:
            Q.append(
                -sum(
                    (
                        levels[k + 1 - i][i - 1] * sp.Rational(1, sp.factorial(i))
                        for i in range(2, k + 2)
                    ),
                    poly(0),
                )
            )
        ladder = [Q[k]]
        for level in range(order + 1 - k):
            P = ladder[-1]
            exponent = (depth - 2) * k - (depth - 1) - level
            ladder.append(
                poly(1 - y) * (poly(depth * y) * P.diff(y) + exponent * P)
                + poly(depth * (level + 1) * y) * P
            )
        levels.append(ladder)
    return Q


@pytest.mark.parametrize("depth", [*range(2, 9), sp.Symbol("N", integer=True, positive=True)])
def test_stated_recursion_gives_the_derived_abel_coefficients(depth: int | sp.Symbol) -> None:
    derived = abel_coefficients(depth, 6)
    y = derived[0].gen
    stated = stated_recursion(sp.sympify(depth), 6, y)
    for found, expected in zip(derived, stated, strict=True):
        assert sp.expand(found.as_expr() - expected.as_expr()) == 0
    assert all(Q.degree() <= j for j, Q in enumerate(derived))


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_the_truncated_abel_function_counts_steps(depth: int) -> None:
    """Between x and g(x) it grows by 1 up to O(h^{m+1}): halving h divides the error by 2^{m+1}."""
    order = 4
    coefficients = [
        [mpmath.mpf(c.p) / c.q for c in Q.all_coeffs()] for Q in abel_coefficients(depth, order)
    ]

    def error(step: mpmath.mpf) -> mpmath.mpf:
        def rate(u: mpmath.mpf) -> mpmath.mpf:
            f = u ** (depth - 1) * (1 - u**depth)
            s = step * u ** (depth - 2)
            total = sum(s**j * mpmath.polyval(Q, u**depth) for j, Q in enumerate(coefficients))
            return total / (step * f)

        start = mpmath.mpf(3) / 5
        end = start + step * start ** (depth - 1) * (1 - start**depth)
        return mpmath.quad(rate, [start, end]) - 1

    with mpmath.workdps(40):
        ratio = error(mpmath.mpf(1) / 200) / error(mpmath.mpf(1) / 400)
        assert abs(mpmath.log(abs(ratio), 2) - (order + 1)) < 0.1
    # One order fewer leaves the next power of h.
    coefficients = coefficients[:-1]
    with mpmath.workdps(40):
        ratio = error(mpmath.mpf(1) / 200) / error(mpmath.mpf(1) / 400)
        assert abs(mpmath.log(abs(ratio), 2) - order) < 0.1


@pytest.mark.parametrize("depth", [2, 3, 6, 7])
def test_multipliers_against_differences(depth: int) -> None:
    tenth = mpmath.mpf(1) / 10
    for point, multiplier in derivations(depth)["fixed_points"].expression:
        found = mpmath.diff(
            lambda u: u + tenth * u ** (depth - 1) * (1 - u**depth), mpmath.mpf(int(point))
        )
        assert abs(found - mpmath.mpf(multiplier.subs(h, sp.Rational(1, 10)).evalf(20))) < 1e-9
