"""How many threads multiply matrices: one, where handing a product out costs more than it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

LEAST, MOST = 48, 256
"""Rows of matrices whose products OpenBLAS hands out, and are done within a millisecond.

Its threads spin while they wait for each other: beside other work products of 100 rows took five
times as long on two threads as on one."""


def one_thread(rows: int) -> AbstractContextManager[object]:
    """One thread of BLAS for products of matrices of so many rows, if they are worth no more.

    Of its products the threads share rows and columns, not sums: they are the same to the bit.

    >>> with one_thread(100):
    ...     pass
    """
    if not LEAST <= rows <= MOST:
        return nullcontext()
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> ThreadpoolController:
    """Of the libraries that NumPy has loaded."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
