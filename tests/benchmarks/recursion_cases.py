"""Recursions and hitting times beside their peers, and certified times."""

from __future__ import annotations

import random
import time
from fractions import Fraction

import engine_peers as peers
import numpy as np
import sympy as sp
from bench_hitting_time import case as certified_case
from engine_case import Case

from dmfcheck import recursion
from dmfcheck.dynamics.balls.hitting_time import hitting_time, hitting_time_original
from dmfcheck.dynamics.floats.recursion import (
    hitting_steps,
    identical_iterate,
    perturbed_hitting_steps,
    perturbed_iterate,
)

RNG = np.random.default_rng(0)


def recursion_cases(count: int) -> list[Case]:
    """Of ``count`` instances."""
    return [*_iterates(count), *_hitting(count // 4), *_few(), *_certified()]


def _iterates(count: int, steps: int = 200) -> list[Case]:
    x, h = RNG.uniform(0.05, 0.2, count), RNG.uniform(0.05, 1.0, count) / 3
    u0, v0, beta = 1.0 - 0.4 * (x / 0.2), 0.4 * (x / 0.2), 0.4 * (x / 0.2)
    alpha, eta = np.full(count, 0.5), np.full(count, 0.05)
    d, a, e = sp.symbols("d a e")
    own = recursion({d: d + e * d**2 * (1 - d**3)}, start={d: a}, parameters="0 < a, 0 < e")
    few, work = 200, count * steps / 1e6
    name = f"d(200), N = 3, {count:,} instances"
    plain = {
        "ours": lambda: identical_iterate(x, 1.0, h, 3, steps),
        "python": lambda: peers.python_iterate(x[:few], h[:few], steps),
        "numpy": lambda: peers.numpy_iterate(x, h, steps),
        **peers.iterate_peers(x, h, steps),
    }
    perturbed = {
        "ours": lambda: np.array(perturbed_iterate(alpha, beta, -1.0, eta, 3, steps)),
        "numpy": lambda: peers.numpy_perturbed(u0, v0, eta, steps),
        **peers.perturbed_peers(u0, v0, eta, steps),
    }
    return [
        Case(name, plain, work, "Mstep/s", 6e6 * work, scale={"python": count / few}),
        Case(
            "the same, on two threads, by the clock",
            {
                "ours": lambda: identical_iterate(x, 1.0, h, 3, steps, threads=2),
                "one thread": lambda: identical_iterate(x, 1.0, h, 3, steps),
            },
            work,
            "Mstep/s",
            tolerance=0.0,
            clock=time.perf_counter,
        ),
        Case(
            "the same, compiled from its rule in SymPy",
            {
                "ours": lambda: own.last(steps, a=x, e=h)[0],
                "numpy": lambda: peers.numpy_iterate(x, h, steps),
            },
            work,
            "Mstep/s",
            6e6 * work,
        ),
        Case("p and q at step 200, perturbed, N = 3", perturbed, work, "Mstep/s", 14e6 * work),
    ]


def _hitting(count: int) -> list[Case]:
    x, h = RNG.uniform(0.05, 0.2, count), RNG.uniform(0.05, 1.0, count) / 3
    level, eta = np.full(count, 0.99), np.full(count, 0.05)
    alpha, beta = np.full(count, 0.5), RNG.uniform(0.1, 0.4, count)
    steps = hitting_steps(x, h, level, 3, 10**6)[0].sum() / 1e6
    others = perturbed_hitting_steps(alpha, beta, -1.0, eta, 0.5, 3, 10**6)[0].sum() / 1e6
    return [
        Case(
            f"hitting times, N = 3, {count:,} instances",
            {
                "ours": lambda: hitting_steps(x, h, level, 3, 10**6)[0],
                "numpy": lambda: peers.numpy_hitting(x, h, 0.99),
                **peers.hitting_peers(x, h, 0.99),
            },
            steps,
            "Mstep/s",
        ),
        Case(
            f"perturbed hitting times, N = 3, {count:,} instances",
            {
                "ours": lambda: perturbed_hitting_steps(alpha, beta, -1.0, eta, 0.5, 3, 10**6)[0],
                "numpy": lambda: peers.numpy_perturbed_hitting(1.0 - beta, beta, eta),
            },
            others,
            "Mstep/s",
        ),
    ]


def _few() -> list[Case]:
    cases = []
    for count in (1, 8):
        x, h, level = np.full(count, 0.02), np.full(count, 0.05), np.full(count, 0.99)
        steps = hitting_steps(x, h, level, 3, 9999)[0][0]
        cases.append(
            Case(
                f"hitting times of {count}, N = 3, {steps} steps",
                {
                    "ours": lambda x=x, h=h, s=level: hitting_steps(x, h, s, 3, 10**6)[0],
                    "python": lambda x=x, h=h: peers.python_hitting(x, h, 0.99),
                },
            )
        )
    return cases


def _certified() -> list[Case]:
    cases = []
    for depth, digits in ((2, 6), (3, 6), (3, 100), (6, 6), (10, 30), (50, 6)):
        rng = random.Random(f"{depth}/{digits}")
        given = [certified_case(rng, depth, digits) for _ in range(21)]
        cases.append(
            Case(
                f"21 certified times, N = {depth}, K of {digits} digits",
                {"ours": lambda given=given: [float(hitting_time(*g).lo) for g in given]},
            )
        )
    levels = [Fraction(k, 100) for k in range(40, 90)]
    cases.append(
        Case(
            "50 certified levels of one start, N = 3",
            {
                "ours": lambda: [
                    hitting_time_original(3, 2, "1/100", "1/20", level).lo for level in levels
                ]
            },
        )
    )
    return cases
