"""Peak memory and processor time of the largest things, into ``notes/benchmarks.md``.

Run ``python tests/benchmarks/bench_memory.py``. Each case is a process of its own, run once, and
may have two gigabytes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from noted import loop, processor_time, write_section

MOST = 2000.0
"""Megabytes."""

LONG = """
from dmfcheck import claim
from dmfcheck.base.certificate import write
found = claim("rank.plateau").examine(
    depth=3, spectrum="1,1/2,1/10", rank=2, alpha="1e-300", eta="1/10", delta="1/100",
    quiet_level="1/1000", steps=5)
write(found.certificate, {path!r})
"""

CASES = {
    "10,000,000 hitting times, N = 3": """
import numpy as np
from dmfcheck.dynamics.floats.recursion import hitting_steps
draw = np.random.default_rng(0)
x0, h = draw.uniform(0.05, 0.5, 10_000_000), draw.uniform(0.1, 0.33, 10_000_000)
hitting_steps(x0, h, 0.9, 3, 10_000)
""",
    "descent of 2000 x 2000 matrices, N = 3, 5 steps": """
import numpy as np
from dmfcheck.dynamics.floats.matrix import descend, perturbed_start
draw = np.random.default_rng(0).standard_normal((2000, 2000))
target = (draw + draw.T) / 130
descend(target, perturbed_start(0.1, 0.0, 2000, depth=3), 1e-3, 5)
""",
    "predict, 4096 x 4096, N = 3": """
import numpy as np
X = np.random.default_rng(0).standard_normal((4096, 4096))
target = (X + X.T) / 2
target /= np.linalg.norm(target, 2)
from dmfcheck import predict
predict(target, depth=3, alpha="1/100", eta="1/10").as_json(horizon=False)
""",
}


def main() -> None:
    """Measure, and write the section."""
    unit = loop()
    cases = dict(CASES)
    lines = [
        "Written by `python tests/benchmarks/bench_memory.py`: each once, in a process of its own,",
        f"BLAS on one thread; P = {unit:.2f} s. At most {MOST:,.0f} MB are asked of each.",
        "",
        "| what | peak, MB | P |",
        "|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "long.json")
        processor_time(LONG.format(path=path))
        verify = f"from dmfcheck.commands.main import main; assert main(['verify', {path!r}]) == 0"
        cases["verify of rank.plateau from alpha = 1e-300, N = 3"] = verify
        for name, code in cases.items():
            spent, peak = processor_time(code)
            over = "" if peak <= MOST else " (beyond)"
            lines.append(f"| {name} | {peak:.0f}{over} | {spent / unit:.1f} |")
            print(lines[-1], flush=True)
    write_section("Memory", lines)


if __name__ == "__main__":
    main()
