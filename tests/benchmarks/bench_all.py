"""Every benchmark that ``notes/benchmarks.md`` reports, one after the other, on a machine at rest.

Run ``python tests/benchmarks/bench_all.py``. Each is a process of its own and writes its section;
one that fails ends the run.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

RUNS = (
    ["bench_suite"],
    ["bench_commands"],
    ["bench_engines"],
    ["bench_hunt", "--only", "rates"],
    ["bench_cluster"],
    ["bench_memory"],
)


def main() -> None:
    """Run them."""
    began = time.monotonic()
    for name, *options in RUNS:
        print(f"== {name} ==", flush=True)
        script = Path(__file__).with_name(f"{name}.py")
        subprocess.run([sys.executable, str(script), *options], check=True)
    print(f"{(time.monotonic() - began) / 60:.1f} minutes in all")


if __name__ == "__main__":
    main()
