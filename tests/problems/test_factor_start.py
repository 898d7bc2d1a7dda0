"""Starts that are matrices: balanced and aligned ones, and what is refused of others."""

import json
from itertools import pairwise

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.commands.main import main
from dmfcheck.problems import descent_check
from dmfcheck.problems.asked import check
from dmfcheck.problems.prediction import predict

STARTS = np.array([0.1, 0.2, 0.15])


def orthogonal(size, seed):
    return np.linalg.qr(np.random.default_rng(seed).standard_normal((size, size)))[0]


def symmetric(values, seed=0):
    V = orthogonal(len(values), seed)
    return (lambda What: (What + What.T) / 2)(V @ np.diag(values) @ V.T)


def vectors(What):
    return np.linalg.eigh(What)[1][:, ::-1]


def balanced(left, right, starts, depth, width):
    """W_j = Q_j D Q_{j-1}^T with layers of ``width`` between, each in a basis of its own."""
    bases = [right, *(orthogonal(width, 10 + j) for j in range(1, depth)), left]
    factors = []
    for before, after in pairwise(bases):
        D = np.zeros((len(after), len(before)))
        axis = np.arange(len(starts))
        D[axis, axis] = starts
        factors.append(after @ D @ before.T)
    return factors


@pytest.mark.parametrize(("depth", "width"), [(2, 3), (3, 3), (3, 5)])
def test_a_balanced_start_is_that_of_its_singular_values(depth, width):
    What = symmetric([3.0, 2.0, 1.0])
    V = vectors(What)
    factors = balanced(V, V, STARTS, depth, width)
    found = predict(What, depth=depth, start=factors, eta="1/100")
    plain = predict(What, depth=depth, start=list(STARTS), eta="1/100")
    for one, other in zip(found.eigenvalues, plain.eigenvalues, strict=True):
        assert one.hitting_time == other.hitting_time
    assert [(p.recovered, p.start) for p in found.plateaus] == [
        (p.recovered, p.start) for p in plain.plateaus
    ]
    assert found.float_horizon == 0
    assert found.as_json()["float_horizon_reason"] == "none is derived for matrices as they are"
    checked = check(What, depth=depth, start=factors, eta="1/100")
    assert {entry.verdict for entry in checked.claims} == {"holds"}
    for entry in checked.eigenvalues:
        assert entry["predicted"]["lo"] <= entry["measured"] <= entry["predicted"]["hi"]


@pytest.mark.parametrize(("depth", "starts"), [(4, [1e-5, 0.9, 2e-5]), (3, [1e-6, 1e-6, 0.9])])
@pytest.mark.parametrize("values", [[3.0, 2.0, 1.0], [2.0, 2.0, 2.0]])
def test_small_numbers_are_those_of_the_factors_and_not_of_their_product(depth, starts, values):
    # W holds a^N, which is far below the rounding of the largest one; every factor holds a.
    turn = orthogonal(3, 4)
    What = turn @ np.diag(values) @ turn.T
    What = 2 * np.eye(3) if values[0] == values[1] else (What + What.T) / 2
    V = turn if values[0] == values[1] else vectors(What)
    problem = predict(
        What, depth=depth, start=balanced(V, V, starts, depth, 4), eta="1/1000"
    ).problem
    found = [float(a) for a in problem.starts[0]]
    wanted = sorted(starts, reverse=True) if values[0] == values[1] else starts
    assert found == pytest.approx(wanted, rel=1e-8)


def test_a_small_number_of_the_wrong_sign_and_one_that_is_lost_are_refused():
    What = symmetric([3.0, 2.0, 1.0])
    V = vectors(What)
    factors = balanced(V, V, [1e-5, 0.9, 0.5], 4, 3)
    mirror = V @ np.diag([-1.0, 1.0, 1.0]) @ V.T
    with pytest.raises(BadInput, match=r"^start has a negative product on number 1 of the"):
        predict(What, depth=4, start=[*factors[:-1], mirror @ factors[-1]], eta="1/1000")
    for small in (1e-8, 0.0):
        lost = balanced(V, V, [small, 0.9, 0.5], 2, 3)
        with pytest.raises(BadInput, match=r"^start has \S+ of the largest on number 1 of the"):
            predict(What, depth=2, start=lost, eta="1/1000")
    with pytest.raises(BadInput, match=r"^start has a layer of 2, through which no 3"):
        predict(What, depth=2, start=[np.eye(2, 3), np.eye(3, 2)], eta="1/1000")


@pytest.mark.parametrize("size", [0.0, 1e-300, 1e300])
def test_sizes_whose_squares_leave_float64(size):
    What, factor = symmetric([3.0, 2.0, 1.0]), size * np.eye(3)
    if size == 1e-300:
        # Recovered, and late: a start is any positive number.
        found = predict(What, depth=2, start=[factor, factor], eta="1/1000").eigenvalues
        assert all(entry.hitting_time is not None for entry in found)
        return
    with pytest.raises(BadInput) as refused:
        predict(What, depth=2, start=[factor, factor], eta="1/1000")
    assert str(refused.value).startswith("start has 0 on number 1" if not size else "eta is")


def test_a_balanced_start_along_singular_vectors():
    What = np.random.default_rng(2).standard_normal((2, 4))
    U, _, Vt = np.linalg.svd(What)
    factors = balanced(U, Vt.T, [0.3, 0.2], 2, 5)
    checked = check(What, depth=2, start=factors, eta="1/50")
    assert checked.claims[0].id == "rectangular.aligned"
    assert {entry.verdict for entry in checked.claims} == {"holds"}


def test_the_descent_is_that_of_the_matrices_themselves(monkeypatch):
    What = symmetric([3.0, 2.0, 1.0])
    factors = balanced(vectors(What), vectors(What), STARTS, 2, 3)
    seen = []
    record = descent_check.record_descent

    def spied(*given, **named):
        seen.append(named["factors"])
        return record(*given, **{**named, "factors": [1.01 * w for w in named["factors"]]})

    monkeypatch.setattr(descent_check, "record_descent", spied)
    checked = check(What, depth=2, start=factors, eta="1/100")
    assert all((one == other).all() for one, other in zip(seen[0], factors, strict=True))
    assert checked.claims[0].verdict == "undecided"


def test_eigenvectors_of_equal_eigenvalues_are_those_of_the_start():
    turn = orthogonal(3, 5)
    factor = turn @ np.diag(STARTS) @ turn.T
    checked = check(2 * np.eye(3), depth=2, start=[factor, factor], eta="1/50")
    assert {entry.verdict for entry in checked.claims} == {"holds"}
    # Where the singular values are 0 the two sides have vectors of their own.
    What = np.zeros((2, 3))
    factors = balanced(orthogonal(2, 1), orthogonal(3, 2), [0.2, 0.1], 2, 2)
    assert [e.limit[1] < 1e-9 for e in predict(What, depth=2, start=factors, eta=1).eigenvalues]


def test_diagonal_factors_that_differ_are_rows():
    What = symmetric([3.0, 2.0, 1.0])
    V = vectors(What)
    factors = [V @ np.diag(a) @ V.T for a in (STARTS, STARTS[::-1])]
    found = predict(What, depth=2, start=factors, eta="1/50")
    assert len(found.problem.starts) == 2
    assert {e.verdict for e in check(What, depth=2, start=factors, eta="1/50").claims} == {"holds"}


@pytest.mark.parametrize("ask", [predict, check])
@pytest.mark.parametrize(
    ("factors", "wrong"),
    [
        ([np.eye(3)] * 3, "start has 3 matrices; accepted: N = 2"),
        ([np.ones((2, 3))] * 2, "start has the shapes 2 x 3, 2 x 3; accepted: W_N ... W_1"),
        ([np.full((3, 3), np.nan)] * 2, "start W_1 has the entry nan in row 1, column 1"),
        ([np.diag(STARTS), np.diag(STARTS) @ orthogonal(3, 1)], "start is not balanced: "),
        (
            balanced(orthogonal(3, 7), orthogonal(3, 8), STARTS, 2, 3),
            "start is balanced, but its product is off the diagonal by ",
        ),
    ],
)
def test_what_is_refused(ask, factors, wrong):
    with pytest.raises(BadInput) as refused:
        ask(symmetric([3.0, 2.0, 1.0]), depth=2, start=factors, eta="1/50")
    assert str(refused.value).startswith(wrong)
    assert len(str(refused.value).splitlines()) == 1


def test_a_negative_product_and_a_spectrum_are_refused():
    What = symmetric([3.0, 2.0, 1.0])
    V = vectors(What)
    factor = V @ np.diag(STARTS) @ V.T
    with pytest.raises(BadInput, match=r"^start has a negative product on number 1 of the"):
        predict(What, depth=2, start=[-factor, factor], eta="1/50")
    with pytest.raises(BadInput, match=r"^start is matrices, and the target a spectrum"):
        predict("3,2,1", depth=2, start=[factor, factor], eta="1/50")


def test_matrices_from_a_file(tmp_path, capsys):
    What = symmetric([3.0, 2.0, 1.0])
    np.save(tmp_path / "What.npy", What)
    np.savez(tmp_path / "start.npz", *balanced(vectors(What), vectors(What), STARTS, 3, 3))
    line = ["--depth", "3", "--eta", "1/100", str(tmp_path / "What.npy"), "--json", "--start"]
    assert main(["predict", *line, str(tmp_path / "start.npz")]) == 0
    found = json.loads(capsys.readouterr().out)
    plain = predict(What, depth=3, start=list(STARTS), eta="1/100").as_json()
    assert [e["hitting_time"] for e in found["eigenvalues"]] == [
        e["hitting_time"] for e in plain["eigenvalues"]
    ]
    (tmp_path / "no.npz").write_text("no")
    np.savez(tmp_path / "objects.npz", np.array([None]))
    for name in ("no.npz", "objects.npz", "missing.npz"):
        assert main(["check", *line, str(tmp_path / name)]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"dmfcheck: --start {tmp_path / name} ")
        assert len(said.splitlines()) == 1
