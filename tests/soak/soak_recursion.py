"""Hitting times of the identical start as a recursion in SymPy against those that are built in.

``python tests/soak/soak_recursion.py``: --cases 1000 --seed S. Every case must have the same
integers by both. Prints the seed and counts by method, exits 1 on any difference.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

import sympy as sp

from dmfcheck import recursion
from dmfcheck.dynamics.balls.hitting_time import hitting_time

sys.path.insert(0, str(Path(__file__).parent))
from soak_hitting_time import random_case

d, eta, lam, N, alpha = sp.symbols("d eta lam N alpha")
IDENTICAL = recursion(
    {d: d + eta * d ** (N - 1) * (lam - d**N)}, start={d: alpha}, parameters="0 < alpha"
)


def compared(case):
    """(what the recursion says, whether it is what is built in)."""
    depth, h, x0, b = case
    built_in = hitting_time(*case)
    found = IDENTICAL.hitting_time(b, depth=depth, eigenvalue=1, eta=h, alpha=x0)
    if not hasattr(found, "lo"):
        return f"undecided: {found}", False
    return found.method, (found.lo, found.hi) == (built_in.lo, built_in.hi)


def main() -> int:
    """Run, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    options = parser.parse_args()
    print("seed", options.seed, flush=True)
    rng, methods, wrong = random.Random(options.seed), Counter(), []
    begin = time.perf_counter()
    for count in range(1, options.cases + 1):
        case = random_case(rng)
        method, same = compared(case)
        methods[method] += 1
        if not same:
            wrong.append(case)
            print("DIFFERENT", *case, method, flush=True)
        if count % 50 == 0:
            print(count, dict(methods), f"{time.perf_counter() - begin:.0f} s", flush=True)
    print(f"{options.cases} cases, {len(wrong)} different:", dict(methods))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
