"""Plant single faults and see whether tests notice: ``python tests/soak/soak_faults.py``.

Options: --sample 300 --seed 0 --workers 2 --seconds 30 (tests of one fault at most), --only TEXT
(files whose path has it), --coverage FOLDER... (what ``executing.py`` recorded; without it the
whole suite is recorded first), -o FILE (a line of JSON a fault; what is in it is not tried again),
--again (but what survived is).

A seeded sample of the single faults of the certified arithmetic, the replay, the problems and the
hunt is planted one at a time in a copy of the checkout. The tests that execute its line are run,
the quickest first. A fault is killed if a test fails or hangs that passes without it. Survivors are
listed, with the reason that ``survivors.json`` has for them. Prints the seed; exits 1 if fewer than
95% of the faults that change an answer are killed, or if a survivor has no reason.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from checkout import ROOT, copy_of_the_checkout
from executing import Executing, file_of, record
from faults import Fault, faults
from forked import first_failure, import_heavy_packages

SCOPE = (
    "dmfcheck/dynamics/balls/*.py",
    "dmfcheck/replay/**/*.py",
    "dmfcheck/hunt/*.py",
    "dmfcheck/claims/judge.py",
    "dmfcheck/claims/sign.py",
    "dmfcheck/claims/arithmetic.py",
    "dmfcheck/claims/ball_point.py",
    "dmfcheck/claims/small_matrices.py",
    "dmfcheck/dynamics/instances/staircase.py",
    "dmfcheck/dynamics/instances/denoising.py",
    "dmfcheck/problems/descent_check.py",
    "dmfcheck/problems/denoising_errors.py",
    "dmfcheck/problems/early_stopping.py",
    "dmfcheck/problems/matrix_files.py",
    "dmfcheck/problems/matrix_market.py",
    "dmfcheck/problems/prediction.py",
    "dmfcheck/dynamics/problem.py",
    "dmfcheck/problems/shrinkage.py",
)
LEAST_KILLED = 0.95
EQUIVALENT = "changes no answer: "
"""How a reason begins where the fault only changes a guess, a precision or a time."""

SURVIVORS = Path(__file__).with_name("survivors.json")


@dataclass(frozen=True)
class Planted:
    """One fault of one file.

    The name is the file, the line as it stands and what becomes of it, with a number where that is
    said of several: a reason is kept under it.
    """

    path: str
    fault: Fault
    name: str

    def lot(self, seed: int) -> bytes:
        """A place in a random order that neither other files nor a new path change."""
        where = (ROOT / self.path).read_bytes()[
            max(0, self.fault.start - 60) : self.fault.stop + 60
        ]
        drawn = f"{seed} {self.fault.new} {where!r}".encode()
        return hashlib.sha256(drawn).digest()


def all_faults(only: str) -> list[Planted]:
    """Every fault in scope, in the order of the files."""
    files = sorted({path for pattern in SCOPE for path in ROOT.glob(pattern)})
    names = [str(path.relative_to(ROOT)) for path in files]
    return [planted for name in names if only in name for planted in _faults_of(name)]


def _faults_of(path: str) -> list[Planted]:
    source = (ROOT / path).read_bytes()
    lines = source.decode().splitlines()
    found, seen = [], Counter[str]()
    for fault in faults(source):
        name = f"{path}: {lines[fault.line - 1].strip()}: {fault.what}"
        seen[name] += 1
        number = f" ({seen[name]})" if seen[name] > 1 else ""
        found.append(Planted(path, fault, name + number))
    return found


_executing: list[Executing] = []
"""One, in a worker."""
_good: set[str] = set()
"""Tests that pass without a fault."""


def tried(planted: Planted, seconds: float) -> tuple[str, str]:
    """("killed" or "survived", by which test or after how many), the file being as before."""
    executing = _executing[0]
    target = Path(planted.path)
    source = target.read_bytes()
    tests = executing.tests(planted.path, planted.fault.line, seconds)
    while tests:
        write(target, planted.fault.planted(source))
        try:
            by = first_failure(tests, executing.seconds)
        finally:
            write(target, source)
        if not by:
            break
        only = [test for test in tests if test in (by, file_of(by))] or tests
        if _good.issuperset(only) or not first_failure(only, executing.seconds):
            _good.update(only)
            return "killed", by
        print(f"fails without a fault: {by}", flush=True)
        tests = [test for test in tests if test not in only]
    return "survived", f"{len(tests)} tests"


def write(target: Path, source: bytes) -> None:
    """Write with a time of its own: Python knows compiled code by the second and the size."""
    target.write_bytes(source)
    later = int(target.stat().st_mtime) + next(_writes)
    os.utime(target, (later, later))


_writes = itertools.count(1)


def _prepare(executing: Executing) -> None:
    """Make a copy, work there, and import the heavy packages once."""
    _executing[:] = [executing]
    folder = tempfile.mkdtemp(dir=os.environ["SOAK_FAULTS"])
    os.chdir(copy_of_the_checkout(Path(folder)))
    sys.path.insert(0, os.getcwd())
    os.environ["PYTHONPATH"] = os.getcwd()
    import_heavy_packages()


def _examined(planted: Planted, seconds: float) -> dict[str, str]:
    began = time.monotonic()
    outcome, by = tried(planted, seconds)
    print(f"{outcome} {time.monotonic() - began:.0f}s {planted.name} [{by}]", flush=True)
    return {"name": planted.name, "outcome": outcome, "by": by}


def run(chosen: Sequence[Planted], options: argparse.Namespace, work: Path) -> list[dict[str, str]]:
    """Every fault tried, in as many copies of the checkout as workers."""
    folders = options.coverage
    if not folders:
        folders = [work / "coverage"]
        record(folders[0], SCOPE)
    executing = Executing(folders)
    kept: Path | None = options.output
    lines = kept.read_text(encoding="utf-8").splitlines() if kept and kept.exists() else []
    results = {entry["name"]: entry for entry in map(json.loads, lines)}
    if options.again:
        results = {name: one for name, one in results.items() if one["outcome"] == "killed"}
    os.environ["SOAK_FAULTS"] = str(work)
    with ProcessPoolExecutor(options.workers, get_context("fork"), _prepare, (executing,)) as pool:
        waiting = [
            pool.submit(_examined, planted, options.seconds)
            for planted in chosen
            if planted.name not in results
        ]
        for done in as_completed(waiting):
            results[done.result()["name"]] = done.result()
            if kept:
                with kept.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(done.result()) + "\n")
    return [results[planted.name] for planted in chosen]


def main() -> int:
    """Run, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--only", default="")
    parser.add_argument("--coverage", type=Path, nargs="*")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    print("seed", options.seed, flush=True)
    known = all_faults(options.only)
    count = min(options.sample, len(known))
    chosen = sorted(known, key=lambda planted: planted.lot(options.seed))[:count]
    print(f"{len(known)} single faults, {count} of them planted", flush=True)
    with tempfile.TemporaryDirectory() as work:
        results = run(chosen, options, Path(work))
    return report([entry["name"] for entry in results if entry["outcome"] == "survived"], count)


def report(survivors: Sequence[str], count: int) -> int:
    """Print the survivors with their reasons and the score; the exit code."""
    reasons = json.loads(SURVIVORS.read_text(encoding="utf-8")) if SURVIVORS.exists() else {}
    equivalent = sum(reasons.get(name, "").startswith(EQUIVALENT) for name in survivors)
    for name in survivors:
        print(f"SURVIVED {name}: {reasons.get(name, 'NO REASON')}")
    killed, faulty = count - len(survivors), count - equivalent
    print(f"{killed} of {count} killed; {equivalent} of the others change no answer", end="")
    print(f", so {killed / faulty:.1%} of those that do")
    return int(killed < LEAST_KILLED * faulty or any(name not in reasons for name in survivors))


if __name__ == "__main__":
    sys.exit(main())
