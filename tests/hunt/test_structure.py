"""Structures: integers and sizes of every kind within the domain, small ones often."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck import claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.sobol import FEWEST, MOST, WORK, batch_size
from dmfcheck.hunt.structure import FEW, GRID, Structure, draw_structure, structure_of

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


def test_sizes_from_one_to_six_with_halves(drawn):
    sizes = Counter(shapes["spectrum"][0] for _, shapes in drawn)
    assert sorted(sizes) == [1, 2, 3, 4, 5, 6]
    share = {size: count / DRAWN for size, count in sizes.items()}
    # 1 one time in ten; 2, 3, 4, ... each half as often as the one before, the rest at 6.
    assert share[1] == pytest.approx(0.1, abs=0.02)
    assert share[2] == pytest.approx(0.45, abs=0.03)
    assert share[3] == pytest.approx(0.225, abs=0.03)
    assert share[6] == pytest.approx(0.9 / 16, abs=0.015)


def test_integers_with_a_near_end(drawn):
    depths = Counter(integers["depth"] for integers, _ in drawn)
    assert sorted(depths) == [2, 3, 4, 5]
    # Four in five: half at the low end, the rest halving; one in five evenly.
    assert depths[2] / DRAWN == pytest.approx(0.8 * 0.5 + 0.2 / 4, abs=0.03)
    assert depths[5] / DRAWN == pytest.approx(0.8 / 8 + 0.2 / 4, abs=0.03)
    ranks = Counter(integers["rank"] for integers, _ in drawn)
    assert set(range(FEW + 1)) <= set(ranks)
    assert ranks[FEW] / DRAWN == pytest.approx(0.2 / (FEW + 1), abs=0.01)


def test_integers_without_an_end_are_mostly_on_the_grid(drawn):
    steps = Counter(integers["steps"] for integers, _ in drawn)
    assert min(steps) == 1
    assert {GRID[0], GRID[-1]} <= set(steps)
    # Four in five on the grid, half of them on all of it, the others on its later half.
    later = sum(count for step, count in steps.items() if step >= GRID[len(GRID) // 2])
    assert later / DRAWN == pytest.approx(0.4 * 9 / 17 + 0.4, abs=0.03)
    off = sum(count for step, count in steps.items() if step not in GRID)
    assert 0 < off / DRAWN < 0.05


def test_integers_of_a_far_range_stay_within_it(drawn):
    late = Counter(integers["late"] for integers, _ in drawn)
    assert min(late) == 89
    assert max(late) == 144
    # Both ends are on the grid: two in five draw either, two in five its later half.
    assert late[144] / DRAWN == pytest.approx(0.4 / 2 + 0.4, abs=0.03)
    assert late[89] / DRAWN == pytest.approx(0.2 / 2 + 0.4 / 2, abs=0.03)
    # No number of the grid is that large: they are drawn from the low end.
    beyond = Counter(integers["beyond"] for integers, _ in drawn)
    assert min(beyond) == 3000
    assert beyond[3000] / DRAWN == pytest.approx(0.5, abs=0.03)
    assert beyond[3001] / DRAWN == pytest.approx(0.25, abs=0.03)


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
