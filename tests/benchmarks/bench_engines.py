"""The numerical engines against peers, in one interleaved run, into ``notes/benchmarks.md``.

Run ``python tests/benchmarks/bench_engines.py``; ``--quick`` is a trial of a minute, which writes
nothing. Peers are NumPy and Python, and torch and JAX where they are installed (extra ``bench``);
each is checked to return what the engine does before it is timed. Every case is called in turn,
REPEATS times, and medians of processor times count, all on one thread: the machine may be shared.
The peak of fused operations is that of a loop in C, that of products NumPy's own.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import numpy as np
from engine_case import Case
from growth_cases import growths
from matrix_cases import matrix_cases
from noted import loop, write_section
from peaks import fma_peak, product_rate
from recursion_cases import recursion_cases

REPEATS = 5


def measure(
    cases: list[Case], rounds: int
) -> tuple[dict[tuple[str, str], list[float]], list[float]]:
    """Seconds by case and side, each by its clock, in turns, and P of every round."""
    times: dict[tuple[str, str], list[float]] = {}
    unit = []
    for case in cases:
        case.check()
    for _ in range(rounds):
        unit.append(loop())
        for case in cases:
            for side, call in case.sides.items():
                times.setdefault((case.name, side), []).append(_spent(call, case.clock))
    return times, unit


def _spent(call: Callable[[], object], clock: Callable[[], float]) -> float:
    """Seconds of a call by ``clock``: of as many calls as take 20 ms, which a clock can tell."""
    began, calls = clock(), 0
    while calls == 0 or clock() - began < 0.02:
        call()
        calls += 1
    return (clock() - began) / calls


def _on_one_thread() -> None:
    """Begin anew as what NumPy, torch and JAX read when they are loaded asks for.

    One thread each, and the kernels that their BLAS would choose.
    """
    wanted = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    wanted["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    if wanted.items() <= os.environ.items():
        return
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS")}
    os.execve(sys.executable, [sys.executable, *sys.argv], kept | wanted)  # noqa: S606


def main() -> None:
    """Measure, and write the note."""
    _on_one_thread()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes; writes nothing")
    given = parser.parse_args()
    cases = recursion_cases(20_000 if given.quick else 1_000_000) + matrix_cases(given.quick)
    series = growths(given.quick)
    rounds = 1 if given.quick else REPEATS
    times, unit = measure([*cases, *(case for _, _, _, case in series)], rounds)
    peak, rate = fma_peak(), {n: product_rate(n) for n in (50, 200, 1000)}
    lines = page(cases, times, statistics.median(unit), rounds, peak, rate, first_times(rounds))
    lines += grown(series, times)
    print("\n".join(lines))
    if not given.quick:
        write_section("Engines", lines)


FIRST = """
import time
from fractions import Fraction
from dmfcheck.dynamics.balls.hitting_time import hitting_time
began = time.perf_counter()
hitting_time(3, Fraction(1, 3), Fraction(1, 10**40), Fraction(9, 10))
print(1e3 * (time.perf_counter() - began))
"""


def first_times(rounds: int) -> tuple[float, float, float]:
    """(median, least, most) milliseconds of the first certified time of so many processes."""
    run = [sys.executable, "-c", FIRST]
    spent = [float(subprocess.check_output(run, text=True)) for _ in range(rounds)]
    return statistics.median(spent), min(spent), max(spent)


def page(
    cases: list[Case],
    times: dict[tuple[str, str], list[float]],
    unit: float,
    rounds: int,
    peak: float | None,
    rate: dict[int, float],
    first: tuple[float, float, float],
) -> list[str]:
    """The engines beside their peers."""
    names = ("numpy", "numba", "python-flint", "torch", "jax")
    releases = ", ".join(f"{name} {_release(name)}" for name in names)
    measured = "not measured, no C compiler" if peak is None else f"{peak:.1f} GF"
    products = ", ".join(f"{found:.1f} GF at n = {n}" for n, found in rate.items())
    lines = [
        "Written by `python tests/benchmarks/bench_engines.py`: processor times of calls, one",
        f"thread, in one process in turns; medians of {rounds}. Ratios are those of a peer's time",
        "to the engine's, the median of the rounds with the least and the most. Peers return the",
        "same numbers, to rounding where their order of operations differs.",
        "",
        f"Python {platform.python_version()}, {releases}; {os.cpu_count()} cores,",
        f"{platform.machine()}; P = {unit:.2f} s. A core's peak of fused products: {measured};",
        f"dgemm: {products}. The first certified time of a process takes",
        f"{first[0]:.1f} ms ({first[1]:.1f} - {first[2]:.1f}) more than loading what it needs.",
        "",
        "| engine | ours | peer: its time to ours (least - most) |",
        "|---|---|---|",
    ]
    for case in cases:
        own = times[case.name, "ours"]
        middle = statistics.median(own)
        shown = case.shown(middle, peak, rate)
        others = []
        for side in list(case.sides)[1:]:
            ratios = [t / o for t, o in zip(times[case.name, side], own, strict=True)]
            ratios = [ratio * case.scale.get(side, 1.0) for ratio in ratios]
            middle = statistics.median(ratios)
            others.append(f"{side}: {middle:.3g} ({min(ratios):.2g} - {max(ratios):.2g})")
        lines.append(f"| {case.name} | {shown} | {'; '.join(others)} |")
    return lines


def grown(
    series: list[tuple[str, int, float, Case]], times: dict[tuple[str, str], list[float]]
) -> list[str]:
    """Exponents, fitted by least squares to the logarithms of sizes and times."""
    lines = [
        "",
        "How the cost grows:",
        "",
        "| what | sizes | exponent | at most |",
        "|---|---|---|---|",
    ]
    by_name: dict[str, list[tuple[int, float, float]]] = {}
    for name, size, expected, case in series:
        spent = statistics.median(times[case.name, "ours"])
        by_name.setdefault(name, []).append((size, spent, expected))
    for name, points in by_name.items():
        sizes, spent = (np.log([point[i] for point in points]) for i in (0, 1))
        slope = float(np.polyfit(sizes, spent, 1)[0])
        shown = ", ".join(f"{math.exp(size):.0f}" for size in sizes)
        lines.append(f"| {name} | {shown} | {slope:.2f} | {points[0][2]:g} |")
    return [*lines, "", *EXPLAINED]


EXPLAINED = [
    "A step of the recursion is six operations, a perturbed one fourteen, none of them fused, so",
    "that the peak is out of reach. Two threads are twice one where both cores are free.",
    "Exponents are at most what is given where sizes are large; what a call costs besides makes",
    "them smaller. Descents of matrices of up to 124 rows agree with NumPy's to rounding.",
]


def _release(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


if __name__ == "__main__":
    main()
