"""Eigenvalue enclosures against spectra that are known exactly."""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx, fmpz_mat

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.small_matrices import product, rotation, transpose
from dmfcheck.dynamics.balls.balls import interval
from dmfcheck.dynamics.balls.eigenvalues import eigenvalue_enclosures, enclosures_from

KARATE = """1-2 1-3 1-4 1-5 1-6 1-7 1-8 1-9 1-11 1-12 1-13 1-14 1-18 1-20 1-22 1-32 2-3 2-4 2-8 2-14
2-18 2-20 2-22 2-31 3-4 3-8 3-28 3-29 3-33 3-10 3-9 3-14 4-8 4-13 4-14 5-7 5-11 6-7 6-11 6-17 7-17
9-31 9-33 9-34 10-34 14-34 15-33 15-34 16-33 16-34 19-33 19-34 20-34 21-33 21-34 23-33 23-34 24-26
24-28 24-33 24-34 24-30 25-26 25-28 25-32 26-32 27-30 27-34 28-34 29-32 29-34 30-33 30-34 31-33
31-34 32-33 32-34 33-34"""


def adjacency(size, edges):
    matrix = np.zeros((size, size))
    for i, j in edges:
        matrix[i, j] = matrix[j, i] = 1
    return matrix


def karate():
    edges = [tuple(int(node) - 1 for node in edge.split("-")) for edge in KARATE.split()]
    assert len(edges) == 78
    return adjacency(34, edges)


def petersen():
    outer = [(i, (i + 1) % 5) for i in range(5)]
    inner = [(5 + i, 5 + (i + 2) % 5) for i in range(5)]
    return adjacency(10, outer + inner + [(i, i + 5) for i in range(5)])


def check(matrix, spectrum, width):
    """``spectrum`` as rationals or balls, nonincreasing."""
    found = eigenvalue_enclosures(matrix)
    assert len(found) == len(spectrum)
    for (low, high), value in zip(found, spectrum, strict=True):
        least, most = interval(value) if isinstance(value, arb) else (value, value)
        assert low <= least
        assert most <= high
        assert high - low < width
    return found


@pytest.mark.parametrize(
    ("matrix", "spectrum"),
    [
        ([[Fraction(-3, 7)]], [Fraction(-3, 7)]),
        ([[2, 1], [1, 2]], [3, 1]),
        (np.zeros((3, 3)), [0, 0, 0]),
        (np.eye(5), [1] * 5),
        (np.ones((6, 6)) - np.eye(6), [5] + [-1] * 5),
        (petersen(), [3] + [1] * 5 + [-2] * 4),
        ([[0, 3, 4], [3, 0, 0], [4, 0, 0]], [5, 0, -5]),
    ],
)
def test_integer_spectra_with_ties(matrix, spectrum):
    check(matrix, spectrum, 1e-13)


@pytest.mark.parametrize("size", [2, 7, 12, 64, 101, 200])
def test_paths_and_cycles(size):
    with ctx.workprec(200):
        pi = arb.pi()
        path = sorted((2 * (k * pi / (size + 1)).cos() for k in range(1, size + 1)), key=float)
        cycle = sorted((2 * (2 * k * pi / size).cos() for k in range(size)), key=float)
    edges = [(i, i + 1) for i in range(size - 1)]
    check(adjacency(size, edges), path[::-1], 1e-11)
    if size > 2:
        check(adjacency(size, [*edges, (size - 1, 0)]), cycle[::-1], 1e-11)


def test_the_karate_club_against_the_roots_of_its_characteristic_polynomial():
    matrix = karate()
    with ctx.workprec(300):
        polynomial = fmpz_mat([[int(entry) for entry in row] for row in matrix]).charpoly()
        roots = []
        for factor, multiplicity in polynomial.factor()[1]:
            roots += [root.real for root, _ in factor.complex_roots()] * multiplicity
    found = check(matrix, sorted(roots, key=float, reverse=True), 1e-12)
    # Ten-fold tie at 0: the club has many members with the same friends.
    assert sum(low <= 0 <= high for low, high in found) == 10


def test_rational_matrices_with_a_chosen_spectrum():
    spectrum = [Fraction(7, 3), Fraction(1, 9), Fraction(1, 9), Fraction(-1, 10**6)]
    parts = [Fraction(k, 7) for k in (1, -2, 3, 5, -4, 6)]
    vectors = rotation(parts, 4)
    diagonal = tuple(tuple(spectrum[i] * (i == j) for j in range(4)) for i in range(4))
    check(product(vectors, diagonal, transpose(vectors)), spectrum, 1e-13)


def test_a_float_matrix_is_taken_literally():
    third = 1 / 3
    check(np.diag([third, 0.1]), [Fraction(third), Fraction(0.1)], 1e-15)
    low, high = eigenvalue_enclosures(np.diag([0.1]))[0]
    assert low == high == Fraction(0.1) != Fraction(1, 10)


@pytest.mark.parametrize("scale", [1e308, 1e-300, 5e-324])
def test_entries_at_the_ends_of_the_float_range(scale):
    unit = Fraction(scale)
    found = eigenvalue_enclosures(np.array([[0, scale], [scale, 0]]))
    for (low, high), value in zip(found, (unit, -unit), strict=True):
        assert low <= value <= high
        assert high - low <= unit / 10**12


def test_entries_beyond_the_float_range():
    huge = Fraction(10**400)
    (low, high), _ = eigenvalue_enclosures([[huge, 0], [0, huge / 3]])
    assert low <= huge <= high
    assert high - low < huge / 10**12


def test_a_bad_proposal_widens_the_intervals_and_never_moves_them():
    rng = np.random.default_rng(0)
    base = np.array(petersen())
    exact = tuple(tuple(Fraction(entry) for entry in row) for row in base)
    values, vectors = np.linalg.eigh(base)
    for size in (1e-9, 1e-6, 1e-3, 3e-2):
        off = vectors + size * rng.normal(size=(10, 10)) / 10
        found = enclosures_from(exact, values + size * rng.normal(size=10), off)
        for (low, high), value in zip(found, [3] + [1] * 5 + [-2] * 4, strict=True):
            assert low <= value <= high
            assert high - low > size / 10


def test_what_is_off_the_diagonal_is_accounted_for():
    swap = ((Fraction(0), Fraction(1)), (Fraction(1), Fraction(0)))
    found = enclosures_from(swap, np.zeros(2), np.eye(2))
    assert all(low <= -1 and high >= 1 for low, high in found)
    assert found[0][1] < 1.5


def test_all_that_is_off_the_diagonal_counts_together():
    """J - I proposed as 0: no entry is beyond 1, and its eigenvalue n - 1 is."""
    for size in (3, 5, 9):
        exact = tuple(tuple(Fraction(int(i != j)) for j in range(size)) for i in range(size))
        found = enclosures_from(exact, np.zeros(size), np.eye(size))
        assert all(low <= -1 and high >= size - 1 for low, high in found)
        # ||J - I||_F, and no more than rounding beyond it
        assert all(high**2 <= size * (size - 1) + Fraction(1, 10**9) for _, high in found)


def test_all_that_keeps_vectors_from_being_orthonormal_counts_together():
    """A = V^{-2} with V = I + c (J - I): V A V = I, and 1/(1 + (n-1)c)^2 is an eigenvalue of A."""
    for size, c in ((3, Fraction(1, 8)), (7, Fraction(1, 64))):
        on, off = 1 - c, c
        total = on + size * off
        # (on I + off J)^{-1} = I/on - off J/(on total), and its square
        entry = off * off * size / (on * total) ** 2 - 2 * off / (on * on * total)
        exact = tuple(tuple(entry + (i == j) / on**2 for j in range(size)) for i in range(size))
        vectors = np.full((size, size), float(off)) + np.eye(size) * float(on)
        found = enclosures_from(exact, np.ones(size), vectors)
        assert found[-1][0] <= 1 / total**2
        assert found[0][1] >= 1 / on**2


def test_scaled_eigenvectors_are_accounted_for():
    # V = 1.1 I: V^T A V has eigenvalues 1.21 A, and Ostrowski's factor must contain 1/1.21.
    exact = ((Fraction(2), Fraction(0)), (Fraction(0), Fraction(-3)))
    found = enclosures_from(exact, np.array([2.42, -3.63]), 1.1 * np.eye(2))
    assert found[0][0] <= 2 <= found[0][1]
    assert found[1][0] <= -3 <= found[1][1]


@pytest.mark.parametrize("vectors", [np.zeros((2, 2)), 2 * np.eye(2), np.full((2, 2), np.nan)])
def test_vectors_that_prove_nothing_are_refused(vectors):
    exact = ((Fraction(2), Fraction(0)), (Fraction(0), Fraction(-3)))
    with pytest.raises(ArithmeticError, match="orthonormal"):
        enclosures_from(exact, np.array([2.0, -3.0]), vectors)


def test_64_by_64_takes_less_than_half_a_second():
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(64, 64))
    matrix = matrix + matrix.T
    seconds = []
    for _ in range(3):
        started = time.process_time()
        found = eigenvalue_enclosures(matrix)
        seconds.append(time.process_time() - started)
    assert min(seconds) < 0.5
    assert max(high - low for low, high in found) < 1e-11
    total = sum((low + high) / 2 for low, high in found)
    assert abs(total - Fraction(float(np.trace(matrix)))) < 1e-10


@pytest.mark.parametrize(
    ("matrix", "wrong"),
    [
        ([[1, 2]], "shape"),
        ([[1, 2], [3, 4]], "not symmetric"),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), "not symmetric"),
        (np.array([[np.nan]]), "nan"),
        ([["x"]], "matrix"),
        ([], "empty"),
        (3, "type int"),
    ],
)
def test_what_is_no_symmetric_matrix_is_refused(matrix, wrong):
    with pytest.raises(BadInput, match=wrong):
        eigenvalue_enclosures(matrix)


@pytest.mark.parametrize("eigenvalue", [Fraction(1, 2), Fraction(-1, 2), Fraction(3), Fraction(-3)])
@pytest.mark.parametrize("square", [0.95, 1.05])
def test_vectors_that_are_too_long_or_too_short_widen_either_end(eigenvalue, square):
    """lambda(B) = theta lambda(A), theta within 1 -+ |square - 1|: one end is lambda(A) itself."""
    size = float(eigenvalue) * square
    length = np.array([[np.sqrt(square)]])
    ((low, high),) = enclosures_from(((eigenvalue,),), np.array([size]), length)
    assert low <= eigenvalue <= high
    ends = sorted(size / theta for theta in (0.95, 1.05))
    assert [float(low), float(high)] == pytest.approx(ends, rel=1e-12)
