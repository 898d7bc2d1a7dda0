"""A recursion in SymPy is the same dynamics in every arithmetic."""

import math
import pickle
from fractions import Fraction
from itertools import islice

import numpy as np
import pytest
import sympy as sp
from flint import ctx

from dmfcheck import BadInput, check, recursion
from dmfcheck.dynamics.balls.precision import ball
from dmfcheck.dynamics.dynamics import Dynamics, iterates
from dmfcheck.dynamics.floats.lanes import PART
from dmfcheck.dynamics.recursions.floats import FLOATS
from dmfcheck.dynamics.recursions.numbers import Floats
from dmfcheck.dynamics.start import Identical
from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
from dmfcheck.dynamics.updates.nesterov import Nesterov
from dmfcheck.dynamics.updates.weight_decay import WeightDecay

d, v, m, c, T, k, alpha, eta, lam, N = sp.symbols("d v m c T k alpha eta lam N")
gradient = sp.Function("gradient")
y = d + m * (d - v)
PLAIN = recursion(
    {d: d + eta * d ** (N - 1) * (lam - d**N)}, start={d: alpha}, parameters="0 < alpha"
)
AHEAD = recursion(
    {d: y - eta * gradient(y), v: d},
    start={d: alpha, v: alpha},
    parameters=["0 < alpha", "0 <= m < 1"],
)
BALL = recursion(
    {d: y + eta * d ** (N - 1) * (lam - d**N), v: d},
    start={d: alpha, v: alpha},
    parameters=["0 < alpha", "0 <= m < 1"],
)
DECAYED = recursion(
    {d: d + eta * d ** (N - 1) * (lam - d**N) - eta * c * d},
    start={d: alpha},
    parameters="0 < alpha, 0 <= c",
)
COSINE = recursion(
    {d: d - eta * (1 + sp.cos(sp.pi * k / T)) / 2 * gradient(d)},
    start={d: alpha},
    parameters="0 < alpha, 1 <= T",
)
GIVEN = {"depth": 3, "eigenvalue": 2, "eta": "1/20", "alpha": "1/10"}
BUILT_IN = [
    (AHEAD, {"m": "1/2"}, Nesterov(Fraction(1, 2))),
    (BALL, {"m": "1/2"}, HeavyBall(Fraction(1, 2))),
    (DECAYED, {"c": "1/3"}, WeightDecay(Fraction(1, 3))),
]


@pytest.mark.parametrize(("own", "values", "update"), BUILT_IN)
def test_its_exact_orbit_is_that_of_the_update(own, values, update):
    expected = iterates(Identical(Fraction(1, 10)), update, 3, Fraction(2), Fraction(1, 20))
    found = own.exact(4, **GIVEN, **values)
    assert [state[0] for state in found] == [factor for (factor,) in islice(expected, 5)]
    with ctx.workprec(128):
        balls = own.balls(300, **GIVEN, **values)
        assert all(x[0].contains(ball(e[0])) for x, e in zip(balls, found, strict=False))
        assert balls[300][0].rad() < 1e-25


@pytest.mark.parametrize(("own", "values", "update"), [*BUILT_IN, (PLAIN, {}, None)])
def test_its_matrices_descend_as_it_says(own, values, update):
    made = own.update(**values)
    if update is not None:
        factor, pull, size, before = Fraction(3), Fraction(2), Fraction(1, 5), Fraction(1)
        memory = update.remembers(before)
        expected = update.step(factor, pull, size, memory)[0]
        assert made.step(factor, pull, size, made.remembers(before))[0] == expected
        assert made.seen_from(factor, made.remembers(before)) == update.seen_from(factor, memory)
    if own in (BALL, DECAYED):
        return
    found = check([[2, 1], [1, 2]], depth=2, alpha="1/10", eta="1/10", update=made)
    assert [(entry.id, entry.verdict) for entry in found.claims] == [
        ("reduction.decoupling", "holds")
    ]


def test_a_schedule_is_a_step_size():
    made = COSINE.update(T=10)
    assert made.size(0.5, 0) == 0.5
    assert made.size(0.5, 5) == pytest.approx(0.25)
    assert made.step(3.0, 2.0, 0.5, ())[0] == 1.0
    balls = COSINE.balls(10, **GIVEN, T=10)
    # cos is 1 at first and -1 at last.
    first = PLAIN.balls(1, **GIVEN)
    assert balls[1][0].overlaps(first[1][0])
    floats = COSINE.floats(10, **GIVEN, T=10)
    assert floats[10, 0] == pytest.approx(float(balls[10][0]), rel=1e-14)


def test_a_normalised_gradient_has_a_root():
    gradient = d**2 * (d**3 - 2)
    own = recursion(
        {d: d - eta * gradient / sp.sqrt(gradient**2 + sp.Rational(1, 100))},
        start={d: alpha},
        parameters="0 < alpha",
    )
    balls, floats = own.balls(90, eta="1/50", alpha="1/2"), own.floats(90, eta=0.02, alpha=0.5)
    assert floats[:, 0] == pytest.approx([float(x) for (x,) in balls], rel=1e-13)
    assert floats[6, 0] - floats[5, 0] == pytest.approx(0.02, rel=0.1)
    assert own.float_horizon(90, eta="1/50", alpha="1/2") is None
    # 3 + 4 i has the size 5: the root of a square is rational.
    square = recursion({d: sp.sqrt(d**2 + 16) ** 3 / 25}, start={d: 3})
    assert square.exact(1) == [(3,), (5,)]
    with pytest.raises(BadInput, match="sqrt of a rational number is none"):
        square.exact(2)


def test_compiled_floats_are_those_of_the_rule_bit_for_bit():
    batch = {"eigenvalue": np.array([1.0, 2.0, 0.5]), "eta": 0.05, "alpha": 0.1, "m": 0.9}
    found = AHEAD.floats(60, depth=3, **batch)
    assert found.shape == (61, 2, 3)
    expected = AHEAD.iterates({"depth": 3, **batch}, batch["eigenvalue"], FLOATS.number)
    for row, (own, before) in zip(found, islice(expected, 61), strict=True):
        assert np.array_equal(row, np.broadcast_arrays(own, before, row[0])[:2])
    assert found[-1, 0] == pytest.approx([1, 2 ** (1 / 3), 0.5 ** (1 / 3)], rel=0.2)


class Plain(Floats):
    """Floats with the functions of the C library, as compiled loops have them."""

    def apply(self, name, x):
        return getattr(math, name)(x)


def test_blocks_of_lanes_and_threads_change_no_bit():
    """Against the rule in plain floats, one instance after the other; 70 is no unrolled power.

    NumPy's own exp has other roundings where there is AVX-512.
    """
    x, a, j = sp.symbols("x a j")
    own = recursion(
        {x: x - a * (x**70 + sp.exp(x) / 8 + k / 64), j: j * x**5 + x / 3},
        start={x: a, j: 1},
        parameters="0 < a < 1",
    )
    sizes = np.random.default_rng(1).uniform(0.1, 0.9, PART + 300)
    found = own.floats(12, a=sizes)
    for i in (0, 255, 256, PART - 1, PART + 299):
        step, state = own.program.step(None), (float(sizes[i]), 1.0)
        for row in range(13):
            assert found[row, :, i].tolist() == list(state)
            state = step(Plain(float), state, (float(sizes[i]),), float(row))
    for threads in (1, 3):
        assert np.array_equal(own.last(12, a=sizes, threads=threads), found[12])
    assert np.array_equal(own.last(12, a=0.5), own.floats(12, a=0.5)[12])


def test_intervals_hold_whatever_the_value_is_from_step_to_step():
    rng = np.random.default_rng(5)
    noisy = GIVEN | {"eigenvalue": ("19/10", "21/10")}
    balls = PLAIN.balls(60, **noisy)
    step = PLAIN.program.step(3)
    for _ in range(20):
        x = Fraction(1, 10)
        for state in balls:
            assert state[0].contains(ball(x))
            label = Fraction(int(rng.integers(190, 211)), 100)
            # In the order of their names: alpha, eta, the eigenvalue.
            given = {"alpha": Fraction(1, 10), "eta": Fraction(1, 20), "eigenvalue": label}
            values = tuple(given[name] for name in PLAIN.uses if name != "depth")
            (x,) = step(FLOATS.__class__(Fraction), (x,), values, 0)
            x = Fraction(round(x * 2**80), 2**80)
    assert balls[60][0].rad() < 0.2
    narrow, wide = PLAIN.hitting_time(1, **GIVEN), PLAIN.hitting_time(1, **noisy)
    assert wide.lo < narrow.lo == narrow.hi < wide.hi


def test_the_horizon_is_before_float64_leaves_the_orbit():
    x = sp.Symbol("x")
    logistic = recursion({x: 4 * x * (1 - x)}, start={x: sp.Rational(1, 3)})
    horizon = logistic.float_horizon(200)
    assert 20 < horizon < 50
    floats = logistic.floats(60)[:, 0]
    with ctx.workprec(400):
        off = [
            abs(float(state[0] - f)) for state, f in zip(logistic.balls(60), floats, strict=True)
        ]
    assert max(off[: horizon + 1]) <= 1e-6
    assert max(off) > 1e-2
    # What contracts is followed for ever, with momentum too.
    assert PLAIN.float_horizon(500, **GIVEN) is None
    assert AHEAD.float_horizon(300, **GIVEN, m="9/10") is None


def test_it_prints_its_rules_and_lists_its_parameters():
    assert str(DECAYED).startswith("d+ = ")
    assert AHEAD.parameters() == ("alpha", "m")
    assert str(Dynamics(Identical, Nesterov)) == "Nesterov from Identical"


def rule(expression, **options):
    options = {"start": {d: alpha}, "parameters": "alpha"} | options
    return lambda: recursion({d: expression}, **options)


def test_it_goes_to_another_process_also_once_it_was_used():
    asked = {**GIVEN, "level": "1/2"}
    here = PLAIN.hitting_time(**asked)
    copied = pickle.loads(pickle.dumps(PLAIN))  # noqa: S301 - our own
    assert (copied.rules, copied.ranges) == (PLAIN.rules, PLAIN.ranges)
    assert copied.hitting_time(**asked) == here


BAD = [
    (rule(d + sp.cbrt(d)), "rule of d has the exponent 1/3"),
    (rule(d + 0.5 * d), "rule of d holds the float "),
    (rule(d + c), "rules have c, which is not declared"),
    (rule("abc"), "rule of d is 'abc'"),
    (rule(None), "rule of d is of type NoneType"),
    (rule(d > 1), "rule of d is of type StrictGreaterThan"),
    (rule(sp.Abs(d)), "rule of d has Abs"),
    (rule(sp.I * d), "rule of d has I"),
    (rule(sp.oo), "rule of d is oo"),
    (rule(d**c, parameters="alpha, c"), "rule of d has the exponent c"),
    (rule(d ** (10**9)), "rule of d has the exponent 1000000000"),
    (rule(d ** (N / 3)), "rule of d has the exponent N/3"),
    (rule(sum(sp.sin(i * d) for i in range(1, 900))), "rule of d is too long"),
    (rule(gradient(d, d)), "rule of d has gradient(d, d)"),
    (rule(d + sp.Symbol("d", positive=True)), "rules have two symbols of the name d"),
    (rule(sp.Symbol("lam") + sp.Symbol("lamda")), "rules have two symbols for the eigenvalue"),
    (rule(d, start={}), "start has no d"),
    (rule(d, start={d: alpha, v: 1}), "start has v, which has no rule"),
    (rule(d, start={d: k}), "start of d uses k"),
    (rule(d, start=3), "start is 3"),
    (rule(d, parameters="0 < lam"), "parameters has lam"),
    (rule(d, parameters="2 < alpha < 1"), "high end of alpha is 1"),
    (rule(d, parameters="alpha < beta < gamma"), "low end of beta is 'alpha'"),
    (rule(d, parameters=[3]), "parameters is [3]"),
    (lambda: recursion({"d": d}, start={d: 1}), "rules has a key of another kind"),
    (lambda: recursion({eta: eta}, start={eta: 1}), "rules are of eta"),
    (lambda: recursion({s: s for s in sp.symbols("x:1000")}, start={}), "rules are of 1000"),
    (lambda: rule(1 / d, start={d: 0})().exact(3), "step divides by 0 after step 0"),
    (lambda: rule(1 / d, start={d: 0})().balls(3), "step has no finite enclosure at step 1"),
    (lambda: rule(d * d + 1, start={d: 1})().exact(99), "steps are too many"),
    (lambda: rule(sp.exp(d), start={d: 1})().exact(3), "rules are not rational"),
    (lambda: PLAIN.exact(10**9, **GIVEN), "steps is 1000000000"),
    (lambda: PLAIN.exact(2, depth=2, eigenvalue=1, eta=1), "alpha is missing"),
    (lambda: PLAIN.exact(2, **GIVEN, m=1), "m is none of its parameters"),
    (lambda: PLAIN.exact(2, **GIVEN | {"alpha": 0}), "alpha is 0"),
    (lambda: PLAIN.balls(2, **GIVEN | {"eigenvalue": (2, 1)}), "eigenvalue is from 2 to 1"),
    (lambda: PLAIN.balls(2, **GIVEN | {"depth": (2, 3)}), "depth is a pair"),
    (lambda: PLAIN.floats(2, **GIVEN | {"eta": "x"}), "eta is 'x'"),
    (lambda: PLAIN.floats(10**6, **GIVEN | {"eta": np.ones(10**4)}), "steps are 1000000 of"),
    (lambda: PLAIN.hitting_time("1/2", depth=2), "alpha, eta, eigenvalue are missing"),
    (lambda: PLAIN.floats(2, depth=2, eta=1), "alpha, eigenvalue are missing"),
    (lambda: PLAIN.hitting_time("z", **GIVEN), "level is 'z'"),
    (lambda: PLAIN.float_horizon(10**7, **GIVEN), "steps is 10000000"),
    (lambda: AHEAD.update(), "m is missing"),
    (lambda: AHEAD.update(m=2), "m is 2"),
    (lambda: rule(d * d * lam**2 + d ** (N - 1) * 0 + N)().update(), "rules are no descent"),
    (lambda: rule(d * d)().update(), "rules have no gradient"),
]


@pytest.mark.parametrize(("make", "said"), BAD)
def test_bad_input_is_one_line(make, said):
    with pytest.raises(BadInput) as found:
        make()
    line = str(found.value)
    assert line.startswith(said), line
    assert "; accepted: " in line
    assert "\n" not in line
