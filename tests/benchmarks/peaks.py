"""What a core can do at most: fused products in C, and NumPy's product of n x n matrices."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

SOURCE = r"""
#include <stdio.h>
#include <time.h>
typedef double lanes __attribute__((vector_size(LANES * 8)));
int main(void) {
    lanes a[12], x, y;
    for (int j = 0; j < LANES; j++) { x[j] = 0.999999; y[j] = 1e-9; }
    for (int i = 0; i < 12; i++) for (int j = 0; j < LANES; j++) a[i][j] = 1.0 + i;
    double best = 0.0, sum = 0.0;
    for (int repeat = 0; repeat < 7; repeat++) {
        clock_t began = clock();
        for (long k = 0; k < 10000000; k++) {
            a[0] = a[0] * x + y; a[1] = a[1] * x + y; a[2] = a[2] * x + y; a[3] = a[3] * x + y;
            a[4] = a[4] * x + y; a[5] = a[5] * x + y; a[6] = a[6] * x + y; a[7] = a[7] * x + y;
            a[8] = a[8] * x + y; a[9] = a[9] * x + y; a[10] = a[10] * x + y;
            a[11] = a[11] * x + y;
        }
        double rate = 1e7 * 12 * 2 * LANES / ((double)(clock() - began) / CLOCKS_PER_SEC);
        if (rate > best) best = rate;
    }
    for (int i = 0; i < 12; i++) for (int j = 0; j < LANES; j++) sum += a[i][j];
    printf("%g %g\n", best, sum);
    return 0;
}
"""
"""numba without intrinsics does not vectorise such a loop."""


def fma_peak() -> float | None:
    """Gigaflops of one core in fused products, the best of 7; None without a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    best = 0.0
    with tempfile.TemporaryDirectory() as folder:
        source, program = Path(folder) / "peak.c", Path(folder) / "peak"
        source.write_text(SOURCE, encoding="utf-8")
        for lanes in (2, 4, 8):
            options = ["-O2", "-march=native", "-ffp-contract=fast", f"-DLANES={lanes}"]
            subprocess.run([compiler, *options, source, "-o", program], check=True)
            ran = subprocess.run([program], check=True, capture_output=True, text=True)
            best = max(best, float(ran.stdout.split()[0]))
    return best / 1e9


def product_rate(n: int) -> float:
    """Gigaflops of NumPy's product of n x n matrices on one thread, the best of 7."""
    left, right = np.random.default_rng(0).standard_normal((2, n, n))
    out, count = np.empty((n, n)), max(1, round(2e8 / n**3))
    best = np.inf
    for _ in range(7):
        began = time.process_time()
        for _ in range(count):
            np.matmul(left, right, out=out)
        best = min(best, time.process_time() - began)
    return float(2.0 * n**3 * count / best / 1e9)
