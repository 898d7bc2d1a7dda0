"""x^k in float64 by repeated squaring: off by at most k - 1 roundings.

Both give the same bits. Only compiled functions call them.
"""

from __future__ import annotations

from dmfcheck.dynamics.floats.compiled import inner


@inner
def raised(base: float, exponent: int) -> float:
    """base^exponent, 0 <= exponent < 64, unrolled where the exponent is a constant.

    >>> raised.py_func(3.0, 5)
    243.0
    """
    # Inlined there, so that nothing but the multiplications remains.
    found, square = 1.0, base
    for bit in range(6):
        if (exponent >> bit) & 1:
            found = found * square
        square = square * square
    return found


@inner
def raised_at_run(base: float, exponent: int) -> float:
    """:func:`raised`, to the bit, where the exponent is known when it runs only.

    >>> raised_at_run.py_func(3.0, 5)
    243.0
    """
    found, square = 1.0, base
    while exponent > 0:
        if exponent & 1:
            found = found * square
        square = square * square
        exponent >>= 1
    return found
