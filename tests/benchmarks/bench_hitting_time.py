"""What a certified hitting time costs: ``python tests/benchmarks/bench_hitting_time.py``.

Medians over jittered cases, in milliseconds, against K from 1e3 to 1e2400, by depth; and the K from
which it is faster than iterating in float64 (compiled), which is uncertified and, past K ~ 1e5,
sometimes wrong.
"""

from __future__ import annotations

import random
import statistics
import time
from fractions import Fraction

import numba

from dmfcheck.dynamics.balls.hitting_time import hitting_time

DEPTHS = (2, 3, 6, 10, 50)
DIGITS = (3, 6, 10, 30, 100, 300, 1000, 2400)
REPEATS = 21


@numba.njit
def iterate(depth, h, x, b):
    """K by float64 iteration."""
    k = 0
    while x < b:
        power = x
        for _ in range(depth - 2):
            power *= x
        x += h * power * (1.0 - power * x)
        k += 1
    return k


def case(rng: random.Random, depth: int, digits: int) -> tuple[int, Fraction, Fraction, Fraction]:
    """A case with K of about 10^digits: a small step for N = 2, a small start for N >= 3."""
    b = Fraction(rng.randint(5000, 9900), 10_000)
    jitter = Fraction(rng.randint(1000, 3000), 1000)
    if depth == 2:
        return depth, jitter / 10 ** (digits - 1), Fraction(1, 1000), b
    h = Fraction(rng.randint(200, 1000), 1000) / depth
    # x0^{2-N} / ((N-2) h) = K in integers: the scale 10^whole keeps the root of a huge K exact
    steps = jitter * 10**digits * (depth - 2) * h
    whole = digits // (depth - 2)
    x0 = Fraction(float(steps / 10 ** (whole * (depth - 2))) ** (-1 / (depth - 2))) / 10**whole
    return depth, h, min(x0, b / 2), b


def cost(depth: int, digits: int) -> tuple[float, int, bool]:
    """Median milliseconds, a K, and whether every K was a single integer."""
    rng = random.Random(f"{depth}/{digits}")
    times, single = [], True
    for _ in range(REPEATS):
        arguments = case(rng, depth, digits)
        begin = time.perf_counter()
        found = hitting_time(*arguments)
        times.append(1000 * (time.perf_counter() - begin))
        single = single and found.exact
    return statistics.median(times), found.lo, single


def float_nanoseconds(depth: int) -> float:
    """Time of one float64 step."""
    arguments = depth, 1e-6, 0.9, 0.95
    iterate(*arguments)
    best = float("inf")
    for _ in range(5):
        begin = time.perf_counter()
        steps = iterate(*arguments)
        best = min(best, (time.perf_counter() - begin) / steps)
    return 1e9 * best


def main() -> None:
    """Print the table."""
    print("median ms per certified K; columns: K")
    print(
        "depth " + "".join(f"{'1e' + str(d):>10}" for d in DIGITS) + "   first call   break-even K"
    )
    for depth in DEPTHS:
        begin = time.perf_counter()
        hitting_time(depth, Fraction(1, 2 * depth), Fraction(1, 100), Fraction(1, 2))
        first = 1000 * (time.perf_counter() - begin)
        cells, row = [], {}
        for digits in DIGITS:
            milliseconds, _, single = cost(depth, digits)
            row[digits] = milliseconds
            cells.append(f"{milliseconds:>9.2f}" + (" " if single else "?"))
        step = float_nanoseconds(depth)
        print(
            f"{depth:>5} {''.join(cells)}   {first:>7.1f} ms   {row[6] * 1e6 / step:.1e}"
            f"   (float64: {step:.2f} ns a step)"
        )
    found = hitting_time(6, "1/6", "1e-20", "1/2")
    print("N=6, h=1/6, x0=1e-20, b=1/2:", found.lo, "exact" if found.exact else found.hi)


if __name__ == "__main__":
    main()
