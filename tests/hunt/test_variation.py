"""Moves of integers and sizes: within their ranges, everything that shares a size with them."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

from dmfcheck import claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.structure import Structure, draw_structure
from dmfcheck.hunt.variation import fitted, smaller, varied

BASE = claim("order.preserved")
SIZED = replace(
    BASE,
    variables=(
        Variable("depth", "integer", Fraction(2), Fraction(9)),
        Variable("rows", "integer", Fraction(1), Fraction(4)),
        Variable("fixed", "integer", Fraction(3), Fraction(3)),
        Variable("spectrum", "spectrum", sizes=("n",)),
        Variable("target", "matrix", sizes=("rows", "n")),
        Variable("pair", "matrix", sizes=(2, 2)),
    ),
)


def test_one_integer_or_size_moves_and_what_is_called_the_same_with_it():
    rng = random.Random(0)
    moved = Counter()
    structure = draw_structure(SIZED, rng)
    for _ in range(300):
        after = varied(SIZED, structure, rng)
        integers, shapes = dict(after.integers), dict(after.shapes)
        assert 2 <= integers["depth"] <= 9
        assert 1 <= integers["rows"] <= 4
        assert integers["fixed"] == 3
        assert shapes["pair"] == (2, 2)
        assert shapes["target"] == (integers["rows"], shapes["spectrum"][0])
        changed = [n for n, value in structure.integers if integers[n] != value]
        changed += ["n"] * (dict(structure.shapes)["spectrum"] != shapes["spectrum"])
        assert len(changed) <= 1
        moved.update(changed)
        structure = after
    assert min(moved[name] for name in ("depth", "rows", "n")) > 30


def test_steps_move_by_one_and_by_decades():
    rng = random.Random(1)
    structure = Structure((("depth", 5), ("steps", 1000)), (("spectrum", (2,)),))
    steps = [dict(varied(BASE, structure, rng).integers)["steps"] for _ in range(400)]
    assert {998, 999, 1001, 1002} <= set(steps)
    assert min(steps) < 30
    assert max(steps) > 30000


def test_where_nothing_can_move_nothing_moves():
    fixed = replace(BASE, variables=(Variable("x", "number"),))
    structure = Structure((), ())
    assert varied(fixed, structure, random.Random(0)) == structure
    assert smaller(fixed, structure) is None


def test_the_largest_is_made_smaller_down_to_its_least():
    structure = Structure((("depth", 9), ("steps", 100)), (("spectrum", (40,)),))
    seen = []
    while structure is not None:
        seen.append((*dict(structure.integers).values(), dict(structure.shapes)["spectrum"][0]))
        structure = smaller(BASE, structure)
    assert seen[:4] == [(9, 100, 40), (9, 25, 40), (9, 25, 10), (9, 6, 10)]
    assert seen[-1] == (2, 1, 1)


def test_a_point_is_taken_along():
    values = {
        "depth": 3,
        "rows": 2,
        "fixed": 3,
        "spectrum": (Fraction(3), Fraction(2)),
        "target": ((1, 2), (3, 4)),
        "pair": ((1, 2), (3, 4)),
    }
    structure = Structure(
        (("depth", 3), ("rows", 3), ("fixed", 3)),
        (("spectrum", (1,)), ("target", (3, 1)), ("pair", (2, 2))),
    )
    taken = fitted(values, structure)
    assert taken["rows"] == 3
    assert taken["spectrum"] == (3,)
    assert taken["target"] == ((1,), (3,), (1,))
    longer = fitted(values, replace(structure, shapes=(("spectrum", (3,)),)))
    assert longer["spectrum"] == (3, 3, 2)
