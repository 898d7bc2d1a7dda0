"""Batches in parts, on threads: each instance has the same bits whichever part it is in."""

from __future__ import annotations

from collections.abc import Callable

from dmfcheck.dynamics.floats.iterate_kernels import LANES

MOST_THREADS = 256

PART = 16 * LANES
"""Instances of a part at least: handing one out costs less than its steps."""


def in_parts(size: int, threads: int, run: Callable[[slice], None]) -> None:
    """Call ``run`` on slices that make up range(``size``), on so many threads.

    The compiled loops hold no lock of the interpreter, so that they run at once. There are more
    parts than threads, for instances take different numbers of steps.

    >>> found = [0] * 9000
    >>> def fill(part: slice) -> None:
    ...     found[part] = range(9000)[part]
    >>> in_parts(9000, 2, fill)
    >>> found == list(range(9000))
    True
    """
    if threads == 1 or size <= PART:
        run(slice(0, size))
        return
    from concurrent.futures import ThreadPoolExecutor

    length = max(PART, -(-size // (8 * threads * LANES)) * LANES)
    parts = [slice(first, min(first + length, size)) for first in range(0, size, length)]
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(run, parts):
            pass
