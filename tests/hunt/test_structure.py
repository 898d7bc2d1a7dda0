"""Structures: integers and sizes of every kind within the domain, small ones often."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck import claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.sobol import FEWEST, MOST, WORK, batch_size
from dmfcheck.hunt.structure import (
    FARTHEST,
    LARGEST_SIDE,
    LARGEST_SIZE,
    Structure,
    draw_structure,
    structure_of,
)

MATRICES = replace(
    claim("order.preserved"),
    variables=(
        Variable("depth", "integer", Fraction(2), Fraction(5)),
        Variable("rank", "integer", Fraction(0), Fraction(40)),
        Variable("steps", "integer", Fraction(1), None),
        Variable("late", "integer", Fraction(89), Fraction(144)),
        Variable("beyond", "integer", Fraction(3000), None),
        Variable("spectrum", "spectrum"),
        Variable("target", "matrix"),
        Variable("starts", "matrices"),
        Variable("eta", "number"),
    ),
)
DRAWN = 4000


@pytest.fixture(scope="module")
def drawn():
    rng = random.Random(7)
    structures = [draw_structure(MATRICES, rng) for _ in range(DRAWN)]
    return [(dict(entry.integers), dict(entry.shapes)) for entry in structures]


def test_shapes_belong_together(drawn):
    for integers, shapes in drawn:
        (n,) = shapes["spectrum"]
        assert shapes["target"] == (n, n)
        assert shapes["starts"] == (integers["depth"], n, n)
        assert set(shapes) == {"spectrum", "target", "starts"}


def spectra(count):
    subject, rng = claim("order.preserved"), random.Random(3)
    return [dict(draw_structure(subject, rng).shapes)["spectrum"][0] for _ in range(count)]


def test_spectra_have_a_few_eigenvalues_or_any_number_up_to_the_largest():
    sizes = Counter(spectra(DRAWN))
    assert min(sizes) == 1
    assert max(sizes) <= LARGEST_SIZE
    share = {
        low: sum(sizes[n] for n in range(low, 2 * low)) / DRAWN for low in (1, 2, 4, 8, 16, 32)
    }
    assert share[1] == pytest.approx(0.1, abs=0.02)
    assert sizes[2] / DRAWN == pytest.approx(0.9 * (0.6 / 2 + 0.4 / 6), abs=0.04)
    # At the end one in forty or more for every factor of two.
    assert min(share.values()) > 0.025
    assert sizes[max(sizes)] < DRAWN / 40


def test_matrices_are_smaller(drawn):
    sizes = Counter(shapes["target"][0] for _, shapes in drawn)
    assert sorted(sizes) == list(range(1, max(sizes) + 1))
    assert LARGEST_SIDE - 2 <= max(sizes) <= LARGEST_SIDE


def test_depths_are_drawn_from_either_end_and_at_every_scale():
    subject, rng = claim("order.preserved"), random.Random(4)
    depths = Counter(dict(draw_structure(subject, rng).integers)["depth"] for _ in range(DRAWN))
    assert set(range(2, 51)) == set(depths)
    # 0.4 with halves from the low end, 0.1 from the high end, else at any scale.
    assert depths[2] / DRAWN == pytest.approx(0.2 + 0.5 * 0.177, abs=0.03)
    assert depths[50] / DRAWN > 0.04
    for low in (2, 4, 8, 16, 25):
        assert sum(depths[N] for N in range(low, 2 * low)) / DRAWN > 0.07


def test_integers_with_a_near_end_stay_within(drawn):
    depths = Counter(integers["depth"] for integers, _ in drawn)
    assert sorted(depths) == [2, 3, 4, 5]
    assert min(depths.values()) > DRAWN / 16
    late = Counter(integers["late"] for integers, _ in drawn)
    assert (min(late), max(late)) == (89, 144)
    assert min(late[89], late[144]) > DRAWN / 25


def test_integers_without_an_end_are_of_every_scale(drawn):
    steps = [integers["steps"] for integers, _ in drawn]
    assert min(steps) == 1
    assert FARTHEST / 3 < max(steps) <= FARTHEST
    for low in (1, 10, 100, 1000, 10**4, 10**5):
        assert sum(low <= k < 10 * low for k in steps) / DRAWN > 0.1
    beyond = [integers["beyond"] for integers, _ in drawn]
    assert 3000 <= min(beyond) < 3010
    assert sum(k > 10**5 for k in beyond) / DRAWN > 0.1


def test_sizes_of_different_names_differ():
    subject = replace(
        MATRICES,
        variables=(
            Variable("left", "matrix", sizes=("m", "m")),
            Variable("target", "matrix", sizes=("m", "n")),
            Variable("right", "matrix", sizes=("n", "n")),
        ),
    )
    rng = random.Random(1)
    kinds = Counter()
    for _ in range(200):
        shapes = dict(draw_structure(subject, rng).shapes)
        m, n = shapes["target"]
        assert (shapes["left"], shapes["right"]) == ((m, m), (n, n))
        kinds[(m > n) - (m < n)] += 1
    assert min(kinds.values()) > 15


def test_a_structure_counts_its_coordinates():
    structure = Structure((("depth", 2),), (("spectrum", (3,)), ("starts", (2, 3, 4))))
    assert structure.dimension(("eta", "alpha")) == 2 + 3 + 24


def test_a_structure_is_read_off_a_point():
    exact = {
        "depth": 3,
        "rank": 1,
        "steps": 9,
        "late": 100,
        "beyond": 3000,
        "spectrum": (2, 1),
        "target": ((1, 2, 3), (4, 5, 6)),
        "starts": (((1,),), ((1,),)),
        "eta": Fraction(1),
    }
    found = structure_of(MATRICES, exact)
    assert dict(found.integers)["steps"] == 9
    assert dict(found.shapes) == {"spectrum": (2,), "target": (2, 3), "starts": (2, 1, 1)}


@pytest.mark.parametrize("steps", [1, 8, 89, 987, 2584, 4096, 10**6])
@pytest.mark.parametrize("n", [1, 3, 6])
def test_batches_have_about_the_same_work(steps, n):
    structure = Structure((("depth", 2), ("steps", steps)), (("spectrum", (n,)),))
    size = batch_size(structure)
    cost = max(2, steps) * n
    assert size & (size - 1) == 0
    assert FEWEST <= size <= MOST
    assert size == FEWEST or size * cost <= WORK
    assert size == MOST or 2 * size * cost > WORK


def test_sizes_that_a_variable_states_are_kept():
    two = Variable("two", "matrix", sizes=(2, 2))
    pairs = Variable("pairs", "matrix", sizes=("n", 2))
    factors = Variable("factors", "matrices", sizes=("depth", 2, "n"))
    depth = Variable("depth", "integer", Fraction(3), Fraction(3))
    spectrum = Variable("spectrum", "spectrum", sizes=("n",))
    sized = replace(MATRICES, variables=(depth, spectrum, two, pairs, factors))
    rng = random.Random(5)
    seen = set()
    for _ in range(50):
        shapes = dict(draw_structure(sized, rng).shapes)
        (n,) = shapes["spectrum"]
        seen.add(n)
        assert shapes["two"] == (2, 2)
        assert shapes["pairs"] == (n, 2)
        assert shapes["factors"] == (3, 2, n)
    assert len(seen) > 2
