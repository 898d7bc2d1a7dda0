"""Processor times of commands that grow, and how they grow, into ``notes/benchmarks.md``.

Run ``python tests/benchmarks/bench_commands.py``; ``--most N`` leaves out larger matrices. Every
case is a process of its own, the cases take turns, and the median counts. P is the processor time
of a Python loop of 1e7 additions, measured before every case.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from itertools import repeat
from pathlib import Path

NOTE = Path(__file__).parents[2] / "notes" / "benchmarks.md"
ROUNDS = 5

OTHERS = "\n## The property tests\n"
"""Where the part of the note begins that is not written here."""

MATRIX = """
import numpy as np
X = np.random.default_rng(0).standard_normal(({n}, {n}))
target = (X + X.T) / 2
target /= np.linalg.norm(target, 2)
"""
PREDICT = (
    MATRIX
    + """
from dmfcheck import predict
predict(target, depth=3, alpha="1/100", eta="1/10").as_json(horizon={horizon})
"""
)
CHECK = """
import numpy as np
Q = np.linalg.qr(np.random.default_rng(0).standard_normal(({n}, {n})))[0]
target = (Q * np.linspace(1, 0.02, {n})) @ Q.T
from dmfcheck import check
check((target + target.T) / 2, depth=2, alpha="1/100", eta="1/4", steps={steps})
"""
COMMAND = "from dmfcheck.commands.main import main; main({words!r})"


def processor_time(code: str) -> tuple[float, float]:
    """(seconds of the process and of its own, peak memory of the largest in MB)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    probe = "\nimport resource, sys\nused = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
    probe += "print(used, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code + probe],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, float(done.stderr.split()[-1]) / 1e3


def loop() -> float:
    """P."""
    began, total = time.process_time(), 0
    for one in repeat(1, 10_000_000):
        total += one
    return time.process_time() - began


def cases(most: int) -> dict[tuple[str, int], str]:
    """By series and size."""
    found = {("(imports alone)", 1): "import numpy, flint, dmfcheck.problems.prediction"}
    for n in (100, 200, 500, 1000):
        if n <= most:
            found["predict, n x n, N = 3, no horizon", n] = PREDICT.format(n=n, horizon=False)
    for n in (50, 100):
        found["predict with its float horizon, n x n, N = 3", n] = PREDICT.format(n=n, horizon=True)
    for n in (10, 30):
        found["check, n x n, N = 2, 2762 steps", n] = CHECK.format(n=n, steps=2762)
    for N in (5, 50):
        words = ["derive", "--depth", str(N), "--json"]
        found["derive, depth N", N] = COMMAND.format(words=words)
    return found


def exponent(points: list[tuple[int, float]]) -> float:
    """Of the last two sizes."""
    (a, s), (b, t) = points[-2:]
    return math.log(t / s) / math.log(b / a)


def main() -> None:
    """Measure, and write the note."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1000, help="rows of the largest matrix")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    codes = cases(given.most)
    times: dict[tuple[str, int], list[float]] = {case: [] for case in codes}
    memory = dict.fromkeys(codes, 0.0)
    unit = []
    for _ in range(given.rounds):
        for case, code in codes.items():
            unit.append(loop())
            spent, peak = processor_time(code)
            times[case].append(spent / unit[-1])
            memory[case] = max(memory[case], peak)
    # What another command measured stays.
    _, _, others = NOTE.read_text(encoding="utf-8").partition(OTHERS)
    written = page(times, memory, statistics.median(unit)) + OTHERS + others
    NOTE.write_text(written, encoding="utf-8")
    print(NOTE.read_text(encoding="utf-8"))


def page(
    times: dict[tuple[str, int], list[float]], memory: dict[tuple[str, int], float], unit: float
) -> str:
    """The note."""
    names = ("numpy", "numba", "python-flint", "sympy")
    releases = ", ".join(f"{name} {version(name)}" for name in names)
    rounds = len(next(iter(times.values())))
    lines = [
        "# Benchmarks",
        "",
        "Written by `python tests/benchmarks/bench_commands.py`. Processor time of whole",
        "processes, imports included, BLAS on one thread, in units of P, the processor time of a",
        f"Python loop of 1e7 additions measured before each. Median of {rounds} rounds, in which",
        "the cases take turns, with the least and the most; the exponent is that of the last two",
        "sizes.",
        "",
        f"Python {platform.python_version()}, {releases}; {os.cpu_count()} cores,",
        f"{platform.machine()}; P = {unit:.2f} s, shared with other work.",
        "",
        "| what | size | median, P | least - most, P | peak, MB | exponent |",
        "|---|---|---|---|---|---|",
    ]
    for series in dict.fromkeys(name for name, _ in times):
        points: list[tuple[int, float]] = []
        for (name, size), found in times.items():
            if name != series:
                continue
            middle = statistics.median(found)
            points.append((size, middle))
            grown = f"{exponent(points):.1f}" if len(points) > 1 else ""
            spread = f"{min(found):.2f} - {max(found):.2f}"
            peak = f"{memory[name, size]:.0f}"
            lines.append(f"| {name} | {size} | {middle:.2f} | {spread} | {peak} | {grown} |")
    return "\n".join([*lines, "", *EXPLAINED, ""])


EXPLAINED = [
    "Recovery times and plateaus cost the same for each distinct eigenvalue. What grows faster:",
    "the eigenvectors and the six products of n x n matrices that bound their residuals (exponent",
    "3 in the end), and the float horizon, which follows every pair of distinct eigenvalues",
    "(exponent 2); `predict` looks for it among more than 50 only if asked. Of a check, the",
    "products of the descent and the claims about the whole spectrum, at each rank and each step.",
    "Symbolic checks at depth N state one step for each factor.",
]

if __name__ == "__main__":
    main()
