"""Arrays that come and go are paged in once."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

FAULTS = """
import resource, sys
import numpy as np
from dmfcheck.base.allocation import keep_freed_memory

if sys.argv[1] == "kept":
    assert keep_freed_memory()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(30):
    arrays = [np.ones(200_000) for _ in range(4)]
    del arrays
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="a parameter of glibc")
def test_what_is_freed_is_not_paged_in_again():
    """Thirty times 6.4 MB, 1600 pages of 4 kB: as good as once, and without it many times."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}

    def faults(how: str) -> int:
        run = [sys.executable, "-c", FAULTS, how]
        return int(
            subprocess.run(run, capture_output=True, text=True, check=True, env=plain).stdout
        )

    assert 3 * faults("kept") < faults("left")
