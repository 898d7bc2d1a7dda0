"""Points on their way to the ends of ranges, and spectra and matrices with a pattern."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck import claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.ends import TOGETHER, ends, towards_ends
from dmfcheck.hunt.patterns import MATRICES, SPECTRA, patterned, patterns
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.structure import Structure

SPECTRUM = Variable("spectrum", "spectrum", Fraction(0), None)
TARGET = Variable("target", "matrix", Fraction(-1), Fraction(1))
X = Variable("x", "number", Fraction(0), Fraction(1))
BASE = replace(claim("step.monotone"), id="my.claim", hypotheses=(), constants=(), exact=True)


def test_one_or_two_coordinates_come_near_an_end_at_every_scale():
    rng = np.random.default_rng(0)
    cube = rng.random((4000, 5))
    moved = towards_ends(cube, rng)
    changed = (moved != cube).sum(axis=1)
    assert set(changed) == {1, TOGETHER}
    assert ((moved >= 0) & (moved <= 1)).all()
    distance = np.minimum(moved, 1 - moved)[moved != cube]
    for decade in range(1, 8):
        assert ((distance < 10.0**-decade) & (distance > 10.0 ** -(decade + 1))).mean() > 0.05
    # Either end, of every coordinate.
    for column in range(5):
        near = moved[:, column][(moved != cube)[:, column]]
        assert 0.3 < (near > 0.5).mean() < 0.7


def test_a_double_limit_is_met():
    # Fails where x < 1e-4 and y > 1 - 1e-4 only.
    y = Variable("y", "number", Fraction(0), Fraction(1))
    subject = replace(
        BASE, variables=(X, y), margin=lambda _, p, __: p.x + 1 - p.y - Fraction(1, 5000)
    )
    tally = ends(Start(subject, Structure((), ()), (), (0, 0)))
    assert tally.found is not None
    assert tally.found.parameters["x"] != tally.found.parameters["y"]


def test_every_pattern_of_a_spectrum_is_one():
    box = Box(replace(BASE, variables=(SPECTRUM,)), Structure((), (("spectrum", (7,)),)))
    rng = np.random.default_rng(1)
    axis, cube = box.axes[0], rng.random((300, 7))
    two, geometric, arithmetic, repeated, ending = (
        maker(axis, cube, (7,), rng) for maker in SPECTRA
    )
    assert max(len(set(row)) for row in two) == 2
    assert {int((row == row[0]).sum()) for row in two} >= set(range(1, 7))
    np.testing.assert_allclose(geometric[:, 1:-1] ** 2, geometric[:, :-2] * geometric[:, 2:])
    np.testing.assert_allclose(2 * arithmetic[:, 1:-1], arithmetic[:, :-2] + arithmetic[:, 2:])
    different = {len(set(row)) for row in repeated}
    assert different >= {1, 2, 3, 4, 5, 6}
    assert {int((row == 0).sum()) for row in ending} == set(range(7))


def test_every_pattern_of_a_matrix_is_one():
    box = Box(replace(BASE, variables=(TARGET,)), Structure((), (("target", (3, 4)),)))
    rng = np.random.default_rng(2)
    axis, cube = box.axes[0], rng.random((200, 12))
    low, equal, sparse, diagonal = (maker(axis, cube, (3, 4), rng) for maker in MATRICES)
    ranks = np.linalg.matrix_rank(low, tol=1e-9)
    assert ranks.max() <= 2
    assert ranks.min() == 1
    assert [len({tuple(row) for row in matrix}) for matrix in equal].count(2) > 100
    assert (sparse == 0).mean() > 0.4
    assert (np.linalg.matrix_rank(sparse) < 3).mean() > 0.3
    assert (diagonal[:, ~np.eye(3, 4, dtype=bool)] == 0).all()
    assert (diagonal[:, np.eye(3, 4, dtype=bool)] != 0).all()


def test_patterns_stay_in_the_box_and_leave_the_numbers_alone():
    variables = (X, SPECTRUM, TARGET)
    structure = Structure((), (("spectrum", (4,)), ("target", (2, 2))))
    box = Box(replace(BASE, variables=variables), structure)
    rng = np.random.default_rng(3)
    cube = rng.random((500, box.dimension))
    changed = patterned(box, cube, rng)
    assert ((changed >= 0) & (changed <= 1)).all()
    np.testing.assert_array_equal(changed[:, 0], cube[:, 0])
    assert (changed[:, 1:] != cube[:, 1:]).any(axis=1).mean() > 0.9


@pytest.mark.parametrize(
    ("variable", "shape", "margin"),
    [
        # Fails where two of three are equal, and not 0.
        (
            SPECTRUM,
            (3,),
            lambda a, p, c: a.absolute(p.spectrum[0] - p.spectrum[1]) - p.spectrum[0] / 10**9,
        ),
        # Fails where the determinant is 0 and the rank 2.
        (
            TARGET,
            (2, 2),
            lambda a, p, c: (
                a.absolute(p.target[0][0] * p.target[1][1] - p.target[0][1] * p.target[1][0])
                - a.absolute(p.target[0][0] * p.target[0][1]) / 10**6
            ),
        ),
    ],
)
def test_what_fails_at_a_pattern_only_is_refuted(variable, shape, margin):
    subject = replace(BASE, variables=(variable,), margin=margin)
    tally = patterns(Start(subject, Structure((), ((variable.name, shape),)), (), (0, 1)))
    assert tally.found is not None


def test_a_claim_of_numbers_has_no_patterns():
    subject = replace(BASE, variables=(X,), margin=lambda _, p, __: p.x)
    assert patterns(Start(subject, Structure((), ()), (), (0, 1))).evaluations == 0
