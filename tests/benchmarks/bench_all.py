"""Every benchmark that ``notes/benchmarks.md`` reports, one after the other, on a machine at rest.

Run ``python tests/benchmarks/bench_all.py``. Each is a process of its own and writes its section;
one that fails ends the run.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = ("bench_suite", "bench_commands", "bench_engines", "bench_cluster", "bench_memory")


def main() -> None:
    """Run them."""
    for name in SCRIPTS:
        print(f"== {name} ==", flush=True)
        script = Path(__file__).with_name(f"{name}.py")
        subprocess.run([sys.executable, str(script)], check=True)


if __name__ == "__main__":
    main()
