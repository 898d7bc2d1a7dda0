"""The claims about plateaus of the effective rank must break where they should, and only there."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.exact_number import NotExact
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.claims.judge import confirm
from dmfcheck.claims.point import Point
from dmfcheck.claims.sign import sign_of
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.value_at import value_at
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.rank import plateau as rank
from dmfcheck.theory.rank import window as rank_window
from dmfcheck.theory.rank.plateau_mutants import MUTANTS as RANK_MUTANTS
from dmfcheck.theory.rank.window_mutants import MUTANTS as WINDOW_MUTANTS

PLATEAU = claim("rank.plateau")
MUTANTS = (*RANK_MUTANTS, *WINDOW_MUTANTS)


def test_every_true_claim_has_four_mutants():
    for family in (rank, rank_window):
        for entry in family.CLAIMS:
            if entry.expected == "holds":
                assert sum(mutant.claim_id == entry.id for mutant in MUTANTS) >= 4


def test_the_upper_bound_is_attained():
    """w_1 = 1-delta exactly at K1 = 1, while w_2 and w_3 rest at their eigenvalues."""
    point = {
        "depth": 2,
        "spectrum": "1, 1/4, 1/4",
        "rank": 2,
        "alpha": "1/2",
        "eta": "1/2",
        "delta": Fraction(135, 256),
        "quiet_level": "1/4",
        "steps": 1,
    }
    verdict = PLATEAU.examine(**point)
    assert (verdict.name, verdict.certificate["margin"]) == ("holds", "0")
    assert PLATEAU.examine(**{**point, "spectrum": "1, 1/4, 1/5"}).name == "holds"


def test_the_lower_bound_is_nearly_attained():
    """w_1 is 1 but for 10^-9 of delta while w_2 = (1-delta) lambda_2 at K1 to 40 digits."""
    values = {
        "depth": 2,
        "spectrum": (Fraction(1), Fraction(1, 20)),
        "alpha": Fraction(1, 100),
        "eta": Fraction(1, 2),
    }
    w = value_at(2, Fraction(1, 20), Fraction(1, 100), Fraction(1, 2), 100, bits=140)
    delta = 1 - 20 * interval(w)[0]
    point = PLATEAU.point(**values, rank=2, delta=delta, quiet_level=1, steps=1)
    assert 0 < sign_of(PLATEAU.margin, PLATEAU, point).size < 1e-4


def brute_force(values, steps):
    """w_i(k) as rows, in float64."""
    size = np.array([float(x) for x in values["spectrum"]])
    d = np.full(len(size), float(values["alpha"]))
    rows = []
    for _ in range(steps):
        rows.append(d ** values["depth"])
        d = d + float(values["eta"]) * d ** (values["depth"] - 1) * (size - d ** values["depth"])
    return size, np.array(rows)


def plateau_margin(values, steps=4000):
    """The margin of rank.plateau by its definition, and whether there is a plateau."""
    size, w = brute_force(values, steps)
    L, n, delta = values["rank"], len(size), float(values["delta"])
    level = float(values["quiet_level"])
    first = max(np.argmax(w[:, i] >= (1 - delta) * size[i]) for i in range(L))
    quiet = w[:, L] <= level if n > L else np.ones(steps, bool)
    last = int(np.flatnonzero(quiet)[-1])
    r = w.sum(axis=1) / w.max(axis=1)
    r_L = size[:L].sum() / size[0]
    lower = delta * (r_L - 1)
    upper = delta / (1 - delta) * (r_L - 1) + (n - L) * level / ((1 - delta) * size[0])
    later = first + values["steps"]
    # A plateau that lasts for ever has no last step to be judged at.
    steps_judged = [first, later] if quiet.all() else [first, min(later, last), last]
    margins = [1.0]
    for k in steps_judged:
        margins += [1 + (r[k] - r_L) / lower] if L > 1 else []
        margins += [1 - (r[k] - r_L) / upper]
    return min(margins), first, last


POINTS = [
    ((3, 2, 1), 2, "1/20", "1/60", "1/10", "1/2", 2, 7),
    ((3, 2, 1), 3, "1/5", "1/60", "1/4", "1", 2, 1),
    ((3, 1, 1, 1), 1, "1/20", "1/60", "1/2", "1/5", 2, 20),
    ((2, 2, "1/2", 0), 2, "1/10", "1/20", "1/10", "1/100", 3, 5),
    ((5, "9/2", "1/3"), 2, "3/10", "1/100", "1/3", "1/10", 4, 3),
    ((1, "1/2"), 1, "1/2", "1/10", "2/5", "1/2", 3, 9),
]


@pytest.mark.parametrize("case", POINTS)
def test_the_margin_is_that_of_the_definition(case):
    spectrum, L, alpha, eta, delta, level, depth, steps = case
    values = {
        "depth": depth,
        "spectrum": tuple(Fraction(x) for x in spectrum),
        "rank": L,
        "alpha": Fraction(alpha),
        "eta": Fraction(eta),
        "delta": Fraction(delta),
        "quiet_level": Fraction(level),
        "steps": steps,
    }
    expected, first, last = plateau_margin(values)
    assert first <= last
    point = PLATEAU.point(**values)
    assert confirm(PLATEAU, point).name == "holds"
    certified = sign_of(PLATEAU.margin, PLATEAU, point).size
    assert math.isclose(certified, expected, rel_tol=1e-8, abs_tol=1e-9)
    batch = FloatBatch()
    swept = PLATEAU.margin(
        batch, point.converted(batch.number), PLATEAU.constant_values(batch, depth)
    )
    assert math.isclose(float(swept[0]), expected, rel_tol=1e-8, abs_tol=1e-9)
    balls = BallPoint()
    found = rank.plateau(balls, point.converted(balls.number))
    assert int(found[0].unique_fmpz()) == first
    if found[1] is not None:
        assert int(found[1].unique_fmpz()) == last


def test_a_step_that_meets_the_quiet_level_belongs_to_the_plateau():
    values = {
        "depth": 2,
        "spectrum": (Fraction(1), Fraction(1, 2)),
        "alpha": Fraction(1, 4),
        "eta": Fraction(1, 4),
        "rank": 1,
        "delta": Fraction(9, 10),
        "steps": 1,
    }
    meets = Exact().value_at(Point(values), 2, 1)
    for level, last in [(meets, 2), (meets * Fraction(999, 1000), 1)]:
        found = rank.plateau(Exact(), Point(values | {"quiet_level": level}))
        assert found == (2, last)


def test_integers_of_any_length_are_added_without_rounding():
    values = {
        "depth": 3,
        "spectrum": (Fraction(1), Fraction(1, 2)),
        "alpha": Fraction(1, 10**300),
        "eta": Fraction(1, 3),
        "rank": 1,
        "delta": Fraction(1, 10),
        "quiet_level": Fraction(1, 10),
        "steps": 5,
    }
    balls = BallPoint()
    first, later, last = rank.judged_steps(balls, Point(values).converted(balls.number))
    assert all(step.unique_fmpz() is not None for step in (first, later, last))
    assert int(later.unique_fmpz()) - int(first.unique_fmpz()) == 5
    assert int(last.unique_fmpz()) > 10**300


@pytest.mark.parametrize("arithmetic", [Exact(), BallPoint(), FloatBatch()])
def test_the_value_at_a_step_is_the_power_of_the_orbit(arithmetic):
    point = Point(
        {
            "depth": 3,
            "spectrum": (Fraction(1), Fraction(1, 64)),
            "alpha": Fraction(1, 2),
            "eta": Fraction(1, 4),
        }
    ).converted(arithmetic.number)
    d = [Fraction(1, 2)] * 2
    for _ in range(2):
        d = [x + x**2 * (s - x**3) / 4 for x, s in zip(d, (1, Fraction(1, 64)), strict=True)]
    for index in range(2):
        found = arithmetic.value_at(point, arithmetic.number(Fraction(2)), index)
        number = np.ravel(getattr(found, "fraction", found))[0]
        assert math.isclose(float(number), float(d[index] ** 3), rel_tol=1e-12)


def test_exact_values_end_where_their_digits_do():
    point = Point({"depth": 2, "eigenvalue": Fraction(1), "alpha": Fraction(1), "eta": Fraction(1)})
    with pytest.raises(NotExact):
        Exact().value_at(point, 10**40)
    slow = Point({**point, "alpha": Fraction(1, 7), "eta": Fraction(1, 9), "fraction": Fraction(1)})
    with pytest.raises(NotExact):
        Exact().hitting_time(slow)


def test_float_values_are_unknown_beyond_the_step_limit():
    batch = FloatBatch()
    point = Point(
        {"depth": 2, "eigenvalue": Fraction(1), "alpha": Fraction(1, 2), "eta": Fraction(1, 9)}
    ).converted(batch.number)
    found = batch.value_at(point, np.array([1.0, np.nan, 1e9, 50.0]))
    assert np.isnan(found).tolist() == [False, True, True, False]
    assert found[3] > found[0]


@pytest.mark.parametrize("depth", [2, 3, 6])
def test_a_0_is_the_formula(depth):
    values = {
        "depth": depth,
        "spectrum": (Fraction(3), Fraction(2), Fraction(1)),
        "rank": 2,
        "alpha": Fraction(1),
        "eta": Fraction(1, 500),
        "delta": Fraction(1, 10),
        "quiet_level": Fraction(1, 20),
    }
    balls = BallPoint()
    found = float(rank_window.stated_start(balls, Point(values).converted(balls.number)))
    leading, following, eta, delta, level = 2.0, 1.0, 1 / 500, 0.1, 0.05
    if depth == 2:
        rho = math.log(1 + eta * leading) / math.log(1 + eta * following)
        power = delta * level**rho / ((1 - delta) * leading * (1 + eta * leading) ** 4)
        expected = power ** (1 / (2 * (rho - 1)))
    else:
        m, kappa = depth - 2, following / leading
        theta = ((1 - kappa) / (1 + 3 * kappa)) ** (depth / m)
        ends = [theta, 1 - delta]
        slowest = min(y ** (1 - 1 / depth) * (1 - y) for y in ends)
        distance = ends[1] ** (1 / depth) - ends[0] ** (1 / depth)
        C = max(0.0, distance) / slowest
        h = eta * leading ** (2 - 2 / depth)
        inverse = level ** (-m / depth) / kappa + m * eta * leading * (3 + C / h)
        expected = (inverse * 2 * kappa / (1 - kappa)) ** (-1 / m)
    assert math.isclose(found, expected, rel_tol=1e-9)


@pytest.mark.parametrize("false_id", ["rank.leading_last_literal", "rank.window_literal"])
def test_the_corrected_claim_says_nothing_where_the_literal_one_fails(false_id):
    literal = claim(false_id)
    for values in literal.counterexamples:
        assert literal.examine(**values).name == "refuted"
        corrected = claim(false_id.removesuffix("_literal"))
        known = {variable.name for variable in corrected.variables}
        point = {name: value for name, value in values.items() if name in known}
        assert corrected.examine(**point).name == "outside hypotheses"


def test_without_a_level_that_the_start_meets_there_is_no_plateau():
    """With K2 = last k with w_{L+1} <= delta' alone, the claim fails while w_2 still falls."""
    point = {
        "depth": 2,
        "spectrum": "1, 0",
        "rank": 1,
        "alpha": "9/10",
        "eta": "1/8",
        "delta": "1/2",
        "quiet_level": "1/100",
        "steps": 1,
    }
    verdict = PLATEAU.examine(**point)
    assert (verdict.name, verdict.which) == ("outside hypotheses", ("alpha^N <= delta'",))
    assert PLATEAU.without_hypothesis(rank.QUIET_START).examine(**point).name == "refuted"


def test_hypotheses_are_named_where_the_rank_exceeds_the_size():
    point = {
        "depth": 3,
        "spectrum": "1",
        "rank": 2,
        "alpha": "1/10",
        "eta": "1/8",
        "delta": "1/2",
        "quiet_level": "1/100",
    }
    assert "L <= n" in PLATEAU.examine(**point, steps=1).which
    assert "L < n" in claim("rank.window").examine(**point).which
    equal = {**point, "spectrum": "1, 1", "rank": 1}
    assert "lambda_L > lambda_{L+1}" in claim("rank.window").examine(**equal).which


def test_the_constants_are_what_the_margins_read():
    point = PLATEAU.point(
        depth=2, spectrum="1, 1/4", rank=2, alpha="1/2", eta="1/2", delta="135/256",
        quiet_level="1/4", steps=1,
    )  # fmt: skip
    tightened = replace(
        PLATEAU,
        constants=tuple(
            replace(c, stated=lambda N: Fraction(999, 1000)) if c.name == "upper share" else c
            for c in PLATEAU.constants
        ),
    )
    assert confirm(PLATEAU, point).name == "holds"
    assert confirm(tightened, point).name == "refuted"
