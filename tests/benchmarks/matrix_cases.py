"""Descents of real matrices and from measurements beside their peers, and the float horizon."""

from __future__ import annotations

import engine_peers as peers
import numpy as np
from engine_case import Case

from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.factors import identical_start
from dmfcheck.dynamics.floats.horizon import float_horizon
from dmfcheck.dynamics.floats.matrix import descend
from dmfcheck.dynamics.instances.measurements import Dense
from dmfcheck.dynamics.instances.sensing import MeasuredFactors

RNG = np.random.default_rng(0)


def matrix_cases(quick: bool) -> list[Case]:
    """Of matrices up to 200 rows where ``quick``, else 1000."""
    return [*_descents(quick), *_records(), _horizon(), _sensing()]


def random_targets(count: int, n: int) -> np.ndarray:
    bases = np.linalg.qr(RNG.standard_normal((count, n, n)))[0]
    return (bases * np.linspace(0.1, 1.0, n)) @ bases.mT


def last_matrix(target: np.ndarray, start: list[np.ndarray], steps: int) -> np.ndarray:
    return complete(descend(target, start, 0.05, steps, log_at=[steps])).end_to_end[0]


def _descents(quick: bool) -> list[Case]:
    cases, batch, few = [], 256, 8
    for n in (5, 10, 20):
        targets, start = random_targets(batch, n), identical_start(0.5, n, 3, batch=batch)
        cases.append(
            Case(
                f"descents of {batch} targets, N = 3, n = {n}, 50 steps",
                {
                    "ours": lambda t=targets, s=start: last_matrix(t, s, 50),
                    "numpy, one by one": lambda t=targets: peers.numpy_descents(t[:few], 0.05, 50),
                },
                batch * 50 / 1e3,
                "thousand steps/s",
                scale={"numpy, one by one": batch / few},
            )
        )
    for n, steps in ((50, 200), (200, 10), *(() if quick else ((1000, 2),))):
        target, start = random_targets(1, n)[0], identical_start(0.5, n, 3)
        cases.append(
            Case(
                f"descent, N = 3, n = {n}, {steps} steps",
                {
                    "ours": lambda t=target, s=start, k=steps: last_matrix(t, s, k),
                    "numpy": lambda t=target, k=steps: peers.numpy_descents(t[None], 0.05, k)[0],
                    **peers.descent_peers(target, 0.05, steps),
                },
                steps,
                "steps/s",
                # A step forms 3 (N - 1) products, and so does W at the last, N - 1.
                2.0 * n**3 * (6 * steps + 2),
                n,
            )
        )
    return cases


def _records() -> list[Case]:
    """What a record of the effective rank at every step costs: against the descent without."""
    cases = []
    for n in (10, 50):
        target, start = random_targets(1, n)[0], identical_start(0.5, n, 3)
        every = {
            "ours": lambda t=target, s=start: complete(
                descend(t, s, 0.05, 100, log_at=range(101))
            ).effective_rank[-1],
            "the same without records": lambda t=target, s=start: complete(
                descend(t, s, 0.05, 100, log_at=[100])
            ).effective_rank[-1],
        }
        cases.append(Case(f"descent, n = {n}, 100 steps, effective rank at each", every))
    return cases


def _horizon() -> Case:
    spectrum = np.linspace(0.1, 1.0, 50)
    target, start = np.diag(spectrum), identical_start(0.05, 50, 3)

    def foretold() -> float:
        found = float_horizon(spectrum.tolist(), 3, 0.05, 0.1, steps=1000)
        return -1.0 if found is None else found

    def run() -> float:
        complete(descend(target, start, 0.1, 1000, log_at=[]))
        return -1.0

    return Case("float horizon, N = 3, n = 50, 1000 steps", {"ours": foretold, "the descent": run})


def _sensing() -> Case:
    n, count, starts, steps = 50, 1000, 32, 5
    matrices = RNG.standard_normal((count, n, n))
    target = random_targets(1, n)[0]
    measured = Dense(matrices)
    values = measured.apply(target)
    factors = [0.3 * np.eye(n) + 0.01 * RNG.standard_normal((starts, n, n)) for _ in range(3)]

    def ours() -> np.ndarray:
        chain = MeasuredFactors(factors, measured, values)
        for _ in range(steps):
            chain.multiply()
            chain.move(0.01, chain.differentiate())
        return chain.multiply()

    few = 2
    some = [w[:few] for w in factors]
    others = {
        "numpy, one by one": lambda: peers.numpy_sensing(matrices, values, some, steps),
        **peers.sensing_peers(matrices, values, some, steps),
    }
    return Case(
        f"sensing, N = 3, n = {n}, {count:,} measurements, {starts} starts",
        {"ours": ours, **others},
        starts * steps,
        "steps/s",
        scale=dict.fromkeys(others, starts / few),
    )
