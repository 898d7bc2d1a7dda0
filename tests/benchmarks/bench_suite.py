"""How long `pytest properties/` takes, and what of it is drawing, into ``notes/benchmarks.md``.

Run ``python tests/benchmarks/bench_suite.py``; ``--rounds 2``. P is measured before and after each
round. "Drawing alone" is what Hypothesis takes to draw as many examples as the tests do from the
strategies of the claims, for a test that does nothing: what no engine of this project makes less.
Nothing else may run: the time of the whole is that of a clock.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

from noted import loop, spread, write_section

TARGET = 25
HERE = Path(__file__).parent
SUITE = [sys.executable, "-m", "pytest", "-q", "properties/"]
DRAWING = """
import time
from hypothesis import HealthCheck, Phase, given, settings
from dmfcheck.theory.look import look, looks
drawn = 0
def draw(claim):
    @settings(max_examples=60, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(look(claim))
    def nothing(values):
        global drawn
        drawn += 1
    nothing()
names = sorted(looks())
for name in names[:20]:
    draw(name)
began, drawn = time.process_time(), 0
for name in names:
    draw(name)
print(drawn, len(names), time.process_time() - began)
"""


def children() -> float:
    """Seconds of processor time of the processes that this one waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command: list[str]) -> tuple[float, float, str]:
    """(seconds by the clock, seconds of processor time, what is printed)."""
    before, began = children(), time.perf_counter()
    # Modules are compiled once, as for any user, whatever is set here.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return time.perf_counter() - began, children() - before, done.stdout


def layers() -> tuple[list[str], list[float]]:
    """(names, seconds of processor time) of the layers, from one run in one process."""
    printed = run([sys.executable, str(HERE / "bench_properties.py")])[2].splitlines()
    heading = next(line for line in printed if line.startswith("seconds of processor time"))
    names = heading.removeprefix("seconds of processor time").split()
    return names, [float(cell) for cell in printed[-1].split()[1:]]


def main() -> None:
    """Measure, and write the note."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    run(SUITE)  # the loops are compiled, and what is kept is
    clocks, used, drawing, unit, passed = [], [], [], [], ""
    for _ in range(given.rounds):
        before = loop()
        clock, spent, printed = run(SUITE)
        drawn, looks, alone = run([sys.executable, "-c", DRAWING])[2].split()
        P = (before + loop()) / 2
        passed = printed.splitlines()[-1].split()[0]
        unit.append(P)
        clocks.append(clock / P)
        used.append(spent / P)
        drawing.append(float(alone) / P)
    names, seconds = layers()
    P = statistics.median(unit)
    lines = [
        "Written by `python tests/benchmarks/bench_suite.py`, in units of P, the loops compiled.",
        "",
        f"Python {platform.python_version()}, hypothesis {version('hypothesis')}, "
        f"pytest {version('pytest')}; {os.cpu_count()} cores, {platform.machine()}; "
        f"P = {spread(unit)} s.",
        "",
        f"| `pytest properties/`, {passed} tests | P |",
        "|---|---|",
        f"| by the clock, two workers | {spread(clocks)} |",
        f"| target | {TARGET} |",
        f"| processor time | {spread(used)} |",
        f"| drawing alone, {drawn} examples of {looks} claims | {spread(drawing)} |",
        "",
        f"| one process, by layer | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
        f"| P | {' | '.join(f'{value / P:.1f}' for value in seconds)} |",
        "",
        *EXPLAINED,
    ]
    write_section("The property tests", lines)
    print("\n".join(lines))


EXPLAINED = [
    "`python tests/benchmarks/bench_properties.py` prints the layers of each claim; files and",
    "options of pytest may follow. An inner layer's time is not in the outer one's; the rest is",
    "Hypothesis itself, sensing, shrinking and imports.",
]

if __name__ == "__main__":
    main()
