"""Counterexamples with an orthogonal basis become simple, though no entry can move alone."""

from fractions import Fraction

from dmfcheck.claims.small_matrices import product, transpose
from dmfcheck.hunt.bases import is_orthogonal, simple_orthogonals, simpler_bases
from dmfcheck.hunt.decision import decide
from dmfcheck.hunt.simplify import largest_denominator, simplify
from dmfcheck.hunt.subject import read_subject

TURN = [["3/5", "-4/5", "0"], ["4/5", "3/5", "0"], ["0", "0", "1"]]
OTHER_TURN = [["5/13", "0", "12/13"], ["0", "1", "0"], ["-12/13", "0", "5/13"]]


def exact(rows):
    return tuple(tuple(map(Fraction, row)) for row in rows)


def test_simple_orthogonals_are_orthogonal():
    for size in range(1, 6):
        candidates = list(simple_orthogonals(size))
        assert all(map(is_orthogonal, candidates))
        assert len(set(candidates)) == len(candidates) == 1 + (size > 1) + size * (size - 1) // 2


def test_a_dimension_leaves_every_spectrum_and_matrix_of_its_size():
    basis = product(exact(TURN), exact(OTHER_TURN))
    values = {"basis": basis, "spectrum": (3, 2, 1), "starts": (basis, basis), "pair": (1, 2)}
    first = next(simpler_bases(values))
    assert first["spectrum"] == (3, 2)
    assert [len(matrix) for matrix in first["starts"]] == [2, 2]
    assert first["pair"] == (1, 2)
    assert is_orthogonal(first["basis"])


def test_a_counterexample_in_an_ugly_basis_is_found_in_a_simple_one():
    claim = read_subject("reduction.decoupling~equal").claim()
    basis = product(exact(TURN), exact(OTHER_TURN), transpose(exact(TURN)))
    assert is_orthogonal(basis)
    zero, one = Fraction(0), Fraction(1)
    values = {
        "depth": 2,
        "basis": basis,
        "target": ((zero, one / 2, zero), (-one / 2, zero, zero), (zero, zero, zero)),
        "starts": (
            ((zero, one, zero), (-one, zero, zero), (zero, zero, zero)),
            ((one, zero, zero), (zero, one, zero), (zero, zero, zero)),
        ),
        "eta": one,
        "steps": 1,
    }
    decision = decide(claim, values)
    assert decision.outcome == "refuted"
    found, decision = simplify(claim, values, decision)
    assert decision.outcome == "refuted"
    assert len(found["basis"]) <= 2
    assert largest_denominator(found)[1] <= 5
