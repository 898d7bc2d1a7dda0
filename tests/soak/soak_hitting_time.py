"""Random hitting times against brute force: ``python tests/soak/soak_hitting_time.py``.

Options: --cases 10000 --seed S --limit 1000000 (K up to which brute force checks). Prints the seed,
exits 1 on any disagreement, bracket or violated theorem.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from dmfcheck.dynamics.balls.hitting_time import hitting_time


def _loaded(name: str):
    path = Path(__file__).parent.parent / "dynamics" / "balls" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


oracle = _loaded("oracle")
theorems = _loaded("time_theorems")

Case = tuple[int, Fraction, Fraction, Fraction]


def _rational(rng: random.Random, value: float) -> Fraction:
    """A dyadic or a decimal rational near ``value``."""
    dyadic = Fraction(value)
    if rng.random() < 0.5:
        return dyadic
    digits = 10 ** (18 + max(0, dyadic.denominator.bit_length() - dyadic.numerator.bit_length()))
    return Fraction(round(dyadic * digits), digits)


def random_case(rng: random.Random) -> Case:
    """Depth 2..20, h from 1e-7 to exactly 1/N, x0 from 1e-300, b up to 1 - 1e-12."""
    depth = rng.randint(2, 20)
    h = _rational(rng, 10 ** rng.uniform(-7, 0) / depth)
    if rng.random() < 0.15 or h * depth > 1:
        h = Fraction(1, depth)
    style = rng.random()
    b = 1 - 10 ** rng.uniform(-12, 0) if style < 0.5 else rng.uniform(0.01, 1)
    if rng.random() < 0.4:
        x0 = 10 ** rng.uniform(-300, 0)
    elif depth == 2:
        x0 = b * 10 ** rng.uniform(-8, 0)
    else:  # about as many steps as brute force can take
        steps = 10 ** rng.uniform(0, 6.3)
        x0 = (1 / b ** (depth - 2) + steps * float(h) * (depth - 2)) ** (-1 / (depth - 2))
    start, target = _rational(rng, x0), _rational(rng, b)
    return (depth, h, start, target) if 0 < start < target < 1 else random_case(rng)


@dataclass
class Tally:
    """What a run found."""

    cases: int = 0
    checked: int = 0
    brackets: list[Case] = field(default_factory=list)
    wrong: list[tuple[Case, int, int, int]] = field(default_factory=list)
    methods: Counter = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    largest: int = 0


def soak(cases: int, seed: int, limit: int, margins=None) -> Tally:
    """Hitting times of ``cases`` random cases, checked by brute force where K <= limit."""
    rng = random.Random(seed)
    tally = Tally()
    for _ in range(cases):
        case = random_case(rng)
        begin = time.perf_counter()
        found = hitting_time(*case)
        tally.milliseconds.append(1000 * (time.perf_counter() - begin))
        tally.cases += 1
        tally.methods[found.method] += 1
        tally.largest = max(tally.largest, found.hi)
        if not found.exact:
            tally.brackets.append(case)
        if found.lo <= limit:
            tally.checked += 1
            expected = oracle.hitting_time(*case, limit + 2)
            if expected is None or not found.lo <= expected <= found.hi:
                tally.wrong.append((case, expected, found.lo, found.hi))
        if margins is not None and found.exact:
            margins.add(*case, found.lo)
    return tally


def main() -> int:
    """Run, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("--limit", type=int, default=1_000_000)
    options = parser.parse_args()
    print("seed", options.seed, flush=True)
    margins = theorems.Margins()
    tally = soak(options.cases, options.seed, options.limit, margins)
    times = sorted(tally.milliseconds)
    print(f"{tally.cases} cases, largest K has {tally.largest.bit_length()} bits")
    print("by method:", dict(tally.methods))
    print(f"checked against brute force: {tally.checked}, disagreements: {len(tally.wrong)}")
    print(f"brackets left: {len(tally.brackets)}")
    at = {q: times[int(q * (len(times) - 1))] for q in (0.5, 0.9, 0.99, 1.0)}
    print("ms per case:", ", ".join(f"{q:.0%} {ms:.2f}" for q, ms in at.items()))
    print(margins.report())
    for case in tally.wrong + tally.brackets:
        print("FAILED", case)
    return 1 if tally.wrong or tally.brackets or margins.violations else 0


if __name__ == "__main__":
    sys.exit(main())
