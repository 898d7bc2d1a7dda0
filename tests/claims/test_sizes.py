"""Shapes that do not fit together are refused with the name of the argument, before any margin."""

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.theory.ledger import claim, ledger

START = {"depth": 2, "alpha": "1/4", "eta": "1/8"}
NOISY = {"depth": 2, "spectrum": "2,1", "factor": [[1], [1]], "rank": 1, "noise": 1}
BLOCKS = {"depth": 2, "target": [[1, 0], [0, 1]], "starts": 2 * [[[1, 0], [0, 1]]]}
TURNED = BLOCKS | {"basis": [[1, 0], [0, 1]], "eta": "1/8", "steps": 1}
SADDLE = START | {"spectrum": "1,-1", "basis": [[1, 0], [0, 1]], "steps": 5}
MODES = {"depth": 2, "modes": [[1, "1/2"]], "eta": "1/4", "steps": 2}
ALIGNED = {"left": [[1]], "right": [[1]], "spectrum": "1", "steps": 1} | START


@pytest.mark.parametrize(
    ("claim_id", "values", "argument", "wrong"),
    [
        ("stopping.plateau/threshold", NOISY | {"factor": [[1]]}, "factor", "1 rows"),
        ("stopping.plateau/threshold_sharp", NOISY | {"factor": 3 * [[1]]}, "factor", "3 rows"),
        ("reduction.nonnormal", START | {"target": [[1]], "steps": 1}, "target", "1 rows"),
        ("reduction.nonnormal", START | {"target": 2 * [[1, 2, 3]], "steps": 1}, "target", "3 col"),
        ("reduction.decoupling", TURNED | {"basis": [[1]]}, "target", "2 rows"),
        ("reduction.decoupling", TURNED | {"target": [[1, 0]]}, "target", "1 rows"),
        ("reduction.decoupling", TURNED | {"depth": 3}, "starts", "2 matrices"),
        ("flow.balanced", BLOCKS | {"starts": [[[1]], [[1]]]}, "starts", "1 rows"),
        ("flow.balanced", BLOCKS | {"target": [[1], [0]]}, "target", "1 columns"),
        ("float.saddle", SADDLE | {"basis": [[1]]}, "basis", "1 rows"),
        ("float.saddle/horizon", SADDLE | {"spectrum": "1"}, "basis", "2 rows"),
        ("float.determinant", START | {"target": [[1, 0, 0]], "steps": 1}, "target", "1 rows"),
        ("nonnormal.limit", START | {"target": [[1]], "steps": 1}, "target", "1 rows"),
        ("rectangular.aligned", ALIGNED | {"left": [[1, 0]]}, "left", "2 columns"),
        ("monotone.rank/starts", MODES | {"modes": [[1]]}, "modes", "1 columns"),
        ("monotone.start", MODES | {"modes": [[1, 1, 1]]}, "modes", "3 columns"),
        (
            "monotone.schedule",
            {"depth": 2, "spectrum": "1", "alpha": "1/2", "schedule": 2 * [["1/4", "1/4"]]},
            "schedule",
            "2 rows",
        ),
    ],
)
def test_sizes_that_disagree_are_refused(claim_id, values, argument, wrong):
    with pytest.raises(BadInput) as refusal:
        claim(claim_id).examine(**values)
    assert refusal.value.argument == argument
    assert wrong in refusal.value.wrong
    assert "\n" not in str(refusal.value)


def test_every_matrix_of_the_ledger_says_its_sizes():
    silent = {
        (entry.id, variable.name)
        for entry in ledger().values()
        for variable in entry.variables
        if variable.shape in ("matrix", "matrices") and not variable.sizes
    }
    assert not silent


@pytest.mark.parametrize(
    ("claim_id", "values", "name"),
    [
        ("flow.balanced", {"depth": 2, "target": [[3]], "starts": [[[1]], [[2]]]}, "holds"),
        (
            "reduction.decoupling",
            {"depth": 2, "basis": [[-1]], "target": [[3]], "starts": [[[1]], [[2]]]}
            | {"eta": "1/8", "steps": 1},
            "holds",
        ),
    ],
)
def test_matrices_of_one_entry_are_matrices(claim_id, values, name):
    assert claim(claim_id).examine(**values).name == name


def test_only_triangles_have_the_eigenvectors_of_triangles():
    """[[1, 1], [1, 1/2]] is symmetric: V^T W_j(k) V does stay diagonal, in its own V."""
    symmetric = START | {"target": [[1, 1], [1, "1/2"]], "steps": 2}
    verdict = claim("reduction.nonnormal").examine(**symmetric)
    assert (verdict.name, verdict.which) == ("outside hypotheses", ("What = [[a, b], [0, d]]",))


def test_a_start_of_0_and_an_eigenvalue_of_0_are_outside():
    for modes in ([[1, 0]], [[0, 0]], [[0, 0], [0, 0]], [[1, 0], [0, 1]]):
        for claim_id in ("monotone.start", "monotone.rank/starts"):
            verdict = claim(claim_id).examine(**MODES | {"modes": modes})
            assert verdict.name == "outside hypotheses", (claim_id, modes)
            assert any("0 < d_i(0)" in text for text in verdict.which)
