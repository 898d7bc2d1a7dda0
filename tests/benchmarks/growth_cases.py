"""Sizes by which the engines' cost grows, and the exponents that are expected."""

from __future__ import annotations

import random

import numpy as np
from bench_hitting_time import case as certified_case
from engine_case import Call, Case
from matrix_cases import last_matrix, random_targets

from dmfcheck.dynamics.balls.hitting_time import hitting_time
from dmfcheck.dynamics.floats.factors import identical_start
from dmfcheck.dynamics.floats.horizon import float_horizon
from dmfcheck.dynamics.floats.recursion import identical_iterate

RNG = np.random.default_rng(0)


def growths(quick: bool) -> list[tuple[str, int, float, Case]]:
    """Series: name, size, expected exponent, and the case of that size."""
    found = []

    def add(name: str, size: int, expected: float, call: Call) -> None:
        found.append((name, size, expected, Case(f"{name} {size}", {"ours": call})))

    for n in (100, 200, 400) if quick else (200, 400, 800):
        target, start = random_targets(1, n)[0], identical_start(0.5, n, 3)
        add("descent, n", n, 3, lambda t=target, s=start: last_matrix(t, s, 4))
    target = random_targets(1, 100)[0]
    for depth in (5, 9, 17, 33):
        start = identical_start(0.9, 100, depth)
        add("descent, N - 1", depth - 1, 1, lambda s=start: last_matrix(target, s, 4))
    x, h = RNG.uniform(0.05, 0.2, 1 << 17), RNG.uniform(0.05, 1.0, 1 << 17) / 3
    for steps in (100, 400, 1600):
        part = slice(0, 4096)
        add(
            "iterate, steps",
            steps,
            1,
            lambda k=steps, p=part: identical_iterate(x[p], 1.0, h[p], 3, k),
        )
    for count in (1 << 13, 1 << 15, 1 << 17):
        add(
            "iterate, instances",
            count,
            1,
            lambda c=count: identical_iterate(x[:c], 1.0, h[:c], 3, 100),
        )
    for n in (10, 20, 40):
        values = np.linspace(0.1, 1.0, n).tolist()
        add(
            "float horizon, n",
            n,
            2,
            lambda v=values: float_horizon(v, 3, 0.05, 0.1, steps=500) or 0,
        )
    for digits in (300, 600, 1200, 2400):
        given = [certified_case(random.Random(digits), 3, digits) for _ in range(5)]
        add(
            "certified time, digits",
            digits,
            1.6,
            lambda g=given: [hitting_time(*one).lo % 2**53 for one in g],
        )
    return found
