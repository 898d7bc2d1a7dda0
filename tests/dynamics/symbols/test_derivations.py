"""Every closed form is derived and checked at every depth, and no wrong claim passes."""

import json
import re
from collections.abc import Callable

import pytest
import sympy as sp

from dmfcheck.dynamics.symbols import Derivation, Identity, as_json, derivations
from dmfcheck.dynamics.symbols import abel as abel_module
from dmfcheck.dynamics.symbols import elementary as elementary_module
from dmfcheck.dynamics.symbols.abel import abel, abel_coefficients
from dmfcheck.dynamics.symbols.catalogue import derivations as catalogue
from dmfcheck.dynamics.symbols.elementary import conjugate_pair, listed_roots, time_elementary
from dmfcheck.dynamics.symbols.exact import N, eta, h, lamda, t, x
from dmfcheck.dynamics.symbols.flow import C, alpha, balanced, logistic, perturbed, v0
from dmfcheck.dynamics.symbols.flow_time import time_formula, time_hypergeometric
from dmfcheck.dynamics.symbols.generic_series import abel_residuals, abel_terms
from dmfcheck.dynamics.symbols.matrices import balance
from dmfcheck.dynamics.symbols.reduction import (
    d,
    decoupling,
    p,
    perturbed_invariant,
    perturbed_recursion,
    q,
    scaling,
)
from dmfcheck.dynamics.symbols.roots_of_unity import logarithm_sum_rate, power_sum, zeta
from dmfcheck.dynamics.symbols.step_map import fixed_points, inflection, monotone

ALWAYS = {
    "decoupling",
    "perturbed_recursion",
    "perturbed_invariant",
    "scaling",
    "time",
    "time_elementary",
    "balanced",
    "fixed_points",
    "inflection",
    "monotone",
    "abel",
    "monotone_rank",
    "tangent_from_below",
    "logarithmic_convexity",
    "recovery_order",
}


@pytest.mark.parametrize("depth", [*range(2, 13), 50])
def test_every_derivation_is_checked(depth: int) -> None:
    found = derivations(depth)
    assert set(found) == ALWAYS | ({"logistic", "perturbed", "two_by_two"} if depth == 2 else set())
    for key, derivation in found.items():
        assert derivation.checked, (key, derivation.failures)


def test_symbolic_depth() -> None:
    found = derivations(N)
    assert set(found) == ALWAYS - {"time_elementary", "monotone"}
    for key, derivation in found.items():
        assert derivation.checked, (key, derivation.failures)


@pytest.mark.parametrize("derive", [decoupling, scaling, balanced, inflection])
@pytest.mark.parametrize("depth", [3, 7])
def test_symbolic_depth_contains_the_concrete_ones(
    derive: Callable[[object], Derivation], depth: int
) -> None:
    specialised = derive(N).expression.subs(N, depth)
    assert sp.expand(specialised - derive(depth).expression) == 0


@pytest.mark.parametrize("depth", [3, 7])
def test_symbolic_flow_time_contains_the_concrete_ones(depth: int) -> None:
    # Compared by value: subs does not sort the upper parameters of a 2F1 as its constructor does.
    point = sp.Rational(2, 5)
    general = time_formula(N).subs({N: depth, x: point}).evalf(30)
    assert abs(general - time_formula(sp.Integer(depth)).subs(x, point).evalf(30)) < 1e-28


def test_an_empty_derivation_is_not_checked() -> None:
    assert not Derivation("demo", "", x, ()).checked


def test_one_failing_identity_is_enough() -> None:
    good = Identity.rational("good", x + x, 2 * x)
    bad = Identity.rational("bad", x + x, 3 * x)
    derivation = Derivation("demo", "", x, (good, bad))
    assert not derivation.checked
    assert derivation.failures == (bad,)


def test_a_vanishing_denominator_is_no_proof() -> None:
    c, s = sp.symbols("c s")
    hidden_zero = 1 / (c**2 + s**2 - 1)
    assert not Identity.rational(
        "0/0", 0 * s + (c**2 + s**2 - 1) * hidden_zero**2, x, {s: s**2 + c**2 - 1}
    ).holds


def regular_part(
    n: int | sp.Symbol, upper: sp.Expr | None = None, lower: sp.Expr | None = None
) -> sp.Expr:
    b = sp.Integer(2) / n
    return x**2 / 2 * sp.hyper((1, upper or b), (lower or 1 + b,), x**n)


WRONG = {
    "decoupling: sign": lambda n: decoupling(n, d - eta * d ** (n - 1) * (lamda - d**n)),
    "decoupling: outer exponent": lambda n: decoupling(n, d + eta * d**n * (lamda - d**n)),
    "decoupling: inner exponent": lambda n: decoupling(
        n, d + eta * d ** (n - 1) * (lamda - d ** (n + 1))
    ),
    "decoupling: factor N": lambda n: decoupling(n, d + n * eta * d ** (n - 1) * (lamda - d**n)),
    "perturbed: p and q exchanged": lambda n: perturbed_recursion(
        n, list(reversed(perturbed_recursion(n).expression))
    ),
    "perturbed: exponent of q": lambda n: perturbed_recursion(
        n,
        [
            perturbed_recursion(n).expression[0],
            q + eta * p * q ** (n - 1) * (lamda - p * q ** (n - 1)),
        ],
    ),
    "invariant: 1 + e^2": lambda n: perturbed_invariant(n, 2 - perturbed_invariant(n).expression),
    "scaling: 2 - 1/N": lambda n: scaling(n, eta * lamda ** (2 - sp.Integer(1) / n)),
    "scaling: 1 - 2/N": lambda n: scaling(n, eta * lamda ** (1 - sp.Integer(2) / n)),
    "time: sign": lambda n: time_hypergeometric(n, -time_formula(sp.sympify(n))),
    "time: exponent of the power": lambda n: time_hypergeometric(
        n, x ** (1 - n) / (1 - n) + regular_part(n)
    ),
    "time: factor of the power": lambda n: time_hypergeometric(
        n, x ** (2 - n) / (1 - n) + regular_part(n)
    ),
    "time: x^2": lambda n: time_hypergeometric(n, x ** (2 - n) / (2 - n) + 2 * regular_part(n)),
    "time: parameter 1/N": lambda n: time_hypergeometric(
        n, x ** (2 - n) / (2 - n) + regular_part(n, upper=sp.S.One / n, lower=1 + sp.S.One / n)
    ),
    "time: lower parameter": lambda n: time_hypergeometric(
        n, x ** (2 - n) / (2 - n) + regular_part(n, lower=2 + sp.Integer(2) / n)
    ),
    "time: upper parameter": lambda n: time_hypergeometric(
        n, x ** (2 - n) / (2 - n) + regular_part(n, upper=sp.Integer(3) / n)
    ),
    "time: argument x^(N-1)": lambda n: time_hypergeometric(
        n, x ** (2 - n) / (2 - n) + regular_part(n).subs(x**n, x ** (n - 1))
    ),
    "balanced: plus": lambda n: balanced(n, q**2 + p**2),
    "balanced: fourth powers": lambda n: balanced(n, q**4 - p**4),
    "fixed points: 1 + hN": lambda n: fixed_points(n, 1 + h * n),
    "fixed points: 1 - h(N-1)": lambda n: fixed_points(n, 1 - h * (n - 1)),
    "inflection: (N-1)/(2N)": lambda n: inflection(n, sp.Integer(1) * (n - 1) / (2 * n)),
    "inflection: that of w": lambda n: inflection(n, sp.Integer(1) * (2 * n - 2) / (3 * n - 2)),
}
WRONG_AT_CONCRETE_DEPTH = {
    "elementary: sign": lambda n: time_elementary(n, zeta**-2 / n),
    "elementary: zeta^-1": lambda n: time_elementary(n, -(zeta**-1) / n),
    "elementary: zeta^-3": lambda n: time_elementary(n, -(zeta**-3) / n),
    "elementary: 1/(N-1)": lambda n: time_elementary(n, -(zeta**-2) / (n - 1)),
    "monotone: 1/(N-1)": lambda n: monotone(n, sp.Rational(1, n - 1)),
    "monotone: 2/N": lambda n: monotone(n, sp.Rational(2, n)),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("depth", [3, 4, 7, N], ids=str)
def test_wrong_claims_are_not_checked(name: str, depth: int | sp.Symbol) -> None:
    assert not WRONG[name](depth).checked


@pytest.mark.parametrize("name", WRONG_AT_CONCRETE_DEPTH)
@pytest.mark.parametrize("depth", [3, 4, 7])
def test_wrong_claims_at_concrete_depth_are_not_checked(name: str, depth: int) -> None:
    assert not WRONG_AT_CONCRETE_DEPTH[name](depth).checked


def test_the_right_claims_handed_in_are_checked() -> None:
    for derive in (decoupling, perturbed_invariant, scaling, balanced, inflection, monotone):
        assert derive(5, derive(5).expression).checked
    assert perturbed_recursion(5, perturbed_recursion(5).expression).checked
    assert time_hypergeometric(5, time_elementary(3).expression).checked is False
    assert time_hypergeometric(4, time_elementary(4).expression).checked
    assert fixed_points(5, 1 - 5 * h).checked
    assert logistic(logistic().expression).checked


@pytest.mark.parametrize(
    "wrong",
    [
        lamda / (1 + (lamda / alpha**2 - 1) * sp.exp(2 * lamda * t)),
        lamda / (1 + (lamda / alpha - 1) * sp.exp(-2 * lamda * t)),
        lamda / (1 + (lamda / alpha**2 + 1) * sp.exp(-2 * lamda * t)),
        lamda / (1 + (lamda / alpha**2 - 1) * sp.exp(-lamda * t)),
    ],
)
def test_wrong_logistics(wrong: sp.Expr) -> None:
    assert not logistic(wrong).checked


def test_wrong_perturbed_solutions() -> None:
    root = sp.sqrt(4 * lamda**2 + C**2)
    upper, lower = 2 * lamda + root, 2 * lamda - root

    def solution(rate: sp.Expr, kappa: sp.Expr) -> sp.Expr:
        decay = sp.exp(-rate * t)
        return (upper - lower * kappa * decay) / (1 - kappa * decay)

    kappa = (v0 - upper) / (v0 - lower)
    assert perturbed(solution(root, kappa)).checked
    assert not perturbed(solution(-root, kappa)).checked
    assert not perturbed(solution(2 * root, kappa)).checked
    assert not perturbed(solution(root, 1 / kappa)).checked
    assert not perturbed(upper).checked


def test_the_balance_needs_its_sign() -> None:
    assert not any(identity.holds for identity in balance(1))


def test_the_conjugate_pair_needs_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    pair_term = elementary_module.pair_term
    monkeypatch.setattr(
        elementary_module, "pair_term", lambda cos_m, sin_m, c, s: pair_term(cos_m, -sin_m, c, s)
    )
    assert not conjugate_pair(-2).holds
    assert not time_elementary(5).checked


def test_a_constant_between_the_two_forms_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    pair_term = elementary_module.pair_term
    monkeypatch.setattr(elementary_module, "pair_term", lambda *numbers: pair_term(*numbers) + 1)
    failures = time_elementary(5).failures
    assert [identity.meaning for identity in failures] == ["both forms at x = 0"]


def test_a_forgotten_root_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        elementary_module, "listed_roots", lambda n: (listed_roots(n)[0], listed_roots(n)[1][:-1])
    )
    assert not time_elementary(7).checked


@pytest.mark.parametrize("depth", [3, 4, 6, 7])
def test_angles_of_other_numbers_are_noticed(depth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in (sp.pi, 4 * sp.pi, 2 * sp.pi + sp.Integer(1) / 10):
        monkeypatch.setattr(elementary_module, "angle", lambda j, n, full=wrong: full * j / n)
        # Doubling the angles permutes the roots of odd order: the formula stays right.
        permuted = wrong == 4 * sp.pi and depth % 2 == 1
        assert time_elementary(depth).checked is permuted


def test_real_roots_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elementary_module, "real_term", lambda power, root: sp.log(1 + root * x))
    assert not time_elementary(4).checked
    assert not time_elementary(5).checked


def test_roots_listed_in_any_order_count_the_same() -> None:
    rate = x / (1 - x**6)
    weight = -(zeta**-2) / 6
    assert all(i.holds for i in logarithm_sum_rate(6, weight, [5, 0, 3, 1, 4, 2], x, rate))
    assert not logarithm_sum_rate(6, weight, [5, 0, 3, 1, 4, 4], x, rate)[1].holds


@pytest.mark.parametrize("depth", [2, 3, 8, 30])
def test_power_sums_of_roots_of_unity(depth: int) -> None:
    for power in range(-depth, depth + 1):
        expected = depth if power % depth == 0 else 0
        assert power_sum(depth, tuple(range(depth)), power) == expected


def test_a_wrong_coefficient_of_the_abel_function_leaves_a_residual() -> None:
    terms = list(abel_terms(4))
    for j in range(1, 5):
        wrong = [*terms[:j], 2 * terms[j], *terms[j + 1 :]]
        residuals = abel_residuals(wrong)
        assert [bool(residual) for residual in residuals[: j + 1]] == [False] * j + [True]


def test_wrong_abel_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    right = [Q.as_expr() for Q in abel_coefficients(3, 3)]
    assert abel(3, 3, right).checked
    assert not abel(3, 3, [*right[:3], right[3] + 1]).checked
    assert not abel(4, 3, right).checked
    monkeypatch.setattr(abel_module, "classical_terms", lambda: (sp.S.One, -sp.Symbol("f1") / 2))
    assert not abel(3, 3).checked


def test_json_of_every_depth_reads_back() -> None:
    for depth in (2, 3, 20):
        found = derivations(depth)
        report = json.loads(json.dumps(as_json(found)))
        assert set(report) == set(found)
        for key, entry in report.items():
            assert entry["checked"] is True
            assert entry["latex"]
            expression = found[key].expression
            names = {symbol.name: symbol for symbol in expression.free_symbols}
            read = sp.sympify(entry["expression"], locals=names)
            # Reading back may move a minus sign within a product.
            assert read == expression or sp.expand(read - expression) == 0
            assert len(entry["identity"].split(": ", 1)[1]) > 0


def test_json_shows_a_failed_check() -> None:
    report = as_json({"time": time_hypergeometric(3, x)})
    assert report["time"]["checked"] is False
    assert re.match(r"T' = 1/f: Derivative\(x, x\) = ", report["time"]["identity"])


def test_the_catalogue_is_what_the_package_exports() -> None:
    assert derivations is catalogue
