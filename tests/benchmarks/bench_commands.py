"""Processor times of commands, and how they grow, into ``notes/benchmarks.md``.

Run ``python tests/benchmarks/bench_commands.py``; ``--rounds 5``, ``--only PART`` of the name of a
series, which writes nothing. Every case is a process of its own, the cases take turns, and the
median counts. P is measured before every case.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import statistics
import tempfile
from dataclasses import dataclass
from importlib.metadata import version

from noted import loop, processor_time, spread, write_section

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
LONG_CHECK = """
import numpy as np
Q = np.linalg.qr(np.random.default_rng(0).standard_normal(({n}, 5)))[0]
target = (Q * [100, 60, 30, 10, 3]) @ Q.T
from dmfcheck import check
check((target + target.T) / 2, depth=3, alpha="1/1000", eta="1/5000", steps={steps})
"""
COMMAND = "from dmfcheck.commands.main import main; main({words!r})"


@dataclass(frozen=True)
class Series:
    """Cases of growing size: ``target`` is how many P a case may take, ``expected`` an exponent.

    ``kept`` says whether what earlier processes kept, compiled code too, is there, ``once`` whether
    the first round alone has it: minutes.
    """

    name: str
    cases: dict[int, str]
    expected: str = ""
    target: str = ""
    kept: bool = True
    once: bool = False


def command(*words: str) -> str:
    """The code that runs a command."""
    return COMMAND.format(words=list(words))


PREDICTED = ["predict", "--spectrum", "3,2,1", "--depth", "3", "--alpha", "1/100"]

SERIES = [
    Series("imports alone", {1: "import numpy, flint, dmfcheck.problems.prediction"}),
    Series("`dmfcheck --help`", {1: command("--help")}),
    Series(
        "predict, n x n, N = 3, no horizon",
        {n: PREDICT.format(n=n, horizon=False) for n in (100, 200, 500, 1000)},
        "1 to 3",
        "15 at n = 1000",
    ),
    Series(
        "predict with its float horizon, n x n, N = 3",
        {n: PREDICT.format(n=n, horizon=True) for n in (50, 100)},
        "2",
    ),
    Series(
        "predict of three eigenvalues, N",
        {
            N: command(
                "predict",
                "--spectrum",
                "3,2,1",
                "--depth",
                str(N),
                "--alpha",
                "1/10",
                "--eta",
                f"1/{4**N}",
            )
            for N in (3, 8, 20)
        },
        "1",
    ),
    Series(
        "predict of three eigenvalues, eta = 10^-size",
        {size: command(*PREDICTED, "--eta", f"1e-{size}") for size in (2, 20, 200)},
        "0 to 1",
    ),
    Series(
        "check, n x n, N = 2, 2762 steps",
        {n: CHECK.format(n=n, steps=2762) for n in (10, 30)},
        "1 to 3",
        "2 s at n = 30",
    ),
    Series(
        "check, 10 x 10, N = 2, steps",
        {steps: CHECK.format(n=10, steps=steps) for steps in (500, 2000, 8000)},
        "1",
    ),
    Series(
        "check, n x n of rank 5, norm 100, N = 3, 167,000 steps",
        {100: LONG_CHECK.format(n=100, steps=167_000)},
        "",
        "60",
        once=True,
    ),
    Series(
        "predict of three eigenvalues, no compiled code kept",
        {1: command(*PREDICTED, "--eta", "1/100")},
        "",
        "4 s",
        kept=False,
    ),
    Series(
        "derive, depth N, nothing kept",
        {N: command("derive", "--depth", str(N), "--json") for N in (5, 50)},
        "1",
        kept=False,
    ),
    Series("derive, depth N, kept", {50: command("derive", "--depth", "50", "--json")}, "", "1"),
    Series(
        "mutants step.monotone, nothing kept",
        {1: command("mutants", "step.monotone", "--json")},
        kept=False,
    ),
    Series(
        "mutants step.monotone, kept", {1: command("mutants", "step.monotone", "--json")}, "", "2"
    ),
    Series(
        "constants, all, nothing kept",
        {1: command("constants", "--json")},
        "",
        "20",
        kept=False,
        once=True,
    ),
    Series("constants, all, kept", {1: command("constants", "--json")}),
]


def exponent(points: list[tuple[int, float]]) -> float:
    """The slope of the line through all sizes, log against log, by least squares."""
    x = [math.log(size) for size, _ in points]
    y = [math.log(spent) for _, spent in points]
    slope, _ = statistics.linear_regression(x, y)
    return slope


def main() -> None:
    """Measure, and write the note."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="series whose name has this; nothing is written")
    given = parser.parse_args()
    chosen = [series for series in SERIES if given.only is None or given.only in series.name]
    times: dict[tuple[str, int], list[float]] = {}
    memory: dict[tuple[str, int], float] = {}
    unit = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.rounds):
            for series in chosen:
                for size, code in ({} if series.once and number else series.cases).items():
                    unit.append(loop())
                    none = tempfile.mkdtemp(dir=folder)
                    here = {"XDG_CACHE_HOME": folder}
                    if not series.kept:
                        here = {"XDG_CACHE_HOME": none, "NUMBA_CACHE_DIR": none}
                    if series.kept and not series.once and not number:
                        processor_time(code, here)  # it keeps what it finds
                    spent, peak = processor_time(code, here)
                    times.setdefault((series.name, size), []).append(spent / unit[-1])
                    memory[series.name, size] = max(memory.get((series.name, size), 0), peak)
    lines = page(chosen, times, memory, unit)
    if given.only is None:
        write_section("Commands", lines)
    print("\n".join(lines))


def page(
    chosen: list[Series],
    times: dict[tuple[str, int], list[float]],
    memory: dict[tuple[str, int], float],
    unit: list[float],
) -> list[str]:
    """The section of the note."""
    names = ("numpy", "numba", "python-flint", "sympy", "typer")
    releases = ", ".join(f"{name} {version(name)}" for name in names)
    lines = [
        "Written by `python tests/benchmarks/bench_commands.py`. Processor time of whole",
        "processes, imports included, BLAS on one thread, in units of P. Median of",
        f"{len(next(iter(times.values())))} rounds, in which the cases take turns, with the least",
        "and the most; the exponent is fitted to all sizes of a series.",
        "",
        f"Python {platform.python_version()}, {releases}; {os.cpu_count()} cores,",
        f"{platform.machine()}; P = {spread(unit)} s.",
        "",
        "| what | size | P | peak, MB | exponent | expected | target, P |",
        "|---|---|---|---|---|---|---|",
    ]
    for series in chosen:
        points = [(n, statistics.median(times[series.name, n])) for n in series.cases]
        for place, (size, _) in enumerate(points):
            last = place == len(points) - 1
            fitted = f"{exponent(points):.1f}" if last and place else ""
            expected, target = (series.expected, series.target) if last else ("", "")
            cells = [series.name, str(size), spread(times[series.name, size])]
            cells += [f"{memory[series.name, size]:.0f}", fitted, expected, target]
            lines.append(f"| {' | '.join(cells)} |")
    return [*lines, "", *EXPLAINED]


EXPLAINED = [
    "Recovery times and plateaus cost the same for each distinct eigenvalue. What grows faster:",
    "the eigenvectors and the six products of n x n matrices that bound their residuals (exponent",
    "3 in the end), and the float horizon, which follows every pair of distinct eigenvalues",
    "(exponent 2); `predict` looks for it among more than 50 only if asked. Of a check, the",
    "products of the descent and the claims about the whole spectrum, at each rank and each step.",
    "Symbolic checks at depth N state one step for each factor. Half a second of every command",
    "but `--help` is imports, half of these Typer's own checks of types (from 0.29 on, pydantic).",
]

if __name__ == "__main__":
    main()
