"""What is freed stays with the process: arrays of megabytes that come and go, without page faults.

glibc gives an array above its threshold a mapping of its own and returns it when it is freed, so
that the next of the same size is paged in anew, page by page; on a virtual machine that costs many
times what is computed in it.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Numbers of glibc's parameters (``malloc.h``)."""

KEPT = 1 << 28
"""Bytes of free memory at the end of the heap above which it is returned after all."""

LARGEST_ON_HEAP = 1 << 25
"""Bytes of an array above which it has a mapping of its own: the most that glibc allows."""


@cache
def keep_freed_memory() -> bool:
    """Keep up to :data:`KEPT` freed bytes for this process, once; False where there is no glibc.

    >>> keep_freed_memory() == keep_freed_memory()
    True
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        set_parameter = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library
        return False
    return bool(set_parameter(MMAP_THRESHOLD, LARGEST_ON_HEAP)) and bool(
        set_parameter(TRIM_THRESHOLD, KEPT)
    )
