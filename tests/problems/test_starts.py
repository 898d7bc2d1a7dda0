"""Starts beyond alpha I, and rectangular targets: certificates against descents written here."""

from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.known import end_to_end_orbit
from dmfcheck.dynamics.problem import Problem
from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
from dmfcheck.problems import real_descent
from dmfcheck.problems.asked import check
from dmfcheck.problems.prediction import predict

UNEQUAL = "1/10, 1/4, 1/20"


def descended(target, factors, eta, steps):
    """W(0), ..., W(steps) of real matrices by the gradient as it is defined, W_1 first."""
    factors, products = [np.array(w) for w in factors], []
    for _ in range(steps + 1):
        products.append(np.linalg.multi_dot(factors[::-1]))
        error, moved = products[-1] - target, []
        for j, factor in enumerate(factors):
            left, right = np.eye(target.shape[0]), np.eye(target.shape[1])
            for later in factors[j + 1 :]:
                left = later @ left if later.shape[1] == len(left) else later
            for earlier in factors[:j]:
                right = earlier @ right
            moved.append(factor - eta * left.T @ error @ right.T)
        factors = moved
    return np.array(products)


def basis(size, seed):
    return np.linalg.qr(np.random.default_rng(seed).standard_normal((size, size)))[0]


def first(reached):
    return int(np.argmax(reached)) if reached.any() else None


def effective_ranks(products):
    sizes = np.linalg.svd(products, compute_uv=False)
    return sizes.sum(axis=1) / sizes[:, 0]


def require_plateaus(found, ranks):
    """Every plateau on record holds at each of its steps, and none is narrower than allowed."""
    assert found.plateaus
    for plateau in found.plateaus:
        last = len(ranks) - 1 if plateau.stop is None else plateau.stop
        seen = ranks[plateau.start : last + 1]
        if not seen.size:
            continue
        assert float(plateau.lower) - 1e-9 <= seen.min()
        assert seen.max() <= float(plateau.upper) + 1e-9


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_a_diagonal_start_against_a_descent_of_real_matrices(depth):
    rng = np.random.default_rng(depth)
    for trial in range(4):
        values = np.sort(rng.uniform(0.3, 3, 4))[::-1].round(3)
        if trial == 3:
            values[-1] = -0.7
        starts = (10 ** rng.uniform({2: -4, 3: -1.5, 4: -1}[depth], -0.5, 4)).round(6)
        eta = 1 / (2 * depth * 3 ** (2 - 2 / depth))
        found = predict(list(values), depth=depth, start=list(starts), eta=eta)
        times = [entry.hitting_time for entry in found.eigenvalues]
        last = max(hi for _, hi in filter(None, times)) + 20
        # What rounding does to a saddle is not of this test.
        last = min(last, found.float_horizon or last)
        V = basis(4, trial)
        factors = [(V * starts) @ V.T] * depth
        products = descended((V * values) @ V.T, factors, eta, last)
        w = np.einsum("ai,kab,bi->ki", V, products, V)
        for i, value in enumerate(values):
            if value < 0:
                assert times[i] is None
                assert found.eigenvalues[i].limit == (0, 0)
                continue
            k = first(w[:, i] >= 0.9 * value)
            if k is None:
                assert times[i][0] > last == found.float_horizon
                continue
            assert times[i][0] <= k <= times[i][1]
            # The step before is below the level by more than rounding: K is that very step.
            assert k == 0 or w[k - 1, i] < 0.9 * value * (1 - 1e-9)
        require_plateaus(found, effective_ranks(products))


def test_what_is_recovered_first_need_not_be_the_largest():
    found = predict("3,2,1", depth=3, start="1/50,1/20,1/4", eta="1/100")
    assert 0 not in found.plateaus[0].recovered
    json = found.as_json()
    assert json["plateaus"][0]["recovered"] == [i + 1 for i in found.plateaus[0].recovered]
    assert json["eigenvalues"][2]["starts"] == ["1/4"]
    # Read as the largest ones these would be wrong: r(W) is not near that of the leading part.
    w = end_to_end_orbit(found.problem, found.plateaus[0].start)[-1]
    assert abs(w[0]) < 0.1 * 3


def test_equal_numbers_are_the_identical_start():
    one = predict("3,2,1", depth=3, alpha="1/100", eta="1/100")
    other = predict("3,2,1", depth=3, start="1/100,1/100,1/100", eta="1/100")
    assert one.eigenvalues == other.eigenvalues
    assert [(p.start, p.stop, p.lower) for p in one.plateaus] == [
        (p.start, p.stop, p.lower) for p in other.plateaus
    ]
    for one_plateau, plateau in zip(one.plateaus, other.plateaus, strict=True):
        # What is not recovered is counted one by one, and not as so many of the next.
        assert plateau.upper <= one_plateau.upper


def test_a_notebook_shows_the_starts():
    one = Problem.from_spectrum("2,1", depth=2, start="1/10,1/5", eta="1/40")
    assert "starts" in one._repr_html_()
    assert "1/10, 1/5" in one._repr_html_()
    other = Problem.from_spectrum("2,1", depth=2, start="1/10,1/5;1/9,1/7", eta="1/40")
    assert "W_2" in other._repr_html_()
    assert "1/9, 1/7" in other._repr_html_()


def test_a_start_follows_the_spectrum_as_it_is_written():
    one = predict("3,2,1", depth=3, start="1/10,1/20,1/4", eta="1/100")
    other = predict("1,3,2", depth=3, start="1/4,1/10,1/20", eta="1/100")
    assert one == other
    assert one != predict("3,2,1", depth=3, start="1/4,1/10,1/20", eta="1/100")
    matrix = predict(np.diag([1.0, 3.0, 2.0]), depth=3, start="1/10,1/20,1/4", eta="1/100")
    assert [e.hitting_time for e in matrix.eigenvalues] == [e.hitting_time for e in one.eigenvalues]


@pytest.mark.parametrize(("shape", "depth"), [((3, 5), 2), ((5, 2), 3), ((1, 4), 4)])
@pytest.mark.parametrize("own", [False, True])
def test_rectangular_targets_against_a_descent_of_real_matrices(shape, depth, own):
    rng = np.random.default_rng(sum(shape))
    What = rng.standard_normal(shape)
    r, eta = min(shape), 0.3 / (depth * np.linalg.norm(What, 2) ** (2 - 2 / depth))
    least = -1 / (depth - 1)
    starts = (10 ** rng.uniform(least - 0.5, least, r)).round(4) if own else np.full(r, 0.1)
    given = {"start": list(starts)} if own else {"alpha": 0.1}
    found = predict(What, depth=depth, eta=eta, **given)
    assert found.aligned
    assert found.as_json()["aligned"] is True
    assert found.as_json()["float_horizon"] == 0
    U, values, Vt = np.linalg.svd(What, full_matrices=False)
    for entry, value in zip(found.eigenvalues, values, strict=True):
        assert float(entry.value[0]) == pytest.approx(value, rel=1e-12)
    inner = [np.diag(starts)] * (depth - 2)
    factors = [starts[:, None] * Vt, *inner, U * starts]
    times = [entry.hitting_time for entry in found.eigenvalues]
    products = descended(What, factors, eta, max(hi for _, hi in times) + 20)
    w = np.einsum("ai,kab,ib->ki", U, products, Vt)
    for i, (lo, hi) in enumerate(times):
        assert lo <= first(w[:, i] >= 0.9 * values[i]) <= hi
    if r > 1:
        require_plateaus(found, effective_ranks(products))


def test_a_square_matrix_may_start_along_its_singular_vectors():
    What = np.array([[2.0, 1.0], [1.0, -2.0]])
    plain = predict(What, depth=2, alpha="1/10", eta="1/20")
    along = predict(What, depth=2, alpha="1/10", eta="1/20", aligned=True)
    assert plain.eigenvalues[1].hitting_time is None
    assert along.eigenvalues[1].hitting_time == plain.eigenvalues[0].hitting_time


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_factors_that_start_differently_against_exact_numbers(depth):
    rng = np.random.default_rng(depth)
    for value in (Fraction(3, 2), Fraction(-3, 2)):
        starts = [Fraction(int(a), 100) for a in rng.integers(10, 70, depth)]
        rows = [[a] for a in starts]
        found = predict([value], depth=depth, start=rows, eta="1/20")
        d, k = list(starts), 0
        while not np.prod(d) / value >= Fraction(9, 10):
            w = np.prod(d)
            pull = Fraction(1, 20) * (w - value)
            moved = [d[j] - pull * np.prod([1, *d[:j], *d[j + 1 :]]) for j in range(depth)]
            # Sixty digits are enough for the step and few enough to go on.
            d, k = [Fraction(round(x * 10**60), 10**60) for x in moved], k + 1
        assert found.eigenvalues[0].hitting_time == (k, k)
        assert found.eigenvalues[0].limit is None
        assert "no limit is proved" in found.eigenvalues[0].reason
    assert found.plateaus == ()


def test_factors_that_start_differently_are_undecided_beyond_what_is_followed(monkeypatch):
    from dmfcheck.dynamics.balls import factors_recovery

    monkeypatch.setattr(factors_recovery, "STEP_LIMIT", 50)
    start = {"depth": 3, "start": "1/10;1/9;1/8", "eta": "1/100"}
    entry = predict("1", **start).eigenvalues[0]
    assert entry.hitting_time is None
    assert "more than the 50 steps that are followed" in entry.reason
    monkeypatch.setattr(factors_recovery, "BITS", (2,))
    monkeypatch.setattr(factors_recovery, "LOST", 2)
    assert "the balls lost" in predict("1", **start).eigenvalues[0].reason


def test_rows_that_agree_on_an_eigenvector_are_counted_at_any_scale():
    found = predict("2,1", depth=3, start="1e-30,1/9;1e-30,1/8;1e-30,1/8", eta="1/100")
    lo, hi = found.eigenvalues[0].hitting_time
    assert lo == hi > 10**30
    assert found.eigenvalues[0].limit == (2, 2)
    assert found.eigenvalues[1].limit is None


CHECKED = [
    ({"target": "3,1,-2", "depth": 3, "start": UNEQUAL, "eta": "1/100"}, "reduction.decoupling"),
    (
        {"target": "3,1,2", "depth": 2, "start": f"{UNEQUAL};1/5,1/7,1/30", "eta": "1/100"},
        "reduction.decoupling",
    ),
    (
        {"target": [[2, 1, 0], [0, 1, 1]], "depth": 3, "alpha": "1/10", "eta": "1/50"},
        "rectangular.aligned",
    ),
    (
        {"target": [[2, 1], [0, 1], [1, 1]], "depth": 2, "start": "1/10,1/5", "eta": "1/50"},
        "rectangular.aligned",
    ),
    (
        {"target": [[2, 1], [1, -2]], "depth": 2, "alpha": "1/10", "eta": "1/50", "aligned": True},
        "rectangular.aligned",
    ),
]


@pytest.mark.parametrize(("asked", "decoupled"), CHECKED)
def test_check_holds_real_descents_against_the_certificates(asked, decoupled):
    found = check(**asked)
    assert {entry.verdict for entry in found.claims} == {"holds"}
    ids = [entry.id for entry in found.claims]
    assert ids[0] == decoupled
    assert len({"reduction.decoupling", "rectangular.aligned"} & set(ids)) == 1
    assert "hitting_time" in ids
    for entry in found.eigenvalues:
        if entry["predicted"] is not None:
            assert entry["predicted"]["lo"] <= entry["measured"] <= entry["predicted"]["hi"]


@pytest.mark.parametrize(("asked", "decoupled"), CHECKED)
def test_a_descent_from_another_start_is_not_taken_for_it(monkeypatch, asked, decoupled):
    true_start = real_descent.start_factors

    def other(*given, **named):
        factors = true_start(*given, **named)
        return [1.001 * factors[0], *factors[1:]]

    monkeypatch.setattr(real_descent, "start_factors", other)
    found = check(**asked)
    assert found.claims[0].id == decoupled
    assert found.claims[0].verdict == "undecided"


def test_a_wrong_plateau_is_seen(monkeypatch):
    from dataclasses import replace

    from dmfcheck.problems import prediction

    asked = {"depth": 3, "start": UNEQUAL, "eta": "1/100"}
    outcome = {entry.id: entry for entry in check("3,1,2", **asked).claims}["plateaus"]
    assert (outcome.verdict, outcome.points) == ("holds", 2)
    true_plateaus = prediction.diagonal_plateaus

    def lower(*given, **named):
        return [replace(p, upper=p.lower) for p in true_plateaus(*given, **named)]

    monkeypatch.setattr(prediction, "diagonal_plateaus", lower)
    outcome = {entry.id: entry for entry in check("3,1,2", **asked).claims}["plateaus"]
    assert outcome.verdict == "undecided"
    assert outcome.margin < 0


def test_the_horizon_of_a_diagonal_start_comes_before_its_descent_departs():
    asked = {"depth": 2, "start": "1/20,1/10,1/8,1/30,1/10,1/9", "eta": "1/20"}
    found = check("2,6/5,3/5,3/10,-1/2,-1", **asked, steps=5000)
    assert found.stopped == "float horizon"
    assert 100 < found.horizon < 1000
    assert {entry.verdict for entry in found.claims} == {"holds"}


@pytest.mark.parametrize("size", [2, 6, 30])
def test_a_start_is_assembled_within_what_the_horizon_allows(size):
    from dmfcheck.dynamics.floats.deviation import ASSEMBLED

    rng = np.random.default_rng(size)
    ratios = []
    for seed in range(20):
        starts = 10 ** rng.uniform(-4, 0, size)
        problem = Problem.from_spectrum([1] * size, depth=2, start=list(starts), eta="1/8")
        V = basis(size, seed)
        exact = np.longdouble(V) * np.array(problem.starts[0], dtype=float)
        factor = real_descent.start_factors(problem, V, V, aligned=False)[0]
        off = np.longdouble(V).T @ (factor - exact @ np.longdouble(V).T) @ V
        ratios.append(float(np.sqrt((off**2).mean()) / (2.0**-53 * starts.max())))
    assert max(ratios) < ASSEMBLED / 2
    assert max(ratios) > 0.05


def test_other_updates_from_a_diagonal_start_are_held_against_their_recursion():
    asked = {"depth": 2, "start": "1/5,1/4", "eta": "1/50", "update": HeavyBall("1/2")}
    assert predict("2,1", **asked).eigenvalues[0].reason.startswith("nothing is certified of")
    found = check("2,1", **asked, steps=200)
    assert [(entry.id, entry.verdict) for entry in found.claims] == [
        ("reduction.decoupling", "holds")
    ]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, "alpha is missing; accepted: a positive number, or a start"),
        ({"alpha": 1, "start": "1,1"}, "alpha is given with a start"),
        ({"start": "1,1", "beta": "1/2"}, "beta is given with a start"),
        ({"start": "1"}, "start has 1 entry; accepted: 2,"),
        ({"start": [1, 2, 3]}, "start has 3 entries; accepted: 2,"),
        ({"start": "1,0"}, "start entry 2 is 0; accepted: a positive number"),
        ({"start": "1,1;1,-1"}, "start row 2 entry 2 is -1; accepted: a positive number"),
        ({"start": "1,1;1"}, "start row 2 has 1 entry"),
        ({"start": "1,1;1,1;1,1"}, "start has 3 rows; accepted: one row, or N = 2"),
        ({"start": "1,x"}, "start entry 2 is 'x'"),
        ({"start": 1}, "start is of type int"),
        ({"start": []}, "start has 0 entries"),
        ({"alpha": 1, "aligned": True}, "aligned is asked of a spectrum"),
    ],
)
@pytest.mark.parametrize("ask", [predict, check])
def test_what_is_no_start_is_refused(ask, given, wrong):
    with pytest.raises(BadInput) as refused:
        ask("2,1", depth=2, eta="1/100", **given)
    assert str(refused.value).startswith(wrong)


@pytest.mark.parametrize("ask", [predict, check])
@pytest.mark.parametrize("matrix", [[[1, float("nan"), 0]], [["a", "b", "c"]], np.ones((1, 2, 3))])
def test_what_is_no_matrix_is_refused(ask, matrix):
    with pytest.raises(BadInput, match=r"^matrix "):
        ask(matrix, depth=2, alpha="1/100", eta="1/100")


def test_what_float64_cannot_hold_is_predicted_and_not_descended_on():
    asked = {"depth": 3, "start": "1e-400, 1/10", "eta": "1/100"}
    assert predict("2,1", **asked).eigenvalues[0].hitting_time[0] > 10**400
    assert predict("2,1", **asked).float_horizon == 0
    with pytest.raises(BadInput, match=r"^start entry 1 is about 1.0e-400, which float64"):
        check("2,1", **asked)


def test_steps_are_limited_by_the_largest_start():
    with pytest.raises(BadInput, match="stable bound"):
        predict("2,1", depth=2, start="1/10,3", eta="1/8")
